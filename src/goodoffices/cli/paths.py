"""``goodoffices paths``: how the conflict could go from today."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.analyses.paths import paths
from goodoffices.analyses.solution import solve
from goodoffices.brief.figures.draw import write_figure
from goodoffices.brief.figures.paths import paths_figure
from goodoffices.brief.move_tables import horizon_table
from goodoffices.brief.route_words import RouteWords
from goodoffices.cli import common, walking


@click.command("paths")
@common.case_argument
@click.option("--from", "start", metavar="STATE", help="start here instead of at the status quo")
@click.option("--to", metavar="STATE", help="only equilibria that satisfy this")
@walking.options()
@click.option("--table", is_flag=True, help="also the reachability table: state, moves, last mover")
@common.figure_option
@common.change_options
@common.format_option
def command(
    path: Path,
    start: str | None,
    to: str | None,
    choice: str,
    readiness: tuple[str, ...],
    table: bool,
    figure: Path | None,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    form: str,
) -> None:
    """Paths from today to every equilibrium, by what kind of steps, and where it would end.

    Own: every party does what it would do by itself. Improving: every step is a gain for whoever
    takes it. Joint: also steps of several parties together that make each of them better off. Any:
    legal moves. Reachable means own, improving or joint.
    """
    case = common.opened(path, levers, types)
    with common.working("looking for paths") as progress:
        solution = solve(case.situation, space=case.space, progress=progress)
        result = paths(solution, start, to, choice, walking.weights(readiness))
        if figure is not None:
            write_figure(figure, paths_figure(result))
    if form == "json":
        told = result.as_dict()
        common.print_json(told | ({"table": result.table_dict()} if table else {}))
        return
    common.show(RouteWords(result).lines())
    if table:
        common.print_table(horizon_table(result))
    if figure is not None:
        common.say(f"wrote {figure}")
