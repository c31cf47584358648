"""The work of ``spread`` on this machine, by threads or by processes."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from queue import SimpleQueue
from typing import Any

from goodoffices.robustness.carried import carried, prepare, prepared
from goodoffices.robustness.task import Chunk, Task
from goodoffices.robustness.workers import LEAVE, Lost


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class OnThreads:
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


class OnProcesses:
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
