"""One map over the chunks of a task, done by threads, processes or a Dask cluster.

1. A few chunks more than there are workers are under way; the next one is given out when one comes
   back, so that the length of a design costs no memory.
2. Chunks come back in any order. What they add up to does not depend on it (``tally``).
3. Processes and workers of a cluster get the task pickled and build it once each. A worker must
   run the same code and find the same design, or the work is refused: results would not agree.
4. A process or a worker that dies takes what it had under way with it; that is given out again. A
   chunk during which workers died several times is refused, so that it ends.

Threads are the default: kernels give the interpreter free while they run.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from queue import Empty, SimpleQueue
from typing import Any

from goodoffices.errors import RequestError
from goodoffices.robustness.cluster import OnCluster
from goodoffices.robustness.local import OnProcesses, OnThreads, cores
from goodoffices.robustness.task import Chunk, Task
from goodoffices.robustness.workers import Lost, Workers, named

DEATHS = 3
"""How often processes may die during a chunk; of a cluster, its ``allowed-failures`` decides."""

TICK = 1.0
"""Seconds without a result until one looks what is the matter."""


@dataclass(frozen=True)
class Threads:
    """Threads of this process; 0 for as many as there are cores."""

    number: int = 0


@dataclass(frozen=True)
class Processes:
    """Processes of this machine, each with an interpreter of its own; 0 as for threads. A script
    that uses them is imported by each, so what it does stands under ``__name__ == "__main__"``."""

    number: int = 0


@dataclass(frozen=True)
class Cluster:
    """A Dask cluster by the address of its scheduler, ``tcp://host:port`` or ``tls://…``."""

    address: str


Where = Threads | Processes | Cluster
HERE = Threads()


def spread(
    task: Task, numbers: Iterable[int], where: Where = HERE, rows: bool = False
) -> Generator[Chunk]:
    """The chunks with these numbers, as they come. To stop before the end, close the iterator:
    what is under way is dropped.

    Raises what ``Task.chunk`` raises, and ``RequestError`` where the workers cannot do it.
    """
    workers = _workers(task, where, rows)
    ended = False
    try:
        yield from _flow(workers, task, iter(numbers))
        ended = True
    finally:
        workers.close(ended)


def _workers(task: Task, where: Where, rows: bool) -> Workers:
    if isinstance(where, Cluster):
        return OnCluster(task, where.address, rows)
    if where.number < 0:
        raise RequestError(f"{where.number} workers were asked for; expected 1 or more")
    number = where.number or cores()
    return (
        OnThreads(task, number, rows)
        if isinstance(where, Threads)
        else OnProcesses(task, number, rows)
    )


def _flow(workers: Workers, task: Task, numbers: Iterator[int]) -> Iterator[Chunk]:
    came: SimpleQueue[int] = SimpleQueue()
    under_way: dict[int, Any] = {}
    deaths: dict[int, int] = {}

    def give(number: int) -> None:
        under_way[number] = future = workers.submit(number)
        future.add_done_callback(lambda _: came.put(number))

    while True:
        for number in islice(numbers, max(0, workers.most - len(under_way))):
            give(number)
        if not under_way:
            return
        try:
            number = came.get(timeout=TICK)
        except Empty:
            workers.look()
            continue
        try:
            chunk = workers.result(number, under_way.pop(number))
        except Lost:
            deaths[number] = deaths.get(number, 0) + 1
            if deaths[number] >= DEATHS:
                what = f"{DEATHS} times the work was lost while {named(task, number)} were solved"
                raise RequestError(f"{what}; {workers.remedy}") from None
            give(number)
            continue
        yield chunk
