"""``goodoffices preferences``: each party's order of the situations."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.analyses.preferences import preferences
from goodoffices.brief.preference_tables import PreferenceWords, preferences_dict
from goodoffices.cli import common


@click.command("preferences")
@common.case_argument
@click.option("--party", "only", metavar="PARTY", help="only this party")
@common.change_options
@common.format_option
def command(
    path: Path, only: str | None, levers: tuple[str, ...], types: tuple[str, ...], form: str
) -> None:
    """Each party's statements, what they rest on, and its order of the situations, best first."""
    case = common.opened(path, levers, types)
    if only is not None:
        case.situation.party(only)
    space = case.states()
    orders = tuple(one for one in preferences(space) if only in (None, one.party.id))
    if form == "json":
        told = {"parties": preferences_dict(orders, space)}
        common.print_json(case.situation.question() | told)
        return
    tell = PreferenceWords(space)
    for one in orders:
        common.show(tell.lines(one))
        common.say()
