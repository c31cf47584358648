"""Preferences as tables: statements as columns, situations from best to worst."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from goodoffices.analyses.preference_data import attitudes, part_data, party_data
from goodoffices.analyses.preferences import Line as Stated
from goodoffices.analyses.preferences import Ordered
from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.reasons import rests_on
from goodoffices.brief.table import Table
from goodoffices.brief.words import Words, join, number, plural, sentence
from goodoffices.model.basis import ranking_text
from goodoffices.model.graded import Divided, Fuzzy, GradedPair
from goodoffices.model.party import Party
from goodoffices.model.preference import (
    MILD,
    STRONG,
    Group,
    PartialOrder,
    Preference,
    Ranking,
)
from goodoffices.modes.unknown import MEANS
from goodoffices.states import StateSpace

MOST_ROWS = 40
MOST_IDS = 4


class PreferenceWords:
    """One case's orders in words and tables."""

    def __init__(self, space: StateSpace) -> None:
        self.space = space
        self.words = Words(space.situation)

    def lines(self, one: Ordered) -> Iterator[Line]:
        """One party: what is said of the whole of it, its statements, what they rest on, and its
        order of the situations; of a divided party that of one faction after the other."""
        if one.faction is None or _is_first(one):
            yield Heading(one.party.name)
            yield from self._whole(one.party)
        if one.faction is not None:
            yield Heading(f"{one.party.name}, {_named(one.faction.id)}")
            share = f"it is {_percent(one.faction.share)} of the party"
            yield sentence(share + rests_on(one.faction.because))
        yield from self._part(one, one.faction.preference if one.faction else one.party.preference)

    def _part(self, one: Ordered, preference: Preference) -> Iterator[Line]:
        graded_pairs = any(
            graded and graded.pairs for graded in (preference.divided, preference.fuzzy)
        )
        bare = not one.lines and not one.by_ranking
        if bare and not preference.open:
            apart = "Apart from these pairs every" if graded_pairs else "No preferences: every"
            yield f"{apart} situation is the same to it."
            return
        yield from self._unknown(one, preference)
        if bare:
            yield "All other situations are the same to it."
        yield from _orders(preference)
        yield from _strength(preference)
        for row, line in enumerate(one.lines, 1):
            yield self._statement(one, row, line)
        yield self.table(one)

    def _statement(self, one: Ordered, row: int, line: Stated) -> str:
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
        told = sentence(f"{row}. {want} [{place}{how}]{rests_on(line.statement.because)}")
        return f"  {told}"

    def _whole(self, party: Party) -> Iterator[str]:
        """What is said of the whole party: attitudes, shares, degrees."""
        yield from self._attitudes(party)
        if party.preference.divided:
            yield from self._divided(party.preference.divided)
        if party.preference.fuzzy:
            yield from self._fuzzy(party.preference.fuzzy)

    def _attitudes(self, party: Party) -> Iterator[str]:
        stated = attitudes(party)
        for word, sign in (("for", 1), ("against", -1), ("indifferent to", 0)):
            whom = [
                (f"what {self.words.party(who)} prefers" if who != party.id else "its own wishes")
                + (rests_on(because) if (who, sign) in party.attitudes else "")
                for who, value, because in stated
                if value == sign
            ]
            if whom:
                yield sentence(f"it is {word} {join(whom)}")
        if stated:
            others = len(self.space.situation.parties) - len(stated)
            rest = "It is indifferent to what anybody else prefers. " if others else ""
            yield f"{rest}What follows are its own preferences."

    def _divided(self, divided: Divided) -> Iterator[str]:
        yield (
            f"It is divided: it moves where more than {_percent(1 - divided.alpha)} of it prefer "
            f"that, is held back where no more than {_percent(1 - divided.beta)} do, and answers "
            f"others where more than {_percent(1 - divided.gamma)} do (alpha "
            f"{_amount(divided.alpha)}, beta {_amount(divided.beta)}, gamma "
            f"{_amount(divided.gamma)})."
        )
        for pair in divided.pairs:
            better, worse = self._pair(pair)
            how = f"{_percent(pair.degree)} of it prefer {better} to {worse}"
            yield sentence(f"{how}, {_percent(pair.reverse)} the other way{rests_on(pair.because)}")

    def _fuzzy(self, fuzzy: Fuzzy) -> Iterator[str]:
        yield (
            f"It acts from a certainty of {_amount(fuzzy.threshold)} on. Degrees that are stated "
            "by themselves come before its order, by which it is certain or indifferent."
        )
        for pair in fuzzy.pairs:
            better, worse = self._pair(pair)
            how = f"it prefers {better} to {worse} with degree {_amount(pair.degree)}, the other "
            how += f"way with {_amount(pair.reverse)}: a certainty of "
            yield sentence(how + _amount(pair.degree - pair.reverse) + rests_on(pair.because))

    def _unknown(self, one: Ordered, preference: Preference) -> Iterator[str]:
        """How much is unknown, which pairs are left open, and what that means to the party."""
        for pair in preference.open:
            sides = f"{self._side(pair.first)} or {self._side(pair.second)}"
            yield sentence(f"nobody knows whether it prefers {sides}{rests_on(pair.because)}")
        if one.known == 1:
            return
        yield (
            f"{one.known:.0%} of the pairs of situations are compared; of the others nobody "
            "knows which it prefers. A situation stands one place below the lowest of those "
            "that are surely better."
        )
        if preference.extension:
            yield f"Extension {preference.extension}: it {MEANS[preference.extension]}."
        else:
            yield "What a doubt means to it is not chosen: --extension a, b, c or d."

    def _pair(self, pair: GradedPair) -> tuple[str, str]:
        return self._side(pair.better), self._side(pair.worse)

    def _side(self, group: Group) -> str:
        """The states of one side of a pair: ``situation 3``, ``any situation with a ceasefire``."""
        ids = [str(one.state) for one in group if isinstance(one.state, int)]
        told = [f"situation{'s' if len(ids) > 1 else ''} {join(ids, 'or')}"] if ids else []
        for one in group:
            if not isinstance(one.state, int):
                label = self.words.keys.get(str(one.state))
                having = f"any situation {self.words.having(one.state)}"
                told.append(f"“{label}”" if label else having)
        return join(told, "or")

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


