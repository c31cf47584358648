"""A party's statements in a new order: everything else of the file stays to the byte."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.errors import RequestError
from goodoffices.formats.native import loads
from goodoffices.formats.replace_preference import Elicited, replaced
from goodoffices.formats.yaml_tree import text_of
from goodoffices.model.expression import Expression
from goodoffices.model.parser import parse
from goodoffices.model.preference import Level, Statement

RELAXED: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}
ROOT = Path(__file__).parents[1]
FILES = [
    ROOT / "examples" / "cairo-talks" / "situation.yaml",
    ROOT / "benchmarks" / "cases" / "bench264.yaml",
    *sorted(
        path
        for path in (ROOT / "src/goodoffices/catalog/cases").glob("*/*.yaml")
        if not path.name.endswith(".answers.yaml")
    ),
]
NOTE = Elicited('Zoë "Z"', "2026-11-22", 5, "elicitation/x.yaml")
Levels = list[list[Expression]]
HEAD = "goodoffices: 1\ntitle: T # text\n\nparties:\n  b:\n    options: {x: do x}\n"


def statements(text: str, party: str) -> tuple[Statement, ...]:
    return loads(text).situation.party(party).preference.statements()


def as_written(text: str, party: str) -> Levels:
    criteria = loads(text).situation.party(party).preference.criteria
    return [
        [one.want for one in level.statements] for level in criteria if isinstance(level, Level)
    ]


def pairs() -> list[tuple[Path, str]]:
    """Every file with every party that has statements."""
    found = []
    for path in FILES:
        situation = loads(text_of(path)).situation
        found += [(path, p.id) for p in situation.parties if p.preference.statements()]
    return found


PAIRS = pairs()


@pytest.mark.parametrize(("path", "party"), PAIRS, ids=lambda one: getattr(one, "stem", one))
def test_the_same_order_adds_one_line(path: Path, party: str) -> None:
    text = text_of(path)
    new = replaced(text, party, as_written(text, party), NOTE)
    lines = new.split("\n")
    added = [at for at, line in enumerate(lines) if line.lstrip().startswith("elicited: ")]
    assert len(added) == 1
    assert "\n".join([*lines[: added[0]], *lines[added[0] + 1 :]]) == text
    again = replaced(new, party, as_written(text, party), NOTE)
    assert again == new


@settings(max_examples=80, **RELAXED)
@given(st.sampled_from(PAIRS), st.sampled_from(["\n", "\r\n"]), st.data())
def test_any_order_leaves_all_other_lines_alone(
    example: tuple[Path, str], line_end: str, draws: st.DataObject
) -> None:
    path, party = example
    text = text_of(path).replace("\n", line_end)
    before = statements(text, party)
    order = draws.draw(st.permutations([one.want for one in before]))
    levels: Levels = []
    for want in order:
        if levels and draws.draw(st.booleans()):
            levels[-1].append(want)
        else:
            levels.append([want])
    new = replaced(text, party, levels, NOTE)
    assert as_written(new, party) == levels
    assert {(s.want, s.because, s.sure, s.weight) for s in statements(new, party)} == {
        (s.want, s.because, s.sure, s.weight) for s in before
    }
    same_start = next((k for k, (a, b) in enumerate(zip(text, new, strict=False)) if a != b), 0)
    begins = text.index("prefers:", text.index(f"{line_end}  {party}:"))
    assert same_start >= begins
    tail = text[text.index(line_end, last_of(text, party)) :]
    assert new.endswith(tail)
    assert new.count("#") == text.count("#")
    assert ("\r\n" in new) == (line_end == "\r\n") and not re.search("\r(?!\n)", new)


def last_of(text: str, party: str) -> int:
    """The beginning of the last statement's line."""
    line = max(one.place.line or 0 for one in statements(text, party))
    return sum(len(one) + 1 for one in text.split("\n")[: line - 1])


@pytest.mark.parametrize(
    ("listed", "comment"),
    [
        ("      - [a.x,  # why x\n         a.y]\n", "# why x"),
        ("      - # about x\n        want: a.x\n      - a.y\n", "# about x"),
        ("      - # a tie of two\n        - a.x\n        - a.y\n", "# a tie of two"),
    ],
)
def test_no_comment_is_lost(listed: str, comment: str) -> None:
    """Either it is kept, or nothing is written."""
    text = HEAD + "  a:\n    options: {x: do x, y: do y}\n    prefers:\n" + listed
    for levels in ([["a.x"], ["a.y"]], [["a.y"], ["a.x"]], [["a.x", "a.y"]]):
        wanted = [[parse(one) for one in level] for level in levels]
        try:
            assert comment in replaced(text, "a", wanted, NOTE)
        except RequestError as refused:
            assert comment in str(refused)


