"""Broken .gmcr, .nfg and table files: refused with a place, or legal; never a fault."""

from __future__ import annotations

import copy
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.cli.main import run

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}
Captured = pytest.CaptureFixture[str]
PLACE = re.compile(r"error: (?P<file>.+?)(?::(?P<line>\d+):(?P<column>\d+))?: ")
SUFFIXES = ("gmcr", "nfg", "csv", "xlsx")

GMCR: dict[str, Any] = {
    "program": "gmcr+",
    "version": "0.4.1",
    "options": [
        {"name": "Strike", "permittedDirection": "both"},
        {"name": "Lift", "permittedDirection": "fwd"},
        {"name": "Hold", "permittedDirection": "back", "shade": 1},
    ],
    "decisionMakers": [
        {
            "name": "A",
            "options": [0, 2],
            "preferences": [
                [[0, "Y"]],
                {"compound": True, "members": [[[1, "Y"]], [[2, "N"], [0, "N"]]]},
            ],
            "preferenceRanking": [1, [2, 3], 4, 5, 6],
            "misperceptions": [[[0, "Y"], [1, "Y"]]],
        },
        {"name": "B", "options": [1], "preferences": [], "preferenceRanking": [6, 5, 4, 3, 2, 1]},
    ],
    "infeasibles": [[[0, "Y"], [1, "Y"]]],
    "coalitions": [[0, 1]],
    "useManualPreferenceRanking": True,
    "colour": {"a": [1]},
}
OLD = {
    **{key: GMCR[key] for key in ("options", "infeasibles")},
    "decisionMakers": [
        {
            "name": "A",
            "options": [0, 1, 2],
            "preferences": [],
            "preferenceVector": [1, [2, 3], 4, 5, 6],
        }
    ],
    "useManualPreferenceVectors": True,
}
NFG = (
    'NFG 1 R "Title" { "Row" "Column" } { { "Up" "Down" } 2 }\n"comment"\n'
    '{ { "one" 1, 2.5 } { "two" 1/3 -4e1 } }\n1 2 0 1\n'
)
CSV = "state,A.go,A.stay,B.lift,A payoff,B rank\n1,Y,N,N,2.5,1\n2,N,Y,N,1,2\n3,N,N,Y,0,3\n"


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    for line in CSV.splitlines():
        book.active.append([int(c) if c.isdigit() else c for c in line.split(",")])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


VALID = {
    "gmcr": json.dumps(GMCR).encode(),
    "nfg": NFG.encode(),
    "csv": CSV.encode(),
    "xlsx": xlsx(),
}


def refused_or_legal(capsys: Captured, folder: Path, suffix: str, content: bytes) -> str:
    """What is said of a file by `check` and by `convert`: nothing where it is legal."""
    file = folder / f"x.{suffix}"
    file.write_bytes(content)
    return judged(capsys, file)


def judged(capsys: Captured, file: Path) -> str:
    capsys.readouterr()
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")  # as outside of tests
    status = run(["check", str(file)])
    out, err = capsys.readouterr()
    told = err
    calm(err)
    assert status in (0, 2), err
    assert (out == "") == (status == 2), out
    if status == 2:
        match = PLACE.match(err[err.index("error: ") :])
        assert match is not None and match["file"] == str(file), err
    target = file.parent / "out.yaml"
    assert run(["convert", str(file), str(target), "--force"]) == status
    out, err = capsys.readouterr()
    calm(err)
    if status == 0:
        assert run(["check", str(target)]) == 0
        assert run(["convert", str(target), str(file.parent / "again.gmcr"), "--force"]) == 0
        assert run(["check", str(file.parent / "again.gmcr")]) == 0
        calm(capsys.readouterr().err)
        return ""
    return told


def calm(err: str) -> None:
    assert "Traceback" not in err
    assert "fault of the program" not in err, err


def refused(capsys: Captured, folder: Path, suffix: str, content: bytes | str) -> str:
    told = refused_or_legal(
        capsys, folder, suffix, content.encode() if isinstance(content, str) else content
    )
    assert told, content[:200]
    return told


