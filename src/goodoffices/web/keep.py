"""Keeping what was tried: as a lever of the file, or written into what it changes."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from goodoffices.analyses.trial import Trial
from goodoffices.web.frame import Frame


class Keep:
    """Three buttons over a trial: start over, keep as a lever, write to the file."""

    def __init__(
        self, made: Frame, trial: Callable[[], Trial], start_over: Callable[[], None]
    ) -> None:
        self.made, self.trial, self.start_over = made, trial, start_over
        with ui.row().classes("w-full gap-2"):
            ui.button("Start over", on_click=start_over).props("outline")
