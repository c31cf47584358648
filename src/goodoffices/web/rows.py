"""The rows of a situation file with the fields that can be edited in each, and the text that an
edit makes.

A row knows where it stands in the file. ``edited``, ``taken_out`` and ``put_in`` give the new text
and write nothing; every other line of the file stays to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.errors import InputError, RequestError
from goodoffices.formats.insert import long_key
from goodoffices.formats.insert_added import added, one_line
from goodoffices.formats.insert_value import replaced_value
from goodoffices.formats.remove import removed
from goodoffices.formats.tree import Key
from goodoffices.formats.yaml_tree import read_text

Path = tuple[Key, ...]
ASSUMPTION = "assumption"
SURE = ("firm", "likely", "guess")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
TEXT, EXPRESSION, BECAUSE, CERTAINTY, NAMES, YAML, ID, PARTY = (
    *("text", "expression", "because", "sure", "names", "yaml", "id", "party"),
)
AS_WRITTEN = "as_written"
"""The reading that a party's first rival reading stands beside."""
HINTS = {
    BECAUSE: "ids of evidence, as in e04, e09; or the word assumption",
    CERTAINTY: "that it comes below the one above: firm, likely, guess, or a number",
    NAMES: "names, with commas between them",
    YAML: "as in the YAML",
    EXPRESSION: "as in: ceasefire and not hamas.cede",
    ID: "letters, digits and _, a letter first",
    PARTY: "its name in the file, as in egypt",
}


@dataclass(frozen=True)
class Field:
    """One value of a row. ``key``: of the element at ``path``, or "" for the element itself.
    ``value``: as it is shown; "" where the file does not give it. ``kind``: how it is read."""

    label: str
    path: Path
    key: str
    kind: str
    value: str = ""
    listed: bool = False

    @property
    def where(self) -> Path:
        """Where the value stands in the file."""
        return (*self.path, self.key) if self.key else self.path


@dataclass(frozen=True)
class Row:
    """A row of a table. ``name``: what it is, for the buttons. ``remove``: what is taken out with
    it; None where that is done in the YAML. ``also``: what goes with it (the words of a term)."""

    name: str
    cells: tuple[str, ...]
    fields: tuple[Field, ...]
    remove: Path | None = None
    also: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Adding:
    """A row that can be added. ``what``: ``an option``. ``section``: where it goes. ``fields``:
    those of the new row; one of the kind ``ID`` is its key in the file, one of the kind ``PARTY``
    says in whose part of the section it stands."""

    what: str
    section: Path
    fields: tuple[Field, ...]


