"""Units of an outlook: what moves must be counted as what it comes from and goes to.

A unit is a text such as ``trucks`` or ``trucks/day``. Where one is missing it takes the stock's. In
rates units multiply, divide and must agree in sums; plain numbers fit everywhere, so that a rate
comes out as the stock's unit, with or without "/day".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from goodoffices.formats.context import Context, Path
from goodoffices.model.arithmetic import Arithmetic, Call, Operation, Quantity, quantities
from goodoffices.model.outlook import Flow, Outlook, Pool

Unit = tuple[tuple[str, int], ...]
"""Factors with their powers, sorted; () for a number without one."""


def unit_of(text: str) -> Unit:
    """``trucks/day`` as ``(("day", -1), ("trucks", 1))``; ``people*days/day`` and the like too."""
    powers: Counter[str] = Counter()
    sign = 1
    for part in text.replace("*", "\0*\0").replace("/", "\0/\0").split("\0"):
        word = part.strip().lower()
        if word == "/":
            sign = -1
        elif word == "*":
            sign = 1
        elif word and word != "1":
            powers["day" if word in ("day", "days", "d") else word] += sign
    return _unit(powers)


def _unit(powers: Counter[str]) -> Unit:
    return tuple(sorted((word, power) for word, power in powers.items() if power))


def shown(unit: Unit) -> str:
    """A unit as text."""
    above = [word for word, power in unit if power > 0 for _ in range(power)]
    below = [word for word, power in unit if power < 0 for _ in range(-power)]
    return "*".join(above or ["1"]) + "".join(f"/{word}" for word in below)


def check(context: Context, outlook: Outlook, in_place: Mapping[str, str]) -> None:
    """Notes every stock, flow and pool whose units do not go together.

    ``in_place``: the units of numbers that have no name, by the labels of their places.
    """
    units = {stock.id: stock.unit for stock in outlook.stocks}
    params = {param.id: param.unit for param in outlook.params}
    for flow in outlook.flows:
        path: Path = ("flows", flow.id)
        source, target = units.get(flow.source, ""), units.get(flow.target, "")
        if source and target and unit_of(source) != unit_of(target):
            found = (
                f"the flow takes {source} from {flow.source} and puts {target} into {flow.target}"
            )
            remedy = "let two flows with their own rates stand for the conversion"
            context.problem(context.place(path, key=True), found, "one unit", remedy)
            continue
        unit = source or target
        if not unit:
            continue
        _capacity(context, flow, unit, params)
        if flow.rate is not None:
            _rate(context, flow, unit, units, params)
    for pool in outlook.pools:
        _pool(context, outlook, pool, units, params)
    _stocks(context, outlook, {**in_place, **params})


def _capacity(context: Context, flow: Flow, unit: str, params: dict[str, str]) -> None:
    named = params.get(flow.capacity, "") if isinstance(flow.capacity, str) else ""
    given = named or flow.unit
    if given and unit_of(given) != unit_of(f"{unit}/day"):
        place = context.place(("flows", flow.id, "capacity"))
        found = f"a capacity in {given} for a stock in {unit}"
        remedy = "set the unit that the stock is counted in"
        if unit_of(given) == unit_of(unit):
            remedy = f'a capacity is per day: set the unit "{unit}/day"'
        context.problem(place, found, f"{unit}/day", remedy)


def _rate(
    context: Context, flow: Flow, unit: str, units: dict[str, str], params: dict[str, str]
) -> None:
    assert flow.rate is not None
    known = {name: unit_of(text) for name, text in (units | params).items() if text}
    found, _, clash = _of(flow.rate, known)
    place = context.place(("flows", flow.id, "rate"))
    if clash:
        remedy = "only like is added to or compared with like"
        context.problem(place, f"the rate brings {clash} together", "one unit", remedy)
    elif found and found not in (unit_of(unit), unit_of(f"{unit}/day")):
        expected = f"{unit}/day (or {unit}, where a plain number is per day)"
        context.problem(place, f"the rate is in {shown(found)}", expected)


def _of(rate: Arithmetic, known: dict[str, Unit]) -> tuple[Unit | None, bool, str]:
    """The unit of a rate (None: it cannot be told), whether a plain number multiplies it (which
    may be per day, so that it fits with and without "/day"), and two units that clash."""
    if isinstance(rate, Quantity):
        return known.get(rate.name), False, ""
    found = [_of(child, known) for child in rate.children()]
    clash = next((clash for _, _, clash in found if clash), "")
    if clash or not found:
        return None, False, clash
    pairs = zip(rate.children(), found, strict=True)
    if any(unit is None and any(quantities(child)) for child, (unit, _, _) in pairs):
        return None, False, ""  # a name without a unit may have any
    told = [(unit, free) for unit, free, _ in found if unit is not None]
    if isinstance(rate, Call) or (isinstance(rate, Operation) and rate.sign in "+-"):
        return _alike(told)
    assert isinstance(rate, Operation)
    if not told:
        return None, False, ""
    (left, _, _), (right, _, _) = found
    powers = Counter(dict(left or ()))
    for word, power in right or ():
        powers[word] += power if rate.sign == "*" else -power
    free = any(one for _, one in told) or len(told) < len(found)
    return _unit(powers), free, ""


def _alike(told: list[tuple[Unit, bool]]) -> tuple[Unit | None, bool, str]:
    """The unit of a sum of these: that of one which no plain number leaves open, if there is."""
    sure = {unit for unit, free in told if not free}
    open_ = {unit for unit, free in told if free}
    fits = {_timeless(unit) for unit in sure | open_}
    units = sorted(sure | open_, key=shown)
    if len(sure) > 1 or len(fits) > 1:
        one, other = sorted(sure, key=shown)[:2] if len(sure) > 1 else units[:2]
        return None, False, f"{shown(one)} and {shown(other)}"
    if sure:
        return next(iter(sure)), False, ""
    return (units[0] if units else None), True, ""


def _timeless(unit: Unit) -> Unit:
    return tuple((word, power) for word, power in unit if word != "day")


def _pool(
    context: Context, outlook: Outlook, pool: Pool, units: dict[str, str], params: dict[str, str]
) -> None:
    """Every flow of a pool must be counted as the pool is, and all of them as the first."""
    named = params.get(pool.capacity, "") if isinstance(pool.capacity, str) else ""
    unit, whose = pool.unit or named, f'the pool "{pool.id}"'
    for flow in outlook.flows:
        own = units.get(flow.source, "") or units.get(flow.target, "")
        if flow.pool != pool.id or not own:
            continue
        if unit and unit_of(unit) != unit_of(f"{own}/day"):
            place = context.place(("flows", flow.id, "pool"))
            found = f"the flow moves {own}, and {whose} is in {unit}"
            remedy = "give each unit a pool of its own"
            if unit_of(unit) == unit_of(own):
                remedy = f'a pool is per day: set the unit "{own}/day"'
            context.problem(place, found, f"{own}/day", remedy)
        elif not unit:
            unit, whose = f"{own}/day", f'for the flow "{flow.id}" the pool "{pool.id}"'


def _stocks(context: Context, outlook: Outlook, params: dict[str, str]) -> None:
    """What a stock begins with and what fits in are counted as the stock is."""
    for stock in outlook.stocks:
        for key, amount in (("initial", stock.initial), ("most", stock.most)):
            given = params.get(amount if isinstance(amount, str) else f"{key} of {stock.id}", "")
            if given and unit_of(given) != unit_of(stock.unit):
                place = context.place(("stocks", stock.id, key))
                found = f"{key} is in {given}"
                remedy = "" if stock.unit else f"set the unit of the stock: {given}"
                expected = stock.unit or "a number without a unit, as the stock has none"
                context.problem(place, found, expected, remedy)
