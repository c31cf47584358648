"""Does a report say something that the model contradicts? Each formal claim is tested.

Three answers: *supported*, *contradicted*, *not decided* (nothing in the model bears on it, or
the model gives both). A supported claim is not thereby true, nor a contradicted one false: the
answer is about the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.analyses.solution import Solution, solve
from goodoffices.errors import RequestError
from goodoffices.evidence.claim import Claim
from goodoffices.evidence.item import EvidenceItem
from goodoffices.model.apply import with_changes
from goodoffices.model.expression import names_in
from goodoffices.model.situation import Situation
from goodoffices.stability.concepts import concept
from goodoffices.stability.verdicts import PROFILE
from goodoffices.states import StateSpace

SUPPORTED, CONTRADICTED, NOT_DECIDED = "supported", "contradicted", "not decided"
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class ClaimAnswer:
    """The answer to one claim, with what it rests on.

    ``fitting`` of ``total`` states bear the claim out (what is counted depends on the form:
    ``analyses.claims`` says it beside each test). ``example``: a state that shows the answer;
    ``other``: for comparisons of two states the second. ``refused``: why the model with the
    claim's changes could not be solved.
    """

    claim: Claim
    item: str
    answer: str
    solution: Solution | None
    fitting: int = 0
    total: int = 0
    example: int | None = None
    other: int | None = None
    refused: str = ""

    def as_dict(self) -> dict[str, object]:
        """Plain data for ``--format json``."""

        def state(at: int | None) -> int | None:
            known = at is not None and self.solution is not None
            return int(self.solution.space.ids[at]) if known else None  # type: ignore[union-attr]

        return {
            "item": self.item or None,
            "claim": self.claim.text,
            "answer": self.answer,
            "fitting": self.fitting,
            "total": self.total,
            "example": state(self.example),
            "other": state(self.other),
            "refused": self.refused or None,
        }


def check_claims(
    items: Iterable[EvidenceItem], situation: Situation, space: StateSpace | None = None
) -> tuple[ClaimAnswer, ...]:
    """The answers to all claims of accepted items, in their order."""
    solver = _Solver(situation, space)
    return tuple(
        answer_claim(item.claim, solver, item.id)
        for item in items
        if item.claim is not None and item.status == "accepted"
    )


def answer_claim(claim: Claim, solved: Callable[[Claim], Solution], item: str = "") -> ClaimAnswer:
    """The answer to one claim; ``solved`` gives the solution with the claim's changes applied."""
    try:
        solution = solved(claim)
        answer, fitting, total, example, other = TESTS[claim.form](claim, solution)
    except RequestError as error:
        return ClaimAnswer(claim, item, NOT_DECIDED, None, refused=str(error))
    return ClaimAnswer(claim, item, answer, solution, fitting, total, example, other)


class _Solver:
    """Solves each set of changes once."""

    def __init__(self, situation: Situation, space: StateSpace | None) -> None:
        self.situation, self.space = situation, space
        self.known: dict[object, Solution] = {}

    def __call__(self, claim: Claim) -> Solution:
        key = (claim.types, frozenset(claim.levers))
        if key not in self.known:
            changed = with_changes(self.situation, dict(claim.types), claim.levers)
            self.known[key] = solve(changed, space=self.space if not any(key) else None)
        return self.known[key]


solver = _Solver
Result = tuple[str, int, int, int | None, int | None]


def _always(claim: Claim, solution: Solution) -> Result:
    """Counted: feasible states that have it. The example breaks it."""
    truth = solution.space.truth(claim.expression)
    broken = np.flatnonzero(~truth)
    answer = CONTRADICTED if len(broken) else SUPPORTED
    return answer, int(truth.sum()), len(truth), _first(broken), None


def _possible(claim: Claim, solution: Solution) -> Result:
    """Counted: feasible states that have it."""
    truth = solution.space.truth(claim.expression)
    found = np.flatnonzero(truth)
    return _yes(len(found) > 0), len(found), len(truth), _first(found), None


def _can_hold(claim: Claim, solution: Solution) -> Result:
    """Counted: equilibria of the behaviour profile that have it."""
    equilibria = solution.verdicts.equilibrium(PROFILE)
    found = np.flatnonzero(equilibria & solution.space.truth(claim.expression))
    return _yes(len(found) > 0), len(found), int(equilibria.sum()), _first(found), None


def _reached(claim: Claim, solution: Solution) -> Result:
    """Counted: states that have it and are reachable; not decided without a status quo."""
    truth = solution.space.truth(claim.expression)
    if solution.reach is None:
        return NOT_DECIDED, 0, int(truth.sum()), None, None
    found = np.flatnonzero(truth & solution.reach.reached)
    return _yes(len(found) > 0), len(found), int(truth.sum()), _first(found), None


def _now(claim: Claim, solution: Solution) -> Result:
    """Not decided without a status quo."""
    now = solution.space.now
    if now is None:
        return NOT_DECIDED, 0, 0, None, None
    holds = bool(solution.space.truth(claim.expression)[now])
    return _yes(holds), int(holds), 1, now, None


