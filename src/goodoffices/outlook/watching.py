"""What the simulator notes down for the questions asked, and how to find it again."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError
from goodoffices.formats.outlook import unknown_in
from goodoffices.model.outlook import Outlook
from goodoffices.model.parser import ExpressionError
from goodoffices.model.question import Occurs, Question, Reaches, question
from goodoffices.outlook.lag import ROUNDING
from goodoffices.outlook.parts import Watch

MOST_FAN_POINTS = 61
FAN_STOCKS = 12
"""Fans are drawn of the stocks asked for, or where none is of so many in file order."""


@dataclass(frozen=True)
class Watching:
    """``watch`` for the simulator; ``reaches``: the number of each atom ``STOCK >= x by …``."""

    watch: Watch
    reaches: dict[tuple[str, str, float], int]
    fan_stocks: tuple[str, ...]

    def at(self, step: int) -> int:
        """Where a watched step stands."""
        return int(np.searchsorted(self.watch.steps, step))


def limit(sign: str, number: float) -> float:
    """What a stock is compared with: ten times a tenth is not quite one to a machine."""
    slack = ROUNDING * max(abs(number), 1.0)
    return number - slack if sign == ">=" else number + slack


def step_of(outlook: Outlook, day: float) -> int:
    """The last step that ends on a day or before it."""
    return math.floor(day / outlook.step + ROUNDING)


def asked(outlook: Outlook, texts: Sequence[str]) -> tuple[Question, ...]:
    """Questions given with a command. Raises ``RequestError`` for what cannot be asked."""
    found = []
    for text in texts:
        try:
            one = question(text)
        except ExpressionError as error:
            where = f'"{text}", character {error.offset + 1}: {error.found}'
            parts = (where, f"expected {error.expected}" if error.expected else "", error.remedy)
            raise RequestError("; ".join(part for part in parts if part)) from None
        events = [event.id for event in outlook.events]
        stocks = [stock.id for stock in outlook.stocks]
        for _, (what, expected, remedy) in unknown_in(one, events, stocks):
            raise RequestError("; ".join(p for p in (what, f"expected {expected}", remedy) if p))
        late = [day for day in days_of(one) if day > outlook.horizon + ROUNDING]
        if late:
            raise RequestError(
                f'"{text}": day {late[0]:g} lies beyond the horizon of {outlook.horizon:g} days; '
                "ask earlier, or set a later horizon"
            )
        found.append(one)
    return tuple(found)


def everything(outlook: Outlook) -> tuple[Question, ...]:
    """What an outlook is asked that asks nothing itself: every event and stock at the horizon."""
    last = f"{step_of(outlook, outlook.horizon) * outlook.step:.12g}"
    changing = [event.id for event in outlook.events if event.causes or event.closes]
    texts = [f"P({event} by day {last})" for event in changing]
    texts += [f"quantiles({stock.id} at day {last})" for stock in outlook.stocks]
    return tuple(question(text) for text in texts)


def days_of(one: Question) -> tuple[float, ...]:
    """Every day that a question speaks of."""
    own = () if one.kind == "P" else (one.day,)
    return (*(atom.day for atom in one.atoms()), *own)


def watching(outlook: Outlook, questions: Iterable[Question], fans: bool = False) -> Watching:
    """What to note for some questions; ``fans``: also stocks at some sixty steps throughout."""
    questions = tuple(questions)
    steps: set[int] = set()
    reaches: dict[tuple[str, str, float], int] = {}
    stock = {one.id: at for at, one in enumerate(outlook.stocks)}
    told: list[str] = []
    for one in questions:
        if one.kind != "P":
            steps.add(step_of(outlook, one.day))
            told.append(one.stock)
        for atom in one.atoms():
            if not atom.by:
                steps.add(step_of(outlook, atom.day))
            elif isinstance(atom, Reaches):
                reaches.setdefault((atom.stock, atom.sign, atom.number), len(reaches))
            if isinstance(atom, Reaches):
                told.append(atom.stock)
    names = tuple(dict.fromkeys(told)) or tuple(list(stock)[:FAN_STOCKS])
    points = np.unique(np.linspace(0, outlook.steps, MOST_FAN_POINTS if fans else 0).round())
    watch = Watch(
        steps=np.array(sorted(steps), np.int32),
        fan_steps=np.array(points, np.int32),
        fan_stocks=np.array([stock[name] for name in names] if fans else [], np.int32),
        reach_stock=np.array([stock[name] for name, _, _ in reaches], np.int32),
        reach_up=np.array([sign == ">=" for _, sign, _ in reaches], np.uint8),
        reach_number=np.array([limit(sign, number) for _, sign, number in reaches], np.float64),
    )
    return Watching(watch, reaches, names if fans else ())


Bools = NDArray[np.bool_]
Atom = Occurs | Reaches
