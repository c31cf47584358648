"""The record of an elicitation: who was asked about what, and what was answered when.

A YAML file of its own, written whole after every answer, so that nothing is lost by stopping.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from goodoffices.files import write_whole
from goodoffices.formats.native_write import dumps
from goodoffices.formats.shapes import shaped
from goodoffices.formats.values import Shape
from goodoffices.formats.yaml_tree import read_file


class AnswerShape(Shape):
    """One answer: two states by their ids, and which of them the party would rather have."""

    first: int
    second: int
    answer: Literal["first", "second", "same"]
    on: str = ""
    by: str | None = None


class RecordShape(Shape):
    """The whole file."""

    elicitation: Literal[1]
    party: str
    statements: list[str]
    taken_from: Literal["file", "command line"]
    by: str | None = None
    started: str
    last: str | None = None
    model: str
    answers: list[AnswerShape]


@dataclass(frozen=True)
class Recorded:
    """One answer. ``by``: who gave it, where it is not who gave the others."""

    first: int
    second: int
    answer: str
    on: str
    by: str = ""


@dataclass(frozen=True)
class Record:
    """``given``: whether the statements came from the command line. ``model``: a fingerprint of
    the states and of where the statements are true, to find out when the model has changed."""

    party: str
    statements: tuple[str, ...]
    given: bool
    by: str
    started: str
    model: str
    answers: tuple[Recorded, ...] = ()

    def with_answers(self, answers: tuple[Recorded, ...]) -> Record:
        """The same with these answers."""
        return replace(self, answers=answers)


def read_record(path: Path) -> Record:
    """The record in a file. Raises ``InputError`` with every mistake of form."""
    shape = shaped(read_file(path), RecordShape, "a record of goodoffices elicit")
    answers = tuple(
        Recorded(one.first, one.second, one.answer, one.on, one.by or "") for one in shape.answers
    )
    given = shape.taken_from == "command line"
    return Record(
        shape.party,
        tuple(shape.statements),
        given,
        shape.by or "",
        shape.started,
        shape.model,
        answers,
    )


def write_record(path: Path, record: Record) -> None:
    """Write a record, whole or not at all. Raises ``RequestError``."""
    head: dict[str, object] = {
        "elicitation": 1,
        "party": record.party,
        "statements": list(record.statements),
        "taken_from": "command line" if record.given else "file",
        "by": record.by,
        "started": record.started,
        "last": record.answers[-1].on if record.answers else record.started,
        "model": record.model,
    }
    lines = [
        f"  - {{first: {one.first}, second: {one.second}, answer: {one.answer}, "
        f"on: {_quoted(one.on)}{f', by: {_quoted(one.by)}' if one.by else ''}}}\n"
        for one in record.answers
    ]
    answers = f"answers:\n{''.join(lines)}" if lines else "answers: []\n"
    write_whole(path, dumps(head) + answers)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
