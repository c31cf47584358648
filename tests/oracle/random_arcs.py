"""Random situations in option form whose moves are not given by the options alone."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from .case import Data, classes, feasible_states, names, options, reader
from .concepts import FIVE
from .random_options import conflicts, may_open
from .random_preferences import orders
from .random_preferences import rankings as random_rankings
from .random_texts import expressions

EXTRAS = ("no_move", "same", "also")


@st.composite
def arc_conflicts(
    draw: st.DrawFn,
    max_options: int = 5,
    max_parties: int = 4,
    no_move: bool = True,
    same: bool = True,
    also: bool = True,
) -> Data:
    """The plain data of a situation in option form, with at least one feasible state.

    It has one or more of: transitions forbidden by pattern, coalesced states, shared options.
    `no_move`, `same` and `also` say whether these may occur.
    """
    data: Data = draw(
        conflicts(
            max_options=max_options,
            max_parties=max_parties,
            rankings=False,
            behaviours=(*FIVE, "sim"),
        )
    )
    allowed = [extra for extra, may in zip(EXTRAS, (no_move, same, also), strict=True) if may]
    chosen = draw(st.lists(st.sampled_from(allowed), min_size=1, unique=True))
    known = [*(name for _, name in options(data)), *names(data)]
    if "also" in chosen and len(data["parties"]) > 1:
        _share(draw, data)
    if "no_move" in chosen:
        data["no_move"] = draw(patterns(list(data["parties"]), known))
    if "same" in chosen:
        data["same"] = [
            _describes_several(draw, data, known) for _ in range(draw(st.sampled_from([1, 1, 2])))
        ]
    _rank(draw, data, known)
    return data


@st.composite
def patterns(draw: st.DrawFn, parties: list[str], known: list[str]) -> list[Data]:
    """`no_move`: who may not go from where to where; either end may be missing."""
    found: list[Data] = []
    for _ in range(draw(st.sampled_from([1, 1, 2, 3]))):
        entry: Data = {"by": draw(st.sampled_from(parties))}
        ends = draw(st.sampled_from([("from", "to")] * 5 + [("from",), ("to",)] * 3 + [()]))
        for end in ends:
            entry[end] = draw(expressions(known, max_depth=1))
        found.append(entry)
    return found


def _share(draw: st.DrawFn, data: Data) -> None:
    """Let further parties take or drop one or two of the options."""
    numbered = [name for _, name in options(data)]
    for name in draw(st.lists(st.sampled_from(numbered), min_size=1, max_size=2, unique=True)):
        owner, option = name.split(".")
        others = [party for party in data["parties"] if party != owner]
        who = draw(st.lists(st.sampled_from(others), min_size=1, max_size=2, unique=True))
        data["parties"][owner]["options"][option] = {"does": "do it", "also": who}


def _describes_several(draw: st.DrawFn, data: Data, known: list[str]) -> str:
    """An expression that some states satisfy; where one comes up, several but not all of them."""
    satisfies = reader(data)
    feasible = feasible_states(data)
    found = f"{known[0]} or not {known[0]}"
    for _ in range(4):
        text = draw(expressions(known, max_depth=draw(st.sampled_from([0, 1, 2]))))
        count = sum(satisfies(state, text) for state in feasible)
        if count:
            found = text
        if 1 < count < len(feasible):
            break
    else:
        literal = draw(st.sampled_from([name for _, name in options(data)]))
        found = literal if any(satisfies(state, literal) for state in feasible) else found
    return found


def _rank(draw: st.DrawFn, data: Data, known: list[str]) -> None:
    """Give some parties a ranking of the states as they are after coalescing; a class is named
    by one of its members, mostly the lowest."""
    groups = classes(data)

    def named(member: Any) -> Any:
        if isinstance(member, int) and draw(st.integers(0, 3)) == 0:
            return draw(st.sampled_from(groups[member]))
        return member

    for body in data["parties"].values():
        form = draw(st.integers(0, 9))
        if form < 4:
            body.pop("prefers", None)
            always = may_open(data)
            ranking = draw(
                random_rankings(data, known, always) if form == 0 else orders(data, always)
            )
            body["ranking"] = [
                [named(member) for member in entry] if isinstance(entry, list) else named(entry)
                for entry in ranking
            ]
