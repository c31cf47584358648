"""``goodoffices outlook``: what follows on the ground, with its two uncertainties."""

from __future__ import annotations

import re
from pathlib import Path

import click

from goodoffices.analyses.solution import solve
from goodoffices.brief.outlook_data import forecast_data, moved_data, owed_data
from goodoffices.brief.outlook_words import OutlookWords, moved_table, owed_table
from goodoffices.case import Case
from goodoffices.cli import common
from goodoffices.cli.paths import weights
from goodoffices.errors import InputError, RequestError
from goodoffices.evolution.chain import CHOICES, chain
from goodoffices.formats.outlook import unset_mistakes
from goodoffices.model.outlook import Outlook
from goodoffices.outlook.engine import Size
from goodoffices.outlook.forecast import forecast, scenario
from goodoffices.outlook.talks import Outcome, from_chain, from_now, from_state, taken
from goodoffices.outlook.watching import asked, everything
from goodoffices.outlook.why import moves, owes
from goodoffices.progress import Progress

SIZE = re.compile(r"(\d+)\s*[x×*]\s*(\d+)\Z")
MOST_RUNS = 20_000_000


@click.command("outlook")
@common.case_argument
@click.option("--state", metavar="EXPR", help="start from this outcome of the talks")
@click.option(
    "--outcome",
    type=click.Choice(["evolution"]),
    help="start from where the talks would end by what each party would do",
)
@click.option(
    "--choice",
    type=click.Choice(CHOICES),
    default="uniform",
    show_default=True,
    help="with --outcome evolution: how a party chooses among its departures",
)
@click.option(
    "--ready",
    "readiness",
    multiple=True,
    metavar="PARTY=WEIGHT",
    help="with --outcome evolution: how ready a party is to move (1 unless given)",
)
@click.option("--scenario", "name", metavar="NAME", help="under this what-if")
@click.option("--scenarios", "every", is_flag=True, help="every what-if against as written")
@click.option("--ask", "asks", multiple=True, metavar="QUESTION", help="ask this instead")
@click.option("--why", is_flag=True, help="what each answer owes to each event")
@click.option("--sensitivity", is_flag=True, help="what moves each answer among what is unknown")
@click.option("--runs", metavar="KxN", default="200x500", show_default=True, help="draws x runs")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option("--assume", is_flag=True, help="let probabilities that nobody has set be anything")
@common.change_options
@common.format_option
def command(
    path: Path,
    state: str | None,
    outcome: str | None,
    choice: str,
    readiness: tuple[str, ...],
    name: str | None,
    every: bool,
    asks: tuple[str, ...],
    why: bool,
    sensitivity: bool,
    runs: str,
    seed: int,
    assume: bool,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    form: str,
) -> None:
    """What follows on the ground: how probable, how much, and how sure that is.

    Chance (what differs from run to run) stands in the answer; what nobody knows (params, ranges)
    is told as an interval beside it; the error of the simulation is told apart from both.
    """
    size = _size(runs, seed)
    case = common.opened(path, levers, types)
    outlook = _outlook(case, assume)
    start = _start(case, outlook, state, outcome, choice, readiness)
    questions = asked(outlook, asks) or outlook.ask or everything(outlook)
    named = outlook.scenarios if every else ((scenario(outlook, name),) if name else ())
    with common.working("running") as progress:
        found = forecast(outlook, questions, start, size, named, progress=progress)
        owed = {q.text: owes(outlook, q, start, size, progress) for q in questions if why}
        moved = moves(outlook, questions, start, size, progress) if sensitivity else {}
    if form == "json":
        told = forecast_data(found, case.situation)
        common.print_json(told | owed_data(owed) | moved_data(moved))
        return
    common.show(OutlookWords(found, case.situation.title).lines())
    for one in found[0].answers:
        if one.question.text in owed:
            common.print_table(owed_table(one, owed[one.question.text]))
        if one.question.text in moved:
            common.print_table(moved_table(one, moved[one.question.text]))


def _size(text: str, seed: int) -> Size:
    match = SIZE.match(text.strip())
    if match is None or not (int(match.group(1)) and int(match.group(2))):
        raise RequestError(f'--runs "{text}" is not understood; expected KxN such as 200x500')
    size = Size(int(match.group(1)), int(match.group(2)), seed)
    if size.runs > MOST_RUNS:
        raise RequestError(f"{size.runs:,} runs are too many; expected at most {MOST_RUNS:,}")
    return size


def _outlook(case: Case, assume: bool) -> Outlook:
    outlook = case.situation.outlook
    if outlook is None:
        raise RequestError(
            f"{case.path} has no outlook; write outlook: into the situation, or outlook.yaml "
            "beside it"
        )
    mistakes = unset_mistakes(outlook)
    if mistakes and not assume:
        raise InputError(mistakes)
    return outlook


def _start(
    case: Case,
    outlook: Outlook,
    state: str | None,
    outcome: str | None,
    choice: str,
    readiness: tuple[str, ...],
) -> Outcome:
    if state is not None and outcome is not None:
        raise RequestError("--state and --outcome stand together; expected one of the two")
    if not taken(outlook):
        return Outcome("none")
    if outcome is None:
        space = case.states()
        return from_now(outlook, space) if state is None else from_state(outlook, space, state)
    with common.working("solving") as progress:
        return _ends(case, outlook, choice, readiness, progress)


def _ends(
    case: Case, outlook: Outlook, choice: str, readiness: tuple[str, ...], progress: Progress
) -> Outcome:
    solution = solve(case.situation, space=case.space, progress=progress)
    if solution.space.now is None:
        raise RequestError("where the talks would end starts from the status quo: write now:")
    ends = chain(solution.moves, solution.space.now, choice, weights(readiness))
    return from_chain(outlook, solution.space, ends)
