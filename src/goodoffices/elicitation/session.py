"""One elicitation: what was asked and answered, what follows, and what to ask next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import log, log2

from goodoffices.elicitation.diagram import Claim
from goodoffices.elicitation.differences import Ground
from goodoffices.elicitation.fits import to_blame
from goodoffices.elicitation.questions import Question, next_question
from goodoffices.elicitation.remaining import Remaining, at_first, settled
from goodoffices.elicitation.weak_orders import levels_of, order_of

SIGNS = {"first": 1, "second": -1, "same": 0}
Levels = tuple[tuple[int, ...], ...]
"""Statements by their numbers, level by level, most important first."""


@dataclass(frozen=True)
class Answer:
    """What was said about two states, by their ids: ``first``, ``second`` or ``same``.

    ``on``: when, as text; ``by``: who, where it is not who answers the rest.
    """

    first: int
    second: int
    answer: str
    on: str = ""
    by: str = ""


@dataclass(frozen=True)
class Contradiction:
    """An answer that no order of the statements gives together with those before.

    ``against``: the numbers (from 0) of earlier answers that cannot all be true with it; none of
    them could be left out.
    """

    answer: Answer
    against: tuple[int, ...]


@dataclass(frozen=True)
class Session:
    """Answers so far about the states of ``ground``. Made by ``begun``; ``answered`` goes on."""

    ground: Ground = field(repr=False)
    start: Remaining = field(repr=False)
    remaining: Remaining = field(repr=False)
    answers: tuple[Answer, ...] = ()

    @cached_property
    def question(self) -> Question | None:
        """What to ask next; None where the ranking is determined."""
        return next_question(self.remaining)

    @property
    def determined(self) -> bool:
        """Whether the ranking of the feasible states is known."""
        return self.remaining.rankings == 1

    @property
    def rankings_left(self) -> int | None:
        """How many rankings the answers leave; None while there are too many orders to count."""
        return self.remaining.rankings

    @property
    def orders_left(self) -> int:
        """How many orders of the telling statements the answers leave."""
        return self.remaining.count

    @property
    def bits_left(self) -> float:
        """What is still to be learned: log2 of the rankings left, or else of the orders."""
        return log2(self.rankings_left or self.orders_left)

    @property
    def bound(self) -> float | None:
        """How many answers out of three it takes at least on average, where any ranking may be:
        log3 of their number. None where nobody has counted them."""
        rankings = self.start.rankings
        return None if rankings is None else log(rankings, 3)

    @cached_property
    def settled(self) -> float:
        """The share of pairs of situations (of different signature) whose order is known."""
        pairs = self.ground.pairs
        plain = pairs - int(self.ground.counts.sum())
        return (plain + settled(self.remaining)) / pairs if pairs else 1.0

    @property
    def alike(self) -> int:
        """How many orders of the statements give the determined ranking."""
        return self.remaining.count

    def levels(self, ranking: int = 0) -> Levels:
        """The statements as levels, in one of the rankings (or else of the orders) that are held.

        Of all orders that give the ranking the one nearest to the order written. Statements that
        no situation tells apart come last, each by itself.
        """
        found = levels_of(self.remaining.orders[ranking])
        telling = self.ground.telling
        return (
            *(tuple(telling[at] for at in level) for level in found),
            *((at,) for at in self.ground.constant),
        )

    def claim(self, answer: Answer) -> Claim:
        """An answer as a difference and its sign. The ids are those of feasible states."""
        first, second = (
            int(self.ground.ids.searchsorted(one)) for one in (answer.first, answer.second)
        )
        return self.ground.difference(first, second), SIGNS[answer.answer]

    def answered(self, answer: Answer) -> Session | Contradiction:
        """With a further answer, or what it contradicts."""
        new = self.claim(answer)
        left = self.remaining.answered(new)
        if left is None:
            return Contradiction(answer, to_blame([self.claim(one) for one in self.answers], new))
        return replace(self, remaining=left, answers=(*self.answers, answer))

    def replayed(self, answers: Sequence[Answer]) -> Session | Contradiction:
        """From the start with these answers."""
        session = replace(self, remaining=self.start, answers=())
        for one in answers:
            after = session.answered(one)
            if isinstance(after, Contradiction):
                return after
            session = after
        return session

    def undone(self, number: int = -1) -> Session:
        """Without one answer (the last unless another is named, from 0)."""
        at = number % len(self.answers)
        after = self.replayed([*self.answers[:at], *self.answers[at + 1 :]])
        assert isinstance(after, Session)  # fewer answers leave more
        return after


def begun(ground: Ground, written: Levels) -> Session:
    """Before the first answer. ``written``: the statements as they stand, level by level."""
    place = {telling: at for at, telling in enumerate(ground.telling)}
    levels = [tuple(place[one] for one in level if one in place) for level in written]
    start = at_first(ground, order_of(tuple(level for level in levels if level)))
    return Session(ground, start, start)
