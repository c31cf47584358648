"""An evidence id put into a file, or an entry into a section, with every other byte kept."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thorough import examples

from goodoffices.analyses.attach import attached as attached_to
from goodoffices.analyses.attach import path_of
from goodoffices.analyses.coverage import Element, elements
from goodoffices.case import load_case
from goodoffices.errors import Place, RequestError
from goodoffices.formats import native
from goodoffices.formats.insert import attached, value_at
from goodoffices.formats.insert_added import added
from goodoffices.formats.yaml_tree import read_text

CAIRO = Path(__file__).parent.parent / "examples" / "cairo-talks"


def only_inserted(old: str, new: str) -> bool:
    """Whether the new text is the old one with letters put in."""
    left = iter(new)
    return all(letter in left for letter in old)


def changed_lines(old: str, new: str) -> tuple[list[str], list[str]]:
    """What is left of both when the lines that they begin and end with alike are taken away."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    while before and after and before[0] == after[0]:
        before, after = before[1:], after[1:]
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    return before, after


@pytest.mark.parametrize(
    ("text", "path", "after"),
    [
        ("rules:\n  - a\n", ("rules", 0), "rules:\n  - {rule: a, because: [e1]}\n"),
        (
            "rules:\n  - exactly 1 of (a, b)  # c\n",
            ("rules", 0),
            'rules:\n  - {rule: "exactly 1 of (a, b)", because: [e1]}  # c\n',
        ),
        (
            "rules: [a, 'b, c'] # d\n",
            ("rules", 1),
            "rules: [a, {rule: 'b, c', because: [e1]}] # d\n",
        ),
        ("rules:\n- true\n", ("rules", 0), "rules:\n- {rule: true, because: [e1]}\n"),
        (
            "rules:\n  - &r a\n  - not *r\n",
            ("rules", 0),
            "rules:\n  - {rule: &r a, because: [e1]}\n  - not *r\n",
        ),
        (
            "rules:\n  - |\n    a and\n    b\n\nnow: []\n",
            ("rules", 0),
            'rules:\n  - {rule: "a and\\nb\\n", because: [e1]}\n\nnow: []\n',
        ),
        (
            "rules:\n  - rule: a\n    # below\n\n  - b\n",
            ("rules", 0),
            "rules:\n  - rule: a\n    because: [e1]\n    # below\n\n  - b\n",
        ),
        (
            "rules:\n  - rule: a # tab\t#\n    because:\n    - e0  # why\n    # more\n",
            ("rules", 0),
            "rules:\n  - rule: a # tab\t#\n    because:\n    - e0  # why\n    - e1\n    # more\n",
        ),
        (
            "rules:\n  - {rule: a, because: [e0]}",
            ("rules", 0),
            "rules:\n  - {rule: a, because: [e0, e1]}",
        ),
        (
            "rules:\n  - {rule: a, because: []}",
            ("rules", 0),
            "rules:\n  - {rule: a, because: [e1]}",
        ),
        ("rules:\n  - {rule: a, because: }", ("rules", 0), "rules:\n  - {rule: a, because: [e1] }"),
        ("rules:\n  - {rule: a, }", ("rules", 0), "rules:\n  - {rule: a, because: [e1], }"),
        (
            "rules:\n  - rule: a\n    because:  # none\n    name: n\n",
            ("rules", 0),
            "rules:\n  - rule: a\n    because: [e1]  # none\n    name: n\n",
        ),
        (
            "types:\n  p:\n    hard:   # c\n    soft: ~\n",
            ("types", "p", "hard"),
            "types:\n  p:\n    hard: {because: [e1]}   # c\n    soft: ~\n",
        ),
        (
            "types:\n  p:\n    hard:   # c\n    soft: ~\n",
            ("types", "p", "soft"),
            "types:\n  p:\n    hard:   # c\n    soft: {because: [e1]}\n",
        ),
        (
            "parties:\n  p:\n    name: P  # c\n    options:\n      a:\n      b: do b\n",
            ("parties", "p"),
            "parties:\n  p:\n    name: P  # c\n    because: [e1]\n"
            "    options:\n      a:\n      b: do b\n",
        ),
        (
            "parties:\n  p:\n    options:\n      a:\n      b: do b # c",
            ("parties", "p", "options", "b"),
            "parties:\n  p:\n    options:\n      a:\n      b: {does: do b, because: [e1]} # c",
        ),
        (
            "parties:\n  p:\n    options:\n      a:\n",
            ("parties", "p", "options", "a"),
            "parties:\n  p:\n    options:\n      a: {because: [e1]}\n",
        ),
        (
            "parties:\n  p:\n    options: {a: }\n",
            ("parties", "p"),
            "parties:\n  p:\n    because: [e1]\n    options: {a: }\n",
        ),
        (
            "parties:\n  p:\n    prefers:\n    - a\n    - - b\n      - c # d\n",
            ("parties", "p", "prefers", 1, 1),
            "parties:\n  p:\n    prefers:\n    - a\n    - - b\n"
            "      - {want: c, because: [e1]} # d\n",
        ),
        (
            "parties:\n  p:\n    ranking: [5, [7, 3]]\n",
            ("parties", "p", "ranking"),
            "parties:\n  p:\n    ranking: {order: [5, [7, 3]], because: [e1]}\n",
        ),
        (
            "parties:\n  p:\n    ranking:\n      - 5\n      - [7, 3]  # c\n    role: r\n",
            ("parties", "p", "ranking"),
            "parties:\n  p:\n    ranking:\n      order:\n      - 5\n      - [7, 3]  # c\n"
            "      because: [e1]\n    role: r\n",
        ),
        (
            "levers:\n  y:\n    does: |+\n      long\n\n\nnow: []\n",
            ("levers", "y"),
            "levers:\n  y:\n    because: [e1]\n    does: |+\n      long\n\n\nnow: []\n",
        ),
        (
            "levers: {y: {does: x, # why\n  by: z # who\n  }}\n",
            ("levers", "y"),
            "levers: {y: {does: x, # why\n  by: z, because: [e1] # who\n  }}\n",
        ),
        (
            "---\nrules:\n  - a\n    and b   # c\n...\n",
            ("rules", 0),
            "---\nrules:\n  - {rule: a\n    and b, because: [e1]}   # c\n...\n",
        ),
        (
            "params:\n  a: 0.5 # half\n",
            ("params", "a"),
            "params:\n  a: {value: 0.5, because: [e1]} # half\n",
        ),
        (
            "pools:\n  road: 400 truck loads/day\n",
            ("pools", "road"),
            "pools:\n  road: {value: 400, unit: truck loads/day, because: [e1]}\n",
        ),
    ],
)
def test_an_id_is_attached_and_nothing_else_moves(
    text: str, path: tuple[str | int, ...], after: str
) -> None:
    assert attached(text, path, "e1") == after
    assert attached(after, path, "e1") == after


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_byte_order_mark_stay(line_end: str, mark: str) -> None:
    text = f"{mark}# א comment{line_end}rules:{line_end}  - rule: a{line_end}  - b"
    new = attached(text, ("rules", 0), "e1")
    assert new == text.replace("rule: a", f"rule: a{line_end}    because: [e1]")


