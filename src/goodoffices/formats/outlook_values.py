"""Values in an outlook: durations, days, rates, lags, and numbers that nobody is sure of."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema

from goodoffices.errors import nearest
from goodoffices.formats.values import ID, BecauseList, Sensitive, Shape, kind_of, wrong
from goodoffices.model.likelihood import ICD203, SAME

NAME = r"[a-z][a-z0-9_]*"
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
DURATION = re.compile(rf"({NUMBER})\s*days?\Z")
PER = re.compile(rf"(\S+)\s+per\s+(?:({NUMBER})\s+)?days?\Z")
A_DAY = re.compile(rf"({NUMBER})\s*(?:([^\W\d][^\n]*?)?\s*(?:/\s*day|\bper\s+day))?\Z")
OTHER_TIME = re.compile(rf"({NUMBER})\s*(week|month|year|hour)s?\Z")
PER_OTHER = re.compile(
    rf"({NUMBER}|{NAME})\s*(?:per|/)\s*({NUMBER}\s+)?(day|week|month|year|hour)s?\Z"
)
PERCENT = re.compile(rf"({NUMBER})\s*(?:%|percent|per cent)(.*)\Z")
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")
DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0}
DAY = re.compile(rf"(?:day\s+)?({NUMBER})\Z")


def plain_number(value: object) -> float | None:
    """A finite number of YAML, or text that is one (``1.7e6`` is text to some); None otherwise."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and not re.fullmatch(NUMBER, value.strip()):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _in_days(value: object) -> str:
    """How a duration in another unit, or in none, is written."""
    if plain_number(value) is not None:
        return f'write "{value} days"'
    match = OTHER_TIME.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        return ""
    days = DAYS.get(match.group(2))
    return f'write "{float(match.group(1)) * days:g} days"' if days else "count it in days"


def _as_share(text: str, after: str = "") -> str:
    """How a percentage is written."""
    match = PERCENT.match(text.strip())
    return f'write "{float(match.group(1)) / 100:g}{after or match.group(2)}"' if match else ""


def _duration(value: object) -> object:
    match = DURATION.match(value.strip()) if isinstance(value, str) else None
    days = float(match.group(1)) if match else None
    if days is None or not 0 < days < math.inf:
        expected = 'a duration such as "30 days"' if days is None else "a duration above 0 days"
        if days == math.inf:
            expected = "a number that is not too large"
        raise wrong(f"{kind_of(value)} stands here", expected, _in_days(value))
    return days


def _day(value: object) -> object:
    match = DAY.match(str(value).strip()) if isinstance(value, int | float | str) else None
    day = float(match.group(1)) if match and not isinstance(value, bool) else None
    if day is None or not 0 <= day < math.inf:
        days = DURATION.match(value.strip()) if isinstance(value, str) else None
        remedy = f'write "day {days.group(1)}"' if days else ""
        raise wrong(f"{kind_of(value)} stands here", 'a day such as "day 10"', remedy)
    return day


class LagShape(Shape):
    """``5 days``, ``{uniform: [1, 10]}``, ``{range: [5 %, 50 %, 95 %]}`` or ``{mean: 10 days}``."""

    fixed: Annotated[Any, SkipJsonSchema()] = Field(default=None, exclude=True)
    uniform: list[Any] | None = None
    range: list[Any] | None = None
    mean: Annotated[Any, WithJsonSchema({"type": "string"})] = None


def _lag(value: object) -> object:
    if isinstance(value, str):
        if ID.match(value):
            remedy = "a lag has its own uncertainty: {range: [5 %, 50 %, 95 %]} in days"
            raise wrong(f'the name "{value}" stands here', "a lag", remedy)
        return {"fixed": 0.0 if value.strip() in ("0 days", "0 day") else _duration(value)}
    if not isinstance(value, dict):
        remedy = _in_days(value)
        if isinstance(value, list):
            remedy = "write {range: [5 %, 50 %, 95 %]}, or {uniform: [first, last]}"
        raise wrong(f"{kind_of(value)} stands here", 'a lag such as "5 days"', remedy)
    if len(value) != 1:
        found = (
            f"{' and '.join(map(str, value))} stand together" if value else "nothing stands here"
        )
        raise wrong(found, "one of uniform, range, mean")
    key, given = next(iter(value.items()))
    if key == "mean":
        return {"mean": _duration(given)}
    if key == "fixed":
        raise wrong('unknown key "fixed"', "uniform, range, mean", 'write "5 days" alone')
    if key == "uniform":
        whole = isinstance(given, list) and all(type(one) is int for one in given)
        if not whole or len(given) != 2 or not 0 < given[0] <= given[1]:
            raise wrong(f"{given} stands here", "two whole days from 1 on: [first, last]")
    if key == "range":
        numbers = _rising(given, 3, "three rising numbers of days: [5 %, 50 %, 95 %]")
        if numbers[0] < 0:
            raise wrong(f"{given} stands here", "days from 0 on: nothing comes before its cause")
        if numbers[1] <= 0:
            raise wrong(f"{given} stands here", "a middle above 0 days")
    return value


