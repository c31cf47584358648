"""``goodoffices series``: what was counted day by day, its fit, and how honest that is."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.analyses.hint import SEED, case_series, fitted
from goodoffices.brief.series_words import series_data, series_lines
from goodoffices.case import load_case
from goodoffices.cli import common
from goodoffices.errors import RequestError
from goodoffices.series.read import read_series

TABLES = (".csv", ".tsv", ".xlsx")


@click.command("series")
@common.case_argument
@click.option("--column", "columns", multiple=True, metavar="HEADER", help="a column of the table")
@click.option("--date", metavar="HEADER", help="the column of the table with the days")
@click.option("--backtest", "test", is_flag=True, help="how often intervals held; takes seconds")
@click.option("--seed", type=click.IntRange(min=0), default=SEED, show_default=True)
@common.format_option
def command(
    path: Path, columns: tuple[str, ...], date: str | None, test: bool, seed: int, form: str
) -> None:
    """The rates, level and drift of a daily count, fitted to what was observed.

    PATH is a table (.csv, .tsv, .xlsx) of dated counts, or a case whose outlook says where its
    stocks and flows were observed. --column may be given several times.
    """
    with common.working("fitting") as progress:
        if path.suffix.lower() in TABLES and not path.is_dir():
            read = [read_series(path, column, date) for column in columns or (None,)]
            found = tuple(fitted(s, test=test, seed=seed, progress=progress) for s in read)
        else:
            if columns or date:
                found_ = "--column and --date are for a table"
                raise RequestError(f"{found_}; of a case, observed: in its outlook says which")
            case = load_case(path)
            outlook = case.situation.outlook
            found = case_series(outlook, case.folder, test, seed=seed, progress=progress)
    common.warn(tuple(dict.fromkeys(w for one in found for w in one.series.warnings)))
    if form == "json":
        seeded = {"seed": seed} if test else {}
        common.print_json(seeded | {"series": [series_data(one) for one in found]})
        return
    for at, one in enumerate(found):
        if at:
            common.say()
        common.show(series_lines(one, test))
