"""``goodoffices moves``: how people check a model against a paper."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.analyses.movelist import list_moves
from goodoffices.brief.move_tables import moves_table
from goodoffices.cli import common
from goodoffices.moves.build import moves_of

MOST = 200


@click.command("moves")
@common.case_argument
@click.argument("state", required=False)
@common.change_options
@common.format_option
def command(
    path: Path, state: str | None, levers: tuple[str, ...], types: tuple[str, ...], form: str
) -> None:
    """Every party's moves and improvements, from STATE (an id, a name, an expression) or all."""
    case = common.opened(path, levers, types)
    moves = moves_of(case.situation, case.space)
    with common.working("listing moves"):
        listing = list_moves(moves, state, None if form == "json" else MOST)
    if form == "json":
        common.print_json(listing.as_dict())
        return
    common.print_table(moves_table(listing))
    if listing.n_states > len(listing.rows):
        common.say(f"{listing.n_states:,} states fit; the first {MOST} are shown.")
