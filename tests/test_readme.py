"""The README's commands do what it says, in the order in which it says them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from goodoffices.cli.main import run

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_commands_of_the_first_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^goodoffices (.*?)\s*(?:#.*)?$", README, re.MULTILINE)
    assert len(commands) >= 8
    for command in commands:
        if command.startswith("serve "):  # it goes on until it is ended; see test_serve_command
            continue
        assert run(shlex.split(command)) == 0, command
        assert capsys.readouterr().out
    assert (tmp_path / "river-talks-brief.html").is_file()


def test_links_and_pictures_are_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_example_preferences_are_those_of_the_template(tmp_path: Path) -> None:
    from goodoffices.template import SITUATION

    text = SITUATION.format(title='"T"')
    for line in ("{want: south.truce, because: [e02]}", "release: release its prisoners"):
        assert line in README and line in text
