"""Random situations in option form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from .case import Data, feasible_states, options, taken_in
from .concepts import FIVE
from .random_preferences import orders, statements
from .random_preferences import rankings as random_rankings
from .random_texts import expressions, literals

PARTIES = ("alpha", "beta_2", "gamma", "delta", "e", "orders", "iffy")
OPTIONS = ("talk", "leave", "sign", "a", "b1", "cease_fire", "no", "nota", "pay", "x_")
TERMS = ("calm", "exchange", "t1", "open", "iff_", "andes")
STATES = ("deadlock", "accord", "s_0", "order")
NAMES = ("r1", "border", "second", "n_3", "last", "more")


@st.composite
def conflicts(
    draw: st.DrawFn,
    max_options: int = 6,
    max_parties: int = 4,
    one_way: bool = True,
    closed: bool = True,
    rankings: bool = True,
    now: bool = True,
    behaviours: Sequence[str] = FIVE,
) -> Data:
    """The plain data of a situation, with at least one feasible state.

    `one_way`, `closed`, `rankings` and `now` say whether these may occur; `behaviours` are the
    concepts that a party may look ahead by.
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

    known = define(draw, data, numbered)
    if closed and draw(st.integers(0, 7)) == 0:
        data["closed"] = draw(
            st.lists(st.sampled_from(numbered), min_size=1, max_size=2, unique=True)
        )
    _rules(draw, data, known)
    if one_way and draw(st.booleans()):
        data["one_way"] = draw(st.lists(literals(numbered), max_size=3, unique=True))

    opens = may_open(data)
    for party in parties:
        body = data["parties"][party]
        own = [name for name in numbered if name.startswith(f"{party}.")]
        form = draw(st.integers(0, 15))
        if rankings and form < 2:
            body["ranking"] = draw(random_rankings(data, known, opens))
        elif rankings and form < 6:
            body["ranking"] = draw(orders(data, opens))
        elif form < 15:
            body["prefers"] = draw(statements(known, own))
        elif draw(st.booleans()):
            body["prefers"] = draw(st.sampled_from([None, []]))
        if draw(st.booleans()):
            concepts = st.sampled_from(list(behaviours))
            body["behaviour"] = draw(
                concepts | st.lists(concepts, min_size=1, max_size=3, unique=True)
            )
    if now and draw(st.integers(0, 3)) < 3:
        today = taken_in(draw(st.sampled_from(feasible_states(data))), options(data))
        data["now"] = [name for name in numbered if name in today]
    return data


def may_open(data: Data) -> bool:
    """Whether a change may make states feasible that are not so as written."""
    return bool(data.get("closed")) or any(isinstance(r, dict) for r in data.get("rules", []))


@st.composite
def _wordings(draw: st.DrawFn) -> Any:
    """What stands behind an option's id: a text, nothing, or a mapping."""
    worded: list[Any] = ["do it", "do it", None, {"does": "do it"}]
    return draw(st.sampled_from(worded))


def define(draw: st.DrawFn, data: Data, numbered: list[str]) -> list[str]:
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
