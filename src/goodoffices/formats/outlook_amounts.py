"""Numbers in an outlook: those with a name, and those that a file writes in place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import product

from pydantic import TypeAdapter, ValidationError

from goodoffices.errors import nearest, one_of
from goodoffices.formats.context import Context, Path
from goodoffices.formats.outlook_values import KEYS, AmountShape, Chance
from goodoffices.formats.schema_outlook import TableShape
from goodoffices.formats.tree import path_text
from goodoffices.formats.values import kind_of
from goodoffices.model.likelihood import ICD203, SAME
from goodoffices.model.outlook import Amount, Param, Spread

TRUE = {"yes": True, "true": True, "no": False, "false": False}


STAND_IN = 0.5
"""Stands for a number that is wrong and was noted: nothing else is found wrong with it."""
Unknown = Callable[[str, str], tuple[str, str, str]]
"""A name and a section that has it not → what was found, what was expected, the remedy."""


class Amounts:
    """Reads amounts; what is uncertain in place becomes a param with the label of its place.

    ``names``: of all params, those that are wrong in form included. ``units``: of numbers in
    place, by the labels of their places.
    """

    def __init__(
        self,
        context: Context,
        named: Mapping[str, AmountShape],
        names: Collection[str],
        unknown: Unknown,
    ) -> None:
        self.context, self.named, self.unknown = context, tuple(names), unknown
        self.found: dict[str, Param] = {}
        self.uses: dict[str, set[str]] = {}
        self.units: dict[str, str] = {}
        for name, shape in named.items():
            self.found[name] = self._param(name, shape, ("params", name))
            if shape.name is not None:
                place = context.place(("params", name))
                context.problem(place, f'the name "{shape.name}" stands here', "a number")

    def params(self) -> tuple[Param, ...]:
        """All of them, those with names first."""
        return tuple(self.found.values())

    def optional(
        self, shape: AmountShape | None, label: str, path: Path, because: tuple[str, ...] = ()
    ) -> Amount | None:
        """None where nothing stands."""
        return None if shape is None else self.read(shape, label, path, because)

    def read(
        self, shape: AmountShape, label: str, path: Path, because: tuple[str, ...] = ()
    ) -> Amount:
        """A number, or the id of the param that it is.

        ``because``: of the part in which it stands, for what is uncertain there.
        """
        if shape.name is not None:
            if shape.name not in self.named:
                found, expected, remedy = self.unknown(shape.name, "params")
                if shape.name in (*ICD203, *SAME):
                    remedy = f"write {{icd203: {shape.name}}}"
                elif not self.named:
                    expected = "a number"
                self.context.problem(self.context.place(path), found, expected, remedy)
                return STAND_IN
            return shape.name if shape.name in self.found else STAND_IN
        param = self._param(label, shape, path, because)
        if param.unit:
            self.units[label] = param.unit
        if param.spread.kind == "fixed" and not shape.because:
            return param.spread.numbers[0]
        self.found[label] = param
        return label

    def chance(
        self,
        shape: AmountShape | None,
        label: str,
        path: Path,
        because: tuple[str, ...] = (),
        per_period: bool = False,
    ) -> Amount:
        """A probability; one that nobody has set becomes a param that says so.

        ``per_period``: of a rate, so neither 0 nor 1.
        """
        shape = AmountShape(unset=True) if shape is None else shape
        amount = self.read(shape, label, path, because)
        spread = (
            self.found[amount].spread if isinstance(amount, str) else Spread("fixed", (amount,))
        )
        if not spread.is_probability:
            found = f'"{amount}" can lie outside 0 to 1'
            if not isinstance(amount, str):
                found = f"the number {amount:g} stands here"
            expected = "a probability: {probability: [5 %, 95 %]}, or a number from 0 to 1"
            self.context.problem(self.context.place(path), found, expected, _as_chance(spread))
        elif per_period and spread.kind == "fixed" and spread.numbers[0] in (0, 1):
            found = f'"{amount}" is {spread.numbers[0]:g}'
            expected = "a probability between 0 and 1 per period"
            self.context.problem(self.context.place(path), found, expected)
        self.without_unit(amount, label, "a probability", path)
        self._used(amount, "rate" if per_period else "chance")
        return amount

    def _used(self, amount: Amount, use: str) -> None:
        if isinstance(amount, str):
            self.uses.setdefault(amount, set()).add(use)

    def without_unit(self, amount: Amount, label: str, what: str, path: Path) -> None:
        """Notes a unit where a number without one is meant."""
        unit = self.found[amount].unit if isinstance(amount, str) else self.units.get(label, "")
        if unit:
            found = f'"{amount}" is in {unit}' if amount in self.named else f"the unit is {unit}"
            self.context.problem(self.context.place(path), found, f"{what}, which has no unit")

    def at_least_0(self, amount: Amount, what: str, path: Path, strictly: bool = False) -> None:
        """Notes what can be below 0; ``strictly``: also beyond its 5 % point."""
        self._used(amount, "size")
        if not isinstance(amount, str):
            if amount < 0:
                found = f"the {what} is {amount:g}"
                self.context.problem(self.context.place(path), found, "a number from 0 on")
            return
        spread = self.found[amount].spread
        linear = spread.kind == "range" and spread.numbers[0] < spread.numbers[-1]
        if self.least(amount) < 0 or (strictly and linear and spread.numbers[0] <= 0):
            found = f"the {what} can be below 0"
            if amount in self.named:
                found = f'the {what} is "{amount}", which can be below 0'
            remedy = ""
            if linear and spread.numbers[0] == 0:
                remedy = "begin the range above 0, or write {uniform: [lowest, highest]}"
            self.context.problem(self.context.place(path), found, "a number from 0 on", remedy)

    def least(self, amount: Amount) -> float:
        """The least that an amount can be, as far as its 5 % point tells."""
        if not isinstance(amount, str):
            return amount
        spread = self.found[amount].spread
        return 0.0 if spread.is_probability else min(spread.numbers)

    def greatest(self, amount: Amount) -> float:
        """The greatest that an amount can be, as far as its 95 % point tells."""
        if not isinstance(amount, str):
            return amount
        spread = self.found[amount].spread
        return 1.0 if spread.kind in ("beta", "points") else max(spread.numbers)

    def not_given(self, name: str, number: float) -> str:
        """What a scenario must give this param instead of ``number``; empty where it is good."""
        uses = self.uses.get(name, set())
        if "rate" in uses and not 0 < number < 1:
            return "a probability between 0 and 1 per period"
        if "chance" in uses and not 0 <= number <= 1:
            return "a probability from 0 to 1"
        return "a number from 0 on" if "size" in uses and number < 0 else ""

    def rows(self, one: TableShape, name: str, path: Path) -> tuple[Amount, ...]:
        """The probabilities of a table, row i for the parents whose bits are in i."""
        if not one.parents:
            cell = self._cell(one.probability, f"table of {name}", (*path, "probability"))
            return () if cell is None else (cell,)
        if not isinstance(one.probability, dict):
            expected = 'a probability for each way: {"yes no": 0.2, …}'
            place = self.context.place((*path, "probability"))
            self.context.problem(place, f"{kind_of(one.probability)} stands here", expected)
            return ()
        cells: dict[tuple[bool, ...], Amount] = {}
        for key, value in one.probability.items():
            words = [TRUE.get(word) for word in str(key).lower().split()]
            here = (*path, "probability", key)
            if None in words or len(words) != len(one.parents):
                expected = f"yes or no for each of {one_of(one.parents)}"
                place = self.context.place(here, key=True)
                self.context.problem(place, f'"{key}" stands here', expected)
                return ()
            row = tuple(bool(word) for word in words)
            label = f"table {' '.join(str(word).lower() for word in row)} of {name}"
            cell = self._cell(value, label, here)
            if row in cells:
                place = self.context.place(here, key=True)
                self.context.problem(place, f'"{key}" stands twice', "every row once")
            cells[row] = STAND_IN if cell is None else cell
        missing = [
            row for row in product((True, False), repeat=len(one.parents)) if row not in cells
        ]
        if missing:
            rows = one_of([" ".join("yes" if word else "no" for word in row) for row in missing])
            place = self.context.place((*path, "probability"))
            self.context.problem(place, f"rows are missing: {rows}", "every row once")
            return ()
        return tuple(cells[row] for row in _in_bits(len(one.parents)))

    def _cell(self, value: object, label: str, path: Path) -> Amount | None:
        try:
            shape = CHANCE.validate_python(value)
        except ValidationError as error:
            for one in error.errors(include_url=False):
                told, key = one.get("ctx", {}), one["loc"][-1] if one["loc"] else ""
                found = told.get("found", f"{kind_of(value)} stands here")
                expected, remedy = told.get("expected", "a probability"), told.get("remedy", "")
                place = self.context.place(path)
                if one["type"] == "extra_forbidden":
                    found, expected, remedy = (
                        f'unknown key "{key}"',
                        one_of(KEYS),
                        nearest(str(key), KEYS),
                    )
                    place = self.context.place((*path, key), key=True)
                    if label.startswith("table of"):
                        remedy = "rows need parents: {parents: [EVENT], probability: {yes: …}}"
                self.context.problem(place, found, expected, remedy)
            return None
        return self.chance(shape, label, path)

    def _param(
        self, name: str, shape: AmountShape, path: Path, because: tuple[str, ...] = ()
    ) -> Param:
        place = self.context.place(path)
        text = path_text(("outlook", *path))
        reasons = tuple(shape.because) or because
        return Param(name, spread_of(shape), shape.unit or "", reasons, text, place)


def _as_chance(spread: Spread) -> str:
    """How what is no probability may be meant."""
    if spread.kind == "fixed" and 2 <= spread.numbers[0] <= 100:
        return f"write {spread.numbers[0] / 100:g} for {spread.numbers[0]:g} %"
    if spread.kind == "range" and spread.numbers[0] > 0 and spread.numbers[-1] < 1:
        low, _, high = spread.numbers
        return f"the ends of a range are not its limits: write {{probability: [{low:g}, {high:g}]}}"
    return ""


CHANCE: TypeAdapter[AmountShape] = TypeAdapter(Chance)


def _in_bits(parents: int) -> Iterator[tuple[bool, ...]]:
    for row in range(2**parents):
        yield tuple(bool(row >> bit & 1) for bit in range(parents))


def spread_of(shape: AmountShape) -> Spread:
    """How sure a number is, as the simulator has it."""
    if shape.unset:
        return Spread("uniform", (0.0, 1.0), unset=True)
    if shape.icd203 is not None:
        return Spread("points", ICD203[shape.icd203], word=f"{shape.icd203} (ICD 203)")
    if shape.probability is not None:
        low, high = shape.probability
        return Spread("fixed", (low,)) if low == high else Spread("points", (low, high))
    if shape.beta is not None:
        return Spread("beta", tuple(shape.beta))
    if shape.uniform is not None:
        return Spread("uniform", tuple(shape.uniform))
    if shape.range is not None:
        return Spread("range", tuple(shape.range))
    return Spread("fixed", (float(shape.value or 0.0),))
