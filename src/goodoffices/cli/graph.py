"""``goodoffices graph``: the graph of states for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.analyses.solution import solve
from goodoffices.brief.graph import WRITERS
from goodoffices.cli import common
from goodoffices.errors import RequestError, one_of
from goodoffices.files import write_whole


@click.command("graph")
@common.case_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="the file: .graphml, .dot or .gv",
)
@click.option("--improvements", is_flag=True, help="only moves that are gains for the mover")
@common.change_options
@common.format_option
def command(
    path: Path,
    output: Path,
    improvements: bool,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    form: str,
) -> None:
    """Write the graph of states, with the mover on every arc, as GraphML or for Graphviz."""
    write = WRITERS.get(output.suffix.lower())
    if write is None:
        raise RequestError(f'"{output.suffix}" is no format of graphs; expected {one_of(WRITERS)}')
    case = common.opened(path, levers, types)
    with common.working("writing the graph") as progress:
        solution = solve(case.situation, space=case.space, progress=progress)
        write_whole(output, write(solution, improvements))
    if form == "json":
        common.print_json({"file": str(output), "n_states": len(solution.space)})
        return
    common.say(f"wrote {output}: {len(solution.space):,} states")
