"""A task on its way to another process, which must be of one mind with this one.

What is carried is a version and a sum of the sources of this program, the key of the design, and
the task, pickled. It is opened only where all of that is found to be the same: results of programs
that differ would not agree, and nobody would see it.
"""

from __future__ import annotations

import os
import pickle
import signal
import zlib
from functools import cache, lru_cache
from multiprocessing import parent_process
from pathlib import Path
from threading import Lock, Thread

from goodoffices.errors import RequestError
from goodoffices.robustness.task import Chunk, Task
from goodoffices.version import VERSION


def carried(task: Task) -> bytes:
    return pickle.dumps((VERSION, _sources(), task.design.key, pickle.dumps(task)))


def carried_out(work: bytes, number: int, rows: bool) -> Chunk:
    """A chunk of a task that was carried to another process."""
    with _opening:
        task = _opened(work)
    return task.chunk(number, rows)


_opening = Lock()


@lru_cache(maxsize=2)
def _opened(work: bytes) -> Task:
    version, sources, key, pickled = pickle.loads(work)
    told = "install the same goodoffices wherever it is to run, and start its workers again"
    if version != VERSION:
        raise RequestError(f"a worker runs goodoffices {VERSION}; expected {version}; {told}")
    if sources != _sources():
        what = f"a worker runs goodoffices {VERSION} with other sources"
        raise RequestError(f"{what}; expected the same to the byte; {told}")
    task = pickle.loads(pickled)
    if not isinstance(task, Task) or task.design.key != key:
        what = "a worker finds another design in the same file"
        raise RequestError(f"{what}; expected the key {key[:12]}…; {told}")
    return task


@cache
def _sources() -> int:
    """A sum over the sources of the package, whatever their line ends."""
    total, root = 0, Path(__file__).parents[1]
    for path in sorted(root.rglob("*.py")):
        total = zlib.crc32(path.relative_to(root).as_posix().encode(), total)
        total = zlib.crc32(path.read_bytes().replace(b"\r\n", b"\n"), total)
    return total


_here: list[bytes] = []
"""In a process of a pool: what it is there for."""


def prepare(work: bytes) -> None:
    """The first that a process of a pool does: it hears no Ctrl-C, and ends when its pool does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _here[:] = [work]
    Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def prepared(number: int, rows: bool) -> Chunk:
    """A chunk of what this process is there for."""
    return carried_out(_here[0], number, rows)
