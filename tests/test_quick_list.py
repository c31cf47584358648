"""Long lists read quickly: the same data and places as YAML gives, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.formats.quick_list import _item, quick_list
from goodoffices.formats.yaml_tree import read_text
from goodoffices.reading.entries import items as items_text

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks" / "evidence.yaml"
WORDS = (
    "author",
    "fact",
    "a b",
    "yes",
    "null",
    "3",
    "- x",
    "a: b",
    "#",
    "“ن”\u200f",
    "\r\n",
    "\x85",
    "",
)
VALUES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(WORDS),
    st.integers(0, 10**9),
    st.lists(st.integers(0, 9), max_size=3),
    st.fixed_dictionaries({"span": st.just([1, 2]), "party": st.text(max_size=5)}),
    st.lists(st.fixed_dictionaries({"role": st.sampled_from(WORDS)}), max_size=2),
)
ENTRIES = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from(["a1", "e_02"]), "quote": VALUES, "more": VALUES}),
    min_size=1,
    max_size=4,
)
HAND = """- id: e09   # by hand
  quote: >-
    Folded
    text
  span: [1,2]
"""


def same(text: str) -> None:
    """What is read quickly is what YAML reads, at the same places."""
    quick = quick_list(text, "f.yaml")
    if quick is None:
        return
    whole = read_text(text, "f.yaml")
    assert quick.data == whole.data
    for at in range(len(quick.data)):
        for path in ((at, "id"), (at, "quote")):
            assert quick.locate(path) == whole.locate(path)


@given(ENTRIES, st.sampled_from(["\n", "\r\n"]), st.integers(0, 4))
def test_what_is_written_is_read_quickly(
    entries: list[dict[str, Any]], line_end: str, at: int
) -> None:
    blocks = [items_text([one]) for one in entries]
    if all(_item(block) is not None for block in blocks):
        blocks.insert(at, HAND)
    text = ("# head\n\n" + "\n".join(blocks)).replace("\n", line_end)
    quick = quick_list(text)
    assert quick is not None
    same(text)


@given(ENTRIES, st.integers(0, 400), st.sampled_from(" \n\t#-:'\"{}[]&*!|>,x0\r%\x7f\u2028\x0b"))
def test_spoilt_text_is_read_the_same_or_not_at_all(
    entries: list[dict[str, Any]], at: int, sign: str
) -> None:
    text = items_text(entries) + HAND
    at %= len(text)
    for spoilt in (text[:at] + sign + text[at:], text[:at] + sign + text[at + 1 :]):
        try:
            read_text(spoilt)
        except InputError:
            assert quick_list(spoilt) is None
        else:
            same(spoilt)


def test_the_example_is_read_so_too() -> None:
    text = CAIRO.read_text(encoding="utf-8")
    quick = quick_list(text, "f.yaml")
    assert quick is not None and len(quick.data) == 16
    same(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "[]\n",
        "{a: b}\n",
        "---\n- id: a\n",
        "- id: a\n...\n",
        "- id: &x a\n- id: *x\n",
        "- a\n- b\n",
        "- id: a\n  id: b\n",
        "- id: a\n\tquote: b\n",
        "- id: a\nquote: b\n",
        '- id: "\\ud800"\n  x: {a: 1, a: 2}\n',
    ],
)
def test_everything_else_is_left_to_yaml(text: str) -> None:
    assert quick_list(text) is None


def test_long_words_take_no_time() -> None:
    text = f"- id: a\n  why: [{'a' * 30_000}!]\n"
    assert quick_list(text) is not None
    same(text)


def test_an_accepted_item_is_plain() -> None:
    entry = {"id": "a_1", "status": "accepted", "reviewed": {"by": "on", "on": "2026-01-01"}}
    text = items_text([entry])
    assert _item(text) == entry
    same(text)
    for word in ("yes", "no", "on", "off", "y", "n", "null", "true", "false"):
        same(f"- id: a\n  x: {word}\n  z: [{word}, {{{word}: {word}}}]\n")
