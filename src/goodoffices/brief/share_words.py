"""How robust something is, in sentences: shares of the variants tried, never likelihoods."""

from __future__ import annotations

from goodoffices.brief.outlook_words import percent
from goodoffices.brief.reasons import kind_title
from goodoffices.brief.words import Words, plural, sentence
from goodoffices.mediation.packages import Package
from goodoffices.mediation.robustness import MOST_PACKAGES, Robustness
from goodoffices.mediation.serves import Serves
from goodoffices.model.situation import Situation
from goodoffices.robustness.inputs import CHOICE, ORDER, PAIR, Input
from goodoffices.robustness.questions import Question
from goodoffices.robustness.shares import Share
from goodoffices.robustness.uncertain import BEHAVIOUR, LEVER, RULE, TYPE, Uncertain
from goodoffices.robustness.words import told, word

NO_PROBABILITY = (
    "A share of variants is not the probability of an outcome: it tells in how many readings of "
    "the file something holds."
)

WIDE = 0.005
"""A range of a share that is narrower is not told."""


def between(low: float, high: float) -> str:
    """``between 41 % and 63 % of them, over the ranges …``; "" where there is no range."""
    if high - low < WIDE:
        return ""
    return (
        f"between {percent(low)} and {percent(high)} of them over the ranges of probability "
        "that the file gives"
    )


def briefly(share: Share) -> str:
    """``in most (1,204 of 2,000)``, ``in all 2,000 variants``: where it is clear of what."""
    if share.count == share.of:
        return f"in all {share.of:,} variants"
    return f"in {word(share)} ({share.count:,} of {share.of:,})"


def assumed(assumptions: tuple[str, ...]) -> str:
    """What the program took for given about what is uncertain, as one sentence; "" for nothing."""
    return sentence(f"Assumed: {'; '.join(assumptions)}") if assumptions else ""


def package_robust(one: Package, found: Robustness) -> str:
    """In how many variants a package serves."""
    serves = found.of.get(one.levers)
    if serves is None:
        return ""
    best = "; nothing that costs as little is more robust" if one.levers in found.front else ""
    return sentence(f"it serves {_serves(serves)}{best}")


def packages_robust(found: Robustness, packages: int) -> list[str]:
    """What was tried, what is so without levers, and what was left out."""
    if not found.samples:
        return [sentence(f"how robust the packages are was not looked at: {found.why}")]
    lines = [
        f"How robust: {plural(found.samples, 'variant')} of what the file calls uncertain "
        f"({'; '.join(found.uncertain)}), seed {found.seed}, the same for every package. "
        "A package serves in a variant if the target holds there and is reached from today. "
        f"{NO_PROBABILITY}"
    ]
    if found.without is not None:
        lines.append(
            sentence(f"without any lever the target holds and is reached {_serves(found.without)}")
        )
    lines += [assumed(found.assumptions)] if found.assumptions else []
    if not found.complete:
        lines.append("Stopped: the variants of some packages were not tried.")
    elif found.why:
        lines.append(sentence(f"of some packages no variants were tried: {found.why}"))
    if packages > MOST_PACKAGES:
        lines.append(f"Variants were tried of {MOST_PACKAGES} of the {packages:,} packages.")
    return lines


def _serves(one: Serves) -> str:
    words = told(one.share)
    wide = between(one.low, one.high)
    words += f", {wide}" if wide else ""
    if one.holds.count > one.share.count:
        words += f"; it holds, reached or not, {told(one.holds)}"
    return words


def input_words(found: Uncertain, one: Input) -> str:
    """An uncertain input in words of the situation: ``the type of Israel``."""
    words = Words(found.base)
    if one.kind == CHOICE:
        choice = found.choices[one.of]
        if choice.kind == TYPE:
            return f"the type of {words.party(choice.about)}"
        if choice.kind == BEHAVIOUR:
            return f"how far {words.party(choice.about)} looks ahead"
        if choice.kind == RULE:
            return f"whether this holds: {choice.name.removeprefix('rule ')}"
        lever = next(lever for lever in found.base.levers if lever.id == choice.about)
        return f"whether somebody managed to {lever.does or _plain(lever.id)}"
    run = found.runs[one.of]
    first = run.first + 1
    places = f"{first} to {run.first + run.length}"
    if one.kind == PAIR:
        places = f"{first + one.pair[0]} and {first + one.pair[1]}"
    of = f"that “{_plain(run.change[1])}” brings" if run.change[1] else ""
    told = f"the order of priorities {places} of {words.party(run.party)}"
    return f"{told} {of}".strip()


def value_words(found: Uncertain, one: Input, value: str) -> str:
    """One value of an input: ``“willing”``, ``in this order``."""
    kind = found.choices[one.of].kind if one.kind == CHOICE else ""
    if kind in (RULE, LEVER):
        return "yes" if value == one.values[1] else "no"
    if kind == BEHAVIOUR:
        return kind_title(value)
    if one.kind == PAIR or (one.kind == ORDER and len(one.values) == 2):
        return "in this order" if value == one.values[0] else "the other way round"
    return f"“{_plain(value)}”" if kind == TYPE else value


def question_words(question: Question, base: Situation) -> str:
    """A question by the words of the file where these are nouns, else as it was written."""
    noun = Words(base).noun(question.expression)
    return question.text if noun.startswith("that ") else noun


def _plain(name: str) -> str:
    return name.replace("_", " ")
