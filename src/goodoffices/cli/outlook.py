"""``goodoffices outlook``: what follows on the ground, with its two uncertainties."""

from __future__ import annotations

import re
from pathlib import Path

import click

from goodoffices.brief.figures.draw import write_figure
from goodoffices.brief.figures.outlook import reply_figure
from goodoffices.brief.outlook_data import reply_data
from goodoffices.brief.outlook_words import reply_lines
from goodoffices.case import Case
from goodoffices.cli import common, walking
from goodoffices.errors import RequestError
from goodoffices.formats.outlook_alone import alone
from goodoffices.model.situation import Situation
from goodoffices.outlook.engine import Size
from goodoffices.outlook.request import OUTCOMES, Request, reply, size_of

SIZE = re.compile(r"(\d+)\s*[x×*]\s*(\d+)\Z")


@click.command("outlook")
@common.case_argument
@click.option("--state", metavar="EXPR", help="start from this outcome of the talks")
@click.option(
    "--outcome",
    type=click.Choice(OUTCOMES),
    help="start from where the talks would end by what each party would do",
)
@walking.options("with --outcome evolution: ")
@click.option("--scenario", "name", metavar="NAME", help="under this what-if")
@click.option("--scenarios", "every", is_flag=True, help="every what-if against as written")
@click.option("--ask", "asks", multiple=True, metavar="QUESTION", help="ask this instead")
@click.option("--why", is_flag=True, help="what each answer owes to each event")
@click.option("--sensitivity", is_flag=True, help="what moves each answer among what is unknown")
@click.option("--runs", metavar="KxN", default="200x500", show_default=True, help="draws x runs")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True)
@click.option("--assume", is_flag=True, help="let probabilities that nobody has set be anything")
@common.figure_option
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
    figure: Path | None,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    form: str,
) -> None:
    """What follows on the ground: how probable, how much, and how sure that is.

    Chance (what differs from run to run) stands in the answer; what nobody knows (params, ranges)
    is told as an interval beside it; the error of the simulation is told apart from both. PATH may
    also be an outlook.yaml alone, or a system dynamics model in XMILE.
    """
    request = Request(
        state=state,
        outcome=outcome,
        choice=choice,
        readiness=walking.weights(readiness),
        scenario=name,
        scenarios=every,
        asks=asks,
        why=why,
        sensitivity=sensitivity,
        size=_size(runs, seed),
        assume=assume,
        fans=figure is not None,
    )
    case = _opened(path, levers, types)
    with common.working("running") as progress:
        found = reply(case.situation, case.space, str(case.path), request, progress)
        if figure is not None:
            write_figure(figure, reply_figure(found))
    if form == "json":
        common.print_json(reply_data(found))
        return
    common.show(reply_lines(found))
    if figure is not None:
        common.say(f"wrote {figure}")


def _opened(path: Path, levers: tuple[str, ...], types: tuple[str, ...]) -> Case:
    """The case, or one around a file that is an outlook alone."""
    found = alone(path)
    if found is None:
        return common.opened(path, levers, types)
    common.warn(found.warnings)
    return Case(path, Situation(found.title, (), outlook=found.outlook), None, {}, ())


def _size(text: str, seed: int) -> Size:
    match = SIZE.match(text.strip())
    if match is None or not (int(match.group(1)) and int(match.group(2))):
        raise RequestError(f'--runs "{text}" is not understood; expected KxN such as 200x500')
    return size_of(int(match.group(1)), int(match.group(2)), seed)
