"""Random situations, as plain data, for comparing the package with the definitions.

`conflicts` gives a valid situation with at least one feasible state; most have between 8 and 40
of them, some combinations that break a rule, and parties who disagree. `changes` adds types,
precedents and levers to it, and `choices` says which of them to apply. A changed situation may
have no feasible state, or a `now` that is not feasible: the caller deals with that.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from .case import Data, feasible_states, levels, names, options, taken_in
from .concepts import CONCEPTS
from .expressions import LOOSE, evaluate, parse

PARTIES = ("alpha", "beta_2", "gamma", "delta", "e", "orders", "iffy")
OPTIONS = ("talk", "leave", "sign", "a", "b1", "cease_fire", "no", "nota", "pay", "x_")
TERMS = ("calm", "exchange", "t1", "open", "iff_", "andes")
STATES = ("deadlock", "accord", "s_0", "order")
NAMES = ("r1", "border", "second", "n_3", "last", "more")

Choice = tuple[dict[str, str], list[str], list[str]]

# How tightly a text binds: an operand is put into parentheses unless it binds tightly enough.
_LOOSE, _OR, _AND, _NOT = range(4)
_ATOM = 4


def _bracketed(draw: st.DrawFn, text: str, binds: int, needed: int) -> str:
    """The text as an operand; now and then with parentheses that it does not need."""
    if binds >= needed and draw(st.integers(0, 9)) < 9:
        return text
    return f"({text})"


def _expression(draw: st.DrawFn, known: Sequence[str], depth: int) -> tuple[str, int]:
    """A random expression over the known names, and how tightly it binds."""
    kinds = ["name", "name", "not", "true"]
    if depth > 0:
        kinds = [
            "name",
            "name",
            "not",
            "and",
            "or",
            "loose",
            "count",
            "and",
            "or",
            "loose",
            "name",
            "deep not",
            "count",
            "true",
        ]
    kind = draw(st.sampled_from(kinds))
    if kind == "true" and draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(["true", "false"])), _ATOM
    if kind in ("name", "true"):
        return draw(st.sampled_from(known)), _ATOM
    if kind == "not":
        return "not " + draw(st.sampled_from(known)), _NOT
    if kind == "deep not":
        return "not " + _operand(draw, known, depth, _NOT), _NOT
    if kind in ("and", "or"):
        binds = _AND if kind == "and" else _OR
        width = draw(st.sampled_from([2, 2, 3]))
        parts = [_operand(draw, known, depth, binds) for _ in range(width)]
        return f" {kind} ".join(parts), binds
    if kind == "loose":
        word = draw(st.sampled_from(LOOSE))
        parts = [_operand(draw, known, depth, _OR) for _ in range(2)]
        return f" {word} ".join(parts), _LOOSE
    width = draw(st.integers(1, 3))
    members = ", ".join(_expression(draw, known, depth - 1)[0] for _ in range(width))
    quantity = draw(st.sampled_from(["exactly", "at least", "at most"]))
    return f"{quantity} {draw(st.integers(0, width))} of ({members})", _ATOM


def _operand(draw: st.DrawFn, known: Sequence[str], depth: int, needed: int) -> str:
    return _bracketed(draw, *_expression(draw, known, depth - 1), needed)


@st.composite
def expressions(draw: st.DrawFn, known: Sequence[str], max_depth: int = 2) -> str:
    """An expression over the known names, with all operators and counts."""
    return _expression(draw, known, draw(st.integers(0, max_depth)))[0]


@st.composite
def literals(draw: st.DrawFn, numbered: Sequence[str]) -> str:
    """`party.option` or `not party.option`."""
    return draw(st.sampled_from(["", "", "not "])) + draw(st.sampled_from(numbered))


@st.composite
def _statements(draw: st.DrawFn, known: Sequence[str], own: Sequence[str]) -> list[Any]:
    """`prefers`: levels of expressions, no two of which parse the same.

    A party cares about what the others do and about its own options, in either direction; that
    makes for disagreement.
    """
    others = [name for name in known if name not in own] or list(known)
    found: list[Any] = []
    seen = []
    for _ in range(draw(st.sampled_from([1, 2, 3, 4, 4, 5, 5, 6]))):
        level: list[Any] = []
        for _ in range(draw(st.sampled_from([1, 1, 1, 1, 2, 3]))):
            over = draw(st.sampled_from([others, others, list(known), list(own) or others]))
            text = draw(expressions(over, max_depth=draw(st.sampled_from([0, 1, 1, 2]))))
            if parse(text) in seen:
                continue
            seen.append(parse(text))
            form = draw(st.sampled_from(["bare", "bare", "bare", "want", "sure", "because"]))
            extra = {"sure": {"sure": "likely"}, "because": {"because": "assumption"}}
            level.append(text if form == "bare" else {"want": text, **extra.get(form, {})})
        if level:
            found.append(level if len(level) > 1 else level[0])
    return found


@st.composite
def _rankings(draw: st.DrawFn, data: Data, known: Sequence[str], always: bool) -> list[Any]:
    """`ranking`: every feasible state stands at one entry; with `always` also those which are
    not feasible as written."""
    numbered, defined = options(data), names(data)
    remaining = list(feasible_states(data))
    found: list[Any] = []
    while remaining:
        entry: list[Any] = []
        standing: set[int] = set()
        for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
            free = [state for state in remaining if state not in standing]
            if free and draw(st.integers(0, 3)) < 2:
                member: Any = draw(st.sampled_from(free))
                standing.add(member)
            else:
                member = draw(expressions(known, max_depth=1))
                standing |= {
                    state
                    for state in remaining
                    if evaluate(member, taken_in(state, numbered), defined)
                }
            entry.append(member)
        if not standing:
            continue
        found.append(entry if len(entry) > 1 else entry[0])
        remaining = [state for state in remaining if state not in standing]
        if remaining and len(found) >= 8 and draw(st.booleans()):
            found.append("true")
            remaining = []
    if always and found[-1] != "true":
        found.append("true")
    return found


@st.composite
def _orders(draw: st.DrawFn, data: Data, always: bool) -> list[Any]:
    """`ranking`: any order of all feasible states by id, mostly strict."""
    found: list[Any] = []
    for state in draw(st.permutations(feasible_states(data))):
        if found and draw(st.integers(0, 7)) == 0:
            before = found.pop()
            found.append([*(before if isinstance(before, list) else [before]), state])
        else:
            found.append(state)
    return [*found, "true"] if always else found


@st.composite
def conflicts(
    draw: st.DrawFn,
    max_options: int = 6,
    max_parties: int = 4,
    one_way: bool = True,
    closed: bool = True,
    rankings: bool = True,
    now: bool = True,
) -> Data:
    """The plain data of a situation, with at least one feasible state.

    `one_way`, `closed`, `rankings` and `now` say whether these may occur.
    """
    counts = [n for n in (2, 2, 2, 3, 3, 3, 3, 4, 4) if n <= max_parties] or [1]
    n_parties = 1 if draw(st.integers(0, 24)) == 0 else draw(st.sampled_from(counts))
    sizes = [n for n in (1, 2, 3, 4, 4, 4, 5, 5, 5, 5) if n < max_options]
    n_options = draw(st.sampled_from([*sizes, *[max_options] * 5]))
    parties = draw(st.permutations(PARTIES))[:n_parties]
    owners = [draw(st.sampled_from(parties)) for _ in range(n_options)]
    if draw(st.integers(0, 5)) < 5:
        owners[:n_parties] = parties[:n_options]
    data: Data = {"goodoffices": 1, "title": "A random situation", "parties": {}}
    for party in parties:
        body: Data = draw(st.sampled_from([{}, {"name": f"The {party}"}])).copy()
        chosen = draw(st.permutations(OPTIONS))[: owners.count(party)]
        if bool(chosen) or draw(st.booleans()):
            body["options"] = {option: draw(_wordings()) for option in chosen}
            if not chosen and draw(st.booleans()):
                body["options"] = None
        data["parties"][party] = body
    numbered = [name for _, name in options(data)]

    known = _define(draw, data, numbered)
    if closed and draw(st.integers(0, 7)) == 0:
        data["closed"] = draw(
            st.lists(st.sampled_from(numbered), min_size=1, max_size=2, unique=True)
        )
    _rules(draw, data, known)
    if one_way and draw(st.booleans()):
        data["one_way"] = draw(st.lists(literals(numbered), max_size=3, unique=True))

    opens = bool(data.get("closed")) or any(isinstance(r, dict) for r in data.get("rules", []))
    for party in parties:
        body = data["parties"][party]
        own = [name for name in numbered if name.startswith(f"{party}.")]
        form = draw(st.integers(0, 15))
        if rankings and form < 2:
            body["ranking"] = draw(_rankings(data, known, opens))
        elif rankings and form < 6:
            body["ranking"] = draw(_orders(data, opens))
        elif form < 15:
            body["prefers"] = draw(_statements(known, own))
        elif draw(st.booleans()):
            body["prefers"] = draw(st.sampled_from([None, []]))
        if draw(st.booleans()):
            concepts = st.sampled_from(list(CONCEPTS))
            body["behaviour"] = draw(
                concepts | st.lists(concepts, min_size=1, max_size=3, unique=True)
            )
    if now and draw(st.integers(0, 3)) < 3:
        today = taken_in(draw(st.sampled_from(feasible_states(data))), options(data))
        data["now"] = [name for name in numbered if name in today]
    return data


@st.composite
def _wordings(draw: st.DrawFn) -> Any:
    """What stands behind an option's id: a text, nothing, or a mapping."""
    worded: list[Any] = ["do it", "do it", None, {"does": "do it"}]
    return draw(st.sampled_from(worded))


