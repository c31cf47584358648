"""Keeping what was tried: as a lever of the file, or written into what it changes."""

from __future__ import annotations

import re
from collections.abc import Callable

from nicegui import ui

from goodoffices.analyses.kept import as_lever, in_place
from goodoffices.analyses.trial import Trial
from goodoffices.case import SITUATION
from goodoffices.errors import GoodOfficesError
from goodoffices.web import show
from goodoffices.web.frame import Frame
from goodoffices.web.since import differences

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


class Keep:
    """Three buttons over a trial: start over, keep as a lever, write to the file."""

    def __init__(
        self, made: Frame, trial: Callable[[], Trial], start_over: Callable[[], None]
    ) -> None:
        self.made, self.trial, self.start_over = made, trial, start_over
        with ui.row().classes("w-full gap-2"):
            ui.button("Start over", on_click=start_over).props("outline")
            ui.button("Keep as a lever", on_click=self.ask_lever).props("outline")
            ui.button("Write to the file", on_click=self.ask_file).props("outline")

    def ask_lever(self) -> None:
        """Name, words and who could pull it; then the lines that would be written."""
        case = self.made.sheet.case
        if case is None or self._is_empty():
            return
        parties = {party.id: party.name for party in case.situation.parties}
        with show.dialog("Keep as a lever") as dialog:
            name = ui.input("Name", placeholder="another_order").classes("w-full")
            does = ui.input("What it does, as in “Egypt could …”").classes("w-full")
            by = ui.select(parties, multiple=True, label="Who could do it").classes("w-full")
            said = ui.label("").classes("go-bad").props("role=alert")

            def written(text: str, file: str) -> str:
                told, who = does.value or name.value, by.value or ()
                return as_lever(text, case.situation, self.trial(), name.value, told, who, file)

            def go_on() -> None:
                if not NAME.match(name.value or ""):
                    said.set_text("The name is small letters, digits and _, a letter first.")
                    return
                try:
                    self._show_and_write(written, f"lever {name.value} kept")
                except GoodOfficesError as error:
                    said.set_text(str(error))
                    return
                dialog.close()

            with ui.row():
                ui.button("Show what would be written", on_click=go_on).props("unelevated")
                ui.button("Cancel", on_click=dialog.close).props("flat")

    def ask_file(self) -> None:
        """The lines that would be written into the file."""
        case = self.made.sheet.case
        if case is None or self._is_empty():
            return
        try:
            self._show_and_write(
                lambda text, file: in_place(text, case.situation, self.trial(), file),
                "what was tried is written",
            )
        except GoodOfficesError as error:
            ui.notify(str(error), type="warning", multi_line=True)

    def _is_empty(self) -> bool:
        if self.trial().is_empty:
            ui.notify("Nothing is changed yet, so there is nothing to keep.")
            return True
        return False

    def _show_and_write(self, made_of: Callable[[str, str], str], what: str) -> None:
        """Shows the difference and writes it by the analyst's word."""
        desk = self.made.desk
        text, mark = desk.text(SITUATION)
        if mark != self.made.sheet.marks[SITUATION]:
            ui.notify("The file has changed; show it as it is first.", type="warning")
            return
        new = made_of(text, str(desk.file(SITUATION)))
        with show.dialog(f"What would be written to {SITUATION}") as dialog:
            show.changed_lines(differences(text, new))

            def write() -> None:
                dialog.close()
                try:
                    desk.write(SITUATION, new, mark, what)
                except GoodOfficesError as error:
                    ui.notify(str(error), type="negative", multi_line=True)
                    return
                self.made.renew()
                ui.notify(f"Written: {what}")

            with ui.row():
                ui.button("Write it", on_click=write).props("unelevated")
                ui.button("Cancel", on_click=dialog.close).props("flat")
