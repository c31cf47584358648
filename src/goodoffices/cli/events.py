"""``goodoffices events``: dated events from ACLED and PLOVER files, listed, counted, drawn."""

from __future__ import annotations

import csv
import heapq
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TextIO

import click

from goodoffices.brief.event_words import (
    EVENT_HEADS,
    HEADS,
    counts_data,
    counts_lines,
    event_cells,
    event_data,
    events_table,
    noted_data,
    noted_lines,
    shown_words,
)
from goodoffices.brief.figures.draw import write_figure
from goodoffices.brief.figures.events import events_figure
from goodoffices.case import Case, load_case
from goodoffices.cli import common
from goodoffices.cli.days import time_options
from goodoffices.cli.events_items import items_told
from goodoffices.errors import RequestError
from goodoffices.reading.event_counts import BY, Counts, counted
from goodoffices.reading.event_files import check_kinds, events_in
from goodoffices.reading.event_filter import Filter
from goodoffices.reading.events import Event
from goodoffices.reading.feed_kind import EVENTS
from goodoffices.reading.feed_store import FEEDS, keep_feeds, read_feeds
from goodoffices.reading.lexicon import Lexicon
from goodoffices.reading.plover_write import record_of
from goodoffices.series.noted import Noted
from goodoffices.version import VERSION

IN_MEMORY = 16_000_000
NARROW = 64


@click.command("events")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@time_options
@click.option("--party", "parties", multiple=True, metavar="NAME", help="an id, name or code")
@click.option(
    "--type", "types", multiple=True, metavar="TYPE", help="an event type; with --items ITEM=TYPE"
)
@click.option("--place", "places", multiple=True, metavar="NAME", help="a place or country")
@click.option("--by", type=click.Choice(BY), help="count them instead of listing them")
@click.option("--most", type=click.IntRange(min=1), default=20, show_default=True, metavar="N",
              help="so many rows of a table")  # fmt: skip
@common.figure_option
@click.option(
    "--case",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="keep the files in this case, and know its parties",
)
@click.option("--items", is_flag=True, help="the accepted evidence of a case as events")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv", "plover"]),
    default="text",
    show_default=True,
    help="how to print the result",
)
def command(
    paths: tuple[Path, ...],
    since: date | None,
    until: date | None,
    parties: tuple[str, ...],
    types: tuple[str, ...],
    places: tuple[str, ...],
    by: str | None,
    most: int,
    figure: Path | None,
    folder: Path | None,
    items: bool,
    form: str,
) -> None:
    """Dated events from ACLED tables and PLOVER records: who did what to whom, when and where.

    PATHS are files, or a case that keeps some (--case). What an actor is called stays as the file
    has it; the situation's party is set beside it. Each event counts once.
    """
    if not paths and folder is None:
        raise RequestError("nothing to read; expected the PATH of a file or of a case")
    if figure is not None and figure.suffix.lower() != ".svg":
        raise RequestError(f"{figure}: figures are written as .svg; name the file so")
    if items:
        given = [one for one in (*paths, folder) if one is not None]
        if len(given) != 1 or by or figure or since or until or parties or places or form == "csv":
            raise RequestError("--items takes one case, --type ITEM=TYPE, and no other filter")
        items_told(_case(given[0]), types, form)
        return
    if by and form == "plover":
        raise RequestError("--by gives counts, which are no PLOVER records; leave one of them out")
    files, case = _files(paths, folder)
    situation = case.situation if case else None
    known = frozenset(one.id for one in situation.parties) if situation else frozenset()
    asked = Filter(since, until, parties, types, places, known)
    noted = Noted()
    with common.working("reading events") as progress:
        events = asked.kept(events_in(files, Lexicon(situation), noted, progress))
        if by or figure is not None:
            counts = counted(events, by or "month")
        else:
            _listed(events, noted, form, most, len(files))
            _warn(noted, asked)
            return
    _warn(noted, asked)
    if figure is not None:
        write_figure(figure, events_figure(counts, _title(counts, asked)))
    _counts_told(counts, noted, form, most)
    if figure is not None and form == "text":
        common.say(f"Drawn in {figure}.")


