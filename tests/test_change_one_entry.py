"""One value set, one entry taken out, in a YAML text: the rest stays to the byte."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import RequestError
from goodoffices.formats.insert_value import replaced_value
from goodoffices.formats.line_ends import BOM, as_stored, plain
from goodoffices.formats.remove import removed
from goodoffices.formats.yaml_tree import read_text

WORDS = ["aid", "not aid", "a requires b", "“peace”", "عودة", "yes", "1", "a: b", "x # y", "- z"]
word = st.sampled_from(WORDS)
comment = st.sampled_from(["", "  # beside", "  # وقف"])


def _quoted(text: str) -> str:
    return "'" + text + "'"


@st.composite
def rule(draw: st.DrawFn) -> tuple[list[str], Any]:
    """One rule as lines behind a dash, and what it reads as."""
    says, name = draw(word), draw(word)
    kind = draw(st.sampled_from(["short", "flow", "block"]))
    beside = draw(comment)
    if kind == "short":
        return [_quoted(says) + beside], says
    if kind == "flow":
        because = draw(st.lists(st.sampled_from(["e1", "e2"]), unique=True))
        data = {"rule": says, "name": name, "because": because}
        listed = ", ".join(because)
        return [
            f"{{rule: {_quoted(says)}, name: {_quoted(name)}, because: [{listed}]}}{beside}"
        ], data
    lines = [f"rule: {_quoted(says)}", f"name: {_quoted(name)}{beside}", "because:", "- e1"]
    return lines, {"rule": says, "name": name, "because": ["e1"]}


@st.composite
def document(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A file with a list of rules and a mapping of terms, comments anywhere, any line ends."""
    rules = draw(st.lists(rule(), min_size=1, max_size=4))
    lines = ["# head", "rules:" + draw(comment)]
    indent = draw(st.sampled_from(["", "  "]))
    for says, _ in rules:
        lines += [f"{indent}# above"] if draw(st.booleans()) else []
        lines += [f"{indent}- {says[0]}", *(f"{indent}  {one}" for one in says[1:])]
    terms = draw(st.lists(word, min_size=1, max_size=3))
    lines += ["", "terms:"]
    data: dict[str, Any] = {"rules": [one for _, one in rules], "terms": {}}
    for at, says in enumerate(terms):
        lines += [f"  t{at}: {_quoted(says)}" + draw(comment)]
        data["terms"][f"t{at}"] = says
    end = draw(st.sampled_from(["\n", "\r\n"]))
    return end.join(lines) + draw(st.sampled_from(["", end])), data


def _kept(before: str, after: str, most: int) -> None:
    """All lines of ``after`` stand in ``before`` in the same order, but for so many."""
    old = before.splitlines(keepends=True)
    new, at = 0, 0
    for line in after.splitlines(keepends=True):
        found = next((n for n in range(at, len(old)) if old[n].rstrip() == line.rstrip()), None)
        if found is None:
            new += 1
        else:
            at = found + 1
    assert new <= most


@given(document(), st.data())
@settings(max_examples=150, deadline=None)
def test_an_entry_is_taken_out_and_nothing_else(
    made: tuple[str, dict[str, Any]], data: st.DataObject
) -> None:
    text, before = made
    assert read_text(text).data == before
    path = data.draw(
        st.sampled_from(
            [("rules", n) for n in range(len(before["rules"]))]
            + [("terms", name) for name in before["terms"]]
            + [
                ("rules", n, key)
                for n, one in enumerate(before["rules"])
                if isinstance(one, dict)
                for key in one
            ]
        )
    )
    wanted = copy.deepcopy(before)
    holder = wanted
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]
    after = removed(text, path)
    assert read_text(after).data == wanted
    assert ("\r\n" in after) == ("\r\n" in text) or "\n" not in after
    assert after.count("# above") == text.count("# above")
    _kept(text, after, 1)


@given(document(), st.data(), word)
@settings(max_examples=150, deadline=None)
def test_a_value_is_set_and_nothing_else(
    made: tuple[str, dict[str, Any]], data: st.DataObject, value: str
) -> None:
    text, before = made
    number = data.draw(st.integers(0, len(before["rules"]) - 1))
    key = data.draw(st.sampled_from(["rule", "name", "because"]))
    wanted = copy.deepcopy(before)
    old = wanted["rules"][number]
    given_ = [value, "e9"] if key == "because" else value
    if isinstance(old, dict):
        old[key] = given_
    else:
        wanted["rules"][number] = given_ if key == "rule" else {"rule": old, key: given_}
    after = replaced_value(text, ("rules", number, key), given_)
    assert read_text(after).data == wanted
    assert after.count("#") - text.count("#") == value.count("#") - str(
        old if not isinstance(old, dict) and key == "rule" else _old(before, number, key)
    ).count("#")
    _kept(text, after, 1)
    assert replaced_value(after, ("rules", number, key), given_) == after


