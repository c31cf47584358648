"""What a preference rests on: its statements, rankings, chains, pairs, factions and attitudes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.errors import Place
from goodoffices.model.expression import bare
from goodoffices.model.party import Because, Party
from goodoffices.model.preference import Group, PartialOrder, Preference, Ranking

MOST_GROUPS = 4


@dataclass(frozen=True, slots=True)
class Basis:
    """A part of a preference that asserts something, what it is called, and what it rests on."""

    name: str
    because: Because
    place: Place


def bases(party: Party) -> Iterator[Basis]:
    """Every part of one party's preference, statements first, attitudes last.

    A chain of one state asserts nothing, and counts only where it says what it rests on.
    """
    yield from _of_preference(party.preference)
    for one in party.attitude_reasons:
        yield Basis(f"attitude towards {one.towards}", one.because, one.place)


def _of_preference(preference: Preference) -> Iterator[Basis]:
    factions = preference.divided.factions if preference.divided else ()
    for statement in preference.statements():
        yield Basis(str(statement.want), statement.because, statement.place)
    for part in (preference, *(one.preference for one in factions)):
        yield from _orders(part)
    for open_pair in preference.open:
        sides = f"{group_text(open_pair.first)} or {group_text(open_pair.second)}"
        yield Basis(f"unknown: {sides}", open_pair.because, open_pair.place)
    for graded in (preference.divided, preference.fuzzy):
        for pair in graded.pairs if graded else ():
            name = f"degree of {group_text(pair.better)} over {group_text(pair.worse)}"
            yield Basis(name, pair.because, pair.place)
    for faction in factions:
        yield Basis(f"faction {faction.id}", faction.because, faction.place)


def _orders(preference: Preference) -> Iterator[Basis]:
    for criterion in preference.criteria:
        if isinstance(criterion, Ranking):
            name = f"ranking {ranking_text(criterion, MOST_GROUPS)}"
            yield Basis(name, criterion.because, criterion.place)
        elif isinstance(criterion, PartialOrder):
            for _, chain in criterion.telling():
                name = f"chain {ranking_text(chain, MOST_GROUPS)}"
                yield Basis(name, chain.because, chain.place)


def ranking_text(ranking: Ranking, most: int | None = None) -> str:
    """A ranking or a chain as a file writes it: ``5, [7, 3], 4, …``."""
    shown = [group_text(group) for group in ranking.groups[:most]]
    return ", ".join(shown + ["…"] * (len(shown) < len(ranking.groups)))


def group_text(group: Group) -> str:
    """The entries of one place or one side: ``7``, ``[7, 3]``."""
    states = (entry.state for entry in group)
    shown = ", ".join(str(one) if isinstance(one, int) else bare(one) for one in states)
    return f"[{shown}]" if len(group) > 1 else shown
