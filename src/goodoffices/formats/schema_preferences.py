"""The shape of a party's preference: statements, rankings, chains, factions and degrees."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from goodoffices.formats.values import (
    Attitude,
    BecauseList,
    Degree,
    Expr,
    Id,
    Sensitive,
    Shape,
    Share,
    Weight,
    in_form,
    kind_of,
    lists_of,
    long_form,
    many_levels,
    nothing_or,
    one_group,
    one_level,
    or_empty,
    ranking_state,
    sure_word,
    wrong,
)


def _levels_of_party(value: object) -> object:
    if isinstance(value, dict) and value and not set(value) & set(StatementShape.model_fields):
        remedy = "the party of a type is known: give the expressions alone"
        raise wrong(f"{kind_of(value)} stands here", "a statement, or a list of them", remedy)
    return many_levels(value)


SureWord = Literal["firm", "likely", "guess"]


class SureShape(Shape):
    """``firm``, ``likely``, ``guess`` or ``{phi: number from 0 to 1}``."""

    word: SureWord | None = None
    phi: Annotated[float | None, Field(strict=False, ge=0, le=1)] = None


class StatementShape(Shape):
    """One statement of a preference."""

    want: Expr
    weight: Weight = None
    unknown: bool = False
    because: BecauseList = []
    sure: Annotated[
        SureShape | None,
        BeforeValidator(sure_word, json_schema_input_type=SureShape | SureWord),
    ] = None
    sensitive: Sensitive = None


StatementItem = Annotated[StatementShape, long_form("want", StatementShape | str | bool)]


class LineShape(Shape):
    """A line between statements or places: what stands above it is preferred strongly."""

    strongly: Annotated[int | None, Field(ge=2, le=100)] = None


class LevelShape(Shape):
    """One line of ``prefers``: a statement, or several that are tied; or a line of strength."""

    tie: list[StatementItem] = []
    strongly: Annotated[int | None, Field(ge=2, le=100)] = None


StatementWritten = StatementShape | str | bool
LevelItem = Annotated[
    LevelShape,
    BeforeValidator(
        one_level,
        json_schema_input_type=LineShape | StatementWritten | list[StatementItem],
    ),
]
Levels = Annotated[
    list[LevelItem],
    BeforeValidator(many_levels, json_schema_input_type=list[LevelItem] | StatementWritten | None),
]
LevelsOfParty = Annotated[
    list[LevelItem],
    BeforeValidator(
        _levels_of_party, json_schema_input_type=list[LevelItem] | StatementWritten | None
    ),
]


RankedState = Annotated[
    int | str, BeforeValidator(ranking_state, json_schema_input_type=int | str | bool)
]


class GroupShape(Shape):
    """One place of a ranking: an entry, or several that are tied; or a line of strength."""

    tie: list[RankedState] = []
    strongly: Annotated[int | None, Field(ge=2, le=100)] = None


Group = Annotated[
    GroupShape,
    BeforeValidator(
        one_group,
        json_schema_input_type=LineShape | int | str | bool | list[RankedState],
    ),
]
StatesShape = Annotated[
    GroupShape,
    BeforeValidator(one_group, json_schema_input_type=int | str | bool | list[RankedState]),
]
"""The states of one side of a pair."""


class OrderShape(Shape):
    """States from best to worst, and what their order rests on; a list alone is the order."""

    order: list[Group]
    because: BecauseList = []
    sensitive: Sensitive = None


Order = Annotated[OrderShape, long_form("order", OrderShape | list[Group])]
Chains = Annotated[
    list[Order],
    BeforeValidator(
        lists_of("a list of chains, each from best to worst", "[[BEST, …, WORST], …]"),
        json_schema_input_type=list[Order],
    ),
]


class GradedShape(Shape):
    """How far one group of states is preferred to another, and the other way round."""

    prefer: StatesShape
    to: StatesShape
    degree: Degree
    reverse: Share = None
    because: BecauseList = []
    sensitive: Sensitive = None


GRADED = "{prefer: A, to: B, degree: 0.7}"
GradedItem = Annotated[
    GradedShape,
    BeforeValidator(
        in_form(dict, "two sides and a degree", GRADED), json_schema_input_type=GradedShape
    ),
]
GradedPairs = Annotated[
    list[GradedItem],
    BeforeValidator(
        nothing_or(list, in_form(list, "a list of pairs", f"[{GRADED}]")),
        json_schema_input_type=list[GradedItem] | None,
    ),
]


class FactionShape(Shape):
    """A part of a divided party."""

    share: Share = None
    prefers: list[LevelItem] | None = None
    ranking: Order | None = None
    because: BecauseList = []
    sensitive: Sensitive = None


FACTIONS = "{hawks: {share: 0.6, prefers: [A]}, doves: {prefers: [B]}}"
FactionItem = Annotated[FactionShape, or_empty(FactionShape)]


class DividedShape(Shape):
    """A party whose parts prefer different things."""

    factions: Annotated[
        dict[Id, FactionItem],
        BeforeValidator(
            nothing_or(dict, in_form(dict, "factions by name", FACTIONS)),
            json_schema_input_type=dict[Id, FactionItem] | None,
        ),
    ] = {}
    pairs: GradedPairs = []
    alpha: Share = None
    beta: Share = None
    gamma: Share = None


class FuzzyShape(Shape):
    """Degrees of preference, and the certainty from which the party acts."""

    threshold: Degree
    pairs: GradedPairs = []


def _two(value: object) -> object:
    if isinstance(value, list) and len(value) == 2:
        return value
    sides = f"a list of {len(value)}" if isinstance(value, list) else kind_of(value)
    raise wrong(f"{sides} stands here", "a pair of states", "write [A, B]; a side may be a list")


Sides = Annotated[
    list[StatesShape],
    Field(min_length=2, max_length=2),
    BeforeValidator(
        _two,
        json_schema_input_type=Annotated[list[StatesShape], Field(min_length=2, max_length=2)],
    ),
]


class PairShape(Shape):
    """Two groups of states that cannot be compared; a list of two alone is the pair."""

    pair: Sides
    because: BecauseList = []
    sensitive: Sensitive = None


Pair = Annotated[PairShape, long_form("pair", PairShape | Sides)]
Pairs = Annotated[
    list[Pair],
    BeforeValidator(
        nothing_or(list, lists_of("a list of pairs of states", "[[A, B]]")),
        json_schema_input_type=list[Pair] | None,
    ),
]


class AttitudeShape(Shape):
    """For, indifferent or against, and what that rests on; the word alone is the attitude."""

    attitude: Attitude
    because: BecauseList = []
    sensitive: Sensitive = None


AttitudeItem = Annotated[AttitudeShape, long_form("attitude", AttitudeShape | int | str)]
Attitudes = Annotated[
    dict[str, AttitudeItem],
    BeforeValidator(
        nothing_or(dict, in_form(dict, "parties with for, indifferent or against", "{PARTY: for}")),
        json_schema_input_type=dict[str, AttitudeItem] | None,
    ),
]
DividedItem = Annotated[
    DividedShape,
    BeforeValidator(
        in_form(dict, "factions or pairs", f"{{factions: {FACTIONS}}}"),
        json_schema_input_type=DividedShape,
    ),
]
FuzzyItem = Annotated[
    FuzzyShape,
    BeforeValidator(
        in_form(dict, "a threshold and pairs", f"{{threshold: 0.3, pairs: [{GRADED}]}}"),
        json_schema_input_type=FuzzyShape,
    ),
]
