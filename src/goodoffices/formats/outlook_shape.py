"""The shape of an outlook, with what is wrong in form left out so that the rest is checked too."""

from __future__ import annotations

import copy
from typing import Any

from pydantic import ValidationError

from goodoffices.errors import InputError, Problem, nearest
from goodoffices.formats.context import Path
from goodoffices.formats.outlook_context import KINDS
from goodoffices.formats.schema_outlook import OutlookShape
from goodoffices.formats.shapes import shaped
from goodoffices.formats.tree import Tree

LEFT_OUT = "left out"
"""Stands in for a question that is no text."""


def shaped_outlook(tree: Tree) -> tuple[OutlookShape, list[Problem], set[Path]]:
    """The shape, every mistake of form, and the paths of what was left out for one.

    A param, event, stock, flow, pool, scenario or question is left out as a whole. Raises
    ``InputError`` where a section is none, or misspelt.
    """
    try:
        return shaped(tree, OutlookShape, "an outlook"), [], set()
    except InputError as error:
        problems = list(error.problems)
    rest: Any = copy.deepcopy(tree.data)
    left_out: set[Path] = set()
    if not isinstance(rest, dict):
        raise InputError(problems)
    try:
        OutlookShape.model_validate(rest)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            left_out.add(_left_out(one["loc"], one["type"] == "extra_forbidden", problems))
    if left_out & {("horizon",), ("step",)}:
        left_out |= {("horizon",), ("step",)}
    for section, *name in left_out:
        if section == "ask":
            rest["ask"][name[0]] = LEFT_OUT
        else:
            holder, key = (rest[section], name[0]) if name else (rest, section)
            for one in [one for one in holder if str(one) == str(key)]:  # a key may be a number
                del holder[one]
    try:
        return OutlookShape.model_validate(rest), problems, left_out
    except ValidationError:
        raise InputError(problems) from None


def _left_out(path: tuple[int | str, ...], unknown: bool, problems: list[Problem]) -> Path:
    section = str(path[0]) if path else ""
    if len(path) > 1 and section in (*KINDS, "ask"):
        return (section, path[1])
    misspelt = unknown and nearest(section, (*KINDS, "ask"))
    if not path or misspelt or section in (*KINDS, "ask"):
        raise InputError(problems) from None
    return (section,)
