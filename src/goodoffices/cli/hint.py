"""``goodoffices hint``: what is known beside a number that the analyst has to set."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from goodoffices.analyses.hint import Hints, hints, precedent
from goodoffices.brief.hint_data import hint_data
from goodoffices.brief.hint_words import HintWords
from goodoffices.case import load_case
from goodoffices.cli import common
from goodoffices.errors import RequestError
from goodoffices.series.scale import scale


@click.command("hint")
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.argument("where", required=False)
@click.option("--word", "words", multiple=True, metavar="WORD", help="what a word means")
@click.option("--pax", type=click.Path(path_type=Path), metavar="FILE", help="a PA-X table")
@click.option("--provision", metavar="CODE", help="a column of the PA-X table")
@click.option("--stage", help="only agreements of this stage")
@click.option("--country", help="only agreements of this country")
@click.option("--backtest", "test", is_flag=True, help="how often intervals held; takes seconds")
@common.format_option
def command(
    path: Path | None,
    where: str | None,
    words: tuple[str, ...],
    pax: Path | None,
    provision: str | None,
    stage: str | None,
    country: str | None,
    test: bool,
    form: str,
) -> None:
    """What reports, scales of words and the case's own counts say beside a number to be set.

    WHERE is the path of a number of the outlook (events.exchanged.causes[0].probability), or the
    id of an event, flow, stock, pool or param; without it, all probabilities that nobody has set.
    Nothing is filled in. PATH may be left out with --word, and with --pax and --provision.
    """
    if (pax is None) != (provision is None) or (pax is None and (stage or country)):
        raise RequestError("--pax FILE and --provision CODE go together, with --stage, --country")
    if path is None and not words and pax is None:
        raise RequestError("nothing to look at; expected the PATH of a case, --word, or --pax")
    known = tuple(scale(word) for word in words)
    result, case = Hints(None, "", (), (), None, known), None
    if path is not None:
        case = load_case(path)
        common.warn(case.warnings)
        with common.working("reading series") as progress:
            result = hints(
                case.situation,
                case.items,
                case.sources,
                case.folder,
                where,
                test=test,
                progress=progress,
            )
        common.warn(tuple(dict.fromkeys(w for one in result.series for w in one.series.warnings)))
    found = None
    if pax is not None and provision is not None:
        found = precedent(pax, provision, stage, country)
        common.warn(found.warnings)
    told = HintWords(replace(result, precedent=found, words=known), case, test)
    if form == "json":
        common.print_json(hint_data(told))
    else:
        common.show(told.lines())
