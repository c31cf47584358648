"""Events as ACLED codes them: a CSV file, one row an event (``series.acled_rows``).

``actor1`` and ``actor2`` are two sides, and the first is not always who began; here they are read
as source and target. What an actor is called is kept as written; where a lexicon is given, the
party of the situation that it names, and the country, are set beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from goodoffices.reading.actors import actors
from goodoffices.reading.events import Event, Events, Side
from goodoffices.reading.lexicon import Lexicon
from goodoffices.series.acled_rows import NEEDED, Seen, acled_rows, open_acled
from goodoffices.series.noted import Noted

BRACKETS = re.compile(r"\([^()]*\)")
__all__ = ["NEEDED", "acled_events", "code_of", "read_acled", "side_of"]


def read_acled(path: Path, lexicon: Lexicon | None = None) -> Events:
    """The events of an ACLED file. Raises ``InputError``, missing columns by their names.

    Rows that are no events, and a second row of an event, are left out with a warning.
    """
    noted = Noted()
    rows = tuple(acled_events(Path(path), lexicon, noted, {}))
    return Events(rows, str(path), noted.told(str(path)))


def acled_events(
    path: Path,
    lexicon: Lexicon | None,
    noted: Noted,
    seen: Seen,
    told: Callable[[int], None] = lambda done: None,
) -> Iterator[Event]:
    """The same one by one, so that a file of any length is read in little memory.

    ``told`` is called with how many bytes are done.
    """
    stream = open_acled(path)
    for warning in stream.warnings:
        noted.add(warning)
    sides: dict[str, tuple[Side, ...]] = {"": ()}
    for one, _ in acled_rows(stream, noted, seen, told):
        cells = one.cells
        for text in (cells[4], cells[5]):
            if text not in sides:
                sides[text] = (side_of(text, lexicon) if lexicon else Side(text),)
        yield Event(
            id=cells[0],
            date=one.date,
            type=cells[2],
            source=sides[cells[4]],
            target=sides[cells[5]],
            text=cells[7],
            mode=cells[3],
            place=cells[6],
            country=cells[9],
            fatalities=one.fatalities,
            row=one.line,
            region=cells[10],
            file=stream.file,
        )


def side_of(text: str, lexicon: Lexicon, code: str = "", sector: str = "") -> Side:
    """Somebody as a file names them, with the party and, unless the file gives one, the code.

    What stands in brackets says where somebody is from and not who they are: "Civilians (Mali)"
    are no party to talks because Mali is one.
    """
    found = sorted(actors(text, lexicon), key=lambda one: "actor-joined" in one.why)
    coded = next((one.country or one.type for one in found if one.country or one.type), "")
    inside = [one.span() for one in BRACKETS.finditer(text)]
    party = next(
        (
            one.party
            for one in found
            if one.party and not any(low <= one.span[0] < high for low, high in inside)
        ),
        "",
    )
    return Side(text, code or coded, sector, party)


def code_of(text: str, lexicon: Lexicon) -> str:
    """The code of whom a short description names first: ISO 3166 alpha-3, IGO, NGO or IMG.

    A name that is only joined to another word ("Israeli-occupied") counts after all others.
    """
    return side_of(text, lexicon).code
