"""What every part of an outlook's reader shares: its names, and expressions over events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goodoffices.errors import nearest, one_of
from goodoffices.formats.context import Context, Path
from goodoffices.formats.outlook_amounts import Amounts
from goodoffices.formats.outlook_values import LagShape, plain_number
from goodoffices.formats.schema_outlook import ModifierShape, ObservedShape, OutlookShape
from goodoffices.model.expression import Expression, names_in
from goodoffices.model.outlook import Lag, Modifier, Observed
from goodoffices.model.parser import ExpressionError, parse

RESERVED = ("min", "max", "by", "day")
"""Words of rates and questions, which no name may be."""


class Reader:
    """Notes mistakes in ``context``; ``terms``: whether there is a situation for ``holds_in``."""

    def __init__(self, context: Context, shape: OutlookShape, terms: bool) -> None:
        self.context, self.shape, self.terms = context, shape, terms
        self.amounts = Amounts(context, shape.params)
        self._name_space()

    def _name_space(self) -> None:
        kinds = ("params", "events", "stocks", "flows")
        seen: dict[str, str] = {}
        for kind in kinds:
            for name in getattr(self.shape, kind):
                if name in seen:
                    found = f'"{name}" stands under {seen[name]} and under {kind}'
                    self.problem((kind, name), found, "one name for one thing", key=True)
                elif name in RESERVED:
                    found = f'"{name}" is a word of rates and questions'
                    self.problem((kind, name), found, "another id", key=True)
                seen.setdefault(name, kind)

    def problem(
        self, path: Path, found: str, expected: str = "", remedy: str = "", key: bool = False
    ) -> None:
        self.context.problem(self.context.place(path, key=key), found, expected, remedy)

    def known(self, name: str, valid: Iterable[str], path: Path, what: str) -> str:
        """The name if it is valid; else empty, and noted."""
        words = list(valid)
        if name in words:
            return name
        expected = f"one of {one_of(words)}" if words else f"none: the outlook has no {what}"
        self.problem(path, f'unknown {what} "{name}"', expected, nearest(name, words))
        return ""

    def events_in(self, text: str, path: Path) -> Expression | None:
        """An expression over events."""
        try:
            found = parse(text)
        except ExpressionError as error:
            place = self.context.tree.locate(path, error.offset)
            self.context.problem(place, f'in "{text}": {error.found}', error.expected, error.remedy)
            return None
        good = True
        for name in names_in(found):
            if name.text not in self.shape.events:
                place = self.context.tree.locate(path, name.offset)
                words = list(self.shape.events)
                remedy = nearest(name.text, words)
                if not remedy and name.text in self.context.names:
                    remedy = f"terms enter through holds_in: {name.text}: {{holds_in: {name.text}}}"
                expected = f"one of {one_of(words)}"
                self.context.problem(place, f'unknown event "{name.text}"', expected, remedy)
                good = False
        return found if good else None

    def modifiers(
        self, shapes: Sequence[ModifierShape], of: str, path: Path
    ) -> tuple[Modifier, ...]:
        found = []
        for at, one in enumerate(shapes):
            when = self.events_in(one.when, (*path, at, "when"))
            times = self.amounts.read(one.times, f"times {at + 1} of {of}", (*path, at, "times"))
            if self.amounts.least(times) < 0:
                self.problem((*path, at, "times"), "a factor below 0", "a number from 0 on")
            if when is not None:
                found.append(Modifier(when, times, tuple(one.because)))
        return tuple(found)


def observed(context: Context, shape: ObservedShape | None, path: Path) -> Observed | None:
    """Where something was counted, with the places that a mistake in the table may go back to."""
    if shape is None:
        return None
    keys = ("file", "column", "date")
    places = [context.place((*path, key)) for key in keys]
    return Observed(shape.file, shape.column or "", shape.date or "", *places)


def lag(shape: LagShape | None) -> Lag:
    """A lag as the simulator has it."""
    if shape is None:
        return Lag()
    if shape.fixed is not None:
        return Lag("fixed", (float(shape.fixed),)) if shape.fixed else Lag()
    if shape.mean is not None:
        return Lag("mean", (float(shape.mean),))
    if shape.uniform is not None:
        return Lag("uniform", tuple(map(float, shape.uniform)))
    numbers = [plain_number(one) for one in shape.range or ()]
    return Lag("range", tuple(one for one in numbers if one is not None))
