"""The expression language: binding, printing, and the exact place of every mistake."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import expressions as oracle
from thorough import examples

from goodoffices.model.expression import (
    WORDS,
    And,
    Constant,
    Count,
    Expression,
    Name,
    Not,
    Or,
    Relation,
    as_literal,
)
from goodoffices.model.parser import ExpressionError, parse

NAMES = st.sampled_from(["a.x", "a.y", "b.x", "b.y", "term", "at_rest", "notable"])


def _inner(children: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(children, min_size=2, max_size=4).map(tuple)
    words = st.sampled_from(["requires", "excludes", "if", "iff"])
    counts = st.sampled_from(["exactly", "at least", "at most"])
    return st.one_of(
        st.builds(Not, children),
        st.builds(And, several),
        st.builds(Or, several),
        st.builds(Relation, words, children, children),
        st.builds(Count, counts, st.integers(0, 5), several),
    )


EXPRESSIONS = st.recursive(
    st.one_of(NAMES.map(Name), st.booleans().map(Constant)), _inner, max_leaves=12
)


@settings(max_examples=examples(1_000), deadline=None)
@given(EXPRESSIONS)
def test_parsing_what_is_printed_gives_the_same(expression: Expression) -> None:
    assert parse(str(expression)) == expression


@settings(max_examples=examples(500), deadline=None)
@given(EXPRESSIONS, st.sets(NAMES))
def test_truth_is_that_of_the_oracle(expression: Expression, taken: set[str]) -> None:
    import numpy as np

    from goodoffices.columns import evaluate

    names = {"term": "a.x or b.x", "at_rest": "not a.y", "notable": "term and b.y"}
    options = frozenset(t for t in taken if "." in t)

    def truth(name: str) -> np.ndarray:
        if "." in name:
            return np.array([name in options])
        return evaluate(parse(names[name]), truth, 1)

    expected = oracle.evaluate(str(expression), options, names)
    assert bool(evaluate(expression, truth, 1)[0]) == expected


@pytest.mark.parametrize(
    ("text", "bracketed"),
    [
        ("a.x and b.x or b.y", "((a.x and b.x) or b.y)"),
        ("a.x or b.x and b.y", "(a.x or (b.x and b.y))"),
        ("not a.x and b.x", "(not a.x and b.x)"),
        ("not a.x requires b.x or b.y", "(not a.x requires (b.x or b.y))"),
        ("a.x if b.x and b.y", "(a.x if (b.x and b.y))"),
        ("(a.x requires b.x) iff b.y", "((a.x requires b.x) iff b.y)"),
        ("a.x and b.x and b.y", "(a.x and b.x and b.y)"),
        (
            "at least 2 of (a.x, b.x or b.y, not term)",
            "at least 2 of (a.x, (b.x or b.y), not term)",
        ),
        ("exactly 1 of (a.x) and b.x", "(exactly 1 of (a.x) and b.x)"),
        ("  true\n and\tfalse ", "(true and false)"),
    ],
)
def test_binding(text: str, bracketed: str) -> None:
    assert str(parse(text)) == bracketed


@pytest.mark.parametrize(
    ("text", "offset", "fragment"),
    [
        ("", 0, "empty"),
        ("   ", 0, "empty"),
        ("a.x and", 7, "ends here"),
        ("a.x b.x", 4, 'found "b.x"'),
        ("a.x requires b.x requires b.y", 17, "do not chain"),
        ("a.x if b.x iff b.y", 11, "do not chain"),
        ("(a.x and b.x", 12, "not closed"),
        ("a.x)", 3, 'no "("'),
        ("a.x AND b.x", 4, "lower case"),
        ("a.X", 0, "a.x"),
        ("a.x & b.x", 4, 'write "and"'),
        ("exactly of (a.x)", 8, "whole number"),
        ("at 2 of (a.x)", 3, "least"),
        ("at least 2 (a.x)", 11, '"of"'),
        ("a.x adn b.x", 4, 'did you mean "and"'),
        ("a..x", 0, "no part"),
        ("3 of (a.x)", 0, "a name"),
        ("not", 3, "ends here"),
        ("(" * 300 + "a.x" + ")" * 300, 100, "nesting"),
    ],
)
def test_mistakes(text: str, offset: int, fragment: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.offset == offset
    assert fragment in str(caught.value)


def test_words_are_no_names() -> None:
    for word in WORDS - {"true", "false"}:
        with pytest.raises(ExpressionError):
            parse(word)


def test_literals() -> None:
    assert as_literal(parse("a.x")) == ("a.x", True)
    assert as_literal(parse("not a.x")) == ("a.x", False)
    assert as_literal(parse("not not a.x")) is None
    assert as_literal(parse("a.x and b.x")) is None
