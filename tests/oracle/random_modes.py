"""Random situations whose parties prefer in other ways than by one order of the states.

`modes` mixes all of them in one situation; each other strategy has one mode, which at least one
party has and which others may have beside orders of the usual kind. There are two or three
parties and at most 16 states, mostly in option form, some of them with forbidden transitions,
coalesced states and shared options, some in graph form.

Of a situation in which changes could open further states nothing is left but the states as
written: rules are plain texts, and no option is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from .case import Data, classes, names, options, positions, reader, rules
from .random_arcs import arc_conflicts
from .random_graphs import graphs
from .random_options import conflicts
from .random_preferences import orders, statements
from .random_preferences import rankings as random_rankings
from .random_texts import expressions
from .transitions import keys

Mode = Callable[[st.DrawFn, Data, str], Data]

FACTIONS = ("hawks", "doves", "rest")
SHARES: tuple[tuple[Any, ...], ...] = (
    (0.5, 0.5),
    (0.25, 0.75),
    (0.75, None),
    ("1/3", "2/3"),
    ("1/3", None, "1/3"),
    (0.25, 0.25, 0.5),
    (0.1, None, 0.2),
)
DEGREES: tuple[Any, ...] = (0, 0.1, 0.25, "1/3", 0.5, 0.6, "2/3", 0.75, 0.9, 1)
SIGNS: tuple[Any, ...] = ("+", "for", 1, "-", "against", -1, "0", "indifferent", 0)
NOTHING = ("0", "indifferent", 0)


@st.composite
def modes(draw: st.DrawFn) -> Data:
    """Every party prefers in a way of its own; some parties have attitudes as well."""
    data = _situation(draw)
    for party, body in data["parties"].items():
        mode = draw(st.sampled_from((_order, _unknown, _strong, _hybrid, _divided, _fuzzy)))
        body.update(mode(draw, data, party))
    for party in data["parties"]:
        if draw(st.integers(0, 3)) == 0:
            _have_attitudes(draw, data, party)
    return data


@st.composite
def unknown_situations(draw: st.DrawFn) -> Data:
    """Parties do not know some of their preferences."""
    return _some_with(draw, _unknown)


@st.composite
def strength_situations(draw: st.DrawFn) -> Data:
    """Parties have degrees of preference."""
    return _some_with(draw, _strong)


@st.composite
def hybrid_situations(draw: st.DrawFn) -> Data:
    """A party has degrees of preference and does not know some; others have either or neither."""
    return _some_with(draw, _hybrid, _strong, _unknown)


@st.composite
def divided_situations(draw: st.DrawFn) -> Data:
    """Parties are divided into factions."""
    return _some_with(draw, _divided)


@st.composite
def fuzzy_situations(draw: st.DrawFn) -> Data:
    """Parties prefer to a degree between 0 and 1."""
    return _some_with(draw, _fuzzy)


@st.composite
def attitude_situations(draw: st.DrawFn) -> Data:
    """Parties care about what others prefer, who may have degrees or not know."""
    data = _some_with(draw, _order, _order, _strong, _unknown)
    willing = [party for party in data["parties"] if _may_have_attitudes(data, party)]
    for party in draw(st.lists(st.sampled_from(willing), min_size=1, unique=True)):
        _have_attitudes(draw, data, party)
    return data


def _some_with(draw: st.DrawFn, mode: Mode, *others: Mode) -> Data:
    """A situation in which one party at least has the mode, and the rest that, one of the others,
    or an order of the usual kind."""
    data = _situation(draw)
    first = draw(st.sampled_from(list(data["parties"])))
    for party, body in data["parties"].items():
        chosen = mode if party == first else draw(st.sampled_from((mode, *others, _order)))
        body.update(chosen(draw, data, party))
    return data


def _situation(draw: st.DrawFn) -> Data:
    """A situation without preferences, with at least two parties and two states."""

    def large_enough(data: Data) -> bool:
        return len(data["parties"]) > 1 and len(classes(data)) > 1

    made = conflicts(max_options=4, max_parties=3)
    source = draw(st.integers(0, 9))
    if source < 4:
        made = arc_conflicts(max_options=4, max_parties=3) if source < 2 else graphs(max_parties=3)
    data: Data = draw(made.filter(large_enough))
    data.pop("closed", None)
    if data.get("rules"):
        data["rules"] = rules(data)
    for body in data["parties"].values():
        for key in ("prefers", "ranking", "behaviour"):
            body.pop(key, None)
    assume(large_enough(data))  # what was closed may have kept all states from counting as one
    return data


def _order(draw: st.DrawFn, data: Data, party: str) -> Data:
    """Statements or a ranking, as plain as they were always."""
    return (
        {"prefers": _statements(draw, data, party)} if draw(st.booleans()) else _ranked(draw, data)
    )


def _statements(draw: st.DrawFn, data: Data, party: str) -> list[Any]:
    own = [name for owner, name in options(data) if owner == party]
    found: list[Any] = draw(statements(_known(data), own))
    return found


def _ranked(draw: st.DrawFn, data: Data) -> Data:
    return {"ranking": _called(draw, data, _ranking(draw, data))}


def _ranking(draw: st.DrawFn, data: Data) -> list[Any]:
    """A ranking of all states by their lowest ids and by expressions."""
    kinds = orders(data, False) | random_rankings(data, _known(data), False)
    found: list[Any] = draw(kinds)
    return found


def _unknown(draw: st.DrawFn, data: Data, party: str) -> Data:
    """Statements whose direction is unknown, a partial order, or an order; the last always with
    pairs that are unknown, the others sometimes."""
    form = draw(st.sampled_from(("statements", "statements", "chains", "order")))
    if form == "statements":
        body: Data = {"prefers": _statements(draw, data, party)}
        _forget(draw, body["prefers"])
    elif form == "chains":
        body = {"partial_order": _chains(draw, data)}
    else:
        body = _order(draw, data, party)
    return _with_unknown_pairs(draw, data, body, always=form == "order")


def _strong(draw: st.DrawFn, data: Data, party: str) -> Data:
    """Degrees of preference: lines in statements, lines in a ranking, or `strongly_by`."""
    if draw(st.integers(0, 2)) == 0:
        ranking = _ranked(draw, data)["ranking"]
        if len(ranking) > 1:
            return {"ranking": _with_lines(draw, ranking, rising=False)}
    levels = _statements(draw, data, party)
    form = draw(st.sampled_from(("lines", "steps", "both")))
    body: Data = {"prefers": levels}
    if form != "steps" and len(levels) > 1:
        body["prefers"] = _with_lines(draw, levels, rising=True)
    if form != "lines" or len(levels) == 1:
        body["strongly_by"] = draw(
            st.sampled_from((1, 0.5, 2, 1.5, [1], [1, 2], [0.3, 2], [2, 2.1, 3], [0.5, 1, 2, 3]))
        )
    return body


def _hybrid(draw: st.DrawFn, data: Data, party: str) -> Data:
    """Degrees of preference, and some preferences that are unknown."""
    body = _strong(draw, data, party)
    forgotten = "prefers" in body and draw(st.booleans())
    if forgotten:
        _forget(draw, body["prefers"])
    return _with_unknown_pairs(draw, data, body, always=not forgotten)


def _divided(draw: st.DrawFn, data: Data, party: str) -> Data:
    """Factions with shares that sum to 1."""
    shares = draw(st.sampled_from(SHARES))
    factions: dict[str, Data] = {}
    for name, share in zip(draw(st.permutations(FACTIONS)), shares, strict=False):
        told = {} if share is None else {"share": share}
        factions[name] = {**told, **_order(draw, data, party)}
    divided: Data = {"factions": factions}
    for name in ("alpha", "beta", "gamma"):
        if draw(st.booleans()):
            divided[name] = draw(st.sampled_from((0.1, 0.25, "1/3", 0.5, "2/3", 0.75, 1)))
    if draw(st.booleans()):
        divided["pairs"] = _degrees(draw, data)
    return {"divided": divided}


def _fuzzy(draw: st.DrawFn, data: Data, party: str) -> Data:
    """Degrees between 0 and 1 for some pairs of states, beside an order."""
    threshold = draw(st.sampled_from((0.1, 0.2, "1/3", 0.5, 0.8, 1)))
    fuzzy = {"threshold": threshold, "pairs": _degrees(draw, data)}
    return {**_order(draw, data, party), "fuzzy": fuzzy}


def _forget(draw: st.DrawFn, levels: list[Any]) -> None:
    """Let the direction of some statements be unknown; where it can be, one of a tie."""

    def forgotten(item: Any) -> Data:
        told = item if isinstance(item, dict) else {"want": item}
        return {**{key: told[key] for key in ("want", "weight") if key in told}, "unknown": True}

    spots = [
        (at, within)
        for at, entry in enumerate(levels)
        if not (isinstance(entry, dict) and "strongly" in entry)
        for within in (range(len(entry)) if isinstance(entry, list) else [-1])
    ]
    for at, within in draw(st.lists(st.sampled_from(spots), min_size=1, max_size=3, unique=True)):
        if within < 0:
            levels[at] = forgotten(levels[at])
        else:
            levels[at][within] = forgotten(levels[at][within])


def _with_unknown_pairs(draw: st.DrawFn, data: Data, body: Data, always: bool) -> Data:
    """With one or two pairs of sets of states between which the preference is unknown, and now
    and then with the party's own extension."""
    found = dict(body)
    if always or draw(st.integers(0, 2)) == 0:
        count = draw(st.sampled_from((1, 1, 2)))
        found["unknown"] = [list(_sides(draw, data)) for _ in range(count)]
    if draw(st.integers(0, 2)) == 0:
        found["extension"] = draw(st.sampled_from("abcd"))
    return found


