"""How each party's preference is modelled, beyond an order of statements, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.analyses.decisive import priorities
from goodoffices.brief.words import Words, join, number, plural, sentence
from goodoffices.model.graded import Divided, Faction, Fuzzy, GradedPair
from goodoffices.model.party import Because, Party
from goodoffices.model.preference import (
    STRONG,
    Group,
    Level,
    Line,
    PartialOrder,
    Preference,
    Ranking,
    Sure,
)
from goodoffices.modes.unknown import MEANS

MOST_PLACES = 12
ATTITUDE = {1: "for", 0: "regardless of", -1: "against"}


@dataclass(frozen=True)
class Row:
    """A part of what a party states. ``part``: which faction, "" for the whole party. ``place``:
    its priority, 0 where it has none. ``sure``: of statements only."""

    part: str
    place: int
    told: str
    because: Because
    sure: Sure | None


class PartyWords:
    """Sentences about one party. ``words``: those of its situation; ``asked``: its extension
    was asked for and is not that of the file; ``open``: whether some pair of states is unknown."""

    def __init__(self, words: Words, party: Party, asked: bool = False, open_: bool = True) -> None:
        self.words, self.party, self.asked, self.open = words, party, asked, open_
        self.preference = party.preference

    def short(self) -> Iterator[str]:
        """A clause for each way in which more is said than an order of statements."""
        name, preference = self.party.name, self.preference
        if self.party.attitudes:
            yield f"{name} acts {self._attitudes()}"
        if preference.divided:
            yield f"{name} is divided: {self._factions(preference.divided)}"
        if preference.fuzzy:
            at_least = _decimal(preference.fuzzy.threshold)
            yield f"{name} acts on what it prefers with a certainty of at least {at_least}"
        if preference.unknown and self.open:
            how = f"; it {MEANS[preference.extension]}" if preference.extension else ""
            yield f"what {name} prefers is known in part{how}"
        if self.party.degrees > 1:
            yield f"{name} prefers some things strongly and others mildly"

    def lines(self) -> Iterator[str]:
        """Everything that is said of its preference, sentence by sentence."""
        told = [*self._whole(), *self._of(self.preference, self.party.name)]
        for faction in self.preference.divided.factions if self.preference.divided else ():
            told += self._faction(faction)
        yield from map(sentence, told)

    def rows(self) -> Iterator[Row]:
        """What the party states, part by part, with what each part rests on: statements, rankings,
        chains, pairs, shares and attitudes."""
        yield from self._rows_of(self.preference, "")
        for faction in self.preference.divided.factions if self.preference.divided else ():
            part = f", {_name(faction)} ({_percent(faction.share)})"
            share = f"this share of {self.party.name}"
            yield Row(part, 0, share, faction.because, None)
            yield from self._rows_of(faction.preference, part)
        for graded in (self.preference.divided, self.preference.fuzzy):
            for pair in graded.pairs if graded else ():
                told = f"to prefer {self._pair(pair)}, degree {_decimal(pair.degree)} "
                told += f"(the reverse {_decimal(pair.reverse)})"
                yield Row("", 0, told, pair.because, None)
        because = {one.towards: one.because for one in self.party.attitude_reasons}
        for who, sign in self.party.attitudes:
            whom = "itself" if who == self.party.id else self.words.party(who)
            told = f"to act {ATTITUDE[sign]} {whom}"
            yield Row("", 0, told, because.get(who, ()), None)

    def _rows_of(self, preference: Preference, part: str) -> Iterator[Row]:
        place = 0
        for criterion in preference.criteria:
            if isinstance(criterion, Line):
                continue
            place += 1
            if isinstance(criterion, Level):
                for one in criterion.statements:
                    wish = self.words.noun(one.want) + (" (or not)" if one.unknown else "")
                    yield Row(part, place, wish, one.because, one.sure)
            elif isinstance(criterion, Ranking):
                told = f"the situations in {self._places(criterion)}"
                yield Row(part, place, told, criterion.because, None)
            else:
                for at, chain in criterion.telling():
                    told = f"chain {at}: {self._places(chain)}"
                    yield Row(part, place, told, chain.because, None)
        for pair in preference.open:
            sides = f"{self._group(pair.first)}, or {self._group(pair.second)}"
            yield Row(part, 0, f"{sides}: not known which", pair.because, None)

    def _whole(self) -> Iterator[str]:
        name, preference = self.party.name, self.preference
        if self.party.attitudes:
            yield f"{name} acts {self._attitudes()}: a move is worth making when it is so for all"
        if preference.divided:
            yield from self._shares(preference.divided)
        if preference.fuzzy:
            yield from self._degrees(preference.fuzzy)
        if preference.unknown and not self.open:
            yield f"what is left open in the preference of {name} is settled by the rest of it"
        elif preference.unknown and preference.extension:
            by = "as asked for by --extension" if self.asked else "as the file says"
            yield (
                f"where its preference is unknown, {name} {MEANS[preference.extension]} "
                f"(extension {preference.extension}, {by})"
            )

    def _attitudes(self) -> str:
        signs = {self.party.id: 1, **dict(self.party.attitudes)}
        told = []
        for word, wanted in (("for", 1), ("against", -1)):
            whom = [who for who, sign in signs.items() if sign == wanted]
            names = ["itself" if who == self.party.id else self.words.party(who) for who in whom]
            told += [f"{word} {join(names)}"] if names else []
        return " and ".join(told) or "for nobody, not even itself"

    def _factions(self, divided: Divided) -> str:
        return join(f"{_name(one)} ({_percent(one.share)})" for one in divided.factions)

    def _shares(self, divided: Divided) -> Iterator[str]:
        name = self.party.name
        yield f"{name} is divided: {self._factions(divided)}"
        yield (
            f"it moves where more than {_percent(1 - divided.alpha)} prefer that (α = "
            f"{_decimal(divided.alpha)}), is held back where no more than "
            f"{_percent(1 - divided.beta)} would still gain (β = {_decimal(divided.beta)}), and "
            f"answers others where more than {_percent(1 - divided.gamma)} prefer that (γ = "
            f"{_decimal(divided.gamma)})"
        )
        for pair in divided.pairs:
            yield (
                f"stated by itself: {_percent(pair.degree)} of {name} prefer {self._pair(pair)}, "
                f"{_percent(pair.reverse)} the reverse"
            )

    def _degrees(self, fuzzy: Fuzzy) -> Iterator[str]:
        name, threshold = self.party.name, _decimal(fuzzy.threshold)
        yield f"{name} moves, and answers others, from a certainty of {threshold} on"
        for pair in fuzzy.pairs:
            yield (
                f"stated by itself: {name} prefers {self._pair(pair)} to the degree "
                f"{_decimal(pair.degree)}, and the reverse to {_decimal(pair.reverse)}"
            )

    def _pair(self, pair: GradedPair) -> str:
        return f"{self._group(pair.better)} to {self._group(pair.worse)}"

    def _group(self, group: Group) -> str:
        return join(
            (
                f"situation {one.state}"
                if isinstance(one.state, int)
                else self.words.noun(one.state)
                for one in group
            ),
            "or",
        )

    def _places(self, ranking: Ranking) -> str:
        """How many places, and the first of them."""
        shown = [self._group(group) for group in ranking.groups[:MOST_PLACES]]
        told = "; ".join(f"{at}. {one}" for at, one in enumerate(shown, 1))
        left = len(ranking.groups) - len(shown)
        more = f"; and {left:,} more" if left else ""
        return f"{plural(len(ranking.groups), 'place')}: {told}{more}"

    def _faction(self, faction: Faction) -> Iterator[str]:
        found = list(priorities(faction.preference))
        wishes = "; ".join(f"{place}. {self.words.noun(s.want)}" for place, s in found)
        name = f"{_name(faction)} ({_percent(faction.share)} of {self.party.name})"
        if wishes or not faction.preference.criteria:
            yield f"{name}: {wishes or 'every situation is the same'}"
        yield from self._of(faction.preference, name)

    def _of(self, preference: Preference, name: str) -> Iterator[str]:
        """What stands in the criteria beside statements: places, chains, doubts, lines, weights."""
        for place, one in priorities(preference):
            if one.unknown:
                yield (
                    f"it is not known whether {name} wants {self.words.noun(one.want)}, or the "
                    f"opposite (priority {place})"
                )
        for pair in preference.open:
            yield (
                f"nobody knows which {name} prefers: {self._group(pair.first)}, or "
                f"{self._group(pair.second)}"
            )
        place = 0
        for criterion in preference.criteria:
            if isinstance(criterion, Line):
                those = "priority 1" if place == 1 else f"priorities 1 to {place}"
                yield f"what {those} of {name} decides is preferred {_strongly(criterion.degree)}"
                continue
            place += 1
            if isinstance(criterion, Ranking):
                yield f"for {name} the situations are ranked in {self._places(criterion)}"
                for at, degree in criterion.lines:
                    first = "the first of these" if at == 1 else f"the first {number(at)} of these"
                    yield f"{first} {name} prefers {_strongly(degree)} to all that follow"
            elif isinstance(criterion, PartialOrder):
                chains = plural(len(criterion.chains), "chain")
                yield (
                    f"for {name} the situations are ranked in {chains}; a pair that they do not "
                    "relate is unknown"
                )
                for at, chain in enumerate(criterion.chains, 1):
                    yield f"chain {at}: {self._places(chain)}"
            elif isinstance(criterion, Level) and criterion.weighted:
                told = "; ".join(
                    f"{self.words.noun(s.want)}: {s.weight}" for s in criterion.statements
                )
                yield f"by weight counts what {name} wants as priority {place} ({told})"
        for at, limit in enumerate(preference.strongly_by, STRONG):
            yield f"from a difference in weight of {limit} on {name} prefers {_strongly(at)}"


def _name(faction: Faction) -> str:
    return faction.id.replace("_", " ")


def _strongly(degree: int) -> str:
    return "strongly" if degree == STRONG else f"with degree {degree}"


def _percent(share: Fraction) -> str:
    """Exact where that is short; a third is 33.3 %."""
    return f"{float(share * 100):.3g} %"


def _decimal(number_: Fraction) -> str:
    return f"{float(number_):.3g}"