def at_a_line(told: str) -> bool:
    match = PLACE.match(told[told.index("error: ") :])
    return match is not None and match["line"] is not None


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_files_to_be_broken_are_in_order(tmp_path: Path, capsys: Captured, suffix: str) -> None:
    assert refused_or_legal(capsys, tmp_path, suffix, VALID[suffix]) == ""
    assert refused_or_legal(capsys, tmp_path, "gmcr", json.dumps(OLD).encode()) == ""


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("tenth", range(10))
def test_truncated(tmp_path: Path, capsys: Captured, suffix: str, tenth: int) -> None:
    whole = VALID[suffix].rstrip()
    told = refused_or_legal(capsys, tmp_path, suffix, whole[: len(whole) * tenth // 10])
    assert told or suffix == "csv"
    if suffix in ("gmcr", "nfg"):
        assert at_a_line(told)


@pytest.mark.parametrize("indent", [None, 2])
def test_truncated_json_anywhere(tmp_path: Path, capsys: Captured, indent: int | None) -> None:
    text = json.dumps(GMCR, indent=indent)
    for end in range(0, len(text), 7):
        assert at_a_line(refused(capsys, tmp_path, "gmcr", text[:end])), text[:end]


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\n\n", "not json", "{", "[", '"', "{]", '{"a" 1}', '{"a": 1,}', "{'a': 1}"),
        *("\ufeff", "{}{}", "{} x", "// comment\n{}", '{"a": 01}', '{"a": "\n"}', '{"a": "\\x"}'),
        *('{"a": NaN}', '{"a": [Infinity]}', '{"a": -Infinity}', '{"a": 1.}', '{"a": +1}'),
        *("null", "1", '"text"', "[]", "[1]", "true", "[[]]", "{}"),
    ],
)
def test_what_is_no_json_object_is_told_with_line_and_column(
    tmp_path: Path, capsys: Captured, text: str
) -> None:
    assert at_a_line(refused(capsys, tmp_path, "gmcr", text))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{\n"options": [],\n"options": []}', 3),
        ('{\n"options": [\n{"name": "a", "name": "b"}]}', 3),
        ('{"colour":\n' + "9" * 5_000 + "}", 2),
    ],
    ids=["key", "inner key", "number"],
)
def test_what_json_allows_and_is_refused_is_told_with_its_line(
    tmp_path: Path, capsys: Captured, text: str, line: int
) -> None:
    assert f":{line}:" in refused(capsys, tmp_path, "gmcr", text)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("other", SUFFIXES)
def test_of_another_format(tmp_path: Path, capsys: Captured, suffix: str, other: str) -> None:
    if suffix != other:
        refused(capsys, tmp_path, suffix, VALID[other])


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "content",
    [
        *(
            b"",
            b" ",
            b"\n",
            b"\x00",
            b"\x00" * 5_000,
            b"\xff\xfe",
            b"PK\x03\x04",
            b"\x89PNG\r\n\x1a\n",
        ),
        *(
            bytes(range(256)) * 40,
            b"goodoffices: 1\n",
            b"<html></html>",
            b",",
            b'"',
            b"\xef\xbb\xbf",
        ),
        *("{}".encode("utf-16"), "state,A.ä\n1,Y\n".encode("latin-1"), b"a\rb\rc", b'"a\nb'),
    ],
    ids=lambda content: repr(content[:12]),
)
def test_something_else_altogether(
    tmp_path: Path, capsys: Captured, suffix: str, content: bytes
) -> None:
    refused(capsys, tmp_path, suffix, content)


@pytest.mark.parametrize("suffix", [*SUFFIXES, "yaml"])
def test_of_a_hundred_megabytes(tmp_path: Path, capsys: Captured, suffix: str) -> None:
    file = tmp_path / f"x.{suffix}"
    with file.open("wb") as out:
        out.truncate(100_000_000)
    assert "100,000,000" in judged(capsys, file)


def test_a_sheet_that_unfolds(tmp_path: Path, capsys: Captured) -> None:
    """A small workbook may hold a very large sheet."""
    row = b'<row r="1">' + b'<c t="inlineStr"><is><t>x</t></is></c>' * 1_000 + b"</row>"
    out = io.BytesIO()
    old = zipfile.ZipFile(io.BytesIO(VALID["xlsx"]))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b"<sheetData>", b"<sheetData>" + row * 100)
            new.writestr(name, content)
    refused(capsys, tmp_path, "xlsx", out.getvalue())


@pytest.mark.parametrize(
    "drop", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"]
)
def test_a_workbook_without_a_part(tmp_path: Path, capsys: Captured, drop: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(VALID["xlsx"])) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != drop:
                new.writestr(name, old.read(name))
    refused(capsys, tmp_path, "xlsx", out.getvalue())


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=60, **RELAXED)
@given(data=st.data())
def test_bytes_changed(tmp_path: Path, capsys: Captured, suffix: str, data: st.DataObject) -> None:
    content = bytearray(VALID[suffix])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=2))
    refused_or_legal(capsys, tmp_path, suffix, bytes(content))


