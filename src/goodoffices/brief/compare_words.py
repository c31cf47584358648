"""What a change gains and loses, in words: which outcomes, and why each holds or no longer does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.analyses.comparison import Comparison, Difference
from goodoffices.analyses.explanation import StateReasons
from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.reasons import Reasons, kind_title
from goodoffices.brief.table import Table

SHOWN = 10
"""Outcomes told of each kind."""


def counts_table(comparison: Comparison) -> Table:
    """Kinds of equilibrium × how many before and after, gained and lost."""
    rows = [(kind_title(one), *map(str, counts)) for one, counts in comparison.counts.items()]
    rows += [
        (f"{kind_title(one)}, strongly", *map(str, counts))
        for one, counts in comparison.strongly.items()
    ]
    return Table("What changes", ("equilibria", "before", "after", "gained", "lost"), tuple(rows))


def parts(comparison: Comparison) -> Iterator[tuple[str, Sequence[Difference]]]:
    """What was gained and lost, each with its heading; what is empty is left out."""
    named = (
        ("Gained", comparison.gained),
        ("Lost", comparison.lost),
        ("Held weakly, holds strongly", comparison.stronger),
        ("Held strongly, holds weakly", comparison.weaker),
    )
    for heading, found in named:
        if found:
            yield f"{heading} ({kind_title(comparison.kind)}): {len(found)}", found


def comparison_lines(comparison: Comparison) -> Iterator[Line]:
    """The table, and every difference that is told with its reasons."""
    yield counts_table(comparison)
    tell = CompareWords(comparison)
    for heading, found in parts(comparison):
        yield Heading(heading)
        for one in found[:SHOWN]:
            yield "• " + tell.outcome(one)
            yield "  before: " + tell.before(one)
            yield "  after: " + tell.after(one)
        if len(found) > SHOWN:
            yield f"{len(found) - SHOWN} more: --format json"


class CompareWords:
    """Outcomes of one comparison and their reasons, in words."""

    def __init__(self, comparison: Comparison) -> None:
        self._before = Reasons(comparison.before)
        self._after = Reasons(comparison.after)

    def outcome(self, one: Difference) -> str:
        """What it is: its name, and who does what."""
        tell, reasons = (self._after, one.after) if one.after else (self._before, one.before)
        if reasons is None:
            return ", ".join(one.yes)
        space = tell.solution.space
        names = tell.words.state_names(space, reasons.position)
        taken = "; ".join(tell.words.taken(space, reasons.position)) or "nobody takes any option"
        return f"{', '.join(names)} ({taken})" if names else taken

    def before(self, one: Difference) -> str:
        """Why it held or did not."""
        return _why(one.before, self._before)

    def after(self, one: Difference) -> str:
        """Why it holds now or does not."""
        return _why(one.after, self._after)


def _why(one: StateReasons | None, tell: Reasons) -> str:
    if one is None:
        return "not feasible."
    leaving = [reason for reason in one.reasons if not reason.stable]
    if not leaving:
        found = tell.solution.strength
        strongly = [] if found is None else found.kinds_of(one.position)
        under = f", strongly ({', '.join(map(kind_title, strongly))})" if strongly else ""
        return f"every party stays{under or (', weakly' if found else '')}."
    return " ".join(" ".join(tell.of_party(reason)) for reason in leaving)
