"""``goodoffices serve`` itself: it says once where it is, and ends quietly however it is ended."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import traceback
from pathlib import Path

import httpx
import pytest
from workbench import ROOT

from goodoffices.cli.main import run
from goodoffices.web.serve import _is_fault

CAIRO = ROOT / "examples" / "cairo-talks"
BENCH = ROOT / "benchmarks" / "cases" / "bench264.yaml"


def begun(*arguments: str, **environment: str) -> tuple[subprocess.Popen[str], str]:
    """A workbench whose output goes into pipes, and the line with its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "goodoffices", "serve", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )
    assert process.stdout is not None
    return process, process.stdout.readline()


def asked(line: str, path: str = "") -> httpx.Response:
    base, _, secret = line.split()[-1].partition("?key=")
    headers = {"authorization": f"Bearer {secret}"}
    return httpx.get(base + path, headers=headers, timeout=60)


@pytest.mark.parametrize("path", [CAIRO, BENCH], ids=["folder", "file"])
@pytest.mark.parametrize(
    ("sent", "status", "says"),
    [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, -signal.SIGTERM, "")],
    ids=["interrupted", "terminated"],
)
def test_it_says_once_where_it_is_and_ends_quietly(
    path: Path, sent: signal.Signals, status: int, says: str
) -> None:
    process, line = begun(str(path), "--port", "0")
    assert line.startswith("The workbench is open at http://127.0.0.1:")
    assert asked(line).status_code == 200
    assert asked(line, "nothing").status_code == 404
    process.send_signal(sent)
    assert process.stdout is not None and process.stderr is not None
    out, err = process.stdout.read(), process.stderr.read()
    assert process.wait(60) == status
    assert "http" not in out and len(out.splitlines()) == 1
    assert err.split() == says.split()


def test_an_interruption_does_not_wait_for_work(tmp_path: Path) -> None:
    process, line = begun(str(CAIRO), "--port", "0")

    ended = []

    def ask() -> None:
        try:
            ended.append(asked(line, "api/outlook?draws=1000&runs=200&scenarios=true").status_code)
        except httpx.HTTPError:  # as a rule; else the server still had the time to say 500
            ended.append(500)

    slow = threading.Thread(target=ask)
    slow.start()
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(2)
    process.send_signal(signal.SIGINT)
    try:
        _, err = process.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    slow.join(60)
    assert ended == [500]
    assert process.returncode == 130
    assert "Traceback" not in err


def test_a_second_interruption_ends_it_too() -> None:
    process, _ = begun(str(BENCH), "--port", "0")
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode in (130, -signal.SIGINT)
    assert "Traceback" not in err


@pytest.mark.parametrize("error", [KeyboardInterrupt, asyncio.CancelledError])
def test_how_the_ending_goes_is_no_fault(error: type[BaseException]) -> None:
    """A second Ctrl-C cuts off the first; the server tells that trace as text."""
    try:
        raise error
    except error:
        trace = traceback.format_exc()
    ending = logging.makeLogRecord({"levelno": logging.ERROR, "msg": trace})
    assert not _is_fault(ending)
    try:
        raise ValueError("KeyboardInterrupt")
    except ValueError:
        trace = traceback.format_exc()
    assert _is_fault(logging.makeLogRecord({"levelno": logging.ERROR, "msg": trace}))


def test_what_keeps_it_from_opening_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(*arguments: str) -> str:
        assert run(["serve", *arguments]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert len(told.err.splitlines()) <= 3
        return " ".join(told.err.split())

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert "--port" in said(str(BENCH), "--port", port)
    assert "goodoffices new" in said(str(tmp_path / "nothing"))
    monkeypatch.setenv("GO_LONG", "long enough")
    other = ("--host", "192.0.2.1", "--port", "0", "--password-env", "GO_LONG")
    assert "nothing can listen" in said(str(BENCH), *other)
    monkeypatch.setenv("GO_SHORT", "short")
    assert "longer" in said(str(BENCH), "--port", "0", "--password-env", "GO_SHORT")
    assert "GO_NONE" in said(str(BENCH), "--password-env", "GO_NONE")
    assert "--name" in said(str(BENCH), "--port", "0", "--name", "http://x")


def test_without_the_extra_it_says_how_to_install_it(tmp_path: Path) -> None:
    (tmp_path / "nicegui.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'nicegui'\", name='nicegui')\n"
    )
    path = f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    process, line = begun(str(BENCH), "--port", "0", PYTHONPATH=path)
    _, err = process.communicate(timeout=60)
    assert (line, process.returncode) == ("", 2)
    assert "pip install 'goodoffices[web]'" in err and "Traceback" not in err


def test_a_case_with_mistakes_is_opened_and_nothing_is_left_behind(tmp_path: Path) -> None:
    case = Path(shutil.copytree(CAIRO, tmp_path / "case with spaces é"))
    (case / "situation.yaml").write_text("goodoffices: 1\n", encoding="utf-8")
    before = sorted(case.rglob("*"))
    process, line = begun(str(case), "--port", "0")
    for path in ("", "outcomes", "map", "what-if", "settlement", "outlook", "brief"):
        assert asked(line, path).status_code == 200
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert err.split() == ["interrupted"]
    assert sorted(case.rglob("*")) == before
