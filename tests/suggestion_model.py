"""A small model whose words the examples of suggestions use: a town, a county, a well."""

from __future__ import annotations

from goodoffices.evidence.item import EvidenceItem
from goodoffices.formats import native
from goodoffices.formats.meaning import Checked
from goodoffices.reading.read import proposals

VALLEY = """\
goodoffices: 1
title: A well between a town and a county   # comments stay
parties:
  town:
    name: Town
    options:
      truce: stop the shooting
      share: share the well
      vote: {does: hold a vote, because: assumption}
    prefers:
      # what counts first
      - town.truce
      - not town.share   # the second
  county:
    name: County
    options:
      truce: stop the shooting
      share: share the well
      census: hold a census
    prefers: [county.census, county.share]
terms:
  truce: town.truce and county.truce
  vote: town.vote
  census: county.census
rules:
  - {name: order, rule: town.share requires truce, because: assumption}
  - vote requires town.truce   # no name
now: []
words: {truce: a truce}
outlook:
  events:
    truce: {holds_in: truce}
    market: {name: an open market, causes: [{rate: 0.1 per 30 days}]}
"""


def valley(text: str = VALLEY) -> Checked:
    """The model, read and checked."""
    return native.loads(text, "valley.yaml")


def items(text: str, accepted: bool = True) -> list[EvidenceItem]:
    """What reading takes the sentences of a text for, as items."""
    found = proposals(text, "notes", valley().situation)
    return [(one.accepted() if accepted else one).item() for one in found]
