"""``goodoffices rounds``: what an outcome changes for the next talks."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.brief.figures.draw import write_figure
from goodoffices.brief.figures.rounds import rounds_figure
from goodoffices.brief.round_words import RoundWords
from goodoffices.cli import common
from goodoffices.mediation.rounds import rounds


@click.command("rounds")
@common.case_argument
@click.option(
    "--rounds",
    "most",
    type=click.IntRange(min=1, max=100),
    default=3,
    show_default=True,
    help="how many rounds of talks to follow",
)
@common.figure_option
@common.change_options
@common.format_option
def command(
    path: Path,
    most: int,
    figure: Path | None,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    form: str,
) -> None:
    """Follow the talks through rounds: each outcome that is reached may set precedents.

    An outcome in which a precedent's "after" holds puts it in force for all later rounds, which
    start from that outcome.
    """
    case = common.opened(path, levers, types)
    with common.working("playing rounds") as progress:
        result = rounds(case.as_variant(), most, progress)
        if figure is not None:
            write_figure(figure, rounds_figure(result))
    if form == "json":
        common.print_json(result.as_dict())
        return
    common.show(RoundWords(result).lines())
    if figure is not None:
        common.say(f"wrote {figure}")
