"""The JSON interface beside the pages: the same answers as ``--format json`` gives.

Every path lies under ``/api``; ``/api/openapi.json`` describes them. Whoever asks shows the
cookie of the browser or ``Authorization: Bearer SECRET``.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Header, HTTPException, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from goodoffices.analyses.claims import check_claims
from goodoffices.analyses.comparison import compare
from goodoffices.analyses.coverage import coverage
from goodoffices.analyses.explanation import explain
from goodoffices.analyses.solution import solve
from goodoffices.case import Case
from goodoffices.errors import GoodOfficesError, InputError
from goodoffices.stability.concepts import STANDARD
from goodoffices.web.desk import Changed, Desk

Levers = Annotated[list[str], Query(alias="with", description="levers to apply")]
Types = Annotated[list[str], Query(alias="type", description="PARTY=TYPE, read a party so")]


class FileText(BaseModel):
    """A file of the case: its text and the mark that a change has to bring along."""

    name: str
    text: str
    mark: str


class NewText(BaseModel):
    """What a file is to be."""

    text: str


def add(app: FastAPI, desk: Desk) -> None:
    """Puts every path at an application."""
    app.include_router(router(desk))

    @app.exception_handler(InputError)
    async def wrong(_: Request, error: InputError) -> JSONResponse:
        return JSONResponse({"problems": [one.as_dict() for one in error.problems]}, 422)

    @app.exception_handler(Changed)
    async def changed(_: Request, error: Changed) -> JSONResponse:
        return JSONResponse({"error": str(error), "there": error.there}, 409)

    @app.exception_handler(GoodOfficesError)
    async def refused(_: Request, error: GoodOfficesError) -> JSONResponse:
        return JSONResponse({"error": str(error)}, 400)


def router(desk: Desk) -> APIRouter:
    """The paths over a desk. Functions without ``async`` run beside the pages, not before them."""
    found = APIRouter(prefix="/api", tags=["case"])

    @found.get("/case", summary="What the case holds, its digest and its warnings")
    def case() -> dict[str, Any]:
        sheet = desk.look()
        one = _case(desk)
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
    def check() -> dict[str, Any]:
        sheet = desk.look()
        if sheet.case is None:
            return {"ok": False, "problems": [one.as_dict() for one in sheet.problems]}
        return {"ok": True, "coverage": coverage(sheet.case.situation, sheet.case.items).as_dict()}

    @found.get("/solve", summary="What holds, as `goodoffices solve --format json`")
    def solved(levers: Levers = [], types: Types = []) -> dict[str, Any]:  # noqa: B006
        if not levers and not types:
            _case(desk)
            return desk.look().solution.as_dict()
        return solve(_changed(desk, levers, types).situation, STANDARD).as_dict()

    @found.get("/explain", summary="Why each party stays in a state or goes")
    def explained(state: str, levers: Levers = [], types: Types = []) -> dict[str, Any]:  # noqa: B006
        if not levers and not types:
            _case(desk)
            return explain(desk.look().solution, state).as_dict()
        return explain(solve(_changed(desk, levers, types).situation, STANDARD), state).as_dict()

    @found.get("/compare", summary="What a change gains and loses")
    def compared(levers: Levers = [], types: Types = []) -> dict[str, Any]:  # noqa: B006
        after = solve(_changed(desk, levers, types).situation, STANDARD)
        return compare(desk.look().solution, after).as_dict()

    @found.get("/claims", summary="What the reports say, tested against the model")
    def claims() -> dict[str, Any]:
        one = _case(desk)
        answers = check_claims(one.items, one.situation, one.space)
        return {"claims": [answer.as_dict() for answer in answers]}

    @found.get("/files/{name:path}", summary="A file of the case")
    def read_file(name: str) -> FileText:
        text, mark = desk.text(name)
        return FileText(name=name, text=text, mark=mark)

    @found.put("/files/{name:path}", summary="A file of the case, written whole")
    def write_file(
        name: str, new: NewText, if_match: Annotated[str | None, Header()] = None
    ) -> FileText:
        if if_match is None:
            raise HTTPException(428, "send the mark of the text you changed as If-Match")
        desk.write(name, new.text, if_match.strip('"'), f"{name} written by a program")
        text, mark = desk.text(name)
        return FileText(name=name, text=text, mark=mark)

    return found


def _case(desk: Desk) -> Case:
    sheet = desk.look()
    if sheet.case is None:
        raise InputError(sheet.problems)
    return sheet.case


def _changed(desk: Desk, levers: list[str], types: list[str]) -> Case:
    chosen = dict(one.partition("=")[::2] for one in types)
    return _case(desk).changed(chosen, levers)
