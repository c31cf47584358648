"""Situation → table: options in rows and states in columns, or for many states the other way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from goodoffices.errors import RequestError, TooLargeError
from goodoffices.formats.foreign import id_of
from goodoffices.formats.grid import write_grid
from goodoffices.formats.lost import beyond_options
from goodoffices.formats.meaning import Checked
from goodoffices.model.situation import Situation
from goodoffices.ranks import ranks

MOST_ROWS = 1_000_000
"""What a sheet holds, and about as many."""

MOST_COLUMNS = 500
"""Up to so many states a table has a column for each, which is how the field prints models."""


def save(checked: Checked, path: Path) -> tuple[str, ...]:
    """Writes the table and returns, in words, what it cannot say. Raises ``RequestError``."""
    situation, space = checked.situation, checked.space
    wide = space is not None and len(space) <= MOST_COLUMNS
    if situation.one_way and not wide:
        raise TooLargeError(
            f"a table with more than {MOST_COLUMNS:,} states has a row for each and cannot say "
            "which options go one way only; write .yaml or .gmcr"
        )
    write_grid(path, by_option(checked) if wide else rows(checked))
    lost = ["the title", *beyond_options(situation)]
    if not wide:
        lost.append("the names of parties and the words of options")
    lost.append("how rules and preferences are stated (states and payoffs follow from them)")
    return tuple(lost)


def by_option(checked: Checked) -> Iterator[Sequence[object]]:
    """Options in rows, states in columns: what an option means and where it can go stand beside."""
    situation, ids, columns = _parts(checked)
    yield ["party", "option", "does", "direction", *range(1, len(ids) + 1)]
    ways = dict(situation.one_way)
    for bit, option in enumerate(situation.options):
        party = situation.party(option.party)
        name = party.name if id_of(party.name, "party") == party.id else party.id
        way = {True: "take", False: "drop"}.get(ways.get(option.name), "both")  # type: ignore[arg-type]
        marks = ("Y" if state >> bit & 1 else "N" for state in ids)
        yield [name, option.id, option.does, way, *marks]
    for party, column in zip(situation.parties, columns, strict=True):
        name = party.name if id_of(party.name, "party") == party.id else party.id
        yield [name, "payoff", "", "", *column]


def rows(checked: Checked) -> Iterator[Sequence[object]]:
    """States in rows: the header, then a row for each; a payoff is the rank, 1 the worst."""
    situation, ids, columns = _parts(checked)
    names = [option.name for option in situation.options]
    yield ["state", *names, *(f"{party.id} payoff" for party in situation.parties)]
    for at, state in enumerate(ids):
        taken = ("Y" if state >> bit & 1 else "N" for bit in range(len(names)))
        yield [at + 1, *taken, *(column[at] for column in columns)]


def _parts(checked: Checked) -> tuple[Situation, list[int], list[list[int]]]:
    """The situation, the ids of its states, and each party's rank of each."""
    situation, space = checked.situation, checked.space
    if situation.graph is not None:
        raise RequestError("a model in graph form has no options, and a table of states needs them")
    if space is None or len(space) > MOST_ROWS:
        raise TooLargeError(
            f"a table holds at most {MOST_ROWS:,} states; add rules or leave options out"
        )
    columns = [ranks(space, party.preference).tolist() for party in situation.parties]
    return situation, space.ids.tolist(), columns
