"""``goodoffices perception``: who sees which game, and where a surprise would come from."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.analyses.perception import perception
from goodoffices.brief.figures.draw import write_figure
from goodoffices.brief.figures.perception import perception_figure
from goodoffices.brief.perception_words import PerceptionWords
from goodoffices.cli import common
from goodoffices.stability.concepts import concept
from goodoffices.stability.verdicts import PROFILE


@click.command("perception")
@common.case_argument
@click.option("--concept", "by", metavar="NAME", help="one concept for all (default: profile)")
@common.figure_option
@common.change_options
@common.format_option
def command(
    path: Path,
    by: str | None,
    figure: Path | None,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    form: str,
) -> None:
    """What each party sees, what holds by who perceives what, and where a surprise comes from.

    Under perceives: the file says which options a party is unaware of and what it misreads. A
    state at which every party stays by its own lights is a hypergame equilibrium; one that a
    party expects to hold and that is none is a surprise.
    """
    kind = PROFILE if by in (None, PROFILE) else concept(str(by)).name
    case = common.opened(path, levers, types)
    with common.working("solving the games that the parties see") as progress:
        result = perception(case.situation, kind, case.space, progress)
        if figure is not None:
            write_figure(figure, perception_figure(result))
    if form == "json":
        common.print_json(result.as_dict())
        return
    common.show(PerceptionWords(result).lines())
    if figure is not None:
        common.say(f"wrote {figure}")
