"""The plain data of a changed model, without what in its file no longer fits it.

A lever that drops a statement, or relaxes a rule, that the changed model does not have would be a
mistake in its file. Steps:

1. If all fits, nothing is left out.
2. Else the data are read without levers, rival readings, precedents and perceptions; a mistake
   that is still there is told as it is.
3. Then their entries are put back one by one, and each that makes a mistake is left out again.
   Rival readings of one party go together, for their probabilities do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from goodoffices.errors import InputError
from goodoffices.formats.meaning import Checked
from goodoffices.formats.native import from_data
from goodoffices.model.preference import Entry, Ranking
from goodoffices.model.situation import Situation
from goodoffices.states import StateSpace

SECTIONS = {
    "types": "rival readings of",
    "precedents": "precedent",
    "levers": "lever",
    "perceives": "what is perceived by",
}
"""Sections of changes → how one entry is called."""


def fitting(data: dict[str, Any]) -> tuple[Checked, tuple[str, ...]]:
    """What is read, and what was left out. Raises ``InputError`` for any other mistake."""
    try:
        return from_data(data), ()
    except InputError:
        kept = {key: value for key, value in data.items() if key not in SECTIONS}
        found = from_data(kept)
    told = []
    for key, called in SECTIONS.items():
        for name, entry in (data.get(key) or {}).items():
            more = {**kept, key: {**kept.get(key, {}), name: entry}}
            try:
                found, kept = from_data(more), more
            except InputError as error:
                why = error.problems[0].found
                told.append(f"{called} {name} left out, for it fits no more: {why}")
    ordered = {key: kept[key] for key in data if key in kept}
    return replace(found, data=ordered), tuple(told)


def feasible_only(after: Situation) -> Situation:
    """A copy that names no state that is not feasible in it: as the status quo, or by its id in a
    ranking. Where states are equilibria stays the same."""
    space = StateSpace.of(after)
    if len(space) == 0:
        return after
    if after.now is not None and space.now is None:
        after = replace(after, now=None)
    parties = tuple(
        replace(
            party,
            preference=replace(
                party.preference,
                criteria=tuple(
                    _feasible(space, one) if isinstance(one, Ranking) and not one.lines else one
                    for one in party.preference.criteria
                ),
            ),
        )
        for party in after.parties
    )
    return after if parties == after.parties else replace(after, parties=parties)


def _feasible(space: StateSpace, ranking: Ranking) -> Ranking:
    def named(entry: Entry) -> bool:
        return not isinstance(entry.state, int) or space.position(entry.state) is not None

    groups = (tuple(entry for entry in group if named(entry)) for group in ranking.groups)
    return replace(ranking, groups=tuple(group for group in groups if group))
