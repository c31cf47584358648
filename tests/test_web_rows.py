"""Rows of the situation as the page edits them: the new text, without a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.brief.compose import compose
from goodoffices.brief.markdown import markdown
from goodoffices.case import load_case
from goodoffices.errors import RequestError
from goodoffices.formats.yaml_tree import read_text
from goodoffices.web.desk import Changed, Desk
from goodoffices.web.rows import (
    BECAUSE,
    CERTAINTY,
    EXPRESSION,
    Field,
    Row,
    edited,
    first_wrong,
    meant,
    put_in,
    taken_out,
)
from goodoffices.web.sections import Section, Sections
from goodoffices.web.tried import of_file, tried

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"
TEXT = (CAIRO / "situation.yaml").read_text(encoding="utf-8")


def _sections() -> Iterator[Section]:
    case = load_case(CAIRO)
    made = Sections(case, read_text(TEXT).data)
    yield made.parties()
    for party in case.situation.parties:
        yield made.options(party)
        yield made.statements(party)
    yield from (made.terms(), made.states(), made.rules(), made.levers(), made.types())


SECTIONS = tuple(_sections())
ROWS = [(section, row) for section in SECTIONS for row in section.rows]
FIELDS = [(row, one) for _, row in ROWS for one in row.fields]
COMMENTS = TEXT.count("#")


@given(st.sampled_from(FIELDS), st.sampled_from(["x", "a, b: c", "# no", "سلام", "e04, e09", "1"]))
@settings(max_examples=80, deadline=None)
def test_every_field_of_every_row_changes_its_lines_only(
    chosen: tuple[Row, Field], value: str
) -> None:
    _, one = chosen
    if one.kind == "yaml" and value == "a, b: c":
        return
    try:
        after = edited(TEXT, one, value)
    except RequestError:
        with pytest.raises(RequestError):
            meant(value, one)
        return
    old, new = TEXT.splitlines(), after.splitlines()
    same = [line for line in new if line in old]
    assert len(new) - len(same) <= 2
    assert len([line for line in old if line not in new]) <= 3
    assert after.count("#") >= COMMENTS
    assert edited(after, one, value) == after


@pytest.mark.parametrize("row", [row for _, row in ROWS], ids=lambda row: row.name)
def test_every_row_can_be_taken_out(row: Row) -> None:
    after = taken_out(TEXT, row)
    assert len(after) < len(TEXT)
    new = [line for line in after.splitlines() if line not in TEXT.splitlines()]
    assert len(new) <= 1, new
    assert row.remove is not None
    with pytest.raises((KeyError, IndexError)):
        _at(read_text(after).data, row.remove, len(_at(read_text(TEXT).data, row.remove[:-1])))


def _at(data: Any, path: Sequence[Any], many: int = 0) -> Any:
    """What stands there; of a list that lost an item, the last of the ``many`` it had."""
    for at, step in enumerate(path, 1):
        last = many and at == len(path) and isinstance(data, list)
        data = data[many - 1 if last else step]
    return data


def test_rows_are_put_in_and_read() -> None:
    values = {
        "a party": {"Name in the file": "un", "Name": "the UN", "Role": "mediator"},
        "an option": {
            "Name in the file": "leave",
            "Does, as after “could”": "leave the talks, for now",
            "Rests on": "assumption",
        },
        "a statement": {"Wants": "aid and not pressure", "Rests on": "e04, e09", "Sure": "0.6"},
        "a term": {"Name in the file": "calm", "Means": "ceasefire and not pressure"},
        "a named situation": {"Name in the file": "quiet", "Means": "ceasefire"},
        "a rule": {"Name": "new", "Rule": "aid requires ceasefire", "Rests on": "assumption"},
        "a lever": {
            "Name in the file": "help",
            "Does, as after “could”": "send aid",
            "Who could do it": "egypt, qatar",
            "Changes, as in {raise: {PARTY: EXPRESSION}}": "{raise: {egypt: rafah}}",
        },
        "a reading": {
            "Party, as in the file": "israel",
            "Name in the file": "tired",
            "raise": "exchange",
            "drop": "[not israel.ceasefire, exchange]",
            "Probability, as in 0.3 or [0.2, 0.5]": "0.1",
        },
    }
    seen = set()
    for section in SECTIONS:
        adding = section.adding
        if adding is None:
            continue
        after = put_in(TEXT, adding, values[adding.what])
        added = [line for line in after.splitlines() if line not in TEXT.splitlines()]
        assert 0 < len(added) <= 2, adding.what
        assert [line for line in TEXT.splitlines() if line not in after.splitlines()] == []
        load_case(CAIRO, {"situation.yaml": after})
        seen.add(adding.what)
    assert seen == set(values)


def test_a_first_reading_stands_beside_what_is_as_written(desk: Desk) -> None:
    adding = next(one.adding for one in SECTIONS if one.adding and one.adding.what == "a reading")
    assert adding is not None
    said = {"Party, as in the file": "egypt", "Name in the file": "wary", "lower": "rafah"}
    for text in (TEXT, TEXT.replace("\n", "\r\n"), TEXT[: TEXT.index("\ntypes:") + 1]):
        with pytest.raises(RequestError, match=r"probability is missing: .* beside as_written"):
            put_in(text, adding, said)
        after = put_in(text, adding, said | {"Probability, as in 0.3 or [0.2, 0.5]": "[0.2, 0.4]"})
        new = load_case(CAIRO, {"situation.yaml": after}) if "precedents:" in text else None
        readings = read_text(after).data["types"]["egypt"]
        wary = {"lower": "rafah", "probability": [0.2, 0.4]}
        assert readings == {"as_written": {}, "wary": wary}
        assert new is None or new.situation.types[-1].probability == (0.2, 0.4)
        again = put_in(after, adding, said | {"Name in the file": "bold", "lower": ""} | SHARE)
        assert list(read_text(again).data["types"]["egypt"]) == ["as_written", "wary", "bold"]
    with pytest.raises(RequestError, match="Party, as in the file is missing"):
        put_in(TEXT, adding, {"Name in the file": "wary"})
    wrong = put_in(TEXT, adding, {**said, "Party, as in the file": "egyptt"})
    assert "egypt" in str(tried(desk, "situation.yaml", wrong).problems[0])


def test_with_its_last_reading_a_party_goes_out_of_the_readings(tmp_path: Path) -> None:
    text = (
        "goodoffices: 1\ntitle: T\nparties: {a: {options: {x: do x}, prefers: [a.x]}}\n"
        "types:\n  a: {one: {}, two: {probability: 0.5, drop: a.x}}   # two of them\n"
    )
    for name in ("one", "two"):
        (tmp_path / "t.yaml").write_text(text, encoding="utf-8")
        made = Sections(load_case(tmp_path / "t.yaml"), read_text(text).data)
        row = next(one for one in made.types().rows if one.name == f"a {name}")
        text = taken_out(text, row)
        text = text.replace("probability: 0.5, ", "")
    assert read_text(text).data["types"] == {}


SHARE = {"Probability, as in 0.3 or [0.2, 0.5]": "0.1"}


def test_a_row_without_its_name_is_refused() -> None:
    adding = next(one.adding for one in SECTIONS if one.adding and one.adding.what == "a term")
    assert adding is not None
    with pytest.raises(RequestError, match="missing"):
        put_in(TEXT, adding, {"Means": "ceasefire"})
    with pytest.raises(RequestError, match="letters"):
        put_in(TEXT, adding, {"Name in the file": "a b", "Means": "ceasefire"})
    with pytest.raises(RequestError, match="already"):
        put_in(TEXT, adding, {"Name in the file": "aid", "Means": "ceasefire"})


def test_an_emptied_field_takes_its_key_out_and_what_must_stand_stays() -> None:
    sure = Field("Sure", ("parties", "hamas", "prefers", 2), "sure", CERTAINTY, "likely")
    after = edited(TEXT, sure, "")
    assert "- {want: joint_administration, because: [e13]}\n      - {want: hamas.cede" in after
    term = Field("Means", ("terms", "aid"), "", EXPRESSION, "x")
    with pytest.raises(RequestError, match="cannot be empty"):
        edited(TEXT, term, " ")


def test_the_first_field_that_is_wrong_is_named() -> None:
    good = Field("Rests on", ("rules", 0), "because", BECAUSE, "e04")
    wrong = Field("Sure", ("parties", "hamas", "prefers", 2), "sure", CERTAINTY, "likely")
    text, at, why = first_wrong(TEXT, [(good, "e05"), (wrong, "perhaps")])
    assert at is wrong
    assert "perhaps" in why
    assert "because: [e05]" in text


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Path(shutil.copytree(CAIRO, tmp_path / "case")))


@pytest.mark.parametrize(
    ("name", "find", "instead", "found"),
    [
        ("situation.yaml", "e12", "e99", "e99"),
        ("outlook.yaml", "horizon:", "horizn:", "horizn"),
        ("evidence.yaml", "id: e01", "id: e02", "e02"),
        ("sources/sources.yaml", "cairo-talks:", "nowhere:", "nowhere"),
        ("situation.yaml", "title:", "title: [", "situation.yaml"),
    ],
)
def test_a_text_is_tried_in_each_file_and_nothing_is_written(
    desk: Desk, name: str, find: str, instead: str, found: str
) -> None:
    before = {file: desk.raw(file) for file in ("situation.yaml", name)}
    text = desk.text(name)[0]
    assert tried(desk, name, text).case is not None
    new = text.replace(find, instead, 1)
    assert new != text
    told = tried(desk, name, new)
    assert told.case is None
    assert found in " ".join(map(str, told.problems))
    lines = of_file(told.problems, str(desk.file(name)))
    assert lines or name == "sources/sources.yaml"
    assert {file: desk.raw(file) for file in before} == before


def test_several_steps_are_taken_back_and_the_opened_text_is_known(desk: Desk) -> None:
    first, mark = desk.text("situation.yaml")
    for step in ("# a\n", "# b\n", "# c\n"):
        text, mark = desk.text("situation.yaml")
        desk.write("situation.yaml", step + text, mark)
    with pytest.raises(Changed):
        desk.write("situation.yaml", "x", "no such mark")
    assert desk.opened["situation.yaml"] == first.encode()
    for _ in range(3):
        desk.undo()
    assert desk.text("situation.yaml")[0] == first


HELD = """goodoffices: 1
title: Otherwise
parties:
  a:
    options: {x: do x}
    ranking: [0, 1, [2, 3]]   # best first
  b:
    options: {x: do x}
    divided:
      factions: {hawks: {share: 0.6, prefers: [not b.x]}, doves: {prefers: [a.x]}}
  c:
    partial_order:
      - [0, 1]  # a comment inside
      - [2, 3]
