"""What every part of an outlook's reader shares: its names, and expressions over events."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from goodoffices.errors import nearest, one_of
from goodoffices.formats.context import CUT, Context, Path, short
from goodoffices.formats.outlook_amounts import Amounts
from goodoffices.formats.outlook_values import LagShape, plain_number
from goodoffices.formats.schema_outlook import ModifierShape, ObservedShape, OutlookShape
from goodoffices.model.clauses import MOST, TooManyClauses, clauses
from goodoffices.model.expression import Expression, names_in
from goodoffices.model.outlook import Lag, Modifier, Observed
from goodoffices.model.parser import ExpressionError, parse

RESERVED = ("min", "max", "by", "day")
"""Words of rates and questions, which no name may be."""
KINDS = {
    "params": "a param",
    "events": "an event",
    "stocks": "a stock",
    "flows": "a flow",
    "pools": "a pool",
    "scenarios": "a scenario",
}
"""Section → what stands in it; the first four share one name space."""


class Reader:
    """Notes mistakes in ``context``; ``terms``: whether there is a situation for ``holds_in``.

    ``names``: section → all names in it. ``left_out``: the paths of what is wrong in form, which
    ``shape`` has not: its names stay known, so that what refers to it does not look wrong.
    """

    def __init__(
        self,
        context: Context,
        shape: OutlookShape,
        terms: bool,
        left_out: Collection[Path] = (),
    ) -> None:
        self.context, self.shape, self.terms = context, shape, terms
        self.left_out = frozenset(left_out)
        self.names = {kind: list(getattr(shape, kind)) for kind in KINDS}
        for section, *name in self.left_out:
            if name and section in self.names:
                self.names[str(section)].append(str(name[0]))
        self.amounts = Amounts(context, shape.params, self.names["params"], self.unknown)
        self._name_space()

    def _name_space(self) -> None:
        seen: dict[str, str] = {}
        for kind in ("params", "events", "stocks", "flows"):
            for name in self.names[kind]:
                if name in seen:
                    line = self.context.place((seen[name], name), key=True).line
                    first = f" (line {line})" if line else ""
                    found = f'"{name}" stands under {seen[name]}{first} and under {kind}'
                    expected = "one name for one thing"
                    self.problem((kind, name), found, expected, "rename one", key=True)
                elif name in RESERVED:
                    found = f'"{name}" is a word of rates and questions'
                    self.problem((kind, name), found, "another id", "rename it", key=True)
                seen.setdefault(name, kind)

    def problem(
        self, path: Path, found: str, expected: str = "", remedy: str = "", key: bool = False
    ) -> None:
        self.context.problem(self.context.place(path, key=key), found, expected, remedy)

    def known(self, name: str, section: str, path: Path, key: bool = False) -> str:
        """The name if it stands in this section; else empty, and noted."""
        if name in self.names[section]:
            return name
        self.problem(path, *self.unknown(name, section), key=key)
        return ""

    def all_known(self, names: Sequence[str], section: str, path: Path) -> tuple[str, ...]:
        """Those that stand in this section; the others are noted, each at its place."""
        found = [self.known(name, section, (*path, at)) for at, name in enumerate(names)]
        for at, name in enumerate(names):
            if name and name in names[:at]:
                self.problem((*path, at), f'"{name}" stands here twice', "every name once")
        return tuple(filter(None, found))

    def unknown(self, name: str, section: str) -> tuple[str, str, str]:
        """A name that does not stand in this section: found, expected, remedy."""
        words, what = self.names[section], section.removesuffix("s")
        expected = f"one of {one_of(words)}" if words else f"none: the outlook has no {what}"
        return f'unknown {what} "{name}"', expected, self.remedy(name, section)

    def remedy(self, name: str, section: str) -> str:
        """What a name that does not stand in this section may be meant for."""
        for kind, what in KINDS.items():
            if name in self.names[kind]:
                return f'"{name}" is {what}'
        if section == "events" and name in (*self.context.names, *self.context.options):
            for event, one in self.shape.events.items():
                if (one.holds_in or "").strip() == name:
                    return f'the event that holds in it is "{event}"'
            short = name.rpartition(".")[2]
            return f"what is agreed enters through holds_in: {short}: {{holds_in: {name}}}"
        return nearest(name, self.names[section])

    def events_in(self, text: str, path: Path) -> Expression | None:
        """An expression over events."""
        try:
            found = parse(text)
        except ExpressionError as error:
            remedy, place = error.remedy, self.context.tree.locate(path, error.offset)
            in_list = isinstance(path[-1], int) and self.context.tree.in_flow(path)
            if text.count("(") != text.count(")") and in_list:
                if text.count("(") < text.count(")") and self.context.cut_before():
                    return None  # the last piece of the text that was cut before
                remedy = CUT
            found_ = f'in "{short(text)}": {error.found}'
            self.context.problem(place, found_, error.expected, remedy)
            return None
        unknown = [name for name in names_in(found) if name.text not in self.names["events"]]
        for name in unknown:
            place = self.context.tree.locate(path, name.offset)
            self.context.problem(place, *self.unknown(name.text, "events"))
        return None if unknown or not self.simple(found, path) else found

    def simple(self, condition: Expression, path: Path) -> bool:
        """Whether a condition has few enough ways in which it holds; else it is noted."""
        try:
            clauses(condition)
        except TooManyClauses:
            found = f"the condition can hold in more than {MOST} ways"
            self.problem(path, found, "a shorter condition", "make a part of it an event")
            return False
        return True

    def modifiers(
        self, shapes: Sequence[ModifierShape], of: str, path: Path
    ) -> tuple[Modifier, ...]:
        found = []
        for at, one in enumerate(shapes):
            when = self.events_in(one.when, (*path, at, "when"))
            label = f"times {at + 1} of {of}"
            because = tuple(one.because)
            times = self.amounts.read(one.times, label, (*path, at, "times"), because)
            self.amounts.at_least_0(times, "factor", (*path, at, "times"), strictly=True)
            self.amounts.without_unit(times, label, "a factor", (*path, at, "times"))
            if when is not None:
                place = self.context.place((*path, at))
                found.append(Modifier(when, times, because, place))
        return tuple(found)


def observed(context: Context, shape: ObservedShape | None, path: Path) -> Observed | None:
    """Where something was counted, with the places that a mistake in the table may go back to."""
    if shape is None:
        return None
    keys = ("file", "column", "date")
    places = [context.place((*path, key)) for key in keys]
    return Observed(
        shape.file,
        shape.column or "",
        shape.date or "",
        *places,
        where=tuple(shape.where),
        sum=shape.sum,
        count=shape.count or "",
    )


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