def _with_lines(draw: st.DrawFn, entries: list[Any], rising: bool) -> list[Any]:
    """With one to three lines, each between two entries; `rising`: the higher the stronger."""
    gaps = st.integers(1, len(entries) - 1)
    chosen = sorted(draw(st.lists(gaps, min_size=1, max_size=3, unique=True)))
    degrees = st.integers(2, 5)
    drawn = draw(st.lists(degrees, min_size=len(chosen), max_size=len(chosen), unique=rising))
    if rising:
        drawn.sort(reverse=True)
    found = list(entries)
    for gap, degree in reversed(list(zip(chosen, drawn, strict=True))):
        told = None if degree == 2 and draw(st.booleans()) else degree
        found.insert(gap, {"strongly": told})
    return found


def _chains(draw: st.DrawFn, data: Data) -> list[list[Any]]:
    """`partial_order`: parts of one ranking, which thus agree, and every state in one of them.

    A chain is some of the ranking's states by id; or the first groups as they stand there, and
    some of the later states by id.
    """
    ranking = _ranking(draw, data)
    states = tuple(classes(data))
    place = positions(ranking, states, reader(data))
    chains: list[list[Any]] = []
    covered: set[int] = set()
    for _ in range(draw(st.integers(1, 4))):
        kept = draw(st.sampled_from((0, 0, 1, 2, 3)))
        later = [s for s in states if place[s] >= kept]
        some = draw(st.lists(st.sampled_from(later), unique=True)) if later else []
        chain = ranking[:kept]
        for spot in sorted({place[s] for s in some}):
            group = [s for s in some if place[s] == spot]
            chain.append(group if len(group) > 1 else group[0])
        if chain:
            chains.append(chain)
            covered |= {s for s in states if s in some or place[s] < kept}
    chains += [[s] for s in states if s not in covered]
    return [_called(draw, data, chain) for chain in draw(st.permutations(chains))]


