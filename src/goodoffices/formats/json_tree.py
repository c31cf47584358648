"""JSON text as plain data that still knows where everything stands.

Reading is the standard library's; only when something is wrong the text is walked once more to
the place that is asked for. Duplicate keys and numbers that JSON does not have are refused.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from goodoffices.errors import InputError, Place, Problem
from goodoffices.formats.tree import Path_, Tree, line_column, path_text

MAX_BYTES = 16_000_000
"""More is refused before it is read: what is longer takes seconds to find wrong."""
MOST_WALKED = 20_000_000
_SPACE = " \t\r\n"


@dataclass
class JsonTree(Tree):
    """Plain data from a JSON text."""

    text: str = ""
    walked: int = 0

    def locate(self, path: Path_, offset: int | None = None, key: bool = False) -> Place:
        """The place of ``path``, as far as it exists; ``key`` asks for the key itself.

        Where walking the text would take too long, the path itself is the place.
        """
        if self.walked > MOST_WALKED:
            return Place(self.file, path=path_text(path))
        at = _start(self.text, 0)
        for step in path:
            found = _child(self.text, at, step)
            if found is None:
                continue
            at = found[0] if key and isinstance(step, str) and step == path[-1] else found[1]
        self.walked += at
        line, column = line_column(self.text, at)
        return Place(self.file, line, column)


def read_json(path: Path, shown: str | None = None) -> JsonTree:
    """The data of a JSON file. Raises ``InputError`` with the place of what is no JSON."""
    file = shown or str(path)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            found = f"the file has {size:,} bytes"
            raise InputError([Problem(Place(file), found, f"at most {MAX_BYTES:,}")])
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError([Problem(Place(file), f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError as error:
        found = f"byte {error.start + 1} is not UTF-8"
        raise InputError([Problem(Place(file), found, "text in UTF-8")]) from None
    return parse_json(text, file)


def parse_json(text: str, file: str | None = None) -> JsonTree:
    """The data of a JSON text."""

    def constant(name: str) -> NoReturn:
        raise ValueError(f"{name} is no number of JSON")

    def pairs(members: list[tuple[str, Any]]) -> dict[str, Any]:
        data = dict(members)
        if len(data) < len(members):
            (twice, _), *_ = Counter(key for key, _ in members).most_common(1)
            raise _TwiceError(twice)
        return data

    try:
        data = json.loads(text, parse_constant=constant, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        place = Place(file, error.lineno, error.colno)
        found = "the file is empty" if not text.strip() else "this is not JSON"
        end = bool(text.strip()) and error.pos >= len(text.rstrip())
        if end:
            found = "the file ends in the middle"
        detail = error.msg[:1].lower() + error.msg[1:]
        remedy = "it may be cut off: save it again" if end else f"JSON says: {detail}"
        raise InputError([Problem(place, found, "a JSON object", remedy)]) from None
    except _TwiceError as error:
        found = f'the key "{error}" stands twice in one object'
        raise InputError([Problem(Place(file), found, "every key once")]) from None
    except RecursionError:
        found = "the file is nested too deeply"
        raise InputError(
            [Problem(Place(file), found, "a file of at most some 100 levels")]
        ) from None
    except ValueError as error:
        found = str(error).split(";")[0]
        raise InputError([Problem(Place(file), found, "numbers as JSON has them")]) from None
    return JsonTree(data, file, text)


class _TwiceError(Exception):
    pass


def _start(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _child(text: str, at: int, step: str | int) -> tuple[int, int] | None:
    """(where the key starts, where the value starts) of one step; None where there is none."""
    opening = text[at : at + 1]
    if opening not in ("{", "[") or (opening == "{") != isinstance(step, str):
        return None
    decoder = json.JSONDecoder()
    at = _start(text, at + 1)
    number = 0
    while at < len(text) and text[at] not in "}]":
        key_at, key = at, number
        if opening == "{":
            name, at = decoder.raw_decode(text, at)
            at = _start(text, _start(text, at) + 1)  # over the colon
            if name == step:
                return key_at, at
        elif key == step:
            return at, at
        _, at = decoder.raw_decode(text, at)
        at = _start(text, at)
        if text[at : at + 1] == ",":
            at = _start(text, at + 1)
        number += 1
    return None
