"""How sure the assessment is: in how many variants of what is uncertain each of it holds."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, reduce

from goodoffices.brief.document import Section, Sentence
from goodoffices.brief.figures.shares import shares_figure
from goodoffices.brief.notes import Notes
from goodoffices.brief.outlook_words import percent
from goodoffices.brief.share_words import (
    NO_PROBABILITY,
    WIDE,
    briefly,
    input_words,
    value_words,
)
from goodoffices.brief.words import Words, plural, sentence
from goodoffices.errors import GoodOfficesError
from goodoffices.model.apply import Variant
from goodoffices.robustness.design import Design
from goodoffices.robustness.drivers import Driver
from goodoffices.robustness.inputs import ORDER
from goodoffices.robustness.result import Answer, Result
from goodoffices.robustness.shares import Share
from goodoffices.robustness.task import Task
from goodoffices.robustness.uncertain import Uncertain, uncertain
from goodoffices.robustness.words import told

TITLE = "How sure that is"
SAMPLES, SEED = 2_000, 1
MOST_STATES = 5_000
"""A brief is written in seconds: more states have the command ``robustness``."""

PROBE, ALONE, MOST_ALONE = 5, 100, 700
"""Of so many variants it is looked whether they can be judged together; where they cannot, so many
are tried, up to so many states."""

MOST_ROWS = 14
"""Rows of each kind in the figure."""


@dataclass(frozen=True)
class Sure:
    """What was tried for a brief: ``samples`` variants, 0 for none, and ``why`` not, or not more.

    ``asked``: expressions with what they stand for in words; terms are asked in any case.
    """

    variant: Variant
    states: int
    asked: tuple[tuple[str, str], ...] = field(default=())

    @cached_property
    def found(self) -> Uncertain | None:
        """What is uncertain; None where probabilities cannot be."""
        try:
            return uncertain(self.variant)
        except GoodOfficesError:
            return None

    @cached_property
    def _tried(self) -> tuple[Result | None, str]:
        found = self.found
        if found is None or found.nothing:
            return None, "nothing in the file is uncertain"
        if self.states > MOST_STATES:
            return None, f"more than {MOST_STATES:,} situations: the command robustness tries them"
        texts = tuple(text for text, _ in self.asked)
        try:
            alone = Task(Design(found, PROBE, SEED), texts).chunk(0).tally.alone > 0
            if alone and self.states > MOST_ALONE:
                return None, "each variant would be solved by itself: the command robustness does"
            task = Task(Design(found, ALONE if alone else SAMPLES, SEED), texts)
            chunks = (task.chunk(number).tally for number in range(task.design.chunks))
            result = Result(task, reduce(lambda one, other: one + other, chunks))
        except GoodOfficesError as error:
            return None, str(error)
        return result, "each of them had to be solved by itself" if alone else ""

    @property
    def result(self) -> Result | None:
        return self._tried[0]

    @property
    def why(self) -> str:
        return self._tried[1]

    def answer(self, text: str) -> Answer | None:
        """What was found about an expression or term; None where it was not asked."""
        answers = () if self.result is None else self.result.answers
        return next((one for one in answers if one.question.text == text), None)

    def share(self, text: str, fails: bool = False) -> Share | None:
        """In how many variants it holds, or with ``fails`` does not; None where not tried."""
        answer = self.answer(text)
        if answer is None:
            return None
        found = answer.share
        return Share(found.of - found.count, found.of) if fails else found

    def told(self, text: str, lead: str, fails: bool = False, whole: bool = False) -> str:
        """``; so in most (1,204 of 2,000)``; "" where nothing was tried. ``whole``: also of what;
        said once in a brief, in which words are few."""
        share = self.share(text, fails)
        return "" if share is None else f"; {lead} {told(share) if whole else briefly(share)}"

    def command(self, notes: Notes) -> str:
        """The command that repeats it, without its first word."""
        samples = self.result.samples if self.result is not None else SAMPLES
        asks = "".join(f" --ask {shlex.quote(text)}" for text, _ in self.asked)
        return f"robustness {{case}} --samples {samples} --seed {SEED}{asks}"


def sure(one: Sure, notes: Notes) -> Section:
    """What was tried, on what most depends, and the range that the probabilities leave open."""
    if one.result is None:
        if one.found is not None and one.found.nothing:
            text = "nothing in the file is marked as uncertain, so no variants were tried"
            return Section(TITLE, (Sentence(sentence(text), _nothing(one, notes)),))
        text = f"no variants of what is uncertain were tried: {one.why}"
        return Section(TITLE, (Sentence(sentence(text), _nothing(one, notes)),))
    link = notes.note(TITLE, one.command(notes), _lines(one, one.result))
    told_ = tuple(Sentence(sentence(text), link) for text in _sentences(one, one.result))
    figure = shares_figure(one.result, dict(one.asked), MOST_ROWS).svg()
    return Section(TITLE, told_, figure=figure)


def _nothing(one: Sure, notes: Notes) -> str:
    lines = [sentence(one.why)]
    lines += [] if one.found is None else [f"Uncertain: {name}." for name in one.found.names]
    return notes.note(TITLE, "check {case}", lines)


def _sentences(one: Sure, result: Result) -> Iterator[str]:
    """Few words: every share stands in the computation and in the picture."""
    found = result.task.design.found
    inputs = plural(len(found.names), "uncertain input")
    about, driving = _driving(result, one)
    yield f"of {inputs} {driving}"
    wide = [a for a in result.answers if a.high - a.low >= WIDE]
    if wide:
        most = max(wide, key=lambda a: (_name(one, a, found) == about, a.high - a.low))
        name = _name(one, most, found)
        ends = f"{percent(most.low).removesuffix(' %')}–{percent(most.high)}"
        which = "" if name == about else f" for {name}"
        points = f"{100 * most.share.mc_se:.1f} points"
        yield f"over the probability ranges{which}: {ends} (sampling error: {points})"


def _driving(result: Result, one: Sure) -> tuple[str, str]:
    """The input on which most of the variance of all questions depends, told of the question of
    which it explains most, with that question; of long orders the pairs count, not the whole."""
    found = result.task.design.found
    weight: dict[str, float] = {}
    best: dict[str, tuple[tuple[float, bool], str, str]] = {}
    for answer in result.answers:
        share, about = answer.share.share, _name(one, answer, found)
        for driver in answer.drivers:
            whole = driver.input.kind == ORDER and len(driver.input.values) > 2
            if driver.beyond_chance and not whole:
                name, part = driver.input.name, driver.explains * share * (1 - share)
                weight[name] = weight.get(name, 0.0) + part
                rank = (round(part, 9), not answer.question.asked)
                if name not in best or rank > best[name][0]:
                    best[name] = (rank, about, _driver(about, driver, found))
    if weight:
        return best[max(weight, key=lambda name: weight[name])][1:]
    if any(0 < answer.share.count < answer.share.of for answer in result.answers):
        return "", "none by itself makes a difference beyond chance"
    return "", "none makes a difference to what is asked here"


def _driver(what: str, driver: Driver, found: Uncertain) -> str:
    ranked = sorted(driver.table, key=lambda value: -value.share)
    ends = [
        f"{value_words(found, driver.input, value.text)} {value.count:,} of {value.of:,}"
        for value in (ranked[0], ranked[-1])
    ]
    return f"{what} depends most on {input_words(found, driver.input)}: {', '.join(ends)}"


def _name(one: Sure, answer: Answer, found: Uncertain) -> str:
    given = dict(one.asked).get(answer.question.text)
    return given or Words(found.base).terms([answer.question.text])


def _lines(one: Sure, result: Result) -> list[str]:
    """The computation: what is uncertain, what was assumed, every share with its errors."""
    found = result.task.design.found
    lines = [
        f"{result.samples:,} variants, seed {SEED}; uncertain: {'; '.join(found.names)}.",
        NO_PROBABILITY,
        *(sentence(f"assumed: {text}") for text in found.assumptions()),
    ]
    lines += [f"Fewer variants than {SAMPLES:,}: {one.why}."] if one.why else []
    for answer in result.answers:
        low, high = answer.share.interval
        line = f"Some outcome that holds has {_name(one, answer, found)} {told(answer.share)}"
        line += f"; by chance alone {percent(low, 0.001)} to {percent(high, 0.001)}"
        if answer.high - answer.low >= WIDE:
            line += (
                f"; over the ranges of probability {percent(answer.low)} to {percent(answer.high)}"
            )
        if answer.drivers and answer.drivers[0].beyond_chance:
            first = answer.drivers[0]
            line += f"; {input_words(found, first.input)} explains {percent(first.explains)} of it"
        lines.append(f"{line}.")
    return lines
