"""Every number of an outlook with the path at which it stands, and which of them are asked for.

A number is what a probability, a rate, a factor, a cell of a table, a lag, a capacity, a drift, an
initial amount or a limit says; a param is one too, used in places. Durations that steer the
simulator (horizon, step, ramp) are not among them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from goodoffices.errors import NOWHERE, Place, RequestError, nearest, one_of
from goodoffices.model.outlook import Amount, Cause, Event, Modifier, Outlook, Param, Spread


@dataclass(frozen=True)
class Number:
    """One number. ``path``: as in the file, from ``outlook`` on.

    ``kind``: probability, rate, factor, cell, lag, capacity, drift, initial, most or param;
    ``part`` and ``name``: whose it is, as event and its id; ``spread``: what stands there, None
    where that is the name of the param ``uses``; ``turns``: on or off for what a status has as
    opens or closes; ``after`` and ``per``: of its cause; ``used_by``: of a param, the parts that
    use it; ``label``: how messages call what is uncertain in place.
    """

    path: str
    kind: str
    part: str
    name: str
    spread: Spread | None
    unit: str = ""
    uses: str = ""
    turns: str = ""
    after: str = ""
    per: float = 1.0
    because: tuple[str, ...] = ()
    used_by: tuple[tuple[str, str], ...] = ()
    label: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def is_unset(self) -> bool:
        """Whether nobody has set it."""
        return self.spread is not None and self.spread.unset


def numbers(outlook: Outlook) -> tuple[Number, ...]:
    """All of them, params first, in the order of the file's sections."""
    walk = _Walk(outlook)
    inside = tuple(walk.inside())
    return (*(_of_param(param, inside) for param in walk.named), *inside)


def asked_for(outlook: Outlook, where: str | None) -> tuple[Number, ...]:
    """The numbers at a path or of a name; without ``where`` those that nobody has set.

    Raises ``RequestError`` where nothing stands there.
    """
    every = numbers(outlook)
    if where is None:
        return tuple(one for one in every if one.is_unset)
    path = where.strip().removeprefix("outlook.")
    found = [one for one in every if _is_at(one.path, path)] or [
        one for one in every if path in (one.name, one.label)
    ]
    if found:
        return tuple(found)
    paths = [one.path for one in every]
    names = list(dict.fromkeys(one.name for one in every))
    near = nearest(path, [*paths, *names])
    if not near:
        expected = f"a path such as {paths[0]}, or one of {one_of(names)}" if paths else "nothing"
        near = f"expected {expected}" if paths else "it has no numbers"
    raise RequestError(f'the outlook has no number at "{where}"; {near}')


def _is_at(path: str, asked: str) -> bool:
    return path == asked or (path.startswith(asked) and path[len(asked)] in ".[")


def _of_param(param: Param, inside: tuple[Number, ...]) -> Number:
    """A param with a name rests on what its uses rest on as well."""
    uses = [one for one in inside if one.uses == param.id]
    because = tuple(dict.fromkeys((*param.because, *(b for one in uses for b in one.because))))
    used_by = tuple(dict.fromkeys((one.part, one.name) for one in uses))
    path = f"params.{param.id}"
    return Number(
        path,
        "param",
        "param",
        param.id,
        param.spread,
        param.unit,
        because=because,
        used_by=used_by,
        place=param.place,
    )


