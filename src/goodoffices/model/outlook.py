"""What follows on the ground, as declared: events, stocks, flows, and numbers nobody is sure of.

Frozen and checked: every name in it is known, units agree, days are days. Wherever a number may
be uncertain an ``Amount`` stands: the number, or the name of a ``Param``. What a file writes in
place (``capacity: {range: …}``) is a param too, with a name that says where it stands
(``capacity of aid``) and that no file can use.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from goodoffices.errors import NOWHERE, Place
from goodoffices.model.arithmetic import Arithmetic
from goodoffices.model.expression import Expression
from goodoffices.model.question import Question

Amount = float | str
"""A number, or the name of a param."""

Part = TypeVar("Part", "Event", "Stock")


@dataclass(frozen=True, slots=True)
class Spread:
    """How sure a number is. ``kind`` and ``numbers``:

    ``fixed`` (x), ``beta`` (a, b), ``points`` (5 % and 95 % point of a beta), ``range`` (5 %,
    50 % and 95 % point), ``uniform`` (low, high). ``word``: the word of a scale that gave them.
    ``unset``: nobody has said; ``uniform`` from 0 to 1 stands in where that is assumed.
    """

    kind: str
    numbers: tuple[float, ...]
    word: str = ""
    unset: bool = False

    @property
    def is_probability(self) -> bool:
        """Whether every value it can take lies from 0 to 1."""
        if self.kind in ("beta", "points"):
            return True
        if self.kind == "range":
            return self.numbers[0] == self.numbers[-1] and 0 <= self.numbers[0] <= 1
        return min(self.numbers) >= 0 and max(self.numbers) <= 1


@dataclass(frozen=True, slots=True)
class Param:
    """A number with a name. ``path``: where it stands in the file, for people to find it."""

    id: str
    spread: Spread
    unit: str = ""
    because: tuple[str, ...] = ()
    path: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Lag:
    """How long after its cause, in days: ``none``, ``fixed`` (d), ``uniform`` (whole days from,
    to), ``range`` (5 %, 50 %, 95 %) or ``mean`` (of an exponential)."""

    kind: str = "none"
    numbers: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """Why an event may happen: ``probability`` with a ``lag``, or ``rate``: a probability per
    ``per`` days. ``after``: the event that it waits for, empty for from day 0 on."""

    probability: Amount | None = None
    lag: Lag = Lag()
    rate: Amount | None = None
    per: float = 1.0
    after: str = ""
    because: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Modifier:
    """While ``when`` holds, a hazard or a capacity is multiplied by ``times``."""

    when: Expression
    times: Amount
    because: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A static table: ``rows[i]`` is the probability where bit j of i says whether parent j is."""

    parents: tuple[str, ...]
    rows: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens once, or, as a ``status``, comes and goes.

    ``holds_in``: an expression of the situation that puts it there from day 0, or ``reached``
    after it. ``begins``: a status that is on at day 0. ``causes`` of a status are what turns it on
    (``opens`` in a file); ``closes`` what turns it off.
    """

    id: str
    holds_in: Expression | None = None
    reached: Lag = Lag()
    status: bool = False
    begins: bool = False
    requires: Expression | None = None
    causes: tuple[Cause, ...] = ()
    closes: tuple[Cause, ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    excludes: tuple[str, ...] = ()
    table: Table | None = None
    name: str = ""
    because: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Observed:
    """Where a stock or flow was counted day by day: a table beside the situation file.

    ``column`` and ``date``: header or HXL tag, empty where the table leaves no choice. The places
    are those of the file's name, the column and the dates. ``where``: only rows that have these
    values, as ``#adm1=North``; ``sum``: rows of one date add up; ``count``: in a table of events,
    what is counted. Nothing is read here.
    """

    file: str
    column: str = ""
    date: str = ""
    where: tuple[str, ...] = field(default=(), kw_only=True)
    sum: bool = field(default=False, kw_only=True)
    count: str = field(default="", kw_only=True)
    place: Place = field(default=NOWHERE, compare=False)
    column_place: Place = field(default=NOWHERE, compare=False)
    date_place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Stock:
    """A quantity. ``most``: what fits in, None for no limit; ``observed``: where it was counted."""

    id: str
    initial: Amount
    unit: str
    most: Amount | None = None
    name: str = ""
    because: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)
    observed: Observed | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """What moves from a stock to another, or from or to outside (empty names), per day.

    ``rate`` and ``capacity``: the lesser counts, None is no bound. ``ramp``: days from the gate's
    opening to the full capacity. ``drift``: of the level of the capacity, per root of a day.
    ``priority``: lower is served first; None is served last. ``observed``: where it was counted.
    """

    id: str
    source: str = ""
    target: str = ""
    rate: Arithmetic | None = None
    capacity: Amount | None = None
    when: Expression | None = None
    ramp: Amount = 0.0
    drift: Amount = 0.0
    pool: str = ""
    priority: float | None = None
    modifiers: tuple[Modifier, ...] = ()
    unit: str = ""
    name: str = ""
    because: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)
    observed: Observed | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """A capacity per day that several flows share."""

    id: str
    capacity: Amount
    unit: str = ""
    because: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A what-if: events that never happen, that happen on a day, and params with a number."""

    id: str
    block: tuple[str, ...] = ()
    do: tuple[tuple[str, float], ...] = ()
    set: tuple[tuple[str, float], ...] = ()
    name: str = ""
    because: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


AS_WRITTEN = Scenario("")
"""The scenario that changes nothing."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The whole declaration. ``horizon`` and ``step`` in days; ``steps`` of them there are.

    ``text``: as canonical JSON, for digests.
    """

    horizon: float
    step: float = 1.0
    params: tuple[Param, ...] = ()
    events: tuple[Event, ...] = ()
    stocks: tuple[Stock, ...] = ()
    flows: tuple[Flow, ...] = ()
    pools: tuple[Pool, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    ask: tuple[Question, ...] = ()
    text: str = field(default="{}", compare=False)

    @property
    def steps(self) -> int:
        """How many steps lead from day 0 to the horizon."""
        return round(self.horizon / self.step)

    def event(self, event_id: str) -> Event:
        """The event with this id; raises ``KeyError``."""
        return _named(self.events, event_id)

    def stock(self, stock_id: str) -> Stock:
        """The stock with this id; raises ``KeyError``."""
        return _named(self.stocks, stock_id)

    def unset(self) -> tuple[Param, ...]:
        """The probabilities that nobody has set."""
        return tuple(param for param in self.params if param.spread.unset)


def _named(parts: tuple[Part, ...], part_id: str) -> Part:
    for part in parts:
        if part.id == part_id:
            return part
    raise KeyError(part_id)
