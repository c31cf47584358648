"""``goodoffices read``: sentences of reports as proposals for evidence."""

from __future__ import annotations

import json
from pathlib import Path

import click

from goodoffices.brief.read_words import proposal_lines, rules_table
from goodoffices.case import load_case
from goodoffices.cli import common
from goodoffices.cli.llm import llm_options, with_model
from goodoffices.errors import RequestError
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.read import LANGUAGES, READER, proposals
from goodoffices.reading.report import read_reports
from goodoffices.reading.rule import ENGLISH
from goodoffices.reading.store import PROPOSED, keyed, store
from goodoffices.version import VERSION


@click.command("read")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--case",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="keep reports and proposals in this case, and know its parties",
)
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    default=ENGLISH,
    show_default=True,
    help="the rules to read by",
)
@llm_options
@click.option("--rules", "list_rules", is_flag=True, help="list the rules and read nothing")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="how to print the result; jsonl: one proposal a line",
)
def command(
    paths: tuple[Path, ...], folder: Path | None, language: str, list_rules: bool, form: str
) -> int:
    """Propose evidence from reports: for each sentence what it does, who speaks, and why.

    PATHS are plain text or Markdown. Nothing enters the model: proposals wait for the analyst.
    """
    if list_rules:
        common.print_table(rules_table(language))
        return 0
    if not paths:
        raise RequestError("nothing to read; expected the PATH of a report, or --rules")
    if folder is not None and not folder.is_dir():
        raise RequestError(f"{folder} is no folder; expected a case; goodoffices new begins one")
    case = load_case(folder) if folder is not None else None
    if case is not None:
        common.warn(case.warnings)
    situation = case.situation if case else None
    kept = keyed(read_reports(paths), case.sources if case else {}, folder)
    found = {one.key: proposals(one.report.text, one.key, situation, language) for one in kept}
    found, asked = with_model(found, situation)
    status = int(asked is not None and bool(asked.unread))
    every = [one for each in found.values() for one in each]
    fresh = store(folder, kept, every) if folder is not None else 0
    if form == "jsonl":
        for one in every:
            click.echo(json.dumps(one.as_dict(), ensure_ascii=False))
        return status
    if form == "json":
        sources = [
            {"key": k.key, "title": k.report.title, "sha256": k.report.sha256, "new": k.new}
            for k in kept
        ]
        data = [one.as_dict() for one in every]
        head: dict[str, object] = {"goodoffices": VERSION, "reader": READER, "sources": sources}
        head |= {"language_model": asked.as_dict()} if asked is not None else {}
        common.print_json(head | {"proposals": data})
        return status
    for one_kept in kept:
        common.show(proposal_lines(one_kept.report.title, found[one_kept.key]))
    common.say(_told(every, folder, fresh))
    return status


def _told(every: list[Proposal], folder: Path | None, fresh: int) -> str:
    number = len({(one.source, one.sentence) for one in every})
    count = f"{number} sentence{'s' if number != 1 else ''}"
    count += f", {len(every)} proposals" if len(every) > number else ""
    if folder is None:
        return f"{count}. Nothing was kept: give --case FOLDER to keep reports and proposals."
    return f"{count}, {fresh} of them new in {folder / PROPOSED}."
