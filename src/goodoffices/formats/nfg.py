"""Normal-form games in Gambit's ``.nfg`` → situation: a strategy is an option, one of them taken.

Both versions of the body are read: payoffs profile by profile (the first player's strategies run
fastest), and outcomes with an index for each profile (0: nobody gets anything). Numbers are exact.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from pathlib import Path
from typing import Any, NoReturn

from goodoffices.errors import InputError, Place, Problem
from goodoffices.formats.foreign import Foreign, ids_of
from goodoffices.formats.limited import text_within
from goodoffices.formats.meaning import Checked
from goodoffices.formats.tree import line_column

MAX_BYTES = 4_000_000
MAX_OPTIONS = 64
MAX_PROFILES = 200_000
TOKEN = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*(?:"|\\?\Z))|([{}])|([^\s{}",]+)|(,)|(\S))')
NUMBER = re.compile(r"[+-]?(\d+/\d+|(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?)\Z")


@dataclass(frozen=True)
class _Token:
    text: str
    at: int


def load(path: Path, shown: str | None = None) -> Checked:
    """The situation in a ``.nfg`` file. Raises ``InputError`` with the place of the mistake."""
    file = shown or str(path)
    text = text_within(path, file, MAX_BYTES)
    return read(text, file, path.stem).checked()


def read(text: str, file: str, title: str) -> Foreign:
    """The game as native data."""
    return _Reading(text, file).game(title)


class _Reading:
    """One text, token by token."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.tokens = (
            _Token(match.group(match.lastindex or 0), match.start(match.lastindex or 0))
            for match in TOKEN.finditer(text)
            if match.lastindex != 4
        )
        self.ahead = next(self.tokens, None)
        """The token that comes next; a mistake in line 1 is found without reading the rest."""

    def wrong(self, found: str, expected: str = "", token: _Token | None = None) -> NoReturn:
        at = token.at if token else len(self.text.rstrip())
        place = Place(self.file, *line_column(self.text, at))
        raise InputError([Problem(place, found, expected)])

    def next(self, expected: str) -> _Token:
        token = self.ahead
        if token is None:
            self.wrong("the file ends in the middle", expected)
        self.ahead = next(self.tokens, None)
        return token

    def peek(self) -> str:
        return self.ahead.text if self.ahead is not None else ""

    def take(self, text: str) -> None:
        token = self.next(f'"{text}"')
        if token.text != text:
            self.wrong(f'"{token.text[:40]}" stands here', f'"{text}"', token)

    def quoted(self, what: str) -> str:
        token = self.next(what)
        if not re.fullmatch(r'"(?:[^"\\]|\\.)*"', token.text, re.DOTALL):
            self.wrong(f'"{token.text[:40]}" stands here', what, token)
        return re.sub(r"\\(.)", r"\1", token.text[1:-1])

    def texts(self, what: str) -> list[str]:
        self.take("{")
        found = []
        while self.peek() != "}":
            found.append(self.quoted(what))
        self.take("}")
        return found

    def number(self) -> Fraction:
        token = self.next("a number")
        if not NUMBER.match(token.text) or token.text.endswith("/0"):
            self.wrong(f'"{token.text[:40]}" stands here', "a number", token)
        try:
            return Fraction(token.text)
        except (ValueError, ZeroDivisionError):
            self.wrong(f'"{token.text[:40]}" is no number', "a number", token)

    def whole(self, low: int, high: int) -> int:
        token = self.next("a whole number")
        if not re.fullmatch(r"\d{1,9}", token.text) or not low <= int(token.text) <= high:
            self.wrong(f'"{token.text[:40]}" stands here', f"a number from {low} to {high}", token)
        return int(token.text)

    def game(self, title: str) -> Foreign:
        first = self.next("NFG 1 R")
        if first.text != "NFG":
            self.wrong(f'the file begins with "{first.text[:40]}"', "NFG 1 R", first)
        self.take("1")
        kind = self.next("R or D")
        if kind.text not in ("R", "D"):
            self.wrong(f'"{kind.text[:40]}" stands here', "R or D", kind)
        title = self.quoted("a title in quotes").strip() or title
        players = self.texts("a player's name in quotes")
        strategies = self.strategies(len(players))
        if self.peek().startswith('"'):
            self.quoted("a comment")
        if sum(map(len, strategies)) > MAX_OPTIONS:
            found = f"the game has {sum(map(len, strategies))} strategies in all"
            self.wrong(found, f"at most {MAX_OPTIONS}", first)
        profiles = prod(map(len, strategies))
        if profiles > MAX_PROFILES:
            found = f"the game has {profiles:,} profiles"
            self.wrong(found, f"at most {MAX_PROFILES:,}", first)
        payoffs = self.payoffs(len(players), profiles)
        if self.ahead is not None:
            token = self.ahead
            self.wrong(f'"{token.text[:40]}" stands after the last number', "the end", token)
        return Foreign(_data(title, players, strategies, payoffs), self.file)

    def strategies(self, n_players: int) -> list[list[str]]:
        """Names of strategies, or how many there are, for each player."""
        self.take("{")
        found: list[list[str]] = []
        while self.peek() != "}":
            if self.peek() == "{":
                found.append(self.texts("a strategy's name in quotes"))
            else:
                number = self.whole(1, MAX_OPTIONS)
                found.append([f"s{k + 1}" for k in range(number)])
        end = self.ahead
        self.take("}")
        if len(found) != n_players or not all(found):
            given = f"strategies of {len([one for one in found if one])} players"
            self.wrong(f"{given} stand here", f"some for each of the {n_players} players", end)
        return found

    def payoffs(self, n_players: int, profiles: int) -> list[list[Fraction]]:
        """Of each profile the payoff of each player."""
        if self.peek() != "{":
            return [[self.number() for _ in range(n_players)] for _ in range(profiles)]
        self.take("{")
        outcomes = [[Fraction(0)] * n_players]
        while self.peek() == "{":
            self.take("{")
            self.quoted("an outcome's name in quotes")
            outcomes.append([self.number() for _ in range(n_players)])
            self.take("}")
        self.take("}")
        return [outcomes[self.whole(0, len(outcomes) - 1)] for _ in range(profiles)]


