"""Keeping what was tried: as a lever of the file, or written into what it changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from nicegui import run, ui

from goodoffices.analyses.kept import InPlace, as_lever, in_place, levers_named, writable
from goodoffices.analyses.trial import Trial
from goodoffices.brief.words import sentence
from goodoffices.case import SITUATION
from goodoffices.errors import GoodOfficesError
from goodoffices.formats.line_ends import BOM
from goodoffices.model.situation import Situation
from goodoffices.web import show
from goodoffices.web.frame import Frame
from goodoffices.web.since import differences
from goodoffices.web.trial_address import query
from goodoffices.web.tried import tried

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

            def go_on() -> None:
                if not NAME.match(name.value or ""):
                    said.set_text("The name is small letters, digits and _, a letter first.")
                    return
                if not self._is_current():
                    return
                text, file = self._text(), str(self.made.desk.file(SITUATION))
                told, who = does.value or name.value, by.value or ()
                try:
                    new = as_lever(text, case.situation, self.trial(), name.value, told, who, file)
                except GoodOfficesError as error:
                    said.set_text(str(error))
                    return
                dialog.close()
                self._confirm(text, new, f"lever {name.value} kept")

            with ui.row():
                ui.button("Show what would be written", on_click=go_on).props("unelevated")
                ui.button("Cancel", on_click=dialog.close).props("flat")

    async def ask_file(self) -> None:
        """The lines that would be written into the file; where something cannot be, why."""
        case = self.made.sheet.case
        if case is None or self._is_empty() or not self._is_current():
            return
        text, file = self._text(), str(self.made.desk.file(SITUATION))
        named = levers_named(case.items)
        asked = text, case.situation, self.trial(), file, named
        found = await run.io_bound(_as_far_as_it_can_be, *asked)
        if found is not None and not found[1]:
            self._confirm(text, found[0], "what was tried is written")
        elif found is not None:
            self._ask_rest(text, *found)

    def _ask_rest(self, text: str, rest: InPlace | None, why: Sequence[str]) -> None:
        """What cannot be written, and what can be done instead."""
        with show.dialog("Not all of this can be written to the file") as dialog:
            with ui.element("ul"):
                for one in why:
                    with ui.element("li"):
                        ui.label(sentence(one))
            ui.label("Nothing is written yet.")

            def go_on() -> None:
                dialog.close()
                self._confirm(text, rest, "what can be written of what was tried")

            def as_lever_instead() -> None:
                dialog.close()
                self.ask_lever()

            with ui.row():
                if rest is not None:
                    ui.button("Show the rest", on_click=go_on).props("unelevated")
                ui.button("Keep as a lever instead", on_click=as_lever_instead).props("outline")
                ui.button("Cancel", on_click=dialog.close).props("flat")

    def _is_empty(self) -> bool:
        if self.trial().is_empty:
            ui.notify("Nothing is changed yet, so there is nothing to keep.")
            return True
        return False

    def _text(self) -> str:
        """The file without its byte order mark."""
        return self.made.desk.text(SITUATION)[0].removeprefix(BOM)

    def _is_current(self) -> bool:
        if self.made.desk.text(SITUATION)[1] == self.made.sheet.marks[SITUATION]:
            return True
        ui.notify("The file has changed; show it as it is first.", type="warning")
        return False

    def _confirm(self, text: str, found: InPlace | str | None, what: str) -> None:
        """Shows the lines that change and writes them by the analyst's word. What was written in
        place is tried no more."""
        if found is None:
            return
        new, told, left = (
            (found, (), None) if isinstance(found, str) else (found.text, found.told, found.left)
        )
        if new == text:
            ui.notify("The file says this already; there is nothing to write.")
            return
        desk = self.made.desk
        mark = self.made.sheet.marks[SITUATION]
        problems = tried(desk, SITUATION, new).problems
        with show.dialog(f"What would be written to {SITUATION}") as dialog:
            if problems:
                with ui.element("div").props("role=alert"), ui.element("ul"):
                    for problem in problems[:10]:
                        show.problem(problem, desk.folder)
                ui.label("So it cannot be written. Change first what needs it.")
            if told:
                with ui.element("ul").props('aria-label="What is done"'):
                    for one in told:
                        with ui.element("li"):
                            ui.label(sentence(one))
                show.soft("Comments stay as they are; look whether they still hold.")
            show.changed_lines(differences(text, new))

            def write() -> None:
                dialog.close()
                try:
                    begins = BOM if desk.text(SITUATION)[0].startswith(BOM) else ""
                    sheet = desk.write(SITUATION, begins + new, mark, what)
                except GoodOfficesError as error:
                    ui.notify(str(error), type="negative", multi_line=True)
                    return
                ui.notify(f"Written: {what}")
                if left is None or sheet.case is None:
                    self.made.renew()
                else:
                    ui.navigate.to(f"/what-if{query(left, sheet.case.situation)}")

            with ui.row():
                button = ui.button("Write it", on_click=write).props("unelevated")
                button.set_enabled(not problems)
                ui.button("Cancel", on_click=dialog.close).props("flat")


def _as_far_as_it_can_be(
    text: str, base: Situation, trial: Trial, file: str, named: Collection[str]
) -> tuple[InPlace | None, Sequence[str]]:
    """The trial written in place; else what can be of it, and why the rest cannot."""
    try:
        return in_place(text, base, trial, file, named), ()
    except GoodOfficesError as error:
        rest, why = writable(text, base, trial, file, named)
        return rest, why or (str(error),)
