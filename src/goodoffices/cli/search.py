"""``goodoffices search``: sentences of all reports of a case that have these words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from goodoffices.brief.search_words import answer_data, answer_lines
from goodoffices.cli import common
from goodoffices.errors import RequestError, nearest, one_of
from goodoffices.evidence.item import KINDS
from goodoffices.formats.readers import read_situation
from goodoffices.model.party import Party
from goodoffices.search.find import Asked, search
from goodoffices.search.listed import SITUATION, is_case
from goodoffices.search.query import parse_query
from goodoffices.version import VERSION


def _date(_: click.Context, option: click.Parameter, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        found = f'--{option.name} "{text}" is no date; expected for example 2024-01-31'
        raise RequestError(found) from None


@click.command(
    "search", context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]}
)
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@click.option("--source", default="", metavar="WORDS", help="sources with this key or title")
@click.option("--publisher", default="", metavar="WORDS", help="sources of this publisher")
@click.option("--since", callback=_date, metavar="DATE", help="sources of this date or later")
@click.option("--until", callback=_date, metavar="DATE", help="sources of this date or earlier")
@click.option("--party", metavar="ID", help="sentences that name a party, or items about it")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="items of this kind")
@click.option(
    "--items", is_flag=True, help="only sentences that an item quotes, also a proposed one"
)
@click.option("--accepted", is_flag=True, help="only sentences that an accepted item quotes")
@click.option(
    "--near", type=click.IntRange(0, 1000), metavar="N", help="at most N words between the words"
)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="most results")
@click.option("--rebuild", is_flag=True, help="make the index again, whatever it says")
@click.option("--keep", is_flag=True, help="keep the index also in a folder that is no case")
@common.format_option
def command(
    path: Path,
    words: tuple[str, ...],
    source: str,
    publisher: str,
    since: date | None,
    until: date | None,
    party: str | None,
    kinds: tuple[str, ...],
    items: bool,
    accepted: bool,
    near: int | None,
    limit: int,
    rebuild: bool,
    keep: bool,
    form: str,
) -> None:
    """Find sentences in the reports of a case: words, "phrases", -word, word*, OR.

    PATH is a case, or a folder of text files. Words are all wanted in one sentence, whatever their
    accents and capitals; an ending counts unless it is left open with *.
    """
    _no_options(words)
    if not path.is_dir():
        raise RequestError(f"{path} is no folder; expected a case or a folder of text files")
    if since and until and since > until:
        raise RequestError(f"--since {since} is later than --until {until}; nothing lies between")
    asked = Asked(
        parse_query(words, near),
        source,
        publisher,
        since,
        until,
        _party(path, party),
        kinds,
        items,
        accepted,
        limit,
    )
    with common.working("looking at the reports") as progress:
        answer = search(path, asked, keep or is_case(path), rebuild, progress)
    if form == "json":
        common.print_json({"goodoffices": VERSION} | answer_data(answer))
    else:
        common.show(answer_lines(answer))


def _no_options(words: tuple[str, ...]) -> None:
    """A misspelt option is no word. Raises ``RequestError``."""
    known = [one for param in command.params for one in param.opts if one.startswith("--")]
    for word in words:
        if word.startswith("--") and len(word) > 2:
            name = word.partition("=")[0]
            hint = nearest(name, known)
            raise RequestError(f'there is no option "{name}"; {hint}'.rstrip("; "))


def _party(path: Path, name: str | None) -> Party | None:
    if name is None:
        return None
    file = path / SITUATION
    if not file.is_file():
        raise RequestError(f"--party needs a case: there is no {SITUATION} in {path}")
    parties = {one.id: one for one in read_situation(file).situation.parties}
    if name not in parties:
        hint = nearest(name, parties) or f"expected {one_of(parties)}"
        raise RequestError(f'there is no party "{name}"; {hint}')
    return parties[name]
