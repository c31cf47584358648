"""``goodoffices coalitions``: who could gain by acting together."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.analyses.coalitions import coalitions
from goodoffices.analyses.solution import solve
from goodoffices.brief.coalition_words import CoalitionWords
from goodoffices.brief.figures.coalitions import coalitions_figure
from goodoffices.brief.figures.draw import write_figure
from goodoffices.cli import common


@click.command("coalitions")
@common.case_argument
@click.option(
    "--members",
    "named",
    multiple=True,
    metavar="A,B",
    help="only this coalition; may be given several times (default: every one)",
)
@click.option(
    "--pareto", is_flag=True, help="nobody worse and somebody better, instead of all better"
)
@common.figure_option
@common.change_options
@common.format_option
def command(
    path: Path,
    named: tuple[str, ...],
    pareto: bool,
    figure: Path | None,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    form: str,
) -> None:
    """What coalitions could gain by acting together, and which equilibria that would upset.

    A coalition improves by a legal sequence of its members' moves after which every member is
    better off. An equilibrium that no coalition of two or more upsets is strong.
    """
    case = common.opened(path, levers, types)
    groups = [tuple(one.strip() for one in text.split(",") if one.strip()) for text in named]
    with common.working("trying coalitions") as progress:
        solution = solve(case.situation, space=case.space, progress=progress)
        result = coalitions(solution, groups, pareto, progress)
        if figure is not None:
            write_figure(figure, coalitions_figure(result))
    if form == "json":
        common.print_json(result.as_dict())
        return
    common.show(CoalitionWords(result).lines())
    if figure is not None:
        common.say(f"wrote {figure}")
