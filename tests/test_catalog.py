"""The catalogue: every published answer recomputed, and what may stand in it."""

from __future__ import annotations

import json
from itertools import permutations, product
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from goodoffices import schemas
from goodoffices.case import load_case
from goodoffices.catalog.entry import CASES, MEMORY, Entry, entries, entry
from goodoffices.catalog.games import games
from goodoffices.catalog.verify import (
    AGREES,
    DIFFERS,
    NOT_CONFIRMED,
    REPRODUCED,
    differing,
    verify,
)
from goodoffices.cli.main import run

EVERY = entries()
MODELS = [one for one in EVERY if one.model.suffix == ".yaml"]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_every_published_answer_comes_out(one: Entry) -> None:
    found = verify(one)
    assert [(a.answer.question, a.answer.answer, a.found) for _, a in differing([found])] == []
    for answer in found.answers:
        assert (answer.outcome == REPRODUCED) <= answer.answer.published
        assert (answer.answer.source == MEMORY) <= (answer.outcome != REPRODUCED)


def test_what_the_catalogue_may_hold() -> None:
    assert 22 <= len(EVERY) <= 30
    assert len({one.name for one in EVERY}) == len(EVERY)
    assert sum(verify(one).mark == NOT_CONFIRMED for one in EVERY) <= 10
    for one in EVERY:
        assert one.cites and one.model_from and one.answers
        for answer in one.answers:
            assert answer.source
            assert bool(answer.because) == bool(answer.why) == (answer.ours is not None)


@pytest.mark.parametrize("one", MODELS, ids=lambda one: one.name)
def test_models_are_clean(one: Entry) -> None:
    assert load_case(one.model).warnings == ()
    data = YAML(typ="safe", pure=True).load(one.model.read_text(encoding="utf-8"))
    validator = Draft202012Validator(schemas.generated("situation"))
    assert not list(validator.iter_errors(json.loads(json.dumps(data, default=str))))


def test_a_wrong_answer_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "nobody_1900"
    folder.mkdir()
    source = entry("chicken", EVERY)
    (folder / "chicken.yaml").write_text(source.model.read_text())
    answers = (source.model.parent / "chicken.answers.yaml").read_text()
    (folder / "chicken.answers.yaml").write_text(answers.replace("answer: [", "answer: [9, ", 1))
    found = verify(entries(tmp_path)[0])
    assert found.mark == DIFFERS
    assert len(differing([found])) == 1


def test_memory_alone_reproduces_nothing() -> None:
    found = verify(entry("cuban_missile_crisis", EVERY))
    assert {answer.outcome for answer in found.answers} == {AGREES}
    assert found.mark == NOT_CONFIRMED


def test_there_are_78_games() -> None:
    """Counted another way: 24 × 24 games, merged exchange by exchange."""
    rows, columns = (2, 3, 0, 1), (1, 0, 3, 2)
    left = set(product(permutations(range(4)), permutations(range(4))))
    classes = 0
    while left:
        classes += 1
        open_ = [left.pop()]
        while open_:
            one, other = open_.pop()
            for swap in (rows, columns):
                mirrored = tuple(one[k] for k in swap), tuple(other[k] for k in swap)
                if mirrored in left:
                    left.remove(mirrored)
                    open_.append(mirrored)
            transposed = tuple(tuple(payoffs[k] for k in (0, 2, 1, 3)) for payoffs in (other, one))
            if transposed in left:
                left.remove(transposed)  # type: ignore[arg-type]
                open_.append(transposed)  # type: ignore[arg-type]
    assert classes == len(games()) == 78


def test_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog"]) == 0
    assert "elmira" in capsys.readouterr().out
    assert run(["catalog", "list", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["entries"]) == len(EVERY)
    assert run(["catalog", "show", "elmira"]) == 0
    assert "5→8" in capsys.readouterr().out
    assert run(["catalog", "show", "elmria"]) == 2
    assert 'did you mean "elmira"' in capsys.readouterr().err
    assert run(["catalog", "verify"]) == 0
    assert "published answer is wrong" in " ".join(capsys.readouterr().out.split())
    assert run(["catalog", "verify", "elmira", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["differ"] == 0
    target = tmp_path / "dispute"
    assert run(["catalog", "copy", "elmira", str(target)]) == 0
    assert run(["check", str(target)]) == 0
    capsys.readouterr()
    assert run(["catalog", "copy", "elmira", str(target)]) == 2
    assert "not empty" in capsys.readouterr().err
    assert run(["catalog", "copy", "ordinal_2x2/17", str(tmp_path / "game")]) == 0
    assert run(["catalog", "copy", "ordinal_2x2/79", str(tmp_path / "none")]) == 2
    assert run(["catalog", "copy", "ordinal_2x2", str(tmp_path / "none")]) == 2


def test_every_file_belongs_to_an_entry() -> None:
    known = {one.model for one in EVERY}
    known |= set(CASES.rglob("*.answers.yaml"))
    assert {path for path in CASES.rglob("*") if path.is_file()} == known
