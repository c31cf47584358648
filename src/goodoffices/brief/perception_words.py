"""Who perceives what, in words: the games, a table, surprises, and what telling would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from goodoffices.analyses.perceived import OUTSIDE, Game
from goodoffices.analyses.perception import Told
from goodoffices.analyses.surprises import Surprise, Unexpected
from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.reasons import kind_title
from goodoffices.brief.settlement import Settlement
from goodoffices.brief.surprise_words import SHOWN, SurpriseWords, state_words
from goodoffices.brief.table import Table
from goodoffices.brief.views import views
from goodoffices.brief.words import join, plural, sentence


class PerceptionWords(SurpriseWords):
    """Sentences and a table about one result."""

    def lines(self) -> Iterator[Line]:
        """The whole answer."""
        yield Heading(self.situation.title)
        for one in self.situation.perceives:
            yield from views(self.tell.words, one)
        yield self.opening()
        yield self.table()
        yield from self.today()
        yield from self.surprising()
        yield from self.imagined()
        yield from self.unexpected()
        yield Heading("If a party were told")
        for told in self.result.told:
            yield "• " + self.told(told)

    def opening(self) -> str:
        """How many states hold, as written and in the hypergame."""
        written = int(self.found.written.holds.sum())
        held = len(self.result.held)
        kind = kind_title(self.result.kind)
        judged = kind if kind == "as they behave" else f"under {kind}"
        return sentence(
            f"judged {judged}: if everybody saw the game as written, {plural(written, 'state')} "
            f"would hold; as each sees it, {plural(held, 'state')} would (hypergame equilibria)"
        )

    def table(self) -> Table:
        """One row for every state that holds for somebody, and for today."""
        names = [self.party(game.party or 0) for game in self.found.games]
        heads = ("id", "what", "as written", "hypergame", *(f"{one} sees" for one in names))
        rows = []
        for at in self.rows()[: 2 * SHOWN]:
            what = self.what(at) + (" (today)" if at == self.space.now else "")
            rows.append(
                (
                    str(self.id(at)),
                    what,
                    _holds(bool(self.found.written.holds[at])),
                    _holds(bool(self.found.holds[at])),
                    *(self.cell(game, at) for game in self.found.games),
                )
            )
        left = len(self.result.rows) - len(rows)
        note = _more(left)
        if any("(as " in cell for row in rows for cell in row[4:]):
            note = (
                f"As N: it does not know of an option taken there and takes the state for N. {note}"
            )
        return Table("Who perceives what", heads, tuple(rows), note.rstrip())

    def rows(self) -> list[int]:
        """The states of the table, hypergame equilibria first."""
        return sorted(self.result.rows, key=lambda at: not self.found.holds[at])

    def cell(self, game: Game, position: int) -> str:
        """How a party sees a state."""
        at = int(game.seen[position])
        if at == OUTSIDE:
            return "outside its view"
        holds = _holds(bool(game.holds[at]))
        if not self.id(position) & game.hidden:
            return holds
        return f"{holds} (as {int(game.space.ids[at])})"

    def today(self) -> Iterator[str]:
        """Whether the status quo holds, and who would leave it by its own lights."""
        now = self.space.now
        if now is None:
            return
        if self.found.holds[now]:
            yield sentence(
                f"today (state {self.id(now)}) holds: by what each sees, everybody stays"
            )
            return
        leaving = np.flatnonzero(~self.found.stays[:, now]).tolist()
        yield sentence(
            f"today (state {self.id(now)}) does not hold: by what each sees, "
            f"{self.names(leaving)} would not stay"
        )

    def surprising(self) -> Iterator[Line]:
        """Every surprise, those about today first, those of one cause together."""
        yield Heading("Surprises")
        if not self.result.surprises and not any(self.result.imagined.values()):
            yield "None: whatever somebody expects to hold does."
        groups: dict[tuple[int | None, str], list[Surprise]] = {}
        for one in self.result.surprises:
            groups.setdefault((one.game.party, self.why(one, False)), []).append(one)
        now = self.space.now
        ordered = sorted(groups.values(), key=lambda g: all(one.position != now for one in g))
        for group in ordered[:SHOWN]:
            yield "• " + self.surprise(group)
        left = self.result.n_surprises - sum(map(len, ordered[:SHOWN]))
        if left:
            yield _more(left)

    def surprise(self, group: Sequence[Surprise]) -> str:
        """What somebody expects to hold, who would leave, and why that was not seen."""
        first, alone = group[0], len(group) == 1
        eyes = self.names(self.result.who(first.game))
        states = self.listed([one.position for one in group])
        hold = "holds" if alone else "hold"
        return sentence(f"{states} {hold} in the eyes of {eyes}") + " " + self.why(first, alone)

    def unexpected(self) -> Iterator[Line]:
        """What holds in fact although somebody does not expect it."""
        if not self.result.unexpected:
            return
        yield Heading("Holds, but not expected by all")
        states = list(dict.fromkeys(one.position for one in self.result.unexpected))
        for at in states[:SHOWN]:
            found = [self.not_expected(one) for one in self.result.unexpected if one.position == at]
            yield "• " + sentence(f"state {self.id(at)} ({self.what(at)}): {'; '.join(found)}")
        if len(states) > SHOWN:
            yield _more(len(states) - SHOWN)

    def not_expected(self, one: Unexpected) -> str:
        """What somebody takes such a state for, and who would leave in that view."""
        eyes = self.names(self.result.who(one.game))
        leaves = f"{self.names(one.leaves)} would leave" if one.leaves else "everybody stays"
        if one.takes_for is None:
            return f"in the eyes of {eyes} {leaves}"
        seen = int(one.game.space.ids[one.takes_for])
        taken = [o for o in self.situation.options if o.name in self.space.yes(one.position)]
        bits = self.space.bits
        missed = [f"“{o.does}”" for o in taken if one.game.hidden >> bits[o.name] & 1]
        return f"{eyes} takes it for state {seen}, without {join(missed)}, where {leaves}"

    def imagined(self) -> Iterator[Line]:
        """What somebody expects although it cannot be."""
        for party, positions in self.result.imagined.items():
            if positions:
                game = self.found.of(party)
                tell = Settlement(game.solution)
                shown = [
                    f"{int(game.space.ids[at])} ({state_words(tell, at)})" for at in positions[:3]
                ]
                left = f" and {len(positions) - 3} more" if len(positions) > 3 else ""
                word = "states" if len(positions) > 1 else "state"
                yield "• " + sentence(
                    f"in the eyes of {self.party(party)} {word} {join(shown)}{left} would hold, "
                    "which as written cannot be"
                )

    def told(self, one: Told) -> str:
        """What would change if a party saw the game as written."""
        if not one.gained and not one.lost:
            return sentence(
                f"if {self.party(one.party)} saw the game as written, the same states would hold"
            )
        parts = []
        if one.gained:
            parts.append(f"{self.listed(one.gained)} would come to hold")
        if one.lost:
            parts.append(f"{self.listed(one.lost)} would no longer hold")
        return sentence(f"if {self.party(one.party)} saw the game as written, {join(parts)}")


def _holds(yes: bool) -> str:
    return "holds" if yes else "–"


def _more(count: int) -> str:
    return f"{count:,} more: --format json" if count > 0 else ""
