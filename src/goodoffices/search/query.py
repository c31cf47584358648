"""What somebody looks for: plain words, "phrases", ``-word``, ``word*`` and OR.

Steps:

1. The text is cut at white space outside quotation marks. Whatever else stands in it (brackets,
   colons, operators of the index) separates words and means nothing.
2. A piece of several words (``al-Hayya``, ``U.N.``) is a phrase. ``*`` at the end of a piece
   means every ending; ``-`` before it that a sentence with it is not wanted.
3. OR stands between two pieces, and any of the pieces that it joins will do. Everything else is
   wanted together, in one sentence.
4. For the index each word is written in quotation marks, so that nothing in it is an operator.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goodoffices.errors import RequestError
from goodoffices.search.words import Token, words

MOST_TERMS = 60
MOST_COMBINED = 64
_PIECE = re.compile(r"(-?)[\"“”„«»]([^\"“”„«»]*)(?:[\"“”„«»](\*?)|\Z)|(\S+)")
_OPERATORS = re.compile(r"[\"“”„«»*]|(?:^|\s)-\w|(?:^|\s)OR(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand beside each other; with ``prefix`` the last of them only begins so."""

    words: tuple[str, ...]
    prefix: bool = False

    def __str__(self) -> str:
        text = " ".join(self.words) + ("*" if self.prefix else "")
        return f"“{text}”" if len(self.words) > 1 else text

    def as_index(self) -> str:
        """In the language of the index."""
        return f'"{" ".join(self.words)}"' + (" *" if self.prefix else "")

    def places(self, found: Sequence[Token]) -> Iterator[tuple[int, int]]:
        """Where it stands among the tokens of a text, as a span of the text."""
        for at in range(len(found) - len(self.words) + 1):
            *first, last = found[at : at + len(self.words)]
            same = all(one.word == word for one, word in zip(first, self.words, strict=False))
            end = self.words[-1]
            if same and (last.word.startswith(end) if self.prefix else last.word == end):
                yield found[at].start, last.end


@dataclass(frozen=True, slots=True)
class Query:
    """All of ``wanted`` (any of each), and none of ``unwanted``. ``near``: at most so many words
    between those that are wanted together; None where they may stand anywhere."""

    wanted: tuple[tuple[Term, ...], ...] = ()
    unwanted: tuple[Term, ...] = ()
    near: int | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term that may be found."""
        return tuple(dict.fromkeys(itertools.chain.from_iterable(self.wanted)))

    def __str__(self) -> str:
        parts = [" or ".join(map(str, one)) for one in self.wanted]
        if len(parts) > 1:
            parts = [
                f"({p})" if len(one) > 1 else p for p, one in zip(parts, self.wanted, strict=True)
            ]
        text = " and ".join(parts)
        if self.near is not None and len(self.wanted) > 1:
            text += f", at most {self.near} words apart"
        if self.unwanted:
            text += f"{',' if text else ''} without " + " or ".join(map(str, self.unwanted))
        return text.strip()

    def as_index(self) -> str:
        """What is wanted in the language of the index; "" where only ``unwanted`` is given."""
        if not self.wanted:
            return ""
        if self.near is not None and len(self.wanted) > 1:
            text = self._near()
        else:
            text = " AND ".join(f"({_either(one)})" for one in self.wanted)
        return f"({text}) NOT ({_either(self.unwanted)})" if self.unwanted else text

    def without(self) -> str:
        """What is not wanted, in the language of the index."""
        return _either(self.unwanted)

    def _near(self) -> str:
        count = 1
        for one in self.wanted:
            count *= len(one)
        if count > MOST_COMBINED:
            raise RequestError(f"--near with {count} combinations of OR; expected {MOST_COMBINED}")
        each = (
            " ".join(one.as_index() for one in some) for some in itertools.product(*self.wanted)
        )
        return " OR ".join(f"NEAR({one}, {self.near})" for one in each)


def _either(terms: Sequence[Term]) -> str:
    return " OR ".join(term.as_index() for term in terms)


def parse_query(pieces: Sequence[str], near: int | None = None) -> Query:
    """What ``pieces`` ask for. A piece with white space and no sign of this language is a phrase:
    the shell has taken its quotation marks away.

    Raises ``RequestError`` for more than 60 terms.
    """
    wanted: list[list[Term]] = []
    unwanted: list[Term] = []
    joins = False
    for text in pieces:
        phrase = len(text.split()) > 1 and not _OPERATORS.search(text)
        for sign, term in _terms(f'"{text}"' if phrase else text):
            if term is None:
                joins = bool(wanted)
            elif sign:
                unwanted.append(term)
                joins = False
            elif joins:
                wanted[-1].append(term)
                joins = False
            else:
                wanted.append([term])
    if sum(map(len, wanted)) + len(unwanted) > MOST_TERMS:
        raise RequestError(f"these are more than {MOST_TERMS} words to look for; leave some out")
    either = tuple(tuple(dict.fromkeys(one)) for one in wanted)
    return Query(tuple(dict.fromkeys(either)), tuple(dict.fromkeys(unwanted)), near)


def _terms(text: str) -> Iterator[tuple[str, Term | None]]:
    """("-" or "", term) for each piece; a term that is None is the word OR."""
    for match in _PIECE.finditer(text):
        sign, quoted, star, plain = match[1] or "", match[2], match[3] or "", match[4]
        if plain == "OR":
            yield "", None
            continue
        if plain is not None:
            sign = "-" if plain.startswith("-") else ""
            quoted, star = plain, "*" if plain.endswith("*") else ""
        found = words(quoted)
        if found:
            yield sign, Term(tuple(found), bool(star))


__all__ = ["Query", "Term", "parse_query"]
