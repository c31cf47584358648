"""Robustness against every variant written out: shares, and ranges over points of the ranges."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, product
from math import sqrt

import pytest
from oracle import robustness as literal
from oracle.case import BadRanking
from oracle.random_uncertain import Uncertain
from ruamel.yaml import YAML
from thorough import examples

from goodoffices.analyses.solution import solve
from goodoffices.errors import InputError, RequestError
from goodoffices.formats.native import from_data
from goodoffices.model.situation import Situation
from goodoffices.robustness.design import Design
from goodoffices.robustness.opened import variant_text
from goodoffices.robustness.result import Result
from goodoffices.robustness.task import Task
from goodoffices.robustness.uncertain import uncertain
from goodoffices.states import StateSpace

SAMPLES = 4_000
MOST = 300
"""Variants that a file may have, so that all can be written out."""
STEPS = 2
"""Steps of the grid through each range."""


def result(base: Situation, asked: list[str], vary: bool, seed: int) -> Result:
    task = Task(Design(uncertain(base, vary), SAMPLES, seed), tuple(asked))
    tally = task.chunk(0).tally
    for number in range(1, task.design.chunks):
        tally += task.chunk(number).tally
    return Result(task, tally)


def compared(seed: int) -> int:
    """How many shares were compared in one random file; 0 for a file that is not in order, has
    nothing uncertain, or too many variants."""
    one = Uncertain(seed)
    try:
        base = from_data(one.data).situation
    except InputError:
        return 0
    if uncertain(base, one.vary).nothing:
        return 0
    if len(list(islice(literal.variants(one.data, one.vary), MOST + 1))) > MOST:
        return 0
    try:
        every = literal.cells(one.data, one.asked, one.vary)
    except BadRanking:
        with pytest.raises(RequestError, match="leaves out"):
            result(base, one.asked, one.vary, seed)
        return 0
    return _agree(every, result(base, one.asked, one.vary, seed), seed)


def _agree(every: literal.Cells, found: Result, seed: int) -> int:
    mine: dict[str | int, tuple[float, float, float]] = {
        answer.question.text: (answer.share.share, answer.low, answer.high)
        for answer in found.answers
        if answer.question.asked
    }
    mine |= {one.id: (one.share.share, one.low, one.high) for one in found.equilibria}
    there = {q for held in every.holds.values() for q in held}
    assert not set(mine) - there - {a.question.text for a in found.answers}, seed  # no other states
    middle = {name: literal.middle(ranges) for name, ranges in every.ranges.items()}
    imprecise = {name: r for name, r in every.ranges.items() if any(b > a for a, b in r)}
    grids = [list(literal.grid(ranges, STEPS)) for ranges in imprecise.values()]
    points = [middle | dict(zip(imprecise, some, strict=True)) for some in product(*grids)]
    known = found.fewest > 0
    for question in there | set(mine):
        share, low, high = mine.get(question, (0.0, 0.0, 0.0))
        expected = every.share(question, middle)
        assert share == pytest.approx(expected, abs=_error(expected, SAMPLES)), (seed, question)
        if not known:  # nothing was drawn at some vertex
            assert question not in mine or (low, high) == (0, 1)
            continue
        inside = [every.share(question, point) for point in points]
        for end, extreme in ((low, min(inside)), (high, max(inside))):
            error = _error(extreme, found.fewest)
            assert end == pytest.approx(extreme, abs=error), (seed, question, "range")
    return len(there)


def _error(share: float, samples: float) -> float:
    """Four standard errors, and what one variant more or less makes."""
    inner = 1e-9 < share < 1 - 1e-9
    return 4 * sqrt(max(0.0, share * (1 - share)) / samples) + (2 / samples if inner else 1e-9)


def test_shares_and_ranges_are_those_of_every_variant_written_out() -> None:
    """Of 150 files more than half are compared, the others are not in order or too large; a third
    of them in the suite."""
    files = examples(150)
    found = [compared(seed) for seed in range(files)]
    assert sum(count > 0 for count in found) > files / 2
    assert sum(found) > 5 * files


def test_variants_as_files_hold_what_the_literal_variants_hold() -> None:
    """Every variant with a feasible state is a file; the definitions, reading nothing but it, find
    the states that solving the variant itself finds. Of 180 files, 4 variants each; a third in the
    suite."""
    written = 0
    for seed in range(1_000, 1_000 + examples(180)):
        one = Uncertain(seed)
        try:
            checked = from_data(one.data)
        except InputError:
            continue
        design = Design(uncertain(checked.situation, one.vary), 4, seed)
        for number in range(4):
            meant = replace(design.situation_of(number), now=None)
            if len(StateSpace.of(meant)) == 0:
                continue
            text = variant_text(checked, design, number)
            found = solve(meant)
            held = found.space.ids[found.verdicts.equilibrium("profile")].tolist()
            data = YAML(typ="safe", pure=True).load(text)
            assert literal.equilibria(data) == held, (seed, number)
            written += 1
    assert written > 2 * examples(180)
