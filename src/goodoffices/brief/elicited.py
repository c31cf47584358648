"""An elicitation in a notebook: its question, answers by a word, and what came out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from goodoffices.brief.elicit_words import ElicitWords, elicit_dict
from goodoffices.brief.lines import Line, View
from goodoffices.brief.words import join
from goodoffices.elicitation.asked import asked_as_given, asked_as_written
from goodoffices.elicitation.holds import Holds, Solver
from goodoffices.elicitation.recorded import now
from goodoffices.elicitation.session import Answer, Contradiction, Session, begun
from goodoffices.errors import RequestError, nearest, one_of
from goodoffices.model.preference import Level, Preference, Statement
from goodoffices.states import StateSpace

SIDES = {"left": "first", "right": "second", "same": "same"}


@dataclass(frozen=True)
class Choice:
    """A question: the ids of two situations. It shows itself in words."""

    left: int
    right: int
    lines: tuple[Line, ...]

    def __repr__(self) -> str:
        return "\n".join(str(line) for line in self.lines)


class Asking:
    """One party's elicitation, answered step by step; nothing is written into any file."""

    def __init__(self, space: StateSpace, party: str, statements: Sequence[str] = ()) -> None:
        one = space.situation.party(party)
        given = tuple(statements)
        self._asked = asked_as_given(space, one, given) if given else asked_as_written(space, one)
        self._tell = ElicitWords(self._asked)
        self._solver = Solver.of(space, one)
        self._session: Session = begun(self._asked.ground, self._asked.written)

    @property
    def question(self) -> Choice | None:
        """What to ask next; None where the ranking is determined."""
        asked = self._session.question
        if asked is None:
            return None
        ids = self._session.ground.ids
        lines = tuple(self._tell.question(self._session, ("left", "right")))
        return Choice(int(ids[asked.first]), int(ids[asked.second]), lines)

    def answer(self, side: str) -> Asking:
        """``left``, ``right`` or ``same``; the elicitation itself, which shows how far it is.

        Raises ``RequestError`` for another word, where nothing is asked any more, and, with the
        answers that are to blame, where no order of the statements gives this one.
        """
        asked = self._session.question
        if asked is None:
            raise RequestError("the ranking is determined; expected no answer; undo takes one back")
        if side not in SIDES:
            hint = nearest(side, list(SIDES))
            found = f'"{side}" is no answer; expected {one_of(SIDES)}; {hint}'
            raise RequestError(found.rstrip("; "))
        ids = self._session.ground.ids
        first, second = int(ids[asked.first]), int(ids[asked.second])
        after = self._session.answered(Answer(first, second, SIDES[side], now()))
        if isinstance(after, Contradiction):
            raise RequestError(self._contradiction(after))
        self._session = after
        return self

    def undo(self, number: int | None = None) -> Asking:
        """Without the last answer, or without the one with this number (from 1)."""
        count = len(self._session.answers)
        if not 1 <= (count if number is None else number) <= count:
            found = "there is no answer" + ("" if number is None else f" {number}")
            raise RequestError(f"{found}; expected {f'1 to {count}' if count else 'one first'}")
        self._session = self._session.undone((number or count) - 1)
        return self

    def answered_by(self, answer: Callable[[Choice], str]) -> Asking:
        """Every question answered by a function until the ranking is determined."""
        while (question := self.question) is not None:
            self.answer(answer(question))
        return self

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers so far."""
        return self._session.answers

    @property
    def settled(self) -> float:
        """The share of pairs of situations whose order is known."""
        return self._session.settled

    @property
    def determined(self) -> bool:
        """Whether one ranking of the situations is left."""
        return self._session.determined

    @property
    def holds(self) -> Holds | None:
        """Which equilibria no longer depend on the rest; None where nothing can be judged."""
        return self._solver.holds(self._session)

    @property
    def preference(self) -> Preference:
        """The order learned, its statements with what the file says of them.

        Raises ``RequestError`` while it is not determined.
        """
        if not self.determined:
            raise RequestError("the ranking is not determined yet; expected an answer to .question")
        said = {one.want: one for one in self._asked.party.preference.statements()}
        wants = self._asked.wants
        return Preference(
            tuple(
                Level(tuple(said.get(wants[at]) or Statement(wants[at]) for at in level))
                for level in self._session.levels()
            )
        )

    def as_dict(self) -> dict[str, object]:
        """What ``goodoffices elicit --format json`` tells of it."""
        return elicit_dict(self._asked, self._session, self.holds)

    def _view(self) -> View[Session]:
        return View(self._session, tuple(self._lines()), str, self.as_dict)

    def _lines(self) -> Iterator[Line]:
        if not self.answers:
            yield from self._tell.begins(self._session)
        else:
            yield self._tell.progress(self._session)
        question = self.question
        yield from self._tell.result(self._session) if question is None else question.lines

    def __repr__(self) -> str:
        return repr(self._view())

    def _repr_html_(self) -> str:
        return self._view()._repr_html_()

    def _contradiction(self, found: Contradiction) -> str:
        new = self._tell.answer(found.answer)
        if not found.against:
            return f"no order of these statements gives that answer ({new}); answer otherwise"
        told = join(
            f"answer {at + 1} ({self._tell.answer(self.answers[at])})" for at in found.against
        )
        return (
            f"no order of these statements gives that answer ({new}) together with {told}; answer "
            f"otherwise, or take one of these back, such as with undo({found.against[0] + 1})"
        )