def _degrees(draw: st.DrawFn, data: Data) -> list[Data]:
    """Pairs with degrees: the two of a pair never sum to more than 1, also where it fits a pair
    of states both ways round."""
    found: list[Data] = []
    for _ in range(draw(st.sampled_from((1, 1, 2, 3)))):
        better, worse = _sides(draw, data)
        both = len(_standing(data, better) & _standing(data, worse)) > 1
        degree = draw(st.sampled_from(DEGREES))
        most = min(1 - Fraction(str(degree)), Fraction(1, 2 if both else 1))
        fitting = [other for other in DEGREES if Fraction(str(other)) <= most]
        pair = {"prefer": better, "to": worse, "degree": degree}
        if both or draw(st.booleans()):
            pair["reverse"] = draw(st.sampled_from(fitting))
        found.append(pair)
    return found


def _known(data: Data) -> list[str]:
    """The names that an expression may use."""
    return [*(name for _, name in options(data)), *names(data)]


def _sides(draw: st.DrawFn, data: Data) -> tuple[Any, Any]:
    """Two sets of states that do not consist of one and the same state."""
    states = tuple(classes(data))
    one = _side(draw, data)
    other = _side(draw, data)
    if _standing(data, one) == _standing(data, other) and len(_standing(data, one)) == 1:
        (only,) = _standing(data, one)
        other = draw(st.sampled_from([s for s in states if s != only]))
    return one, other


