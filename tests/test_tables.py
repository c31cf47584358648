"""Tables: models and results as CSV and XLSX, and what stands behind them: cover and patterns."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from oracle import expressions, gmcr, results, strategies
from oracle.conflict import Conflict
from oracle.random_arcs import arc_conflicts
from thorough import examples

from goodoffices.analyses.solution import solve
from goodoffices.cli.main import run
from goodoffices.errors import RequestError
from goodoffices.formats import native, native_write
from goodoffices.formats.cover import cover
from goodoffices.formats.meaning import Checked
from goodoffices.formats.patterns import patterns
from goodoffices.formats.readers import read_situation
from goodoffices.formats.writers import write_situation
from goodoffices.model.parser import parse

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}
SUFFIXES = st.sampled_from(["csv", "csv", "csv", "xlsx"])
OPTIONS = ("a.x", "a.y", "b.z", "b.w", "c.v")
Rows = list[list[Any]]


def told(checked: Checked) -> dict[str, Any]:
    return solve(checked.situation, space=checked.space).as_dict(every=True)


def by_party(answer: dict[str, Any]) -> dict[int, Any]:
    """Of each state, by its id: ranks, and for each concept who is stable, in any order."""
    return {
        state["id"]: (
            {key: state["ranks"][key] for key in sorted(state["ranks"])},
            {concept: sorted(stable) for concept, stable in state["stable"].items()},
        )
        for state in answer["states"]
    }


@settings(max_examples=examples(200), **RELAXED)
@given(strategies.conflicts(one_way=False), SUFFIXES)
def test_native_through_a_table(tmp_path: Path, data: dict[str, Any], suffix: str) -> None:
    file = tmp_path / f"a.{suffix}"
    write_situation(native.from_data(data), file)
    assert by_party(told(read_situation(file))) == by_party(results.solve(data))


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("option", ["x", "x_", "a__b", "and_", "rank", "payoff", "e1", "state"])
def test_ids_of_options_survive(tmp_path: Path, option: str, suffix: str) -> None:
    """What the table calls an option is an id already."""
    party = {"options": {option: None, "z": None}}
    data = {"goodoffices": 1, "title": "T", "parties": {"a": party, "b": {"options": {"y": None}}}}
    file = tmp_path / f"a.{suffix}"
    write_situation(native.from_data(data), file)
    assert told(read_situation(file))["options"] == [f"a.{option}", "a.z", "b.y"]


@settings(max_examples=examples(150), **RELAXED)
@given(strategies.conflicts(max_options=5) | arc_conflicts(max_options=4))
def test_a_table_says_the_same_or_is_refused(tmp_path: Path, data: dict[str, Any]) -> None:
    """What would change what is stable is not left out unless asked for."""
    file = tmp_path / "a.csv"
    try:
        write_situation(native.from_data(data), file)
    except RequestError as error:
        assert "--leave-out" in str(error)
        return
    assert by_party(told(read_situation(file))) == by_party(results.solve(data))


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("key", ["no_move", "same", "graph"])
def test_what_decides_is_refused(tmp_path: Path, suffix: str, key: str) -> None:
    data: dict[str, Any] = {"goodoffices": 1, "title": "T", "parties": {"a": {}}}
    if key != "graph":
        data["parties"]["a"] = {"options": {"x": None, "y": None}}
    values = {"no_move": [{"by": "a"}], "same": ["a.x"], "graph": {"states": {"s": "s"}}}
    data[key] = values[key]
    file = tmp_path / f"a.{suffix}"
    with pytest.raises(RequestError, match=key):
        write_situation(native.from_data(data), file)
    assert not file.exists()
    if key != "graph":
        write_situation(native.from_data(data), file, leave_out=True)
        assert len(told(read_situation(file))["states"]) == 4


@settings(max_examples=30, **RELAXED)
@given(strategies.conflicts(max_options=4, one_way=False), SUFFIXES)
def test_through_the_command_line(tmp_path: Path, data: dict[str, Any], suffix: str) -> None:
    a, b, c = (tmp_path / name for name in ("a.yaml", f"b.{suffix}", "c.yaml"))
    a.write_text(native_write.dumps(data), encoding="utf-8")
    assert run(["convert", str(a), str(b), "--force"]) == 0
    assert run(["convert", str(b), str(c), "--force"]) == 0
    assert by_party(told(read_situation(c))) == by_party(results.solve(data))


class Handmade:
    """A random model of two parties and its rows in both layouts."""

    def __init__(self, seed: int) -> None:
        chance = self.chance = Random(seed)
        self.size = chance.randint(2, 5)
        self.owners = ["North", "South"] + [
            chance.choice(["North", "South"]) for _ in range(self.size - 2)
        ]
        count = chance.randint(1, 2**self.size)
        self.states = chance.sample(range(2**self.size), count)
        self.better = {
            p: [chance.choice([-1, 0, 0.5, 2, 3]) for _ in self.states] for p in ("North", "South")
        }
        self.one_way = [chance.choice(["both", "", "take", "drop"]) for _ in range(self.size)]
        self.words = chance.choice(
            [("Y", "N"), ("yes", "no"), ("1", "0"), ("x", "n"), (True, False)]
        )
        self.sign = {p: chance.choice(["payoff", "rank"]) for p in ("North", "South")}

    def cell(self, state: int, bit: int) -> Any:
        return self.words[0] if state >> bit & 1 else self.words[1]

    def value(self, party: str, at: int) -> float:
        value = self.better[party][at]
        return value if self.sign[party] == "payoff" else -value

    def by_states(self) -> Rows:
        head = ["state", *(f"{owner}.go {bit}" for bit, owner in enumerate(self.owners))]
        rows: Rows = [[*head, *(f"{party} {self.sign[party]}" for party in self.better)]]
        for at, state in enumerate(self.states):
            cells = [self.cell(state, bit) for bit in range(self.size)]
            rows.append([at + 1, *cells, *(self.value(party, at) for party in self.better)])
            if self.chance.random() < 0.1:
                rows.append([""] * len(rows[0]))
        return rows

    def by_options(self) -> Rows:
        rows: Rows = [["Party", "Option", "does", "direction", *range(1, len(self.states) + 1)]]
        before = ""
        for bit, owner in enumerate(self.owners):
            first = "" if owner == before else owner
            before = owner
            cells = [self.cell(state, bit) for state in self.states]
            rows.append([first, f"go {bit}", f"to go {bit}", self.one_way[bit], *cells])
        for party in self.better:
            values = [self.value(party, at) for at in range(len(self.states))]
            rows.append([party, self.sign[party], "", "", *values])
        return rows

    def conflict(self, directions: bool) -> Conflict:
        order = list(dict.fromkeys(self.owners))
        kept = {"take": True, "drop": False}
        return Conflict(
            parties=tuple(order),
            options=tuple((owner, f"o{bit}") for bit, owner in enumerate(self.owners)),
            feasible=tuple(sorted(self.states)),
            ranks={
                party: {
                    state: sorted(set(values)).index(value) + 1
                    for state, value in zip(self.states, values, strict=True)
                }
                for party, values in self.better.items()
            },
            one_way=tuple(
                (f"o{bit}", kept[word]) for bit, word in enumerate(self.one_way) if word in kept
            )
            if directions
            else (),
        )


def as_csv(rows: Rows, file: Path, chance: Random) -> None:
    """With any of the separators, line ends and beginnings that spreadsheets write."""
    encoding = chance.choice(["utf-8", "utf-8-sig"])
    end = chance.choice(["\n", "\r\n"])
    with file.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=chance.choice(",;\t"), lineterminator=end).writerows(
            [["Y" if v is True else "N" if v is False else v for v in row] for row in rows]
        )


def as_xlsx(rows: Rows, file: Path) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(file)


@settings(max_examples=examples(300), **RELAXED)
@given(st.integers(0, 2**32), st.booleans(), SUFFIXES)
def test_tables_written_by_hand(tmp_path: Path, seed: int, lying: bool, suffix: str) -> None:
    made = Handmade(seed)
    rows = made.by_options() if lying else made.by_states()
    file = tmp_path / f"a.{suffix}"
    if suffix == "csv":
        as_csv(rows, file, made.chance)
    else:
        as_xlsx(rows, file)
    answer = told(read_situation(file))
    conflict = made.conflict(directions=lying)
    stable = gmcr.verdicts(conflict)
    names = [party.lower() for party in conflict.parties]
    assert answer["parties"] == names
    assert [state["id"] for state in answer["states"]] == list(conflict.feasible)
    for state in answer["states"]:
        number = state["id"]
        assert list(state["ranks"].values()) == [
            conflict.ranks[party][number] for party in conflict.parties
        ]
        for concept, found in stable.items():
            assert state["stable"][concept] == [names[at] for at in found[number]], concept


@pytest.mark.parametrize(
    "text",
    [
        "party,option\nA,go\nB,stay\n",
        "party;option;does\nA;go;to go\n;\nB;stay;\n",
        'Party,Option,Direction\n"A",go,both\n"B",stay,\n',
    ],
)
def test_options_alone_allow_every_state(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(text, encoding="utf-8")
    answer = told(read_situation(file))
    assert [state["id"] for state in answer["states"]] == [0, 1, 2, 3]
    assert answer["options"] == ["a.go", "b.stay"]


@settings(max_examples=examples(600), **RELAXED)
@given(st.integers(0, 7), st.data())
def test_cover_against_brute_force(bits: int, data: st.DataObject) -> None:
    ids = data.draw(st.sets(st.integers(0, 2**bits - 1)))
    check_cover(ids, bits)


@settings(max_examples=examples(300), **RELAXED)
@given(st.integers(3, 8), st.integers(0, 2**32), st.sampled_from([0.02, 0.2, 0.5, 0.9, 0.99]))
def test_cover_of_dense_lists(bits: int, seed: int, share: float) -> None:
    chance = Random(seed)
    check_cover({state for state in range(2**bits) if chance.random() < share}, bits)


@pytest.mark.parametrize("listed", [{2**63, 0, 2**64 - 1}, {5}, set()])
def test_cover_of_many_bits(listed: set[int]) -> None:
    cubes = cover(np.array(sorted(listed), dtype=np.uint64), 64)
    chance = Random(1)
    for state in (*listed, *(chance.getrandbits(64) for _ in range(2_000))):
        fits = any(all((state >> bit & 1) == taken for bit, taken in cube) for cube in cubes)
        assert fits != (state in listed)


def check_cover(ids: set[int], bits: int) -> None:
    cubes = cover(np.array(sorted(ids), dtype=np.uint64), bits)
    for state in range(2**bits):
        fits = any(all((state >> bit & 1) == taken for bit, taken in cube) for cube in cubes)
        assert fits != (state in ids), state
    for at, cube in enumerate(cubes):
        assert not any(set(other) <= set(cube) for other in (*cubes[:at], *cubes[at + 1 :]))


@settings(max_examples=examples(1_000), **RELAXED)
@given(
    strategies.expressions(OPTIONS),
    strategies.expressions([*OPTIONS, "term"]),
    strategies.expressions([*OPTIONS, "term", "accord"], max_depth=3),
    st.booleans(),
)
@example("true", "term", "not accord", False)
def test_patterns_against_truth_tables(term: str, accord: str, text: str, holds: bool) -> None:
    texts = {"term": term, "accord": accord}
    means = {name: parse(one) for name, one in texts.items()}
    found = patterns(parse(text), means, holds)
    for state in range(2 ** len(OPTIONS)):
        taken = frozenset(name for bit, name in enumerate(OPTIONS) if state >> bit & 1)
        fits = any(all((n in taken) == value for n, value in one.items()) for one in found)
        assert fits == (expressions.evaluate(text, taken, texts) == holds)


def read_csv(file: Path) -> Rows:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def read_xlsx(file: Path) -> Rows:
    book = openpyxl.load_workbook(file)
    return [["" if v is None else str(v) for v in row] for row in book.active.values]


@settings(max_examples=40, **RELAXED)
@given(
    strategies.conflicts(max_options=5) | strategies.graphs() | arc_conflicts(max_options=4),
    st.sampled_from([("csv", read_csv), ("xlsx", read_xlsx)]),
    st.booleans(),
)
def test_results_say_what_json_says(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    data: dict[str, Any],
    form: tuple[str, Callable[[Path], Rows]],
    every: bool,
) -> None:
    suffix, reader = form
    model, file = tmp_path / "a.yaml", tmp_path / f"out.{suffix}"
    model.write_text(native_write.dumps(data), encoding="utf-8")
    extra = ["--states", "all"] if every else []
    assert run(["solve", str(model), "--format", suffix, "-o", str(file), *extra]) == 0
    capsys.readouterr()
    assert run(["solve", str(model), "--format", "json", *extra]) == 0
    answer = json.loads(capsys.readouterr().out)
    head, *rows = reader(file)
    assert len(set(head)) == len(head)
    assert len(rows) == len(answer["states"])
    for cells, state in zip(rows, answer["states"], strict=True):
        row = dict(zip(head, cells, strict=True))
        expected = {"id": str(state["id"])}
        expected |= {"name": state["name"]} if "graph" in data else {}
        expected |= {name: yes(name in state["yes"]) for name in answer["options"]}
        expected |= {f"rank.{party}": str(rank) for party, rank in state["ranks"].items()}
        expected |= {
            f"stable.{concept}.{party}": yes(party in stable)
            for concept, stable in state["stable"].items()
            for party in answer["parties"]
        }
        expected |= {
            f"equilibrium.{kind}": yes(kind in state["equilibrium"])
            for kind in (*answer["concepts"], "profile")
        }
        if "reachable" in state:
            expected["reachable"] = yes(state["reachable"] == "improving")
        expected["dominated"] = yes(state["dominated"])
        assert row == expected


def yes(value: bool) -> str:
    return "Y" if value else "N"


@pytest.mark.parametrize("kind", ["payoff", "rank"])
def test_payoffs_that_differ_in_the_last_digit(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "a.csv"
    near = "1." + "0" * 30 + "1"
    file.write_text(f"state,A.go,A {kind}\n1,Y,{near}\n2,N,1\n", encoding="utf-8")
    ranks = [state["ranks"]["a"] for state in told(read_situation(file))["states"]]
    assert ranks == ([1, 2] if kind == "payoff" else [2, 1])
