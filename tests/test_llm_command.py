"""``goodoffices read --llm``: what is said before anything is sent, what is kept, and that
without it nothing is sent at all."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from llm_stub import Answer, Request, entry, said, serving, well, words

from goodoffices.case import load_case
from goodoffices.cli.main import run
from goodoffices.evidence.read import read_items
from goodoffices.reading.llm_prompt import reader_of
from goodoffices.reading.llm_settings import Settings

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"
TEXT = "Hamas said it would meet Fatah.\r\nTalks may resume on 5 May.\r\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CAIRO, tmp_path / "case"))


@pytest.fixture
def note(tmp_path: Path) -> str:
    path = tmp_path / "note.txt"
    path.write_bytes(TEXT.encode())
    return str(path)


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def flat(text: str) -> str:
    return " ".join(text.split())


def test_both_readers_stand_in_the_case(
    note: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    speaker = words("Hamas", party="hamas")
    answers = Answer(said(entry(1, kind="statement", speaker=speaker), entry(2, kind="outlook")))
    with serving(answers) as stub:
        command = ["read", note, "--case", str(folder), "--llm", stub.url, "--model", "Toy: 1 #x"]
        assert run(command) == 0
        first = capsys.readouterr()
        before = files(folder)
        assert run(command) == 0
        assert "two sentences, four proposals, 0 of them new" in flat(capsys.readouterr().out)
        assert files(folder) == before
        other = [*command[:-1], "other"]
        assert run(other) == 0
        assert "2 of them new" in flat(capsys.readouterr().out)
    assert "two sentences, four proposals, 4 of them new" in flat(first.out)
    assert "by Hamas [hamas] (llm)" in first.out and first.out.count("Hamas said it") == 1
    assert flat(first.err).startswith(f"To be sent to {stub.url} (model Toy: 1 #x), this machine:")
    assert "2 sentences with the names of parties, options and terms" in flat(first.err)
    assert "2 proposals for 2 sentences" in flat(first.err)
    assert {one["id"] for one in stub.requests[0].material["parties"]} >= {"hamas", "fatah"}
    case = load_case(folder)
    items = read_items(folder / "proposed.yaml", case.sources, case.situation)
    assert len(case.items) == 16 and len(items) == 6
    rules, model = items[0], items[1]
    assert (rules.id, rules.sentence, rules.span) == ("note_001", 1, model.span)
    assert model.id.startswith("note_001_m") and len({one.id for one in items}) == 6
    assert (model.reader, model.why, model.status) == (
        reader_of("Toy: 1 #x"), ("llm",), "proposed",
    )  # fmt: skip
    assert model.reader.startswith("Toy: 1 #x prompt:") and model.speaker == rules.speaker
    assert [one.reader for one in items[4:]] == [reader_of("other")] * 2
    assert (folder / "evidence.yaml").read_bytes() == (CAIRO / "evidence.yaml").read_bytes()


def test_json(note: str, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(Answer(said(entry(1, speaker=words("Nobody"))))) as stub:
        command = ["read", note, "--llm", stub.url, "--model", "toy", "--format"]
        assert run([*command, "json"]) == 1
        whole = json.loads(capsys.readouterr().out)
        assert run([*command, "jsonl"]) == 1
        lines = capsys.readouterr().out.splitlines()
    told = whole["language_model"]
    assert told["refused"] == [{"source": "note", "sentence": 1}]
    assert told["unread"] == [{"source": "note", "sentence": 2}]
    assert told["proposals"] == 0 and told["sentences"] == 2 and len(told["notes"]) == 2
    assert [json.loads(line) for line in lines] == whole["proposals"]


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        (
            Answer(b"<html>", kind="text/html"),
            1,
            "2 not read by it. Not read: note, sentences 1–2.",
        ),
        (Answer(status=401), 1, "check the key"),
        (Answer(said(entry(1), entry(2, speaker=words("Hamas")))), 0, "1 answer refused"),
    ],
)
def test_what_the_rules_say_stays(
    note: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    answer: Answer,
    status: int,
    says: str,
) -> None:
    with serving(answer) as stub:
        command = ["read", note, "--case", str(folder), "--llm", stub.url, "--model", "toy"]
        assert run(command) == status
    assert says in flat(capsys.readouterr().err)
    case = load_case(folder)
    items = read_items(folder / "proposed.yaml", case.sources, case.situation)
    assert [one.id for one in items if "_m" not in one.id] == ["note_001", "note_002"]


def test_nobody_is_there_and_the_rules_stay(
    note: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(well()) as stub:
        url = stub.url
    assert run(["read", note, "--case", str(folder), "--llm", url, "--model", "toy"]) == 1
    assert "nothing listens there" in capsys.readouterr().err
    assert (folder / "proposed.yaml").is_file()


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the address were not this machine."""
    monkeypatch.setattr(Settings, "loopback", False)


