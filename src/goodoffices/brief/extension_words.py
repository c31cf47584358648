"""What holds under each extension of unknown preference, in words and tables."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from goodoffices.analyses.extensions import Extended
from goodoffices.analyses.solution import LISTED
from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.reasons import kind_title
from goodoffices.brief.table import Table, shown_count
from goodoffices.brief.words import Words, join, plural, sentence
from goodoffices.modes.unknown import MEANS

MOST = 40


def extension_lines(found: Extended, every: bool = False) -> Iterator[Line]:
    """Which parties it concerns, how many equilibria each extension gives, and the states."""
    space = found.first.space
    words = Words(found.first.situation)
    names = [one.name for one in found.first.situation.parties if one.id in found.open]
    does = "prefers" if len(names) == 1 else "prefer"
    yield sentence(
        f"what {join(names)} {does} is partly unknown, so there are four answers among "
        f"{plural(len(space), 'feasible situation')}"
    )
    for letter in found.by_letter:
        yield f"  {letter}: {MEANS[letter]}"
    yield ""
    yield _counts(found)
    shown = np.arange(len(space)) if every else np.flatnonzero(found.any_kind())
    if not len(shown):
        yield "No state is an equilibrium under any of them."
        return
    yield Heading("States" if every else "Equilibria, and under which extensions")
    yield _states(found, words, shown[:MOST].tolist())
    if len(shown) > MOST:
        yield f"{len(shown) - MOST} more: --format json"
    if found.first.strength is not None:
        calm = "strongly" if found.first.nash_is_strong else "weakly"
        yield (
            "A capital letter: strongly, by sanctions that are much worse. Without improvements: "
            f"{calm}."
        )
    elif found.first.degrees:
        yield f"How strongly states are stable is judged for up to {LISTED:,} states."
    yield (
        "What holds under all four holds whatever is unknown. --extension a, b, c or d shows one "
        "of them with every party's stability; explain and paths need one."
    )


def _counts(found: Extended) -> Table:
    kinds = found.first.verdicts.kinds
    rows = [
        (
            letter,
            *(shown_count(int(one.verdicts.equilibrium(kind).sum())) for kind in kinds),
        )
        for letter, one in found.by_letter.items()
    ]
    whole = [
        np.all([one.verdicts.equilibrium(kind) for one in found.by_letter.values()], axis=0)
        for kind in kinds
    ]
    rows.append(("all four", *(shown_count(int(column.sum())) for column in whole)))
    rows += _strong_counts(found)
    heads = ("equilibria", *(kind_title(kind) for kind in kinds))
    return Table("", heads, tuple(rows))


def _strong_counts(found: Extended) -> Iterator[tuple[str, ...]]:
    """Of these the strong ones, where degrees of preference are told apart."""
    kinds = found.first.verdicts.kinds
    for letter, one in found.by_letter.items():
        strength = one.strength
        if strength is not None:
            counts = (
                shown_count(int(strength.equilibrium(kind).sum()))
                if kind in strength.degree
                else "–"
                for kind in kinds
            )
            yield (f"{letter}, strongly", *counts)


def _letters(found: Extended, kind: str, position: int) -> str:
    """The extensions under which a state is an equilibrium; a capital where strongly."""
    strong = found.strongly(kind, position)
    return "".join(
        letter.upper() if letter in strong else letter for letter in found.letters(kind, position)
    )


def _states(found: Extended, words: Words, positions: list[int]) -> Table:
    space, kinds = found.first.space, found.first.verdicts.kinds
    rows = []
    for at in positions:
        letters = (_letters(found, kind, at) or "–" for kind in kinds)
        named = ", ".join(words.state_names(space, at)) or words.outcome(space, at)
        rows.append((str(int(space.ids[at])), *letters, named))
    return Table("", ("id", *(kind_title(kind) for kind in kinds), "such as"), tuple(rows))
