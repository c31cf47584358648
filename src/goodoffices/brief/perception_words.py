"""Who perceives what, in words: the games, a table, surprises, and what telling would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from goodoffices.analyses.perceived import OUTSIDE, Game
from goodoffices.analyses.perception import PerceptionResult, Told
from goodoffices.analyses.surprises import Departure, Surprise, Unexpected
from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.reasons import Reasons, kind_title
from goodoffices.brief.settlement import Settlement
from goodoffices.brief.table import Table
from goodoffices.brief.views import could, views
from goodoffices.brief.words import join, number, plural, sentence

SHOWN = 12


class PerceptionWords:
    """Sentences and a table about one result."""

    def __init__(self, result: PerceptionResult) -> None:
        self.result = result
        self.found = result.hypergame
        self.tell = Settlement(result.solution)
        self.space = result.solution.space
        self.situation = result.solution.situation

    def lines(self) -> Iterator[Line]:
        """The whole answer."""
        yield Heading(self.situation.title)
        for one in self.situation.perceives:
            yield from views(self.tell.words, one)
        yield self.opening()
        yield self.table()
        yield from self.today()
        yield from self.surprising()
        yield from self.unexpected()
        yield from self.imagined()
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
        for at in self.result.rows[: 2 * SHOWN]:
            what = self.tell.state(at) + (" (today)" if at == self.space.now else "")
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
        return Table("Who perceives what", heads, tuple(rows), _more(left))

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
            yield sentence(f"today (state {self.id(now)}) holds: everybody stays as each sees it")
            return
        leaving = np.flatnonzero(~self.found.stays[:, now]).tolist()
        yield sentence(
            f"today (state {self.id(now)}) does not hold: by what each sees, "
            f"{self.names(leaving)} would not stay"
        )

    def surprising(self) -> Iterator[Line]:
        """Every surprise, those about today first."""
        found = sorted(self.result.surprises, key=lambda one: one.position != self.space.now)
        yield Heading("Surprises")
        if not found:
            yield "None: whatever somebody expects to hold does."
        for one in found[:SHOWN]:
            yield "• " + self.surprise(one)
        left = self.result.n_surprises - len(found[:SHOWN])
        if left:
            yield _more(left)

    def surprise(self, one: Surprise) -> str:
        """What somebody expects to hold, who would leave, and why that was not seen."""
        eyes = self.names(self.result.who(one.game))
        told = [f"State {self.id(one.position)} ({self.tell.state(one.position)}) holds in the "]
        told[0] = sentence(told[0] + f"eyes of {eyes}")
        for party in one.leavers:
            moves = [move for move in one.departures if move.party == party]
            told += self.leaving(one, moves)
        if one.blind:
            told.append(
                sentence(f"for {self.names(one.blind)} the state is outside what it can imagine")
            )
        if len(told) == 1:
            told.append("In fact it does not hold.")
        return " ".join(told)

    def leaving(self, one: Surprise, moves: Sequence[Departure]) -> Iterator[str]:
        """The best of a party's departures, and why it was not seen."""
        own = self.found.of(moves[0].party)
        best = max(moves, key=lambda move: int(own.moves.rank[move.party, move.target]))
        name = self.party(best.party)
        source = int(own.seen[one.position])
        does = self.tell.words.move(
            own.space, source, best.target, self.situation.parties[best.party].id
        )
        more = f", or make {plural(len(moves) - 1, 'other move')}" if len(moves) > 1 else ""
        fails = "" if best.legal else "; but that is not possible in the game as written"
        yield sentence(
            f"in fact {name} would leave: it could {does} (to state {best.state}){more}{fails}"
        )
        yield self.unseen(one.game, best)

    def unseen(self, game: Game, move: Departure) -> str:
        """Why those who see a game did not see a move coming."""
        eyes = self.names(self.result.who(game))
        name = self.party(move.party)
        if move.why == "unknown":
            return sentence(f"{eyes} does not know that {self.able(move.unknown)}")
        if move.why == "cannot":
            return sentence(f"in the eyes of {eyes} this cannot be done")
        if move.why == "no_gain":
            return sentence(f"in the eyes of {eyes} this would be no gain for {name}")
        if move.counts_on is None or not move.counts_on.steps:
            return sentence(f"in the eyes of {eyes}, looking ahead, {name} does best to stay")
        steps = move.counts_on.steps
        fear = Reasons(game.solution).steps(steps)
        if move.counts_on.together is not None:
            fear = f"at the same moment {fear}"
        return sentence(f"in the eyes of {eyes} {name} has to fear that {fear}")

    def able(self, options: Sequence[str]) -> str:
        """``Israel could press on``."""
        return join(could(self.tell.words, name) for name in options)

    def unexpected(self) -> Iterator[Line]:
        """What holds in fact although somebody does not expect it."""
        if not self.result.unexpected:
            return
        yield Heading("Holds, but not expected by all")
        states = list(dict.fromkeys(one.position for one in self.result.unexpected))
        for at in states[:SHOWN]:
            found = [self.not_expected(one) for one in self.result.unexpected if one.position == at]
            yield "• " + sentence(
                f"state {self.id(at)} ({self.tell.state(at)}): {'; '.join(found)}"
            )
        if len(states) > SHOWN:
            yield _more(len(states) - SHOWN)

    def not_expected(self, one: Unexpected) -> str:
        """What somebody takes such a state for, and who would leave in that view."""
        eyes = self.names(self.result.who(one.game))
        leaves = f"{self.names(one.leaves)} would leave" if one.leaves else "everybody stays"
        if one.takes_for is None:
            return f"in the eyes of {eyes} {leaves}"
        seen = int(one.game.space.ids[one.takes_for])
        what = Settlement(one.game.solution).state(one.takes_for)
        return f"{eyes} takes it for state {seen} ({what}), where {leaves}"

    def imagined(self) -> Iterator[Line]:
        """What somebody expects although it cannot be."""
        for party, positions in self.result.imagined.items():
            if positions:
                game = self.found.of(party)
                tell = Settlement(game.solution)
                shown = [f"{int(game.space.ids[at])} ({tell.state(at)})" for at in positions[:3]]
                left = f" and {len(positions) - 3} more" if len(positions) > 3 else ""
                word = "states" if len(positions) > 1 else "state"
                yield sentence(
                    f"in the eyes of {self.party(party)} {word} {join(shown)}{left} would hold "
                    "too, which as written cannot be"
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

    def listed(self, positions: Sequence[int]) -> str:
        """Ids of states, in words what they are where they are few."""
        if len(positions) <= 3:
            shown = [f"{self.id(at)} ({self.tell.state(at)})" for at in positions]
        else:
            shown = [str(self.id(at)) for at in positions[:SHOWN]]
        left = len(positions) - len(shown)
        shown += [f"{number(left)} more"] if left else []
        return f"{'state' if len(positions) == 1 else 'states'} {join(shown)}"

    def id(self, position: int) -> int:
        return int(self.space.ids[position])

    def party(self, index: int) -> str:
        return self.situation.parties[index].name

    def names(self, parties: Sequence[int]) -> str:
        return join(self.party(i) for i in parties)


def _holds(yes: bool) -> str:
    return "holds" if yes else "–"


def _more(count: int) -> str:
    return f"{count:,} more: --format json" if count > 0 else ""
