"""An XMILE file as stocks, flows and auxiliaries; whatever else changes a model is refused.

Problems are collected, so that one reading shows all of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from goodoffices.errors import InputError, Place, Problem, nearest
from goodoffices.formats.xmile_equation import Node, key_of, parsed
from goodoffices.formats.xmile_xml import Element, tree_of

KINDS = {"stock": "stock", "flow": "flow", "aux": "auxiliary"}
ONE_EACH = "write one variable for each element"
PARTS_REFUSED = {
    "gf": ("has a graphical function <gf>", "write the curve with min and max"),
    "dimensions": ("is an array", ONE_EACH),
    "element": ("is an array", ONE_EACH),
    "init_eqn": ("has an equation of its own for the start", "write one equation"),
    "conveyor": ("is a conveyor", "write it as a chain of stocks"),
    "queue": ("is a queue", "write it as a plain stock"),
    "overflow": ("is an overflow", "write it as a plain flow with an equation"),
    "leak": ("is a leak", "write it as a plain flow with an equation"),
    "multiplier": ("has a multiplier of units", "write it into the equation"),
}
"""Parts of a variable that change what it means → words for it, and what to do."""
LEVELS_REFUSED = {
    "module": ("a module", "copy its variables into the model"),
    "macro": ("a macro", "write what it computes into the equations"),
    "gf": ("a graphical function <gf>", "write the curve with min and max"),
}
MAX_STEPS = 10_000_000
PLAIN = "stocks, flows and auxiliaries with one equation each"


@dataclass(frozen=True, slots=True)
class Specs:
    """When a run starts and stops, how long its step is, and what its file says of them."""

    start: float
    stop: float
    step: float
    unit: str
    method: str
    place: Place


@dataclass(frozen=True, slots=True)
class Variable:
    """A stock (its equation is its initial value), a flow or an auxiliary."""

    kind: str
    key: str
    name: str
    equation: Node
    unit: str
    non_negative: bool
    place: Place
    inflows: tuple[str, ...] = ()
    outflows: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f'the {KINDS[self.kind]} "{self.name}"'


@dataclass(frozen=True, slots=True)
class Model:
    """What the file says; ``variables`` in its order, by key."""

    title: str
    specs: Specs
    variables: dict[str, Variable]
    source: dict[str, str]
    """Flow → the stock that it comes out of."""
    target: dict[str, str]
    """Flow → the stock that it goes into."""

    def of(self, kind: str) -> list[Variable]:
        """The stocks, flows or auxiliaries."""
        return [one for one in self.variables.values() if one.kind == kind]


def model_of(text: str, file: str) -> Model:
    """The model in the text of a file. Raises ``InputError`` with every problem found."""
    root = tree_of(text, file)
    if root.name != "xmile":
        found = f"the file is XML, and its outermost element is <{root.name[:40]}>"
        remedy = "export the model as XMILE (.xmile, .stmx)"
        raise InputError([Problem(root.place, found, "<xmile>", remedy)])
    return _Reading(root).model()


@dataclass
class _Reading:
    """One file."""

    root: Element
    problems: list[Problem] = field(default_factory=list)

    def problem(self, place: Place, found: str, expected: str = "", remedy: str = "") -> None:
        self.problems.append(Problem(place, found, expected, remedy))

    def stop_here(self) -> None:
        if self.problems:
            raise InputError(self.problems)

    def model(self) -> Model:
        models = self.root.all("model")
        if len(models) != 1:
            found = f"the file has {len(models)} models" if models else "the file has no <model>"
            place = models[1].place if models else self.root.place
            remedy = "copy the variables of its modules into one" if models else ""
            self.problem(place, found, "exactly one model", remedy)
        self.structure(self.root, (self.root, *models))
        specs = self.specs(self.root.first("sim_specs"))
        self.stop_here()
        variables = self.variables(models[0])
        self.stop_here()
        source, target = self.ends(variables)
        self.stop_here()
        if specs is None:
            raise AssertionError
        if not any(one.kind == "stock" for one in variables.values()):
            self.problem(models[0].place, "the model has no stock", "one at least")
        self.stop_here()
        header = self.root.first("header")
        name = header.first("name") if header else None
        title = " ".join(name.text.split()) if name else ""
        return Model(title, specs, variables, source, target)

    def structure(self, root: Element, levels: tuple[Element, ...]) -> None:
        """What stands around the variables and would change what they mean."""
        for level in levels:
            for child in level.children:
                if child.space == "" and child.name in LEVELS_REFUSED:
                    self.refuse_level(child)
            for data in level.all("data"):
                for port in data.all("import"):
                    self.problem(port.place, "values are imported", PLAIN, "write them in")
            if level is not root and (own := level.first("sim_specs")):
                self.problem(own.place, "the model has <sim_specs> of its own", "those of the file")
        for dimensions in root.all("dimensions"):
            for one in dimensions.all("dim"):
                name = one.attributes.get("name", "")
                found = f'the dimension "{name}" is for arrays, which are not read'
                self.problem(one.place, found, PLAIN, ONE_EACH)

    def refuse_level(self, child: Element) -> None:
        what, remedy = LEVELS_REFUSED[child.name]
        name = child.attributes.get("name", "")
        called = f' "{name}"' if name else ""
        self.problem(child.place, f"{what}{called} is not taken over", PLAIN, remedy)

    def specs(self, found: Element | None) -> Specs | None:
        if found is None:
            self.problem(self.root.place, "the file has no <sim_specs>", "<start>, <stop>, <dt>")
            return None
        start = self.number(found, "start", 0.0)
        stop = self.number(found, "stop", None)
        step = self.number(found, "dt", 1.0)
        if start is None or stop is None or step is None:
            return None
        dt = found.first("dt")
        place = dt.place if dt else found.place
        if step <= 0:
            self.problem(place, f"the step <dt> is {step:g}", "more than zero")
            return None
        if dt is not None and _truth(dt.attributes.get("reciprocal", "false")):
            step = 1 / step
        if not stop - start >= step or math.isinf(stop - start) or math.isinf(step):
            expected = "a <stop> that is one step or more after the <start>"
            text = f"the run goes from {start:g} to {stop:g} in steps of {step:g}"
            self.problem(found.place, text, expected)
            return None
        if (stop - start) / step > MAX_STEPS:
            text = f"the run from {start:g} to {stop:g} has more steps than can be taken"
            self.problem(place, text, f"at most {MAX_STEPS:,}", "make the step <dt> longer")
            return None
        unit = found.attributes.get("time_units", "").strip()
        method = found.attributes.get("method", "Euler").strip()
        return Specs(start, stop, step, unit, method, found.place)

    def number(self, specs: Element, name: str, otherwise: float | None) -> float | None:
        """What stands in ``<start>`` and the like; a problem and nothing where it is wrong."""
        found = specs.first(name)
        if found is None and otherwise is not None:
            return otherwise
        try:
            value = float(found.text) if found else math.nan
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            return value
        text = f'<{name}> is "{found.text.strip()[:40]}"' if found else f"there is no <{name}>"
        self.problem((found or specs).place, text, "a number")
        return None

    def variables(self, model: Element) -> dict[str, Variable]:
        entries = [one for block in model.all("variables") for one in block.children]
        entries = [one for one in entries if one.space == "" and one.name != "group"]
        known = frozenset(key_of(one.attributes.get("name", "")) for one in entries)
        uniform = _behaviour(self.root) | _behaviour(model)
        variables: dict[str, Variable] = {}
        for entry in entries:
            if entry.name in LEVELS_REFUSED:
                self.refuse_level(entry)
            elif entry.name not in KINDS:
                found = f"<{entry.name[:40]}> is not taken over"
                self.problem(entry.place, found, PLAIN)
            elif made := self.variable(entry, known, entry.name in uniform):
                if made.key in variables:
                    found = f'"{made.name}" is the name of two variables'
                    remedy = "rename one (case, spaces and underscores tell no names apart)"
                    self.problem(entry.place, found, "every name once", remedy)
                variables[made.key] = made
        return variables

    def variable(self, entry: Element, known: frozenset[str], uniform: bool) -> Variable | None:
        name = " ".join(entry.attributes.get("name", "").replace("\\n", " ").split()).strip('"')
        if not name:
            self.problem(entry.place, f"<{entry.name}> has no name", 'name="…"')
            return None
        shown = f'the {KINDS[entry.name]} "{name}"'
        before = len(self.problems)
        for part in entry.children:
            if part.space == "" and part.name in PARTS_REFUSED:
                what, remedy = PARTS_REFUSED[part.name]
                self.problem(part.place, f"{shown} {what}", PLAIN, remedy)
        if len(self.problems) > before:
            return None
        equations = entry.all("eqn")
        if len(equations) != 1 or equations[0].children:
            found = f"{shown} has {len(equations) or 'no'} equation{'s' * (len(equations) > 1)}"
            self.problem(entry.place, found, "one <eqn> with text")
            return None
        try:
            node = parsed(equations[0].text, equations[0].place_of, known)
        except InputError as error:
            self.problems += [
                Problem(one.place, f"{shown}: {one.found}", one.expected, one.remedy)
                for one in error.problems
            ]
            return None
        flag = entry.first("non_negative")
        units = entry.first("units")
        return Variable(
            entry.name,
            key_of(entry.attributes["name"]),
            name,
            node,
            " ".join(units.text.split()) if units else "",
            uniform if flag is None else _truth(flag.text),
            equations[0].place,
            *(tuple(key_of(one.text) for one in entry.all(way)) for way in ("inflow", "outflow")),
        )

    def ends(self, variables: dict[str, Variable]) -> tuple[dict[str, str], dict[str, str]]:
        """Where each flow comes from, and where it goes."""
        source: dict[str, str] = {}
        target: dict[str, str] = {}
        for stock, flow, ends in _ways(variables, source, target):
            if flow not in variables or variables[flow].kind != "flow":
                found = f'{stock} names "{flow}" as a flow, and there is no flow of this name'
                flows = [one.key for one in variables.values() if one.kind == "flow"]
                self.problem(stock.place, found, "a flow", nearest(flow, flows))
            elif flow in ends:
                way = "out of" if ends is source else "into"
                found = f"{variables[flow]} goes {way} two stocks"
                self.problem(stock.place, found, "one at each end", "write it as two flows")
            else:
                ends[flow] = stock.key
        for flow in source:
            if source[flow] == target.get(flow):
                found = f"{variables[flow]} goes from a stock into the same"
                self.problem(variables[flow].place, found, "two different ends")
        return source, target


def _ways(
    variables: dict[str, Variable], source: dict[str, str], target: dict[str, str]
) -> Iterator[tuple[Variable, str, dict[str, str]]]:
    for stock in variables.values():
        for flow in stock.inflows:
            yield stock, flow, target
        for flow in stock.outflows:
            yield stock, flow, source


def _truth(text: str) -> bool:
    return text.strip().lower() not in ("false", "0", "no")


def _behaviour(level: Element) -> set[str]:
    """The kinds of variables that ``<behavior>`` makes non-negative throughout."""
    found: set[str] = set()
    for behaviour in level.all("behavior"):
        if (flag := behaviour.first("non_negative")) and _truth(flag.text):
            found |= {"stock", "flow"}
        for kind in ("stock", "flow"):
            for one in behaviour.all(kind):
                if (flag := one.first("non_negative")) and _truth(flag.text):
                    found.add(kind)
    return found
