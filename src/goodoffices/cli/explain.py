"""``goodoffices explain``: why each party stays or goes."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.analyses.explanation import explain
from goodoffices.analyses.solution import solve
from goodoffices.brief.reasons import Reasons
from goodoffices.cli import common
from goodoffices.stability.concepts import concept


@click.command("explain")
@common.case_argument
@click.argument("state")
@click.option("--concept", "by", metavar="NAME", help="for all parties, instead of their own")
@common.change_options
@common.format_option
def command(
    path: Path,
    state: str,
    by: str | None,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    form: str,
) -> None:
    """Why each party stays in STATE or goes: the move, the answer to it, what decides.

    STATE is an id, a named state or an expression such as "ceasefire and not exchange". If it
    fits several, the first ten are shown.
    """
    name = concept(by).name if by else None
    case = common.opened(path, levers, types)
    with common.working("solving"):
        solution = solve(case.situation, space=case.space)
        explanation = explain(solution, state, name)
    if form == "json":
        common.print_json(explanation.as_dict())
        return
    tell = Reasons(solution)
    shown = len(explanation.states)
    if explanation.n_fitting > shown:
        common.say(f"{explanation.n_fitting:,} situations fit; the first {shown} are shown.")
    for one in explanation.states:
        space = solution.space
        names = ", ".join(tell.words.state_names(space, one.position))
        common.title(f"State {int(space.ids[one.position])}{f' ({names})' if names else ''}")
        common.say("; ".join(tell.words.taken(space, one.position)) or "Nobody takes any option.")
        common.say(tell.verdict(one))
        common.say(tell.reach(one))
        if one.dominated:
            common.say("Another feasible situation is better for every party.")
        if one.kinds and solution.strong is not None:
            upset = "No" if solution.strong[one.position] else "Some"
            common.say(f"{upset} coalition of two or more would leave it together.")
        for reason in one.reasons:
            strength = tell.strength(reason)
            concept_told = f"{reason.concept}, {strength}" if strength else reason.concept
            common.say(f"  {' '.join(tell.of_party(reason))} [{concept_told}]")
        common.say()