def _rising(value: object, count: int, expected: str) -> list[float]:
    numbers = [plain_number(one) for one in value] if isinstance(value, list) else []
    good = [one for one in numbers if one is not None]
    if len(good) != count or len(numbers) != count or sorted(good) != good:
        shown = value if isinstance(value, list) else kind_of(value)
        raise wrong(f"{shown} stands here", expected)
    return good


A_NUMBER: dict[str, Any] = {"type": ["number", "string"]}
NULL: dict[str, Any] = {"type": "null"}


def listed(count: int) -> dict[str, Any]:
    """The JSON schema of that many numbers."""
    return {"type": "array", "items": A_NUMBER, "minItems": count, "maxItems": count}


class AmountShape(Shape):
    """A number, the name of a param, or how sure one is of a number: one of these keys."""

    name: Annotated[str | None, SkipJsonSchema()] = Field(default=None, exclude=True)
    value: Annotated[Any, WithJsonSchema(A_NUMBER)] = None
    range: Annotated[Any, WithJsonSchema(listed(3))] = None
    probability: Annotated[Any, WithJsonSchema({"anyOf": [A_NUMBER, listed(2), NULL]})] = None
    beta: Annotated[Any, WithJsonSchema(listed(2))] = None
    uniform: Annotated[Any, WithJsonSchema(listed(2))] = None
    icd203: str | None = None
    unset: Annotated[bool, SkipJsonSchema()] = Field(default=False, exclude=True)
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
        listed = shape.beta if isinstance(shape.beta, list) else []
        two = [number for number in map(plain_number, listed) if number is not None and number > 0]
        if len(two) != 2 or len(listed) != 2:
            shown = shape.beta if listed else kind_of(shape.beta)
            raise wrong(f"{shown} stands here", "two numbers above 0: [a, b]")
        update["beta"] = two
    if shape.probability is not None:
        update["probability"] = _ends(shape.probability)
    if shape.icd203 is not None:
        asked = " ".join(shape.icd203.lower().split())
        word = SAME.get(asked, asked)
        if word not in ICD203:
            remedy = nearest(asked, [*ICD203, *SAME])
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


def _amount(value: object, expected: str = "a number, a param, or {range: […]}") -> object:
    """Numbers and names in their long form."""
    if isinstance(value, dict):
        if "unset" in value or "name" in value:
            key = "unset" if "unset" in value else "name"
            raise wrong(f'unknown key "{key}"', f"{', '.join(KEYS)}, unit, because, sensitive")
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
    elif isinstance(value, str) and value.strip():
        first = value.split()[0]
        remedy = _as_share(value)
        if THOUSANDS.match(first):
            remedy = f'write "{value.replace(",", "")}"'
        elif not remedy and plain_number(first) is not None:
            remedy = f"write {first}; what it counts stands under unit"
    raise wrong(f"{kind_of(value)} stands here", expected, remedy)


def _not_per_day(value: object) -> None:
    """Refuses what has a unit or a name but is no amount per day."""
    text = value.strip() if isinstance(value, str) else ""
    expected = 'an amount per day such as "400 per day", a param, or {range: […]}'
    other = PER_OTHER.match(text)
    number = re.match(rf"({NUMBER})\s+([A-Za-z][\w ]*)\Z", text)
    if other and other.group(3) == "day" and ID.match(other.group(1)):
        raise wrong(f'the text "{text}" stands here', expected, f"write {other.group(1)}")
    if other:
        raise wrong(f'the text "{text}" stands here', expected, "write what moves in one day")
    if number and not re.search(r"\bper\b", number.group(2)):
        raise wrong(f'the text "{text}" stands here', expected, f'write "{text}/day"')


def _a_day(value: object) -> object:
    """What moves in a day: ``400``, ``400 per day``, ``400 trucks/day``, or an amount."""
    match = A_DAY.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        _not_per_day(value)
        return _amount(value)
    unit = match.group(2)
    return {"value": match.group(1)} | ({"unit": f"{unit.strip()}/day"} if unit else {})


