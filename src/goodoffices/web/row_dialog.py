"""A row of the situation changed, added or taken out: the lines that change are shown first.

1. The fields of the row; while they are filled in, the text that they make is read again.
2. A mistake of that text stands at the field that makes it; nothing can be written then.
3. Without a mistake the lines that would change are shown, and "Write it" writes them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from nicegui import run, ui

from goodoffices.case import SITUATION
from goodoffices.errors import GoodOfficesError, InputError
from goodoffices.formats.line_ends import BOM
from goodoffices.formats.yaml_tree import read_text
from goodoffices.web import show
from goodoffices.web.desk import Changed, Desk, Sheet
from goodoffices.web.rows import (
    HINTS,
    Adding,
    Field,
    Row,
    edited,
    element,
    first_wrong,
    put_in,
    taken_out,
)
from goodoffices.web.since import differences
from goodoffices.web.tried import tried

PAUSE = 0.35
"""Seconds without a key after which the fields are tried."""
LONG = 100
"""A longer value has several lines to be changed in."""
MEANWHILE = "The file was changed elsewhere meanwhile. In it as it is now this would change:"
OTHER = "This row was changed elsewhere meanwhile. Cancel, and show the files as they are."
ASK = "The file has changed since this page was made. Show it as it is first."


class Editing:
    """Edits of one situation file. ``written`` is told the sheet after each writing."""

    def __init__(self, desk: Desk, sheet: Sheet, written: Callable[[Sheet], None]) -> None:
        self.desk, self.sheet, self.written = desk, sheet, written
        self.file = str(desk.file(SITUATION))

    def text(self) -> str:
        """The file without its byte order mark."""
        return self.desk.text(SITUATION)[0].removeprefix(BOM)

    def is_current(self) -> bool:
        """Whether the file still is what the page shows; says so where it is not."""
        if self.desk.text(SITUATION)[1] == self.sheet.marks[SITUATION]:
            return True
        ui.notify(ASK, type="warning", multi_line=True)
        return False

    def write(self, new: str, what: str, made_from: str = "") -> bool:
        """Writes the new text; whether it was. ``made_from``: the mark of another text than the
        page shows. Raises ``Changed`` where the file is another by now."""
        stored = self.desk.text(SITUATION)[0]
        begins = BOM if stored.startswith(BOM) else ""
        mark = made_from or self.sheet.marks[SITUATION]
        try:
            sheet = self.desk.write(SITUATION, begins + new, mark, what)
        except Changed:
            raise
        except GoodOfficesError as error:
            ui.notify(str(error), type="negative", multi_line=True)
            return False
        ui.notify(f"Written: {what}")
        self.written(sheet)
        return True

    def change(self, row: Row) -> None:
        """The fields of a row."""
        if self.is_current():
            _Dialog(self, f"Change {row.name}", row.fields, f"{row.name} changed", None)

    def add(self, adding: Adding) -> None:
        """The fields of a new row."""
        if self.is_current():
            _Dialog(self, f"Add {adding.what}", adding.fields, f"{adding.what} added", adding)

    def remove(self, row: Row) -> None:
        """The lines that would go, and what would be wrong then."""
        if not self.is_current():
            return
        try:
            new = taken_out(self.text(), row, self.file)
        except InputError as error:
            ui.notify(str(error.problems[0]), type="warning", multi_line=True)
            return
        except GoodOfficesError as error:
            ui.notify(str(error), type="warning", multi_line=True)
            return
        self.confirm(f"Remove {row.name}", new, f"{row.name} removed")

    def confirm(self, title: str, new: str, what: str) -> None:
        """The lines that would change, to be written by the analyst's word."""
        found = tried(self.desk, SITUATION, new)
        with show.dialog(title) as dialog:
            with ui.element("div").props("role=alert"), ui.element("ul"):
                for one in found.problems[:10]:
                    show.problem(one, self.desk.folder)
            if found.problems:
                ui.label("So it cannot be written. Change first what needs it.")
            show.changed_lines(differences(self.text(), new))

            def write() -> None:
                dialog.close()
                try:
                    self.write(new, what)
                except Changed:
                    ui.notify(ASK, type="warning", multi_line=True)

            with ui.row():
                button = ui.button("Write it", on_click=write).props("unelevated")
                button.set_enabled(found.case is not None)
                ui.button("Cancel", on_click=dialog.close).props("flat")


