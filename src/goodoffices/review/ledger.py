"""The ledger of decisions, ``reviews.jsonl``: a line each, added at the end, never changed.

``{"id": ITEM or "source": KEY, "decision": WORD, "by": NAME, "at": UTC, "changed": {FIELD: [BEFORE,
AFTER]}, "note": TEXT}``. For one id the last line counts. A line that is broken off, because
writing it was cut short, is told and left out.

==========  =====================================================================
accepted    it stands in ``evidence.yaml``; ``changed`` is all that was changed
rejected    it does not; ``note`` is the reason
reopened    an earlier decision was taken back
skipped     left for later: it comes at the end of the queue
edited      ``changed`` before a decision: it is kept for it
graded      of a source: its reliability
==========  =====================================================================
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from goodoffices.errors import InputError, Place, Problem, RequestError, nearest, one_of
from goodoffices.formats.yaml_tree import text_of

LEDGER = "reviews.jsonl"
DECISIONS = ("accepted", "rejected", "reopened", "skipped", "edited", "graded")
Changed = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Decision:
    """One line. ``changed``: field → [before, after], plain data. ``source``: where it is about a
    source and not about an item."""

    id: str
    decision: str
    by: str
    at: str
    changed: Changed = field(default_factory=dict)
    note: str = ""
    source: str = ""

    def line(self) -> str:
        """As it stands in the ledger, without its line end."""
        about = {"source": self.source} if self.source else {"id": self.id}
        told: dict[str, Any] = {**about, "decision": self.decision, "by": self.by, "at": self.at}
        if self.changed:
            told["changed"] = dict(self.changed)
        if self.note:
            told["note"] = self.note
        return json.dumps(told, ensure_ascii=False)


def moment() -> str:
    """Now, in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


MAX_LEDGER = 200_000_000
"""Bytes of the decisions of one case."""


def read_ledger(path: Path) -> tuple[list[Decision], list[Problem]]:
    """The decisions in order, and the lines that were left out because they are broken off.

    Raises ``InputError`` for whole lines that are no decisions.
    """
    decisions: list[Decision] = []
    broken: list[Problem] = []
    wrong: list[Problem] = []
    text = text_of(path, most=MAX_LEDGER) if path.is_file() else ""
    for at, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = Place(str(path), at, 1)
        try:
            data = json.loads(line)
        except (ValueError, RecursionError):
            found = "this line is broken off; it is left out"
            broken.append(Problem(place, found, "", "what it decided is asked again"))
            continue
        found = _mistake(data)
        if found:
            wrong.append(Problem(place, found, "a decision", "delete or mend the line"))
            continue
        decisions.append(
            Decision(
                data.get("id", ""),
                data["decision"],
                data.get("by", ""),
                data.get("at", ""),
                data.get("changed", {}),
                data.get("note", ""),
                data.get("source", ""),
            )
        )
    if wrong:
        raise InputError(wrong)
    return decisions, broken


def _mistake(data: Any) -> str:
    """What is wrong with a line, "" where nothing is."""
    if not isinstance(data, dict):
        return "this line is no mapping"
    texts = ("id", "source", "decision", "by", "at", "note")
    odd = [key for key in texts if not isinstance(data.get(key, ""), str)]
    if odd:
        return f'"{odd[0]}" is no text'
    if data.get("decision") not in DECISIONS:
        word = str(data.get("decision", ""))
        return f'"{word}" is none of {one_of(DECISIONS)}; {nearest(word, DECISIONS)}'.rstrip("; ")
    if bool(data.get("id")) == bool(data.get("source")):
        return 'neither "id" nor "source", or both'
    changed = data.get("changed", {})
    pairs = changed.values() if isinstance(changed, dict) else [None]
    if not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        return '"changed" is not {FIELD: [BEFORE, AFTER]}'
    return ""


def add(out: BinaryIO, path: Path, decisions: Sequence[Decision]) -> None:
    """Lines at the end of the ledger that is held, on the disk when this returns.

    Where not all can be written, none is. Raises ``RequestError``.
    """
    size = out.seek(0, os.SEEK_END)
    text = "".join(f"{one.line()}\n" for one in decisions)
    if size:
        with path.open("rb") as there:
            there.seek(-1, os.SEEK_END)
            if there.read() != b"\n":
                text = "\n" + text
    try:
        out.write(text.encode("utf-8", "surrogatepass"))
        out.flush()
        os.fsync(out.fileno())
    except BaseException as error:
        os.truncate(path, size)
        if isinstance(error, OSError):
            reason = error.strerror or error
            raise RequestError(f"{path} cannot be written: {reason}") from None
        raise
