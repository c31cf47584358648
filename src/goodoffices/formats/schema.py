"""The shape of ``situation.yaml``: which keys there are and what each holds.

Only shapes; what the parts mean to each other is checked by ``native``. Every element with a
short form (a rule as bare text, an option as bare text, a tie as a list) is brought into its long
form here, so that the rest of the program sees one form. A key left empty counts as missing.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
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


def _empty_mapping(value: object) -> object:
    return {} if value is None else value


def _empty_list(value: object) -> object:
    return [] if value is None else value


def _one_or_more(value: object) -> object:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _bare_list(value: object) -> object:
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


def _long(key: str) -> BeforeValidator:
    """Bare text (or anything else that is no mapping) becomes ``{key: value}``."""
    return BeforeValidator(lambda value: value if isinstance(value, dict) else {key: value})


def _level(value: object) -> object:
    if isinstance(value, dict) and set(value) == {"tie"}:
        return value
    if isinstance(value, list) and not value:
        raise wrong("an empty list stands here", "a statement, or a list of tied statements")
    return {"tie": value if isinstance(value, list) else [value]}


def _levels(value: object) -> object:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _levels_of_party(value: object) -> object:
    if isinstance(value, dict) and value and not set(value) & set(StatementShape.model_fields):
        remedy = "the party of a type is known: give the expressions alone"
        raise wrong(f"{kind_of(value)} stands here", "a statement, or a list of them", remedy)
    return _levels(value)


def _by_party(value: object) -> object:
    if isinstance(value, str | list):
        expected = "a mapping of parties to expressions"
        raise wrong(f"{kind_of(value)} stands here", expected, "write {PARTY: EXPRESSION}")
    return _empty_mapping(value)


def _sure(value: object) -> object:
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


def _date(value: object) -> object:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise wrong(f"{kind_of(value)} stands here", "a date such as 2024-12-01")


def _version(value: object) -> object:
    if type(value) is not int or value != 1:
        raise wrong(f"{kind_of(value)} stands here", "goodoffices: 1, the version of this format")
    return value


def _ranking_state(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | str):
        return value
    raise wrong(f"{kind_of(value)} stands here", "a state's id or an expression")


class Shape(BaseModel):
    """Base: only the keys listed, values of exactly these kinds, frozen."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


Id = Annotated[str, AfterValidator(_check_id)]
Expr = Annotated[str, BeforeValidator(_text_of)]
BecauseList = Annotated[list[str], BeforeValidator(_because)]
Texts = Annotated[list[str], BeforeValidator(_one_or_more)]
Names = Annotated[list[str], BeforeValidator(_empty_list)]
Exprs = Annotated[list[Expr], BeforeValidator(_empty_list)]
Probability = Annotated[tuple[float, float] | None, BeforeValidator(_range)]
Sensitive = bool | str | None
DateValue = Annotated[date | None, BeforeValidator(_date)]


class SureShape(Shape):
    """``firm``, ``likely``, ``guess`` or ``{phi: number from 0 to 1}``."""

    word: Literal["firm", "likely", "guess"] | None = None
    phi: Annotated[float | None, Field(strict=False, ge=0, le=1)] = None


class StatementShape(Shape):
    """One statement of a preference."""

    want: Expr
    because: BecauseList = []
    sure: Annotated[SureShape | None, BeforeValidator(_sure)] = None
    sensitive: Sensitive = None


class LevelShape(Shape):
    """One line of ``prefers``: a statement, or several that are tied."""

    tie: list[Annotated[StatementShape, _long("want")]]


LevelItem = Annotated[LevelShape, BeforeValidator(_level)]
Levels = Annotated[list[LevelItem], BeforeValidator(_levels)]
LevelsOfParty = Annotated[list[LevelItem], BeforeValidator(_levels_of_party)]


class GroupShape(Shape):
    """One place of a ranking: an entry, or several that are tied."""

    tie: list[Annotated[int | str, BeforeValidator(_ranking_state)]]


Group = Annotated[GroupShape, BeforeValidator(_level)]


class OptionShape(Shape):
    """An option: what the party would do, as an infinitive."""

    does: str | None = None
    also: Texts = []
    because: BecauseList = []
    sensitive: Sensitive = None


class PartyShape(Shape):
    """A party."""

    name: str | None = None
    role: str | None = None
    aliases: Texts = []
    people: Texts = []
    options: Annotated[
        dict[Id, Annotated[OptionShape, _long("does")]], BeforeValidator(_empty_mapping)
    ] = {}
    prefers: Annotated[list[LevelItem] | None, Field()] = None
    ranking: Annotated[list[Group] | None, Field()] = None
    behaviour: Texts = []
    because: BecauseList = []
    sensitive: Sensitive = None


