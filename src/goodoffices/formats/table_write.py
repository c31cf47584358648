"""Situation → table: one row a state, a column for each option and each party's payoff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from goodoffices.errors import RequestError, TooLargeError
from goodoffices.formats.grid import write_grid
from goodoffices.formats.lost import beyond_options
from goodoffices.formats.meaning import Checked
from goodoffices.model.situation import Situation
from goodoffices.ranks import ranks

MOST_ROWS = 1_000_000
"""What a sheet holds, and about as many."""


def save(checked: Checked, path: Path) -> tuple[str, ...]:
    """Writes the table and returns, in words, what it cannot say. Raises ``RequestError``."""
    write_grid(path, rows(checked))
    situation = checked.situation
    lost = [*beyond_options(situation)]
    if situation.one_way:
        lost.append(f"which options go one way only ({len(situation.one_way)})")
    shared = [option.name for option in situation.options if option.also]
    if shared:
        lost.append(f"who else may take {', '.join(shared)}")
    lost += ["how rules and preferences are stated (states and payoffs follow from them)"]
    return tuple(lost)


def rows(checked: Checked) -> Iterator[Sequence[object]]:
    """The header, then a row for each feasible state; a payoff is the rank, 1 the worst."""
    situation, space = checked.situation, checked.space
    if situation.graph is not None:
        raise RequestError("a model in graph form has no options, and a table of states needs them")
    if space is None or len(space) > MOST_ROWS:
        raise TooLargeError(
            f"a table holds at most {MOST_ROWS:,} states; add rules or leave options out"
        )
    yield ["state", *_names(situation), *(f"{party.id} payoff" for party in situation.parties)]
    columns = [ranks(space, party.preference).tolist() for party in situation.parties]
    for at, state in enumerate(space.ids.tolist()):
        taken = ("Y" if state >> bit & 1 else "N" for bit in range(len(situation.options)))
        yield [at + 1, *taken, *(column[at] for column in columns)]


def _names(situation: Situation) -> list[str]:
    return [option.name for option in situation.options]