class _Walk:
    def __init__(self, outlook: Outlook) -> None:
        self.outlook = outlook
        self.params = {param.id: param for param in outlook.params}
        here = {f"outlook.params.{param.id}" for param in outlook.params}
        self.named = [param for param in outlook.params if param.path in here]
        self.ids = {param.id for param in self.named}
        self.data: Any = json.loads(outlook.text)

    def inside(self) -> Iterator[Number]:
        for event in self.outlook.events:
            yield from self._event(event)
        for stock in self.outlook.stocks:
            base = Number("", "initial", "stock", stock.id, None, stock.unit, place=stock.place)
            base = replace(base, because=stock.because)
            yield self._at(base, f"stocks.{stock.id}.initial", stock.initial)
            if stock.most is not None:
                yield self._at(replace(base, kind="most"), f"stocks.{stock.id}.most", stock.most)
        units = {stock.id: stock.unit for stock in self.outlook.stocks}
        for flow in self.outlook.flows:
            path = f"flows.{flow.id}"
            moved = units.get(flow.target) or units.get(flow.source)
            unit = flow.unit or (f"{moved}/day" if moved else "")
            base = Number("", "capacity", "flow", flow.id, None, unit, place=flow.place)
            base = replace(base, because=flow.because)
            if flow.capacity is not None:
                yield self._at(base, f"{path}.capacity", flow.capacity)
            if flow.drift != 0.0:
                yield self._at(replace(base, kind="drift", unit=""), f"{path}.drift", flow.drift)
            yield from self._modifiers(base, path, flow.modifiers)
        for pool in self.outlook.pools:
            base = Number("", "capacity", "pool", pool.id, None, pool.unit, because=pool.because)
            yield self._at(base, f"pools.{pool.id}", pool.capacity)

    def _event(self, event: Event) -> Iterator[Number]:
        path = f"events.{event.id}"
        base = Number("", "", "event", event.id, None, place=event.place, because=event.because)
        written = (self.data.get("events") or {}).get(event.id) or {}
        first = len(written.get("causes") or ()) if event.status else len(event.causes)
        on = "on" if event.status else ""
        for at, cause in enumerate(event.causes):
            key = f"causes[{at}]" if at < first else f"opens[{at - first}]"
            yield from self._cause(replace(base, turns=on), f"{path}.{key}", cause)
        for at, cause in enumerate(event.closes):
            yield from self._cause(replace(base, turns="off"), f"{path}.closes[{at}]", cause)
        yield from self._modifiers(base, path, event.modifiers)
        if event.table is not None:
            yield from self._table(base, event, path)

    def _cause(self, base: Number, path: str, cause: Cause) -> Iterator[Number]:
        because = tuple(dict.fromkeys((*cause.because, *base.because)))
        base = replace(base, because=because, place=cause.place, after=cause.after)
        if cause.rate is not None:
            yield self._at(replace(base, kind="rate", per=cause.per), f"{path}.rate", cause.rate)
        elif cause.probability is not None:
            yield self._at(
                replace(base, kind="probability"), f"{path}.probability", cause.probability
            )
        if cause.lag.kind != "none":
            spread = Spread(cause.lag.kind, cause.lag.numbers)
            yield replace(base, path=f"{path}.lag", kind="lag", spread=spread, unit="days")

    def _modifiers(
        self, base: Number, path: str, modifiers: tuple[Modifier, ...]
    ) -> Iterator[Number]:
        for at, one in enumerate(modifiers):
            because = tuple(dict.fromkeys((*one.because, *base.because)))
            factor = replace(base, kind="factor", unit="", because=because)
            yield self._at(factor, f"{path}.modifiers[{at}].times", one.times)

    def _table(self, base: Number, event: Event, path: str) -> Iterator[Number]:
        assert event.table is not None
        parents = len(event.table.parents)
        cell = replace(base, kind="cell")
        if not parents:
            yield self._at(cell, f"{path}.table.probability", event.table.rows[0])
            return
        for row in product((True, False), repeat=parents):
            at = sum(1 << bit for bit, yes in enumerate(row) if yes)
            words = " ".join("yes" if yes else "no" for yes in row)
            yield self._at(cell, f"{path}.table.probability.{words}", event.table.rows[at])

    def _at(self, base: Number, path: str, amount: Amount) -> Number:
        """What stands at a path: a number, what is uncertain in place, or a param's name."""
        if not isinstance(amount, str):
            return replace(base, path=path, spread=Spread("fixed", (amount,)))
        if amount in self.ids:
            param = self.params[amount]
            because = tuple(dict.fromkeys((*param.because, *base.because)))
            unit = param.unit or base.unit
            return replace(base, path=path, uses=amount, unit=unit, because=because)
        param = self.params[amount]
        because = tuple(dict.fromkeys((*param.because, *base.because)))
        return replace(
            base,
            path=param.path.removeprefix("outlook."),
            spread=param.spread,
            unit=param.unit or base.unit,
            because=because,
            place=param.place,
            label=amount,
        )
