"""Long lists read quickly: the same data and places as YAML gives, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.formats.quick_list import _item, list_file, quick_list
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
        for path in (
            (),
            (at,),
            (at, "id"),
            (at, "quote"),
            (at, "span", 1),
            (at, "more", 0, "role"),
        ):
            for key in (False, True):
                assert quick.locate(path, key=key) == whole.locate(path, key=key)
            assert quick.is_cut(path) == whole.is_cut(path)
            assert quick.in_flow(path) == whole.in_flow(path)


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


def test_a_long_list_is_read_where_it_is_plain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goodoffices.formats.quick_list.MAX_BYTES", 100)
    file = tmp_path / "proposed.yaml"
    file.write_text(items_text([{"id": f"a{at}"} for at in range(40)]), encoding="utf-8")
    assert len(list_file(file).data) == 40
    file.write_text(f"{'#' * 100}\n- &x a\n", encoding="utf-8")
    with pytest.raises(InputError, match="not every item is written plainly"):
        list_file(file)
    monkeypatch.setattr("goodoffices.formats.quick_list.MAX_LIST", 50)
    with pytest.raises(InputError, match="at most 50"):
        list_file(file)


def test_a_place_is_found_in_the_item_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# head\n" + items_text([{"id": f"a{at}", "span": [1, at]} for at in range(50)])
    quick = quick_list(text, "f.yaml")
    assert quick is not None
    read: list[int] = []

    def small(text: str, file: str | None = None) -> Any:
        read.append(len(text))
        return read_text(text, file)

    monkeypatch.setattr("goodoffices.formats.quick_list.read_text", small)
    assert quick.locate((49, "span", 1)) == read_text(text, "f.yaml").locate((49, "span", 1))
    assert max(read) < 100


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
