"""From a tree of plain data to a checked shape, or to problems with places."""

from __future__ import annotations

import copy
import difflib
import re
import types
import typing
from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from goodoffices.errors import InputError, Problem, nearest, one_of
from goodoffices.formats.tree import Key, Tree
from goodoffices.formats.values import kind_of

Shape = TypeVar("Shape", bound=BaseModel)

EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "list_type": "a list",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
    "bool_type": "true or false",
    "greater_than_equal": "a number of at least {ge}",
    "too_long": "at most {max_length} entries",
    "less_than_equal": "a number of at most {le}",
}
NAMING = (
    *("parties", "options", "terms", "states", "rules", "name", "closed", "graph", "types"),
    *("probability", "prefers", "ranking"),
)
"""Keys on which others depend: where one is misspelt, what refers to it would look wrong."""
WORDS_FOR_TRUTH = {"yes": True, "on": True, "no": False, "off": False, "1": True, "0": False}
"""What other versions of YAML read as a truth value."""
HARMLESS = ("sure", "because", "cost", "as_of", "role", "sensitive", "outlook")
"""Keys whose values no name depends on."""
BEGIN = {"goodoffices": 'begin the file with "goodoffices: 1", the version of this format'}
CUT = "inside {…} YAML cuts at commas: put an expression with a comma in quotes"


def shaped(tree: Tree, shape: type[Shape], what: str) -> Shape:
    """The data of ``tree`` as ``shape``. Raises ``InputError`` with every mistake of form."""
    wants_list = "root" in shape.model_fields and _is_list(shape.model_fields["root"].annotation)
    if not isinstance(tree.data, list if wants_list else dict):
        found = "the file is empty" if tree.data is None else f"{kind_of(tree.data)} stands here"
        form = "a list" if wants_list else "a mapping of keys to values"
        raise InputError([Problem(tree.locate(()), found, f"{what}: {form}")])
    try:
        return shape.model_validate(tree.data)
    except ValidationError as error:
        raise InputError(_problems(tree, shape, error)) from None


def shaped_in_part(tree: Tree, shape: type[Shape], what: str) -> tuple[Shape, list[Problem]]:
    """As ``shaped``, but going on where what is wrong can be left out without misleading.

    Unknown keys and wrong values of keys that no name depends on are noted and left out, so that
    mistakes of meaning are reported in the same run. Anything else is raised at once.
    """
    try:
        return shaped(tree, shape, what), []
    except InputError as error:
        problems = list(error.problems)
    rest = copy.deepcopy(tree.data)
    if not isinstance(rest, dict) or any(problem.remedy == CUT for problem in problems):
        raise InputError(problems)
    try:
        shape.model_validate(rest)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            path: tuple[Key, ...] = tuple(s for s in one["loc"] if s != "[key]")
            unknown = one["type"] == "extra_forbidden"
            known = difflib.get_close_matches(str(path[-1]), NAMING, 1, 0.6) if unknown else ()
            harmless = next((at for at, step in enumerate(path) if step in HARMLESS), None)
            if known or (harmless is None and not unknown):
                raise InputError(problems) from None
            _leave_out(rest, path if harmless is None else path[: harmless + 1])
    try:
        return shape.model_validate(rest), problems
    except ValidationError:
        raise InputError(problems) from None


def _leave_out(data: Any, path: tuple[Key, ...]) -> None:
    """Take away the innermost key of ``path`` that the data has; other steps are passed over."""
    holder, last = None, None
    for step in path:
        found = isinstance(data, dict) and step in data
        if found or (isinstance(data, list) and isinstance(step, int) and step < len(data)):
            if isinstance(data, dict):
                holder, last = data, step
            data = data[step]
    if holder is not None:
        holder.pop(last, None)