def _data(
    title: str,
    players: Sequence[str],
    strategies: Sequence[Sequence[str]],
    payoffs: Sequence[Sequence[Fraction]],
) -> dict[str, Any]:
    """Options in the order of the file, one of a player's taken in every state.

    A player with two strategies has one option for each, too: what is not said by its name is not
    the absence of another.
    """
    parties = ids_of(players, "player")
    options = [ids_of(one, "s") for one in strategies]
    data: dict[str, Any] = {"goodoffices": 1, "title": title, "parties": {}, "rules": []}
    bit_of: list[list[int]] = []
    bit = 0
    for party, name, ids, names in zip(parties, players, options, strategies, strict=True):
        listed = dict(zip(ids, names, strict=True))
        data["parties"][party] = {"name": name or party, "options": listed}
        bit_of.append(list(range(bit, bit + len(ids))))
        bit += len(ids)
        members = ", ".join(f"{party}.{one}" for one in ids)
        data["rules"].append(f"exactly 1 of ({members})" if len(ids) > 1 else f"{party}.{ids[0]}")
    states = [
        sum(1 << own[k] for own, k in zip(bit_of, reversed(profile), strict=True))
        for profile in product(*(range(len(one)) for one in reversed(strategies)))
    ]
    for at, party in enumerate(parties):
        groups: dict[Fraction, list[int]] = defaultdict(list)
        for state, payoff in zip(states, payoffs, strict=True):
            groups[payoff[at]].append(state)
        data["parties"][party]["ranking"] = [
            group[0] if len(group) == 1 else group
            for _, group in sorted(groups.items(), reverse=True)
        ]
    return data