@pytest.mark.usefixtures("far")
def test_another_machine_is_sent_to_only_when_the_user_says_so(
    note: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = files(folder)
    with serving(well()) as stub:
        command = ["read", note, "--case", str(folder), "--llm", stub.url, "--model", "toy"]
        monkeypatch.setattr(sys, "stdin", open(os.devnull))  # noqa: SIM115, PTH123
        assert run(command) == 2
        error = flat(capsys.readouterr().err)
        assert "nothing was sent: 127.0.0.1 is not this machine; give --send" in error
        assert "which anybody on the way can read" in error
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        asked = []
        for answer in (False, True):

            def confirm(text: str, answer: bool = answer, **_: object) -> bool:
                asked.append(text)
                assert stub.requests == []
                return answer

            monkeypatch.setattr(click, "confirm", confirm)
            if not answer:
                assert run(command) == 2 and files(folder) == before
                assert "nothing was sent" in capsys.readouterr().err
        assert run(command) == 0 and asked == ["Send it?"] * 2 and len(stub.requests) == 1
        assert run([*command, "--send"]) == 0 and len(asked) == 2 and len(stub.requests) == 2


def test_an_address_on_another_machine_is_told_whole(
    note: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", open(os.devnull))  # noqa: SIM115, PTH123
    url = "https://llm.example.org:8443/v1"
    assert run(["read", note, "--llm", url, "--model", "toy"]) == 2
    error = flat(capsys.readouterr().err)
    assert "To be sent to https://llm.example.org:8443 (model toy): 2 sentences" in error
    assert "characters in 1 request." in error and "http," not in error


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--model", "toy"], "--model is for a model; give --llm URL too"),
        (["--send"], "--send is for a model"),
        (["--llm-key-env", "KEY"], "--llm-key-env is for a model"),
        (["--timeout", "3"], "--timeout is for a model"),
        (["--llm", "http://localhost"], "--llm needs --model NAME"),
        (["--llm", "nonsense", "--model", "toy"], "is no address"),
        (["--llm", "http://localhost", "--model", "toy", "--timeout", "0"], "--timeout 0"),
        (["--llm", "http://localhost", "--model", "toy", "--llm-key-env", "NOT_SET_X"], "not set"),
    ],
)
def test_wrong_options_write_nothing(
    note: str, folder: Path, capsys: pytest.CaptureFixture[str], options: list[str], says: str
) -> None:
    before = files(folder)
    assert run(["read", note, "--case", str(folder), *options]) == 2
    assert says in capsys.readouterr().err and files(folder) == before


def test_without_httpx_nothing_is_sent_or_written(
    note: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = files(folder)
    monkeypatch.setitem(sys.modules, "httpx", None)
    command = ["read", note, "--case", str(folder), "--llm", "http://localhost:9", "--model", "t"]
    assert run(command) == 2
    assert "pip install 'goodoffices[llm]'" in capsys.readouterr().err
    assert files(folder) == before


def test_ctrl_c_leaves_the_case_as_it_was(
    note: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupts(_: Request) -> Answer:
        os.kill(os.getpid(), signal.SIGINT)
        return Answer(said(), wait=5.0)

    before = files(folder)
    with serving(interrupts) as stub:
        command = ["read", note, "--case", str(folder), "--llm", stub.url, "--model", "toy"]
        assert run(command) == 130
    assert "interrupted" in capsys.readouterr().err and files(folder) == before


SILENT = """
import sys
opened = []
def hook(event, arguments):
    if event.startswith("socket."):
        opened.append(event)
sys.addaudithook(hook)
from goodoffices.cli.main import run
assert run(["read", *sys.argv[1:]]) == 0
assert opened == [], opened
assert "httpx" not in sys.modules
"""


def test_without_llm_no_socket_is_opened(note: str, folder: Path) -> None:
    source = str(Path(__file__).parents[1] / "src")
    for more in ([], ["--case", str(folder)], ["--format", "json"]):
        done = subprocess.run(
            [sys.executable, "-c", SILENT, note, *more],
            env=os.environ | {"PYTHONPATH": source},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_that_test_would_notice_a_socket(note: str) -> None:
    source = str(Path(__file__).parents[1] / "src")
    with serving(well()) as stub:
        done = subprocess.run(
            [sys.executable, "-c", SILENT, note, "--llm", stub.url, "--model", "toy"],
            env=os.environ | {"PYTHONPATH": source},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode != 0 and "socket.connect" in done.stderr
