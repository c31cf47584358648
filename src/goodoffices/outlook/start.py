"""Day 0 of every run: what the outcome of the talks brings, and static tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from goodoffices.model.outlook import Event, Outlook
from goodoffices.outlook.parts import NOT_HERE, OFF, ON, Bits, Floats
from goodoffices.outlook.plan import Plan
from goodoffices.outlook.spread import uniforms


@dataclass(frozen=True)
class Held:
    """What the talks come to: patterns of held events, each with its share of the runs.

    ``patterns``: for each, the ids of the events with ``holds_in`` that hold. ``weights`` sum to 1.
    """

    patterns: tuple[frozenset[str], ...] = (frozenset(),)
    weights: tuple[float, ...] = (1.0,)


NOTHING_HELD = Held()


def at_start(
    plan: Plan, held: Held, draws: Mapping[str, Floats], outer: int, inner: int, seed: int
) -> Bits:
    """How each event begins: uint8, shape (events, outer · inner), runs of one draw together."""
    outlook, runs = plan.outlook, outer * inner
    found = np.full((len(outlook.events), runs), OFF, np.uint8)
    which = _patterns(held, runs, seed)
    index = {event.id: at for at, event in enumerate(outlook.events)}
    blocked, done = set(plan.scenario.block), dict(plan.scenario.do)
    for event in in_order(outlook):
        row = found[index[event.id]]
        if event.id in blocked or event.id in done:
            row[:] = ON if done.get(event.id) == 0 and event.id not in blocked else OFF
        elif event.table is not None:
            row[:] = _from_table(event, found, index, draws, outer, inner, seed)
        elif event.holds_in is not None:
            holds = np.array([event.id in pattern for pattern in held.patterns])[which]
            at_once = event.reached.kind == "none"
            row[:] = np.where(holds, ON if at_once else OFF, OFF if at_once else NOT_HERE)
        elif event.begins:
            row[:] = ON
    return found


def in_order(outlook: Outlook) -> list[Event]:
    """Events so that tables come after their parents (rings were refused when it was read)."""
    placed: dict[str, Event] = {}

    def place(event: Event) -> None:
        for parent in event.table.parents if event.table else ():
            place(outlook.event(parent))
        placed[event.id] = event

    for event in outlook.events:
        place(event)
    return list(placed.values())


def _patterns(held: Held, runs: int, seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    if len(held.patterns) == 1:
        return np.zeros(runs, np.intp)
    ends = np.cumsum(held.weights)
    drawn = uniforms(seed, "outcome", "", runs) * ends[-1]
    return np.asarray(np.minimum(np.searchsorted(ends, drawn, side="right"), len(ends) - 1))


def _from_table(
    event: Event,
    found: Bits,
    index: Mapping[str, int],
    draws: Mapping[str, Floats],
    outer: int,
    inner: int,
    seed: int,
) -> Bits:
    assert event.table is not None
    row = np.zeros(outer * inner, np.intp)
    for bit, parent in enumerate(event.table.parents):
        row |= (found[index[parent]] == ON).astype(np.intp) << bit
    chance = np.zeros(outer * inner)
    for at, amount in enumerate(event.table.rows):
        here = np.repeat(draws[amount], inner) if isinstance(amount, str) else float(amount)
        chance = np.where(row == at, here, chance)
    return (uniforms(seed, "table", event.id, outer * inner) < chance).astype(np.uint8)
