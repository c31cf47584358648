"""Questions of an outlook and their answers as prose."""

from __future__ import annotations

from collections.abc import Callable

from goodoffices.brief.outlook_words import amount, percent, points
from goodoffices.brief.words import Words, join, sentence
from goodoffices.model.likelihood import ICD203
from goodoffices.model.outlook import Outlook
from goodoffices.model.question import Condition, Joined, Negation, Occurs, Question, Reaches
from goodoffices.outlook.answers import Answer


def asked_words(outlook: Outlook, asked: Question) -> str:
    """``a prisoner exchange by day 180``."""
    if asked.of is None:
        return f"{_name(outlook, asked.stock)} by day {asked.day:g}"
    text = condition_words(outlook, asked.of)
    return text if asked.given is None else f"{text}, given {condition_words(outlook, asked.given)}"


def condition_words(outlook: Outlook, one: Condition) -> str:
    """A condition as a noun: ``an open crossing on day 90 and no renewed fighting by day 90``."""
    match one:
        case Occurs():
            return f"{_name(outlook, one.event)} {'by' if one.by else 'on'} day {one.day:g}"
        case Reaches():
            unit = outlook.stock(one.stock).unit
            bound = "at least" if one.sign == ">=" else "at most"
            when = f"{'by' if one.by else 'on'} day {one.day:g}"
            what = f"{bound} {amount(one.number)} {unit}".rstrip()
            return f"{what} of {_name(outlook, one.stock)} {when}"
        case Negation(operand=Occurs() as inner):
            return Words.without(condition_words(outlook, inner))
        case Negation():
            return f"not ({condition_words(outlook, one.operand)})"
        case Joined():
            return join((condition_words(outlook, part) for part in one.parts), one.word)
    return str(one)


def _name(outlook: Outlook, part: str) -> str:
    """How the file calls an event or a stock."""
    names = {event.id: event.name for event in outlook.events}
    names |= {stock.id: stock.name for stock in outlook.stocks}
    return names.get(part) or part.replace("_", " ")


def likelihood(share: float) -> str:
    """The word of ICD 203 for a probability; beyond its ends the outermost."""
    for word, (_, high) in ICD203.items():
        if share < high:
            return word
    return "almost certain"


def chance_words(outlook: Outlook, answer: Answer) -> str:
    """``renewed fighting by day 180, likely (61 %; 13–98 %)``."""
    one = answer.estimate
    assert one is not None
    what = asked_words(outlook, answer.question)
    if one.value == 1:
        return f"{what} in every run"
    text = f"{what}, {likelihood(one.value)} ({percent(one.value)}"
    if one.low is not None and one.high is not None:
        text += f"; {_ends(percent(one.low), percent(one.high))}"
    return f"{text})"


def _ends(low: str, high: str) -> str:
    return f"{low.removesuffix(' %')}–{high}"


def amount_words(outlook: Outlook, answer: Answer) -> str:
    """``aid by day 180, 6,400 trucks in the middle run (90 % of runs: 330–50,000)``."""
    low, _, middle, _, high = (amount(float(f"{one:.2g}")) for one in answer.quantiles)
    what = asked_words(outlook, answer.question)
    unit = outlook.stock(answer.question.stock).unit
    return f"{what}, {middle} {unit} in the middle run (90 % of runs: {low}–{high})"


def answer_line(outlook: Outlook, answer: Answer, runs: int) -> str:
    """An answer in full: value, simulation error, and what the params leave open."""
    what, one = asked_words(outlook, answer.question), answer.estimate
    if answer.question.kind == "quantiles":
        return sentence(f"{what}: {_fan(outlook, answer)}")
    if one is None:
        return sentence(f"{what}: no answer, {answer.reason}")
    if answer.question.kind == "P":
        left = runs if answer.survivors is None else answer.survivors
        if one.value in (0, 1):
            return sentence(f"{what}: in {'all' if one.value else 'none'} of {left:,} runs")
        error = "" if one.mc_se is None else f" ± {points(one.mc_se)} points by simulation"
        value = percent(one.value, one.mc_se)
    else:
        unit = outlook.stock(answer.question.stock).unit
        error = "" if one.mc_se is None else f" ± {amount(one.mc_se)} by simulation"
        kind = "mean" if answer.question.kind == "mean" else "standard deviation"
        value = f"{kind} {amount(one.value)} {unit}"
    text = f"{what}: {value}{error}"
    if one.low is not None and one.high is not None:
        show: Callable[[float], str] = percent if answer.question.kind == "P" else amount
        text += f"; {show(one.low)} to {show(one.high)} by what nobody knows"
    return sentence(text)


def _fan(outlook: Outlook, answer: Answer) -> str:
    if not any(answer.quantiles):
        return "nothing in at least 95 % of runs"
    low, quarter, middle, more, high = map(amount, answer.quantiles)
    unit = outlook.stock(answer.question.stock).unit
    text = f"{middle} {unit} in the middle run, half of the runs {quarter} to {more}, "
    text += f"90 % of them {low} to {high}"
    if answer.band is not None:
        ends = f"{amount(answer.band[0])} to {amount(answer.band[1])}"
        text += f"; the middle itself {ends} by what nobody knows"
    return text
