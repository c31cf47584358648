"""A task run from end to end: what a folder holds already, then the rest, as it comes.

1. Finished chunks of the folder are taken over.
2. The others are given out (``spread``); each is written, where there is a folder, and then
   counted.
3. Ctrl-C ends it with what is there: every chunk that came back is counted, none by half.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from goodoffices.errors import Problem, RequestError
from goodoffices.progress import Progress, silent
from goodoffices.robustness.spread import HERE, Where, spread
from goodoffices.robustness.store import Store
from goodoffices.robustness.tally import Tally
from goodoffices.robustness.task import Task

SOLVING, READING = "solving variants", "reading what is solved"


class NothingDone(RequestError):
    """It was stopped before anything was counted."""


@dataclass(frozen=True)
class Ran:
    """What was counted: ``done`` variants ``of`` so many; ``took_over`` of them were in the folder.

    ``stopped``: Ctrl-C came before the end. ``remarks``: files that were broken.
    """

    tally: Tally
    done: int
    of: int
    stopped: bool = False
    took_over: int = 0
    remarks: tuple[Problem, ...] = ()


def run(
    task: Task, where: Where = HERE, folder: Path | None = None, progress: Progress = silent
) -> Ran:
    """All variants of a task, or with Ctrl-C those that are done.

    Raises ``InputError`` for a folder of another design, what ``Task.chunk`` and ``spread`` raise,
    and ``NothingDone`` where it was stopped before anything was done.
    """
    so_far = _SoFar(task, progress)
    try:
        _go(so_far, where, None if folder is None else Store(folder, task))
        stopped = False
    except KeyboardInterrupt:
        stopped = True
    if so_far.tally is None:
        first = task.design.bounds(0)[1]
        what = "variant was" if first == 1 else f"{first:,} variants were"
        raise NothingDone(f"stopped before the first {what} done; there is nothing to show")
    done, of = so_far.tally.variants, task.design.samples
    return Ran(so_far.tally, done, of, stopped, so_far.took_over, tuple(so_far.remarks))


@dataclass
class _SoFar:
    task: Task
    progress: Progress
    tally: Tally | None = None
    took_over: int = 0
    remarks: list[Problem] = field(default_factory=list)

    def add(self, tally: Tally, solved: bool = True) -> None:
        self.tally = tally if self.tally is None else self.tally + tally
        self.took_over += 0 if solved else tally.variants
        doing = SOLVING if solved else READING
        self.progress(doing, self.tally.variants, self.task.design.samples)


def _go(so_far: _SoFar, where: Where, store: Store | None) -> None:
    task = so_far.task
    kept: set[int] = set()
    if store is not None:
        for number, tally in store.kept(so_far.remarks.append):
            kept.add(number)
            so_far.add(tally, solved=False)
        store.begin()
    if len(kept) == task.design.chunks:
        return
    so_far.progress(SOLVING, so_far.took_over, task.design.samples)
    rest = (number for number in range(task.design.chunks) if number not in kept)
    with closing(spread(task, rest, where, rows=store is not None)) as chunks:
        for chunk in chunks:
            if store is not None:
                store.write(chunk)
            so_far.add(chunk.tally)
