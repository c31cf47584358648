"""The JSON Schemas that are published: up to date, true to the files, and of use to an editor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from oracle import strategies
from ruamel.yaml import YAML

from goodoffices import schemas
from goodoffices.cli.main import run
from goodoffices.formats.schema import SituationShape
from goodoffices.schemas.says import SAYS

HERE = Path(__file__).parent
ROOT = HERE.parent
PUBLISHED = Path(schemas.__file__).parent
VALIDATORS = {name: Draft202012Validator(schemas.generated(name)) for name in schemas.SHAPES}


def _data(path: Path) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.version = "1.2"
    text = path.read_text(encoding="utf-8")
    return json.loads(json.dumps(yaml.load(text), default=str))


@pytest.mark.parametrize("name", list(schemas.SHAPES))
def test_published_schemas_are_what_the_code_gives(name: str) -> None:
    """``scripts/schemas`` writes them anew."""
    published = json.loads((PUBLISHED / f"{name}.json").read_text(encoding="utf-8"))
    assert published == schemas.generated(name)
    Draft202012Validator.check_schema(published)


@pytest.mark.parametrize(
    "path",
    [
        *sorted((HERE / "odd").glob("*.yaml")),
        *sorted(ROOT.glob("benchmarks/cases/*.yaml")),
        ROOT / "examples" / "cairo-talks" / "situation.yaml",
    ],
    ids=lambda path: path.stem,
)
def test_what_reads_is_valid(path: Path) -> None:
    assert not list(VALIDATORS["situation"].iter_errors(_data(path)))


def test_evidence_and_sources_of_the_example_are_valid() -> None:
    folder = ROOT / "examples" / "cairo-talks"
    assert not list(VALIDATORS["evidence"].iter_errors(_data(folder / "evidence.yaml")))
    assert not list(VALIDATORS["sources"].iter_errors(_data(folder / "sources" / "sources.yaml")))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.conflicts())
def test_random_situations_are_valid(data: dict[str, Any]) -> None:
    assert not list(VALIDATORS["situation"].iter_errors(json.loads(json.dumps(data))))


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"partys": {}}, []),
        ({"goodoffices": 2}, ["goodoffices"]),
        ({"parties": {"a": {"option": {}}}}, ["parties", "a"]),
        ({"parties": {"A b": {}}}, ["parties"]),
        ({"rules": {"x": "y"}}, ["rules"]),
        ({"levers": {"l": {"cost": -1}}}, ["levers", "l"]),
        ({"parties": {"a": {"prefers": [{"want": "x", "sure": "perhaps"}]}}}, ["parties", "a"]),
    ],
)
def test_mistakes_of_form_are_marked(change: dict[str, Any], where: list[str]) -> None:
    good = {"goodoffices": 1, "title": "T", "parties": {"a": {"options": {"x": "do x"}}}}
    assert not list(VALIDATORS["situation"].iter_errors(good))
    errors = list(VALIDATORS["situation"].iter_errors(good | change))
    found = best_match(errors)
    assert found is not None
    assert list(found.absolute_path)[: len(where)] == where


def test_every_key_of_a_situation_is_explained() -> None:
    assert set(SituationShape.model_fields) <= set(SAYS)


def test_every_key_shown_by_an_editor_is_explained() -> None:
    bare: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.get("properties", {}).items():
                if "description" not in inner:
                    bare.add(key)
            value = list(value.values())
        for inner in value if isinstance(value, list) else ():
            walk(inner)

    for name in schemas.SHAPES:
        walk(schemas.generated(name))
    assert bare == set()


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "evidence"]) == 0
    assert json.loads(capsys.readouterr().out) == schemas.generated("evidence")
    assert run(["schema", "--into", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "evidence.json",
        "outlook.json",
        "situation.json",
        "sources.json",
    ]
