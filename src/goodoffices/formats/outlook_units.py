"""Units of an outlook: what moves must be counted as what it comes from and goes to.

A unit is a text such as ``trucks`` or ``trucks/day``. Where one is missing it takes the stock's. In
rates units multiply, divide and must agree in sums; plain numbers fit everywhere, so that a rate
comes out as the stock's unit, with or without "/day".
"""

from __future__ import annotations

from collections import Counter

from goodoffices.formats.context import Context, Path
from goodoffices.model.arithmetic import Arithmetic, Call, Number, Operation, Quantity
from goodoffices.model.outlook import Flow, Outlook

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


def check(context: Context, outlook: Outlook) -> None:
    """Notes every flow and pool whose units do not go together."""
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
        _pool(context, outlook, pool.id, units)


def _capacity(context: Context, flow: Flow, unit: str, params: dict[str, str]) -> None:
    named = params.get(flow.capacity, "") if isinstance(flow.capacity, str) else ""
    given = named or flow.unit
    if given and unit_of(given) != unit_of(f"{unit}/day"):
        place = context.place(("flows", flow.id, "capacity"))
        found = f"a capacity in {given} for a stock in {unit}"
        context.problem(place, found, f"{unit}/day", "set the unit that the stock is counted in")


def _rate(
    context: Context, flow: Flow, unit: str, units: dict[str, str], params: dict[str, str]
) -> None:
    assert flow.rate is not None
    known = {name: unit_of(text) for name, text in (units | params).items() if text}
    found, clash = _of(flow.rate, known)
    place = context.place(("flows", flow.id, "rate"))
    if clash:
        remedy = "only like is added to or compared with like"
        context.problem(place, f"the rate brings {clash} together", "one unit", remedy)
    elif found and found not in (unit_of(unit), unit_of(f"{unit}/day")):
        expected = f"{unit}/day (or {unit}, where a plain number is per day)"
        context.problem(place, f"the rate is in {shown(found)}", expected)


def _of(rate: Arithmetic, known: dict[str, Unit]) -> tuple[Unit | None, str]:
    """The unit of a rate, and two units that clash.

    () for a plain number, which fits everywhere; None where it cannot be told, because a name has
    no unit.
    """
    if isinstance(rate, Number):
        return (), ""
    if isinstance(rate, Quantity):
        return known.get(rate.name), ""
    found = [_of(child, known) for child in rate.children()]
    clash = next((clash for _, clash in found if clash), "")
    units = [unit for unit, _ in found]
    if clash:
        return None, clash
    if isinstance(rate, Call) or (isinstance(rate, Operation) and rate.sign in "+-"):
        told = sorted({unit for unit in units if unit}, key=shown)
        if len(told) > 1:
            return None, f"{shown(told[0])} and {shown(told[1])}"
        return (told[0] if told else None if None in units else ()), ""
    assert isinstance(rate, Operation)
    left, right = units
    if left is None or right is None:
        return None, ""
    powers = Counter(dict(left))
    for word, power in right:
        powers[word] += power if rate.sign == "*" else -power
    return _unit(powers), ""


def _pool(context: Context, outlook: Outlook, pool_id: str, units: dict[str, str]) -> None:
    pool = next(pool for pool in outlook.pools if pool.id == pool_id)
    members = [flow for flow in outlook.flows if flow.pool == pool_id]
    seen = {units.get(flow.source, "") or units.get(flow.target, ""): flow for flow in members}
    if pool.unit:
        seen = {pool.unit.removesuffix("/day"): members[0], **seen} if members else {}
    told = [unit for unit in seen if unit]
    if len({unit_of(unit) for unit in told}) > 1:
        place = context.place(("pools", pool_id), key=True)
        found = f"the pool is shared by flows in {told[0]} and in {told[1]}"
        context.problem(place, found, "flows in one unit", "give each unit a pool of its own")
