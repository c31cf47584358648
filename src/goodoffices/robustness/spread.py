"""One map over the chunks of a task, done by threads, processes or a Dask cluster.

1. A few chunks more than there are workers are under way; the next one is given out when one comes
   back, so that the length of a design costs no memory.
2. Chunks come back in any order. What they add up to does not depend on it (``tally``).
3. Processes and workers of a cluster get the task pickled and build it once each. A worker must
   run the same code and find the same design, or the work is refused: results would not agree.
4. A process or a worker that dies takes what it had under way with it; that is given out again. A
   chunk during which workers died several times is refused, so that it ends.

Threads are the default: kernels give the interpreter free while they run. Dask is imported by
``Cluster`` alone, and nothing leaves the machine but to an address that somebody gave.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from itertools import islice
from multiprocessing import get_context
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from goodoffices.errors import RequestError
from goodoffices.robustness.carried import carried, carried_out, prepare, prepared
from goodoffices.robustness.design import CHUNK
from goodoffices.robustness.task import Chunk, Task
from goodoffices.version import VERSION

CONNECT = 5.0
"""Seconds to wait for a scheduler to answer."""

PATIENCE = 60.0
"""Seconds that a cluster may be without any worker."""

DEATHS = 3
"""How often processes may die during a chunk; of a cluster, its ``allowed-failures`` decides."""

TICK, LOOK, PAUSE = 1.0, 5.0, 0.2
"""Seconds without a result until one looks what is the matter, between looks at a cluster, and
between questions for its first worker."""

FEWEST = 4
"""Chunks that a cluster is given whatever its size."""

LEAVE = 1.0
"""Seconds that threads and a scheduler have to end what was stopped."""

NEEDED = "goodoffices.robustness.carried"
NEEDS = "a cluster needs Dask; install it with: pip install 'goodoffices[cluster]'"


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


class Lost(Exception):
    """A chunk that was under way when a process died."""


class Workers(Protocol):
    """Who does the work. ``most``: how many chunks are under way at once; ``remedy``: what to do
    where processes die again and again."""

    most: int
    remedy: str

    def submit(self, number: int) -> Any:
        """A future of the chunk, with ``add_done_callback``."""

    def result(self, number: int, future: Any) -> Chunk:
        """What a future that is done has. Raises ``Lost``, or what the chunk raised."""

    def look(self) -> None:
        """Called where nothing came for a while. Raises ``RequestError`` if nothing will."""

    def close(self, ended: bool) -> None:
        """Ends all; ``ended``: no chunk is under way."""


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


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
        yield from _flow(workers, iter(numbers))
        ended = True
    finally:
        workers.close(ended)


def _workers(task: Task, where: Where, rows: bool) -> Workers:
    if isinstance(where, Cluster):
        return _Cluster(task, where.address, rows)
    if where.number < 0:
        raise RequestError(f"{where.number} workers were asked for; expected 1 or more")
    number = where.number or cores()
    return _Threads(task, number, rows) if isinstance(where, Threads) else _Pool(task, number, rows)


def _flow(workers: Workers, numbers: Iterator[int]) -> Iterator[Chunk]:
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
                what = f"{DEATHS} times the work was lost while {_named(number)} were solved"
                raise RequestError(f"{what}; {workers.remedy}") from None
            give(number)
            continue
        yield chunk


def _named(number: int) -> str:
    return f"variants {number * CHUNK:,} to {(number + 1) * CHUNK - 1:,}"


class _Threads:
    """Daemon threads, for which nobody waits long when work is stopped."""

    remedy = ""

    def __init__(self, task: Task, number: int, rows: bool) -> None:
        self.task, self.rows, self.most = task, rows, 2 * number
        self.stopped = False
        self.todo: SimpleQueue[tuple[int, Future[Chunk]] | None] = SimpleQueue()
        self.threads = [threading.Thread(target=self.work, daemon=True) for _ in range(number)]
        for one in self.threads:
            one.start()

    def work(self) -> None:
        while (given := self.todo.get()) is not None and not self.stopped:
            number, future = given
            try:
                future.set_result(self.task.chunk(number, self.rows))
            except BaseException as error:
                future.set_exception(error)

    def submit(self, number: int) -> Future[Chunk]:
        future: Future[Chunk] = Future()
        self.todo.put((number, future))
        return future

    def result(self, number: int, future: Future[Chunk]) -> Chunk:
        return future.result()

    def look(self) -> None:
        return

    def close(self, ended: bool) -> None:
        self.stopped, end = True, time.monotonic() + LEAVE
        for _ in self.threads:
            self.todo.put(None)
        for one in self.threads:
            one.join(max(0.0, end - time.monotonic()))


class _Pool:
    """Processes, started anew where some died; Ctrl-C is for this one alone to hear."""

    remedy = (
        "a process died each time, perhaps for want of memory: take fewer of them, or threads; and "
        'a script that calls this does so under: if __name__ == "__main__"'
    )

    def __init__(self, task: Task, number: int, rows: bool) -> None:
        self.carried, self.number, self.rows = carried(task), number, rows
        self.most = 2 * number
        self.pool = self.started()

    def started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.number, get_context("spawn"), initializer=prepare, initargs=(self.carried,)
        )

    def submit(self, number: int) -> Future[Chunk]:
        with _deaf():
            try:
                return self.pool.submit(prepared, number, self.rows)
            except BrokenProcessPool:
                self.pool.shutdown()
                self.pool = self.started()
                return self.pool.submit(prepared, number, self.rows)

    def result(self, number: int, future: Future[Chunk]) -> Chunk:
        try:
            return future.result()
        except BrokenProcessPool:
            raise Lost from None

    def look(self) -> None:
        """One that died may have left the others waiting for its turn to end: all begin anew."""
        if any(one.exitcode is not None for one in (self.pool._processes or {}).values()):
            self.kill()

    def kill(self) -> list[Any]:
        """Ends all processes. One of them may leave half a result in the pipe; that nothing more
        comes is seen only when this process, too, lets go of the end that is written to."""
        processes: list[Any] = list((self.pool._processes or {}).values())
        for one in processes:
            one.kill()
        pipe: Any = self.pool._result_queue
        with suppress(AttributeError, OSError):
            pipe._writer.close()
        return processes

    def close(self, ended: bool) -> None:
        processes = [] if ended else self.kill()
        self.pool.shutdown(wait=ended, cancel_futures=True)
        for one in processes:
            one.join(LEAVE)


class _Cluster:
    """A Dask client. Every chunk carries its task, so that a worker may come and go at any time."""

    remedy = "its workers died or were restarted each time, perhaps for want of memory"

    def __init__(self, task: Task, address: str, rows: bool) -> None:
        _check(address)
        try:
            import distributed
        except ImportError:
            raise RequestError(NEEDS) from None
        self.carried, self.address, self.rows, self.most = carried(task), address, rows, FEWEST
        self.killed: type[Exception] = distributed.KilledWorker
        made: Any = distributed.Client
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told here
        try:
            self.client: Any = made(address, timeout=CONNECT, set_as_default=False)
        except Exception as error:
            raise RequestError(
                f"no Dask scheduler answers at {address} within {CONNECT:g} s "
                f"({type(error).__name__}); expected one that was started there with: dask "
                "scheduler --port PORT"
            ) from None
        self.known: set[str] = set()
        self.looked = time.monotonic() - LOOK

    def submit(self, number: int) -> Any:
        self.look()
        try:
            return self.client.submit(carried_out, self.carried, number, self.rows, pure=False)
        except Exception:
            raise self.gone() from None

    def result(self, number: int, future: Any) -> Chunk:
        try:
            chunk: Chunk = future.result()
            return chunk
        except CancelledError:
            if self.client.status == "running":
                raise Lost from None
            raise self.gone() from None
        except self.killed:
            raise RequestError(
                f"workers of {self.address} died again and again while {_named(number)} were "
                "solved, perhaps for want of memory; give each of them more, or start fewer of "
                "them on a machine"
            ) from None
        except OSError:  # no chunk reads or writes
            if self.client.status == "running":
                raise
            raise self.gone() from None
        except RuntimeError as error:
            if "deserialization" in str(error):
                raise self.unlike(["the scheduler"]) from None
            raise

    def look(self) -> None:
        """Waits for a worker where there is none, and finds out about those that are new."""
        ago = time.monotonic() - self.looked
        if ago < LOOK:
            return
        end = time.monotonic() + PATIENCE
        try:
            while not (threads := self.client.nthreads()) and time.monotonic() < end:
                time.sleep(PAUSE)
            new = [one for one in threads if one not in self.known]
            found = self.client.run(find_spec, NEEDED, workers=new, on_error="return")
        except Exception:  # something came or went just now, or the scheduler did
            if self.client.status == "running" and ago < PATIENCE:
                return
            raise self.gone() from None
        if not threads:
            raise RequestError(
                f"{self.address} has had no worker for {PATIENCE:g} s; start some with: dask "
                f"worker {self.address}"
            )
        there = {one: spec for one, spec in found.items() if not isinstance(spec, OSError)}
        without = [one for one, spec in there.items() if not isinstance(spec, ModuleSpec)]
        if without:
            raise self.unlike(without)
        self.known.update(there)
        self.most, self.looked = max(FEWEST, 2 * sum(threads.values())), time.monotonic()

    def unlike(self, where: list[str]) -> RequestError:
        named = ", ".join(where[:3]) + (f" and {len(where) - 3} more" if len(where) > 3 else "")
        return RequestError(
            f"goodoffices cannot be imported by {named} of the cluster {self.address}; install "
            f"goodoffices {VERSION} for the scheduler and every worker, and start them again"
        )

    def gone(self) -> RequestError:
        return RequestError(
            f"the Dask scheduler at {self.address} is gone; start it and its workers again; with "
            "a folder for results, finished work is not done twice"
        )

    def close(self, ended: bool) -> None:
        with suppress(Exception):
            self.client.close(timeout=LEAVE)


def _check(address: str) -> None:
    scheme, _, rest = address.partition("://")
    host, _, port = rest.rpartition(":")
    if scheme not in ("tcp", "tls") or not host or not port.isdecimal():
        raise RequestError(
            f"{address!r} is no address of a cluster; expected tcp://host:port, as the scheduler "
            "prints it"
        )


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes that are started in here never hear Ctrl-C of the terminal; this one hears it
    when the block ends."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
