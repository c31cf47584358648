"""The shape of ``outlook:``, in ``situation.yaml`` or as ``outlook.yaml`` beside it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from goodoffices.formats.outlook_files import inside, observed_file
from goodoffices.formats.outlook_values import (
    ADay,
    Amount,
    AmountShape,
    Chance,
    Day,
    Duration,
    FlowRate,
    LagValue,
    Number,
    ParamValue,
    RateValue,
    Text,
    as_table,
    mappings,
    written_out,
)
from goodoffices.formats.values import (
    BecauseList,
    Expr,
    ExprOrExprs,
    Exprs,
    Id,
    Sensitive,
    Shape,
    Texts,
    bare_list,
    or_empty,
)


class CauseShape(Shape):
    """Why an event may happen."""

    after: str | None = None
    probability: Chance | None = None
    lag: LagValue | None = None
    rate: RateValue | None = None
    because: BecauseList = []
    sensitive: Sensitive = None


class ModifierShape(Shape):
    """What reinforces or hinders while something holds."""

    when: Expr
    times: Amount
    because: BecauseList = []
    sensitive: Sensitive = None


class TableShape(Shape):
    """A static table: a probability, or one for each way in which the parents may stand."""

    parents: Annotated[list[str], BeforeValidator(bare_list)] = []
    probability: Any


TableItem = Annotated[
    TableShape,
    BeforeValidator(as_table, json_schema_input_type=TableShape | AmountShape | Text | list[Text]),
]
Causes = Annotated[
    list[CauseShape],
    BeforeValidator(mappings, json_schema_input_type=list[CauseShape] | None),
]
Modifiers = Annotated[
    list[ModifierShape],
    BeforeValidator(mappings, json_schema_input_type=list[ModifierShape] | None),
]


class EventShape(Shape):
    """Something that happens, or a status that comes and goes."""

    name: str | None = None
    holds_in: Expr | None = None
    reached: LagValue | None = None
    status: bool = False
    begins: bool = False
    requires: ExprOrExprs = []
    causes: Causes = []
    opens: Causes = []
    closes: Causes = []
    modifiers: Modifiers = []
    excludes: Texts = []
    table: TableItem | None = None
    because: BecauseList = []
    sensitive: Sensitive = None


class ObservedShape(Shape):
    """Where something was counted day by day."""

    file: Annotated[
        str,
        BeforeValidator(inside, json_schema_input_type=str),
        Field(description="A table in the case folder, or beside the situation file."),
    ]
    column: Annotated[
        str | None, Field(description="The header or HXL tag of the column with the counts.")
    ] = None
    date: Annotated[
        str | None,
        Field(description="The header or HXL tag of the column with the days; #date or date."),
    ] = None
    where: Annotated[
        Texts, Field(description="Only rows that have this value, as #adm1=North; one or several.")
    ] = []
    sum: Annotated[
        bool, Field(description="true: rows of one date are parts, and are added up.")
    ] = False
    count: Annotated[
        str | None,
        Field(
            description="Of an ACLED table: events, an event type, fatalities, or fatalities in "
            "TYPE, a day."
        ),
    ] = None


ObservedItem = Annotated[
    ObservedShape, BeforeValidator(observed_file, json_schema_input_type=ObservedShape | str)
]


class StockShape(Shape):
    """A quantity."""

    name: str | None = None
    initial: Amount
    unit: str = ""
    most: Amount | None = None
    observed: ObservedItem | None = None
    because: BecauseList = []
    sensitive: Sensitive = None


class FlowShape(Shape):
    """What moves from a stock to another, or from or to outside."""

    name: str | None = None
    from_: Annotated[str | None, Field(alias="from")] = None
    to: str | None = None
    rate: FlowRate | None = None
    capacity: ADay | None = None
    when: Expr | None = None
    ramp: Duration | None = None
    drift: Amount | None = None
    pool: str | None = None
    priority: Number | None = None
    modifiers: Modifiers = []
    observed: ObservedItem | None = None
    because: BecauseList = []
    sensitive: Sensitive = None


class ScenarioShape(Shape):
    """A what-if."""

    name: str | None = None
    block: Texts = []
    do: Annotated[dict[str, Day], or_empty(dict[str, Day])] = {}
    set: Annotated[dict[str, Number], or_empty(dict[str, Number])] = {}
    because: BecauseList = []
    sensitive: Sensitive = None


EventItem = Annotated[EventShape, or_empty(EventShape)]
StockItem = Annotated[
    StockShape,
    BeforeValidator(written_out("initial"), json_schema_input_type=StockShape | None),
]
FlowItem = Annotated[
    FlowShape,
    BeforeValidator(written_out("rate"), json_schema_input_type=FlowShape | None),
]
ScenarioItem = Annotated[ScenarioShape, or_empty(ScenarioShape)]


class OutlookShape(Shape):
    """What follows on the ground."""

    horizon: Duration | None = None
    step: Duration | None = None
    params: Annotated[dict[Id, ParamValue], or_empty(dict[Id, ParamValue])] = {}
    events: Annotated[dict[Id, EventItem], or_empty(dict[Id, EventItem])] = {}
    stocks: Annotated[dict[Id, StockItem], or_empty(dict[Id, StockItem])] = {}
    flows: Annotated[dict[Id, FlowItem], or_empty(dict[Id, FlowItem])] = {}
    pools: Annotated[dict[Id, ADay], or_empty(dict[Id, ADay])] = {}
    scenarios: Annotated[dict[Id, ScenarioItem], or_empty(dict[Id, ScenarioItem])] = {}
    ask: Exprs = []
    sensitive: Sensitive = None
