"""An outlook without a situation: ``outlook.yaml`` alone, or a model of another program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from goodoffices.errors import Problem
from goodoffices.formats.context import Context
from goodoffices.formats.outlook import read_outlook
from goodoffices.formats.readers import is_model, read_model
from goodoffices.formats.schema_outlook import OutlookShape
from goodoffices.formats.tree import Tree, part
from goodoffices.formats.writers import LOSSLESS
from goodoffices.formats.yaml_tree import read_file
from goodoffices.model.outlook import Outlook


@dataclass(frozen=True)
class Alone:
    """The outlook of a file, its title, and what is odd about the file."""

    outlook: Outlook
    title: str
    warnings: tuple[Problem, ...] = ()


def alone(path: Path) -> Alone | None:
    """What a file holds that is an outlook and nothing else; None for anything else.

    Raises ``InputError`` with every mistake in it.
    """
    if is_model(path):
        imported = read_model(path)
        tree: Tree = Tree(imported.outlook, str(path))
        outlook = read_outlook(tree, Context(tree))
        return Alone(outlook, imported.title or path.stem, imported.warnings)
    if path.suffix.lower() not in LOSSLESS or not path.is_file():
        return None
    tree = read_file(path)
    keys = set(tree.data) if isinstance(tree.data, dict) else set()
    if keys == {"outlook"}:
        tree = part(tree, "outlook")
    elif not keys or not keys <= set(OutlookShape.model_fields):
        return None
    return Alone(read_outlook(tree), path.stem)
