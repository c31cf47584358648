"""What a model's verdicts rest on, in words and tables."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.reasons import kind_title
from goodoffices.brief.table import Table
from goodoffices.brief.words import Words, join, number, plural, sentence
from goodoffices.sensitivity.interest import Interest
from goodoffices.sensitivity.result import Bar, Sensitivity, Verdict
from goodoffices.sensitivity.single import (
    BEHAVIOUR,
    DROP,
    LEVER,
    OPPOSITE,
    OPTION,
    PLACE,
    RANKING,
    RULE,
    STATEMENT,
    SWAP,
    TYPE,
    Part,
    Single,
)
from goodoffices.stability.verdicts import PROFILE

CALLED = {
    PLACE: ("place of a statement", "places of statements"),
    DROP: ("statement left out", "statements left out"),
    OPPOSITE: ("statement turned into its opposite", "statements turned into their opposite"),
    SWAP: ("pair of neighbours in a ranking", "pairs of neighbours in rankings"),
    RULE: ("rule taken out", "rules taken out"),
    OPTION: ("option closed or opened", "options closed or opened"),
    BEHAVIOUR: ("other behaviour", "other behaviours"),
    TYPE: ("rival reading", "rival readings"),
    LEVER: ("lever", "levers"),
}
"""Kind → one change of it, several."""

SHOWN = 10
"""Rows of a table, unless more are asked for."""

BAR = 12
"""Characters of a bar."""

GLUE = "\u00a0"
"""A space at which no line ends."""

MOST_UNTRIED = 8

NOT_ADVICE = (
    "A flip is one in the model. Whether a change is likely, or possible, or wanted, it does not "
    "say. goodoffices sensitivity PATH --show ID writes a changed model out."
)


class SensitivityWords:
    """Sentences and tables about one result."""

    def __init__(self, result: Sensitivity, shown: int = SHOWN) -> None:
        self.result = result
        self.shown = shown
        self.words = Words(result.base)

    def lines(self) -> Iterator[Line]:
        """The whole answer."""
        base = self.result.base
        yield Heading(f"{base.title}: what each verdict rests on")
        if base.applied:
            yield f"With {', '.join(base.applied)}."
        yield self.tried()
        yield from self.untried()
        gap = True  # a table without a note leaves one itself
        for verdict in self.result.verdicts:
            if gap:
                yield ""
            for line in self.verdict(verdict):
                gap = not isinstance(line, Table) or bool(line.note)
                yield line
        if gap:
            yield ""
        yield NOT_ADVICE

    def tried(self) -> str:
        """How many single changes, of which kinds."""
        tried = self.result.tried
        if not tried:
            return "There is nothing to change one at a time in this model."
        kinds = join(f"{count:,} {CALLED[kind][count != 1]}" for kind, count in tried.items())
        total = len(self.result.singles)
        changes = f"{total:,} single change{'' if total == 1 else 's'}"
        return sentence(f"{changes} of the model, each tried by itself: {kinds}")

    def untried(self) -> Iterator[Line]:
        """What could not be tried, and why."""
        untried = self.result.untried
        for one in untried[:MOST_UNTRIED]:
            yield f"  • not tried: {one.id} ({one.why})"
        if len(untried) > MOST_UNTRIED:
            yield f"  • not tried: {len(untried) - MOST_UNTRIED:,} more, all in --format json"

    def verdict(self, verdict: Verdict) -> Iterator[Line]:
        """One verdict: what the model says, what that rests on, and the tornado."""
        yield Heading(self.title(verdict.interest))
        yield f"{self.says(verdict)} {self.rests(verdict)}"
        if verdict.moving:
            yield self.tornado(verdict)

    def title(self, interest: Interest, brief: bool = False) -> str:
        """A verdict as a heading: the expression with its words (not in ``brief``), the state."""
        if interest.state is not None:
            name = "" if interest.text in ("", str(interest.state)) else f" ({interest.text})"
            return f"State {interest.state}{name}"
        words = "" if brief else self.words.named.get(interest.text, "")
        return f"{interest.text}: {words}" if words not in ("", interest.text) else interest.text

    def says(self, verdict: Verdict) -> str:
        """What the model as it is says."""
        kind = kind_title(self.result.kind)
        how = f"({kind})" if self.result.kind == PROFILE else f"under {kind}"
        if verdict.interest.state is not None:
            be = "is" if verdict.holds else "is not"
            return f"In the model it {be} an equilibrium {how}."
        every = self.result.as_is.equilibria
        if not every:
            return f"In the model no state is an equilibrium {how}."
        if every == 1:
            have = "has it" if verdict.count else "does not have it"
            return f"In the model the only equilibrium {how} {have}."
        count = number(verdict.count) if verdict.count else "none"
        have = "has" if verdict.count == 1 else "have"
        return (
            f"In the model {count} of the {plural(every, 'equilibrium', 'equilibria')} {how} "
            f"{have} it."
        )

    def rests(self, verdict: Verdict) -> str:
        """What the verdict rests on, or that nothing flips it."""
        total = len(self.result.singles)
        if not total:
            return ""
        if not verdict.flips:
            under = "all" if verdict.holds else "none of the"
            return f"It holds under {under} {total:,} single changes tried."
        parts = plural(len(verdict.carrying), "part", "parts")
        flip = "flips" if verdict.flips == 1 else "flip"
        flips = f"{verdict.flips:,} of {total:,} single changes {flip} it"
        kinds = join(
            f"{flips:,} of {tried:,} {CALLED[kind][tried != 1]}"
            for kind, (tried, flips) in verdict.by_kind.items()
            if flips
        )
        rests = f"The model's verdict rests on {parts}: {flips} ({kinds})."
        return rests + self.impossible(verdict)

    def impossible(self, verdict: Verdict) -> str:
        """How many flips come about because no state could count any more."""
        if not verdict.impossible:
            return ""
        after = (
            f"{verdict.impossible:,} of these" if verdict.impossible < verdict.flips else "these"
        )
        if verdict.interest.state is not None:
            return f" After {after} the state is not feasible."
        return f" After {after} no feasible state has it at all."

    def tornado(self, verdict: Verdict) -> Table:
        """The bars that are shown."""
        bars, every = verdict.shown(self.shown), len(verdict.moving)
        top = max(verdict.greatest, 1)
        rows = tuple(
            (
                self.part(one.part),
                f"{one.least}–{one.greatest}",
                drawn(one.least, one.greatest, verdict.count, top),
                f"{len(one.flips)}{GLUE}of{GLUE}{one.tried}",
                self.smallest(one),
            )
            for one in bars
        )
        columns = ("what is changed", "how many", f"0 to {top}", "flips", "smallest that flips")
        left = every - len(bars)
        note = f"{left} more parts move the number: --top {every}." if left else ""
        return Table("", columns, rows, note)

    def smallest(self, bar: Bar) -> str:
        """The smallest change that flips, with its id."""
        return f"{self.change(bar.flips[0])}: {bar.flips[0].id}" if bar.flips else ""

    def part(self, part: Part) -> str:
        """A part of the model by the words of its file."""
        if part.what == STATEMENT:
            tied = f" (tie: {', '.join(part.text)})" if len(part.text) > 1 else f": {part.text[0]}"
            return f"{self.words.party(part.about)}, statement {part.place}{tied}"
        if part.what == RANKING:
            return f"{self.words.party(part.about)}, ranking: {part.text[0]} before {part.text[1]}"
        if part.what == RULE:
            return f"rule: {part.text[0]}" if part.about.isdecimal() else f"rule {part.about}"
        if part.what == BEHAVIOUR:
            return f"behaviour of {self.words.party(part.about)} ({part.text[0]})"
        if part.what == TYPE:
            return f"reading of {self.words.party(part.about)}"
        return f"{part.what} {part.about}"

    def change(self, one: Single) -> str:
        """What one change does to its part."""
        if one.kind == PLACE:
            steps = plural(abs(one.moved), "place")
            return f"{steps} {'down' if one.moved > 0 else 'up'}"
        if one.kind == SWAP:
            return "exchanged"
        if one.kind == DROP:
            return f"{one.value} left out" if one.value else "left out"
        if one.kind == OPPOSITE:
            return f"the opposite of {one.value}" if one.value else "its opposite"
        if one.kind == LEVER:
            return "applied" if one.value == "on" else "not applied"
        return "taken out" if one.kind == RULE else one.value


def drawn(least: int, greatest: int, base: int, top: int, width: int = BAR) -> str:
    """A bar in a line of text: ``·`` outside it, ``█`` within, ``│`` where the model stands."""

    def at(count: int) -> int:
        return round(count * (width - 1) / max(top, 1))

    low, high, here = at(least), at(greatest), at(base)
    return "".join(
        "│" if place == here else "█" if low <= place <= high else "·" for place in range(width)
    )