def _orders(preference: Preference) -> Iterator[str]:
    """Rankings and chains with what they rest on."""
    for one in preference.criteria:
        if isinstance(one, Ranking):
            yield f"Its order is given by a ranking of situations{rests_on(one.because)}."
            for at, degree in one.lines:
                entries = "entry" if at == 1 else f"{number(at)} entries"
                how = _strongly(degree)
                yield f"It prefers the first {entries} of its ranking {how} to all that follow."
        elif isinstance(one, PartialOrder):
            yield "Its order is given by chains of situations, each from best to worst."
            said = [chain for _, chain in one.telling()]
            for chain in said[:MOST_ROWS]:
                yield f"  {ranking_text(chain)}{rests_on(chain.because)}."
            left = len(said) - MOST_ROWS
            if left > 0:
                yield f"  {plural(left, 'further chain').capitalize()}: --format json."
            alone = len(one.chains) - len(said)
            if alone:
                yield f"  {plural(alone, 'chain').capitalize()} of one situation."


def _strength(preference: Preference) -> Iterator[str]:
    """Differences in weight from which a preference is strong."""
    cuts = [
        f"from {_amount(cut)} on {_strongly(degree)}"
        for degree, cut in enumerate(preference.strongly_by, STRONG)
    ]
    if cuts:
        yield f"By differences in weight on the level that decides it prefers {join(cuts)}."


def _is_first(one: Ordered) -> bool:
    divided = one.party.preference.divided
    return divided is not None and divided.factions[0] is one.faction


def _named(faction: str) -> str:
    return faction.replace("_", " ")


def _strongly(degree: int) -> str:
    return "strongly" if degree == STRONG else f"with degree {degree}"


def _amount(value: Fraction) -> str:
    """0.65, or 1/3 where decimals do not end soon."""
    return f"{float(value):g}" if 10_000 % value.denominator == 0 else str(value)


def _percent(share: Fraction) -> str:
    """60%, 12.5%, or 1/3 where decimals do not end soon."""
    whole = share * 100
    return f"{float(whole):g}%" if 100 % whole.denominator == 0 else str(share)


def preferences_dict(orders: tuple[Ordered, ...], space: StateSpace) -> dict[str, object]:
    """Plain data for ``--format json``; a faction stands as ``party/faction``, after its party,
    whose entry then has no order of its own."""
    told: dict[str, object] = {}
    for one in orders:
        whole = party_data(one.party)
        if one.faction is not None:
            if _is_first(one):
                told[one.party.id] = _part(None, space, one.party.preference) | whole
            own = {"share": str(one.faction.share), "because": list(one.faction.because)}
            found = own | _part(one, space, one.faction.preference)
            told[f"{one.party.id}/{one.faction.id}"] = found
        else:
            told[one.party.id] = _part(one, space, one.party.preference) | whole
    return told


def _part(one: Ordered | None, space: StateSpace, preference: Preference) -> dict[str, object]:
    return {
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
            for line in (one.lines if one else ())
        ],
        "by_ranking": one.by_ranking if one else False,
        "known": one.known if one else None,
        **part_data(preference),
        "order": [
            {
                "place": place.rank,
                "true": [k for k, true in enumerate(place.true) if true],
                "states": [int(space.ids[at]) for at in place.positions],
                "unknown": place.unknown,
            }
            for place in (one.places if one else ())
        ],
    }
