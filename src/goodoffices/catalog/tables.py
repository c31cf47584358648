"""The catalogue as tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goodoffices.brief.table import Table
from goodoffices.catalog.entry import COMPUTED, Answer, Entry, Value
from goodoffices.catalog.games import games
from goodoffices.catalog.verify import (
    AGREES,
    CONVENTION,
    OUTCOMES,
    OWN,
    REPRODUCED,
    SLIP,
    Recomputed,
    Verified,
)


def list_table(verified: Sequence[Verified]) -> Table:
    """What there is: one row an entry."""
    rows = tuple(
        (one.entry.name, one.title, _short_citation(one.entry), str(one.n_states), _mark(one))
        for one in verified
    )
    return Table("", ("name", "conflict", "source", "states", "its published answers"), rows)


def verify_table(verified: Sequence[Verified]) -> Table:
    """How many answers of each entry came out how."""
    rows = tuple((one.entry.name, one.mark, _counts(one)) for one in verified)
    note = (
        f"{REPRODUCED}: it can be looked up and comes out the same; {CONVENTION}: the "
        f"source defines something differently; {SLIP}: it is not what its own definition gives; "
        f"{AGREES}: nobody can look it up, it comes out the same; {OWN}: nobody published it."
    )
    return Table("", ("name", "entry", "answers"), rows, note)


def _counts(one: Verified) -> str:
    counted = ((outcome, one.count(outcome)) for outcome in OUTCOMES)
    return ", ".join(f"{count} {outcome}" for outcome, count in counted if count)


def answers_table(verified: Verified) -> Table:
    """Every published answer of an entry, with what was found."""
    rows = tuple(
        (
            question(one.answer),
            value_text(one.answer.answer),
            _same(one),
            one.outcome,
            one.answer.source,
            one.answer.sure,
        )
        for one in verified.answers
    )
    columns = ("question", "answer", "found", "", "where", "how sure")
    title = "Answers, states numbered as in the source"
    note = f"“{OWN}”: nobody has published it; it was computed from the definitions before."
    own = any(one.answer.source.startswith(COMPUTED) for one in verified.answers)
    return Table(title, columns, rows, note if own else "")


def _mark(one: Verified) -> str:
    """The mark with how many of the answers it rests on."""
    count = one.count(REPRODUCED)
    return f"{one.mark} ({count} of {len(one.answers)})" if count else one.mark


def value_text(value: Value | None) -> str:
    """Numbers of states, pairs of them, or a number."""
    if value is None:
        return "–"
    if isinstance(value, int):
        return f"{value:,}"
    shown = [f"{one[0]}→{one[1]}" if isinstance(one, tuple) else str(one) for one in value]
    return ", ".join(shown) or "none"


def _same(one: Recomputed) -> str:
    return "the same" if one.found == one.answer.answer else value_text(one.found)


def question(answer: Answer) -> str:
    """What was asked, in one line."""
    parts = [answer.question]
    if answer.concept:
        parts.append(answer.concept)
    if answer.party:
        parts.append(f"for {answer.party}")
    if answer.coalition:
        parts.append(" + ".join(answer.coalition))
    if answer.state is not None:
        parts.append(f"[{answer.state}]")
    if answer.extension:
        parts.append(f"extension {answer.extension}")
    return " ".join(parts)


def _short_citation(entry: Entry) -> str:
    """Who and when, as far as the year in brackets."""
    who = re.match(r"(.*?\(\d{4}[^)]*\))", entry.cites[0])
    return who[1] if who else entry.cites[0].partition(",")[0]


def games_table() -> Table:
    """The games of the family: what each player makes of the four outcomes, 4 the best."""
    rows = tuple(
        (str(number), " ".join(map(str, row)), " ".join(map(str, column)))
        for number, (row, column) in enumerate(games(), 1)
    )
    heads = ("game", "row: neither, row, column, both", "column: the same")
    return Table("The games, who moves in the outcome and how it is ranked", heads, rows)