def _param(value: object) -> object:
    """An amount that is no name; nothing is shown how what nobody has set is written."""
    if value is None:
        remedy = "a probability that nobody has set is {probability: }"
        raise wrong("nothing stands here", "a number or {range: […]}", remedy)
    return _amount(value, "a number or {range: […]}")


A_PROBABILITY = "a number from 0 to 1, [5 %, 95 %], a param, or {icd203: WORD}"


def _chance(value: object) -> object:
    """A probability; nothing is one that nobody has set."""
    if value is None:
        return {"unset": True}
    if isinstance(value, list):
        return {"probability": value}
    if isinstance(value, str) and not ID.match(value) and plain_number(value) is None:
        word = " ".join(value.lower().split())
        remedy = f"write {{icd203: {word}}}" if word in (*ICD203, *SAME) else _as_share(value)
        raise wrong(f"{kind_of(value)} stands here", A_PROBABILITY, remedy)
    return _amount(value, A_PROBABILITY)


class RateShape(Shape):
    """``0.08 per day``, ``15e-2 per 90 days`` or ``PARAM per 30 days``: a probability a period."""

    chance: Annotated[AmountShape, AfterValidator(_checked)]
    per: float


def _per_period(value: object) -> str:
    """How a rate that is written in another way is written."""
    if plain_number(value) is not None:
        return f'write "{value} per day"'
    if isinstance(value, dict):
        return 'give it a name under params and write "NAME per day"'
    match = PER_OTHER.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        return _as_share(value) if isinstance(value, str) else ""
    days = DAYS.get(match.group(3))
    if days is None:
        return "count the period in days"
    days *= float(match.group(2) or 1)
    return f'write "{match.group(1)} per {"day" if days == 1 else f"{days:g} days"}"'


def _rate(value: object) -> object:
    match = PER.match(value.strip()) if isinstance(value, str) else None
    if match is None or "%" in match.group(1):
        expected = 'a probability per period, such as "0.15 per 90 days"'
        raise wrong(f"{kind_of(value)} stands here", expected, _per_period(value))
    per = float(match.group(2) or 1)
    number = plain_number(match.group(1))
    if number is not None and not 0 < number < 1:
        expected = "a probability between 0 and 1 per period"
        remedy = "more than once a period? take a shorter one" if number >= 1 else ""
        raise wrong(f"{value} stands here", expected, remedy)
    if not 0 < per < math.inf:
        raise wrong(f"{value} stands here", "a period above 0 days")
    return {"chance": _amount(match.group(1)), "per": per}


def _rate_of_flow(value: object) -> object:
    number = plain_number(value)
    if number is not None:
        return str(number)
    if not isinstance(value, str):
        raise wrong(f"{kind_of(value)} stands here", 'a rate a day such as "0.01 * displaced"')
    return re.sub(r"\s*(per\s+day|/\s*day)\s*\Z", "", value)


def as_table(value: object) -> object:
    """A static table, in its long form."""
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
ParamValue = Annotated[
    AmountShape,
    BeforeValidator(_param, json_schema_input_type=AmountShape | Text),
    AfterValidator(_checked),
]
ADay = Annotated[
    AmountShape,
    BeforeValidator(_a_day, json_schema_input_type=AmountShape | Text),
    AfterValidator(_checked),
]
RateValue = Annotated[RateShape, BeforeValidator(_rate, json_schema_input_type=str)]
FlowRate = Annotated[str, BeforeValidator(_rate_of_flow, json_schema_input_type=Text)]


def _number(value: object) -> object:
    number = plain_number(value)
    if number is None:
        raise wrong(f"{kind_of(value)} stands here", "a number")
    return number


Number = Annotated[float, PlainValidator(_number, json_schema_input_type=Text)]


def mappings(value: object) -> object:
    """A list, nothing for an empty one; what is meant as its only member is shown in brackets."""
    if isinstance(value, dict):
        raise wrong("a mapping stands here", "a list of mappings", "write [{…}], or begin with -")
    return [] if value is None else value


def written_out(example: str) -> Callable[[object], object]:
    """Nothing as an empty mapping; a bare number is shown how it is written."""

    def check(value: object) -> object:
        if plain_number(value) is not None:
            expected = "a mapping of keys to values"
            raise wrong(f"{kind_of(value)} stands here", expected, f"write {{{example}: {value}}}")
        return {} if value is None else value

    return check