INFINITE = "\u221e"
WRONG: dict[str, Any] = {
    "null": None,
    "minus one": -1,
    "text": "x",
    "empty text": "",
    "list": [],
    "mapping": {},
    "truth": True,
    "fraction": 0.5,
    "large": 10**30,
    "nested": [[]],
    "infinite": INFINITE,
    "half a character": "\ud800",
}


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where every value of a document stands, the document itself first."""
    yield path
    if isinstance(value, dict | list):
        keys = value if isinstance(value, dict) else range(len(value))
        for key in keys:
            yield from paths(value[key], (*path, key))


def replaced(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy with another value at a path."""
    if not path:
        return value
    changed = copy.deepcopy(document)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return changed


@pytest.mark.parametrize("document", [GMCR, OLD], ids=["new", "old"])
@pytest.mark.parametrize("name", WRONG)
def test_every_value_replaced(
    tmp_path: Path, capsys: Captured, document: dict[str, Any], name: str
) -> None:
    wrong: dict[str, str] = {}
    value = WRONG[name]
    for path in paths(document):
        text = json.dumps(replaced(document, path, value)).replace(json.dumps(INFINITE), "1e400")
        try:
            refused_or_legal(capsys, tmp_path, "gmcr", text.encode())
        except AssertionError as error:
            capsys.readouterr()
            wrong[str(path)] = ascii(str(error)[:300])
    assert not wrong


def test_every_value_left_out_or_doubled(tmp_path: Path, capsys: Captured) -> None:
    for path in paths(GMCR):
        for doubled in (False, True):
            changed = copy.deepcopy(GMCR)
            holder: Any = changed
            for step in path[:-1]:
                holder = holder[step]
            if path and isinstance(holder, list) and doubled:
                holder.append(holder[path[-1]])
            elif path and not doubled:
                del holder[path[-1]]
            refused_or_legal(capsys, tmp_path, "gmcr", json.dumps(changed).encode())


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("decisionMakers", 0, "options", 1), 3, "there is no option with index 3"),
        (("decisionMakers", 0, "options", 1), -1, "there is no option with index -1"),
        (("infeasibles", 0, 1, 0), 3, "there is no option with index 3"),
        (("decisionMakers", 0, "preferences", 0, 0, 0), 99, "there is no option with index 99"),
        (("decisionMakers", 0, "preferences", 1, "members", 1, 0, 0), 7, "index 7"),
        (("decisionMakers", 0, "misperceptions", 0, 1, 0), 3, "there is no option with index 3"),
        (("decisionMakers", 0, "preferenceRanking", 1, 0), 7, "there is no state 7"),
        (("decisionMakers", 1, "preferenceRanking", 0), 0, "there is no state 0"),
        (("decisionMakers", 1, "preferenceRanking", 0), 5, "has a state twice: 5"),
        (("decisionMakers", 1, "preferenceRanking"), [1, 2], "leaves out 4 of 6"),
        (("coalitions", 0, 1), 2, "2 is no decision maker"),
        (("coalitions", 0), -1, "-1 is no decision maker"),
    ],
)
def test_indexes_out_of_range(
    tmp_path: Path, capsys: Captured, path: tuple[Any, ...], value: Any, says: str
) -> None:
    """The message says what, and its line is that of the value."""
    document = replaced(GMCR, path, value)
    text = json.dumps(document, indent=1)
    (told,) = [
        line for line in refused(capsys, tmp_path, "gmcr", text).splitlines() if says in line
    ]
    marked = json.dumps(replaced(document, path, INFINITE), indent=1, ensure_ascii=False)
    wanted = marked[: marked.index(INFINITE)].count("\n") + 1
    match = PLACE.match(told)
    assert match is not None
    at_most = wanted if not isinstance(value, list) else wanted + len(value)
    assert wanted - 2 <= int(match["line"]) <= at_most, told


