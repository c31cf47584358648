"""Random expressions and literals, as text."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from .expressions import LOOSE

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
