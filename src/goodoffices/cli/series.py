"""``goodoffices series``: what was counted day by day, its fit, and how honest that is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from goodoffices.analyses.hint import SEED, Fitted, case_series, fitted
from goodoffices.brief.series_words import rows_data, rows_table, series_data, series_lines
from goodoffices.case import load_case
from goodoffices.cli import common
from goodoffices.errors import RequestError
from goodoffices.progress import Progress
from goodoffices.reading.feed_kind import ACLED, HXL, feed_kind
from goodoffices.series.counts import event_series
from goodoffices.series.observed import Series
from goodoffices.series.pick import values_of
from goodoffices.series.read import read_series
from goodoffices.series.sheet import read_sheet

TABLES = (".csv", ".tsv", ".xlsx")


@click.command("series")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--column", "columns", multiple=True, metavar="HEADER", help="a column of the table")
@click.option("--date", metavar="HEADER", help="the column of the table with the days")
@click.option(
    "--where", multiple=True, metavar="COLUMN=VALUE", help="only rows that have it, as #adm1=North"
)
@click.option("--each", metavar="COLUMN", help="a series for each value of this column, as #adm1")
@click.option("--sum", "add", is_flag=True, help="add up the rows of one date")
@click.option(
    "--count",
    "counts",
    multiple=True,
    metavar="WHAT",
    help="of an ACLED table: events, a type, fatalities, fatalities in TYPE",
)
@click.option("--rows", is_flag=True, help="show every observation with the lines it stands in")
@click.option("--backtest", "test", is_flag=True, help="how often intervals held; takes seconds")
@click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True)
@common.format_option
def command(
    paths: tuple[Path, ...],
    columns: tuple[str, ...],
    date: str | None,
    where: tuple[str, ...],
    each: str | None,
    add: bool,
    counts: tuple[str, ...],
    rows: bool,
    test: bool,
    seed: int,
    form: str,
) -> None:
    """The rates, level and drift of a daily count, fitted to what was observed.

    PATH is a table (.csv, .tsv, .xlsx) of dated counts, an ACLED table with --count, or a case
    whose outlook says where its stocks and flows were observed. --column may be given several
    times, and several tables are read one after the other.
    """
    asked = bool(columns or date or where or each or add or counts)
    if counts and (columns or date or each or add):
        raise RequestError("--count is for a table of events, with --where and no other choice")
    with common.working("fitting") as progress:
        if all(_is_table(path) for path in paths):
            read = [
                one
                for path in paths
                for one in (
                    _counted(path, counts, where, progress)
                    if counts
                    else _read(path, columns, date, where, each, add)
                )
            ]
            found = tuple(fitted(s, test=test, seed=seed, progress=progress) for s in read)
        else:
            found = _of_case(paths, asked, test, seed, progress)
    common.warn(tuple(dict.fromkeys(w for one in found for w in one.series.warnings)))
    if form == "json":
        seeded = {"seed": seed} if test else {}
        told = [
            series_data(one) | ({"rows": rows_data(one.series)} if rows else {}) for one in found
        ]
        common.print_json(seeded | {"series": told})
        return
    for at, one in enumerate(found):
        if at:
            common.say()
        common.show(series_lines(one, test))
        if rows:
            common.print_table(rows_table(one.series))


def _is_table(path: Path) -> bool:
    if path.is_dir():
        return False
    return path.suffix.lower() in TABLES or feed_kind(path) in (ACLED, HXL)


def _read(
    path: Path,
    columns: tuple[str, ...],
    date: str | None,
    where: tuple[str, ...],
    each: str | None,
    add: bool,
) -> Iterator[Series]:
    if not columns and feed_kind(path) == ACLED:
        found = f"{path} is a table of events"
        raise RequestError(f"{found}; --count says what to count: events, fatalities, or a type")
    values = [] if each is None else values_of(read_sheet(path), each)
    for column in columns or (None,):
        for picks in [(f"{each}={value}",) for value in values] if each else [()]:
            yield read_series(path, column, date, (*where, *picks), add)


def _counted(
    path: Path, counts: tuple[str, ...], where: tuple[str, ...], progress: Progress
) -> Iterator[Series]:
    size = path.stat().st_size if path.is_file() else 0
    for count in counts:

        def told(done: int) -> None:
            progress(f"reading {path.name}", done, size)

        yield event_series(path, count, where, told)


def _of_case(
    paths: tuple[Path, ...], asked: bool, test: bool, seed: int, progress: Progress
) -> tuple[Fitted, ...]:
    if len(paths) > 1:
        raise RequestError("one case at a time, or tables only")
    if asked:
        found = "--column, --date, --where, --each, --sum and --count are for a table"
        raise RequestError(f"{found}; of a case, observed: in its outlook says which")
    case = load_case(paths[0])
    outlook = case.situation.outlook
    return case_series(outlook, case.folder, test, seed=seed, progress=progress)