def _define(draw: st.DrawFn, data: Data, numbered: list[str]) -> list[str]:
    """Add terms and named states, which may refer to each other; the names known afterwards."""
    known = list(numbered)
    spare = {"terms": list(TERMS), "states": list(STATES)}
    sections: dict[str, dict[str, str]] = {"terms": {}, "states": {}}
    for _ in range(draw(st.sampled_from([0, 1, 1, 2, 3]))):
        section = draw(st.sampled_from(["terms", "terms", "states"]))
        name = spare[section].pop(0)
        sections[section][name] = draw(expressions(known))
        known.append(name)
    for section, defined in sections.items():
        if defined:
            order = draw(st.permutations(list(defined)))
            data[section] = {name: defined[name] for name in order}
    return known


@st.composite
def _patterns(draw: st.DrawFn, numbered: list[str]) -> list[Any]:
    """Combinations that cannot be, as in older models: they leave states with few ways between
    them, where a sanction may need somebody to move twice."""
    found: list[Any] = []
    for _ in range(draw(st.integers(2, 9))):
        width = draw(st.integers(min(3, len(numbered)), min(4, len(numbered))))
        signed = [
            draw(st.sampled_from(["", "not "])) + name
            for name in draw(st.permutations(numbered))[:width]
        ]
        found.append(f"not ({' and '.join(signed)})")
    return found


