"""Sources and proposals as YAML: what is added at the end of a file, a key a line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from goodoffices.reading.words import word_set

RAW = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""Signs that JSON leaves as they are and YAML does not."""


def mapping(sources: Mapping[str, Mapping[str, Any]]) -> str:
    """Entries of ``sources.yaml``."""
    lines = []
    for key, entry in sources.items():
        lines.append(f"{key if re.fullmatch(r'[a-z][a-z0-9-]*', key) else _text(key)}:")
        lines += [f"  {name}: {_text(value)}" for name, value in entry.items()]
    return "".join(f"{line}\n" for line in lines)


def items(entries: Sequence[Mapping[str, Any]]) -> str:
    """A list of mappings: an item's keys one below the other, what they hold in one line."""
    blocks = []
    for entry in entries:
        lines = [f"{name}: {_text(value)}" for name, value in entry.items()]
        blocks.append("- " + "\n  ".join(lines) + "\n")
    return "\n".join(blocks)


def _text(value: Any) -> str:
    """A value in one line; words that mean themselves without quotes stay without."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_text(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_text(one) for one in value) + "]"
    if isinstance(value, str) and value in PLAIN:
        return value
    told = json.dumps(value, ensure_ascii=False)
    return RAW.sub(lambda sign: f"\\u{ord(sign[0]):04x}", told)


PLAIN = word_set(
    "author fact statement assessment outlook positive negative proposed accepted possible "
    "probable hearsay unclear modal condition reporting evaluation place"
)