class RuleShape(Shape):
    """A rule."""

    rule: Expr
    name: Id | None = None
    because: BecauseList = []
    probability: Probability = None
    sensitive: Sensitive = None


class ChangeShape(Shape):
    """The verbs that need no party, and what every change may carry."""

    forbid: Annotated[list[Expr], BeforeValidator(_one_or_more)] = []
    allow: Texts = []
    relax: Texts = []
    commit: Annotated[list[Expr], BeforeValidator(_one_or_more)] = []
    together: Names = []
    because: BecauseList = []
    sensitive: Sensitive = None


class VerbsShape(ChangeShape):
    """With the verbs about preferences, party by party."""

    raise_: Annotated[dict[str, Levels], BeforeValidator(_by_party), Field(alias="raise")] = {}
    lower: Annotated[dict[str, Levels], BeforeValidator(_by_party)] = {}
    drop: Annotated[
        dict[str, Annotated[list[Expr], BeforeValidator(_one_or_more)]],
        BeforeValidator(_by_party),
    ] = {}


class LeverShape(VerbsShape):
    """A lever: verbs, who could pull it, and what it costs."""

    by: Texts = []
    cost: Annotated[float | None, Field(strict=False, ge=0, allow_inf_nan=False)] = None
    does: str | None = None


class PrecedentShape(VerbsShape):
    """A precedent: verbs, and the outcome after which they apply."""

    after: Expr


class TypeShape(ChangeShape):
    """A rival reading of one party: here the preference verbs need not name it."""

    probability: Probability = None
    raise_: Annotated[LevelsOfParty, Field(alias="raise")] = []
    lower: LevelsOfParty = []
    drop: Annotated[list[Expr], BeforeValidator(_one_or_more)] = []


class NoMoveShape(Shape):
    """Transitions that a party cannot make."""

    by: str
    from_: Annotated[Expr, Field(alias="from")] = "true"
    to: Expr = "true"
    sensitive: Sensitive = None


class GraphShape(Shape):
    """A conflict in graph form."""

    states: dict[Id, str | None]
    moves: Annotated[dict[str, list[list[str]]], BeforeValidator(_empty_mapping)] = {}


class OutlookShape(Shape):
    """The parts of an outlook; each is read with its own analysis."""

    horizon: Any = None
    step: Any = None
    params: dict[str, Any] | None = None
    events: dict[str, Any] | None = None
    stocks: dict[str, Any] | None = None
    flows: dict[str, Any] | None = None
    pools: dict[str, Any] | None = None
    scenarios: dict[str, Any] | None = None
    ask: list[Any] | None = None
    sensitive: Sensitive = None


ChangeMap = Annotated[
    dict[Id, Annotated[LeverShape, BeforeValidator(_empty_mapping)]],
    BeforeValidator(_empty_mapping),
]
TypeMap = Annotated[
    dict[
        str,
        Annotated[
            dict[Id, Annotated[TypeShape, BeforeValidator(_empty_mapping)]],
            BeforeValidator(_empty_mapping),
        ],
    ],
    BeforeValidator(_empty_mapping),
]


class SituationShape(Shape):
    """The whole file."""

    goodoffices: Annotated[int, BeforeValidator(_version)]
    title: str
    parties: dict[Id, Annotated[PartyShape, BeforeValidator(_empty_mapping)]]
    as_of: DateValue = None
    order: Names = []
    terms: Annotated[dict[Id, Expr], BeforeValidator(_empty_mapping)] = {}
    rules: Annotated[list[Annotated[RuleShape, _long("rule")]], BeforeValidator(_empty_list)] = []
    one_way: Exprs = []
    closed: Names = []
    now: Annotated[list[str] | None, BeforeValidator(_bare_list)] = None
    states: Annotated[dict[Id, Expr], BeforeValidator(_empty_mapping)] = {}
    words: Annotated[dict[str, str], BeforeValidator(_empty_mapping)] = {}
    levers: ChangeMap = {}
    types: TypeMap = {}
    precedents: Annotated[
        dict[Id, Annotated[PrecedentShape, BeforeValidator(_empty_mapping)]],
        BeforeValidator(_empty_mapping),
    ] = {}
    no_move: Annotated[list[NoMoveShape], BeforeValidator(_empty_list)] = []
    same: Exprs = []
    graph: GraphShape | None = None
    outlook: OutlookShape | None = None
    kept: dict[str, Any] | None = None
    sensitive: Sensitive = None
