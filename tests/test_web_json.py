"""The JSON interface: the same answers as the commands give, described so that programs know."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from workbench import ROOT, Served, served

from goodoffices.cli.main import run

CAIRO = ROOT / "examples" / "cairo-talks"
TYPE = "type=israel%3Dwilling"

SAME: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("check", ("check",)),
    (f"check?with=pressure&{TYPE}", ("check", "--with", "pressure", "--type", "israel=willing")),
    ("solve", ("solve",)),
    (f"solve?with=guarantee&{TYPE}", ("solve", "--with", "guarantee", "--type", "israel=willing")),
    ("solve?states=equilibria", ("solve", "--states", "equilibria")),
    ("explain?state=deadlock", ("explain", "deadlock")),
    ("explain?state=deadlock&concept=nash", ("explain", "deadlock", "--concept", "nash")),
    ("explain?state=settlement&with=pressure", ("explain", "settlement", "--with", "pressure")),
    ("compare?with=pressure", ("compare", "--with", "pressure")),
    ("compare?with=pressure&concept=seq", ("compare", "--with", "pressure", "--concept", "seq")),
    ("moves?state=deadlock", ("moves", "deadlock")),
    ("preferences", ("preferences",)),
    ("claims", ("claims",)),
    (f"claims?{TYPE}", ("claims", "--type", "israel=willing")),
    ("paths", ("paths",)),
    ("paths?from=1791&to=ceasefire", ("paths", "--from", "1791", "--to", "ceasefire")),
    ("mediate?target=ceasefire", ("mediate", "ceasefire")),
    (
        "mediate?target=ceasefire&only=pressure&states=1",
        ("mediate", "ceasefire", "--levers", "pressure", "--states", "1"),
    ),
    (
        "robustness?ask=ceasefire&samples=300&seed=2&with=pressure",
        ("robustness", "--ask=ceasefire", "--samples=300", "--seed=2", "--with=pressure"),
    ),
    ("outlook?draws=5&runs=20", ("outlook", "--runs", "5x20")),
    (
        "outlook?draws=5&runs=20&seed=3&state=settlement&assume=true",
        ("outlook", "--runs", "5x20", "--seed", "3", "--state", "settlement", "--assume"),
    ),
    ("positions", ("positions",)),
    ("suggest", ("suggest",)),
    ("search?q=Rafah&limit=3", ("search", "Rafah", "--limit", "3")),
    ("search?q=ceasefire&q=-exchange", ("search", "ceasefire", "-exchange")),
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(CAIRO, tmp_path_factory.mktemp("json") / "case")).resolve()


@pytest.fixture(scope="module")
def bench(case: Path) -> Iterator[Served]:
    with served(case) as found:
        yield found


@pytest.fixture
def known(bench: Served) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {bench.secret}"}
    with httpx.Client(base_url=f"{bench.base}/api/", headers=headers, timeout=120) as client:
        yield client


@pytest.mark.parametrize(("path", "command"), SAME, ids=[path for path, _ in SAME])
def test_an_answer_is_that_of_the_command(
    known: httpx.Client,
    case: Path,
    path: str,
    command: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:
    name, *arguments = command
    assert run([name, str(case), *arguments, "--format", "json"]) == 0
    expected = json.loads(capsys.readouterr().out)
    answer = known.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == expected


def test_every_read_only_path_of_the_description_is_compared(known: httpx.Client) -> None:
    described = known.get("openapi.json").json()["paths"]
    compared = {f"/api/{path.partition('?')[0]}" for path, _ in SAME}
    own = {"/api/case", "/api/evidence", "/api/proposals", "/api/files/{name}"}
    assert set(described) == compared | own


def test_the_items_are_those_of_the_files(known: httpx.Client, case: Path) -> None:
    items = known.get("evidence").json()["items"]
    assert [one["id"] for one in items] == [f"e{at:02}" for at in range(1, len(items) + 1)]
    text = (case / "sources" / "cairo-talks.txt").read_text(encoding="utf-8")
    for one in items:
        begin, end = one["span"]
        assert text[begin:end].split() == one["quote"].split()
    assert known.get("proposals").json() == {"items": []}
    held = known.get("case").json()
    assert held["items"] == len(items) and held["levers"][0] == "pressure"
    for name, mark in held["files"].items():
        assert known.get(f"files/{name}").json()["mark"] == mark


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("explain", 422, "query.state: Field required"),
        ("explain?state=nonsense", 400, "nonsense"),
        ("explain?state=deadlock&concept=nonsense", 400, "nonsense"),
        ("solve?with=nonsense", 400, "nonsense"),
        ("solve?type=israel", 400, "PARTY=NAME"),
        ("solve?type=israel%3Dwilling&type=israel%3Dunwilling", 400, "twice"),
        ("solve?states=some", 422, "query.states"),
        ("solve?whit=pressure", 400, 'has no parameter "whit"; did you mean "with"?'),
        ("suggest?x=1", 400, 'has no parameter "x"; it has none'),
        ("files/situation.yaml?mark=1", 400, 'has no parameter "mark"'),
        ("compare", 400, "nothing to compare with"),
        ("outlook?draws=1000&runs=1000", 400, "too many"),
        ("outlook?draws=0", 422, "draws"),
        ("mediate?target=nonsense%20and", 400, "expected"),
        ("robustness?ask=truse", 400, "unknown name"),
        ("robustness?samples=20001", 422, "20000"),
        ("search", 400, "nothing to look for"),
        ("search?q=x&kind=nonsense", 400, "expected"),
        ("search?q=x&party=nonsense", 400, "nonsense"),
        ("search?q=x&since=tomorrow", 422, "since"),
        ("nothing", 404, "openapi.json"),
        ("", 404, "openapi.json"),
        ("files/nothing.yaml", 400, "no file of this case"),
    ],
)
def test_what_is_wrong_is_told_as_json(
    known: httpx.Client, path: str, status: int, says: str
) -> None:
    answer = known.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/json")
    data = answer.json()
    assert set(data) in ({"error"}, {"problems"})
    assert says in (data.get("error") or data["problems"][0]["found"])


def test_methods_that_are_not_there_are_told_as_json(known: httpx.Client) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = known.request(method, "solve")
        assert answer.status_code == 405 and "read only" in answer.json()["error"]
    answer = known.delete("files/situation.yaml")
    assert answer.status_code == 405 and "with GET and PUT" in answer.json()["error"]


def test_mistakes_in_the_files_are_told_with_their_places(tmp_path: Path) -> None:
    case = Path(shutil.copytree(CAIRO, tmp_path / "case"))
    with served(case) as bench:
        headers = {"authorization": f"Bearer {bench.secret}"}
        with httpx.Client(base_url=f"{bench.base}/api/", headers=headers, timeout=120) as known:
            mark = known.get("files/situation.yaml").json()["mark"]
            new = {"text": "goodoffices: 1\nparties: 3\n"}
            assert known.put("files/situation.yaml", json=new).status_code == 428
            headers = {"if-match": f'"{mark}"'}
            assert known.put("files/situation.yaml", json=new, headers=headers).status_code == 200
            assert known.put("files/situation.yaml", json=new, headers=headers).status_code == 409
            wrong = {"txt": ""}
            headers["if-match"] = "x"
            assert known.put("files/situation.yaml", json=wrong, headers=headers).status_code == 422
            assert known.get("check").json()["ok"] is False
            for path in ("solve", "case", "suggest", "search?q=x", "outlook", "compare?with=x"):
                answer = known.get(path)
                assert answer.status_code == 422, path
                one = answer.json()["problems"][0]
                assert one["line"] and one["file"].endswith("situation.yaml"), path


def test_a_file_alone_has_no_reports(tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    shutil.copy(ROOT / "benchmarks" / "cases" / "bench264.yaml", file)
    with served(file) as bench:
        headers = {"authorization": f"Bearer {bench.secret}"}
        with httpx.Client(base_url=f"{bench.base}/api/", headers=headers, timeout=120) as known:
            assert known.get("solve").json()["n_states"] == 264
            assert known.get("evidence").json() == {"items": []}
            assert known.get("search?q=x").status_code == 400
            assert known.get("outlook").status_code == 400
            assert known.get("files/situation.yaml").json()["text"] == file.read_text("utf-8")


def test_the_description_is_sound(known: httpx.Client) -> None:
    found: dict[str, Any] = known.get("openapi.json").json()
    assert found["openapi"].startswith("3.1")
    assert found["info"]["title"] == "Good Offices"
    assert list(found["components"]["securitySchemes"]) == ["secret"]
    ids = []
    for path, methods in found["paths"].items():
        for method, one in methods.items():
            assert method in ("get", "put") and one["summary"], path
            assert one["security"] == [{"secret": []}]
            assert {"200", "400", "422"} <= set(one["responses"]), path
            ids.append(one["operationId"])
            named = {p["name"] for p in one.get("parameters", ()) if p["in"] == "path"}
            assert named == {part[1:-1] for part in path.split("/") if part.startswith("{")}
    assert len(set(ids)) == len(ids)
    for schema in found["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    for ref in _refs(found):
        at: Any = found
        for part in ref.removeprefix("#/").split("/"):
            at = at[part]  # every reference leads somewhere
    resolved = {"$defs": found["components"]["schemas"]}
    for path, status, name in (("solve?with=no", 400, "Refused"), ("explain", 422, "Problems")):
        schema = json.loads(
            json.dumps(resolved | {"$ref": f"#/$defs/{name}"}).replace(
                "#/components/schemas/", "#/$defs/"
            )
        )
        answer = known.get(path)
        assert answer.status_code == status
        jsonschema.validate(answer.json(), schema)


def _refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for one in value.values():
            yield from _refs(one)
    elif isinstance(value, list):
        for one in value:
            yield from _refs(one)


def test_the_examples_of_the_document_run(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "workbench.md").read_text(encoding="utf-8")
    python = text.partition("```python\n")[2].partition("```")[0]
    assert "urlopen" in python
    case = tmp_path / "river-talks"
    assert run(["new", str(case)]) == 0
    with served(case) as bench:
        found: dict[str, Any] = {"address": bench.address}
        exec(python, found)  # the document's own example
        assert found["found"]["states"]
        now = (case / "situation.yaml").read_text(encoding="utf-8")
        assert now.startswith("# looked at\n") and len(found["mark"]) == 64
        curls = [line for line in text.splitlines() if line.startswith("curl ")]
        assert len(curls) == 2
        for line in curls:
            script = f"ADDRESS='{bench.address}'\n{line.replace('curl', 'curl -sS', 1)}"
            if shutil.which("curl") is None:
                continue
            done = subprocess.run(["bash", "-c", script], capture_output=True, check=True)
            assert "error" not in json.loads(done.stdout), line
