"""What the talks come to, as the events that an outlook takes from them (``holds_in``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from goodoffices.errors import RequestError, one_of
from goodoffices.evolution.chain import Chain
from goodoffices.model.outlook import Outlook
from goodoffices.outlook.start import NOTHING_HELD, Held
from goodoffices.states import StateSpace

MOST_SHOWN = 10


@dataclass(frozen=True)
class Outcome:
    """Where an outlook starts: ``held`` for the simulator, and how it was come by.

    ``kind``: none (no event is taken from the talks), now, state or evolution. ``positions``: the
    states meant, with their ``weights``. ``text`` as asked; ``chain`` for evolution.
    """

    kind: str
    held: Held = NOTHING_HELD
    positions: tuple[int, ...] = ()
    text: str = ""
    chain: Chain | None = None


def taken(outlook: Outlook) -> tuple[str, ...]:
    """The events that are taken from the talks."""
    return tuple(event.id for event in outlook.events if event.holds_in is not None)


def from_now(outlook: Outlook, space: StateSpace) -> Outcome:
    """From the status quo. Raises ``RequestError`` where none is given and one is needed."""
    if not taken(outlook):
        return Outcome("none")
    if space.now is None:
        raise RequestError(
            f"the outlook takes {one_of(taken(outlook))} from the talks, and the situation has no "
            "status quo (now:); give --state EXPR or --outcome evolution"
        )
    return Outcome("now", Held((_pattern(outlook, space, space.now),)), (space.now,))


def from_state(outlook: Outlook, space: StateSpace, text: str) -> Outcome:
    """From a state, or from several in which the same events hold.

    Raises ``RequestError`` where no feasible state is meant, or where they differ.
    """
    positions = space.find(text)
    if not len(positions):
        raise RequestError(f'no feasible state satisfies "{text}"')
    differ = []
    for event in outlook.events:
        if event.holds_in is not None:
            truth = space.truth(event.holds_in)[positions]
            if truth.any() and not truth.all():
                differ.append(event.id)
    if differ:
        shown = one_of([str(space.ids[at]) for at in positions], MOST_SHOWN)
        raise RequestError(
            f'"{text}" fits {len(positions)} states ({shown}), and they differ in what the outlook '
            f"takes from them: {one_of(differ)}; say more, such as "
            f'"{text} and {_term(outlook, differ[0])}"'
        )
    pattern = _pattern(outlook, space, int(positions[0]))
    return Outcome("state", Held((pattern,)), tuple(map(int, positions)), text)


def from_chain(outlook: Outlook, space: StateSpace, chain: Chain) -> Outcome:
    """From where the chain of departures ends; of a cycle each state counts alike."""
    weights: dict[frozenset[str], float] = {}
    positions: list[int] = []
    for ending in chain.endings:
        for at in ending.states:
            pattern = _pattern(outlook, space, at)
            weights[pattern] = weights.get(pattern, 0.0) + ending.probability / len(ending.states)
            positions.append(at)
    total = float(np.sum(list(weights.values())))
    held = Held(tuple(weights), tuple(weight / total for weight in weights.values()))
    return Outcome("evolution", held, tuple(positions), chain=chain)


def _pattern(outlook: Outlook, space: StateSpace, position: int) -> frozenset[str]:
    return frozenset(
        event.id
        for event in outlook.events
        if event.holds_in is not None and space.truth(event.holds_in)[position]
    )


def shares(outcome: Outcome, events: Iterable[str]) -> dict[str, float]:
    """The share of the runs in which each of these events is brought by the talks."""
    held = outcome.held
    return {
        event: sum(
            weight
            for pattern, weight in zip(held.patterns, held.weights, strict=True)
            if event in pattern
        )
        for event in events
    }


def _term(outlook: Outlook, event_id: str) -> str:
    return str(outlook.event(event_id).holds_in)
