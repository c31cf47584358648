"""Entries: a model and, beside it, what was published about it.

``cases/CITATION/NAME.yaml`` is a model like any other (or ``.games``: a generated family), and
``cases/CITATION/NAME.answers.yaml`` its published answers: the question, the answer, where it
stands, and how sure that is. An answer that nobody can point to says ``from: memory``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from goodoffices.catalog.shape import AnswersShape
from goodoffices.errors import RequestError, nearest
from goodoffices.formats.shapes import shaped
from goodoffices.formats.yaml_tree import read_file

CASES = Path(__file__).parent / "cases"
ANSWERS = ".answers.yaml"
MEMORY = "memory"
COMPUTED = "computed"

Value = int | tuple[int, ...] | tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Answer:
    """One published answer. States are numbered as in the source.

    ``ours`` is what the definitions give where the published answer differs; ``because`` says
    whether another convention or a slip is the reason, ``why`` in words.
    """

    question: str
    answer: Value
    source: str
    sure: str
    concept: str = ""
    party: str = ""
    coalition: tuple[str, ...] = ()
    state: int | None = None
    extension: str = ""
    ours: Value | None = None
    because: Literal["", "convention", "slip"] = ""
    why: str = ""
    note: str = ""

    @property
    def published(self) -> bool:
        """Whether somebody else can look it up."""
        return self.source != MEMORY and not self.source.startswith(COMPUTED)


@dataclass(frozen=True)
class Entry:
    """One conflict of the catalogue. ``key`` is citation/name; ``numbers`` maps the source's state
    numbers to ids or expressions, {} where they run like ours."""

    key: str
    model: Path
    cites: tuple[str, ...]
    model_from: str
    model_sure: str
    model_note: str
    numbers: Mapping[int, int | str]
    answers: tuple[Answer, ...]

    @property
    def name(self) -> str:
        """The last part of the key, unique in the catalogue."""
        return self.key.rpartition("/")[2]


def entries(folder: Path = CASES) -> tuple[Entry, ...]:
    """Every entry, by key. Raises ``InputError`` for a file that is not as it should be."""
    found = sorted(folder.rglob(f"*{ANSWERS}"), key=lambda path: path.name)
    return tuple(_read(path, folder) for path in found)


def entry(name: str, among: tuple[Entry, ...]) -> Entry:
    """The entry with this name or key. Raises ``RequestError`` with the nearest."""
    for one in among:
        if name in (one.key, one.name):
            return one
    hint = nearest(name, [one.name for one in among])
    listed = "goodoffices catalog lists them"
    raise RequestError(f'there is no entry "{name}" in the catalogue; {hint or listed}')


def _read(path: Path, folder: Path) -> Entry:
    shape = shaped(read_file(path), AnswersShape, "published answers")
    base = path.name.removesuffix(ANSWERS)
    models = [one for one in path.parent.glob(f"{base}.*") if not one.name.endswith(ANSWERS)]
    if len(models) != 1:
        raise RequestError(f"{path}: {len(models)} models stand beside it; expected one")
    answers = tuple(
        Answer(
            question=one.question,
            answer=_value(one.answer),
            source=one.from_,
            sure=one.sure,
            concept=one.concept or "",
            party=one.party or "",
            coalition=tuple(one.coalition),
            state=one.state,
            extension=one.extension or "",
            ours=None if one.ours is None else _value(one.ours),
            because=one.because or "",
            why=one.why or "",
            note=one.note or "",
        )
        for one in shape.answers
    )
    return Entry(
        key=f"{path.parent.relative_to(folder)}/{base}",
        model=models[0],
        cites=tuple(shape.cites),
        model_from=shape.model.from_,
        model_sure=shape.model.sure,
        model_note=shape.model.note or "",
        numbers={int(number): state for number, state in shape.numbers.items()},
        answers=answers,
    )


def _value(value: Any) -> Value:
    """Lists of states are sets: they are compared in order of number."""
    if isinstance(value, int):
        return value
    if value and isinstance(value[0], list):
        return tuple(sorted((int(a), int(b)) for a, b in value))
    return tuple(sorted(int(one) for one in value))
