"""Further questions as JSON: paths, settlement, outlook, and what the reports say.

Nothing here writes. What may take long is bounded: the outlook by its number of runs.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query

from goodoffices.analyses.paths import paths
from goodoffices.brief.outlook_data import reply_data
from goodoffices.brief.position_words import PositionWords
from goodoffices.brief.search_words import answer_data
from goodoffices.brief.settlement import mediate_dict
from goodoffices.errors import RequestError, one_of
from goodoffices.evidence.item import KINDS
from goodoffices.formats.yaml_tree import read_text
from goodoffices.mediation.mediate import SHOWN, mediate
from goodoffices.outlook.request import Request, reply, size_of
from goodoffices.positions.account import accounts
from goodoffices.positions.find import positions
from goodoffices.progress import silent
from goodoffices.robustness.design import Design
from goodoffices.robustness.result import Result
from goodoffices.robustness.run import run
from goodoffices.robustness.task import Task
from goodoffices.robustness.uncertain import require_some, uncertain
from goodoffices.search.find import Asked, search
from goodoffices.search.query import parse_query
from goodoffices.suggestions.suggest import suggestions
from goodoffices.version import VERSION
from goodoffices.web.desk import Desk
from goodoffices.web.json_case import NONE, Levers, Types, case_of, solution_of

MOST = 1_000
"""Results of a search at once."""
VARIANTS, JUDGED = 20_000, 50_000_000
"""Variants at once, and variants times states."""
RUNS = 200_000
"""Runs of an outlook at once."""
PACKAGE_VARIANTS = 10_000
"""Variants of each package at once."""
TRIED = "variants of what is uncertain that are tried of each package, 0 for none"


def router(desk: Desk) -> APIRouter:
    """The paths over a desk."""
    found = APIRouter(prefix="/api", tags=["questions"])

    @found.get("/paths", summary="How it could go from today, and where it would end")
    def routes(
        start: Annotated[str | None, Query(alias="from")] = None,
        to: str | None = None,
        levers: Levers = NONE,
        types: Types = NONE,
    ) -> dict[str, Any]:
        return paths(solution_of(desk, levers, types), start, to).as_dict()

    @found.get("/mediate", summary="What a wanted outcome would take")
    def mediated(
        target: str,
        only: Annotated[list[str] | None, Query(description="levers that may be used")] = None,
        states: Annotated[int, Query(ge=0)] = SHOWN,
        samples: Annotated[int | None, Query(ge=0, le=PACKAGE_VARIANTS, description=TRIED)] = None,
        seed: Annotated[int, Query(ge=0)] = 1,
        levers: Levers = NONE,
        types: Types = NONE,
    ) -> dict[str, Any]:
        one = case_of(desk, levers, types)
        solution = solution_of(desk, levers, types)
        return mediate_dict(
            mediate(solution, target, only, states, False, silent, one.as_variant(), samples, seed)
        )

    @found.get("/robustness", summary="How sure is that, over variants of what is uncertain")
    def robust(
        ask: Annotated[list[str], Query(description="expressions; terms are always told")] = NONE,
        samples: Annotated[int, Query(ge=1, le=VARIANTS)] = 2_000,
        seed: Annotated[int, Query(ge=0)] = 1,
        vary_levers: bool = False,
        levers: Levers = NONE,
        types: Types = NONE,
    ) -> dict[str, Any]:
        one = case_of(desk, levers, types)
        states = len(solution_of(desk, levers, types).space)
        if samples * states > JUDGED:
            most = max(1, JUDGED // states)
            raise RequestError(f"{samples:,} variants of {states:,} states are too many here; at "
                               f"most {most:,}, or ask the command")  # fmt: skip
        uncertainty = uncertain(one.as_variant(), vary_levers)
        require_some(uncertainty)
        task = Task(Design(uncertainty, samples, seed), tuple(ask))
        return Result(task, run(task).tally).as_dict()

    @found.get("/outlook", summary="What follows on the ground: how probable, and how sure that is")
    def outlook(
        state: str | None = None,
        scenario: str | None = None,
        scenarios: bool = False,
        ask: Annotated[list[str], Query(description="questions instead of the file's")] = NONE,
        draws: Annotated[int, Query(ge=1)] = 50,
        runs: Annotated[int, Query(ge=1)] = 200,
        seed: Annotated[int, Query(ge=0)] = 1,
        assume: bool = False,
        levers: Levers = NONE,
        types: Types = NONE,
    ) -> dict[str, Any]:
        if draws * runs > RUNS:
            raise RequestError(f"{draws * runs:,} runs are too many here; at most {RUNS:,}")
        one = case_of(desk, levers, types)
        request = Request(
            state=state,
            scenario=scenario,
            scenarios=scenarios,
            asks=tuple(ask),
            size=size_of(draws, runs, seed),
            assume=assume,
        )
        return reply_data(reply(one.situation, one.space, str(one.path), request, silent))

    @found.get("/evidence", summary="The accepted items, in the form of evidence.yaml")
    def evidence() -> dict[str, Any]:
        return {"items": _items(desk, "evidence.yaml")}

    @found.get("/proposals", summary="What waits for the analyst, in the form of proposed.yaml")
    def proposals() -> dict[str, Any]:
        return {"items": _items(desk, "proposed.yaml")}

    @found.get("/positions", summary="What reports say again, otherwise, or against each other")
    def said(levers: Levers = NONE, types: Types = NONE) -> dict[str, Any]:
        one = case_of(desk, levers, types)
        told = accounts(one.items, (), one.sources)
        answer = positions(told, one.situation, one.space, silent)
        return one.situation.question() | PositionWords(answer, one.situation).data()

    @found.get("/suggest", summary="What the accepted evidence would add to the model")
    def suggested() -> dict[str, Any]:
        one = case_of(desk)
        items = [item for item in one.items if item.status == "accepted"]
        made = [s.as_dict() for s in suggestions(items, one.situation, one.space, silent)]
        return one.situation.question() | {"items": len(items), "suggestions": made}

    @found.get("/search", summary="Sentences of the reports that have these words")
    def searched(
        q: Annotated[list[str], Query(description='word, "phrase", -word, word*, OR')] = NONE,
        source: str = "",
        publisher: str = "",
        since: date | None = None,
        until: date | None = None,
        party: str | None = None,
        kind: Annotated[list[str], Query()] = NONE,
        items: bool = False,
        accepted: bool = False,
        limit: Annotated[int, Query(ge=1, le=MOST)] = 20,
    ) -> dict[str, Any]:
        one = case_of(desk)
        if not desk.is_folder:
            raise RequestError("a situation file alone has no reports to look in")
        for name in kind:
            if name not in KINDS:
                raise RequestError(f'there is no kind "{name}"; expected {one_of(KINDS)}')
        about = None if party is None else one.situation.party(party)
        asked = Asked(parse_query(q), source, publisher, since, until, about,
                      tuple(kind), items, accepted, limit)  # fmt: skip
        answer = search(desk.folder, asked, True, False, silent)
        return {"goodoffices": VERSION} | answer_data(answer)

    return found


def _items(desk: Desk, name: str) -> list[dict[str, Any]]:
    """The items of a file as they are written there; dates as text."""
    text, _ = desk.text(name) if desk.is_folder else ("", "")
    data = read_text(text, name).data or []
    return [_plain(one) for one in data if isinstance(one, dict)]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
