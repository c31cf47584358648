"""The shape of ``situation.yaml``: which keys there are and what each holds.

Only shapes; what the parts mean to each other is checked by ``native``. Every element with a
short form (a rule as bare text, an option as bare text, a tie as a list) is brought into its long
form here, so that the rest of the program sees one form.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from goodoffices.formats.schema_preferences import (
    Attitudes,
    Chains,
    DividedItem,
    FuzzyItem,
    LevelItem,
    Levels,
    LevelsOfParty,
    Order,
    Pairs,
)
from goodoffices.formats.values import (
    BecauseList,
    DateValue,
    Expr,
    ExprOrExprs,
    Exprs,
    Id,
    Names,
    Probability,
    Sensitive,
    Shape,
    Texts,
    Weights,
    bare_list,
    by_party,
    empty_list,
    long_form,
    or_empty,
    version,
)


class OptionShape(Shape):
    """An option: what the party would do, as an infinitive."""

    does: str | None = None
    also: Texts = []
    because: BecauseList = []
    sensitive: Sensitive = None


OptionItem = Annotated[OptionShape, long_form("does", OptionShape | str | None)]


class ElicitedShape(Shape):
    """Where a party's order of its statements comes from; nothing is computed from it."""

    by: str | None = None
    on: DateValue = None
    answers: Annotated[int | None, Field(ge=0)] = None
    record: str | None = None


class PartyShape(Shape):
    """A party."""

    name: str | None = None
    role: str | None = None
    aliases: Texts = []
    people: Texts = []
    options: Annotated[dict[Id, OptionItem], or_empty(dict[Id, OptionItem])] = {}
    prefers: list[LevelItem] | None = None
    ranking: Order | None = None
    partial_order: Chains | None = None
    divided: DividedItem | None = None
    fuzzy: FuzzyItem | None = None
    strongly_by: Weights = []
    unknown: Pairs = []
    extension: Literal["a", "b", "c", "d"] | None = None
    attitudes: Attitudes = {}
    elicited: ElicitedShape | None = None
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

    forbid: ExprOrExprs = []
    allow: Texts = []
    relax: Texts = []
    commit: ExprOrExprs = []
    together: Names = []
    because: BecauseList = []
    sensitive: Sensitive = None


LevelsByParty = Annotated[
    dict[str, Levels], BeforeValidator(by_party, json_schema_input_type=dict[str, Levels] | None)
]


class VerbsShape(ChangeShape):
    """With the verbs about preferences, party by party."""

    raise_: Annotated[LevelsByParty, Field(alias="raise")] = {}
    lower: LevelsByParty = {}
    drop: Annotated[
        dict[str, ExprOrExprs],
        BeforeValidator(by_party, json_schema_input_type=dict[str, ExprOrExprs] | None),
    ] = {}


class LeverShape(VerbsShape):
    """A lever: verbs, who could pull it, and what it costs."""

    by: Texts = []
    cost: Annotated[float | None, Field(strict=False, ge=0, allow_inf_nan=False)] = None
    does: str | None = None


class PrecedentShape(VerbsShape):
    """A precedent: verbs, and the outcome after which they apply."""

    after: Expr


class PerceptionShape(VerbsShape):
    """How one party sees the situation: verbs, and options that it does not know of."""

    unaware: Texts = []


class TypeShape(ChangeShape):
    """A rival reading of one party: here the preference verbs need not name it."""

    probability: Probability = None
    raise_: Annotated[LevelsOfParty, Field(alias="raise")] = []
    lower: LevelsOfParty = []
    drop: ExprOrExprs = []


class NoMoveShape(Shape):
    """Transitions that a party cannot make."""

    by: str
    from_: Annotated[Expr, Field(alias="from")] = "true"
    to: Expr = "true"
    sensitive: Sensitive = None


class GraphShape(Shape):
    """A conflict in graph form."""

    states: dict[Id, str | None]
    moves: Annotated[dict[str, list[list[str]]], or_empty(dict[str, list[list[str]]])] = {}


Lever = Annotated[LeverShape, or_empty(LeverShape)]
Type = Annotated[TypeShape, or_empty(TypeShape)]
Types = Annotated[dict[Id, Type], or_empty(dict[Id, Type])]
Precedent = Annotated[PrecedentShape, or_empty(PrecedentShape)]
Perception = Annotated[PerceptionShape, or_empty(PerceptionShape)]
PartyItem = Annotated[PartyShape, or_empty(PartyShape)]
RuleItem = Annotated[RuleShape, long_form("rule", RuleShape | str | bool)]
Terms = Annotated[dict[Id, Expr], or_empty(dict[Id, Expr])]


class SituationShape(Shape):
    """The whole file."""

    goodoffices: Annotated[int, BeforeValidator(version, json_schema_input_type=Literal[1])]
    title: str
    parties: dict[Id, PartyItem]
    as_of: DateValue = None
    order: Names = []
    terms: Terms = {}
    rules: Annotated[
        list[RuleItem],
        BeforeValidator(empty_list, json_schema_input_type=list[RuleItem] | None),
    ] = []
    one_way: Exprs = []
    closed: Names = []
    now: Annotated[
        list[str] | None,
        BeforeValidator(bare_list, json_schema_input_type=list[str] | str | None),
    ] = None
    states: Terms = {}
    words: Annotated[dict[str, str], or_empty(dict[str, str])] = {}
    levers: Annotated[dict[Id, Lever], or_empty(dict[Id, Lever])] = {}
    types: Annotated[dict[str, Types], or_empty(dict[str, Types])] = {}
    precedents: Annotated[dict[Id, Precedent], or_empty(dict[Id, Precedent])] = {}
    perceives: Annotated[dict[str, Perception], or_empty(dict[str, Perception])] = {}
    no_move: Annotated[
        list[NoMoveShape],
        BeforeValidator(empty_list, json_schema_input_type=list[NoMoveShape] | None),
    ] = []
    same: Exprs = []
    graph: GraphShape | None = None
    outlook: Any = None
    kept: dict[str, Any] | None = None
    sensitive: Sensitive = None
