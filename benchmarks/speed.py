"""How fast and how large: one command, one table, ratios within one run.

python benchmarks/speed.py             # about ten minutes
python benchmarks/speed.py gatt cold   # only these rows
python benchmarks/speed.py huge        # 10⁸ states: 16 GB and some minutes; only when named
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from gatt import FILE, gatt
from matrix_form import matrix_verdicts
from measure import copy_bandwidth, machine, median_time, peak_memory, yardstick
from random_conflicts import blank, random_moves, staircase

from goodoffices.evolution.chain import chain
from goodoffices.model.parser import parse
from goodoffices.model.preference import Level, Preference, Statement
from goodoffices.moves import sweeps
from goodoffices.moves.base import Moves
from goodoffices.moves.build import moves_of
from goodoffices.moves.fibres import FibreMoves
from goodoffices.ranks import ranks
from goodoffices.stability.concepts import STANDARD
from goodoffices.stability.verdicts import Verdicts
from goodoffices.states import StateSpace

BENCH264 = Path(__file__).parent / "cases" / "bench264.yaml"
Row = tuple[str, str, str]


def process(arguments: list[str]) -> Callable[[], object]:
    """Running Python with these arguments, to be timed."""
    return lambda: subprocess.run(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True
    )


def fresh(moves: Moves) -> Moves:
    """The same ranks without anything worked out from them."""
    return FibreMoves(moves.space, moves.rank)


def solve_gatt() -> list[Row]:
    """Five concepts from ranks, against six stable sorts of random columns of that length."""
    situation = gatt()
    if situation is None:
        return [("gatt", f"skipped: {FILE.name} is not beside the project", "")]
    moves = moves_of(situation)
    found = Verdicts.of(moves)
    counts = {name: int(found.equilibrium(name).sum()) for name in STANDARD}
    expected = {"nash": 2256, "gmr": 20840, "smr": 20840, "seq": 4608, "sseq": 4608}
    assert counts == expected, counts
    columns = np.random.default_rng(0).integers(0, 2**31 - 1, (6, len(moves.space)), dtype=np.int32)
    sort = median_time(lambda: [np.argsort(column, kind="stable") for column in columns])
    five = median_time(lambda: Verdicts.of(fresh(moves)))
    return [
        (
            "gatt: 138,240 states, five concepts",
            f"{five * 1e3:.0f} ms",
            f"{five / sort:.2f} × sort",
        ),
        ("gatt: argsort of six columns", f"{sort * 1e3:.0f} ms", "to reach: at most 1 × sort"),
    ]


def measured_apart(options: int) -> tuple[float, float, int, int]:
    """(seconds, seconds of one argsort, peak bytes, states) of a random conflict, own process."""
    code = (
        f"import sys; sys.path.insert(0, sys.argv[1])\nimport speed\nspeed.random_size({options})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, sort, peak, states = done.stdout.split()
    return float(seconds), float(sort), int(peak), int(states)


def random_size(options: int) -> None:
    """Prints what ``measured_apart`` reads."""
    Verdicts.of(random_moves(8, 5))  # compile
    moves = random_moves(options, 5)
    seconds = median_time(lambda: Verdicts.of(fresh(moves)), runs=3, warm=0)
    peak = peak_memory()
    column = np.random.default_rng(0).integers(0, 2**31 - 1, len(moves.space), dtype=np.int32)
    sort = median_time(lambda: np.argsort(column, kind="stable"), runs=3)
    print(seconds, sort, peak, len(moves.space))


def growth() -> list[Row]:
    """Time and memory between 2^20 and 2^23 combinations of which 70 % are feasible."""
    small, large = measured_apart(20), measured_apart(23)
    states = np.log(large[3] / small[3])
    ours, sort = np.log(large[0] / small[0]) / states, np.log(large[1] / small[1]) / states
    memory = (large[2] - small[2]) / (large[3] - small[3])
    return [
        (f"random, 5 parties, {small[3]:,} states", f"{small[0]:.2f} s", ""),
        (f"random, 5 parties, {large[3]:,} states", f"{large[0]:.2f} s", ""),
        (
            "exponent of growth in states",
            f"{ours:.3f}",
            f"argsort {sort:.3f}; to reach: at most + .05",
        ),
        ("memory a state", f"{memory:.0f} bytes", "to reach: at most 120"),
    ]


def stairs() -> list[Row]:
    """SEQ on a staircase of alternating improvements, against a random conflict of that size."""
    steep = staircase(22)
    even = random_moves(23, 3, feasible=1.0)
    assert len(steep.space) == len(even.space)
    hard = median_time(lambda: Verdicts.of(fresh(steep), ["seq"]), runs=3)
    easy = median_time(lambda: Verdicts.of(fresh(even), ["seq"]), runs=3)
    return [
        (
            f"staircase, {len(steep.space):,} states, SEQ",
            f"{hard:.2f} s",
            f"{hard / easy:.2f} × random",
        ),
        ("random conflict of that size, SEQ", f"{easy:.2f} s", "to reach: within 3 ×"),
    ]


def matrices() -> list[Row]:
    """4,096 states, 4 parties: the definitions as Boolean matrix products in float32 BLAS."""
    moves = random_moves(12, 4, feasible=1.0)
    ours = median_time(lambda: Verdicts.of(fresh(moves), STANDARD))
    found = Verdicts.of(moves, STANDARD)
    expected: dict[str, np.ndarray] = {}
    slow = median_time(lambda: expected.update(matrix_verdicts(moves)), runs=1, warm=0)
    assert all((found.stable[name] == expected[name]).all() for name in STANDARD)
    return [
        ("4,096 states, 4 parties, five concepts", f"{ours * 1e3:.2f} ms", ""),
        (
            "the same by matrix products",
            f"{slow:.1f} s",
            f"{slow / ours:,.0f} × slower; same verdicts",
        ),
    ]


def cold() -> list[Row]:
    """``goodoffices solve`` on bench264.yaml as a process, against importing NumPy and Numba."""

    solve = median_time(process(["-m", "goodoffices", "solve", str(BENCH264)]))
    bare = median_time(process(["-c", "import numpy, numba"]))
    return [
        ("solve bench264.yaml, cold process", f"{solve:.2f} s", f"{solve / bare:.2f} × import"),
        ("import numpy, numba", f"{bare:.2f} s", "to reach: under 1.5 ×"),
    ]


def where() -> list[Row]:
    """Where the time of five concepts goes on 2^22 states, beside what memory would allow.

    A sweep reads a party's order (5 bytes a state) and reads and writes a pair of costs for each
    (16 bytes); the bound is that traffic at the speed of copying.
    """
    moves = random_moves(22, 5, feasible=1.0)
    n, parties = len(moves.space), len(moves.rank)
    made = [0]

    def counted(kernel: Callable[..., bool]) -> Callable[..., bool]:
        def run(*arguments: object) -> bool:
            made[0] += 1
            return kernel(*arguments)

        return run

    def sort() -> None:
        fresh(moves).prepare()

    rows = [("sorting into fibres", median_time(sort, runs=3), 0)]
    moves.prepare()
    for name, credible, kernel in (
        ("GMR, SMR: sweeps of moves", False, "sweep_moves"),
        ("SEQ, SSEQ: sweeps of improvements", True, "sweep_improvements"),
    ):
        plain = getattr(sweeps, kernel)
        setattr(sweeps, kernel, counted(plain))
        made[0] = 0
        for party in range(parties):
            moves.answered(party, credible)
        setattr(sweeps, kernel, plain)

        def answer(credible: bool = credible) -> None:
            for party in range(parties):
                moves.answered(party, credible)

        rows.append((name, median_time(answer, runs=3), made[0]))
    speed = copy_bandwidth()
    told = []
    for name, seconds, made_here in rows:
        bound = made_here * n * 21 / speed
        note = f"{made_here} sweeps; memory alone {bound:.2f} s" if made_here else ""
        told.append((f"{n:,} states: {name}", f"{seconds:.2f} s", note))
    return told


def huge() -> list[Row]:
    """10⁸ feasible states, five parties, ranks from statements, Nash, GMR, SMR."""
    options, parties = 27, 5
    situation = blank(options, parties, "nash")
    keep = np.uint64(0b111)  # three quarters and more of 2^27: all but one value of three options
    names = [option.name for option in situation.options]
    ids = np.arange(2**options, dtype=np.uint64)
    ids = ids[(ids & keep) < np.uint64(6)][: 10**8].copy()
    space = StateSpace(situation, ids)
    rank = np.empty((parties, len(ids)), dtype=np.int32)
    for party in range(parties):
        wanted = [names[(party * 5 + 7 * k) % options] for k in range(6)]
        levels = tuple(Level((Statement(parse(one)),)) for one in wanted)
        rank[party] = ranks(space, Preference(levels))
        space.__dict__.pop("_columns", None)  # what is kept of one party serves no other
    moves = FibreMoves(space, rank)
    seconds = median_time(lambda: Verdicts.of(moves, ["nash", "gmr", "smr"]), runs=1, warm=0)
    return [
        (
            f"{len(ids):,} states, Nash, GMR, SMR",
            f"{seconds:.0f} s",
            f"peak {peak_memory() / 1e9:.1f} GB",
        ),
    ]


def bandwidth() -> list[Row]:
    """What copying memory reaches here, for judging the rest."""
    return [("copying 512 MB", f"{copy_bandwidth() / 1e9:.1f} GB/s read and written", "")]


def mediate() -> list[Row]:
    """Ten levers on six parties and 264 states, every set tried, as a process of its own."""
    target = "birch.pilot and rowan.audit"
    asked = ["-m", "goodoffices", "mediate", str(BENCH264), target, "--format", "json"]
    seconds = median_time(process(asked))
    return [("mediate bench264.yaml, ten levers, 1,024 sets", f"{seconds:.1f} s", "to reach: 5 s")]


def chains() -> list[Row]:
    """Chains of departures in which nearly all states lead into one another."""
    told = []
    for options in (11, 13, 17):
        moves = random_moves(options, 5, feasible=0.7, behaviour="nash")
        found = chain(moves, 0)
        seconds = median_time(lambda moves=moves: chain(fresh(moves), 0), runs=3)  # type: ignore[misc]
        what = f"chain of departures, {found.states:,} of {len(moves.space):,} states on the way"
        how = f"{found.method}, residual {found.residual:.0e}, {len(found.endings)} endings"
        told.append((what, f"{seconds:.2f} s", how))
    return told


ROWS: dict[str, Callable[[], list[Row]]] = {
    "gatt": solve_gatt,
    "growth": growth,
    "stairs": stairs,
    "matrices": matrices,
    "cold": cold,
    "where": where,
    "bandwidth": bandwidth,
    "huge": huge,
    "mediate": mediate,
    "chains": chains,
}


def main(names: list[str]) -> None:
    """Print the table."""
    print(f"{machine()}; fixed NumPy loop {yardstick():.2f} s")
    for name in names or [name for name in ROWS if name != "huge"]:
        for what, value, note in ROWS[name]():
            print(f"{what:<48} {value:>28}   {note}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
