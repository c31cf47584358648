"""Values in an outlook: durations, days, rates, lags, and numbers that nobody is sure of."""

from __future__ import annotations

import math
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from goodoffices.errors import nearest
from goodoffices.formats.values import ID, BecauseList, Sensitive, Shape, kind_of, wrong
from goodoffices.model.likelihood import ICD203, SAME

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
DURATION = re.compile(rf"({NUMBER})\s*days?\Z")
PER = re.compile(rf"(\S+)\s+per\s+(?:({NUMBER})\s+)?days?\Z")
A_DAY = re.compile(rf"({NUMBER})\s*(?:per\s+day|([^\s\d][^\n]*?)?\s*/\s*day)?\Z")
DAY = re.compile(rf"(?:day\s+)?({NUMBER})\Z")


def plain_number(value: object) -> float | None:
    """A finite number of YAML, or text that is one (``1.7e6`` is text to some); None otherwise."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and not re.fullmatch(NUMBER, value.strip()):
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def _duration(value: object) -> object:
    match = DURATION.match(value.strip()) if isinstance(value, str) else None
    days = float(match.group(1)) if match else None
    if days is None or not 0 < days < math.inf:
        remedy = f'write "{value} days"' if plain_number(value) is not None else ""
        raise wrong(f"{kind_of(value)} stands here", 'a duration such as "30 days"', remedy)
    return days


def _day(value: object) -> object:
    match = DAY.match(str(value).strip()) if isinstance(value, int | float | str) else None
    day = float(match.group(1)) if match and not isinstance(value, bool) else None
    if day is None or not 0 <= day < math.inf:
        raise wrong(f"{kind_of(value)} stands here", 'a day such as "day 10"')
    return day


class LagShape(Shape):
    """``5 days``, ``{uniform: [1, 10]}``, ``{range: [5 %, 50 %, 95 %]}`` or ``{mean: 10 days}``."""

    fixed: Any = None
    uniform: list[float | int] | None = None
    range: list[float | int] | None = None
    mean: Any = None


def _lag(value: object) -> object:
    if isinstance(value, str):
        if ID.match(value):
            remedy = "a lag has its own uncertainty: {range: [5 %, 50 %, 95 %]} in days"
            raise wrong(f'the name "{value}" stands here', "a lag", remedy)
        return {"fixed": 0.0 if value.strip() in ("0 days", "0 day") else _duration(value)}
    if not isinstance(value, dict):
        remedy = f'write "{value} days"' if plain_number(value) is not None else ""
        raise wrong(f"{kind_of(value)} stands here", 'a lag such as "5 days"', remedy)
    if len(value) != 1:
        expected = "one of uniform, range, mean"
        raise wrong(f"{len(value)} keys stand here", expected)
    key, given = next(iter(value.items()))
    if key == "mean":
        return {"mean": _duration(given)}
    if key == "uniform":
        whole = isinstance(given, list) and all(type(one) is int for one in given)
        if not whole or len(given) != 2 or not 0 < given[0] <= given[1]:
            raise wrong(f"{given} stands here", "two whole days from 1 on: [first, last]")
    if key == "range":
        _rising(given, 3, "three rising numbers of days: [5 %, 50 %, 95 %]")
        if given[1] <= 0:
            raise wrong(f"{given} stands here", "a middle above 0 days")
    return value


def _rising(value: object, count: int, expected: str) -> list[float]:
    numbers = [plain_number(one) for one in value] if isinstance(value, list) else []
    good = [one for one in numbers if one is not None]
    if len(good) != count or len(numbers) != count or sorted(good) != good:
        shown = value if isinstance(value, list) else kind_of(value)
        raise wrong(f"{shown} stands here", expected)
    return good


class AmountShape(Shape):
    """A number, the name of a param, or how sure one is of a number: one of these keys."""

    name: str | None = None
    value: Any = None
    range: Any = None
    probability: Any = None
    beta: Any = None
    uniform: Any = None
    icd203: str | None = None
    unset: bool = False
    unit: str | None = None
    because: BecauseList = Field(default_factory=list)
    sensitive: Sensitive = None


KEYS = ("value", "range", "probability", "beta", "uniform", "icd203")


def _checked(shape: AmountShape) -> AmountShape:
    given = [key for key in KEYS if getattr(shape, key) is not None]
    if shape.name is None and not shape.unset and len(given) != 1:
        found = f"{' and '.join(given)} stand together" if given else "no number stands here"
        raise wrong(found, f"one of {', '.join(KEYS)}")
    update: dict[str, object] = {}
    if shape.value is not None:
        update["value"] = plain_number(shape.value)
        if update["value"] is None:
            raise wrong(f"{kind_of(shape.value)} stands here", "a number")
    if shape.range is not None:
        update["range"] = _rising(shape.range, 3, "three rising numbers: [5 %, 50 %, 95 %]")
    if shape.uniform is not None:
        update["uniform"] = _rising(shape.uniform, 2, "two rising numbers: [lowest, highest]")
    if shape.beta is not None:
        two = _rising(
            sorted(shape.beta) if isinstance(shape.beta, list) else shape.beta, 2, "[a, b]"
        )
        if two[0] <= 0:
            raise wrong(f"{shape.beta} stands here", "two numbers above 0: [a, b]")
        update["beta"] = [float(one) for one in shape.beta]
    if shape.probability is not None:
        update["probability"] = _ends(shape.probability)
    if shape.icd203 is not None:
        word = SAME.get(shape.icd203, shape.icd203)
        if word not in ICD203:
            remedy = nearest(shape.icd203, [*ICD203, *SAME])
            found = f'"{shape.icd203}" is no word of ICD 203'
            raise wrong(found, f"one of {', '.join(ICD203)}", remedy)
        update["icd203"] = word
    return shape.model_copy(update=update)


def _ends(value: object) -> list[float]:
    listed = value if isinstance(value, list) else [value, value]
    ends = _rising(listed, 2, "a probability, or [5 %, 95 %] of what it may be")
    if not (ends[0] >= 0 and ends[1] <= 1):
        raise wrong(f"{value} stands here", "a probability from 0 to 1, or [5 %, 95 %]")
    if ends[0] < ends[1] and (ends[0] == 0 or ends[1] == 1):
        remedy = "write {uniform: [lowest, highest]}, or ends within 0 and 1"
        raise wrong(f"{value} stands here", "a 5 % point above 0 and a 95 % point below 1", remedy)
    return ends


def _amount(value: object) -> object:
    """Numbers and names in their long form."""
    if isinstance(value, dict):
        if "unset" in value or "name" in value:
            raise wrong(
                f"the key {'unset' if 'unset' in value else 'name'} stands here", "a number"
            )
        empty = set(value) <= {"probability", "because", "unit", "sensitive"}
        unset = empty and value.get("probability") is None
        return value | {"unset": True} if unset else value
    number = plain_number(value)
    if number is not None:
        return {"value": number}
    if isinstance(value, str) and ID.match(value):
        return {"name": value}
    remedy = ""
    if isinstance(value, list):
        remedy = "write {range: [5 %, 50 %, 95 %]}, or {probability: [5 %, 95 %]}"
    raise wrong(f"{kind_of(value)} stands here", "a number, a param, or {range: […]}", remedy)


def _a_day(value: object) -> object:
    """What moves in a day: ``400``, ``400 per day``, ``400 trucks/day``, or an amount."""
    match = A_DAY.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        return _amount(value)
    unit = match.group(2)
    return {"value": match.group(1)} | ({"unit": f"{unit.strip()}/day"} if unit else {})


def _chance(value: object) -> object:
    """A probability; nothing is one that nobody has set."""
    if value is None:
        return {"unset": True}
    if isinstance(value, list):
        return {"probability": value}
    return _amount(value)


class RateShape(Shape):
    """``0.08 per day``, ``15e-2 per 90 days`` or ``PARAM per 30 days``: a probability a period."""

    chance: Annotated[AmountShape, AfterValidator(_checked)]
    per: float


def _rate(value: object) -> object:
    match = PER.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        remedy = f'write "{value} per day"' if plain_number(value) is not None else ""
        expected = 'a probability per period, such as "0.15 per 90 days"'
        raise wrong(f"{kind_of(value)} stands here", expected, remedy)
    per = float(match.group(2) or 1)
    number = plain_number(match.group(1))
    if number is not None and not 0 < number < 1:
        expected = "a probability between 0 and 1 per period"
        remedy = "more than once a period? take a shorter one" if number >= 1 else ""
        raise wrong(f"{value} stands here", expected, remedy)
    if per <= 0:
        raise wrong(f"{value} stands here", "a period above 0 days")
    return {"chance": _amount(match.group(1)), "per": per}


def _rate_of_flow(value: object) -> object:
    number = plain_number(value)
    if number is not None:
        return str(number)
    if not isinstance(value, str):
        raise wrong(f"{kind_of(value)} stands here", 'a rate a day such as "0.01 * displaced"')
    return re.sub(r"\s*(per\s+day|/\s*day)\s*\Z", "", value)


def observed_file(value: object) -> object:
    """The name of a file in its long form."""
    if isinstance(value, dict):
        return value
    if isinstance(value, str):
        return {"file": value}
    expected = "a table: FILE.csv, or {file: FILE.csv, column: HEADER}"
    raise wrong(f"{kind_of(value)} stands here", expected)


def inside(value: object) -> object:
    """A file's name that leads nowhere else than into the folder of the case."""
    if not isinstance(value, str) or not value.strip():
        raise wrong(f"{kind_of(value)} stands here", "the name of a table, as series/counts.csv")
    parts = re.split(r"[/\\]", value)
    if ".." in parts or parts[0] in ("", "~") or parts[0].endswith(":"):
        remedy = "copy the table into the folder and give its name from there"
        raise wrong(
            f'the file "{value}" lies elsewhere', "a file in the folder of the case", remedy
        )
    return value


def _table(value: object) -> object:
    if isinstance(value, dict) and ("parents" in value or "probability" in value):
        return value
    return {"probability": value}


Text = str | float | int
Duration = Annotated[float, PlainValidator(_duration, json_schema_input_type=str)]
Day = Annotated[float, PlainValidator(_day, json_schema_input_type=str | float | int)]
LagValue = Annotated[LagShape, BeforeValidator(_lag, json_schema_input_type=LagShape | str)]
Amount = Annotated[
    AmountShape,
    BeforeValidator(_amount, json_schema_input_type=AmountShape | Text),
    AfterValidator(_checked),
]
Chance = Annotated[
    AmountShape,
    BeforeValidator(_chance, json_schema_input_type=AmountShape | Text | list[float] | None),
    AfterValidator(_checked),
]
ADay = Annotated[
    AmountShape,
    BeforeValidator(_a_day, json_schema_input_type=AmountShape | Text),
    AfterValidator(_checked),
]
RateValue = Annotated[RateShape, BeforeValidator(_rate, json_schema_input_type=str)]
FlowRate = Annotated[str, BeforeValidator(_rate_of_flow, json_schema_input_type=Text)]
as_table = BeforeValidator(_table)
