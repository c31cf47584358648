"""An outlook in words and tables: chance, simulation error and what nobody knows kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite

from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.outlook_names import event_name
from goodoffices.brief.table import Table
from goodoffices.brief.words import join, plural, sentence
from goodoffices.outlook.answers import Answer
from goodoffices.outlook.estimates import POINTS, Difference
from goodoffices.outlook.forecast import Forecast, marked
from goodoffices.outlook.request import Reply
from goodoffices.outlook.talks import shares, taken
from goodoffices.outlook.why import Moved, Owed

MOST_MARKED = 12
NONE = "–"


def percent(share: float, error: float | None = None) -> str:
    """A share as ``62 %``, with as many digits as its error supports."""
    digits = 0
    if error is not None and error < 0.002:
        digits = 1
    if 0 < share < 0.005 or 0.995 < share < 1:
        digits = 2
    return f"{100 * share:.{digits}f} %"


def points(share: float | None) -> str:
    """An error of a share in percentage points."""
    return NONE if share is None else f"{100 * share:.2g}"


def amount(number: float) -> str:
    """A quantity with three or four figures that count: ``1,250,000``, ``26.5``."""
    if number == 0:
        return "0"
    if abs(number) >= 1000:
        return f"{number:,.0f}"
    return f"{number:.3g}"


def signed(text: str, value: float) -> str:
    """With a sign in front."""
    return f"+{text}" if value > 0 else text.replace("-", "−")


class OutlookWords:
    """Sentences and tables about forecasts: as written first, then scenarios."""

    def __init__(self, forecasts: Sequence[Forecast], title: str = "") -> None:
        self.forecasts = tuple(forecasts)
        self.base = forecasts[0]
        self.title = title

    def lines(self) -> Iterator[Line]:
        """The whole answer."""
        yield Heading(self.title or "Outlook")
        yield self.opening()
        yield from self.assumptions()
        for one in self.forecasts[:1] if len(self.forecasts) != 2 else self.forecasts[1:]:
            yield from self.answers(one)
        for one in self.forecasts[1:]:
            yield self.gains(one)

    def opening(self) -> str:
        """From where, how far, how many runs."""
        size, outlook = self.base.size, self.base.outlook
        drawn = f"{plural(size.outer, 'draw')} of what nobody knows with "
        drawn += f"{plural(size.inner, 'run')} each"
        if not self.base.uncertain:
            drawn = "every number of it being given"
        return sentence(
            f"{self.start()}, over {outlook.horizon:g} days: {plural(size.runs, 'run')}, {drawn} "
            f"(seed {size.seed})"
        )

    def start(self) -> str:
        """What was taken from the talks."""
        outcome = self.base.outcome
        if outcome.kind == "none":
            return "nothing is taken from the talks"
        events = taken(self.base.outlook)
        held = shares(outcome, events)
        called = {event: event_name(self.base.outlook, event) for event in events}
        if outcome.kind == "evolution":
            told = join([f"{called[event]} in {percent(held[event])}" for event in events])
            return f"from where the talks would end if every party does what it would do: {told}"
        there = [called[event] for event in events if held[event]]
        told = f"with {join(there)}" if there else f"without {join(called.values(), 'or')}"
        which = "from the status quo" if outcome.kind == "now" else f"from {outcome.text}"
        return f"{which} ({told})"

    def assumptions(self) -> Iterator[Line]:
        """What nobody has set, what the file marks, and what evolution assumes."""
        loose = self.base.outlook.unset()
        if loose:
            yield sentence(
                f"ASSUMED, because nobody has set it: {join([one.id for one in loose])} "
                "may be anything from 0 to 1, each value as likely"
            )
        found = marked(self.base.outlook)
        if found:
            more = f" and {len(found) - MOST_MARKED} more" if len(found) > MOST_MARKED else ""
            shown = ", ".join(found[:MOST_MARKED])
            yield sentence(f"marked as assumptions in the file: {shown}{more}")
        chain = self.base.outcome.chain
        if chain is not None:
            yield sentence(
                f"where the talks end depends on an assumption too: who is ready to move "
                f"(choice rule {chain.choice}; --ready PARTY=WEIGHT changes it)"
            )

    def answers(self, one: Forecast) -> Iterator[Line]:
        """Tables of what was asked."""
        name = f"Under {one.scenario.name or one.scenario.id}" if one.scenario.id else ""
        chances = [a for a in one.answers if a.question.kind == "P"]
        if chances:
            yield Table(
                name or "How probable",
                ("question", "answer", "± simulation", "5–95 % by what nobody knows"),
                tuple(self.chance(a) for a in chances),
                "Simulation: one standard error, in percentage points.",
            )
        for answer in chances:
            if answer.reason:
                yield sentence(f"{answer.question.text}: {answer.reason}")
        moments = [a for a in one.answers if a.question.kind in ("mean", "sd")]
        if moments:
            yield Table(
                name or "Expected",
                ("question", "value", "± simulation", "5–95 % by what nobody knows"),
                tuple(self.moment(a) for a in moments),
            )
        fans = [a for a in one.answers if a.question.kind == "quantiles"]
        if fans:
            heads = ("question", *(f"{p} %" for p in POINTS), "band of the median")
            yield Table(name or "How much", heads, tuple(self.fan(a) for a in fans))

    def chance(self, answer: Answer) -> tuple[str, ...]:
        """One row of a probability."""
        one = answer.estimate
        if one is None:
            return (answer.question.text, "no answer", NONE, NONE)
        band = NONE
        if one.low is not None and one.high is not None:
            band = f"{percent(one.low)} to {percent(one.high)}"
        return (answer.question.text, percent(one.value, one.mc_se), points(one.mc_se), band)

    def moment(self, answer: Answer) -> tuple[str, ...]:
        """One row of a mean or a standard deviation."""
        one = answer.estimate
        assert one is not None
        error = NONE if one.mc_se is None else amount(one.mc_se)
        band = NONE
        if one.low is not None and one.high is not None:
            band = f"{amount(one.low)} to {amount(one.high)}"
        return (answer.question.text, amount(one.value), error, band)

    def fan(self, answer: Answer) -> tuple[str, ...]:
        """One row of quantiles."""
        band = f"{amount(answer.band[0])} to {amount(answer.band[1])}" if answer.band else NONE
        return (answer.question.text, *map(amount, answer.quantiles), band)

    def gains(self, one: Forecast) -> Table:
        """A scenario against as written."""
        rows = []
        for written, answer, gain in zip(self.base.answers, one.answers, one.gains, strict=True):
            rows.append((answer.question.text, _value(written), _value(answer), told(answer, gain)))
        name = one.scenario.name or one.scenario.id
        heads = ("question", "as written", name, "difference (± simulation)")
        note = "The same draws in both, so the difference is more exact than either."
        return Table(f"What {name} changes", heads, tuple(rows), note)


def reply_lines(reply: Reply) -> Iterator[Line]:
    """Everything that was asked."""
    yield from OutlookWords(reply.forecasts, reply.situation.title).lines()
    for one in reply.forecasts[0].answers:
        if one.question.text in reply.owed:
            yield owed_table(one, reply.owed[one.question.text])
        if one.question.text in reply.moved:
            yield moved_table(one, reply.moved[one.question.text])


def _value(answer: Answer) -> str:
    if answer.question.kind == "quantiles":
        return amount(answer.quantiles[2])
    if answer.estimate is None:
        return "no answer"
    value = answer.estimate.value
    return percent(value) if answer.question.kind == "P" else amount(value)


def told(answer: Answer, gain: Difference | None) -> str:
    """A difference with its error."""
    if gain is None:
        return NONE
    if answer.question.kind == "P":
        text = signed(f"{100 * gain.value:.1f} points", gain.value)
        return text if gain.se is None else f"{text} (± {100 * gain.se:.2g})"
    text = signed(amount(gain.value), gain.value)
    return text if gain.se is None else f"{text} (± {amount(gain.se)})"


def owed_table(asked: Answer, owed: Sequence[Owed]) -> Table:
    """What an answer owes to each event."""
    rows = tuple((one.event, told(asked, one.by)) for one in owed)
    note = "The answer less what it would be if the event never happened, over the same draws."
    return Table(f"What {asked.question.text} owes to each event", ("event", "owes"), rows, note)


def _end(value: float, chance: bool) -> str:
    if not isfinite(value):
        return NONE
    return percent(value) if chance else amount(value)


def moved_table(asked: Answer, moved: Sequence[Moved]) -> Table:
    """What moves an answer among what nobody knows."""
    chance = asked.question.kind == "P"
    rows = []
    for one in moved:
        ends = " to ".join(amount(end) for end in one.at)
        low, high = (_end(x, chance) for x in (one.low, one.high))
        rank = NONE if one.rank is None else f"{one.rank:+.2f}".replace("-", "−")
        rows.append((one.param.id, ends, low, high, rank))
    heads = ("what nobody knows", "10 % to 90 %", "answer at 10 %", "at 90 %", "rank correlation")
    return Table(f"What moves {asked.question.text}", heads, tuple(rows))
