"""Values in a file: how each is checked, brought into its long form, and told to an editor.

A key left empty counts as missing. ``json_schema_input_type`` says what may stand in a file where
that is more than what a shape holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from goodoffices.errors import nearest
from goodoffices.model.expression import WORDS

ID = re.compile(r"[a-z][a-z0-9_]*\Z")


def wrong(found: str, expected: str, remedy: str = "") -> PydanticCustomError:
    """A mistake of form in the parts of a message."""
    context = {"found": found, "expected": expected, "remedy": remedy}
    return PydanticCustomError("goodoffices", "{found}; expected {expected}; {remedy}", context)


def kind_of(value: object) -> str:
    """A value in words, for the *found* part of a message."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the truth value {str(value).lower()}"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return f'the text "{value if len(value) <= 60 else value[:57] + "…"}"'
    return "a list" if isinstance(value, list) else "a mapping"


def _check_id(name: str) -> str:
    if name in WORDS:
        raise wrong(f'"{name}" is a word of the expression language', "another id", "rename it")
    if not ID.match(name):
        proposal = re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_")
        remedy = f'"{proposal}"?' if ID.match(proposal) else ""
        expected = "lower case letters, digits and _, a letter first"
        raise wrong(f'"{name}" is not an id', expected, remedy)
    return name


def _text_of(value: object) -> object:
    if isinstance(value, bool):  # the expressions true and false, which YAML reads as truth values
        return str(value).lower()
    if not isinstance(value, str):
        remedy = "put the expression in quotes" if isinstance(value, dict | list) else ""
        raise wrong(f"{kind_of(value)} stands here", "an expression", remedy)
    return value


def empty_mapping(value: object) -> object:
    return {} if value is None else value


def empty_list(value: object) -> object:
    return [] if value is None else value


def one_or_more(value: object) -> object:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def bare_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _because(value: object) -> object:
    if value is None:
        return []
    if value == "assumption":
        return ["assumption"]
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        if "assumption" in value and len(value) > 1:
            raise wrong('"assumption" stands among evidence ids', "either ids or the word alone")
        return value
    remedy = ""
    if isinstance(value, str):
        remedy = nearest(value, ["assumption"]) or f"write [{value}]"
    expected = "a list of evidence ids, or the word assumption"
    raise wrong(f"{kind_of(value)} stands here", expected, remedy)


def long_form(key: str, written: Any) -> BeforeValidator:
    """Bare text (or anything else that is no mapping) becomes ``{key: value}``.

    ``written``: what may stand in a file, for the JSON Schema.
    """
    return BeforeValidator(
        lambda value: value if isinstance(value, dict) else {key: value},
        json_schema_input_type=written,
    )


def or_empty(kind: Any) -> BeforeValidator:
    """A mapping, or nothing for an empty one."""
    return BeforeValidator(empty_mapping, json_schema_input_type=kind | None)


def _not_a_line(value: dict[Any, object] | list[Any]) -> None:
    """Refuses what was meant for a line of strength and is none."""
    line = "a line of its own, above which everything is preferred strongly"
    if isinstance(value, list):
        if any(isinstance(one, dict) and "strongly" in one for one in value):
            raise wrong('"strongly" stands inside a tie', line, "write {strongly: } between ties")
    elif "strongly" in value:
        other = next(str(key) for key in value if key != "strongly")
        raise wrong(f'"strongly" stands beside "{other}"', line, "write {strongly: } by itself")
    elif len(value) == 1 and nearest(str(next(iter(value))), ["strongly"]):
        raise wrong(f'unknown key "{next(iter(value))}"', line, 'did you mean "strongly"?')


def one_level(value: object) -> object:
    """One line of ``prefers``, in its long form."""
    return _level(value, "a statement, or a list of tied statements")


def one_group(value: object) -> object:
    """One place of a ranking, or one side of a pair, in its long form."""
    return _level(value, "a state's id or an expression, or a list of these")


def _level(value: object, expected: str) -> object:
    if isinstance(value, dict) and set(value) == {"tie"}:
        return value
    if isinstance(value, dict) and set(value) == {"strongly"}:
        return {"strongly": 2 if value["strongly"] is None else value["strongly"]}
    if isinstance(value, list) and not value:
        raise wrong("an empty list stands here", expected)
    if isinstance(value, dict | list):
        _not_a_line(value)
    return {"tie": value if isinstance(value, list) else [value]}


def many_levels(value: object) -> object:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def by_party(value: object) -> object:
    if isinstance(value, str | list):
        expected = "a mapping of parties to expressions"
        raise wrong(f"{kind_of(value)} stands here", expected, "write {PARTY: EXPRESSION}")
    return empty_mapping(value)


def in_form(kind: type, expected: str, write: str) -> Callable[[object], object]:
    """Nothing, or a value of this kind; else a mistake that shows how it is written."""

    def check(value: object) -> object:
        if value is None or isinstance(value, kind):
            return value
        raise wrong(f"{kind_of(value)} stands here", expected, f"write {write}")

    return check


def lists_of(expected: str, write: str) -> Callable[[object], object]:
    """Nothing, or a list of lists or mappings; a plain list is shown with the brackets it lacks."""

    def check(value: object) -> object:
        if not isinstance(value, list | None):
            raise wrong(f"{kind_of(value)} stands here", expected, f"write {write}")
        if value and not any(isinstance(one, list | dict) for one in value):
            shown = f"[[{', '.join(map(str, value))}]]"
            shown = shown if len(shown) <= 60 else write
            raise wrong("a list of states stands here", expected, f"write {shown}")
        return value

    return check


