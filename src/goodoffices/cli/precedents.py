"""``goodoffices precedents``: how often past agreements held a provision."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from goodoffices.brief.precedent_words import precedent_data, precedent_lines
from goodoffices.cli import common
from goodoffices.cli.days import time_options
from goodoffices.errors import RequestError
from goodoffices.reading.feed_kind import PAX
from goodoffices.reading.feed_store import FEEDS, keep_feeds, read_feeds
from goodoffices.series.pax import read_agreements
from goodoffices.series.precedents import precedents
from goodoffices.version import VERSION


@click.command("precedents")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--provision", "columns", multiple=True, metavar="CODE", help="a column, as Ce")
@click.option("--stage", help="only agreements of this stage")
@click.option("--country", help="only agreements of this country")
@time_options
@click.option(
    "--most", type=click.IntRange(min=1), default=20, show_default=True, help="rows of a table"
)
@click.option(
    "--case",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="keep the file in this case",
)
@common.format_option
def command(
    path: Path,
    columns: tuple[str, ...],
    stage: str | None,
    country: str | None,
    since: date | None,
    until: date | None,
    most: int,
    folder: Path | None,
    form: str,
) -> None:
    """How often agreements in a PA-X table held a provision, and which agreements these are.

    PATH is the table, or a case that keeps one (--case). Without --provision, every column that
    holds codes is listed.
    """
    if path.is_dir():
        path = _kept(path)
    elif folder is not None:
        read_agreements(path)  # is refused before it is kept
        (kept,) = keep_feeds(folder, [path])
        click.echo(f"{'kept' if kept.new else 'is kept already'} as {kept.path}", err=True)
        path = kept.path
    with common.working("reading agreements"):
        agreements = read_agreements(path)
        result = precedents(agreements, columns, stage, country, since, until)
    common.warn(agreements.warnings)
    if form == "json":
        asked = {
            "stage": stage,
            "country": country,
            "since": since.isoformat() if since else None,
            "until": until.isoformat() if until else None,
        }
        common.print_json({"goodoffices": VERSION} | asked | precedent_data(result))
        return
    common.show(precedent_lines(result, bool(columns), most))


def _kept(folder: Path) -> Path:
    """The one PA-X table that a case keeps."""
    feeds = [one for one in read_feeds(folder) if one.kind == PAX]
    common.warn(tuple(warning for one in feeds for warning in one.warnings))
    if len(feeds) == 1:
        return feeds[0].path
    if not feeds:
        found = f"{folder} keeps no PA-X table ({FEEDS} lists none)"
        raise RequestError(f"{found}; goodoffices precedents FILE --case {folder} keeps one")
    names = ", ".join(str(one.path) for one in feeds)
    raise RequestError(f"{folder} keeps {len(feeds)} PA-X tables; name one of {names}")
