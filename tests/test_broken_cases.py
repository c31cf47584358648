"""Files with mistakes, one or a few each: the message names the place, the mistake, the remedy.

``broken/NAME.yaml`` begins with its expectations, one line for each mistake in reading order:
``# expect LINE:COLUMN: fragment | fragment``. ``broken/NAME/expected.yaml`` holds them where the
mistake lies in a folder, or where a comment cannot stand first. ``odd/`` has what is legal but
worth a warning, in the same form; nothing stands after ``expect`` where a warning has no line.
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from goodoffices.cli.main import run
from goodoffices.errors import InputError
from goodoffices.formats import native

HERE = Path(__file__).parent
EXPECT = re.compile(r"# expect(?: (?P<place>\d+:\d+))?: (?P<says>.+)")
COMMAND = [sys.executable, "-c", "from goodoffices.cli.main import main; main()"]


@dataclass(frozen=True)
class Expected:
    """What is given to the command, and of each message its beginning and what it contains."""

    given: Path
    messages: tuple[tuple[str, tuple[str, ...]], ...]


def expected_of_file(path: Path) -> Expected:
    messages = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        match = EXPECT.fullmatch(line)
        if match is None:
            break
        place = f"{path}:{match['place']}: " if match["place"] else f"{path}: "
        messages.append((place, tuple(match["says"].split(" | "))))
    return Expected(path, tuple(messages))


def expected_of_folder(folder: Path) -> Expected:
    data = YAML(typ="safe").load((folder / "expected.yaml").read_text(encoding="utf-8"))
    given = folder / data["check"] if "check" in data else folder
    return Expected(
        given, tuple((f"{folder / one['at']}: ", tuple(one["says"])) for one in data["mistakes"])
    )


def expected(path: Path) -> Expected:
    return expected_of_folder(path) if path.is_dir() else expected_of_file(path)


BROKEN_FILES = sorted((HERE / "broken").glob("*.yaml"))
BROKEN_FOLDERS = sorted(path.parent for path in (HERE / "broken").glob("*/expected.yaml"))
ODD_FILES = sorted((HERE / "odd").glob("*.yaml"))


def compare(word: str, stderr: str, wanted: Expected) -> None:
    """Every message of this kind, in this order, and no other."""
    assert "Traceback" not in stderr
    assert "fault of the program" not in stderr
    found = [line for line in stderr.splitlines() if line.startswith(f"{word}: ")]
    assert len(found) == len(wanted.messages), stderr
    for line, (place, fragments) in zip(found, wanted.messages, strict=True):
        assert line.startswith(f"{word}: {place}"), stderr
        message = line.removeprefix(f"{word}: {place}")
        for fragment in fragments:
            assert fragment in message, stderr


def test_there_are_files_and_each_says_what_it_expects() -> None:
    assert len(BROKEN_FILES) + len(BROKEN_FOLDERS) >= 40
    assert len(ODD_FILES) >= 8
    assert {path for path in (HERE / "broken").iterdir() if path.is_dir()} == set(BROKEN_FOLDERS)
    for path in (*BROKEN_FILES, *BROKEN_FOLDERS, *ODD_FILES):
        assert expected(path).messages, path


@pytest.mark.parametrize("path", [*BROKEN_FILES, *BROKEN_FOLDERS], ids=lambda path: path.stem)
def test_mistake(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = expected(path)
    status = run(["check", str(wanted.given)])
    out, err = capsys.readouterr()
    assert status == 2
    assert out == ""
    compare("error", err, wanted)
    count = len(wanted.messages)
    assert (f"\n{count} mistakes\n" in err) == (count > 1)


@pytest.mark.parametrize("path", BROKEN_FILES, ids=lambda path: path.stem)
def test_mistake_in_a_file_from_another_system(path: Path) -> None:
    """A byte order mark and CR LF line ends move no message."""
    text = "\ufeff" + path.read_text(encoding="utf-8").replace("\n", "\r\n")
    wanted = expected(path)
    with pytest.raises(InputError) as caught:
        native.loads(text.encode().decode("utf-8-sig"), str(path))
    compare("error", "".join(f"error: {one}\n" for one in caught.value.problems), wanted)


@pytest.mark.parametrize(
    "name", ["unknown-name-rule.yaml", "yaml-unclosed-bracket.yaml", "several-files"]
)
def test_mistake_in_a_process_of_its_own(name: str) -> None:
    wanted = expected(HERE / "broken" / name)
    done = subprocess.run(
        [*COMMAND, "check", str(wanted.given)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    compare("error", done.stderr, wanted)


@pytest.mark.parametrize("path", ODD_FILES, ids=lambda path: path.stem)
def test_odd_but_legal(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["check", str(path)])
    out, err = capsys.readouterr()
    assert status == 0, err
    assert "In order" in out
    compare("warning", err, expected(path))


VALID = """\
goodoffices: 1
title: Harbour dues
as_of: 2021-03-04
parties:
  north:
    name: Northern port
    aliases: [the North]
    options: {open: open the harbour, pay: {does: pay the dues, because: [e01]}}
    prefers:
      - {want: calm, because: assumption}
      - [south.lift, {want: not north.pay, sure: {phi: 0.4}}]
    behaviour: [seq, nash]
  south:
    options:
      lift: "lift the boycott"
      wait: >-
        wait for
        the spring
    ranking: [13, [12, 5], "exactly 2 of (north.open, north.pay, south.lift)", true]
  bank: {}
