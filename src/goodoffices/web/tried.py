"""What a case would read as if one of its files held another text; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.case import EVIDENCE, OUTLOOK, SITUATION, SOURCES, Case, load_case
from goodoffices.errors import GoodOfficesError, InputError, Place, Problem
from goodoffices.formats.yaml_tree import read_text
from goodoffices.web.desk import Desk

READ = (SITUATION, OUTLOOK, EVIDENCE, SOURCES)
"""Files that the case is made of; of others only the YAML is checked."""


@dataclass(frozen=True)
class Tried:
    """The case, or None with what is wrong; what is odd but legal."""

    case: Case | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def tried(desk: Desk, name: str, text: str) -> Tried:
    """Reads the case with this text as the file ``name``, without a byte order mark."""
    try:
        if name not in READ:
            read_text(text, str(desk.file(name)))
        case = load_case(desk.path, {name: text} if name in READ else {})
    except InputError as error:
        return Tried(None, error.problems)
    except GoodOfficesError as error:
        return Tried(None, (Problem(Place(str(desk.path)), str(error)),))
    return Tried(case, (), case.warnings)


def of_file(problems: Sequence[Problem], file: str) -> dict[int, str]:
    """Line → what is wrong there, in words, of one file."""
    found: dict[int, list[str]] = {}
    for one in problems:
        if one.place.file == file and one.place.line:
            parts = (one.found, one.expected and f"Expected: {one.expected}",
                     one.remedy and f"Remedy: {one.remedy}")  # fmt: skip
            found.setdefault(one.place.line, []).append(". ".join(p for p in parts if p))
    return {line: "\n".join(said) for line, said in found.items()}
