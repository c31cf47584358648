"""Events of several files together, each event once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from goodoffices.errors import GoodOfficesError, InputError, Place, Problem
from goodoffices.formats.grid import is_workbook
from goodoffices.progress import Progress, silent
from goodoffices.reading.acled import acled_events
from goodoffices.reading.events import Event
from goodoffices.reading.feed_kind import ACLED, CALLED, EVENTS, LOOKED_AT, feed_kind
from goodoffices.reading.lexicon import Lexicon
from goodoffices.reading.plover import plover_events
from goodoffices.series.acled_rows import Seen
from goodoffices.series.noted import Noted
from goodoffices.series.sheet import read_sheet

EXPECTED = "an ACLED table or PLOVER records"
HOLDS = {
    "hxl": "goodoffices series reads it",
    "paxa": "goodoffices precedents reads it",
    "reliefweb": "goodoffices read reads it",
}


def check_kinds(paths: Sequence[Path]) -> dict[Path, str]:
    """Path → kind of feed. Raises ``InputError`` for every file that holds no events."""
    kinds: dict[Path, str] = {}
    problems: list[Problem] = []
    for path in paths:
        kind = feed_kind(path)
        if kind in EVENTS:
            kinds[path] = kind
            continue
        place = Place(str(path))
        if not path.is_file():
            problems.append(Problem(place, "there is no such file", EXPECTED))
        elif kind:
            problems.append(Problem(place, f"this is {CALLED[kind]}", EXPECTED, HOLDS[kind]))
        elif path.stat().st_size == 0:
            problems.append(Problem(place, "the file is empty", EXPECTED))
        elif is_workbook(path) and (why := _not_opened(path)):
            problems += why
        elif _has_zeros(path):
            found = "the file has zero bytes: it is no text, or text in UTF-16"
            problems.append(Problem(place, found, EXPECTED, "save it as CSV UTF-8"))
        else:
            found = "nothing in it says what kind of feed this is"
            remedy = "ACLED is known by its headers, PLOVER by the keys event and actorText"
            problems.append(Problem(place, found, EXPECTED, remedy))
    if problems:
        raise InputError(problems)
    return kinds


def _not_opened(path: Path) -> list[Problem]:
    """Why a workbook cannot be read: what is wrong with it, or the package that is missing."""
    try:
        read_sheet(path)
    except InputError as error:
        return list(error.problems)
    except GoodOfficesError as error:
        return [Problem(Place(str(path)), str(error))]
    return []


def _has_zeros(path: Path) -> bool:
    with path.open("rb") as raw:
        return b"\0" in raw.read(LOOKED_AT)


def events_in(
    paths: Sequence[Path],
    lexicon: Lexicon | None,
    noted: Noted,
    progress: Progress = silent,
) -> Iterator[Event]:
    """Every event of these files once, in their order, without holding them.

    An ACLED event that stands in two files counts as the first of them has it, and a PLOVER
    record where the whole of it is the same. Raises ``InputError`` for a file that holds no
    events, or only rows that are none.
    """
    kinds = check_kinds(list(dict.fromkeys(paths)))
    sizes = {path: path.stat().st_size for path in kinds}
    total, before = sum(sizes.values()), 0
    ids: Seen = {}
    records: set[str] = set()
    for path, kind in kinds.items():

        def told(done: int, before: int = before, what: str = f"reading {path.name}") -> None:
            progress(what, before + done, total)

        wrong = noted.count
        found = (
            acled_events(path, lexicon, noted, ids, told)
            if kind == ACLED
            else plover_events(path, lexicon, noted, records, told)
        )
        first = next(found, None)
        if first is not None:
            yield from chain((first,), found)
        elif noted.count > wrong and not ids and not records:
            raise InputError(noted.told(str(path)))
        before += sizes[path]
