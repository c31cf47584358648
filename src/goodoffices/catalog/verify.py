"""Recomputing every published answer, and saying what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goodoffices.catalog.entry import COMPUTED, MEMORY, Answer, Entry, Value
from goodoffices.catalog.questions import QUESTIONS, Asked
from goodoffices.errors import RequestError, one_of

REPRODUCED = "reproduced"
CONVENTION = "reproduced by another convention"
NOT_CONFIRMED = "not confirmed"
SLIP = "published answer is wrong"
AGREES = "agrees with memory"
OWN = "computed, as before"
DIFFERS = "DIFFERS"

OUTCOMES = (REPRODUCED, CONVENTION, SLIP, AGREES, OWN, DIFFERS)


@dataclass(frozen=True)
class Recomputed:
    """One answer with what was found and what that means."""

    answer: Answer
    found: Value
    outcome: str


@dataclass(frozen=True)
class Verified:
    """One entry, every answer of it recomputed."""

    entry: Entry
    title: str
    n_states: int
    answers: tuple[Recomputed, ...]

    @property
    def mark(self) -> str:
        """Reproduced, reproduced by another convention, not confirmed; or that it differs.

        Reproduced needs a published answer that somebody can look up and that comes out the same.
        """
        outcomes = [one.outcome for one in self.answers]
        for mark in (DIFFERS, REPRODUCED, CONVENTION):
            if mark in outcomes:
                return mark
        return NOT_CONFIRMED

    def count(self, outcome: str) -> int:
        """How many answers came out so."""
        return sum(one.outcome == outcome for one in self.answers)

    def as_dict(self) -> dict[str, object]:
        """The entry for ``--format json``."""
        return {
            "name": self.entry.name,
            "key": self.entry.key,
            "title": self.title,
            "cites": list(self.entry.cites),
            "model": {"from": self.entry.model_from, "sure": self.entry.model_sure},
            "n_states": self.n_states,
            "mark": self.mark,
            "answers": [_answer_dict(one) for one in self.answers],
        }


def verify(entry: Entry) -> Verified:
    """Recomputes an entry. Raises ``RequestError`` for a question that nobody can ask."""
    asked = Asked(entry)
    found = tuple(_recomputed(asked, answer) for answer in entry.answers)
    if entry.model.suffix == ".games":
        return Verified(entry, "All strictly ordinal 2×2 games", 4, found)
    space = asked.space
    return Verified(entry, space.situation.title, len(space), found)


def differing(verified: Iterable[Verified]) -> list[tuple[Entry, Recomputed]]:
    """What came out neither as published nor as the entry says that it must."""
    return [
        (one.entry, answer)
        for one in verified
        for answer in one.answers
        if answer.outcome == DIFFERS
    ]


def _recomputed(asked: Asked, answer: Answer) -> Recomputed:
    compute = QUESTIONS.get(answer.question)
    if compute is None:
        known = one_of(QUESTIONS)
        raise RequestError(f'{asked.entry.key}: "{answer.question}" is no question: {known}')
    found = compute(asked, answer)
    return Recomputed(answer, found, _outcome(answer, found))


def _outcome(answer: Answer, found: Value) -> str:
    if answer.ours is not None:
        if found != answer.ours or found == answer.answer:
            return DIFFERS
        return CONVENTION if answer.because == "convention" else SLIP
    if found != answer.answer:
        return DIFFERS
    if answer.source == MEMORY:
        return AGREES
    return OWN if answer.source.startswith(COMPUTED) else REPRODUCED


def _answer_dict(one: Recomputed) -> dict[str, object]:
    answer = one.answer
    shown: dict[str, object] = {"question": answer.question}
    for key in ("concept", "party", "coalition", "state", "extension"):
        value = getattr(answer, key)
        if value not in ("", (), None):
            shown[key] = value
    shown |= {
        "answer": answer.answer,
        "published": answer.published,
        "found": one.found,
        "outcome": one.outcome,
    }
    shown |= {"from": answer.source, "sure": answer.sure}
    for key in ("why", "note"):
        if getattr(answer, key):
            shown[key] = getattr(answer, key)
    return shown
