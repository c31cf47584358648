"""The JSON interface beside the pages: the same answers as ``--format json`` gives.

Every path lies under ``/api``; ``/api/openapi.json`` describes them. Whoever asks shows the
cookie of the browser or ``Authorization: Bearer SECRET``. A mistake in the files or in the request
is told as JSON too: 400 and 422, 404 for a path that is none, 409 for a file that was changed
elsewhere.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Request, Security
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBearer
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException as StarletteHTTPException

from goodoffices.errors import GoodOfficesError, InputError, RequestError, nearest, one_of
from goodoffices.web import json_asked, json_case
from goodoffices.web.desk import Changed, Desk

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
ADDRESS_KEY = "key"
"""By which the guard lets in; no parameter of a path."""
KEY = HTTPBearer(auto_error=False, scheme_name="secret", description="the key of the address")


class FileText(BaseModel):
    """A file of the case: its text and the mark that a change has to bring along."""

    name: str
    text: str
    mark: str = Field(description="of these bytes; empty where the file is not there")


class NewText(BaseModel):
    """What a file is to be."""

    text: str


class Refused(BaseModel):
    """Why a request is not answered."""

    error: str


class Conflict(Refused):
    """The file is no longer what the new text was made from; nothing was written."""

    there: str


class OneProblem(BaseModel):
    """A mistake in a file of the case, or in the request."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    found: str
    expected: str = ""
    remedy: str = ""


class Problems(BaseModel):
    """Every mistake that was found."""

    problems: list[OneProblem]


ANSWERS: dict[int | str, dict[str, Any]] = {
    400: {"model": Refused, "description": "The request is not understood"},
    401: {"description": "Neither the cookie nor the secret was shown"},
    403: {"description": "The request comes from elsewhere"},
    422: {"model": Problems, "description": "The files, or what was asked, have mistakes"},
}


def add(app: FastAPI, desk: Desk) -> None:
    """Puts every path at an application."""
    needed = [Security(KEY), Depends(_nothing_unknown)]
    given: dict[str, Any] = {"dependencies": needed, "responses": ANSWERS}
    app.include_router(json_case.router(desk), **given)
    app.include_router(json_asked.router(desk), **given)
    app.include_router(files(desk), **given)

    @app.api_route("/api/{rest:path}", methods=METHODS, include_in_schema=False)
    def nothing(rest: str, request: Request) -> None:
        if request.method != "GET":
            told = "read and written only, with GET and PUT"
            told = told if rest.startswith("files/") else "read only, with GET"
            raise HTTPException(405, f"/api/{rest} can be {told}")
        raise HTTPException(404, f"there is no /api/{rest}; /api/openapi.json lists what there is")

    @app.exception_handler(InputError)
    async def wrong(_: Request, error: InputError) -> JSONResponse:
        return JSONResponse({"problems": [one.as_dict() for one in error.problems]}, 422)

    @app.exception_handler(RequestValidationError)
    async def unfit(_: Request, error: RequestValidationError) -> JSONResponse:
        found = [
            {"found": f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}"}
            for one in error.errors()
        ]
        return JSONResponse({"problems": found}, 422)

    @app.exception_handler(Changed)
    async def changed(_: Request, error: Changed) -> JSONResponse:
        return JSONResponse({"error": str(error), "there": error.there}, 409)

    @app.exception_handler(GoodOfficesError)
    async def refused(_: Request, error: GoodOfficesError) -> JSONResponse:
        return JSONResponse({"error": str(error)}, 400)

    @app.exception_handler(StarletteHTTPException)
    async def failed(_: Request, error: StarletteHTTPException) -> JSONResponse:
        return JSONResponse({"error": str(error.detail)}, error.status_code, error.headers)


def _nothing_unknown(request: Request) -> None:
    """Refuses a parameter that the path does not have: a slip would be an answer to another
    question."""
    path = request.app.openapi()["paths"][request.scope["route"].path_format]
    every = path[request.method.lower()].get("parameters", ())
    known = [one["name"] for one in every if one["in"] == "query"]
    for name in request.query_params:
        if name not in (*known, ADDRESS_KEY):
            hint = nearest(name, known) or (f"expected {one_of(known)}" if known else "it has none")
            raise RequestError(f'{request.url.path} has no parameter "{name}"; {hint}')


def files(desk: Desk) -> APIRouter:
    """The files of the case, to be read and written whole."""
    found = APIRouter(prefix="/api", tags=["files"])

    @found.get("/files/{name:path}", summary="A file of the case", operation_id="read_file")
    def read_file(name: str) -> FileText:
        text, mark = desk.text(name)
        return FileText(name=name, text=text, mark=mark)

    @found.put(
        "/files/{name:path}",
        summary="A file of the case, written whole",
        operation_id="write_file",
        responses={
            409: {"model": Conflict, "description": "Changed elsewhere; nothing was written"},
            413: {"description": "More than may be sent"},
            428: {"model": Refused, "description": "If-Match is missing"},
        },
    )
    def write_file(
        name: str,
        new: NewText,
        if_match: Annotated[
            str | None, Header(description="the mark of the text that was changed")
        ] = None,
    ) -> FileText:
        if if_match is None:
            raise HTTPException(428, "send the mark of the text you changed as If-Match")
        desk.write(name, new.text, if_match.strip('"'), f"{name} written by a program")
        text, mark = desk.text(name)
        return FileText(name=name, text=text, mark=mark)

    return found
