"""What the case holds and what holds in it, as JSON: ``check``, ``solve``, ``explain`` and others.

Functions without ``async`` run in threads of their own, so that no page waits for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from goodoffices.analyses.claims import check_claims
from goodoffices.analyses.comparison import compare
from goodoffices.analyses.coverage import coverage
from goodoffices.analyses.explanation import explain
from goodoffices.analyses.movelist import list_moves
from goodoffices.analyses.preferences import preferences
from goodoffices.analyses.solution import Solution, solve
from goodoffices.brief.check_data import check_data, claims_data, warnings_of
from goodoffices.brief.preference_tables import preferences_dict
from goodoffices.case import Case
from goodoffices.errors import InputError, RequestError
from goodoffices.model.apply import types_chosen
from goodoffices.moves.build import moves_of
from goodoffices.stability.concepts import STANDARD, concept
from goodoffices.stability.verdicts import PROFILE
from goodoffices.web.desk import Desk

Levers = Annotated[list[str], Query(alias="with", description="levers to apply")]
Types = Annotated[list[str], Query(alias="type", description="PARTY=TYPE, read a party so")]
By = Annotated[str | None, Query(alias="concept", description="for all parties")]
State = Annotated[str, Query(description="id, named state or expression")]
NONE: list[str] = []


def case_of(desk: Desk, levers: Sequence[str] = (), types: Sequence[str] = ()) -> Case:
    """The case as it stands in the files, with changes applied.

    Raises ``InputError`` with the mistakes of the files, ``RequestError`` for changes that are
    none.
    """
    sheet = desk.look()
    if sheet.case is None:
        raise InputError(sheet.problems)
    return sheet.case.changed(types_chosen(types), list(levers))


def solution_of(desk: Desk, levers: Sequence[str] = (), types: Sequence[str] = ()) -> Solution:
    """What holds: that of the pages where nothing is changed."""
    if not levers and not types:
        return desk.look().solution
    return solve(case_of(desk, levers, types).situation, STANDARD)


def router(desk: Desk) -> APIRouter:
    """The paths over a desk."""
    found = APIRouter(prefix="/api", tags=["case"])

    @found.get("/case", summary="What the case holds, its digest and its warnings")
    def case() -> dict[str, Any]:
        sheet, one = desk.look(), case_of(desk)
        situation = one.situation
        return {
            **situation.question(),
            "parties": [
                {"id": party.id, "name": party.name, "options": [o.name for o in party.options]}
                for party in situation.parties
            ],
            "levers": [lever.id for lever in situation.levers],
            "types": [f"{t.party}={t.id}" for t in situation.types],
            "n_states": None if one.space is None else len(one.space),
            "sources": len(one.sources),
            "items": len(one.items),
            "files": dict(sheet.marks),
            "warnings": [warning.as_dict() for warning in one.warnings],
        }

    @found.get("/check", summary="Whether the files are in order; what the model rests on")
    def check(levers: Levers = NONE, types: Types = NONE) -> dict[str, Any]:
        sheet = desk.look()
        if sheet.case is None:
            return {"ok": False, "problems": [one.as_dict() for one in sheet.problems]}
        one = case_of(desk, levers, types).checked()
        return check_data(one, coverage(one.situation, one.items), warnings_of(one))

    @found.get("/solve", summary="What holds, and under which notion of stability")
    def solved(
        levers: Levers = NONE,
        types: Types = NONE,
        states: Annotated[
            Literal["all", "equilibria"] | None,
            Query(description="all: also above 5,000 states, where only equilibria are listed"),
        ] = None,
    ) -> dict[str, Any]:
        return solution_of(desk, levers, types).as_dict(every=states == "all")

    @found.get("/explain", summary="Why each party stays in a state or goes")
    def explained(
        state: State, by: By = None, levers: Levers = NONE, types: Types = NONE
    ) -> dict[str, Any]:
        name = concept(by).name if by else None
        return explain(solution_of(desk, levers, types), state, name).as_dict()

    @found.get("/compare", summary="What a change gains and loses")
    def compared(levers: Levers = NONE, types: Types = NONE, by: By = None) -> dict[str, Any]:
        if not levers and not types:
            raise RequestError("nothing to compare with; give with or type")
        kind = concept(by).name if by else PROFILE
        return compare(solution_of(desk), solution_of(desk, levers, types), kind).as_dict()

    @found.get("/moves", summary="Every move and improvement")
    def moves(
        state: str | None = None, levers: Levers = NONE, types: Types = NONE
    ) -> dict[str, Any]:
        one = case_of(desk, levers, types)
        return list_moves(moves_of(one.situation, one.space), state, None).as_dict()

    @found.get("/preferences", summary="Each party's order of the situations")
    def orders(levers: Levers = NONE, types: Types = NONE) -> dict[str, Any]:
        one = case_of(desk, levers, types)
        space = one.states()
        told = preferences_dict(tuple(preferences(space)), space)
        return one.situation.question() | {"parties": told}

    @found.get("/claims", summary="What the reports say, tested against the model")
    def claims(levers: Levers = NONE, types: Types = NONE) -> dict[str, Any]:
        one = case_of(desk, levers, types)
        return claims_data(check_claims(one.items, one.situation, one.space), one.situation)

    return found
