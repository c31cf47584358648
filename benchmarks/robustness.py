"""How many variants a second: one command, one table, ratios within one run.

python benchmarks/robustness.py

The model is bench264 (six parties, 264 states) with every statement joined to the one above by
``sure: guess``, so that nearly all variants differ. Judged are the five concepts and the behaviour
profile; with a forbidden move, two moves of a party in a row are not always one, and answers are
walked turn by turn. "The whole" also draws the variants, ranks the states and counts everything
that the command tells. Threads share one process.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
from measure import machine, median_time, yardstick

from goodoffices.case import load_case
from goodoffices.model.parser import parse
from goodoffices.model.preference import Level, Sure
from goodoffices.model.rule import NoMove
from goodoffices.model.situation import Situation
from goodoffices.moves.build import moves_of
from goodoffices.robustness.design import Design
from goodoffices.robustness.judged import Judge
from goodoffices.robustness.task import Task
from goodoffices.robustness.uncertain import uncertain
from goodoffices.stability.verdicts import Verdicts
from goodoffices.states import StateSpace

BENCH264 = Path(__file__).parent / "cases" / "bench264.yaml"
SAMPLES, ALONE, THREADS = 10_000, 300, 2


def unsure(situation: Situation) -> Situation:
    """The same with every statement a guess."""
    parties = []
    for party in situation.parties:
        criteria = []
        for one in party.preference.criteria:
            assert isinstance(one, Level)
            told = (replace(s, sure=Sure("guess")) for s in one.statements)
            criteria.append(replace(one, statements=tuple(told)))
        parties.append(
            replace(party, preference=replace(party.preference, criteria=tuple(criteria)))
        )
    return replace(situation, parties=tuple(parties))


def main() -> None:
    """Measure and print the table."""
    task = Task(Design(uncertain(unsure(load_case(BENCH264).situation)), SAMPLES, 1))
    chunks = range(task.design.chunks)
    variants = [task.design.chunk(number) for number in chunks]
    judge = Judge(task.design.found)
    distinct = {one.tobytes() for each in variants for one in np.concatenate(each.orders, axis=1)}
    some = [task.design.situation_of(number) for number in range(ALONE)]
    space = StateSpace.of(some[0])

    def kernel() -> None:
        for one in variants:
            list(judge.judge(one))

    def kernels() -> None:
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(lambda one: list(judge.judge(one)), variants))

    def whole() -> None:
        for number in chunks:
            task.chunk(number)

    def wholes() -> None:
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(task.chunk, chunks))

    def alone() -> None:
        for one in some:
            Verdicts.of(moves_of(one, space.under(one)))

    forbidden = NoMove("alder", parse("alder.toll"), parse("alder.dredge and not alder.toll"))
    walked = replace(unsure(load_case(BENCH264).situation), no_move=(forbidden,))
    turns = Judge(Design(uncertain(walked), SAMPLES, 1).found)

    def by_turns() -> None:
        for one in variants:
            list(turns.judge(replace(one, found=turns.found)))

    rows = [
        ("judged together, one thread", kernel, SAMPLES),
        (f"judged together, {THREADS} threads", kernels, SAMPLES),
        ("with a forbidden move, one thread", by_turns, SAMPLES),
        ("the whole, one thread", whole, SAMPLES),
        (f"the whole, {THREADS} threads", wholes, SAMPLES),
        ("each alone: ranks and verdicts, one thread", alone, ALONE),
    ]
    taken = [(name, median_time(work), count) for name, work, count in rows]
    slowest = taken[-1][1] / taken[-1][2]
    print(machine())
    print(f"fixed NumPy loop: {yardstick():.2f} s; {len(distinct):,} of {SAMPLES:,} orders differ")
    for name, seconds, count in taken:
        each = seconds / count
        print(
            f"{name:<44} {count:>6,} in {seconds:6.2f} s  {1 / each:>9,.0f} a second"
            f"  {slowest / each:6.1f} x"
        )


if __name__ == "__main__":
    main()