def _side(draw: st.DrawFn, data: Data) -> Any:
    """An id or key, an expression that some state satisfies, or a list of these."""
    states = tuple(classes(data))
    satisfies = reader(data)

    def member() -> Any:
        if draw(st.booleans()):
            text = draw(expressions(_known(data), max_depth=1))
            if any(satisfies(state, text) for state in states):
                return text
        return draw(st.sampled_from(states))

    width = draw(st.sampled_from((0, 0, 0, 1, 2, 3)))
    several = list(dict.fromkeys(member() for _ in range(width)))
    return _called(draw, data, [several or member()])[0]


def _standing(data: Data, side: Any) -> set[int]:
    """The states that a side of a pair means."""
    satisfies, by_key = reader(data), keys(data)
    found: set[int] = set()
    for member in side if isinstance(side, list) else [side]:
        if isinstance(member, int):
            found |= {state for state, group in classes(data).items() if member in group}
        elif member in by_key:
            found.add(by_key.index(member))
        else:
            found |= {state for state in classes(data) if satisfies(state, member)}
    return found


def _called(draw: st.DrawFn, data: Data, entries: Sequence[Any]) -> list[Any]:
    """The entries with some states named by their key, or by another one of the states that they
    are one with. A bare key that stands for an expression is put into parentheses, since it would
    name the state a second time."""
    by_key, groups = keys(data), classes(data)

    def named(member: Any) -> Any:
        if isinstance(member, str):
            return f"({member})" if member in by_key else member
        if draw(st.booleans()) and by_key:
            return by_key[member]
        chosen = draw(st.integers(0, 3)) == 0
        return draw(st.sampled_from(groups[member])) if chosen else member

    return [
        [named(member) for member in entry] if isinstance(entry, list) else named(entry)
        for entry in entries
    ]


def _may_have_attitudes(data: Data, party: str) -> bool:
    """Not beside degrees, which say how a party is deterred by its own preferences."""
    body = data["parties"][party]
    entries = [*(body.get("prefers") or []), *(body.get("ranking") or [])]
    lines = any(isinstance(entry, dict) and "strongly" in entry for entry in entries)
    return not lines and "strongly_by" not in body


def _have_attitudes(draw: st.DrawFn, data: Data, party: str) -> None:
    """Give a party attitudes, with no sign towards a party that is divided or fuzzy."""
    bodies = data["parties"]
    ordered = [other for other, body in bodies.items() if not {"divided", "fuzzy"} & set(body)]
    if not _may_have_attitudes(data, party):
        return
    chosen: dict[str, Any] = {}
    if party not in ordered:
        chosen[party] = draw(st.sampled_from(NOTHING))
    if ordered:
        for other in draw(st.lists(st.sampled_from(ordered), min_size=1, unique=True)):
            chosen[other] = draw(st.sampled_from(SIGNS))
    order = draw(st.permutations(list(chosen)))
    bodies[party]["attitudes"] = {other: chosen[other] for other in order}
