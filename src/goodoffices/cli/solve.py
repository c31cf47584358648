"""``goodoffices solve``: what would hold."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from goodoffices.analyses.agenda import agenda, strongest_first
from goodoffices.analyses.solution import solve
from goodoffices.brief.tables import agenda_table, marks_legend, outcome_table, states_table
from goodoffices.brief.words import Words
from goodoffices.cli import common
from goodoffices.errors import RequestError
from goodoffices.stability.concepts import STANDARD

FILES = {"arrow": "arrow", "csv": "sheet", "xlsx": "sheet"}
"""Form of a result as a file → the module of ``brief`` that writes it."""


@click.command("solve")
@common.case_argument
@common.concepts_option
@common.change_options
@click.option(
    "--states",
    type=click.Choice(["equilibria", "all"]),
    help="which states to list (text: equilibria; JSON: all up to 5,000)",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", *FILES]),
    default="text",
    show_default=True,
    help="how to give the result; arrow, csv and xlsx need -o "
    "(arrow the extra [arrow], xlsx the extra [tables])",
)
@click.option(
    "--nash-is-strong",
    is_flag=True,
    help="count states without improvements as strongly stable",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="the file to write"
)
def command(
    path: Path,
    concepts: str | None,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    states: str | None,
    form: str,
    nash_is_strong: bool,
    output: Path | None,
) -> None:
    """What would hold: first by agenda term and kind of equilibrium, then the states.

    PATH is a case folder or a situation file.
    """
    names = common.concept_names(concepts, STANDARD)
    if (form in FILES) != (output is not None):
        raise RequestError(f"--format {'|'.join(FILES)} and -o FILE go together")
    if output is not None and form != "arrow" and output.suffix.lower() != f".{form}":
        raise RequestError(f"{output} does not end in .{form}; name the file so")
    case = common.opened(path, levers, types)
    if output is None and case.situation.may_be_undecided:
        # Only models that leave something open need this, and what it reads takes time to load.
        further = importlib.import_module("goodoffices.cli.solve_extensions")
        if further.shown(case, names, states, form, nash_is_strong):
            return
    with common.working("solving") as progress:
        solution = solve(case.situation, names, case.space, progress, nash_is_strong)
        if output is not None:
            # Only files need this, and it takes time to load.
            module = importlib.import_module(f"goodoffices.brief.{FILES[form]}")
            rows = module.write(solution, output, states == "all", progress)
    if output is not None:
        common.say(f"wrote {output}: {rows:,} states")
        return
    if form == "json":
        common.stream_json(solution.head(), "states", solution.states(every=states == "all"))
        return
    words = Words(case.situation)
    summary = agenda(solution)
    space = solution.space
    common.title(case.situation.title)
    applied = f" With {', '.join(case.situation.applied)}." if case.situation.applied else ""
    common.say(
        f"{len(space):,} feasible situations, {summary.all.total:,} equilibria of some kind, "
        f"{summary.all.profile:,} as the parties behave.{applied}"
    )
    if summary.terms or summary.states:
        common.print_table(agenda_table(summary, words))
    if summary.terms and summary.outcomes:
        common.print_table(outcome_table(summary, words))
    every = states == "all"
    shown = list(range(len(space))) if every else strongest_first(solution).tolist()
    if not shown:
        common.say("No state is an equilibrium under any of the concepts.")
        return
    common.title("States" if states == "all" else "Equilibria, strongest first")
    most = len(shown) if states == "all" else min(len(shown), 60)
    common.print_columns(states_table(solution, shown[:most]))
    common.say(marks_legend(solution))
    if most < len(shown):
        common.say(f"{len(shown) - most} more: --states all, or --format json")
