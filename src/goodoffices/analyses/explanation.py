"""Why each party stays in a state or goes: the witness of every verdict on it."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from goodoffices.analyses.solution import Solution
from goodoffices.columns import Ids
from goodoffices.errors import RequestError
from goodoffices.evolution.reach import Leg, Reach
from goodoffices.model.preference import MILD
from goodoffices.moves.base import Moves
from goodoffices.stability.concepts import concept
from goodoffices.stability.reason import Answer, Reason, Step

SHOWN = 10
"""A question that fits more states than this is answered for the first of them."""


@dataclass(frozen=True)
class StateReasons:
    """One state: each party's reason under its own behaviour, the kinds of equilibrium it is."""

    position: int
    reasons: tuple[Reason, ...]
    kinds: tuple[str, ...]
    reached: bool | None
    path: tuple[Leg, ...]
    dominated: bool

    @property
    def holds(self) -> bool:
        """Whether every party stays, each as it behaves."""
        return all(reason.stable for reason in self.reasons)


@dataclass(frozen=True)
class Explanation:
    """The answer to ``explain``: how many states fit, and the reasons in those shown."""

    solution: Solution
    query: str
    n_fitting: int
    states: tuple[StateReasons, ...]

    def as_dict(self) -> dict[str, object]:
        """Plain data for ``--format json``."""
        return self.solution.situation.question() | {
            "query": self.query,
            "fitting": self.n_fitting,
            "states": [_state(self.solution, one) for one in self.states],
        }


def explain(solution: Solution, query: str, by: str | None = None) -> Explanation:
    """Reasons for the states that ``query`` means: an id, a named state or an expression.

    ``by``: the concept for all parties; None takes each party's own behaviour. Raises
    ``RequestError`` where nothing fits or the query is wrong.
    """
    found = solution.space.find(query)
    if len(found) == 0:
        raise RequestError(
            f'no feasible state fits "{query}"; expected an expression that some feasible state '
            "satisfies; check shows the rules"
        )
    states = tuple(state_reasons(solution, int(at), by) for at in found[:SHOWN])
    return Explanation(solution, query, len(found), states)


def state_reasons(solution: Solution, position: int, by: str | None = None) -> StateReasons:
    """The reasons in one state."""
    moves = solution.moves
    reasons = tuple(
        _reason(moves, index, position, by or party.behaviour[0])
        for index, party in enumerate(solution.situation.parties)
    )
    reach: Reach | None = solution.reach
    return StateReasons(
        position,
        reasons,
        solution.kinds_of(position),
        None if reach is None else bool(reach.reached[position]),
        () if reach is None else reach.path(position),
        solution.is_dominated(position),
    )


def _reason(moves: Moves, party: int, position: int, name: str) -> Reason:
    """The verdict on one party, by the most severe sanctions that there are where it tells degrees
    of preference apart."""
    found = concept(name).reason(moves, party, position)
    if moves.situation.parties[party].degrees == MILD:
        return found
    # Only models with degrees need this, and the modes that it reads take time to load.
    further = importlib.import_module("goodoffices.analyses.strength")
    severe: Reason = further.most_severe(moves, found)
    return severe


def _state(solution: Solution, one: StateReasons) -> dict[str, object]:
    space, parties = solution.space, solution.situation.parties
    data: dict[str, object] = {
        "id": int(space.ids[one.position]),
        "yes": list(space.yes(one.position)),
        "name": space.name(one.position) or None,
        "equilibrium": list(one.kinds),
        "reachable": "improving" if one.reached else None,
        "dominated": one.dominated,
        "path": [
            {
                "by": [parties[p].id for p in leg.by],
                "from": _id(space.ids, leg.source),
                "to": _id(space.ids, leg.target),
            }
            for leg in one.path
        ],
        "parties": {
            parties[reason.party].id: reason_data(solution.moves, reason) for reason in one.reasons
        },
    }
    return data


def reason_data(moves: Moves, reason: Reason) -> dict[str, object]:
    """One party's reason as plain data, states by id."""
    strength = {} if reason.strength is None else {"strength": reason.strength}
    return {
        "concept": reason.concept,
        "stable": reason.stable,
        **strength,
        "improvements": [_answer(moves, answer) for answer in reason.answers],
    }


def _answer(moves: Moves, answer: Answer) -> dict[str, object]:
    ids = moves.space.ids
    return {
        "to": _id(ids, answer.improvement),
        "deterred": answer.deterred,
        "sanction": [_step(moves, step) for step in answer.steps],
        "escape": None if answer.escape is None else _id(ids, answer.escape),
        "together": None if answer.together is None else _id(ids, answer.together),
    }


def _step(moves: Moves, step: Step) -> dict[str, object]:
    ids = moves.space.ids
    who = moves.situation.parties[step.by].id
    return {"by": who, "from": _id(ids, step.source), "to": _id(ids, step.target)}


def _id(ids: Ids, position: int) -> int:
    return int(ids[position])
