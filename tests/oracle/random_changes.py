"""Random changes and perceptions of a situation, and which changes to apply."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from .case import Data, levels, names, options
from .expressions import parse
from .random_texts import expressions, literals

Choice = tuple[dict[str, str], list[str], list[str]]


@st.composite
def changes(draw: st.DrawFn, data: Data) -> Data:
    """The situation with random types, precedents and levers, each with valid verbs.

    A statement that some change drops is dropped by that change only, and is neither raised nor
    lowered by any: the order in which changes apply then leaves no doubt about it.
    """
    changed = deepcopy(data)
    known = [*(name for _, name in options(data)), *names(data)]
    verbs = _Verbs(draw, data, known)
    if draw(st.booleans()):
        parties = st.sampled_from(list(data["parties"]))
        changed["types"] = {
            party: _types(draw, verbs, party)
            for party in draw(st.lists(parties, min_size=1, max_size=2, unique=True))
        }
    if draw(st.booleans()):
        changed["precedents"] = {
            name: {"after": draw(expressions(known)), **verbs.some()}
            for name in ("unity", "first_step")[: draw(st.integers(1, 2))]
        }
    changed["levers"] = {
        name: {
            "by": draw(st.sampled_from(list(data["parties"]))),
            "cost": draw(st.integers(0, 5)),
            **verbs.some(),
        }
        for name in ("pressure", "aid", "z", "guarantee")[: draw(st.integers(1, 4))]
    }
    return changed


@st.composite
def choices(draw: st.DrawFn, data: Data) -> Choice:
    """Which types, precedents and levers of a situation to apply: arguments of `apply`."""
    types = {
        party: draw(st.sampled_from(list(kinds)))
        for party, kinds in data.get("types", {}).items()
        if draw(st.booleans())
    }

    def some(section: str) -> list[str]:
        there = draw(st.permutations(list(data.get(section, {}))))
        return there[: draw(st.sampled_from([0, 1, 1, 2, 2, len(there)]))]

    return types, some("precedents"), some("levers")


@st.composite
def perceptions(draw: st.DrawFn, data: Data) -> Data:
    """The situation with random perceptions: verbs, unaware options, or nothing at all.

    Most parties misread others or do not know of some options of others; a few do not know of
    one of their own.
    """
    changed = deepcopy(data)
    known = [*(name for _, name in options(data)), *names(data)]
    verbs = _Verbs(draw, data, known)
    parties = st.sampled_from(list(data["parties"]))
    changed["perceives"] = {
        party: _perception(draw, verbs, party)
        for party in draw(st.lists(parties, min_size=1, max_size=3, unique=True))
    }
    return changed


def _perception(draw: st.DrawFn, verbs: _Verbs, party: str) -> Data:
    entry: Data = {}
    others = [name for owner, name in options(verbs.data) if owner != party]
    every = verbs.numbered if draw(st.integers(0, 7)) == 0 else others
    if every and draw(st.integers(0, 3)):
        entry["unaware"] = draw(st.lists(st.sampled_from(every), max_size=2, unique=True))
    if draw(st.integers(0, 2)) or not entry:
        entry |= verbs.some() if draw(st.integers(0, 5)) else {}
    hidden = entry.get("unaware") or []
    if "allow" in entry:
        entry["allow"] = [name for name in entry["allow"] if name not in hidden]
    return entry


def _types(draw: st.DrawFn, verbs: _Verbs, party: str) -> dict[str, Data]:
    """Rival readings of a party whose probabilities sum to 1, or one of which takes the rest."""
    shares: list[Any] = draw(
        st.sampled_from(
            [
                [None],
                [1],
                [0.25, 0.75],
                [0.5, None],
                [[0.2, 0.5], None],
                [0.25, 0.25, 0.5],
                [0.5, 0.25, None],
            ]
        )
    )
    found: dict[str, Data] = {}
    for name, share in zip(("willing", "unwilling", "torn"), shares, strict=False):
        told = {} if share is None else {"probability": share}
        body = {} if draw(st.integers(0, 3)) == 0 else verbs.some(party)
        found[name] = {**told, **body}
    return found


class _Verbs:
    """Draws the verbs of one situation's changes, and remembers which statements are dropped."""

    def __init__(self, draw: st.DrawFn, data: Data, known: list[str]) -> None:
        self.draw = draw
        self.data = data
        self.known = known
        self.numbered = [name for _, name in options(data)]
        self.parties = list(data["parties"])
        self.rules = [
            rule["name"]
            for rule in data.get("rules", [])
            if isinstance(rule, dict) and "name" in rule
        ]
        self.statements = {
            party: [text for level in levels(body.get("prefers")) for text, _ in level]
            for party, body in data["parties"].items()
        }
        self.droppable = {
            party: [text for text in texts if draw(st.integers(0, 2)) == 0]
            for party, texts in self.statements.items()
        }
        self.dropped = {
            party: [parse(text) for text in texts] for party, texts in self.droppable.items()
        }

    def some(self, party: str | None = None) -> Data:
        """One to three verbs; within a type the party is known and is not named again."""
        usable = ["raise", "raise", "lower", *(["forbid", "commit"] if self.numbered else [])]
        usable += ["drop"] if any(self.droppable[p] for p in self._among(party)) else []
        usable += ["allow"] if self.data.get("closed") else []
        usable += ["relax"] if self.rules else []
        usable += ["together"] if len(self.parties) > 1 else []
        chosen = self.draw(st.lists(st.sampled_from(usable), min_size=1, max_size=3, unique=True))
        said: list[Any] = []
        return {verb: self._verb(verb, party, said) for verb in chosen}

    def _among(self, party: str | None) -> list[str]:
        return self.parties if party is None else [party]

    def _verb(self, verb: str, party: str | None, said: list[Any]) -> Any:
        draw = self.draw
        if verb in ("forbid", "commit"):
            return draw(st.lists(literals(self.numbered), min_size=1, max_size=2, unique=True))
        if verb in ("allow", "relax"):
            there = self.data["closed"] if verb == "allow" else self.rules
            return draw(st.lists(st.sampled_from(there), min_size=1, max_size=2, unique=True))
        if verb == "together":
            return draw(
                st.lists(st.sampled_from(self.parties), min_size=2, max_size=3, unique=True)
            )
        among = [p for p in self._among(party) if verb != "drop" or self.droppable[p]]
        chosen = draw(st.lists(st.sampled_from(among), min_size=1, max_size=2, unique=True))
        values = {
            who: self._dropped(who) if verb == "drop" else self._compared(who, said)
            for who in chosen
        }
        return values if party is None else values[party]

    def _dropped(self, party: str) -> Any:
        """An existing statement, spelled as it stands or with more parentheses and blanks."""
        text = self.droppable[party].pop()
        return self.draw(st.sampled_from([text, f"( {text} )", [text]]))

    def _compared(self, party: str, said: list[Any]) -> Any:
        """What to raise or lower: an expression, or a list of these and of ties."""
        value: list[Any] = []
        for width in self.draw(st.sampled_from([[1], [1], [1], [1, 1], [2], [2, 1], [1, 2]])):
            level = [self._fresh(party, said) for _ in range(width)]
            value.append(level if width > 1 else level[0])
        if len(value) == 1 and not isinstance(value[0], list) and self.draw(st.booleans()):
            return value[0]
        return value

    def _fresh(self, party: str, said: list[Any]) -> str:
        """An expression that this change has not named yet and that no change drops."""
        old = self.statements[party]
        fresh = expressions(self.known)
        text = self.draw(fresh | st.sampled_from(old) if old else fresh)
        while parse(text) in said or parse(text) in self.dropped[party]:
            text = f"not not ({text})"
        said.append(parse(text))
        return text
