"""JSON text as plain data that still knows where everything stands.

Reading is the standard library's; only when something is wrong the text is walked once more to
the place that is asked for. Duplicate keys and numbers that JSON does not have are refused.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from goodoffices.errors import InputError, Place, Problem
from goodoffices.formats.limited import text_within
from goodoffices.formats.tree import Path_, Tree, line_column, path_text

MAX_BYTES = 12_000_000
"""More is refused before it is read: what is longer takes seconds to find wrong."""
MOST_WALKED = 20_000_000
MOST_NESTED = 90
DEEP = f"at most {MOST_NESTED} levels"
HALF = re.compile(r"\\u[dD][89a-fA-F]")
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|([^\s"{}\[\],:]+)', re.DOTALL)
MEMBER = re.compile(r'("(?:[^"\\]|\\.)*")(\s*:)?|[{}]', re.DOTALL)
OPENING = np.frombuffer(b"{[", dtype=np.uint8)
CLOSING = np.frombuffer(b"}]", dtype=np.uint8)
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
    text = text_within(path, file, MAX_BYTES)
    return parse_json(text, file)


def parse_json(text: str, file: str | None = None) -> JsonTree:
    """The data of a JSON text. Raises ``InputError`` with the place of what is wrong."""

    def refused(at: int | None, found: str, expected: str, remedy: str = "") -> InputError:
        place = Place(file) if at is None else Place(file, *line_column(text, at))
        return InputError([Problem(place, found, expected, remedy)])

    try:
        data = json.loads(
            text, parse_constant=_constant, parse_float=_float, object_pairs_hook=_pairs
        )
    except json.JSONDecodeError as error:
        end = bool(text.strip()) and error.pos >= len(text.rstrip())
        found = "the file ends in the middle" if end else "this is not JSON"
        remedy = "it may be cut off: save it again" if end else ""
        if not text.strip():
            found = "the file is empty"
        elif not end:
            remedy = f"JSON says: {error.msg[:1].lower() + error.msg[1:]}"
        raise refused(error.pos, found, "a JSON object", remedy) from None
    except _TwiceError as error:
        found = f'the key "{error}" stands twice in one object'
        raise refused(_second(text, str(error)), found, "every key once") from None
    except _NumberError as error:
        word = str(error)
        at = _token(text, lambda one: one == word)
        raise refused(at, f"{word[:40]} is no number here", "a finite number") from None
    except RecursionError:
        raise refused(None, "the file is nested too deeply", DEEP) from None
    except ValueError:
        at = _token(text, lambda word: len(word) > 4000 and word.lstrip("-").isdigit())
        raise refused(at, "a number with thousands of digits stands here", "a number") from None
    half = HALF.search(text)
    if half is not None and not _encodes(data):
        raise refused(half.start(), "half a character stands here", "text in Unicode")
    if _nesting(text) > MOST_NESTED and _is_deep(data):
        raise refused(None, "the file is nested too deeply", DEEP)
    return JsonTree(data, file, text)


class _TwiceError(Exception):
    pass


class _NumberError(Exception):
    pass


def _constant(name: str) -> NoReturn:
    raise _NumberError(name)


def _float(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise _NumberError(text)
    return number


def _pairs(members: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(members)
    if len(data) < len(members):
        (twice, _), *_ = Counter(key for key, _ in members).most_common(1)
        raise _TwiceError(twice)
    return data


def _token(text: str, wanted: Callable[[str], bool]) -> int | None:
    """Where the first token outside of texts stands that is wanted."""
    if len(text) > MOST_WALKED:
        return None
    found = (match for match in TOKEN.finditer(text) if match[1] and wanted(match[1]))
    match = next(found, None)
    return None if match is None else match.start()


def _second(text: str, key: str) -> int | None:
    """Where a key stands for the second time in one object."""
    if len(text) > MOST_WALKED:
        return None
    seen: list[set[str]] = []
    for match in MEMBER.finditer(text):
        if match[0] == "{":
            seen.append(set())
        elif match[0] == "}" and seen:
            seen.pop()
        elif match[1] is not None and seen and match[2] and json.loads(match[1]) == key:
            if key in seen[-1]:
                return match.start()
            seen[-1].add(key)
    return None


def _encodes(data: object) -> bool:
    try:
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except (UnicodeEncodeError, RecursionError):
        return False
    return True


def _nesting(text: str) -> int:
    """At most how deep the brackets go, those inside texts counted too."""
    codes = np.frombuffer(text.encode("utf-8", "replace"), dtype=np.uint8)
    steps = np.isin(codes, OPENING).astype(np.int8) - np.isin(codes, CLOSING).astype(np.int8)
    return int(np.cumsum(steps, dtype=np.int64).max(initial=0))


def _is_deep(data: object) -> bool:
    level = [data]
    for _ in range(MOST_NESTED):
        inner: list[object] = []
        for one in level:
            values = one.values() if isinstance(one, dict) else one
            assert isinstance(values, Iterable)
            inner += [value for value in values if isinstance(value, dict | list)]
        level = inner
        if not level:
            return False
    return True


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
