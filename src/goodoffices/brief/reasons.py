"""Verdicts in words: why a party stays or goes, and what decides."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator

import numpy as np

from goodoffices.analyses.decisive import Decisive, decisive
from goodoffices.analyses.explanation import StateReasons
from goodoffices.analyses.solution import Solution
from goodoffices.brief.words import Words, join, number, sentence
from goodoffices.model.preference import MILD, STRONG
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
            what = self.worth_moving_for(reason.party)
            return [sentence(f"{name} stays: nothing that it can do leads to anything {what}")]
        if not reason.stable:
            return self._leaves(reason, name)
        by_order = self.by_order(reason.party)
        gain = "it could gain at first" if by_order else "there is something it would move for"
        lines = [sentence(f"{name} stays, although {gain}")]
        lines += [self._deterred(reason, answer) for answer in reason.answers[:3]]
        left = len(reason.answers) - 3
        if left > 0:
            what, one = ("gains", "gain") if by_order else ("moves", "move")
            answered = f"further {what} are" if left > 1 else f"further {one} is"
            lines.append(sentence(f"{number(left)} {answered} answered in the same way"))
        return lines

    def by_order(self, party: int) -> bool:
        """Whether an order of the states says all that the party moves for and is held back by."""
        return party not in self.solution.moves.unranked() and not self.parties[party].attitudes

    def worth_moving_for(self, party: int) -> str:
        """After "anything": what a party leaves for, which may be better or worse for others."""
        if self.by_order(party):
            return "it prefers"
        one = self.parties[party]
        signs = {one.id: 1, **dict(one.attitudes)}
        told = []
        for word, wanted in (("better", 1), ("worse", -1)):
            whom = [who for who, sign in signs.items() if sign == wanted]
            names = ["itself" if who == one.id else self.words.party(who) for who in whom]
            told += [f"{word} for {join(names)}"] if names else []
        return f"that is {' and '.join(told)}" if one.attitudes and told else "it would move for"

    def quiet(self, parties: Iterable[int]) -> Iterator[str]:
        """That parties stay because nothing is worth moving for, those of one reason together."""
        groups: dict[str, list[str]] = {}
        for party in parties:
            groups.setdefault(self.worth_moving_for(party), []).append(self.parties[party].name)
        for what, names in groups.items():
            does = "nothing that it can do leads"
            does = does if len(names) == 1 else "nothing any of them does leads"
            yield sentence(f"{join(names)}: {does} to anything {what}")

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
        after = " whatever it did then" if answer.escape is not None else ""
        if self._severe(reason, answer):
            return sentence(text + f"which leaves {name} far worse off than now{after}")
        if not self.by_order(reason.party):
            return sentence(text + f"which is enough to hold {name} back{after}")
        if answer.escape is None:
            return sentence(text + f"which leaves {name} no better off than now")
        return sentence(text + f"and nothing that {name} could do after that makes it better off")

    def _severe(self, reason: Reason, answer: Answer) -> bool:
        """Whether the sanction is surely worse by a strong preference and, where the party may
        answer, so is every state that it could go to from there."""
        party = self.parties[reason.party]
        if party.degrees == 1:
            return False
        # Only models with degrees need the comparison, which takes time to load.
        modes = importlib.import_module("goodoffices.modes.comparison")
        compare = modes.Comparison.of(self.space, party.preference)
        ends = [answer.steps[-1].target]
        if answer.escape is not None:
            ends += self.solution.moves.targets(reason.party, ends[0]).tolist()
        here = np.full(len(ends), reason.position)
        found = compare(here, np.array(ends))
        return bool(((found <= -STRONG) & (found != modes.UNKNOWN)).all())

    def strength(self, reason: Reason) -> str:
        """How strongly a party stays, where it tells degrees of preference apart."""
        if not reason.strength:
            return ""
        words = {MILD: "weakly", STRONG: "strongly"}
        return words.get(reason.strength, f"degree {reason.strength}")

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
        if self.parties[party].preference.divided:
            return "Part of it prefers that, and nobody in it is against it."
        decides = decisive(self.space, self.parties[party], better, worse)
        if decides is None:
            return ""
        if decides.by_ranking:
            rests = rests_on(decides.because) if decides.because else ""
            return sentence(f"it ranks the one state above the other{rests}")
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
