"""Verdicts in words: why a party stays or goes, and what decides."""

from __future__ import annotations

import importlib

import numpy as np

from goodoffices.analyses.decisive import Decisive, decisive
from goodoffices.analyses.explanation import StateReasons
from goodoffices.analyses.solution import Solution
from goodoffices.brief.words import Words, join, sentence
from goodoffices.model.preference import STRONG
from goodoffices.stability.concepts import concept
from goodoffices.stability.reason import Answer, Reason, Step
from goodoffices.stability.verdicts import PROFILE

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def kind_title(kind: str) -> str:
    """A kind of equilibrium as tables and sentences call it."""
    return "as they behave" if kind == PROFILE else concept(kind).title


class Reasons:
    """Sentences about the verdicts of one solution."""

    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        self.space = solution.space
        self.words = Words(solution.situation)
        self.parties = solution.situation.parties

    def of_party(self, reason: Reason) -> list[str]:
        """Why one party stays or goes, in one to three sentences."""
        name = self.parties[reason.party].name
        notion = concept(reason.concept)
        if notion.answers_are_choices and not reason.answers:
            return [sentence(f"{name} stays: {notion.means}")]
        if not reason.answers:
            what = "it prefers" if self.solution.moves.by_ranks() else "it would move for"
            return [sentence(f"{name} stays: nothing that it can do leads to anything {what}")]
        if not reason.stable:
            return self._leaves(reason, name)
        lines = [f"{name} stays, although it could gain at first"]
        lines = [sentence(lines[0])]
        lines += [self._deterred(reason, answer) for answer in reason.answers[:3]]
        left = len(reason.answers) - 3
        if left > 0:
            lines.append(sentence(f"{left} further gains are answered in the same way"))
        return lines

    def _leaves(self, reason: Reason, name: str) -> list[str]:
        answer = reason.answers[0]
        move = self._move(reason.party, reason.position, answer.improvement)
        notion = concept(reason.concept)
        if notion.answers_are_choices:
            return [sentence(f"{name} would move: looking ahead, it does best to {move}")]
        alone = notion.foresight == 1 and notion.name != "sim"
        tail = "" if alone else ", and the others have no answer that takes the gain away"
        lines = [sentence(f"{name} would leave: it could {move}{tail}")]
        why = self.why_better(reason.party, answer.improvement, reason.position)
        return [*lines, why] if why else lines

    def _deterred(self, reason: Reason, answer: Answer) -> str:
        name = self.parties[reason.party].name
        move = self._move(reason.party, reason.position, answer.improvement)
        if answer.together is not None:
            others = "; ".join(
                f"{self.parties[step.by].name} could {self._step(step)}" for step in answer.steps
            )
            return sentence(
                f"It could {move}, but if at the same moment others moved ({others}), "
                f"{name} would be no better off than now"
            )
        text = f"It could {move}, but then {self.steps(answer.steps)}, "
        if not self.solution.moves.by_ranks():
            after = " whatever it did then" if answer.escape is not None else ""
            return sentence(text + f"which is enough to hold {name} back{after}")
        if self._severe(reason, answer):
            after = " whatever it did then" if answer.escape is not None else ""
            return sentence(text + f"which leaves {name} far worse off than now{after}")
        if answer.escape is None:
            return sentence(text + f"which leaves {name} no better off than now")
        return sentence(text + f"and nothing that {name} could do after that makes it better off")

    def _severe(self, reason: Reason, answer: Answer) -> bool:
        """Whether the sanction is worse by a strong preference, and so is what is left after it."""
        party = self.parties[reason.party]
        if party.degrees == 1:
            return False
        # Only models with degrees need the comparison, which takes time to load.
        modes = importlib.import_module("goodoffices.modes.comparison")
        compare = modes.Comparison.of(self.space, party.preference)
        ends = [answer.steps[-1].target, *([] if answer.escape is None else [answer.escape])]
        here = np.full(len(ends), reason.position)
        return bool((compare(here, np.array(ends)) <= -STRONG).all())

    def steps(self, steps: tuple[Step, ...]) -> str:
        """A sequence of answers: ``Hamas could …, whereupon Egypt could …``."""
        told = []
        for step in steps:
            who = self.parties[step.by].name
            told.append(f"{who} could {self._step(step)}")
        return ", whereupon ".join(told)

    def _step(self, step: Step) -> str:
        return self._move(step.by, step.source, step.target)

    def _move(self, party: int, source: int, target: int) -> str:
        return self.words.move(self.space, source, target, self.parties[party].id)

    def why_better(self, party: int, better: int, worse: int) -> str:
        """The statement that decides between two states for a party, and what it rests on."""
        moves = self.solution.moves
        if self.parties[party].attitudes:
            return ""  # what decides may be somebody else's preference
        if not moves.by_ranks() and not self._surely(party, better, worse):
            return self._open(party)
        decides = decisive(self.space, self.parties[party], better, worse)
        if decides is None:
            return ""
        if decides.by_ranking:
            return sentence("it ranks the one state above the other")
        return sentence(f"what decides is its {self.decides(decides)}")

    def _surely(self, party: int, better: int, worse: int) -> bool:
        here, there = np.array([worse], dtype=np.int32), np.array([better], dtype=np.int32)
        return bool(self.solution.moves.prefers(party, here, there)[0])

    def _open(self, party: int) -> str:
        """Why a party may move for what it does not surely prefer."""
        preference = self.parties[party].preference
        if preference.divided:
            return "Enough of it prefers that."
        if preference.fuzzy:
            return "It prefers that with enough certainty."
        return "Whether it prefers that is not known; it would take the chance."

    def decides(self, decides: Decisive) -> str:
        """``first priority, that Israel not accept a ceasefire (assumption)``."""
        gained = [self.words.noun(s.want) for s in decides.gained]
        lost = [self.words.noun(s.want) for s in decides.lost]
        place = ORDINALS[decides.place] if decides.place < len(ORDINALS) else "lower"
        over = f", which counts for more than {join(lost)}" if lost else ""
        return f"{place} priority, {join(gained)}{over}{rests_on(decides.because)}"

    def verdict(self, one: StateReasons) -> str:
        """Whether a state holds, as the parties behave and under which concepts."""
        named = [kind_title(kind) for kind in one.kinds if kind != PROFILE]
        under = f" It is an equilibrium under {join(named)}." if named else ""
        if one.holds:
            return sentence("it would hold: every party stays, each as it behaves") + under
        leavers = [self.parties[r.party].name for r in one.reasons if not r.stable]
        return sentence(f"it would not hold: {join(leavers)} would leave") + under

    def reach(self, one: StateReasons) -> str:
        """Whether improvements lead there from today, and along which path."""
        if one.reached is None:
            return "Whether it can be reached is not known: the file gives no status quo."
        if not one.reached:
            return "From today no sequence of improvements leads there."
        if not one.path:
            return "It is where things stand today."
        legs = []
        for leg in one.path:
            who = join(self.parties[p].name for p in leg.by)
            legs.append(f"{who}: {self.words.move(self.space, leg.source, leg.target)}")
        return sentence(f"from today improvements lead there: {'; then '.join(legs)}")


def rests_on(because: tuple[str, ...]) -> str:
    """What a statement rests on, in brackets."""
    if not because:
        return " (resting on nothing given)"
    if because == ("assumption",):
        return " (an assumption)"
    given = ["an assumption" if b == "assumption" else b for b in because]
    return f" ({', '.join(given)})"
