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

    def why(self, one: Surprise, alone: bool) -> str:
        """Who would leave, and why that was not seen; with the state it leads to if ``alone``."""
        told = [line for party in one.leavers for line in self.leaving(one, party, alone)]
        if one.blind:
            told.append(sentence(f"it is outside the view of {self.names(one.blind)}"))
        return " ".join(told) or "In fact it does not hold."

    def leaving(self, one: Surprise, leaver: int, alone: bool) -> Iterator[str]:
        """The best of a party's departures, legal ones first, and why it was not seen."""
        moves = [move for move in one.departures if move.party == leaver]
        own = self.found.of(leaver)
        rank = own.moves.rank[leaver]
        best = max(moves, key=lambda move: (move.legal, int(rank[move.target])))
        party = self.situation.parties[leaver]
        source = int(own.seen[one.position])
        does = self.tell.words.move(own.space, source, best.target, party.id)
        to = f" (to state {best.state})" if alone else ""
        fails = "" if best.legal else ", which in the game as written is not possible"
        begin = "in fact" if leaver == one.leavers[0] else "and"
        yield sentence(f"{begin} {party.name} would leave: it could {does}{to}{fails}")
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
                shown = [f"{int(game.space.ids[at])} ({_what(tell, at)})" for at in positions[:3]]
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

    def listed(self, positions: Sequence[int]) -> str:
        """Ids of states, in words what they are where they are few."""
        ids = [str(self.id(at)) for at in positions]
        word = "state" if len(ids) == 1 else "states"
        whats = list(dict.fromkeys(self.what(at) for at in positions))
        if len(whats) == 1 and len(ids) <= SHOWN:
            return f"{word} {join(ids)} ({whats[0]})"
        if len(ids) <= 3:
            shown = [f"{one} ({self.what(at)})" for one, at in zip(ids, positions, strict=True)]
            return f"{word} {join(shown)}"
        left = len(ids) - SHOWN
        return f"{word} {join([*ids[:SHOWN], *([f'{number(left)} more'] if left > 0 else [])])}"

    def what(self, position: int) -> str:
        """A state by its names, the terms that hold there, or else its options."""
        return _what(self.tell, position)

    def id(self, position: int) -> int:
        return int(self.space.ids[position])

    def party(self, index: int) -> str:
        return self.situation.parties[index].name

    def names(self, parties: Sequence[int]) -> str:
        return join(self.party(i) for i in parties)


def _what(tell: Settlement, position: int) -> str:
    space, words = tell.space, tell.words
    terms = [space.truth(term.means)[position] for term in words.situation.terms]
    if words.state_names(space, position) or any(terms):
        return tell.state(position)
    return tell.taken(position)


def _holds(yes: bool) -> str:
    return "holds" if yes else "–"


def _more(count: int) -> str:
    return f"{count:,} more: --format json" if count > 0 else ""
