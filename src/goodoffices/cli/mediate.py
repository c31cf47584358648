"""``goodoffices mediate``: what a wanted outcome would take."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.analyses.solution import solve
from goodoffices.brief.figures.draw import write_figure
from goodoffices.brief.figures.packages import packages_figure
from goodoffices.brief.settlement import Settlement, mediate_dict
from goodoffices.brief.words import plural, sentence
from goodoffices.cli import common
from goodoffices.mediation.mediate import SHOWN, MediateResult, mediate


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
@common.figure_option
@common.change_options
@common.format_option
def command(
    path: Path,
    target: str,
    only: str | None,
    shown: int,
    count: bool,
    figure: Path | None,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    form: str,
) -> None:
    """What would have to change for TARGET to hold and to be reached.

    TARGET is an expression such as "ceasefire and exchange", a named state or an id. For each
    target state: who would leave it, what each would need to stay, and the smallest change of
    priorities that serves. Then packages: sets of the file's levers that do it, cheapest first,
    with the path that leads there.
    """
    case = common.opened(path, levers, types)
    chosen = None if only is None else [one.strip() for one in only.split(",") if one.strip()]
    with common.working("looking for what would serve") as progress:
        solution = solve(case.situation, space=case.space, progress=progress)
        result = mediate(solution, target, chosen, shown, count, progress)
        if figure is not None:
            write_figure(figure, packages_figure(result))
    if form == "json":
        common.print_json(mediate_dict(result))
        return
    common.title(f"{case.situation.title}: {target}")
    _states(result)
    _packages(result)
    if figure is not None:
        common.say(f"wrote {figure}")
    common.say("This is what the model says would be needed, not advice to bring it about.")


def _states(result: MediateResult) -> None:
    tell = Settlement(result.solution)
    ids = result.solution.space.ids
    common.say(
        sentence(
            f"{plural(result.n_states, 'feasible situation')} "
            f"{'satisfies' if result.n_states == 1 else 'satisfy'} it; "
            f"{plural(result.n_hold, 'holds', 'hold') if result.n_hold else 'none holds'} "
            "as the parties behave"
        )
    )
    for one in result.states:
        common.say()
        common.say(
            f"State {int(ids[one.position])} ({tell.state(one.position)}): "
            f"{tell.taken(one.position)}."
        )
        for line in tell.target_state(one):
            common.say(line)
        if result.n_rankings:
            for needs in one.parties:
                kept = "too many to count" if needs.rankings is None else f"{needs.rankings:,}"
                name = tell.parties[needs.party].name
                common.say(f"  {name} stays under {kept} of {result.n_rankings:,} strict rankings.")
    left = result.n_states - len(result.states)
    if left > 0 and result.states:
        common.say()
        common.say(f"{left} more: --states {result.n_states}")


def _packages(result: MediateResult) -> None:
    tell = Settlement(result.solution)
    tried = result.packages
    common.say()
    if tried is None:
        common.say("No packages: they need levers: and now: in the file.")
        return
    if not tried.every:
        common.say(f"None of the {tried.tried:,} sets of levers makes it hold and be reached.")
    else:
        common.title(f"Packages: {len(tried.every)} of {tried.tried:,} sets of levers serve")
    for who, listed in result.by_actor():
        if who:
            common.say(f"By {tell.words.those(who)}:")
        for one in listed:
            common.say("  • " + tell.package(one))
            common.say(f"    {tell.package_path(one)}")
            common.say(f"    {tell.package_changes(one)}")
    if not tried.complete:
        common.say(f"Stopped after {tried.tried:,} of {tried.sets:,} sets: the answer so far.")
    if tried.unmade:
        common.say(f"{tried.unmade:,} sets make no model (no feasible state, say).")
