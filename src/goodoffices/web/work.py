"""Long work beside the pages: in a thread of its own, with a bar that tells how far it is and a
button that stops it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from nicegui import run, ui

from goodoffices.errors import GoodOfficesError
from goodoffices.progress import Progress
from goodoffices.web import show

T = TypeVar("T")
SEEN = 0.2
"""Seconds between two looks at how far it is."""


PATIENCE = 2.0
"""Seconds that work which is stopped has to notice it."""


class Stopped(Exception):
    """The work was stopped by the button."""


class Work(Generic[T]):
    """A place on the page where one piece of work at a time is done and its result shown.

    ``tell`` fills the place with a result. New work stops what runs; what comes late is dropped.
    """

    def __init__(self, place: ui.element, tell: Callable[[T], None]) -> None:
        self.place, self.tell = place, tell
        self.number = 0
        self.stop = threading.Event()
        ui.context.client.on_disconnect(lambda: self.stop.set())

    async def do(self, what: str, function: Callable[[Progress], T]) -> None:
        """Does it and shows the result, a mistake in the request, or that it was stopped."""
        self.stop.set()
        self.stop = stop = threading.Event()
        self.number += 1
        number, far = self.number, _Far(what)

        def progress(doing: str, done: int, total: int) -> None:
            if stop.is_set():
                raise Stopped
            far.doing, far.done, far.total = doing, done, total

        timer = self._waiting(far, stop)
        try:
            result = await _done_or_stopped(function, progress, stop)
        except Stopped:
            self._say(number, "Stopped; nothing was changed.", "go-soft")
            return
        except GoodOfficesError as error:
            self._say(number, str(error), "go-bad")
            return
        finally:
            timer.cancel()
        if number == self.number and result is not None:  # None: the server is closing
            self.place.clear()
            with self.place:
                self.tell(result)

    def drop(self) -> None:
        """Stops what runs; nothing of it is shown any more."""
        self.stop.set()
        self.number += 1

    def _waiting(self, far: _Far, stop: threading.Event) -> ui.timer:
        self.place.clear()
        with self.place:
            said = ui.label(far.doing).props("role=status")
            bar = ui.linear_progress(show_value=False).props("indeterminate aria-label=Progress")
            ui.button("Stop", on_click=stop.set).props("outline")

            def look() -> None:
                said.set_text("stopping" if stop.is_set() else far.doing)
                if far.total:
                    bar.props(remove="indeterminate").set_value(far.done / far.total)

            return ui.timer(SEEN, look)

    def _say(self, number: int, text: str, kind: str) -> None:
        if number == self.number:
            self.place.clear()
            with self.place:
                ui.label(text).classes(kind).props("role=alert")


async def _done_or_stopped(
    function: Callable[[Progress], T], progress: Progress, stop: threading.Event
) -> T | None:
    """What the work gives; None where the server is closing.

    Raises ``Stopped`` soon after the button, also where the work does not look up: it is left
    alone then, and ends in its thread as soon as it tells how far it is.
    """
    task = asyncio.ensure_future(run.io_bound(function, progress))
    task.add_done_callback(lambda one: one.cancelled() or one.exception())
    waited = 0.0
    while not task.done():
        await asyncio.wait({task}, timeout=SEEN)
        waited += SEEN if stop.is_set() else 0.0
        if waited > PATIENCE:
            raise Stopped
    return task.result()


class _Far:
    """How far a piece of work is."""

    def __init__(self, what: str) -> None:
        self.doing, self.done, self.total = what, 0, 0


def empty(place: ui.element, said: str) -> None:
    """A place before anything was asked."""
    place.clear()
    with place:
        show.soft(said)
