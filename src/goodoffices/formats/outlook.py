"""``outlook:`` → ``Outlook``: names, units, days and everything else that parts mean together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path as Path_

from goodoffices.errors import InputError, Problem, nearest, one_of
from goodoffices.formats import outlook_units
from goodoffices.formats.context import Context, Path
from goodoffices.formats.outlook_context import Reader, observed
from goodoffices.formats.outlook_events import event, no_ring
from goodoffices.formats.outlook_flows import flow
from goodoffices.formats.schema_outlook import OutlookShape
from goodoffices.formats.shapes import shaped
from goodoffices.formats.tree import Tree, part
from goodoffices.formats.yaml_tree import read_file
from goodoffices.model.outlook import Outlook, Pool, Scenario, Stock
from goodoffices.model.parser import ExpressionError
from goodoffices.model.question import Occurs, Question, question
from goodoffices.model.situation import Situation

MOST_STEPS = 100_000
ROUNDING = 1e-9
DEFAULT_HORIZON = 365.0


def load(path: Path_, situation: Situation) -> Outlook:
    """The outlook in a file of its own, beside its situation. Raises ``InputError``."""
    tree: Tree = read_file(path)
    if isinstance(tree.data, dict) and set(tree.data) == {"outlook"}:
        tree = part(tree, "outlook")
    keys = () if situation.graph is None else tuple(key for key, _ in situation.graph.states)
    named = (*situation.terms, *situation.states)
    options = tuple(option.name for option in situation.options)
    names = tuple(one.id for one in named)
    return read_outlook(tree, Context(tree, options, (*names, *keys)))


def read_outlook(tree: Tree, situation: Context | None = None) -> Outlook:
    """The outlook of a tree. ``situation``: whose terms ``holds_in`` may use.

    Raises ``InputError`` with every mistake found.
    """
    shape = shaped(tree, OutlookShape, "an outlook")
    context = Context(tree)
    if situation is not None:
        context.options, context.names = situation.options, situation.names
    found = outlook_of(Reader(context, shape, situation is not None))
    if context.problems:
        raise InputError(context.problems)
    return found


def outlook_of(reader: Reader) -> Outlook:
    shape = reader.shape
    asked = [asked_of(reader, text, ("ask", at)) for at, text in enumerate(shape.ask)]
    questions = tuple(one for one in asked if one is not None)
    step = shape.step or 1.0
    horizon = horizon_of(reader, step, questions)
    events = tuple(event(reader, name, one) for name, one in shape.events.items())
    no_ring(reader, events)
    stocks = tuple(
        Stock(
            name,
            reader.amounts.read(one.initial, f"initial of {name}", ("stocks", name, "initial")),
            one.unit,
            reader.amounts.optional(one.most, f"most of {name}", ("stocks", name, "most")),
            one.name or "",
            tuple(one.because),
            reader.context.place(("stocks", name), key=True),
            observed(reader.context, one.observed, ("stocks", name, "observed")),
        )
        for name, one in shape.stocks.items()
    )
    flows = tuple(flow(reader, name, one) for name, one in shape.flows.items())
    pools = tuple(
        Pool(
            name,
            reader.amounts.read(one, f"capacity of {name}", ("pools", name)),
            one.unit or "",
            tuple(one.because),
        )
        for name, one in shape.pools.items()
    )
    scenarios = tuple(scenario(reader, name) for name in shape.scenarios)
    found = Outlook(
        horizon,
        step,
        reader.amounts.params(),
        events,
        stocks,
        flows,
        pools,
        scenarios,
        questions,
        json.dumps(reader.context.tree.data, sort_keys=True, default=str),
    )
    outlook_units.check(reader.context, found)
    return found


def horizon_of(r: Reader, step: float, asked: Sequence[Question]) -> float:
    """As given; else the last day asked for, or a year where no day is."""
    days = [atom.day for one in asked for atom in one.atoms()]
    days += [one.day for one in asked if one.kind != "P"]
    horizon = r.shape.horizon
    if horizon is None:
        last = max(days, default=DEFAULT_HORIZON)
        return max(-(-last // step) * step, step)
    steps = horizon / step
    if abs(steps - round(steps)) > 1e-6:
        found = f"the horizon of {horizon:g} days is {steps:g} steps"
        r.problem(("horizon",), found, "a whole number of steps")
    elif steps > MOST_STEPS:
        r.problem(("horizon",), f"{steps:,.0f} steps", f"at most {MOST_STEPS:,}")
    for at, one in enumerate(asked):
        for day in [atom.day for atom in one.atoms()] + [one.day]:
            if day > horizon + ROUNDING:
                found = f"day {day:g} lies beyond the horizon of {horizon:g} days"
                r.problem(("ask", at), found, "", "ask earlier, or set a later horizon")
                break
    return horizon


def asked_of(r: Reader, text: str, path: Path) -> Question | None:
    try:
        found = question(text)
    except ExpressionError as error:
        place = r.context.tree.locate(path, error.offset)
        r.context.problem(place, f'in "{text}": {error.found}', error.expected, error.remedy)
        return None
    for at, message in unknown_in(found, list(r.shape.events), list(r.shape.stocks)):
        r.context.problem(r.context.tree.locate(path, at), *message)
    return found


def scenario(r: Reader, name: str) -> Scenario:
    one, path = r.shape.scenarios[name], ("scenarios", name)
    block = [r.known(n, r.shape.events, (*path, "block"), "event") for n in one.block]
    do = [
        (r.known(done, r.shape.events, (*path, "do", done), "event"), day)
        for done, day in one.do.items()
    ]
    for done in one.do:
        if done in one.block:
            r.problem((*path, "do", done), f'"{done}" is blocked here', "one of the two")
    given = []
    for param, number in one.set.items():
        if r.known(param, r.shape.params, (*path, "set", param), "param"):
            given.append((param, float(number)))
            if r.amounts.is_chance(param) and not 0 <= number <= 1:
                r.problem(
                    (*path, "set", param), f"{number} stands here", "a probability from 0 to 1"
                )
    return Scenario(
        name,
        tuple(filter(None, block)),
        tuple((done, day) for done, day in do if done),
        tuple(given),
        one.name or "",
        tuple(one.because),
    )


def unknown_in(
    asked: Question, events: Sequence[str], stocks: Sequence[str]
) -> Iterable[tuple[int, tuple[str, str, str]]]:
    """The names of a question that are no event and no stock, with their offsets."""
    for atom in asked.atoms():
        name = atom.event if isinstance(atom, Occurs) else atom.stock
        words = events if isinstance(atom, Occurs) else stocks
        what = "event" if isinstance(atom, Occurs) else "stock"
        if name not in words:
            remedy = nearest(name, words)
            if isinstance(atom, Occurs) and name in stocks:
                remedy = f'compare the stock with a number: "{name} >= 1000 {_when(atom)}"'
            yield atom.offset, (f'unknown {what} "{name}"', one_of(words), remedy)
    if asked.kind != "P" and asked.stock not in stocks:
        remedy = nearest(asked.stock, stocks)
        yield asked.offset, (f'unknown stock "{asked.stock}"', one_of(stocks), remedy)


def _when(atom: Occurs) -> str:
    return f"{'by' if atom.by else 'at'} day {atom.day:g}"


def unset_mistakes(outlook: Outlook) -> list[Problem]:
    """One problem for each probability that nobody has set."""
    expected = "a number, {probability: [5 %, 95 %]} or {icd203: WORD}"
    remedy = "set it, or give --assume to let it be anything from 0 to 1"
    return [
        Problem(param.place, f"nobody has set the {param.id}", expected, remedy)
        for param in outlook.unset()
    ]
