"""Sentences that have what a query asks for, the best first.

Ranked by bm25 over sentences; among equals the newer source first. Every hit is held against its
file: if what stands there is no longer what the index says, the index is made again, once.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from goodoffices.errors import RequestError
from goodoffices.model.party import Party
from goodoffices.progress import Progress, silent
from goodoffices.search.index import Index, searching
from goodoffices.search.query import Query, Term
from goodoffices.search.spelling import Spelling, spellings
from goodoffices.search.words import tokens, words

Span = tuple[int, int]


@dataclass(frozen=True)
class Asked:
    """A query, and what its sentences must be: of a source or publisher whose name has these words,
    between two dates, about a party, of a kind, quoted by an item (accepted by the analyst)."""

    query: Query = Query()
    source: str = ""
    publisher: str = ""
    since: date | None = None
    until: date | None = None
    party: Party | None = None
    kinds: tuple[str, ...] = ()
    items: bool = False
    accepted: bool = False
    limit: int = 20


@dataclass(frozen=True)
class Item:
    """An item that quotes a sentence, or a part of it."""

    id: str
    kind: str
    status: str
    speaker: str = ""


@dataclass(frozen=True)
class Hit:
    """One sentence. ``span``: of the source, in code points; ``marks``: where in it the words are,
    as offsets into the source too. ``number``: as proposals count, None for a heading."""

    source: str
    title: str
    publisher: str
    date: str
    number: int | None
    span: Span
    quote: str
    marks: tuple[Span, ...]
    score: float
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What was found. ``total`` sentences in ``sources`` sources, of which ``hits`` are the best.

    ``undated``: sentences left out because their source has no date. ``wrong``: entries of
    ``evidence.yaml`` or ``proposed.yaml`` that are no items. ``passed_over``: files of a
    folder that are no text. ``note``: why the index is not kept.
    """

    asked: Asked
    hits: tuple[Hit, ...]
    total: int
    sources: int
    reports: int
    undated: int = 0
    wrong: int = 0
    passed_over: int = 0
    any_items: bool = False
    spelling: tuple[Spelling, ...] = ()
    note: str = ""


def search(
    folder: Path,
    asked: Asked,
    keep: bool = True,
    rebuild: bool = False,
    progress: Progress = silent,
) -> Answer:
    """The answer from the files of a case, or of a folder of texts, as they are now.

    Raises ``InputError`` and ``RequestError`` as ``index.opened`` does, and for an empty question.
    """
    empty = not asked.query.wanted and not asked.query.unwanted
    filters = (asked.source, asked.publisher, asked.since, asked.until, asked.party, asked.kinds)
    if empty and not any(filters) and not asked.items and not asked.accepted:
        raise RequestError("nothing to look for; expected words, or an option such as --party")
    for again in (rebuild, True):
        with contextlib.suppress(_Stale), searching(folder, keep, again, progress) as index:
            return _answer(index, asked)
    with searching(folder, keep=False, rebuild=True, progress=progress) as index:
        return _answer(index, asked, trusted=True)


class _Stale(Exception):
    """What the index says is not what the files say, or it cannot be read."""


def _answer(index: Index, asked: Asked, trusted: bool = False) -> Answer:
    import sqlite3

    try:
        return _Search(index, asked, trusted).answer()
    except sqlite3.DatabaseError:
        if trusted:
            raise
        raise _Stale from None


@dataclass
class _Where:
    """Conditions of a question to the index, with their values."""

    parts: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, part: str, *values: object) -> None:
        self.parts.append(part)
        self.values += values

    def __str__(self) -> str:
        return " AND ".join(self.parts) or "1"


FROM = "FROM sentence s JOIN source d ON d.id = s.source"
ITEMS = "FROM item i WHERE i.source = d.key AND i.start < s.end AND i.end > s.start"
DECIDED = (
    "(status = 'proposed' AND EXISTS (SELECT 1 FROM item e WHERE e.source = item.source"
    " AND e.id = item.id AND e.status <> 'proposed'))"
)
"""A proposal that stands in ``evidence.yaml`` as it was decided, and is told there."""


