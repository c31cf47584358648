"""Words that occur nowhere, and which were meant; words whose other endings occur too."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.search.index import Index
from goodoffices.search.query import Query

ALIKE = 72.0
"""Of 100; about one letter in four may differ."""
MOST_MEANT = 3
MOST_ENDINGS = 4


@dataclass(frozen=True)
class Spelling:
    """About one word of a query. ``meant``: words that occur and are written alike, where it does
    not occur itself. ``endings``: (word, sentences) that go on where it ends, the most first."""

    word: str
    occurs: bool
    meant: tuple[str, ...] = ()
    endings: tuple[tuple[str, int], ...] = ()


def spellings(index: Index, query: Query) -> tuple[Spelling, ...]:
    """What is to be said about the words of a query, in its order."""
    found = []
    vocabulary: dict[str, int] = {}
    seen = set()
    for term in query.terms:
        for at, word in enumerate(term.words):
            begins = term.prefix and at == len(term.words) - 1
            if (word, begins) in seen:
                continue
            seen.add((word, begins))
            beginning = _beginning(index, word)
            if begins and beginning:
                continue
            occurs = word in beginning
            if not occurs and not vocabulary:
                rows = index.rows("SELECT term, doc FROM vocabulary")
                vocabulary = dict(rows)
            meant = () if occurs else _alike(word, vocabulary)
            more = [(other, count) for other, count in beginning.items() if other != word]
            more.sort(key=lambda one: (-one[1], one[0]))
            alone = len(term.words) == 1 and len(word) > 3
            endings = tuple(more[:MOST_ENDINGS]) if alone else ()
            if meant or endings or not occurs:
                found.append(Spelling(word, occurs, meant, endings))
    return tuple(found)


def _beginning(index: Index, word: str) -> dict[str, int]:
    """The words that begin with this one, with the number of sentences that have them."""
    rows = index.rows(
        "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ?",
        (word, word + chr(0x10FFFF)),
    )
    return {name: count for name, count in rows if name.startswith(word)}


def _alike(word: str, vocabulary: dict[str, int]) -> tuple[str, ...]:
    """Words that are written alike: the likest first, of equals the more frequent."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    near = [one for one in vocabulary if abs(len(one) - len(word)) <= 2 + len(word) // 4]
    scored = process.extract(
        word,
        near,
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=ALIKE / 100,
        limit=50,
    )
    best = sorted(scored, key=lambda one: (-round(one[1], 2), -vocabulary[one[0]], one[0]))
    return tuple(str(name) for name, _, _ in best[:MOST_MEANT])
