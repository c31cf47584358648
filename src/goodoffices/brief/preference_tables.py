"""Preferences as tables: statements as columns, situations from best to worst."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.analyses.preferences import Ordered
from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.reasons import rests_on
from goodoffices.brief.table import Table
from goodoffices.brief.words import Words, plural, sentence
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
        yield Heading(one.party.name)
        if not one.lines and not one.by_ranking:
            yield "No preferences: every situation is the same to it."
            return
        if one.by_ranking:
            yield "Its order is given by a ranking of the situations."
        for number, line in enumerate(one.lines, 1):
            tied = sum(other.level == line.level for other in one.lines) > 1
            place = f"priority {line.level}{', tied' if tied else ''}"
            weight = line.statement.weight
            place += f", weight {weight}" if weight != 1 else ""
            sure = line.statement.sure
            how = f"; {sure.word}" if sure.word and sure.word != "firm" else ""
            how += f"; phi {sure.phi:g}" if sure.phi is not None else ""
            want = self.words.wish(one.party.id, line.statement.want)
            yield sentence(f"  {number}. {want} [{place}{how}]{rests_on(line.statement.because)}")
        yield self.table(one)

    def table(self, one: Ordered) -> Table:
        """A row for each place: a mark under each statement that is true there."""
        heads = ("place", *(str(k + 1) for k in range(len(one.lines))), "situations", "such as")
        rows = []
        for place in one.places[:MOST_ROWS]:
            ids = [str(int(self.space.ids[at])) for at in place.positions[:MOST_IDS]]
            more = " …" if len(place.positions) > MOST_IDS else ""
            first = place.positions[0]
            names = self.words.state_names(self.space, first)
            told = ", ".join(names) if names else self.words.outcome(self.space, first)
            marks = ("Y" if true else "·" for true in place.true)
            rows.append((str(place.rank), *marks, " ".join(ids) + more, told))
        left = len(one.places) - len(rows)
        note = f"{plural(left, 'further row').capitalize()}: --format json." if left else ""
        return Table("", heads, tuple(rows), note)


def preferences_dict(orders: tuple[Ordered, ...], space: StateSpace) -> dict[str, object]:
    """Plain data for ``--format json``."""
    return {
        one.party.id: {
            "statements": [
                {
                    "want": str(line.statement.want),
                    "level": line.level,
                    "weight": str(line.statement.weight),
                    "because": list(line.statement.because),
                    "sure": line.statement.sure.word or {"phi": line.statement.sure.phi},
                }
                for line in one.lines
            ],
            "by_ranking": one.by_ranking,
            "order": [
                {
                    "place": place.rank,
                    "true": [k for k, true in enumerate(place.true) if true],
                    "states": [int(space.ids[at]) for at in place.positions],
                }
                for place in one.places
            ],
        }
        for one in orders
    }