def test_comments_go_with_their_statements() -> None:
    text = HEAD + (
        "  a:\n"
        "    options: {x: do x, y: do y}\n"
        "    prefers:  # most important first\n"
        "      # what x is about\n"
        "      - a.x  # said in May\n"
        "\n"
        "      # what y is about\n"
        "      - want: a.y   # said in June\n"
        "        because: assumption\n"
        "      - [b.x, not a.y]   # a tie\n"
        "    # after\n"
        "    role: mediator\n"
    )
    x, y, b, not_y = (parse(one) for one in ("a.x", "a.y", "b.x", "not a.y"))
    new = replaced(text, "a", [[y], [b, not_y], [x]], NOTE)
    assert new == HEAD + (
        "  a:\n"
        "    options: {x: do x, y: do y}\n"
        "    prefers:  # most important first\n"
        "\n"
        "      # what y is about\n"
        "      - want: a.y   # said in June\n"
        "        because: assumption\n"
        "      - [b.x, not a.y]   # a tie\n"
        "      # what x is about\n"
        "      - a.x  # said in May\n"
        f"    elicited: {NOTE.text()}\n"
        "    # after\n"
        "    role: mediator\n"
    )
    with pytest.raises(RequestError, match="a comment would be lost: # a tie"):
        replaced(text, "a", [[x, y], [not_y], [b]], NOTE)
    tied = replaced(text.replace("   # a tie", ""), "a", [[x, y], [not_y], [b]], NOTE)
    assert (
        "      # what x is about\n"
        "      - - a.x  # said in May\n"
        "\n"
        "      # what y is about\n"
        "        - want: a.y   # said in June\n"
        "          because: assumption\n"
        "      - not a.y\n"
        "      - b.x\n"
    ) in tied


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        ("{options: {x: do x}}", "{options: {x: do x}, prefers: [a.x, b.x], elicited: E}"),
        ("{options: {x: do x}, }", "{options: {x: do x}, prefers: [a.x, b.x], elicited: E, }"),
        ("{prefers: [b.x, a.x], role: r}", "{prefers: [a.x, b.x], elicited: E, role: r}"),
        ("{prefers: , role: r}", "{prefers: [a.x, b.x], elicited: E , role: r}"),
        ("{elicited: {by: Q}, prefers: [b.x]}", "{elicited: E, prefers: [a.x, b.x]}"),
        (
            "{prefers: [{want: b.x, sure: guess}]}",
            "{prefers: [a.x, {want: b.x, sure: guess}], elicited: E}",
        ),
        ("{ranking: [2, [0, 1], 3]}", "{prefers: [a.x, b.x], elicited: E}"),
        (
            "\n    prefers: [b.x]   # c\n    role: r",
            "\n    prefers: [a.x, b.x]   # c\n    elicited: E\n    role: r",
        ),
        (
            "\n    prefers:\n    role: r",
            "\n    prefers:\n      - a.x\n      - b.x\n    elicited: E\n    role: r",
        ),
        (
            "\n    role: r  # c",
            "\n    role: r  # c\n    prefers:\n      - a.x\n      - b.x\n    elicited: E",
        ),
        (
            '\n    ranking:\n    - 2\n    - "true"\n    role: r',
            "\n    prefers:\n      - a.x\n      - b.x\n    elicited: E\n    role: r",
        ),
        (
            "\n    prefers:\n    - b.x\n    - a.x",
            "\n    prefers:\n    - a.x\n    - b.x\n    elicited: E",
        ),
        (
            "\n    prefers:\n      -   b.x\n      -   want: a.x\n          because: assumption",
            "\n    prefers:\n      -   want: a.x\n          because: assumption\n      -   b.x"
            "\n    elicited: E",
        ),
        (
            "\n    elicited:\n    prefers:\n      - {tie: [b.x]}",
            "\n    elicited: E\n    prefers:\n      - a.x\n      - {tie: [b.x]}",
        ),
        (
            "\n    elicited:\n      by: Q\n      on: 2020-01-01\n    prefers: []",
            "\n    elicited: E\n    prefers: [a.x, b.x]",
        ),
    ],
)
def test_every_way_of_writing_a_party(party: str, expected: str) -> None:
    options = "" if "options" in party else "OPTIONS"
    base = f"goodoffices: 1\ntitle: T\nparties:\n  b: {{options: {{x: do x}}}}\n  a: {party}\n"
    base = base.replace("\n    role", "\n    options: {x: do x}\n    role") if options else base
    wanted = f"goodoffices: 1\ntitle: T\nparties:\n  b: {{options: {{x: do x}}}}\n  a: {expected}\n"
    if options:
        wanted = wanted.replace("\n    role", "\n    options: {x: do x}\n    role")
        for shape in ("{", "\n"):
            if party.startswith(shape) and "\n    role" not in party:
                insert = "options: {x: do x}, " if shape == "{" else "\n    options: {x: do x}"
                cut = f"  a: {shape}" if shape == "{" else "  a: "
                base = base.replace(cut, cut + insert, 1)
                wanted = wanted.replace(cut, cut + insert, 1)
    wanted = wanted.replace("elicited: E", f"elicited: {NOTE.text()}")
    new = replaced(base, "a", [[parse("a.x")], [parse("b.x")]], NOTE)
    assert new == wanted


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("  a: &p {options: {x: do x}, prefers: [a.x]}\n  c: *p\n", "is written as an alias"),
        (
            "  a:\n    options: {x: &s do x}\n    prefers: [&w a.x, b.x]\n"
            "  c:\n    options: {y: do y}\n    prefers:\n      - *w\n      - c.y\n",
            "is an alias",
        ),
        (
            "  a:\n    options: {x: do x}\n    prefers: &p [a.x, b.x]\n"
            "  c:\n    options: {y: do y}\n    prefers: *p\n",
            r"^12:14: the preferences of c are an alias \(\*p\) of what stands in line 9; expected "
            r"the list itself; write it out in place of \*p, and run the command again$",
        ),
        (
            "  a:\n    options: {x: do x}\n    prefers: &p [a.x, b.x]\n"
            "  c: {options: {y: do y}, prefers: *p}\n",
            r"^10:36: the preferences of c are an alias",
        ),
        (
            "  c:\n    options: {y: do y}\n    prefers: &p  # not *p\n      - c.y\n      - b.x\n"
            "  a:\n    options: {x: do x}\n    prefers: *p\n",
            r"^9:12: the preferences of c \(&p\) are also meant by \*p in line 14; expected a list "
            r"of its own; write it out in place of \*p, take &p out, and run the command again$",
        ),
        (
            "  c:\n    options: {y: do y}\n    prefers: [c.y,  # why\n      b.x]\n",
            "hold a comment that would be lost",
        ),
        (
            "  c:\n    options: {y: do y}\n    prefers: [{want: c.y, weight: 2}, b.x]\n",
            "have weights",
        ),
        (
            "  c:\n    options: {y: do y}\n    prefers: [c.y, not b.x]\n"
            "levers:\n  l: {drop: {c: not b.x}}\n",
            "would not read any more",
        ),
    ],
)
def test_what_cannot_be_replaced_is_refused(text: str, message: str) -> None:
    wants = [[parse("b.x")] if "&p" in text else [parse("c.y"), parse("b.x")]]
    with pytest.raises(RequestError, match=message):
        replaced(HEAD + text, "c", wants, NOTE)


def test_long_and_odd_statements_are_written_so_that_they_read_back() -> None:
    wants = [
        [parse("at least 1 of (a.x, b.x)"), parse("a.x")],
        [parse("at most 1 of (a.x, b.x)")],
        *([parse(" and ".join(["a.x"] * count))] for count in range(2, 9)),
        [parse("true")],
    ]
    for prefers in ("[a.x]", "\n      - a.x"):
        text = HEAD + f"  a:\n    options: {{x: do x}}\n    prefers: {prefers}\n    role: r\n"
        new = replaced(text, "a", wants, NOTE)
        assert as_written(new, "a") == wants and new.endswith("\n    role: r\n")
        assert max(map(len, new.split("\n"))) <= 100
