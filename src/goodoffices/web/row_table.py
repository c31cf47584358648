"""The rows of a section with their buttons; statements are put into another order by drag or by
arrows, and the new order is shown before it is written."""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import ui
from nicegui.elements.mixins.sortable_element import SortableElement
from nicegui.events import SortableEventArguments

from goodoffices.errors import GoodOfficesError
from goodoffices.formats.replace_preference import replaced
from goodoffices.model.expression import Expression
from goodoffices.model.party import Party
from goodoffices.model.preference import Level
from goodoffices.web import show
from goodoffices.web.row_dialog import Editing
from goodoffices.web.rows import Row
from goodoffices.web.sections import Section

STYLE = """
.go-handle { cursor:grab; color:var(--soft); user-select:none; padding:0 .3rem; }
.go-table .go-do { white-space:nowrap; width:1%; }
body.body--dark .q-field--focused .q-field__label { color:var(--mark); }
.q-dialog .go-card { max-width:min(56rem, 94vw); }
"""


class SectionTable:
    """One section. ``editing``: None where the file cannot be edited by rows."""

    def __init__(self, section: Section, editing: Editing | None) -> None:
        self.section, self.editing = section, editing
        if section.rows:
            self.table()
        else:
            show.heading(section.title, 3)
            show.soft("Nothing yet.")
        if section.note:
            show.soft(section.note)
        adding = section.adding
        if editing is not None and adding is not None:
            button = ui.button(f"Add {adding.what}", icon="add",
                               on_click=lambda: editing.add(adding))  # fmt: skip
            button.props("flat dense no-caps")

    def table(self) -> None:
        """Head and rows."""
        section = self.section
        with show.scrolled(section.title), ui.element("table").classes("go-table"):
            with ui.element("caption").classes("text-left text-weight-medium"):
                ui.label(section.title)
            with ui.element("thead"), ui.element("tr"):
                if self.editing is not None:
                    self._head("change").classes("go-do")
                for name in section.columns:
                    self._head(name or "place")
            self.body = self.rows_in()
            self.fill()

    def rows_in(self) -> ui.element:
        """What holds the rows."""
        return ui.element("tbody")

    def fill(self) -> None:
        """The rows."""
        with self.body:
            for row in self.section.rows:
                self.row(row)

    def row(self, row: Row) -> None:
        """One row with its buttons."""
        with ui.element("tr"):
            if self.editing is not None:
                with ui.element("td").classes("go-do"):
                    self.buttons(row, self.editing)
            for cell in row.cells:
                with ui.element("td"):
                    ui.label(cell)

    def buttons(self, row: Row, editing: Editing) -> None:
        """To change a row and to take it out."""
        _button("edit", f"Change {row.name}").on_click(lambda: editing.change(row))
        if row.remove is not None:
            _button("delete", f"Remove {row.name}").on_click(lambda: editing.remove(row))

    @staticmethod
    def _head(name: str) -> ui.element:
        with ui.element("th").props("scope=col") as head:
            ui.label(name)
        return head


class StatementTable(SectionTable):
    """A party's statements, most important first."""

    def __init__(self, section: Section, editing: Editing | None, party: Party) -> None:
        self.party = party
        self.order = list(range(len(section.levels)))
        self.starts = [sum(section.levels[:at]) for at in range(len(section.levels))]
        super().__init__(section, editing)
        self.bar = ui.column().classes("w-full").props("aria-live=polite")

    def rows_in(self) -> ui.element:
        body = SortableElement("tbody")
        if self.editing is not None:
            body.make_sortable(on_end=self.dragged, handle=".go-handle")
        return body

    def fill(self) -> None:
        self.body.clear()
        self.arrows: dict[tuple[int, int], ui.button] = {}
        with self.body:
            for place, level in enumerate(self.order):
                start = self.starts[level]
                for row in self.section.rows[start : start + self.section.levels[level]]:
                    self.at = place
                    self.row(row)

    def buttons(self, row: Row, editing: Editing) -> None:
        place = self.at
        ui.label("⠿").classes("go-handle").props("aria-hidden=true").style("display:inline")
        for sign, name, step in (("arrow_upward", "up", -1), ("arrow_downward", "down", 1)):
            button = _button(sign, f"Move {name}: {row.name}")
            button.on_click(lambda _, s=step: self.stepped(place, s))
            self.arrows.setdefault((place, step), button)
            button.set_enabled(0 <= place + step < len(self.order))
        super().buttons(row, editing)

    def dragged(self, event: SortableEventArguments) -> None:
        """A row was dragged; what is tied with it goes along."""
        places = [place for place, level in enumerate(self.order)
                  for _ in range(self.section.levels[level])]  # fmt: skip
        self.move(places[event.old_index], places[event.new_index])

    def stepped(self, place: int, step: int) -> None:
        """An arrow was used; the focus goes with the row, so that it can be used again."""
        self.move(place, place + step)
        with self.body:
            show.focus(self.arrows[place + step, step], self.arrows[place + step, -step])

    def move(self, source: int, target: int) -> None:
        """Another order, to be written or not."""
        self.order.insert(target, self.order.pop(source))
        self.fill()
        self.bar.clear()
        if self.order == sorted(self.order) or self.editing is None:
            return
        with self.bar:
            ui.label("Another order; it is not written yet.")
            with ui.row():
                ui.button("Show what would be written", on_click=self.write).props("unelevated")
                ui.button("As it was", on_click=self.back).props("flat")

    def back(self) -> None:
        """The order of the file."""
        self.order.sort()
        self.fill()
        self.bar.clear()

    def write(self) -> None:
        """The lines that change, and the question whether to write them."""
        editing = self.editing
        if editing is None or not editing.is_current():
            return
        try:
            new = replaced(editing.text(), self.party.id, self.wanted(), None, editing.file)
        except GoodOfficesError as error:
            ui.notify(str(error), type="warning", multi_line=True)
            return
        editing.confirm(f"What {self.party.name} wants, in another order", new,
                        f"{self.party.name}: another order")  # fmt: skip

    def wanted(self) -> Sequence[Sequence[Expression]]:
        """The levels in the new order."""
        criteria = self.party.preference.criteria
        levels = [one for at in self.order if isinstance(one := criteria[at], Level)]
        return [[statement.want for statement in one.statements] for one in levels]


def _button(icon: str, says: str) -> ui.button:
    button = ui.button(icon=icon).props("flat round dense size=sm")
    button.props["aria-label"] = says
    return button
