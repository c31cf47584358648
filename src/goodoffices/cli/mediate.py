"""``goodoffices mediate``: what a wanted outcome would take."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.analyses.solution import solve
from goodoffices.brief.figures.draw import write_figure
from goodoffices.brief.figures.packages import packages_figure
from goodoffices.brief.mediate_words import MediateWords
from goodoffices.brief.settlement import mediate_dict
from goodoffices.cli import common
from goodoffices.mediation.mediate import SHOWN, mediate
from goodoffices.mediation.robustness import MOST_STATES, SAMPLES, SEED


@click.command("mediate")
@common.case_argument
@click.argument("target")
@click.option(
    "--levers", "only", metavar="A,B", help="only these levers may be used (default: all)"
)
@click.option(
    "--states",
    "shown",
    type=click.IntRange(min=0),
    default=SHOWN,
    show_default=True,
    help="how many target states to look at one by one",
)
@click.option("--count", is_flag=True, help="also how many rankings keep each party there")
@click.option(
    "--samples",
    type=click.IntRange(min=0),
    help=f"variants of what is uncertain that are tried of each package, 0 for none  [default: "
    f"{SAMPLES:,}; none above {MOST_STATES:,} states]",
)
@click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True)
@common.figure_option
@common.change_options
@common.format_option
def command(
    path: Path,
    target: str,
    only: str | None,
    shown: int,
    count: bool,
    samples: int | None,
    seed: int,
    figure: Path | None,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    form: str,
) -> None:
    """What would have to change for TARGET to hold and to be reached.

    TARGET is an expression such as "ceasefire and exchange", a named state or an id. For each
    target state: who would leave it, what each would need to stay, and the smallest change of
    priorities that serves. Then packages: sets of the file's levers that do it, cheapest first,
    with the path that leads there, and in how many variants of what the file calls uncertain
    each of them serves.
    """
    case = common.opened(path, levers, types)
    chosen = None if only is None else [one.strip() for one in only.split(",") if one.strip()]
    with common.working("looking for what would serve") as progress:
        solution = solve(case.situation, space=case.space, progress=progress)
        variant = case.as_variant()
        result = mediate(solution, target, chosen, shown, count, progress, variant, samples, seed)
        if figure is not None:
            write_figure(figure, packages_figure(result))
    if form == "json":
        common.print_json(mediate_dict(result))
        return
    common.show(MediateWords(result).lines())
    if figure is not None:
        common.say(f"wrote {figure}")
