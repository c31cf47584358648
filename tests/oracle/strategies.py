"""Random situations, as plain data, for comparing the package with the definitions.

`conflicts` gives a valid situation in option form with at least one feasible state; most have
between 8 and 40 of them, some combinations that break a rule, and parties who disagree.
`arc_conflicts` adds forbidden transitions, coalesced states and shared options; `graphs` gives
situations in graph form; `two_party_conflicts` are those in which at most two parties move, for
concepts that look ahead. `changes` adds types, precedents and levers to a situation, and
`choices` says which of them to apply; `perceptions` says who sees it differently. A changed
situation may have no feasible state, a `now` that is not feasible, or a ranking that names one
state by two ids: the caller deals with that.
"""

from __future__ import annotations

from .random_arcs import arc_conflicts
from .random_changes import Choice, changes, choices, perceptions
from .random_graphs import graphs
from .random_options import conflicts
from .random_texts import expressions, literals
from .random_two import two_party_conflicts

__all__ = [
    "Choice",
    "arc_conflicts",
    "changes",
    "choices",
    "conflicts",
    "expressions",
    "graphs",
    "literals",
    "perceptions",
    "two_party_conflicts",
]
