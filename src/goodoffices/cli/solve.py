"""``goodoffices solve``: what would hold."""

from __future__ import annotations

from pathlib import Path

import click
import numpy as np

from goodoffices.analyses.agenda import agenda, tier_of
from goodoffices.analyses.solution import solve
from goodoffices.brief.tables import agenda_table, marks_legend, outcome_table, states_table
from goodoffices.brief.words import Words
from goodoffices.cli import common
from goodoffices.stability.concepts import STANDARD


@click.command("solve")
@common.case_argument
@common.concepts_option
@common.change_options
@click.option(
    "--states",
    type=click.Choice(["equilibria", "all"]),
    help="which states to list (text: equilibria; JSON: all up to 5,000)",
)
@common.format_option
def command(
    path: Path,
    concepts: str | None,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    states: str | None,
    form: str,
) -> None:
    """What would hold: first by agenda term and kind of equilibrium, then the states.

    PATH is a case folder or a situation file.
    """
    names = common.concept_names(concepts, STANDARD)
    case = common.opened(path, levers, types)
    with common.working("solving"):
        solution = solve(case.situation, names, case.space)
    if form == "json":
        common.print_json(solution.as_dict(every=states == "all"))
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
    if states == "all":
        shown = list(range(len(space)))
    else:
        _, tier = tier_of(solution)
        holds = np.flatnonzero(solution.any_kind)
        shown = holds[np.lexsort((holds, tier[holds]))].tolist()
    if not shown:
        common.say("No state is an equilibrium under any of the concepts.")
        return
    common.title("States" if states == "all" else "Equilibria, strongest first")
    most = len(shown) if states == "all" else min(len(shown), 60)
    common.print_columns(states_table(solution, shown[:most]))
    common.say(marks_legend(solution))
    if most < len(shown):
        common.say(f"{len(shown) - most} more: --states all, or --format json")
