"""System dynamics models in XMILE → the plain data of an ``outlook:`` block.

1. Stocks, flows and auxiliaries are read; what an outlook has no counterpart for is refused.
2. A stock's equation is worked out to the number it starts with.
3. An auxiliary whose equation reads nothing is a parameter; any other is written, in brackets, into
   the rates that read it. A flow that another equation reads is written in likewise.
4. A flow goes one way where the file says so, where its equation cannot be below zero for any
   contents of the stocks, or where it never is in the whole of the file's own run, which is told.
   Any other becomes two flows, there and back, of which one is zero at any time.

In an outlook no stock is below zero, and flows out of one share what it holds. So the numbers are
those of the file as long as no stock is asked for more in a step than it holds. The file's own run
is looked at for this, and the warning says what it showed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from goodoffices.errors import InputError, Place, Problem
from goodoffices.formats.foreign import id_of, numbered
from goodoffices.formats.limited import refuse_large
from goodoffices.formats.xmile_equation import (
    MAX_LEVELS,
    Printed,
    names_in,
    number_text,
    printed,
)
from goodoffices.formats.xmile_model import Model, Variable, model_of
from goodoffices.formats.xmile_run import Ran, bounds, initial_of, order_of, ran, steps_of
from goodoffices.formats.xmile_xml import text_of

MAX_BYTES = 8_000_000
MAX_RATE = 4_000
"""Characters of one rate, with the auxiliaries written into it."""
DAYS = ("day", "days")
TAKEN = frozenset({"min", "max", "by", "at", "day", "days", "per", "mean", "sd", "quantiles", "p"})
"""Words of outlooks that are no names of stocks, flows and parameters here."""
MANY = 12


@dataclass(frozen=True, slots=True)
class Imported:
    """A model as the plain data of an ``outlook:`` block, and what to know about it."""

    outlook: dict[str, Any]
    warnings: tuple[Problem, ...] = ()
    title: str = ""
    names: dict[str, str] = field(default_factory=dict)
    """Each id in the outlook → the name that the file has for it."""


def load(path: Path, shown: str | None = None) -> Imported:
    """The model in a file. Raises ``InputError`` with the place of each mistake."""
    file = shown or str(path)
    refuse_large(path, file, MAX_BYTES)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError([Problem(Place(file), f"cannot be read: {error.strerror}")]) from None
    return read_xmile(text_of(data, file), file)


def read_xmile(text: str, name: str = "") -> Imported:
    """The model in the text of a file called ``name``. Raises ``InputError``."""
    return _Mapping(model_of(text, name or "the model")).imported()


def plain(value: float) -> int | float:
    """Whole numbers without a point."""
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def days(count: float) -> str:
    """``1 day``, ``0.125 days``."""
    return "1 day" if count == 1 else f"{number_text(count)} days"


class _Mapping:
    """One model on its way."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.variables = model.variables
        self.order = order_of(model)
        self.initial = initial_of(model)
        self.bounds = bounds(model, self.order)
        self.warnings: list[Problem] = []
        self.moving = [one for one in model.of("flow") if one.key in self.ends]
        reads = {
            key: [n.key for n in names_in(one.equation)] for key, one in self.variables.items()
        }
        needed = {one.key for one in self.moving}
        for key in reversed(self.order):
            if key in needed:
                needed.update(reads[key])
        self.needed = needed
        self.reads = reads
        self.params = [one for one in model.of("aux") if one.key in needed and not reads[one.key]]

    @property
    def ends(self) -> set[str]:
        return self.model.source.keys() | self.model.target.keys()

    def imported(self) -> Imported:
        self.check_start()
        seen = ran(self.model, self.order, self.initial)
        self.tell_times()
        self.tell_limits(seen)
        pairs = {one.key for one in self.moving if self.is_pair(one, seen)}
        ids, backs = self.ids(pairs)
        outlook = self.times()
        if self.params:
            outlook["params"] = {ids[one.key]: plain(self.initial[one.key]) for one in self.params}
        outlook["stocks"] = {
            ids[one.key]: {"initial": plain(self.initial[one.key]), "unit": one.unit or "units"}
            for one in self.model.of("stock")
        }
        if self.moving:
            outlook["flows"] = self.flows(ids, backs)
        self.tell_starts()
        self.tell_left_out()
        self.tell_names(ids)
        names = {word: self.variables[key].name for key, word in ids.items()}
        names |= {word: f"{self.variables[key].name}, back" for key, word in backs.items()}
        return Imported(outlook, tuple(self.warnings), self.model.title, names)

    def warn(self, place: Place, found: str, remedy: str = "") -> None:
        self.warnings.append(Problem(place, found, "", remedy))

    def check_start(self) -> None:
        problems = []
        for one in self.model.of("stock"):
            value = self.initial[one.key]
            if value < 0:
                found = f"{one} starts at {value:g}"
                remedy = "count it from another zero"
                problems.append(Problem(one.place, found, "zero or more in an outlook", remedy))
        if problems:
            raise InputError(problems)

    def times(self) -> dict[str, Any]:
        step = self.model.specs.step
        n_steps = steps_of(self.model)
        return {"horizon": days(float(f"{n_steps * step:.12g}")), "step": days(step)}

    def tell_times(self) -> None:
        specs = self.model.specs
        if specs.unit.lower() not in DAYS:
            said = f'the file counts time in "{specs.unit}"' if specs.unit else "no unit of time"
            self.warn(specs.place, f"{said}: one unit counts as one day")
        if specs.start != 0:
            found = f"the file begins at time {specs.start:g}: this is day 0 here"
            self.warn(specs.place, found, "move the days of events likewise")
        if specs.method.lower() != "euler":
            found = (
                f'the file asks for the method "{specs.method}": outlooks take steps by Euler\'s'
            )
            self.warn(specs.place, found, "compare with a shorter step")
        length = specs.stop - specs.start
        if abs(steps_of(self.model) * specs.step - length) > 1e-6 * specs.step:
            found = (
                f"{length:g} is no whole number of steps of {specs.step:g}: the last is left out"
            )
            self.warn(specs.place, found)

    def tell_limits(self, seen: Ran) -> None:
        """What becomes of stocks at zero. Raises where the file decides it another way."""
        if seen.short is not None:
            self.tell_short(self.variables[seen.short], seen.time)
            return
        model = self.model
        free = [
            one.name
            for one in model.of("stock")
            if not one.non_negative and any(self.may_drain(flow, one.key) for flow in self.moving)
        ]
        if not seen.complete:
            found = f"the file's own run was looked at up to time {seen.time:g} only: it is long"
            self.warn(model.specs.place, found, "compare the first results with the other program")
        if free:
            so_far = "" if seen.complete else f" up to time {seen.time:g}"
            found = (
                f"stocks are cut at zero in an outlook, and the file sets no limit to {_list(free)}"
            )
            rest = f"none is asked for more than it holds in the file's own run{so_far}"
            self.warn(model.specs.place, f"{found}; {rest}")

    def may_drain(self, flow: Variable, stock: str) -> bool:
        """Whether a flow, there or back, can take from a stock."""
        out = self.model.source.get(flow.key) == stock
        back = self.model.target.get(flow.key) == stock and self.bounds[flow.key][0] < 0
        return out or back

    def tell_short(self, stock: Variable, time: float) -> None:
        out = [one for one in self.moving if self.may_drain(one, stock.key)]
        read = {key for keys in self.reads.values() for key in keys}
        found = f"{stock} is asked for more than it holds at time {time:g} of the file's own run"
        if not stock.non_negative:
            remedy = (
                "make the step shorter or the flows smaller near zero to have the file's numbers"
            )
            self.warn(stock.place, f"{found}, and is cut at zero in an outlook", remedy)
        elif len(out) > 1 or any(one.key in read for one in out):
            why = (
                "flows out of a stock share what it holds in an outlook, the file serves one first"
            )
            remedy = "limit the flows in their equations, with min"
            raise InputError([Problem(stock.place, f"{found}: {why}", "", remedy)])
        else:
            self.warn(stock.place, f"{found}; what flows out of it is cut, as the file wants")

    def is_pair(self, flow: Variable, seen: Ran) -> bool:
        """Whether a flow becomes two, there and back; told where the equation does not say it."""
        low, _ = self.bounds[flow.key]
        if flow.non_negative or low >= 0:
            return False
        if flow.key not in seen.turned and seen.complete:
            found = (
                f"{flow} may fall below zero by its equation, and never does in the file's own run"
            )
            remedy = "give it a flow back if you change parameters, starts or events so that it may"
            self.warn(flow.place, f"{found}: it goes one way here", remedy)
            return False
        self.warn(flow.place, f"{flow} may fall below zero: it is two flows here, there and back")
        return True

    def ids(self, pairs: set[str]) -> tuple[dict[str, str], dict[str, str]]:
        """An id for each variable that stays, and for the way back of each flow of two ways."""
        kept = [*self.model.of("stock"), *self.moving, *self.params]
        wanted = [_id(one) for one in kept]
        paired = [one for one in self.moving if one.key in pairs]
        given = numbered([*wanted, *(f"{_id(one)}_back" for one in paired)])
        ids = {one.key: word for one, word in zip(kept, given, strict=False)}
        backs = {one.key: word for one, word in zip(paired, given[len(kept) :], strict=True)}
        return ids, backs

    def flows(self, ids: dict[str, str], backs: dict[str, str]) -> dict[str, Any]:
        named = {one.key for one in (*self.model.of("stock"), *self.params)}
        words = {key: Printed(word) for key, word in ids.items() if key in named}
        rates: dict[str, Printed] = {}
        for key in self.order:
            if key not in self.needed or key in words:
                continue
            one = self.variables[key]
            written_in = sum(len(words[name].text) for name in self.reads[key])
            rate = printed(one.equation, words) if written_in <= MAX_RATE else Printed("")
            if written_in > MAX_RATE or len(rate.text) > MAX_RATE or rate.levels > MAX_LEVELS:
                found = f"{one} is too long or too deep with what it reads written in"
                expected = f"at most {MAX_RATE:,} characters and {MAX_LEVELS} levels of brackets"
                remedy = "shorten the chain of auxiliaries"
                raise InputError([Problem(one.place, found, expected, remedy)])
            rates[key] = rate
            cut = one.kind == "flow" and one.non_negative
            words[key] = Printed(f"max(0, {rate.text})", 3, rate.levels + 1) if cut else rate
        flows: dict[str, Any] = {}
        for one in self.moving:
            ends = self.ends_of(one.key, ids)
            rate = rates[one.key]
            if back := backs.get(one.key):
                flows[ids[one.key]] = {**ends, "rate": f"max(0, {rate.text})"}
                other = {"from": ends.get("to"), "to": ends.get("from")}
                turned = {way: end for way, end in other.items() if end}
                flows[back] = {**turned, "rate": f"max(0, 0 - {rate.within(2).text})"}
            else:
                flows[ids[one.key]] = {**ends, "rate": rate.text}
        return flows

    def ends_of(self, flow: str, ids: dict[str, str]) -> dict[str, str]:
        ends = (("from", self.model.source.get(flow)), ("to", self.model.target.get(flow)))
        return {way: ids[stock] for way, stock in ends if stock}

    def tell_starts(self) -> None:
        made = [one for one in self.model.of("stock") if self.reads[one.key]]
        for one in made:
            found = f"{one} starts at {self.initial[one.key]:g}, worked out once from its equation"
            self.warn(one.place, found, "change it by hand when what it reads is changed")

    def tell_left_out(self) -> None:
        left = [
            one
            for one in self.variables.values()
            if one.kind != "stock" and one.key not in self.needed
        ]
        if left:
            names = _list([one.name for one in left])
            found = f"no rate of a flow between stocks reads {names}: left out"
            self.warn(left[0].place, found)

    def tell_names(self, ids: dict[str, str]) -> None:
        changed = [
            f'"{self.variables[key].name}" → {word}'
            for key, word in ids.items()
            if word != self.variables[key].name
        ]
        if changed:
            shown = ", ".join(changed[:MANY]) + (" …" if len(changed) > MANY else "")
            self.warn(self.model.specs.place, f"names became ids: {shown}")


def _id(one: Variable) -> str:
    made = id_of(one.name, one.kind)
    return f"{made}_" if made in TAKEN else made


def _list(names: list[str]) -> str:
    shown = ", ".join(f'"{name}"' for name in names[:MANY])
    return shown + (f" and {len(names) - MANY} more" if len(names) > MANY else "")
