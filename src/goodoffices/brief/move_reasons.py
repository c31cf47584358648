"""Why a party stays or goes, move by move: what it could do, who would answer how, and what each
of these sentences rests on.

1. Every move of the party from the state, those that it gains by first.
2. Of a gain, why it is one, and the answers that take it away; of another move, what it would
   lose by it.
3. With each sentence the evidence that it rests on: of the options that change, and of the
   statements that decide.
"""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.analyses.decisive import Decisive, decisive
from goodoffices.analyses.solution import Solution
from goodoffices.brief.reasons import ORDINALS, Reasons
from goodoffices.brief.words import join, sentence
from goodoffices.stability.reason import Answer, Reason, Step

MOST = 12
"""Moves of one party that are told."""


@dataclass(frozen=True)
class Said:
    """A sentence and the ids that it rests on; ``assumption`` may be one of them."""

    text: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class MoveTold:
    """One move and what follows from it."""

    could: Said
    then: tuple[Said, ...]


@dataclass(frozen=True)
class PartyTold:
    """One party. ``verdict``: whether it stays. ``left``: moves that are not told."""

    party: int
    verdict: str
    moves: tuple[MoveTold, ...]
    left: int


class MoveReasons:
    """The moves of one solution in words."""

    def __init__(self, solution: Solution) -> None:
        self.solution, self.space = solution, solution.space
        self.parties = solution.situation.parties
        self.reasons = Reasons(solution)
        self.words = self.reasons.words
        self.options = {one.name: one.because for one in solution.situation.options}

    def of_party(self, reason: Reason) -> PartyTold:
        """Every move of one party, up to ``MOST``."""
        gains = {answer.improvement: answer for answer in reason.answers}
        found = self.solution.moves.targets(reason.party, reason.position).tolist()
        others = [target for target in found if target not in gains]
        ordered = [*gains, *others]
        told = tuple(self._move(reason, target, gains.get(target)) for target in ordered[:MOST])
        verdict = self.reasons.of_party(reason)[0]
        return PartyTold(reason.party, verdict, told, max(0, len(ordered) - MOST))

    def _move(self, reason: Reason, target: int, answer: Answer | None) -> MoveTold:
        name, here = self.parties[reason.party].name, reason.position
        could = self._could(reason.party, here, target)
        then: list[Said] = []
        if answer is None:
            then.append(self._no_gain(reason.party, here, target))
        else:
            why = self.why(reason.party, target, here)
            then += [Said(sentence(f"{name} would gain: {why.text}"), why.because)] if why else []
            then += self._answered(answer, name, reason.stable)
        return MoveTold(could, tuple(then))

    def _could(self, party: int, source: int, target: int) -> Said:
        who = self.parties[party]
        move = self.words.move(self.space, source, target, who.id)
        return Said(sentence(f"{who.name} could {move}"), self._options(source, target))

    def _options(self, source: int, target: int) -> tuple[str, ...]:
        """What the options that change rest on."""
        changed = set(self.space.yes(source)) ^ set(self.space.yes(target))
        names = [name for name in self.options if name in changed]
        return tuple(dict.fromkeys(one for name in names for one in self.options[name]))

    def _no_gain(self, party: int, here: int, target: int) -> Said:
        name = self.parties[party].name
        if not self.reasons.by_order(party):
            return Said(sentence(f"{name} would not move for that"))
        worse = self.why(party, here, target)
        if worse is not None:
            return Said(sentence(f"{name} would lose by it: {worse.text}"), worse.because)
        better = self.why(party, target, here)
        if better is None:
            return Said(sentence(f"that is no better and no worse for {name}"))
        text = f"{name} would gain at once, but looking ahead it does not move: {better.text}"
        return Said(sentence(text), better.because)

    def _answered(self, answer: Answer, name: str, stable: bool) -> list[Said]:
        """Each step of the answer with why it is taken, and what it comes to."""
        if not answer.steps:
            after = "" if stable else "nobody has an answer that takes this away"
            return [Said(sentence(after))] if after else []
        told = [self._step(step, at, answer.together) for at, step in enumerate(answer.steps)]
        end = f"that leaves {name} no better off than now"
        if answer.escape is not None:
            end = f"nothing that {name} could do after that makes it better off than now"
        return [*told, Said(sentence(end))]

    def _step(self, step: Step, at: int, together: int | None) -> Said:
        who = self.parties[step.by]
        move = self.words.move(self.space, step.source, step.target, who.id)
        after = "After that" if at else "Then"
        first = after if together is None else "At the same moment"
        because = self._options(step.source, step.target)
        why = self.why(step.by, step.target, step.source)
        text = f"{first} {who.name} could {move}"
        if why is None:
            return Said(sentence(text), because)
        text += f", which it prefers: {why.text}"
        return Said(sentence(text), tuple(dict.fromkeys((*because, *why.because))))

    def why(self, party: int, better: int, worse: int) -> Said | None:
        """What decides between two states for a party; None where its order does not say."""
        if not self.reasons.by_order(party):
            return None
        found = decisive(self.space, self.parties[party], better, worse)
        if found is None:
            return None
        if found.by_ranking:
            return Said("it ranks the one situation above the other", found.because)
        return Said(self._priority(found), found.because)

    def _priority(self, found: Decisive) -> str:
        gained = [self.words.noun(one.want) for one in found.gained]
        lost = [self.words.noun(one.want) for one in found.lost]
        place = ORDINALS[found.place] if found.place < len(ORDINALS) else "lower"
        over = f", which counts for more than {join(lost)}" if lost else ""
        return f"what decides is its {place} priority, {join(gained)}{over}"
