"""How sure a result is, in words and tables: shares of variants, never likelihood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.brief.apart import apart
from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.share_words import NO_PROBABILITY
from goodoffices.brief.table import Table
from goodoffices.brief.words import Words, plural
from goodoffices.robustness.drivers import Driver
from goodoffices.robustness.inputs import PAIR
from goodoffices.robustness.result import Answer, Held, Result
from goodoffices.robustness.shares import Share
from goodoffices.robustness.uncertain import Choice
from goodoffices.robustness.words import word

SHOWN = 12
"""Outcomes that are listed."""
DRIVERS = 3
"""Inputs that are listed for a question."""
WORTH = 0.01
"""An input that explains less than this is not listed."""
VALUES = 6
"""Values of an input that are listed."""
GLUE = "\u00a0"
"""A space at which no line ends."""


@dataclass(frozen=True)
class RobustnessWords:
    """The lines of a result."""

    result: Result

    def lines(self) -> Iterator[Line]:
        """Everything that ``goodoffices robustness`` tells."""
        result, design = self.result, self.result.task.design
        of = "" if result.samples == design.samples else f" of the {design.samples:,} asked for"
        yield Heading(design.found.base.title)
        yield f"{plural(result.samples, 'variant')}{of}, seed {design.seed}. {NO_PROBABILITY}"
        yield ""
        yield self.uncertain()
        for one in design.found.assumptions():
            yield f"Assumed: {one}."
        yield ""
        yield from self.answers()
        yield from self.outcomes()
        yield from self.drivers()
        yield from self.remarks()

    def uncertain(self) -> Table:
        """What is varied, and how."""
        found = self.result.task.design.found
        rows = [(one.name, _values(one)) for one in found.choices]
        rows += [(run.name, f"φ = {run.phi:g}") for run in found.runs]
        return Table("What is uncertain", ("input", "values, or φ of an order"), tuple(rows))

    def answers(self) -> Iterator[Line]:
        """In how many variants each question holds."""
        if not self.result.answers:
            return
        yield Table(
            "Where some outcome that holds as the parties behave has …",
            ("with", *self.heads(), "yes", "no"),
            tuple(self.answer(one) for one in self.result.answers),
            'Under "yes" and "no" the number of the likeliest variant tried in which it is so; '
            "--variant NUMBER writes it out.",
        )
        yield ""

    def answer(self, one: Answer) -> tuple[str, ...]:
        """One question as a row."""
        yes, no = (_number(n) for n in (one.holds_in, one.fails_in))
        return (self.asked(one), *self.shared(one.share, one.low, one.high), yes, no)

    def asked(self, one: Answer) -> str:
        """A question as it was asked; a term in its words."""
        if one.question.asked:
            return one.question.text
        return Words(self.result.task.design.found.base).terms([one.question.text])

    def outcomes(self) -> Iterator[Line]:
        """The outcomes that hold most often."""
        found = self.result.equilibria
        if not found:
            yield "In no variant does any outcome hold as the parties behave."
            yield ""
            return
        more = len(found) - SHOWN
        yield Table(
            "Outcomes that hold as the parties behave, most often first",
            ("outcome", "id", *self.heads()),
            tuple(
                (name, str(one.id), *self.shared(one.share, one.low, one.high))
                for name, one in zip(self.names(found[:SHOWN]), found, strict=False)
            ),
            f"{more:,} more: --format json" if more > 0 else "",
        )
        if more > 0:
            yield ""

    def names(self, found: Sequence[Held]) -> list[str]:
        """States by their names, or by what is true in them; with what tells equal ones apart."""
        space = self.result.space
        words = Words(space.situation)
        at = [int(np.searchsorted(space.ids, np.uint64(one.id))) for one in found]
        titles = {
            place: one.name or words.outcome(space, place)
            for place, one in zip(at, found, strict=True)
        }
        more = apart(words, space, titles)
        told = {
            place: f" ({says[0].lower()}{says[1:].rstrip('.')})"
            for place, says in more.items()
            if says
        }
        return [titles[place] + told.get(place, "") for place in at]

    def drivers(self) -> Iterator[Line]:
        """Which uncertain inputs explain most of the difference, question by question."""
        alike: dict[tuple[tuple[str, Table], ...], list[str]] = {}
        for one in self.result.answers:
            if one.drivers:
                told = tuple(_driver(driver) for driver in _shown(one.drivers))
                alike.setdefault(told, []).append(self.asked(one))
        same = [self.asked(one) for one in self.result.answers if not one.drivers]
        if any(alike):
            yield Heading("What it depends on")
        for told, names in alike.items():
            if told:
                yield f"{'; '.join(names)}:"
            for explains, table in told:
                yield explains
                yield table
        if any(alike):
            yield (
                "explains: the part of the variance of yes and no that would go if the input were "
                "known (first-order Sobol index); listed where it is beyond chance."
            )
        lost = alike.get((), [])
        if lost:
            yield f"No single input explains a difference beyond chance: {'; '.join(lost)}."
        if same:
            yield f"The same in all variants tried: {'; '.join(same)}."
        yield ""

    def remarks(self) -> Iterator[Line]:
        """How far the numbers can be trusted, and what was out of the ordinary."""
        result, tally = self.result, self.result.tally
        yield (
            "±: the standard error of sampling. The interval of a share of all or none still has "
            "a width: --format json."
        )
        if self.imprecise:
            yield (
                "least, most: over the ranges of probability that the file gives, from the same "
                f"variants; the least favourable end rests on as many as {result.fewest:,.0f}."
            )
        if tally.empty:
            yield f"In {plural(tally.empty, 'variant')} no situation is feasible."
        if tally.without - tally.empty:
            count = plural(tally.without - tally.empty, "variant")
            yield f"In {count} no outcome holds as the parties behave."
        if tally.alone:
            yield f"{tally.alone:,} variants were solved one by one, which takes longer."

    @property
    def imprecise(self) -> bool:
        """Whether some probability is a range."""
        return any(one.imprecise for one in self.result.task.design.found.choices)

    def heads(self) -> tuple[str, ...]:
        """The heads above ``shared``."""
        return "in", "share", *(("least", "most") if self.imprecise else ())

    def shared(self, share: Share, low: float, high: float) -> tuple[str, ...]:
        """A share in words and numbers, with its range where probabilities are imprecise."""
        ends = (f"{low:.3f}", f"{high:.3f}") if self.imprecise else ()
        return word(share), f"{share.share:.3f}{GLUE}±{GLUE}{share.mc_se:.3f}", *ends


def _shown(found: tuple[Driver, ...]) -> list[Driver]:
    """The first few; of a short run the whole order and not its pairs too."""
    good = [one for one in found if one.beyond_chance and one.explains >= WORTH]
    whole = {one.input.of for one in good if one.input.kind == "order"}
    return [one for one in good if one.input.kind != PAIR or one.input.of not in whole][:DRIVERS]


def _driver(one: Driver) -> tuple[str, Table]:
    ranked = sorted(one.table, key=lambda value: -value.of)
    rows = tuple((v.text, f"{v.share:.3f}", f"{v.of:,}") for v in ranked[:VALUES])
    left = len(ranked) - VALUES
    note = f"{left} more values: --format json" if left > 0 else ""
    explains = f"  • {one.input.name} explains {one.explains:.2f}"
    return explains, Table("", ("value", "holds in", "of variants"), rows, note)


def _values(one: Choice) -> str:
    return ", ".join(
        f"{value} {low:g}" if low == high else f"{value} {low:g} to {high:g}"
        for value, (low, high) in zip(one.values, one.ranges, strict=True)
    )


def _number(variant: int | None) -> str:
    return "–" if variant is None else str(variant)
