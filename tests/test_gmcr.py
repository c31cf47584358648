"""Files of .gmcr: what they mean, against a literal reading, and what survives a round trip."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from oracle import gmcr, results, strategies
from oracle.random_arcs import arc_conflicts
from oracle.random_gmcr import documents
from thorough import examples

from goodoffices.analyses.movelist import list_moves
from goodoffices.analyses.solution import solve
from goodoffices.cli.main import run
from goodoffices.errors import InputError, RequestError
from goodoffices.formats import gmcr_read, native, native_write
from goodoffices.formats.json_tree import parse_json
from goodoffices.formats.meaning import Checked
from goodoffices.formats.readers import read_situation
from goodoffices.formats.writers import write_situation
from goodoffices.moves.build import moves_of
from goodoffices.stability.concepts import STANDARD

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}
SHARED = arc_conflicts(no_move=False, same=False)


def neither_way(data: dict[str, Any]) -> bool:
    """Whether an option can neither be taken nor dropped, which the format has no word for."""
    one_way = data.get("one_way", [])
    return any(f"not {name}" in one_way for name in one_way)


def sayable(data: dict[str, Any]) -> bool:
    return not neither_way(data)


def read(document: gmcr.Document) -> Checked:
    return gmcr_read.read(parse_json(json.dumps(document), "x.gmcr"), "x").checked()


def by_place(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The states of an answer of `solve`, the parties by their places."""
    place = {party: at for at, party in enumerate(answer["parties"])}
    return [
        {
            "id": state["id"],
            "ranks": [state["ranks"][party] for party in place],
            "stable": {
                name: [place[party] for party in stable] for name, stable in state["stable"].items()
            },
        }
        for state in answer["states"]
    ]


def verdicts(checked: Checked) -> list[dict[str, Any]]:
    return by_place(solve(checked.situation, STANDARD, checked.space).as_dict(every=True))