class _Search:
    def __init__(self, index: Index, asked: Asked, trusted: bool) -> None:
        self.index, self.asked, self.trusted = index, asked, trusted
        self.texts: dict[str, str] = {}

    def answer(self) -> Answer:
        asked, query = self.asked, self.asked.query
        self.index.connection.create_function("has_words", 2, has_words, deterministic=True)
        if asked.party is not None:
            names = Names(asked.party)
            self.index.connection.create_function("names_it", 1, names.stand_in, deterministic=True)
        matched = query.as_index()
        where = self.where(dated=True)
        source, order = FROM, "d.date DESC, s.id"
        score = "0.0"
        if matched:
            source = f"FROM words JOIN sentence s ON s.id = words.rowid {FROM.partition('s ')[2]}"
            order, score = "rank, d.date DESC, s.id", "rank"
        counted = f"SELECT count(*), count(DISTINCT s.source) {source} WHERE {where}"
        ((total, sources),) = self.index.rows(counted, where.values)
        rows = self.index.rows(
            f"SELECT d.key, d.file, d.title, d.publisher, d.date, s.number, s.start, s.end, s.text,"
            f" {score} {source} WHERE {where} ORDER BY {order} LIMIT ?",
            [*where.values, asked.limit],
        )
        undated = 0
        if asked.since or asked.until:
            loose = self.where(dated=False)
            loose.add("d.date = ''")
            sql = f"SELECT count(*) {source} WHERE {loose}"
            ((undated,),) = self.index.rows(sql, loose.values)
        ((reports,),) = self.index.rows("SELECT count(*) FROM source")
        ((wrong,),) = self.index.rows("SELECT coalesce(sum(entries), 0) FROM wrong")
        ((any_items,),) = self.index.rows("SELECT EXISTS (SELECT 1 FROM item)")
        return Answer(
            asked,
            tuple(self.hit(*row) for row in rows),
            total,
            sources,
            reports,
            undated,
            wrong,
            max(0, self.index.texts - reports),
            bool(any_items),
            spellings(self.index, query),
            self.index.note,
        )

    def where(self, dated: bool) -> _Where:
        asked, where = self.asked, _Where()
        matched = asked.query.as_index()
        if matched:
            where.add("words MATCH ?", matched)
        elif asked.query.unwanted:
            without = asked.query.without()
            where.add("s.id NOT IN (SELECT rowid FROM words WHERE words MATCH ?)", without)
        if asked.source:
            where.add("(has_words(?, d.key) OR has_words(?, d.title))", *[asked.source] * 2)
        if asked.publisher:
            where.add("has_words(?, d.publisher)", asked.publisher)
        if dated and asked.since:
            where.add("d.date >= ? AND d.date <> ''", asked.since.isoformat())
        if dated and asked.until:
            where.add("d.date <= ? AND d.date <> ''", asked.until.isoformat())
        if asked.party is not None:
            named = Names(asked.party).as_index()
            by_name = "s.id IN (SELECT rowid FROM words WHERE words MATCH ?) AND names_it(s.text)"
            by_item = (
                f"EXISTS (SELECT 1 {ITEMS} AND instr(i.parties, ?) AND i.status <> 'rejected')"
            )
            where.add(f"({by_name} OR {by_item})", named, f" {asked.party.id} ")
        if asked.kinds or asked.items or asked.accepted:
            status = "= 'accepted'" if asked.accepted else "<> 'rejected'"
            kinds = ", ".join("?" * len(asked.kinds))
            of_kind = f" AND i.kind IN ({kinds})" if asked.kinds else ""
            where.add(f"EXISTS (SELECT 1 {ITEMS} AND i.status {status}{of_kind})", *asked.kinds)
        return where

    def hit(
        self,
        key: str,
        file: str,
        title: str,
        publisher: str,
        when: str,
        number: int | None,
        start: int,
        end: int,
        quote: str,
        rank: float,
    ) -> Hit:
        if not self.trusted and self.text(file)[start:end] != quote:
            raise _Stale
        found = tokens(quote)
        spans = [span for term in self.asked.query.terms for span in term.places(found)]
        marks = tuple((a + start, b + start) for a, b in joined(spans))
        rows = self.index.rows(
            "SELECT id, kind, status, speaker FROM item WHERE source = ? AND start < ? AND end > ?"
            f" AND status <> 'rejected' AND NOT {DECIDED} ORDER BY start",
            (key, end, start),
        )
        items = tuple(Item(*row) for row in rows)
        span = (start, end)
        return Hit(key, title, publisher, when, number, span, quote, marks, -rank, items)

    def text(self, file: str) -> str:
        """The source as it is now; "" where it cannot be read."""
        if file not in self.texts:
            self.texts[file] = ""
            with contextlib.suppress(OSError, UnicodeDecodeError):
                raw = (self.index.folder / file).read_bytes()
                self.texts[file] = raw.decode("utf-8-sig")
        return self.texts[file]


ENDINGS = ("ian", "ans", "ians", "an", "n", "i", "is", "ish", "ese", "ite")
"""How a people is called after its place."""


class Names:
    """The ways to name a party: its name, aliases, people and their last names, its adjective.

    A name in capitals (US, PA) is no word in small letters.
    """

    def __init__(self, party: Party) -> None:
        names = [re.sub(r"^the\s+", "", party.name), *party.aliases, *party.people]
        names += [person.split()[-1] for person in party.people if person.split()]
        stem = re.sub(r"(?:ey|y|a|e|o)\Z", "", party.name.lower())
        if " " not in party.name and len(stem) > 2 and party.name[:1].isupper():
            bases = (stem, party.name.lower())
            names += [base + ending for base in bases for ending in ENDINGS]
        self.terms: dict[Term, bool] = {}
        for name in names:
            found = tuple(words(name))
            if found:
                capitals = name.isupper() and len(name) < 6
                self.terms[Term(found)] = self.terms.get(Term(found), True) and capitals

    def as_index(self) -> str:
        """In the language of the index."""
        return " OR ".join(term.as_index() for term in self.terms) or '""'

    def stand_in(self, text: str) -> bool:
        """Whether one of them stands in the text, in capitals where it is so written."""
        found = tokens(text)
        return any(
            not capitals or text[start:end].isupper()
            for term, capitals in self.terms.items()
            for start, end in term.places(found)
        )


def has_words(wanted: str, text: str) -> bool:
    """Whether all words of ``wanted`` begin words of ``text``."""
    there = words(text or "")
    return all(any(one.startswith(word) for one in there) for word in words(wanted))


def joined(spans: Sequence[Span]) -> Iterator[Span]:
    """In order, those that touch as one."""
    last: Span | None = None
    for start, end in sorted(spans):
        if last is not None and start <= last[1]:
            last = (last[0], max(end, last[1]))
            continue
        if last is not None:
            yield last
        last = (start, end)
    if last is not None:
        yield last
