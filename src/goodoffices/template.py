"""The case that ``goodoffices new`` writes: small, complete, in order, and made to be changed."""

from __future__ import annotations

SITUATION = """\
goodoffices: 1
title: {title}

# Who can do what, and who wants what. Run "goodoffices check ." after every change.
parties:
  north:
    name: North
    options:                              # what it could do, as "to …" would continue
      truce: stop fighting
      release: release its prisoners
    prefers:                              # most important first
      - {{want: south.truce, because: [e02]}}
      - {{want: not north.truce or south.truce, because: assumption}}
      - {{want: exchange, because: assumption, sure: guess}}
  south:
    name: South
    options:
      truce: stop fighting
      release: release its prisoners
    prefers:
      - {{want: north.truce, because: assumption}}
      - {{want: not south.truce or north.truce, because: assumption}}
      - - {{want: north.release, because: assumption}}      # a list within the list is a tie
        - {{want: exchange, because: assumption}}

terms:                                    # names for what is on the agenda
  truce: north.truce and south.truce
  exchange: north.release and south.release

rules:                                    # what cannot be otherwise
  - {{name: precondition, rule: exchange requires truce, because: [e01]}}

now: []                                   # options taken today

states:
  fighting: not north.truce and not south.truce

words:                                    # how prose calls them
  truce: a truce
  exchange: an exchange of prisoners

levers:                                   # what somebody could change
  guarantee:
    does: guarantee that a truce, once begun, is kept
    by: the mediator
    commit: [north.truce, south.truce]
    because: assumption
"""

SOURCE = """\
South's negotiators insist on a truce before any exchange of prisoners. \
A spokesman for North said that what matters most is that South stops fighting.
"""

SOURCES = """\
# One entry for each report in this folder; the file is KEY.txt unless file: says otherwise.
report:
  title: An invented report, to be replaced by yours
"""

EVIDENCE = """\
# Verbatim quotations: span counts the characters of the source, end exclusive.
- id: e01
  source: report
  span: [0, 71]
  quote: South's negotiators insist on a truce before any exchange of prisoners.
  kind: assessment                        # fact | statement | assessment | outlook
  speaker: author
  claim: exchange requires truce          # optional: tested by "goodoffices claims ."

- id: e02
  source: report
  span: [72, 151]
  quote: A spokesman for North said that what matters most is that South stops fighting.
  kind: statement
  speaker: {party: north, span: [72, 93]}
  claim: north wants south.truce
"""

ATTRIBUTES = """\
# Quotations count characters: git must not change the line ends of reports.
sources/* -text
"""
