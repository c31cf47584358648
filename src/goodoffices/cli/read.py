"""``goodoffices read``: sentences of reports as proposals for evidence."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import click

from goodoffices.brief.feed_words import feed_told
from goodoffices.brief.read_words import proposal_lines, rules_data, rules_table, source_lines
from goodoffices.brief.words import plural
from goodoffices.case import load_case
from goodoffices.cli import common
from goodoffices.cli.llm import llm_options, model_is_asked, with_model
from goodoffices.errors import RequestError
from goodoffices.model.situation import Situation
from goodoffices.progress import Progress, silent
from goodoffices.reading.feed_kind import feed_kind
from goodoffices.reading.feed_store import KEPT, keep_feeds
from goodoffices.reading.intake import BySource, Said, Taken, take_in
from goodoffices.reading.lexicon import Lexicon
from goodoffices.reading.llm_reader import Asked
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.read import LANGUAGES, READER, proposals
from goodoffices.reading.rule import ENGLISH
from goodoffices.reading.store import PROPOSED, Kept, Store
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
@click.option("--title", metavar="TEXT", help="of one report: what it is called")
@click.option("--publisher", metavar="TEXT", help="of one report: who published it")
@click.option("--date", "day", metavar="DATE", help="of one report: when it was published")
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
    paths: tuple[Path, ...],
    folder: Path | None,
    language: str,
    title: str | None,
    publisher: str | None,
    day: str | None,
    list_rules: bool,
    form: str,
) -> int:
    """Propose evidence from reports: for each sentence what it does, who speaks, and why.

    PATHS are text, Markdown, HTML, PDF, ReliefWeb JSON, or folders of these. Nothing enters the
    model: proposals wait for the analyst. Feed files (ACLED, PLOVER, PA-X, HXL) are told and kept.
    """
    if list_rules:
        _list_rules(language, form)
        return 0
    if not paths:
        raise RequestError("nothing to read; expected the PATH of a report, or --rules")
    if folder is not None and not folder.is_dir():
        raise RequestError(f"{folder} is no folder; expected a case; goodoffices new begins one")
    case = load_case(folder) if folder is not None else None
    if case is not None:
        common.warn(case.warnings)
    situation = case.situation if case else None
    feeds = tuple(path for path in paths if feed_kind(path) in KEPT)
    if feeds:
        if len(feeds) < len(paths):
            found = f"{feeds[0]} is a feed of events or numbers, and the rest is not"
            raise RequestError(f"{found}; nothing was read; read feeds and reports one by one")
        _tell_feeds(feeds, situation, folder, form)
        return 0
    lexicon = Lexicon(situation)
    asked: Asked | None = None

    def read(kept: Kept) -> list[Proposal]:
        return proposals(kept.text, kept.key, lexicon, language, kept.date)

    def further(found: BySource) -> BySource:
        nonlocal asked
        both, asked = with_model(found, situation)
        return both

    said = Said(title or "", publisher or "", _day(day))
    with Store(folder, case.sources if case else {}) as store, _working() as progress:
        taken = take_in(paths, store, read, said, progress, further if model_is_asked() else None)
    common.warn(taken.warnings)
    _show(taken, asked, folder, form)
    return int(asked is not None and bool(asked.unread))


def _list_rules(language: str, form: str) -> None:
    """Every rule of a language; jsonl: one a line."""
    if form == "text":
        common.print_table(rules_table(language))
    elif form == "json":
        head = {"goodoffices": VERSION, "reader": READER, "language": language}
        common.print_json(head | {"rules": rules_data(language)})
    else:
        for rule in rules_data(language):
            click.echo(json.dumps(rule, ensure_ascii=False))


def _tell_feeds(
    paths: tuple[Path, ...], situation: Situation | None, folder: Path | None, form: str
) -> None:
    """What feed files hold; in a case they are kept as received."""
    with common.working("reading feeds") as progress:
        told = [feed_told(path, situation, progress) for path in paths]
        kept = keep_feeds(folder, paths, progress=progress) if folder is not None else []
    if form == "text":
        for lines, _ in told:
            common.show(lines)
        for one in kept:
            common.say(f"kept as {one.path}")
        return
    data = [one for _, one in told]
    if form == "json":
        common.print_json({"goodoffices": VERSION, "feeds": data, "kept": [k.key for k in kept]})
        return
    for feed in data:
        click.echo(json.dumps(feed, ensure_ascii=False))


def _working() -> AbstractContextManager[Progress]:
    """A bar, unless a model is asked, which has one of its own and may ask for leave."""
    return nullcontext(silent) if model_is_asked() else common.working("reading")


def _show(taken: Taken, asked: Asked | None, folder: Path | None, form: str) -> None:
    """What was read, as it is wanted."""
    if form == "jsonl":
        for _, found in taken:
            for one in found:
                click.echo(json.dumps(one.as_dict(), ensure_ascii=False))
        return
    if form == "json":
        head: dict[str, Any] = {"goodoffices": VERSION, "reader": READER}
        head |= {"sources": [_source(kept) for kept, _ in taken]}
        head |= {"language_model": asked.as_dict()} if asked is not None else {}
        head |= {"warnings": [one.as_dict() for one in taken.warnings]}
        every = (one.as_dict() for _, found in taken for one in found)
        common.stream_json(head, "proposals", every)
        return
    for kept, found in taken:
        common.show(source_lines(kept.title, kept.publisher, kept.date, kept.part))
        common.show(proposal_lines(found))
    common.say(_told(taken, folder))


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise RequestError(f'--date "{text}" is no day; expected for example 2024-12-01') from None


def _source(kept: Kept) -> dict[str, Any]:
    return {
        "key": kept.key,
        "title": kept.title,
        "publisher": kept.publisher or None,
        "date": kept.date.isoformat() if kept.date else None,
        "address": kept.address or None,
        "sha256": kept.sha256,
        "part": kept.part or None,
        "file": str(kept.path),
        "new": kept.new,
    }


def _told(taken: Taken, folder: Path | None) -> str:
    sentences = sum(len({one.sentence for one in found}) for _, found in taken)
    count = plural(sentences, "sentence")
    if taken.proposals > sentences:
        count += f", {plural(taken.proposals, 'proposal')}"
    if taken.sources != 1:
        count = f"{plural(taken.sources, 'report')}, {count}"
    if folder is None:
        return f"{count}. Nothing was kept: give --case FOLDER to keep reports and proposals."
    return f"{count}, {taken.fresh:,} of them new in {folder / PROPOSED}."
