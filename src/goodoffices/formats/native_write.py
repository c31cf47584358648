"""Native data → YAML text: short lists in one line, one key a line, the order kept."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter as Representer
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from goodoffices.files import write_whole
from goodoffices.formats.meaning import Checked
from goodoffices.formats.written import Written

WIDTH = 100
BREAKS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
"""Characters that plain YAML text would lose or take for the end of a line."""


def save(checked: Checked, path: Path) -> tuple[str, ...]:
    """Writes the data that the situation was read from; nothing is lost."""
    write_whole(path, dumps(checked.data))
    return ()


def dumps(data: dict[str, Any]) -> str:
    """The data as YAML that the native reader reads back to the same."""
    yaml = YAML()
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(Written, _as_written)
    out = io.StringIO()
    yaml.dump(_laid_out(data), out)
    return out.getvalue()


def _as_written(representer: Representer, value: Written) -> ScalarNode:
    return representer.represent_scalar("tag:yaml.org,2002:float", str(value))


def _laid_out(value: Any) -> Any:
    if isinstance(value, dict):
        mapping = CommentedMap((_quoted(key), _laid_out(inner)) for key, inner in value.items())
        if value and _short(value) and not any(isinstance(one, dict) for one in value.values()):
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(value, list):
        listed = CommentedSeq(_laid_out(inner) for inner in value)
        if _short(value) or _numbers(value):
            listed.fa.set_flow_style()
        return listed
    return _quoted(value)


def _quoted(value: Any) -> Any:
    """In quotes where plain text would read back as something else."""
    if isinstance(value, str) and (BREAKS.search(value) or value.startswith(("?", ":"))):
        return DoubleQuotedScalarString(value)
    return value


def _numbers(value: list[Any]) -> bool:
    return all(
        isinstance(one, int | float) or (isinstance(one, list) and _numbers(one)) for one in value
    )


def _short(value: object) -> bool:
    return len(str(value)) <= WIDTH - 24