def _old(before: dict[str, Any], number: int, key: str) -> Any:
    one = before["rules"][number]
    return one.get(key, "") if isinstance(one, dict) else ""


@pytest.mark.parametrize(
    ("text", "path", "value", "after"),
    [
        ("words:\n", ("words", "a"), "x", "words:\n  a: x\n"),
        ("a: 1\n", ("words", "b"), "a, b", 'a: 1\nwords:\n  b: "a, b"\n'),
        ("a: {b: c}\n", ("a", "b"), "x, y", 'a: {b: "x, y"}\n'),
        ("a: b\n", ("a",), "x, y", "a: x, y\n"),
        ('a: "b"\n', ("a",), "x", 'a: "x"\n'),
        ("a:\n  - b\n  - c\nd: 1\n", ("a",), ["e"], "a: [e]\nd: 1\n"),
        ("a: b\n", ("a",), "", 'a: ""\n'),
        ("a: b\n", ("a",), "two\nlines", 'a: "two\\nlines"\n'),
        (
            "parties: {p: {options: {o: go}}}\n",
            ("parties", "p", "options", "o", "because"),
            ["e1"],
            "parties: {p: {options: {o: {does: go, because: [e1]}}}}\n",
        ),
        (
            "parties:\n  p:\n    options:\n      o:\n",
            ("parties", "p", "options", "o", "does"),
            "go",
            "parties:\n  p:\n    options:\n      o: {does: go}\n",
        ),
        (
            "parties:\n  p:\n    prefers: [a, b]\n",
            ("parties", "p", "prefers", 1, "sure"),
            {"phi": 0.4},
            "parties:\n  p:\n    prefers: [a, {want: b, sure: {phi: 0.4}}]\n",
        ),
    ],
)
def test_values_as_they_are_written(text: str, path: Any, value: Any, after: str) -> None:
    assert replaced_value(text, path, value).splitlines() == after.splitlines()


def test_no_comment_is_lost_with_a_value() -> None:
    with pytest.raises(RequestError, match="cannot be set"):
        replaced_value("a:\n  - b # why\n  - c\n", ("a",), ["d"])


def test_no_comment_of_a_neighbour_is_lost_with_an_entry() -> None:
    text = "a:\n  - - b\n    # of c\n    - c\n"
    with pytest.raises(RequestError, match="cannot be taken out"):
        removed(text, ("a", 0, 0))
    assert removed(text, ("a", 0, 1)) == "a:\n  - - b\n    # of c\n"


def test_what_is_also_meant_elsewhere_is_left_alone() -> None:
    with pytest.raises(RequestError):
        removed("a: &x {b: 1, c: 2}\nd: *x\n", ("a", "b"))
    with pytest.raises(RequestError):
        replaced_value("a: &x [b]\nd: *x\n", ("d",), ["c"])
    with pytest.raises(RequestError, match="nothing at"):
        removed("a: 1\n", ("b",))


@given(st.lists(st.tuples(st.text("ab #é", max_size=3), st.sampled_from(["\n", "\r\n", "\r"]))),
       st.booleans())  # fmt: skip
def test_line_ends_come_back_as_they_were(lines: list[tuple[str, str]], marked: bool) -> None:
    stored = (BOM if marked else "") + "".join(line + end for line, end in lines)
    assert as_stored(plain(stored), stored) == stored


@given(st.sampled_from(["\n", "\r\n"]), st.lists(st.text("abc", max_size=2), max_size=6))
def test_new_lines_take_the_ends_of_the_file(end: str, lines: list[str]) -> None:
    stored = f"a{end}b{end}"
    assert as_stored("\n".join(lines), stored) == end.join(lines)


def test_a_mixed_file_keeps_the_end_of_every_line_that_stays() -> None:
    assert as_stored("new\na\nb\nc\n", "a\r\nb\nc\r\n") == "new\r\na\r\nb\nc\r\n"


def test_a_sign_in_quotes_begins_no_comment() -> None:
    text = "rules:\n- {rule: aid, name: 'x # y', because: ['# e1', e2]}  # beside\n"
    after = removed(text, ("rules", 0, "name"))
    assert after == "rules:\n- {rule: aid, because: ['# e1', e2]}  # beside\n"
    after = replaced_value(text, ("rules", 0, "because"), ["e3"])
    assert after == "rules:\n- {rule: aid, name: 'x # y', because: [e3]}  # beside\n"
    with pytest.raises(RequestError, match="touching anything else"):
        removed(
            "rules:\n- {rule: aid, name: 'x',  # why\n   because: []}\n", ("rules", 0, "because")
        )
