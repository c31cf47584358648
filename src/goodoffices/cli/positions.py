"""``goodoffices positions``: what agrees, what changed, and what cannot both be so."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.brief.position_words import PositionWords
from goodoffices.case import Case
from goodoffices.cli import common
from goodoffices.evidence.item import EvidenceItem
from goodoffices.evidence.read import read_items
from goodoffices.positions.account import accounts
from goodoffices.positions.find import positions

PROPOSED = "proposed.yaml"


@click.command("positions")
@common.case_argument
@click.option("--proposed", is_flag=True, help="also the items that wait in proposed.yaml")
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="most of each kind"
)
@common.change_options
@common.format_option
def command(
    path: Path,
    proposed: bool,
    limit: int,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    form: str,
) -> None:
    """Hold what the reports say against each other: the same claim from another source, a changed
    position, a contradiction, and what the model contradicts, each with its quotations."""
    case = common.opened(path, levers, types)
    with common.working("comparing what is said") as progress:
        waiting = _proposed(case) if proposed else ()
        told = accounts(case.items, waiting, case.sources)
        found = positions(told, case.situation, case.space, progress)
    words = PositionWords(found, case.situation)
    if form == "json":
        common.print_json(case.situation.question() | words.data())
    elif not told:
        common.say("No item is accepted yet; goodoffices read proposes items.")
    else:
        common.show(words.lines(limit))


def _proposed(case: Case) -> tuple[EvidenceItem, ...]:
    file = case.folder / PROPOSED
    return read_items(file, case.sources, case.situation) if file.is_file() else ()
