"""Preferences as tables: statements as columns, situations from best to worst."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.analyses.preferences import Ordered
from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.reasons import rests_on
from goodoffices.brief.table import Table
from goodoffices.brief.words import Words, join, number, plural, sentence
from goodoffices.model.preference import MILD, STRONG, Ranking
from goodoffices.states import StateSpace

MOST_ROWS = 40
MOST_IDS = 4


class PreferenceWords:
    """One case's orders in words and tables."""

    def __init__(self, space: StateSpace) -> None:
        self.space = space
        self.words = Words(space.situation)

    def lines(self, one: Ordered) -> Iterator[Line]:
        """One party: its statements, what they rest on, and its order of the situations."""
        yield Heading(self.title(one))
        yield from (sentence(line) for line in self.more(one))
        if not one.lines and not one.by_ranking:
            yield "No preferences: every situation is the same to it."
            return
        if one.by_ranking:
            chains = one.known < 1 and not one.lines
            yield f"Its order is given by {'chains' if chains else 'a ranking'} of situations."
        for row, line in enumerate(one.lines, 1):
            tied = sum(other.level == line.level for other in one.lines) > 1
            place = f"priority {line.level}{', tied' if tied else ''}"
            weight = line.statement.weight
            place += f", weight {weight}" if weight != 1 else ""
            place += f", {_strongly(line.degree)}" if line.degree > MILD else ""
            sure = line.statement.sure
            how = f"; {sure.word}" if sure.word and sure.word != "firm" else ""
            how += f"; phi {sure.phi:g}" if sure.phi is not None else ""
            want = self.words.wish(one.party.id, line.statement.want)
            want += ", or the opposite: it is not known which" if line.statement.unknown else ""
            yield sentence(f"  {row}. {want} [{place}{how}]{rests_on(line.statement.because)}")
        yield self.table(one)

    def title(self, one: Ordered) -> str:
        """The party, or its faction with the share that it has."""
        if one.faction is None:
            return one.party.name
        name = one.faction.id.replace("_", " ")
        return f"{one.party.name}, {name} ({float(one.faction.share):.0%} of it)"

    def more(self, one: Ordered) -> Iterator[str]:
        """What else its preference says: what is unknown, by shares, by degrees, attitudes."""
        preference = one.party.preference
        if one.known < 1:
            yield (
                f"{one.known:.0%} of the pairs of situations are compared; of the others nobody "
                "knows which it prefers. A situation stands one place below the lowest of those "
                "that are surely better"
            )
        for at, degree in (line for r in _rankings(one) for line in r.lines):
            entries = "entry" if at == 1 else f"{number(at)} entries"
            how = _strongly(degree)
            yield f"it prefers the first {entries} of its ranking {how} to all that follow"
        if preference.divided and preference.divided.factions[:1] == (one.faction,):
            limits = preference.divided
            yield (
                f"it is divided: it moves where more than {float(1 - limits.alpha):.0%} of it "
                f"prefer that, and is held back where no more than {float(1 - limits.beta):.0%} do"
            )
        if preference.fuzzy:
            yield (
                f"it acts from a certainty of {float(preference.fuzzy.threshold):g} on; for "
                f"{plural(len(preference.fuzzy.pairs), 'pair')} the degree is stated by itself"
            )
        for word, sign in (("for", 1), ("against", -1), ("indifferent to", 0)):
            whom = [who for who, value in one.party.attitudes if value == sign]
            if whom:
                other = [w for w in whom if w != one.party.id]
                named = [
                    *(["itself"] if one.party.id in whom else []),
                    *map(self.words.party, other),
                ]
                yield f"it is {word} what {join(named)} {'prefer' if whom[1:] else 'prefers'}"

    def table(self, one: Ordered) -> Table:
        """A row for each place: a mark under each statement that is true there."""
        open_ = ("unknown",) if one.known < 1 else ()
        numbers = (str(k + 1) for k in range(len(one.lines)))
        heads = ("place", *numbers, "situations", *open_, "such as")
        rows = []
        for place in one.places[:MOST_ROWS]:
            ids = [str(int(self.space.ids[at])) for at in place.positions[:MOST_IDS]]
            more = " …" if len(place.positions) > MOST_IDS else ""
            first = place.positions[0]
            names = self.words.state_names(self.space, first)
            told = ", ".join(names) if names else self.words.outcome(self.space, first)
            marks = ("Y" if true else "·" for true in place.true)
            doubts = (str(place.unknown),) if open_ else ()
            rows.append((str(place.rank), *marks, " ".join(ids) + more, *doubts, told))
        left = len(one.places) - len(rows)
        note = f"{plural(left, 'further row').capitalize()}: --format json." if left else ""
        return Table("", heads, tuple(rows), note)


def _rankings(one: Ordered) -> Iterator[Ranking]:
    preference = one.faction.preference if one.faction else one.party.preference
    return (each for each in preference.criteria if isinstance(each, Ranking))


def _strongly(degree: int) -> str:
    return "strongly" if degree == STRONG else f"with degree {degree}"


def preferences_dict(orders: tuple[Ordered, ...], space: StateSpace) -> dict[str, object]:
    """Plain data for ``--format json``; a faction stands as ``party/faction``."""
    return {
        one.party.id + (f"/{one.faction.id}" if one.faction else ""): {
            "statements": [
                {
                    "want": str(line.statement.want),
                    "level": line.level,
                    "weight": str(line.statement.weight),
                    "unknown": line.statement.unknown,
                    "degree": line.degree,
                    "because": list(line.statement.because),
                    "sure": line.statement.sure.word or {"phi": line.statement.sure.phi},
                }
                for line in one.lines
            ],
            "by_ranking": one.by_ranking,
            "known": one.known,
            "order": [
                {
                    "place": place.rank,
                    "true": [k for k, true in enumerate(place.true) if true],
                    "states": [int(space.ids[at]) for at in place.positions],
                    "unknown": place.unknown,
                }
                for place in one.places
            ],
        }
        for one in orders
    }