def test_what_is_written_oddly_is_left_for_the_hand() -> None:
    for text in ("rules:\n  - ? rule\n    : a\n", "rules:\n  - rule: a\n    because: e0\n"):
        with pytest.raises(RequestError, match=r"nothing was written; write it by hand: because"):
            attached(text, ("rules", 0), "e1")
    with pytest.raises(RequestError, match="has nothing at"):
        attached("rules: x\n", ("rules", 0), "e1")


def test_an_assumption_is_replaced_only_if_that_is_said() -> None:
    for written in ("assumption", "[assumption]"):
        text = f"rules:\n  - {{rule: a, because: {written}}}  # c\n"
        with pytest.raises(RequestError, match="rests on an assumption"):
            attached(text, ("rules", 0), "e1")
        new = attached(text, ("rules", 0), "e1", instead=True)
        assert new == "rules:\n  - {rule: a, because: [e1]}  # c\n"


def test_what_an_alias_means_elsewhere_is_not_changed() -> None:
    text = "a: &x {because: [e0]}\nrules:\n  - {rule: a, because: &y [e0]}\n  - *x\nb: *y\n"
    for path in (("rules", 0), ("rules", 1)):
        with pytest.raises(RequestError, match=r"write it by hand: because: \[e1\]"):
            attached(text, path, "e1")


@pytest.mark.parametrize("item_id", ["12", "no: x", "e 1", "é", "a, b", "true", "#1", "e1]"])
def test_an_odd_id_is_quoted(item_id: str) -> None:
    for text in ("rules: [a]", "rules:\n - rule: a\n   because:\n   - x"):
        data = read_text(attached(text, ("rules", 0), item_id)).data
        assert data["rules"][0]["because"][-1] == item_id


def test_every_element_of_the_example_is_found_and_attached() -> None:
    case = load_case(CAIRO)
    count = 0
    for element in elements(case.situation):
        file = Path(element.place.file or "")
        text = file.read_text(encoding="utf-8")
        new = attached_to(text, element, "zz", str(file), instead=True)
        before, after = changed_lines(text, new)
        assert len(before) == len(after) == 1, element
        assert "zz" in after[0]
        if element.because != ("assumption",):
            assert only_inserted(before[0], after[0])
        count += 1
    assert count > 100


