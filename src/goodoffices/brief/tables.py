"""Results as tables: the agenda, outcomes, states in the field's own form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from goodoffices.analyses.agenda import Agenda, Row
from goodoffices.analyses.solution import LISTED, Solution
from goodoffices.brief.reasons import kind_title
from goodoffices.brief.table import Table, shown_count
from goodoffices.brief.words import Words
from goodoffices.stability.verdicts import PROFILE

if TYPE_CHECKING:
    from goodoffices.analyses.strength import Strength

MARKS = {"nash": "N", "gmr": "G", "smr": "M", "seq": "Q", "sseq": "S", "sim": "I", "nonmyopic": "F"}
"""One letter a concept in stability marks (L_h its number); a dot where not stable."""


def agenda_table(agenda: Agenda, words: Words) -> Table:
    """Terms and named states × kinds of equilibrium, strongest kind first."""
    rows = [_agenda_row(row, words.named.get(row.name, row.name), words) for row in agenda.terms]
    rows += [_agenda_row(row, words.named.get(row.name, row.name), words) for row in agenda.states]
    rows.append(_agenda_row(agenda.all, "all equilibria", words))
    note = "Every equilibrium is counted once, under the strongest kind under which it holds."
    return Table("What holds, by term of the agenda", _columns(agenda, "with"), tuple(rows), note)


def outcome_table(agenda: Agenda, words: Words, most: int = 12) -> Table:
    """Outcomes by the combination of terms that they contain, most solid first."""
    shown = agenda.outcomes[:most]
    rows = tuple(_agenda_row(row, _outcome(row, words), words) for row in shown)
    left = len(agenda.outcomes) - len(shown)
    note = f"{left} further combinations are not shown." if left else ""
    return Table("Outcomes by what they contain", _columns(agenda, "outcome"), rows, note)


def _outcome(row: Row, words: Words) -> str:
    name = f"{words.named[row.state]}: " if row.state else ""
    return name + words.terms(row.terms)


def _columns(agenda: Agenda, first: str) -> tuple[str, ...]:
    reach = () if agenda.all.reachable is None else ("by gains",)
    return (first, *agenda.tiers, kind_title(PROFILE), "dominated", *reach, "best for")


def _agenda_row(row: Row, name: str, words: Words) -> tuple[str, ...]:
    reach = () if row.reachable is None else (shown_count(row.reachable),)
    everyone = len(row.best_for) == len(words.parties) > 1
    best = "everyone" if everyone else words.those(row.best_for)
    counts = (shown_count(count) for count in row.counts)
    return (name, *counts, shown_count(row.profile), shown_count(row.dominated), *reach, best)


def states_table(solution: Solution, positions: Sequence[int]) -> Table:
    """States as columns, in the field's form: options Y/N, stability marks, E for equilibrium."""
    space, verdicts = solution.space, solution.verdicts
    rows: list[tuple[str, ...]] = [("id", *(str(int(space.ids[p])) for p in positions))]
    names = [space.name(p) for p in positions]
    if any(names):
        rows.append(("name", *names))
    yes = [set(space.yes(p)) for p in positions]
    for option in solution.situation.options:
        rows.append((option.name, *("Y" if option.name in taken else "N" for taken in yes)))
    for index, party in enumerate(solution.situation.parties):
        cells = [_marks(solution, index, p) for p in positions]
        rows.append((f"{party.id} stable", *cells))
    found = solution.strength
    if found is not None and found.judged:
        between = " " if max(solution.degrees.values()) > 9 else ""
        rows += [(f"{p} degree", *_degrees(found, i, positions, between)) for p, i in found.telling]
    for kind in verdicts.kinds:
        column = verdicts.equilibrium(kind)
        rows.append((f"{kind_title(kind)}", *("E" if column[p] else "" for p in positions)))
        if found and kind in found.degree:
            strong = found.equilibrium(kind)
            label = f"{kind_title(kind)}, strongly"
            rows.append((label, *("E" if strong[p] else "" for p in positions)))
    if solution.reach is not None:
        reached = solution.reach.reached
        rows.append(("by gains", *("yes" if reached[p] else "" for p in positions)))
    worse = solution.dominated_among(np.array(positions, dtype=np.intp))
    rows.append(("dominated", *("yes" if one else "" for one in worse)))
    if solution.strong is not None:
        rows.append(("strong", *("yes" if solution.strong[p] else "" for p in positions)))
    heads = ("No.", *(str(p + 1) for p in positions))
    return Table("", heads, tuple(rows))


def _marks(solution: Solution, party: int, position: int) -> str:
    stable = solution.verdicts.stable
    between = " " if any(len(_mark(c)) > 1 for c in solution.verdicts.concepts) else ""
    return between.join(
        _mark(concept) if stable[concept][party, position] else "·"
        for concept in solution.verdicts.concepts
    )


def _degrees(found: Strength, party: int, positions: Sequence[int], between: str) -> Iterator[str]:
    """A number for each concept with sanctions, a dot where not stable."""
    for position in positions:
        degrees = (int(found.degree[kind][party, position]) for kind in found.judged)
        yield between.join(str(degree) if degree else "·" for degree in degrees)


def _mark(concept: str) -> str:
    return MARKS.get(concept) or concept[1:]


def marks_legend(solution: Solution) -> str:
    """What the letters of the stability marks mean."""
    letters = [f"{_mark(c)} {kind_title(c)}" for c in solution.verdicts.concepts]
    degrees = ""
    if solution.degrees:
        degrees = f" How strongly states are stable is judged for up to {LISTED:,} states."
    if solution.strength is not None:
        kinds = ", ".join(map(kind_title, solution.strength.judged))
        calm = "strongly" if solution.nash_is_strong else "weakly"
        degrees = (
            f" Degree: how severe a sanction keeps the party there under {kinds}: 1 any (weakly "
            "stable), 2 a state much worse (strongly)."
            if kinds
            else " Strongly: by sanctions that are much worse, where a party tells that apart."
        )
        degrees += f" Without improvements: {calm}."
    return (
        f"Stable under: {', '.join(letters)}; a dot where not. E: equilibrium. By gains: "
        f"improvements lead there from today. Strong: no coalition upsets it.{degrees}"
    )