def element(data: Any, path: Path) -> Any:
    """What stands at a path; None for nothing."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def field(data: Any, label: str, path: Path, key: str, kind: str) -> Field:
    """A field with what the file says there, in a long form or a short one."""
    one = element(data, path)
    if key and not isinstance(one, dict):
        one = one if long_key(path) == key else None
    elif key:
        one = one.get(key)
    return Field(label, path, key, kind, shown(one, kind), isinstance(one, list))


def shown(value: Any, kind: str) -> str:
    """Plain data as a field shows it."""
    if value is None:
        return ""
    if kind == CERTAINTY and isinstance(value, dict) and set(value) == {"phi"}:
        return str(value["phi"])
    plain = isinstance(value, list) and all(isinstance(one, str) for one in value)
    if kind in (BECAUSE, NAMES) and plain:
        return ", ".join(value)
    if kind != YAML and isinstance(value, str):
        return value
    return one_line(value)


def meant(value: str, one: Field) -> Any:
    """What a field says as plain data; None for nothing. Raises ``RequestError``."""
    text = value.strip()
    if not text:
        return None
    if one.kind == BECAUSE:
        ids = [part for part in re.split(r"[\s,]+", text) if part]
        return ASSUMPTION if ids == [ASSUMPTION] else ids
    if one.kind == NAMES:
        names = [part.strip() for part in text.split(",") if part.strip()]
        return names[0] if len(names) == 1 and not one.listed else names
    if one.kind == CERTAINTY and text not in SURE:
        try:
            return {"phi": float(text)}
        except ValueError:
            raise RequestError(f'"{text}" is not firm, likely, guess or a number') from None
    if one.kind == YAML:
        try:
            return read_text(text).data
        except InputError as error:
            raise RequestError(str(error.problems[0])) from None
    if one.kind in (ID, PARTY) and not NAME.match(text):
        raise RequestError("the name is letters, digits and _, a letter first")
    return text


def edited(text: str, one: Field, value: str, file: str = "") -> str:
    """The text with a field set; an empty value takes its key out."""
    new = meant(value, one)
    if new is not None:
        return replaced_value(text, one.where, new, file)
    data = read_text(text, file or None).data
    if not one.key or (element(data, one.where) is None and element(data, one.path) is not None):
        if one.value == "" or (one.key and isinstance(element(data, one.path), dict)):
            return text
        raise RequestError(f"{one.label} cannot be empty; remove the row instead")
    return removed(text, one.where, file)


def taken_out(text: str, row: Row, file: str = "") -> str:
    """The text without a row, and without what belongs to it."""
    if row.remove is None:
        raise RequestError(f"{row.name} is taken out in the YAML")
    data = read_text(text, file or None).data
    for path in (*row.also, row.remove):
        if element(data, path) is not None or path == row.remove:
            text = removed(text, path, file)
    return text


def put_in(text: str, adding: Adding, values: Mapping[str, str], file: str = "") -> str:
    """The text with a new row. ``values``: label → what the field says."""
    names = {ID: "", PARTY: ""}
    said: dict[str, Any] = {}
    for one in adding.fields:
        value = meant(values.get(one.label, ""), one)
        if one.kind in names:
            if value is None:
                raise RequestError(f"{one.label} is missing")
            names[one.kind] = str(value)
        elif value is not None and one.kind == YAML and one.key == "":
            if not isinstance(value, dict):
                raise RequestError(f"{one.label}: a verb and what it changes is expected")
            said |= value
        elif value is not None:
            said[one.key] = value
    body = one_line(said) if list(said) != ["means"] else one_line(said["means"])
    entry = f"{names[ID]}: {body}" if names[ID] else body
    return (
        _of_party(text, adding, names[PARTY], entry, file)
        if names[PARTY]
        else added(text, adding.section, entry, file)
    )


def _of_party(text: str, adding: Adding, party: str, entry: str, file: str) -> str:
    """A party's first entry stands beside what is as written; each further one below the others."""
    path: Path = (*adding.section, party)
    data = read_text(text, file or None).data
    if element(data, path):
        return added(text, path, entry, file)
    beside = "" if entry.startswith(f"{AS_WRITTEN}:") else f"\n  {AS_WRITTEN}: {{}}"
    (said,) = read_text(entry).data.values()
    known = isinstance(element(data, ("parties", party)), dict)
    if beside and known and "probability" not in (said or {}):
        raise RequestError(
            f"the probability is missing: the first reading of {party} stands beside {AS_WRITTEN}, "
            "what it wants as the file has it, which has the rest"
        )
    return added(text, adding.section, f"{party}:{beside}\n  {entry}", file)


def statement_paths(data: Any, party: str) -> list[list[Path]]:
    """For each entry of a party's ``prefers`` the statements in it, by their paths."""
    found: list[list[Path]] = []
    base: Path = ("parties", party, "prefers")
    for at, level in enumerate(element(data, base) or ()):
        if isinstance(level, dict) and "tie" in level:
            found.append([(*base, at, "tie", n) for n in range(len(level["tie"]))])
        elif isinstance(level, list):
            found.append([(*base, at, n) for n in range(len(level))])
        else:
            found.append([(*base, at)])
    return found


def first_wrong(
    text: str, changed: Sequence[tuple[Field, str]], file: str = ""
) -> tuple[str, Field | None, str]:
    """All changes made; or the text so far, the field that could not be set, and why."""
    for one, value in changed:
        try:
            text = edited(text, one, value, file)
        except RequestError as error:
            return text, one, str(error)
        except InputError as error:
            return text, one, str(error.problems[0])
    return text, None, ""