def test_an_element_is_found_by_its_place_among_others_of_its_name() -> None:
    text = (
        "goodoffices: 1\ntitle: t\nparties:\n  p: {options: {a: , b: }, prefers: [p.a, [p.b, p.a]]}"
        "\nrules:\n  - p.a or p.b\n  - {rule: p.a or p.b, because: assumption}\n"
    )
    situation = native.situation(read_text(text, "s.yaml"))
    tree = read_text(text, "s.yaml")
    paths = [path_of(tree, one) for one in elements(situation)]
    assert paths == [
        ("parties", "p", "options", "a"),
        ("parties", "p", "options", "b"),
        ("rules", 0),
        ("rules", 1),
        ("parties", "p", "prefers", 0),
        ("parties", "p", "prefers", 1, 0),
        ("parties", "p", "prefers", 1, 1),
    ]
    lost = Element("rule", "(p.a or p.b)", (), Place("s.yaml", 99, 1))
    with pytest.raises(RequestError, match="several places"):
        path_of(tree, lost)
    with pytest.raises(RequestError, match="not there"):
        path_of(tree, Element("lever", "x", (), Place()))


@pytest.mark.parametrize(
    ("text", "path", "entry", "after"),
    [
        ("rules: []  # none\nz: 2", ("rules",), "{rule: b}", None),
        ("rules:\nz: 1", ("rules",), "b", "rules:\n  - b\nz: 1"),
        ("{rules: , z: 1}", ("rules",), "b", "{rules: [b] , z: 1}"),
        ("{z: 1}", ("rules",), "b", "{z: 1, rules: [b]}"),
        ("rules: [a, *x]", ("rules",), "b", "error"),
        ("x: &x 1\nrules: [a, *x ] # c", ("rules",), "b", "x: &x 1\nrules: [a, *x, b ] # c"),
        ("rules:\n- a\n- # c\n\n# d\n", ("rules",), "b", "rules:\n- a\n- # c\n- b\n\n# d\n"),
        ("rules:\n-   a: 1\n", ("rules",), "b: 1\nc: 2", "rules:\n-   a: 1\n-   b: 1\n    c: 2\n"),
        ("terms: {a: b}\n", ("terms",), "c: d", "terms: {a: b, c: d}\n"),
        ("", ("rules",), "a", "rules:\n  - a\n"),
        ("# none\r\n# yet", ("rules",), "a", "# none\r\n# yet\r\nrules:\r\n  - a\r\n"),
        ("rules:\n  # - b\nnow: []\n", ("rules",), "a", "rules:\n  - a\n  # - b\nnow: []\n"),
        ("a: {b: {}}\n", ("a", "b"), 'c:\n  - "x, y"\n', 'a: {b: {c: ["x, y"]}}\n'),
        ("rules:\n  - a\n\n\n# end\n", ("rules",), "b", "rules:\n  - a\n  - b\n\n\n# end\n"),
        (
            "title: t\n\nlevers:\n  a:\n",
            ("rules",),
            "b",
            "title: t\n\nrules:\n  - b\n\nlevers:\n  a:\n",
        ),
        (
            "events:\n  a:\n  b:\n    name: n  # c\n    because: [e1]\n",
            ("events", "b", "causes"),
            "{after: a}",
            "events:\n  a:\n  b:\n    name: n  # c\n    causes:\n      - {after: a}\n"
            "    because: [e1]\n",
        ),
        (
            "events:\n  a:\n  b:\n",
            ("events", "a", "causes"),
            "{after: b}",
            "events:\n  a:\n    causes:\n      - {after: b}\n  b:\n",
        ),
    ],
)
def test_an_entry_is_added_as_its_neighbours_stand(
    text: str, path: tuple[str, ...], entry: str, after: str | None
) -> None:
    if after == "error":
        with pytest.raises(Exception, match="alias"):
            added(text, path, entry)
        return
    new = added(text, path, entry)
    assert new == (after or "rules:  # none\n  - {rule: b}\nz: 2")


def test_a_key_that_is_there_is_refused() -> None:
    with pytest.raises(RequestError, match="has a already; nothing was written"):
        added("terms:\n  a: b\n", ("terms",), "a: c")
    with pytest.raises(RequestError, match="expected key: value"):
        added("terms:\n  a: b\n", ("terms",), "c")
    with pytest.raises(RequestError, match="has no events"):
        added("a: 1\n", ("events", "x", "causes"), "{after: b}")