"""


def test_what_is_no_list_of_statements_is_changed_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "situation.yaml").write_text(HELD, encoding="utf-8")
    case = load_case(tmp_path)
    made = Sections(case, read_text(HELD).data)
    a, b, c = (made.statements(party) for party in case.situation.parties)
    assert [row.cells for row in a.rows] == [("ranking", "[0, 1, [2, 3]]")]
    (ranking,) = a.rows[0].fields
    new = edited(HELD, ranking, "[3, [0, 1], 2]")
    assert new == HELD.replace("[0, 1, [2, 3]]", "[3, [0, 1], 2]")
    (factions,) = b.rows[0].fields
    said = factions.value.replace("0.6", "0.7")
    assert read_text(edited(HELD, factions, said)).data["parties"]["b"]["divided"] == {
        "factions": {"hawks": {"share": 0.7, "prefers": ["not b.x"]}, "doves": {"prefers": ["a.x"]}}
    }
    (chains,) = c.rows[0].fields
    with pytest.raises(RequestError, match="by hand"):
        edited(HELD, chains, "[[1, 0]]")


def test_a_rule_is_told_as_what_is_required() -> None:
    """A rule's clause stands after "that", here and in the brief."""
    made = Sections(load_case(CAIRO), read_text(TEXT).data)
    said = "that there be a prisoner exchange only if there be a ceasefire"
    assert said in [row.cells[1] for row in made.rules().rows]
    assert f"It is required {said}." in markdown(compose(load_case(CAIRO)))


def test_what_rests_on_nothing_says_so(tmp_path: Path) -> None:
    situation = "goodoffices: 1\ntitle: T\nparties: {a: {options: {x: do x}}}\n"
    (tmp_path / "situation.yaml").write_text(situation, encoding="utf-8")
    made = Sections(load_case(tmp_path), read_text(situation).data)
    assert [row.cells[2] for row in made.options(made.situation.parties[0]).rows] == [
        "nothing given"
    ]
