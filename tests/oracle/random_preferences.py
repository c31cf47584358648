"""Random preferences: statements in order of priority, and rankings of the states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from .case import Data, classes, reader
from .expressions import parse
from .random_texts import expressions


@st.composite
def statements(draw: st.DrawFn, known: Sequence[str], own: Sequence[str]) -> list[Any]:
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
            form = draw(
                st.sampled_from(["bare", "bare", "bare", "want", "sure", "because", "weight"])
            )
            extra: dict[str, dict[str, Any]] = {
                "sure": {"sure": "likely"},
                "because": {"because": "assumption"},
                "weight": {"weight": draw(st.sampled_from([2, 3, 0.1, 0.2, 0.3, "1/3"]))},
            }
            level.append(text if form == "bare" else {"want": text, **extra.get(form, {})})
        if level:
            found.append(level if len(level) > 1 else level[0])
    return found


@st.composite
def rankings(draw: st.DrawFn, data: Data, known: Sequence[str], always: bool) -> list[Any]:
    """`ranking`: every state stands at one entry; with `always` also those which are not feasible
    as written."""
    satisfies = reader(data)
    remaining = list(classes(data))
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
                standing |= {state for state in remaining if satisfies(state, member)}
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
def orders(draw: st.DrawFn, data: Data, always: bool, ties: bool = True) -> list[Any]:
    """`ranking`: any order of all states by id, mostly strict; without `ties` always."""
    found: list[Any] = []
    for state in draw(st.permutations(tuple(classes(data)))):
        if ties and found and draw(st.integers(0, 7)) == 0:
            before = found.pop()
            found.append([*(before if isinstance(before, list) else [before]), state])
        else:
            found.append(state)
    return [*found, "true"] if always else found