def test_the_same_name_twice_is_a_mistake_with_its_place(tmp_path: Path, capsys: Captured) -> None:
    same = copy.deepcopy(GMCR)
    for one in (*same["options"], *same["decisionMakers"]):
        one["name"] = "Same"
    file = tmp_path / "x.gmcr"
    file.write_text(json.dumps(same, indent=1), encoding="utf-8")
    assert run(["check", str(file)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert 'a second decision maker is called "Same"' in told.err
    assert 'a second option of "Same" is called "Same"' in told.err
    assert all(PLACE.match(line) for line in told.err.splitlines() if "second" in line)
    table = tmp_path / "x.csv"
    table.write_text("state,A.go,A.go\n1,Y,N\n", encoding="utf-8")
    assert run(["check", str(table)]) == 2
    assert "x.csv:1:3: " in capsys.readouterr().err


def test_names_that_make_the_same_id_are_numbered(tmp_path: Path, capsys: Captured) -> None:
    same = copy.deepcopy(GMCR)
    for named in (same["options"], same["decisionMakers"]):
        for at, one in enumerate(named):
            one["name"] = f"Same{'!' * at}"
    files = {
        "gmcr": json.dumps(same),
        "nfg": 'NFG 1 R "" {"S" "S"} {{"a" "a"} {"a" "a"}} 1 2 3 4 5 6 7 8',
        "csv": "state,A.go,A.Go,B.go,B.GO\n1,Y,N,Y,N\n2,N,N,N,N\n",
    }
    wanted = {
        "gmcr": ["same.same", "same_2.same", "same.same_2"],
        "nfg": ["s.a", "s.a_2", "s_2.a", "s_2.a_2"],
        "csv": ["a.go", "a.go_2", "b.go", "b.go_2"],
    }
    for suffix, text in files.items():
        file = tmp_path / f"x.{suffix}"
        file.write_text(text, encoding="utf-8")
        assert run(["solve", str(file), "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["options"] == wanted[suffix]


@pytest.mark.parametrize("depth", [20, 90, 150, 300, 600, 900, 2_000, 100_000])
@pytest.mark.parametrize(
    "place",
    [
        *('{"colour": @}', "@", '{"options": @, "decisionMakers": []}'),
        '{"options": [], "decisionMakers": [], "infeasibles": @}',
        '{"options": [], "decisionMakers": [], "coalitions": @}',
        '{"options": [], "decisionMakers": [], "colour": @}',
        '{"options": [{"name": "a", "x": @}], "decisionMakers": [{"name": "b", "options": [0]}]}',
        '{"options": [], "decisionMakers": [{"name": "b", "options": [], "preferences": [@]}]}',
        '{"options": [], "decisionMakers": [{"name": "b", "options": [], "preferenceVector": @}]}',
    ],
)
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_deep_nesting(
    tmp_path: Path, capsys: Captured, depth: int, place: str, opening: str, closing: str
) -> None:
    deep = opening * depth + ("1" if "{" in opening else "") + closing * depth
    refused_or_legal(capsys, tmp_path, "gmcr", place.replace("@", deep).encode())


@pytest.mark.parametrize(
    "text", ["{" * 50_000, '"' * 50_001, "(" * 50_000, "NFG 1 R " + "{" * 9_999]
)
def test_deep_games(tmp_path: Path, capsys: Captured, text: str) -> None:
    assert at_a_line(refused(capsys, tmp_path, "nfg", text))


@pytest.mark.parametrize(
    "text",
    [
        *("state", "state,A.go\n1,Q\n", "state,A.go\n1,\n", "state,go\n1,Y\n"),
        *("state,A.go\n1,Y\n2,Y\n", "state,A.go,A payoff\n1,Y,x\n", "state,A.go,A payoff\n1,Y,\n"),
        *("state,A.go,A payoff\n1,Y,NaN\n", "state,A.go,A payoff\n1,Y,inf\n", "party,option\n"),
        *("party,option,1\n,go,Y\n", "party,option,1\nA,,Y\n", "party,option,1\nA,go,-\n"),
        *("state,A.go,A rank,A payoff\n1,Y,1,2\n", "party,option,direction\nA,go,up\n"),
        *("state,.go\n1,Y\n", "state,A.\n1,Y\n", "other,A.go\n1,Y\n", "party\nA\n"),
        "state," + ",".join(f"A.o{k}" for k in range(70)) + "\n1" + ",Y" * 70 + "\n",
        'state,"A.go\n1,Y\n',
    ],
)
def test_tables_of_another_shape(tmp_path: Path, capsys: Captured, text: str) -> None:
    told = refused(capsys, tmp_path, "csv", text)
    assert at_a_line(told) or "CSV" in told


def test_more_options_than_a_state_has_bits(tmp_path: Path, capsys: Captured) -> None:
    document = {
        "options": [{"name": "same"} for _ in range(200)],
        "decisionMakers": [{"name": "A", "options": list(range(200)), "preferences": []}],
        "infeasibles": [],
    }
    refused_or_legal(capsys, tmp_path, "gmcr", json.dumps(document).encode())


@pytest.mark.parametrize(
    "number", ["1e999999999", "1E+400000", "9" * 5_000, "1/" + "0" * 50, "1e-99999"]
)
def test_numbers_without_end(tmp_path: Path, capsys: Captured, number: str) -> None:
    refused_or_legal(capsys, tmp_path, "nfg", f'NFG 1 R "" {{"a"}} {{2}} {number} 1'.encode())
    table = f"state,A.go,A payoff\n1,Y,{number}\n2,N,1\n".encode()
    refused_or_legal(capsys, tmp_path, "csv", table)