def _problems(tree: Tree, shape: type[BaseModel], error: ValidationError) -> list[Problem]:
    problems: list[Problem] = []
    errors = error.errors(include_url=False)
    misspelt = _misspelt(shape, [e["loc"] for e in errors if e["type"] == "extra_forbidden"])
    cut: Key | tuple[Key, ...] | None = None
    for one in errors:
        kind = one["type"]
        is_key = bool(one["loc"]) and one["loc"][-1] == "[key]"
        path: tuple[Key, ...] = tuple(s for s in one["loc"] if s != "[key]")
        context = one.get("ctx", {})
        if kind == "extra_forbidden":
            problem = _unknown_key(tree, shape, path)
            if problem.remedy == CUT and cut == path[:-1]:
                continue  # a further piece of the same text
            cut = path[:-1] if problem.remedy == CUT else None
            problems.append(problem)
        elif kind == "missing":
            if path in misspelt:
                continue
            known = f'the key "{path[-1]}"'
            remedy = BEGIN.get(str(path[-1]), "") if len(path) == 1 else ""
            problems.append(Problem(tree.locate(path[:-1]), f"{known} is missing", "", remedy))
        elif kind == "literal_error":
            words = re.findall(r"'([^']*)'", context["expected"])
            found = f"{kind_of(one['input'])} stands here"
            remedy = nearest(str(one["input"]), words)
            problems.append(Problem(tree.locate(path), found, one_of(words), remedy))
        elif kind == "goodoffices":
            place = tree.locate(path, key=is_key)
            problem = Problem(place, context["found"], context["expected"], context["remedy"])
            problems.append(problem)
        else:
            found = f"{kind_of(one['input'])} stands here"
            expected = EXPECTED.get(kind, _lower(one["msg"])).format(**context)
            remedy = ""
            if kind == "string_type" and _is_scalar(one["input"]):
                remedy = "put it in quotes"
            elif kind == "list_type" and isinstance(one["input"], str):
                remedy = f"write [{one['input']}]"
            elif kind == "bool_type" and str(one["input"]).lower() in WORDS_FOR_TRUTH:
                remedy = f"write {str(WORDS_FOR_TRUTH[str(one['input']).lower()]).lower()}"
            problems.append(Problem(tree.locate(path), found, expected, remedy))
    return problems


def _misspelt(shape: type[BaseModel], unknown: Iterable[tuple[Key, ...]]) -> set[tuple[Key, ...]]:
    """The paths of the keys that were meant: where one stands misspelt it is not missing too."""
    return {
        (*path[:-1], key)
        for path in unknown
        for key in _keys_at(shape, path[:-1])
        if nearest(str(path[-1]), [key])
    }


def _unknown_key(tree: Tree, shape: type[BaseModel], path: tuple[Key, ...]) -> Problem:
    key = str(path[-1])
    place = tree.locate(path, key=True)
    known = _keys_at(shape, path[:-1])
    remedy = nearest(key, known)
    if tree.is_cut(path) and (not remedy or ")" in key):
        remedy = CUT
    elif key == "<<":
        remedy = "merge keys are not read: write out what is meant"
    elif key == "strongly":
        remedy = "strongly is a line of its own in prefers or ranking; by weights it is strongly_by"
    return Problem(place, f'unknown key "{key}"', one_of(known, 20), remedy)


def _keys_at(shape: type[BaseModel], path: tuple[Key, ...]) -> list[str]:
    """The keys of the shape that stands at ``path``."""
    kind: Any = shape
    for step in path:
        kind = _core(kind)
        if isinstance(kind, type) and issubclass(kind, RootModel):
            kind = _core(kind.model_fields["root"].annotation)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            fields = {(f.alias or name): f for name, f in kind.model_fields.items()}
            kind = fields[str(step)].annotation if step in fields else object
        else:
            arguments = typing.get_args(kind)
            kind = arguments[-1] if arguments else object
    kind = _core(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        shown = kind.model_fields.items()
        return [field.alias or name for name, field in shown if not field.exclude]
    return []


def _core(kind: Any) -> Any:
    """A type without ``Annotated`` and ``| None``."""
    while True:
        origin = typing.get_origin(kind)
        if origin is typing.Annotated:
            kind = typing.get_args(kind)[0]
        elif origin in (typing.Union, types.UnionType):
            rest = [a for a in typing.get_args(kind) if a is not type(None)]
            if len(rest) != 1:
                return object
            kind = rest[0]
        else:
            return kind


def _is_list(kind: Any) -> bool:
    return typing.get_origin(kind) is list


def _is_scalar(value: object) -> bool:
    return isinstance(value, int | float | bool)


def _lower(message: str) -> str:
    text = message.removeprefix("Input should be ").removeprefix("Value error, ")
    return text[:1].lower() + text[1:]
