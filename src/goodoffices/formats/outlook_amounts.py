"""Numbers in an outlook: those with a name, and those that a file writes in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from pydantic import TypeAdapter, ValidationError

from goodoffices.errors import nearest, one_of
from goodoffices.formats.context import Context, Path
from goodoffices.formats.outlook_values import AmountShape, Chance
from goodoffices.formats.schema_outlook import TableShape
from goodoffices.formats.tree import path_text
from goodoffices.formats.values import kind_of
from goodoffices.model.likelihood import ICD203
from goodoffices.model.outlook import Amount, Param, Spread

TRUE = {"yes": True, "true": True, "no": False, "false": False}


class Amounts:
    """Reads amounts; what is uncertain in place becomes a param with the label of its place."""

    def __init__(self, context: Context, named: Mapping[str, AmountShape]) -> None:
        self.context = context
        self.found: dict[str, Param] = {}
        self.used_as_chance: dict[str, Path] = {}
        for name, shape in named.items():
            self.found[name] = self._param(name, shape, ("params", name))
            if shape.name is not None:
                place = context.place(("params", name))
                context.problem(place, f'the name "{shape.name}" stands here', "a number")
        self.named = tuple(named)

    def params(self) -> tuple[Param, ...]:
        """All of them, those with names first."""
        return tuple(self.found.values())

    def optional(self, shape: AmountShape | None, label: str, path: Path) -> Amount | None:
        """None where nothing stands."""
        return None if shape is None else self.read(shape, label, path)

    def read(
        self, shape: AmountShape, label: str, path: Path, because: tuple[str, ...] = ()
    ) -> Amount:
        """A number, or the id of the param that it is."""
        if shape.name is not None:
            if shape.name not in self.named:
                remedy = nearest(shape.name, self.named)
                expected = f"one of {one_of(self.named)}" if self.named else "a number"
                place = self.context.place(path)
                self.context.problem(place, f'unknown param "{shape.name}"', expected, remedy)
                return 0.0
            return shape.name
        param = self._param(label, shape, path, because)
        if param.spread.kind == "fixed" and not param.because:
            return param.spread.numbers[0]
        self.found[label] = param
        return label

    def chance(
        self, shape: AmountShape | None, label: str, path: Path, because: tuple[str, ...] = ()
    ) -> Amount:
        """A probability; one that nobody has set becomes a param that says so."""
        shape = AmountShape(unset=True) if shape is None else shape
        amount = self.read(shape, label, path, because)
        spread = (
            self.found[amount].spread if isinstance(amount, str) else Spread("fixed", (amount,))
        )
        if not spread.is_probability:
            found = f"{amount} can lie outside 0 to 1" if isinstance(amount, str) else f"{amount}"
            expected = "a probability: {probability: [5 %, 95 %]}, or a number from 0 to 1"
            self.context.problem(self.context.place(path), found, expected)
        told = label.startswith("rate") and spread.kind in ("fixed", "uniform")
        if told and max(spread.numbers) == 1:
            expected = "a probability below 1 per period"
            self.context.problem(self.context.place(path), f"{amount} can be 1", expected)
        if isinstance(amount, str):
            self.used_as_chance.setdefault(amount, path)
        return amount

    def is_chance(self, name: str) -> bool:
        """Whether something uses this param as a probability."""
        return name in self.used_as_chance

    def least(self, amount: Amount) -> float:
        """The least that an amount can be, as far as its 5 % point tells."""
        if not isinstance(amount, str):
            return amount
        spread = self.found[amount].spread
        return 0.0 if spread.is_probability else min(spread.numbers)

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
            if cell is not None:
                cells[row] = cell
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
            context = error.errors(include_url=False)[0].get("ctx", {})
            found = context.get("found", f"{kind_of(value)} stands here")
            expected = context.get("expected", "a probability")
            self.context.problem(self.context.place(path), found, expected)
            return None
        return self.chance(shape, label, path)

    def _param(
        self, name: str, shape: AmountShape, path: Path, because: tuple[str, ...] = ()
    ) -> Param:
        place = self.context.place(path)
        text = path_text(("outlook", *path))
        reasons = tuple(shape.because) or because
        return Param(name, spread_of(shape), shape.unit or "", reasons, text, place)


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