def _rules(draw: st.DrawFn, data: Data, known: list[str]) -> None:
    """Add rules, and take the last ones away again while they leave too few states."""
    found: list[Any] = []
    for name in NAMES[: draw(st.sampled_from([0, 1, 1, 2, 2, 3]))]:
        text = draw(expressions(known))
        if not any(word in text for word in ("requires", "excludes", "if", "of")):
            other = draw(expressions(known, max_depth=1))
            text = f"({text}) {draw(st.sampled_from(['requires', 'excludes']))} ({other})"
        form = draw(st.sampled_from(["bare", "bare", "named", "named", "unnamed", "likely"]))
        rule: Data = {"rule": text}
        if form in ("named", "likely"):
            rule["name"] = name
        if form == "likely":
            rule["probability"] = 0.75
        if draw(st.booleans()):
            rule["because"] = "assumption"
        found.append(text if form == "bare" else rule)
    if draw(st.integers(0, 3)) == 0:
        found.extend(draw(_patterns([name for _, name in options(data)])))
    data["rules"] = found
    free = 2 ** (len(options(data)) - len(data.get("closed", [])))
    enough = draw(st.sampled_from([1, min(free, 8), min(free, 8), min(free, 8)]))
    while found and len(feasible_states(data)) < enough:
        found.pop()
    if not found:
        del data["rules"]


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
            party: [text for level in levels(body.get("prefers")) for text in level]
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
        usable = ["raise", "raise", "lower", "forbid", "commit"]
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
