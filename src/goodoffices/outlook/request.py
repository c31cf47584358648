"""What is asked of an outlook, and all that it takes to answer: for commands and notebooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from goodoffices.analyses.solution import solve
from goodoffices.errors import InputError, RequestError
from goodoffices.evolution.chain import chain
from goodoffices.formats.outlook import unset_mistakes
from goodoffices.model.outlook import Outlook, Scenario
from goodoffices.model.situation import Situation
from goodoffices.outlook.engine import Size
from goodoffices.outlook.forecast import Forecast, forecast, scenario
from goodoffices.outlook.talks import Outcome, from_chain, from_now, from_state, taken
from goodoffices.outlook.watching import asked, everything
from goodoffices.outlook.why import Moved, Owed, moves, owes
from goodoffices.progress import Progress, silent
from goodoffices.states import StateSpace

EVOLUTION = "evolution"
OUTCOMES = (EVOLUTION,)
MOST_RUNS = 20_000_000


@dataclass(frozen=True)
class Request:
    """What is asked.

    ``state`` or ``outcome``: where the outlook starts, neither for the status quo; ``choice`` and
    ``readiness``: of the parties, for the outcome of evolution. ``scenario``: one what-if,
    ``scenarios``: every one. ``asks``: questions instead of the file's. ``assume``: probabilities
    that nobody has set may be anything. ``fans``: what pictures need is noted too.
    """

    state: str | None = None
    outcome: str | None = None
    choice: str = "uniform"
    readiness: Mapping[str, float] = field(default_factory=dict)
    scenario: str | None = None
    scenarios: bool = False
    asks: tuple[str, ...] = ()
    why: bool = False
    sensitivity: bool = False
    size: Size = Size()
    assume: bool = False
    fans: bool = False


@dataclass(frozen=True)
class Reply:
    """``forecasts``: as written, then scenarios. ``owed``, ``moved``: question → why its answer is
    what it is and what moves it, empty where not asked for."""

    situation: Situation
    forecasts: tuple[Forecast, ...]
    owed: Mapping[str, tuple[Owed, ...]]
    moved: Mapping[str, tuple[Moved, ...]]


def size_of(outer: int, inner: int, seed: int) -> Size:
    """So many draws, runs of each, and a seed. Raises ``RequestError`` for what cannot be run."""
    if outer < 1 or inner < 1:
        raise RequestError(f"{outer}x{inner} runs are none; expected at least 1x1")
    if seed < 0:
        raise RequestError(f"seed {seed} is negative; expected 0 or more")
    size = Size(outer, inner, seed)
    if size.runs > MOST_RUNS:
        raise RequestError(f"{size.runs:,} runs are too many; expected at most {MOST_RUNS:,}")
    return size


def reply(
    situation: Situation,
    space: StateSpace | None,
    where: str,
    request: Request,
    progress: Progress = silent,
) -> Reply:
    """The answers to a request.

    ``space``: the feasible states where they are known; ``where``: the case, for messages. Raises
    ``RequestError``, and ``InputError`` for probabilities that nobody has set.
    """
    outlook = _declared(situation, where, request.assume)
    start = _start(situation, space, outlook, request, progress)
    questions = asked(outlook, request.asks) or outlook.ask or everything(outlook)
    named = _scenarios(outlook, request)
    size = request.size
    found = forecast(outlook, questions, start, size, named, request.fans, progress)
    owed = {q.text: owes(outlook, q, start, size, progress) for q in questions if request.why}
    moved: Mapping[str, tuple[Moved, ...]] = {}
    if request.sensitivity:
        moved = moves(outlook, questions, start, size, progress)
    return Reply(situation, found, owed, moved)


def _declared(situation: Situation, where: str, assume: bool) -> Outlook:
    outlook = situation.outlook
    if outlook is None:
        raise RequestError(
            f"{where} has no outlook; write outlook: into the situation, or outlook.yaml beside it"
        )
    mistakes = unset_mistakes(outlook)
    if mistakes and not assume:
        raise InputError(mistakes)
    return outlook


def _scenarios(outlook: Outlook, request: Request) -> tuple[Scenario, ...]:
    if request.scenarios:
        return outlook.scenarios
    return (scenario(outlook, request.scenario),) if request.scenario else ()


def _start(
    situation: Situation,
    space: StateSpace | None,
    outlook: Outlook,
    request: Request,
    progress: Progress,
) -> Outcome:
    if request.state is not None and request.outcome is not None:
        raise RequestError("--state and --outcome stand together; expected one of the two")
    if request.outcome not in (None, *OUTCOMES):
        raise RequestError(f'outcome "{request.outcome}" is not known; expected {EVOLUTION}')
    if not taken(outlook):
        return Outcome("none")
    if request.outcome is not None:
        return _ends(situation, space, outlook, request, progress)
    space = StateSpace.of(situation) if space is None else space
    if request.state is None:
        return from_now(outlook, space)
    return from_state(outlook, space, request.state)


def _ends(
    situation: Situation,
    space: StateSpace | None,
    outlook: Outlook,
    request: Request,
    progress: Progress,
) -> Outcome:
    solution = solve(situation, space=space, progress=progress)
    if solution.space.now is None:
        raise RequestError("where the talks would end starts from the status quo: write now:")
    ends = chain(solution.moves, solution.space.now, request.choice, request.readiness)
    return from_chain(outlook, solution.space, ends)