def _case(path: Path) -> Case:
    if not path.is_dir():
        raise RequestError(f"{path} is no folder; expected a case; goodoffices new begins one")
    case = load_case(path)
    common.warn(case.warnings)
    return case


def _files(paths: tuple[Path, ...], folder: Path | None) -> tuple[list[Path], Case | None]:
    """The files to read, kept first where that was asked for, and the case whose parties count."""
    folders = [path for path in paths if path.is_dir()]
    if len(folders) > 1 or (folders and folder is not None):
        raise RequestError("one case at a time; its parties are those that count")
    files = [path for path in paths if not path.is_dir()]
    where = folders[0] if folders else folder
    case = _case(where) if where is not None else None
    if folder is not None and files:
        check_kinds(files)
        with common.working("reading events") as progress:
            kept = keep_feeds(folder, files, progress=progress)
        for one in kept:
            told = "kept as" if one.new else "is kept already as"
            click.echo(f"{one.title}: {told} {one.path}, {one.rows:,} rows", err=True)
        return [one.path for one in kept], case
    if (where is not None and not files) or folders:
        feeds = [one for one in read_feeds(where or folders[0]) if one.kind in EVENTS]
        common.warn(tuple(warning for one in feeds for warning in one.warnings))
        files += [one.path for one in feeds]
    if not files:
        found = f"{where} keeps no events ({FEEDS} lists none)"
        raise RequestError(f"{found}; goodoffices events FILE --case {where} keeps a file")
    return files, case


def _warn(noted: Noted, asked: Filter) -> None:
    common.warn(asked.remarks())
    common.warn(noted.told())


def _title(counts: Counts, asked: Filter) -> str:
    parts = [*asked.types, *asked.parties, *asked.places]
    return f"Events by {counts.by}" + (f": {', '.join(parts)}" if parts else "")


def _listed(events: Iterable[Event], noted: Noted, form: str, most: int, files: int) -> None:
    """The list: as text the last by date, in other forms every one in the order of the files."""
    if form == "text":
        total = 0

        def counting() -> Iterator[tuple[date, int, Event]]:
            nonlocal total
            for event in events:
                total += 1
                yield event.date, total, event

        last = [event for _, _, event in heapq.nlargest(most, counting(), key=lambda one: one[:2])]
        if total:
            common.print_table(events_table(last[::-1], files))
        common.say(shown_words(len(last), total) if total else "No event.")
        common.show(noted_lines(noted))
        return
    with tempfile.SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="") as out:
        text: TextIO = out  # type: ignore[assignment]
        if form == "csv":
            rows = csv.writer(text, lineterminator="\n")
            rows.writerow(EVENT_HEADS)
            rows.writerows(event_cells(one) for one in events)
        elif form == "plover":
            _objects(text, (record_of(one) for one in events))
            text.write("\n")
        else:
            text.write(f'{{"goodoffices": "{VERSION}",\n "events": ')
            _objects(text, (event_data(one) for one in events))
            head = json.dumps(noted_data(noted))
            text.write(f",\n {head[1:]}\n")
        out.seek(0)
        shutil.copyfileobj(text, sys.stdout)


def _objects(out: TextIO, objects: Iterable[object]) -> None:
    out.write("[")
    for at, one in enumerate(objects):
        out.write(f"{',' if at else ''}\n  {json.dumps(one, ensure_ascii=False)}")
    out.write("\n ]")


def _counts_told(counts: Counts, noted: Noted, form: str, most: int) -> None:
    if form == "json":
        common.print_json({"goodoffices": VERSION} | counts_data(counts) | noted_data(noted))
        return
    if form == "csv":
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow([*HEADS[counts.by], "events", "fatalities", "without_fatalities"])
        for key, one in counts.ordered():
            dead = "" if one.silent == one.events else one.fatalities
            rows.writerow([*key, one.events, dead, one.silent])
        click.echo(out.getvalue(), nl=False)
        return
    room = 30 if common.terminal_width() > NARROW else 12
    common.show(counts_lines(counts, room, most))
    common.show(noted_lines(noted))