def _stays(claim: Claim, solution: Solution) -> Result:
    """Counted: states with it in which the party is stable. The example is one where it is not."""
    stable, where = _stability(claim, solution)
    moved = np.flatnonzero(where & ~stable)
    if not where.any():
        return NOT_DECIDED, 0, 0, None, None
    return _yes(len(moved) == 0), int((where & stable).sum()), int(where.sum()), _first(moved), None


def _leaves(claim: Claim, solution: Solution) -> Result:
    """Counted: states with it in which the party is unstable. The example is one where it stays."""
    stable, where = _stability(claim, solution)
    kept = np.flatnonzero(where & stable)
    if not where.any():
        return NOT_DECIDED, 0, 0, None, None
    return _yes(len(kept) == 0), int((where & ~stable).sum()), int(where.sum()), _first(kept), None


def _stability(claim: Claim, solution: Solution) -> tuple[Bools, Bools]:
    index = _party(claim, solution)
    name = solution.situation.parties[index].behaviour[0]
    known = solution.verdicts.stable.get(name)
    stable = known[index] if known is not None else concept(name).stable(solution.moves, index)
    return stable, solution.space.truth(claim.expression)


def _ranks(claim: Claim, solution: Solution) -> NDArray[np.int32]:
    """The party's ranks. Raises ``RequestError`` where it has none."""
    index = _party(claim, solution)
    if index in solution.moves.unranked():
        party = solution.situation.parties[index].id
        raise RequestError(f"the preference of {party} is not an order of the states")
    rank: NDArray[np.int32] = solution.moves.rank[index]
    return rank


def _wants(claim: Claim, solution: Solution) -> Result:
    """Counted: groups of states that differ only in the options the expression mentions, and in
    which every state with it ranks above every state without it."""
    space = solution.space
    mask = mentioned(claim, space)
    has = space.truth(claim.expression)
    rank = _ranks(claim, solution)
    groups: dict[int, list[int]] = {}
    for at, key in enumerate((space.ids & np.uint64(~mask & 2**64 - 1)).tolist()):
        groups.setdefault(key, []).append(at)
    wanted, unwanted, compared = 0, 0, 0
    examples: list[tuple[int, int]] = []
    for members in groups.values():
        with_it = [at for at in members if has[at]]
        without = [at for at in members if not has[at]]
        if not with_it or not without:
            continue
        compared += 1
        better = bool(rank[with_it].min() > rank[without].max())
        wanted += better
        unwanted += bool(rank[with_it].max() <= rank[without].min())
        if not better:
            low = with_it[int(np.argmin(rank[with_it]))]
            high = without[int(np.argmax(rank[without]))]
            examples.append((low, high))
    answer = NOT_DECIDED
    if compared and wanted == compared:
        answer = SUPPORTED
    elif compared and unwanted == compared:
        answer = CONTRADICTED
    low_high = examples[0] if examples else (None, None)
    return answer, wanted, compared, low_high[0], low_high[1]


def _prefers(claim: Claim, solution: Solution) -> Result:
    """Counted: states with the first that rank above every state with the second."""
    assert claim.second is not None
    space = solution.space
    first, second = space.truth(claim.expression), space.truth(claim.second)
    one, two = np.flatnonzero(first & ~second), np.flatnonzero(second & ~first)
    if len(one) == 0 or len(two) == 0:
        return NOT_DECIDED, 0, len(one), None, None
    rank = _ranks(claim, solution)
    low, high = int(one[np.argmin(rank[one])]), int(two[np.argmax(rank[two])])
    above = int((rank[one] > rank[high]).sum())
    if rank[low] > rank[high]:
        return SUPPORTED, above, len(one), None, None
    answer = CONTRADICTED if rank[one].max() <= rank[two].min() else NOT_DECIDED
    return answer, above, len(one), low, high


TESTS: dict[str, Callable[[Claim, Solution], Result]] = {
    "always": _always,
    "possible": _possible,
    "can hold": _can_hold,
    "reached": _reached,
    "now": _now,
    "stays": _stays,
    "leaves": _leaves,
    "wants": _wants,
    "prefers": _prefers,
}


def _yes(value: bool) -> str:
    return SUPPORTED if value else CONTRADICTED


def _first(found: NDArray[np.intp]) -> int | None:
    return int(found[0]) if len(found) else None


def _party(claim: Claim, solution: Solution) -> int:
    return [party.id for party in solution.situation.parties].index(claim.party)


def mentioned(claim: Claim, space: StateSpace) -> int:
    """The bits of all options that the claim's expression mentions, through terms."""
    mask = 0
    open_ = [name.text for name in names_in(claim.expression)]
    seen: set[str] = set()
    while open_:
        name = open_.pop()
        if name in space.bits:
            mask |= 1 << space.bits[name]
        elif name not in seen and name in space.situation.names:
            seen.add(name)
            open_ += [inner.text for inner in names_in(space.situation.names[name])]
    return mask
