"""Why an expected state does not hold, in words, and how states and parties are called there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.analyses.perceived import Game
from goodoffices.analyses.perception import PerceptionResult
from goodoffices.analyses.surprises import Departure, Surprise
from goodoffices.brief.reasons import Reasons
from goodoffices.brief.settlement import Settlement
from goodoffices.brief.views import could
from goodoffices.brief.words import join, number, sentence

SHOWN = 12


class SurpriseWords:
    """What the words on one result share."""

    def __init__(self, result: PerceptionResult) -> None:
        self.result = result
        self.found = result.hypergame
        self.tell = Settlement(result.solution)
        self.space = result.solution.space
        self.situation = result.solution.situation

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
        merit = own.moves.merit(leaver, [move.target for move in moves])
        best = max(moves, key=lambda move: (move.legal, merit[move.target]))
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
        """A state of the game as written, in words."""
        return state_words(self.tell, position)

    def id(self, position: int) -> int:
        return int(self.space.ids[position])

    def party(self, index: int) -> str:
        return self.situation.parties[index].name

    def names(self, parties: Sequence[int]) -> str:
        return join(self.party(i) for i in parties)


def state_words(tell: Settlement, position: int) -> str:
    """A state by its names, the terms that hold there, or else its options."""
    space, words = tell.space, tell.words
    terms = [space.truth(term.means)[position] for term in words.situation.terms]
    if words.state_names(space, position) or any(terms):
        return tell.state(position)
    return tell.taken(position)