def plain(document: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Two parties with an option each, and what else is given."""
    both = {"permittedDirection": "both"}
    return {
        "options": [{"name": "go", **both}, {"name": "stay", **both}],
        "decisionMakers": [
            {"name": "A", "options": [0], "preferences": [[[0, "Y"]]]},
            {"name": "B", "options": [1], "preferences": [[[0, "N"]], [[1, "Y"]]]},
        ],
        "infeasibles": [],
        "useManualPreferenceRanking": False,
        **document,
        **more,
    }


def through_yaml(document: gmcr.Document, folder: Path) -> dict[str, Any]:
    """The document after .gmcr → .yaml → .gmcr."""
    write_situation(read(document), folder / "a.yaml")
    write_situation(read_situation(folder / "a.yaml"), folder / "b.gmcr")
    found: dict[str, Any] = json.loads((folder / "b.gmcr").read_text(encoding="utf-8"))
    return found


@settings(max_examples=examples(1_000), **RELAXED)
@given(documents())
def test_read_as_the_oracle_reads(document: dict[str, Any]) -> None:
    assert verdicts(read(document)) == gmcr.solve(document)


@settings(max_examples=examples(200), **RELAXED)
@given(documents(max_options=5))
def test_the_same_moves(document: dict[str, Any]) -> None:
    conflict = gmcr.read(document)
    found = list_moves(moves_of(read(document).situation))
    for row, state in zip(found.as_dict()["states"], conflict.feasible, strict=True):  # type: ignore[call-overload]
        for key, of in (("moves", conflict.moves), ("improvements", conflict.improvements)):
            wanted = [sorted(of(party, state)) for party in conflict.parties]
            assert list(row[key].values()) == wanted


@settings(max_examples=examples(200), **RELAXED)
@given(documents(max_options=4))
def test_where_no_state_is_feasible(document: dict[str, Any]) -> None:
    document["infeasibles"].append([])
    with pytest.raises(InputError):
        read(document)


@settings(max_examples=examples(200), **RELAXED)
@given(documents(max_options=5))
def test_through_yaml_and_back(tmp_path: Path, document: dict[str, Any]) -> None:
    found = through_yaml(document, tmp_path)
    first = read(document).situation
    again = read_situation(tmp_path / "b.gmcr").situation
    assert gmcr.solve(found) == gmcr.solve(document)
    assert verdicts(read(found)) == gmcr.solve(document)
    assert [option.name for option in again.options] == [option.name for option in first.options]
    assert [party.id for party in again.parties] == [party.id for party in first.parties]
    own = {"title", "program", "version", "coalitions", "options", "decisionMakers", "infeasibles"}
    old = {"useManualPreferenceVectors", "useManualPreferenceRanking"}
    keeps(document, found, own | old)
    parties = range(len(document["decisionMakers"]))
    assert found["coalitions"] == document.get("coalitions", list(parties))
    for was, now in zip(document["options"], found["options"], strict=True):
        keeps(was, now, {"id", "name"})
    manual = gmcr.by_ranking(document)
    for was, now in zip(document["decisionMakers"], found["decisionMakers"], strict=True):
        meant = {"id", "name", "preferenceVector", "preferenceRanking", "misperceptions"}
        keeps(was, now, meant | {"options"} | (set() if manual else {"preferences"}))
        assert sorted(was["options"]) == sorted(now["options"])
        assert now["misperceptions"] == was.get("misperceptions", [])


KINDS = ("options", "decisionMakers")


def keeps(was: dict[str, Any], now: dict[str, Any], left_to_others: set[str]) -> None:
    for key in set(was) - left_to_others:
        assert now[key] == was[key], key


@settings(max_examples=examples(100), **RELAXED)
@given(documents(max_options=3))
def test_names_survive(tmp_path: Path, document: dict[str, Any]) -> None:
    for kind in ("options", "decisionMakers"):
        for at, one in enumerate(document[kind]):
            one["name"] = one["name"] or "-" * (at + 1)
    assume(all(len({o["name"] for o in document[k]}) == len(document[k]) for k in KINDS))
    found = through_yaml(document, tmp_path)
    for kind in KINDS:
        assert [one["name"] for one in found[kind]] == [one["name"] for one in document[kind]]


@pytest.mark.parametrize("kind", ["options", "decisionMakers"])
def test_an_empty_name_survives(tmp_path: Path, kind: str) -> None:
    document = plain({})
    document[kind][1]["name"] = ""
    assert through_yaml(document, tmp_path)[kind][1]["name"] == ""


ODD = [
    "\x85",
    "a\u2028b",
    "\t",
    "\r\n",
    "\x00",
    "\ufeff",
    "'",
    "- x",
    ":0",
    "?x",
    ": ",
    "? y",
    "#",
    "-",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_survive(tmp_path: Path, text: str) -> None:
    document = plain({}, colour=text)
    document["options"][0]["name"] = text
    document["decisionMakers"][0]["odd"] = {text: 1}
    found = through_yaml(document, tmp_path)
    assert found["colour"] == found["options"][0]["name"] == text
    assert found["decisionMakers"][0]["odd"] == {text: 1}


@pytest.mark.parametrize(
    ("manual", "key"),
    [
        ("useManualPreferenceRanking", "preferenceRanking"),
        ("useManualPreferenceVectors", "preferenceVector"),
    ],
)
def test_rankings_that_do_not_count_survive(tmp_path: Path, manual: str, key: str) -> None:
    document = plain({})
    del document["useManualPreferenceRanking"]
    document[manual] = False
    document["decisionMakers"][1][key] = [4, 1, [2, 3]]
    party = through_yaml(document, tmp_path)["decisionMakers"][1]
    assert gmcr.ranking(party) == [4, 1, [2, 3]]


@pytest.mark.parametrize("where", ["infeasibles", "preferences", "misperceptions"])
def test_unknown_keys_of_a_condition_survive(tmp_path: Path, where: str) -> None:
    condition = {"compound": True, "members": [[[0, "Y"]], [[1, "Y"]]], "colour": "red"}
    document = plain({})
    holder = document if where == "infeasibles" else document["decisionMakers"][0]
    holder[where] = [condition]
    found = through_yaml(document, tmp_path)
    holder = found if where == "infeasibles" else found["decisionMakers"][0]
    assert holder[where] == [condition]


@pytest.mark.parametrize("value", ["3", "B7", 7, None, ["x"]])
@pytest.mark.parametrize("where", ["options", "decisionMakers"])
def test_an_unknown_key_called_id(tmp_path: Path, where: str, value: Any) -> None:
    """The format knows no ids: whatever stands under such a key is no reason to refuse a file."""
    document = plain({})
    document[where][0]["id"] = value
    assert through_yaml(document, tmp_path)[where][0]["id"] == value


def test_unknown_keys_get_a_warning_each() -> None:
    document = plain({}, colour=1)
    document["options"][1]["shade"] = 2
    document["decisionMakers"][0]["hue"] = 3
    found = [str(warning) for warning in read(document).warnings]
    for key in ("colour", "shade", "hue"):
        assert any(f'unknown key "{key}"' in warning for warning in found)


@pytest.mark.parametrize("version", ["0.4.1", "99.0", "", 7, 0.4, None, [1], {"major": 1}])
def test_a_version_never_refuses(version: Any) -> None:
    assert verdicts(read(plain({}, program="x", version=version))) == gmcr.solve(plain({}))


def test_ids_titles_and_order(tmp_path: Path) -> None:
    document = plain(
        {
            "options": [
                {"name": name, "permittedDirection": "both"}
                for name in ("Air strike", "Lift", "air-strike", "And", "Öffnen")
            ],
            "decisionMakers": [
                {"name": "The USA", "options": [0, 2, 4], "preferences": []},
                {"name": "the usa", "options": [1, 3], "preferences": []},
            ],
        }
    )
    file = tmp_path / "Cuba 1962.gmcr"
    file.write_text(json.dumps(document), encoding="utf-8")
    situation = read_situation(file).situation
    assert situation.title == "Cuba 1962"
    assert situation.now is None
    assert [option.name for option in situation.options] == [
        *("the_usa.air_strike", "the_usa_2.lift", "the_usa.air_strike_2", "the_usa_2.and_"),
        "the_usa.offnen",
    ]


@settings(max_examples=examples(300), **RELAXED)
@given(strategies.conflicts() | SHARED)
def test_native_through_gmcr(tmp_path: Path, data: dict[str, Any]) -> None:
    wanted = by_place(results.solve(data))
    try:
        write_situation(native.from_data(data), tmp_path / "a.gmcr")
    except RequestError as error:
        assert neither_way(data) and "one_way" in str(error)
        return
    document = json.loads((tmp_path / "a.gmcr").read_text(encoding="utf-8"))
    assert gmcr.solve(document) == wanted
    write_situation(read_situation(tmp_path / "a.gmcr"), tmp_path / "b.yaml")
    assert verdicts(read_situation(tmp_path / "b.yaml")) == wanted


def test_an_option_that_goes_neither_way(tmp_path: Path) -> None:
    """It is refused, or what comes back says the same."""
    data = {
        "goodoffices": 1,
        "title": "Neither way",
        "parties": {"a": {"options": {"x": None}, "prefers": ["a.x"]}},
        "one_way": ["a.x", "not a.x"],
    }
    try:
        write_situation(native.from_data(data), tmp_path / "a.gmcr")
    except RequestError as error:
        assert "one_way" in str(error)
        return
    assert verdicts(read_situation(tmp_path / "a.gmcr")) == by_place(results.solve(data))


@settings(max_examples=60, **RELAXED)
@given((strategies.conflicts(max_options=5) | SHARED).filter(sayable))
def test_native_through_the_command_line(tmp_path: Path, data: dict[str, Any]) -> None:
    a, b, c = (tmp_path / name for name in ("a.yaml", "b.gmcr", "c.yaml"))
    a.write_text(native_write.dumps(data), encoding="utf-8")
    assert run(["convert", str(a), str(b), "--force"]) == 0
    assert run(["convert", str(b), str(c), "--force"]) == 0
    assert verdicts(read_situation(c)) == by_place(results.solve(data))


@settings(max_examples=examples(100), **RELAXED)
@given(strategies.arc_conflicts(max_options=4).filter(sayable))
def test_what_decides_is_refused(tmp_path: Path, data: dict[str, Any]) -> None:
    """no_move and same; what is written when asked to leave them out is the rest."""
    said = [key for key in ("no_move", "same") if data.get(key)]
    checked = native.from_data(data)
    file = tmp_path / "a.gmcr"
    if not said:
        write_situation(checked, file)
        return
    with pytest.raises(RequestError) as caught:
        write_situation(checked, file)
    assert all(key in str(caught.value) for key in said)
    rest = {key: value for key, value in data.items() if key not in said}
    try:
        write_situation(checked, file, leave_out=True)
    except RequestError as error:
        assert "leaves out" in str(error)
        return
    if not any("ranking" in body for body in data["parties"].values()):
        assert verdicts(read_situation(file)) == by_place(results.solve(rest))


@settings(max_examples=30, **RELAXED)
@given(strategies.graphs())
def test_graph_form_is_refused(tmp_path: Path, data: dict[str, Any]) -> None:
    """There is nothing left to write, so that leaving out is no way around it."""
    checked = native.from_data(data)
    with pytest.raises(RequestError, match=r"graph|no_move"):
        write_situation(checked, tmp_path / "a.gmcr")
    with pytest.raises(RequestError, match="graph"):
        write_situation(checked, tmp_path / "a.gmcr", leave_out=True)
    assert not (tmp_path / "a.gmcr").exists()


@pytest.mark.parametrize("key", ["no_move", "same"])
def test_the_command_refuses_unless_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    data = {
        "goodoffices": 1,
        "title": "T",
        "parties": {"a": {"options": {"x": None, "y": None}, "prefers": ["a.x"]}},
        "no_move" if key == "no_move" else "same": [{"by": "a"}] if key == "no_move" else ["a.y"],
    }
    a, b = tmp_path / "a.yaml", tmp_path / "b.gmcr"
    a.write_text(native_write.dumps(data), encoding="utf-8")
    assert run(["convert", str(a), str(b)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and key in err and "--leave-out" in err and not b.exists()
    assert run(["convert", str(a), str(b), "--leave-out"]) == 0
    assert b.exists()


@settings(max_examples=examples(100), **RELAXED)
@given(st.data())
def test_what_is_lost_is_said(tmp_path: Path, data: st.DataObject) -> None:
    model = data.draw(strategies.conflicts(max_options=4).filter(sayable))
    lost = " ".join(write_situation(native.from_data(model), tmp_path / "a.gmcr"))
    assert ("status quo" in lost) == ("now" in model)
    assert ("term" in lost) == bool(model.get("terms"))
    rankings = any("ranking" in body for body in model["parties"].values())
    rankings |= "'weight'" in str(model["parties"])
    assert rankings or "rankings" not in lost
