"""Countries, nationalities, capitals and well-known organisations by the names that texts use.

Whose list it is: countries, capitals and nationalities are those of the package countryinfo, whose
codes are ISO 3166. ``names_en.csv`` adds what the package has not: names in use besides its own,
further words for people of a country, organisations with what they are or where they act. A line
there stands in place of what the package says of the same name. Nothing of it is a view on the
status of a place. A name that is given to two countries has no country of its own: ``choices``
lists them, and only the text can tell which is meant.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from goodoffices.errors import RequestError
from goodoffices.reading.rule import ENGLISH

NEEDS = "reading needs countryinfo; install it with: pip install countryinfo"
SILENT = "silent"
CODED = ("country", "nationality", "capital", "seat", "group")
"""Kinds whose code is a country; that of an organisation says what it is: IGO, NGO or IMG."""
PAST = ("ANT", "SCG")
"""States that the package still lists and ISO 3166 no longer has."""
FORMAL = re.compile(r"\b(?:of|Republic|Kingdom|Federation|Emirates|Confederation|Islands)\b")
PLAIN = re.compile(r"[^\W\d_][\w .'’()-]*\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for.

    ``kind``: country, nationality, capital, seat, group, organisation, or silent for a name that
    holds another ("New Mexico"); ``codes``: one code, or several where the name is given to as many
    countries; ``key``: the short name of an organisation.
    """

    kind: str
    codes: tuple[str, ...] = ()
    key: str = ""

    @property
    def country(self) -> str:
        """ISO 3166 alpha-3, or "" for organisations and for a name of several countries."""
        return self.codes[0] if self.kind in CODED and len(self.codes) == 1 else ""

    @property
    def choices(self) -> tuple[str, ...]:
        """The countries that share the name, () where one has it."""
        return self.codes if self.kind in CODED and len(self.codes) > 1 else ()


@dataclass(frozen=True)
class Gazetteer:
    """``entries`` by name; ``given`` and ``surnames``: names of places that persons have too."""

    entries: dict[str, Entry]
    given: frozenset[str]
    surnames: frozenset[str]


@cache
def gazetteer(language: str = ENGLISH) -> Gazetteer:
    """The names of one language. Raises ``RequestError`` for one that has no list."""
    file = Path(__file__).with_name(f"names_{language}.csv")
    if not file.is_file():
        raise RequestError(f'there is no list of names for the language "{language}"; known: en')
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [(row, row["names"].split("|")) for row in csv.DictReader(lines)]
    dropped = {name for row, names in rows if row["kind"] == "drop" for name in names}
    entries = {name: one for name, one in of_package().items() if name not in dropped}
    apart: dict[str, frozenset[str]] = {}
    for row, names in rows:
        kind = row["kind"]
        if kind in ("given", "surname"):
            apart[kind] = frozenset(names)
        elif kind != "drop":
            entry = Entry(kind, tuple(row["code"].split()), row["key"])
            entries |= dict.fromkeys(names, entry)
    spelt = {other: entries[name] for name in list(entries) for other in _spellings(name)}
    return Gazetteer(spelt | entries, apart["given"], apart["surname"])


def of_package() -> dict[str, Entry]:
    """What countryinfo alone says, a country's name before a capital's before a people's."""
    entries: dict[str, Entry] = {}
    for kind, code, name in _package_names():
        known = entries.get(name)
        codes: tuple[str, ...] = (code,)
        if known is not None and known.kind == kind and code not in known.codes:
            codes = (*known.codes, code)
        if known is None or known.kind == kind:
            entries[name] = Entry(kind, codes)
    return entries


def _package_names() -> Iterator[tuple[str, str, str]]:
    """Kind, code and name of everything in countryinfo; countries first, then capitals."""
    try:
        import countryinfo
    except ImportError:
        raise RequestError(NEEDS) from None
    every = [one for one in countryinfo.all_countries() if one.iso(3) not in PAST]
    every.sort(key=lambda one: one.name())
    for one in every:
        code = str(one.iso(3) or "")
        for name in (one.name(), *one.alt_spellings()):
            if code and (name == one.name() or FORMAL.search(name)) and PLAIN.match(name):
                yield "country", code, name.removeprefix("The ")
    for one in every:
        code, people, capital = str(one.iso(3) or ""), one.demonym(), one.capital()
        if code and isinstance(capital, str) and PLAIN.match(capital):
            yield "capital", code, capital
        for name in re.split(r"[,/]| and ", people or "") if code else ():
            if PLAIN.match(name):
                yield "nationality", code, name
                if not re.search(r"(?:s|sh|ch|ese|[A-Z])\Z", name):
                    yield "nationality", code, f"{name}s"


def _spellings(name: str) -> Iterator[str]:
    """The name without accents, with the other apostrophe, and both."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    for one in {bare, name}:
        yield one
        yield one.replace("'", "’")
        yield one.replace("’", "'")