class _Dialog:
    """The fields, what they would write, and what is wrong with it."""

    def __init__(
        self,
        editing: Editing,
        title: str,
        fields: Sequence[Field],
        what: str,
        adding: Adding | None,
    ) -> None:
        self.editing, self.fields, self.what, self.adding = editing, fields, what, adding
        self.before, self.new, self.number = editing.text(), "", 0
        self.mark = editing.desk.text(SITUATION)[1]
        self.inputs: list[ui.input] = []
        with show.dialog(title) as self.dialog:
            for one in fields:
                if len(one.value) > LONG:
                    given: ui.input = ui.textarea(one.label, value=one.value).props("autogrow")
                else:
                    given = ui.input(one.label, value=one.value).on("keydown.enter", self.write)
                given.classes("w-full").on_value_change(self.changed)
                given.props["hint"] = HINTS.get(one.kind, "")
                self.inputs.append(given)
            self.elsewhere = ui.label("").props("role=alert").classes("go-bad")
            self.wrong = ui.element("div").props("role=alert").classes("w-full")
            self.lines = ui.column().classes("w-full")
            with ui.row():
                self.button = ui.button("Write it", on_click=self.write).props("unelevated")
                self.button.set_enabled(False)
                ui.button("Cancel", on_click=self.dialog.close).props("flat")

    def values(self) -> list[tuple[Field, str]]:
        """The fields that were changed, with what they say."""
        pairs = zip(self.fields, self.inputs, strict=True)
        said = [(one, given.value or "") for one, given in pairs]
        return [(one, value) for one, value in said if value != one.value]

    async def changed(self) -> None:
        """Tries what the fields say once nothing was typed for a while."""
        self.number += 1
        number = self.number
        self.button.set_enabled(False)
        await asyncio.sleep(PAUSE)
        if number != self.number:
            return
        values = self.values()
        found = await run.io_bound(self.outcome, values)
        if number == self.number and found is not None:
            self.tell(*found)

    def outcome(self, values: list[tuple[Field, str]]) -> tuple[str, Mapping[str, str], list[str]]:
        """The new text, mistakes by the label of their field, and other mistakes."""
        if self.adding is not None:
            try:
                new = put_in(self.before, self.adding, {one.label: v for one, v in values},
                             self.editing.file)  # fmt: skip
            except InputError as error:
                return "", {}, [self.short(str(error.problems[0]))]
            except GoodOfficesError as error:
                return "", {}, [self.short(str(error))]
        else:
            new, at, why = first_wrong(self.before, values, self.editing.file)
            if at is not None:
                return "", {at.label: why}, []
        problems = tried(self.editing.desk, SITUATION, new).problems
        if not problems:
            return new, {}, []
        told = [self.short(str(one)) for one in problems[:5]]
        culprit = self.culprit(values)
        if culprit is None:
            return "", {}, told
        return "", {culprit.label: _short(problems[0].found, problems[0].remedy)}, told

    def short(self, told: str) -> str:
        """Without the folder, which every file of the page lies in."""
        return told.removeprefix(f"{self.editing.desk.folder}/")

    def culprit(self, values: list[tuple[Field, str]]) -> Field | None:
        """The field that alone makes a mistake; the only one that was changed; or None."""
        if len(values) == 1:
            return values[0][0]
        if self.adding is not None:
            return None
        for one, value in values:
            try:
                new = edited(self.before, one, value, self.editing.file)
            except GoodOfficesError:
                return one
            if tried(self.editing.desk, SITUATION, new).problems:
                return one
        return None

    def tell(self, new: str, at_fields: Mapping[str, str], others: list[str]) -> None:
        """Mistakes at their fields, or the lines that would change."""
        self.new = new
        for one, given in zip(self.fields, self.inputs, strict=True):
            given.error = at_fields.get(one.label)
        self.wrong.clear()
        self.lines.clear()
        with self.wrong:
            for told in others:
                ui.label(told).classes("go-bad")
        with self.lines:
            if new and new != self.before:
                show.soft("Lines that would change:")
                show.changed_lines(differences(self.before, new, 1))
        self.button.set_enabled(bool(new) and new != self.before)

    async def write(self) -> None:
        """Writes what was shown."""
        if not self.button.enabled:
            return
        try:
            if self.editing.write(self.new, self.what, self.mark):
                self.dialog.close()
        except Changed:
            await self.again()

    async def again(self) -> None:
        """The file was changed elsewhere: what is typed is tried in it as it is now, unless the row
        itself is another; then nothing can be written from here."""
        before, (stored, mark) = self.before, self.editing.desk.text(SITUATION)
        now = stored.removeprefix(BOM)
        self.button.set_enabled(False)
        if self.adding is None and not self.is_same(before, now):
            self.lines.clear()
            self.elsewhere.set_text(OTHER)
            return
        self.before, self.mark = now, mark
        self.elsewhere.set_text(MEANWHILE)
        await self.changed()

    def is_same(self, before: str, now: str) -> bool:
        """Whether the row says the same in both texts."""
        try:
            both = [read_text(one).data for one in (before, now)]
        except InputError:
            return False
        paths = {one.path for one in self.fields}
        return all(element(both[0], path) == element(both[1], path) for path in paths)


def _short(found: str, remedy: str) -> str:
    return f"{found}; {remedy}" if remedy else found
