"""``outlook:`` → ``Outlook``: names, units, days and everything else that parts mean together."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path as Path_
from typing import Any

from goodoffices.errors import InputError, Problem, nearest, one_of
from goodoffices.formats import outlook_units
from goodoffices.formats.context import Context, Path, short
from goodoffices.formats.outlook_context import Reader, observed
from goodoffices.formats.outlook_events import event, no_ring
from goodoffices.formats.outlook_flows import flow
from goodoffices.formats.outlook_shape import shaped_outlook
from goodoffices.formats.tree import Tree, part
from goodoffices.formats.yaml_tree import read_file, read_text
from goodoffices.model.outlook import Outlook, Param, Pool, Scenario, Stock
from goodoffices.model.parser import ExpressionError
from goodoffices.model.question import Occurs, Question, question
from goodoffices.model.situation import Situation

MOST_STEPS = 100_000
ROUNDING = 1e-9
DEFAULT_HORIZON = 365.0


def load(path: Path_, situation: Situation, text: str | None = None) -> tuple[Outlook, Any]:
    """The outlook in a file of its own, beside its situation, and its plain data; of ``text``
    where it is given.

    Raises ``InputError`` with every mistake found.
    """
    tree: Tree = read_file(path) if text is None else read_text(text, str(path))
    if isinstance(tree.data, dict) and set(tree.data) == {"outlook"}:
        tree = part(tree, "outlook")
    keys = () if situation.graph is None else tuple(key for key, _ in situation.graph.states)
    named = (*situation.terms, *situation.states)
    options = tuple(option.name for option in situation.options)
    names = tuple(one.id for one in named)
    return read_outlook(tree, Context(tree, options, (*names, *keys))), tree.data


def read_outlook(tree: Tree, situation: Context | None = None) -> Outlook:
    """The outlook of a tree. ``situation``: whose terms ``holds_in`` may use.

    Raises ``InputError`` with every mistake found.
    """
    shape, problems, left_out = shaped_outlook(tree)
    context = Context(tree, problems=problems)
    if situation is not None:
        context.options, context.names = situation.options, situation.names
    found = outlook_of(Reader(context, shape, situation is not None, left_out))
    if context.problems:
        raise InputError(context.problems)
    return found


def outlook_of(reader: Reader) -> Outlook:
    shape = reader.shape
    asked = [asked_of(reader, text, ("ask", at)) for at, text in enumerate(shape.ask)]
    questions = tuple(one for one in asked if one is not None)
    step = shape.step or 1.0
    horizon = horizon_of(reader, step, asked)
    events = tuple(event(reader, name, one) for name, one in shape.events.items())
    no_ring(reader, events)
    stocks = tuple(stock(reader, name) for name in shape.stocks)
    flows = tuple(flow(reader, name, one) for name, one in shape.flows.items())
    pools = tuple(pool(reader, name) for name in shape.pools)
    scenarios = tuple(scenario(reader, name, shape.horizon) for name in shape.scenarios)
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
        json.dumps(_with_text_keys(reader.context.tree.data), sort_keys=True, default=str),
    )
    outlook_units.check(reader.context, found, reader.amounts.units)
    return found


def _with_text_keys(data: Any) -> Any:
    """Keys that are no text (``true`` in a row of a table) do not sort beside those that are."""
    if isinstance(data, dict):
        return {str(key): _with_text_keys(value) for key, value in data.items()}
    return [_with_text_keys(one) for one in data] if isinstance(data, list) else data


def stock(r: Reader, name: str) -> Stock:
    one, path = r.shape.stocks[name], ("stocks", name)
    because = tuple(one.because)
    initial = r.amounts.read(one.initial, f"initial of {name}", (*path, "initial"), because)
    most = r.amounts.optional(one.most, f"most of {name}", (*path, "most"), because)
    r.amounts.at_least_0(initial, "initial amount", (*path, "initial"), strictly=True)
    if most is not None:
        r.amounts.at_least_0(most, "most that fits in", (*path, "most"))
        low, high = r.amounts.least(initial), r.amounts.greatest(most)
        if low > high >= 0:
            found = f"most is {high:g}, and it begins with {low:g}"
            r.problem((*path, "most"), found, "at least what it begins with")
    place = r.context.place(path, key=True)
    counted = observed(r.context, one.observed, (*path, "observed"))
    because = tuple(one.because)
    return Stock(name, initial, one.unit, most, one.name or "", because, place, counted)


def pool(r: Reader, name: str) -> Pool:
    one, path = r.shape.pools[name], ("pools", name)
    capacity = r.amounts.read(one, f"capacity of pool {name}", path)
    r.amounts.at_least_0(capacity, "capacity", path)
    place = r.context.place(path, key=True)
    return Pool(name, capacity, one.unit or "", tuple(one.because), place)


def horizon_of(r: Reader, step: float, asked: Sequence[Question | None]) -> float:
    """As given; else the last day asked for, or a year where no day is."""
    days = {at: last_day(one) for at, one in enumerate(asked) if one is not None}
    horizon = r.shape.horizon
    if ("horizon",) in r.left_out:
        return step
    if horizon is None:
        last = max(days.values(), default=DEFAULT_HORIZON)
        path: Path = ("ask", max(days, key=lambda at: days[at])) if days else ("step",)
        if _too_many(r, last, step, path):
            return step
        return max(math.ceil(last / step - ROUNDING) * step, step)
    if not _too_many(r, horizon, step, ("horizon",)):
        steps = horizon / step
        if abs(steps - round(steps)) > 1e-6 or round(steps) < 1:
            found = f"the horizon of {in_days(horizon)} is {steps:g} steps"
            good = max(math.ceil(steps), 1) * step
            remedy = f'write "{in_days(good)}", or another step'
            r.problem(("horizon",), found, "a whole number of steps", remedy)
    for at, day in days.items():
        if day > horizon + ROUNDING:
            found = f"day {day:g} lies beyond the horizon of {in_days(horizon)}"
            r.problem(("ask", at), found, "", "ask earlier, or set a later horizon")
    return horizon


def in_days(number: float) -> str:
    """A duration as a file has it."""
    return f"{number:g} {'day' if number == 1 else 'days'}"


def last_day(asked: Question) -> float:
    """The last day that a question speaks of."""
    return max([atom.day for atom in asked.atoms()] + [asked.day])


def _too_many(r: Reader, days: float, step: float, path: Path) -> bool:
    """Whether a simulation of these days takes too many steps; it is then noted."""
    if days <= MOST_STEPS * step:
        return False
    found = f"{days:,.15g} days are more than {MOST_STEPS:,} steps of {in_days(step)}"
    r.problem(path, found, f"at most {MOST_STEPS:,} steps", "set an earlier day or a longer step")
    return True


def asked_of(r: Reader, text: str, path: Path) -> Question | None:
    if path in r.left_out:
        return None
    try:
        found = question(text)
    except ExpressionError as error:
        place = r.context.tree.locate(path, error.offset)
        r.context.problem(place, f'in "{short(text)}": {error.found}', error.expected, error.remedy)
        return None
    for at, message in unknown_in(found, r.names["events"], r.names["stocks"], r.remedy):
        r.context.problem(r.context.tree.locate(path, at), *message)
    return found


def scenario(r: Reader, name: str, horizon: float | None) -> Scenario:
    one, path = r.shape.scenarios[name], ("scenarios", name)
    block = r.all_known(one.block, "events", (*path, "block"))
    do = [
        (r.known(done, "events", (*path, "do", done), key=True), day)
        for done, day in one.do.items()
    ]
    for done, day in one.do.items():
        if done in one.block:
            found = f'"{done}" is blocked here and made to happen'
            r.problem((*path, "do", done), found, "one of the two", key=True)
        if horizon and day > horizon + ROUNDING:
            found = f"day {day:g} lies beyond the horizon of {in_days(horizon)}"
            r.problem((*path, "do", done), found, "", "do it earlier, or set a later horizon")
    given = []
    for param, number in one.set.items():
        if r.known(param, "params", (*path, "set", param), key=True):
            given.append((param, number))
            expected = r.amounts.not_given(param, number)
            if expected:
                found = f"the number {number:g} stands here"
                r.problem((*path, "set", param), found, expected)
    return Scenario(
        name,
        block,
        tuple((done, day) for done, day in do if done),
        tuple(given),
        one.name or "",
        tuple(one.because),
        r.context.place(path, key=True),
    )


def unknown_in(
    asked: Question,
    events: Sequence[str],
    stocks: Sequence[str],
    hint: Callable[[str, str], str] | None = None,
) -> Iterable[tuple[int, tuple[str, str, str]]]:
    """The names of a question that are no event and no stock, with their offsets.

    ``hint``: what a name that does not stand in a section may be meant for.
    """
    near = hint or (lambda name, kind: nearest(name, events if kind == "events" else stocks))
    for atom in asked.atoms():
        name = atom.event if isinstance(atom, Occurs) else atom.stock
        words = events if isinstance(atom, Occurs) else stocks
        what = "event" if isinstance(atom, Occurs) else "stock"
        if name not in words:
            remedy = near(name, f"{what}s")
            if isinstance(atom, Occurs) and name in stocks:
                remedy = f'compare the stock with a number: "{name} >= 1000 {_when(atom)}"'
            yield atom.offset, (f'unknown {what} "{name}"', _one_of(words, what), remedy)
    if asked.kind != "P" and asked.stock not in stocks:
        expected, remedy = _one_of(stocks, "stock"), near(asked.stock, "stocks")
        yield asked.offset, (f'unknown stock "{asked.stock}"', expected, remedy)


def _one_of(words: Sequence[str], what: str) -> str:
    return f"one of {one_of(words)}" if words else f"none: the outlook has no {what}"


def _when(atom: Occurs) -> str:
    return f"{'by' if atom.by else 'at'} day {atom.day:g}"


def unset_mistakes(outlook: Outlook) -> list[Problem]:
    """One problem for each probability that nobody has set."""
    expected = "a number, {probability: [5 %, 95 %]} or {icd203: WORD}"
    remedy = "set it; with --assume the outlook lets it be anything from 0 to 1"
    return [
        Problem(param.place, f"nobody has set {_told(param)}", expected, remedy)
        for param in outlook.unset()
    ]


def _told(param: Param) -> str:
    named = param.path.startswith("outlook.params.")
    return f'the probability "{param.id}"' if named else f"the {param.id}"