def nothing_or(empty: type, check: Callable[[object], object]) -> Callable[[object], object]:
    """As ``check``; where nothing stands, an empty value of this kind."""
    return lambda value: empty() if value is None else check(value)


def sure_word(value: object) -> object:
    return value if isinstance(value, dict) else {"word": value}


def _range(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float | list):
        raise wrong(f"{kind_of(value)} stands here", "a probability or a range [low, high]")
    bounds = value if isinstance(value, list) else [value, value]
    numbers = all(isinstance(b, int | float) and not isinstance(b, bool) for b in bounds)
    if len(bounds) != 2 or not numbers or not 0 <= bounds[0] <= bounds[1] <= 1:
        expected = "a number from 0 to 1, or [low, high] with 0 ≤ low ≤ high ≤ 1"
        raise wrong(f"{value} stands here", expected)
    return (float(bounds[0]), float(bounds[1]))


HUGE = re.compile(r"[eE][+-]?\d*[1-9]\d\d")
"""Exponents of three digits: nobody means them, and exact numbers of that size take for ever."""
MOST_THRESHOLDS = 50


def _exact(value: object) -> Fraction | None:
    """An exact number: 3, 0.1 (a tenth, not the nearest binary number) or "1/3"."""
    good = isinstance(value, int | float | str) and not isinstance(value, bool)
    good = good and len(str(value)) <= 40 and not HUGE.search(str(value))
    try:
        return Fraction(str(value)) if good else None
    except (ValueError, ZeroDivisionError):
        return None


def _weight(value: object) -> object:
    number = _exact(value)
    if number is None:
        raise wrong(f"{kind_of(value)} stands here", 'a weight such as 3, 0.5 or "1/3"')
    if number <= 0:
        remedy = "want the opposite (not …) with a weight above 0" if number else "leave it out"
        raise wrong(f"the weight {value} stands here", "a number above 0", remedy)
    return number


def _or_nothing(check: Callable[[object], object]) -> Callable[[object], object]:
    return lambda value: None if value is None else check(value)


def _share(value: object) -> object:
    number = _exact(value)
    if number is None or not 0 <= number <= 1:
        raise wrong(f"{kind_of(value)} stands here", 'a number from 0 to 1 such as 0.6 or "2/3"')
    return number


def _rising(value: object) -> object:
    if value is None:
        return []
    listed = value if isinstance(value, list) else [value]
    if len(listed) > MOST_THRESHOLDS:
        raise wrong(f"{len(listed)} thresholds stand here", f"at most {MOST_THRESHOLDS}")
    numbers = [_weight(one) for one in listed]
    if sorted(set(numbers)) != numbers:  # type: ignore[type-var]
        raise wrong(f"{value} stands here", "thresholds that rise", "put the lowest first")
    return numbers


ATTITUDES = {"+": 1, "0": 0, "-": -1, "−": -1, "for": 1, "indifferent": 0, "against": -1}


def _attitude(value: object) -> object:
    sign = value if isinstance(value, int) and not isinstance(value, bool) else None
    found = ATTITUDES.get(str(value)) if sign is None else sign
    if found not in (1, 0, -1):
        raise wrong(f"{kind_of(value)} stands here", "for, indifferent or against (+, 0, −)")
    return found


def _date(value: object) -> object:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise wrong(f"{kind_of(value)} stands here", "a date such as 2024-12-01")


def version(value: object) -> object:
    if type(value) is not int or value != 1:
        raise wrong(f"{kind_of(value)} stands here", "goodoffices: 1, the version of this format")
    return value


def ranking_state(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | str):
        return value
    raise wrong(f"{kind_of(value)} stands here", "a state's id or an expression")


class Shape(BaseModel):
    """Base: only the keys listed, values of exactly these kinds, frozen."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


Id = Annotated[
    str,
    AfterValidator(_check_id),
    WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}),
]
Expr = Annotated[str, BeforeValidator(_text_of, json_schema_input_type=str | bool)]
ExprOrExprs = Annotated[
    list[Expr], BeforeValidator(one_or_more, json_schema_input_type=list[Expr] | Expr | None)
]
BecauseList = Annotated[
    list[str],
    BeforeValidator(_because, json_schema_input_type=list[str] | Literal["assumption"] | None),
]
Texts = Annotated[
    list[str], BeforeValidator(one_or_more, json_schema_input_type=list[str] | str | None)
]
Names = Annotated[list[str], BeforeValidator(empty_list, json_schema_input_type=list[str] | None)]
Exprs = Annotated[list[Expr], BeforeValidator(empty_list, json_schema_input_type=list[Expr] | None)]
Weight = Annotated[
    Fraction | None,
    PlainValidator(_or_nothing(_weight), json_schema_input_type=float | str | None),
]
Weights = Annotated[
    list[Fraction],
    PlainValidator(_rising, json_schema_input_type=float | str | list[float | str] | None),
]
Degree = Annotated[Fraction, PlainValidator(_share, json_schema_input_type=float | str)]
Share = Annotated[
    Fraction | None,
    PlainValidator(_or_nothing(_share), json_schema_input_type=float | str | None),
]
Attitude = Annotated[int, PlainValidator(_attitude, json_schema_input_type=int | str)]
Number = Annotated[float, Field(ge=0, le=1)]
Probability = Annotated[
    tuple[float, float] | None,
    BeforeValidator(_range, json_schema_input_type=Number | tuple[Number, Number]),
]
Sensitive = bool | str | None
DateText = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
DateValue = Annotated[date | None, BeforeValidator(_date, json_schema_input_type=DateText)]