terms: &terms
  calm: north.open and south.lift
words: {calm: a calm harbour}
states: {deadlock: not (north.open or south.lift)}
rules:
  - {name: dues, rule: north.open if north.pay, probability: [0.5, 1]}
  - at most 3 of (north.open, north.pay, south.lift, south.wait)
one_way: [not south.wait]
closed: [north.pay]
now: []
levers:
  loan: {by: bank, raise: {north: [calm]}, allow: north.pay, relax: [dues], cost: 2}
types:
  north: {eager: {probability: 0.3, raise: north.open}, wary: {}}
precedents:
  pilots: {after: calm, drop: {north: not north.pay}}
"""
PIECES = (
    "[",
    "]",
    "{",
    "}",
    ":",
    ": ",
    "- ",
    "#",
    "&a ",
    "*a",
    "!",
    "|",
    "'",
    '"',
    "\t",
    "\n",
    "?",
)
PIECES += (
    "%",
    "@",
    "<<: ",
    "not ",
    " and ",
    "(",
    ")",
    "null",
    "1e400",
    "!!int ",
    "\\",
    "\x85",
    "\r",
)


@st.composite
def mutated(draw: st.DrawFn, text: str = VALID) -> str:
    """A valid file after one to four mishaps."""
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        at = draw(st.integers(0, len(text)))
        line = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["delete", "repeat", "swap", "insert", "cut", "move"]))
        if kind == "delete":
            text = text[:at] + text[at + 1 :]
        elif kind == "insert":
            piece = draw(st.sampled_from(PIECES) | st.text(max_size=4))
            text = text[:at] + piece + text[at:]
        elif kind == "cut":
            text = text[:at]
        elif kind == "repeat":
            text = "\n".join([*lines[: line + 1], *lines[line:]])
        elif kind == "move":
            lines[line] = " " * draw(st.integers(0, 8)) + lines[line].lstrip()
            text = "\n".join(lines)
        else:
            other = draw(st.integers(0, len(lines) - 1))
            lines[line], lines[other] = lines[other], lines[line]
            text = "\n".join(lines)
    return text


def test_the_file_to_be_mutated_is_in_order() -> None:
    assert native.loads(VALID).situation.title == "Harbour dues"


@settings(
    max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
@given(mutated())
def test_any_mishap_is_read_or_reported(text: str) -> None:
    try:
        native.loads(text, "situation.yaml")
    except InputError as error:
        lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", text)
        for problem in error.problems:
            assert problem.found
            assert problem.place.line is not None, problem
            assert 1 <= problem.place.line <= len(lines) + 1, problem