COMMENT = st.sampled_from(["", "  # c", " # tab\t", " # א: [x, {y", "  # a: b - c"])
BETWEEN = st.lists(st.sampled_from(["", "# c", "    # - in", "  # because: [e1]"]), max_size=2)
BECAUSE = st.sampled_from(["", "assumption", "[]", "[e0]", "[e0, 'e 9']", "block", "null"])
STYLE = st.sampled_from(["short", "flow", "block"])
EXPRESSIONS = ["p.a", "p.a or not p.b", "exactly 1 of (p.a, p.b)", '"p.a, p.b"', "'p.b'"]


@st.composite
def element_lines(draw: st.DrawFn, lead: str, long: str, indent: int) -> list[str]:
    """One element in one of its forms: short, in braces or over several lines."""
    style, because, text = draw(STYLE), draw(BECAUSE), draw(st.sampled_from(EXPRESSIONS))
    pad = " " * indent
    if style == "short" or (style == "flow" and because == "block"):
        return [f"{pad}{lead} {text}{draw(COMMENT)}"]
    if style == "flow":
        text = text if text[0] in "'\"" else f"'{text}'"
        tail = "" if not because else f", because: {because}"
        return [f"{pad}{lead} {{{long}: {text}{tail}{draw(st.sampled_from(['', ', ']))}}}"]
    inner = pad + "  "
    head = [f"{pad}- {long}: {text}"] if lead == "-" else [f"{pad}{lead}", f"{inner}{long}: {text}"]
    if because == "block":
        return [*head, f"{inner}because:{draw(COMMENT)}", f"{inner}- e0{draw(COMMENT)}"]
    return [*head, *([f"{inner}because: {because}{draw(COMMENT)}"] if because else [])]


@st.composite
def situations(draw: st.DrawFn) -> str:
    """A situation's text with comments in it and every style."""
    lines = ["goodoffices: 1", "title: t", "parties:", "  p:", "    options:"]
    for name in "ab":
        lines += draw(BETWEEN) + draw(element_lines(f"{name}:", "does", 6))
    lines += ["    prefers:", *draw(element_lines("-", "want", 6)), *draw(BETWEEN)]
    lines += draw(element_lines("-", "want", 4 + 2)) + draw(BETWEEN)
    lines += ["rules:" + draw(COMMENT), *draw(BETWEEN)]
    for _ in range(draw(st.integers(1, 3))):
        lines += draw(element_lines("-", "rule", 2)) + draw(BETWEEN)
    lines += draw(st.sampled_from([[], ["now: []"], ["terms: {t: p.a}", "# end"]]))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    text = draw(st.sampled_from(["", "\ufeff"])) + end.join(lines)
    return text + draw(st.sampled_from(["", end, end * 2]))


PATHS = [
    ("parties", "p"),
    ("parties", "p", "options", "a"),
    ("parties", "p", "options", "b"),
    ("parties", "p", "prefers", 0),
    ("parties", "p", "prefers", 1),
    ("rules", 0),
]


@settings(max_examples=examples(300), deadline=None)
@given(situations(), st.lists(st.sampled_from(PATHS), min_size=1, max_size=4, unique=True))
def test_every_other_line_stays_byte_for_byte(
    text: str, paths: list[tuple[str | int, ...]]
) -> None:
    texts = [text]
    for path in paths:
        new = attached(texts[-1], path, "e1", instead=True)
        because = value_at(read_text(new).data, path)["because"]
        assert because[-1] == "e1"
        texts.append(new)
    for old, new in pairwise(texts):
        before, after = changed_lines(old, new)
        assert len(before) <= 1
        assert len(after) <= 2
        if "assumption" not in "".join(before) and "null" not in "".join(before):
            quoted = "".join(before).replace("exactly 1 of (p.a, p.b)", "")
            assert only_inserted(quoted, "".join(after))


@settings(max_examples=examples(200), deadline=None)
@given(situations(), st.sampled_from([("rules",), ("terms",), ("one_way",), ("levers",)]))
def test_taking_the_added_lines_away_gives_the_old_text(text: str, path: tuple[str, ...]) -> None:
    listed = path[0] in ("rules", "one_way")
    new = added(text, path, "p.b" if listed else "new: p.b")
    assert only_inserted(text, new)
    old = read_text(text).data.get(path[0])
    want = [*(old or []), "p.b"] if listed else {**(old or {}), "new": "p.b"}
    assert read_text(new).data[path[0]] == want
    before, after = changed_lines(text, new)
    if before:  # the file had no line end, or the section stood there with nothing in it
        assert len(before) == 1
        assert not before[0].endswith("\n") or path[0] in before[0]
    else:
        assert all("p.b" in line or path[0] in line or not line.strip() for line in after)
