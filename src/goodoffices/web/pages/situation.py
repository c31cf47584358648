"""Situation: the model as tables and as YAML, with mistakes where they stand."""

from __future__ import annotations

from nicegui import run, ui

from goodoffices.analyses.coverage import coverage
from goodoffices.analyses.preferences import Ordered, orders_of
from goodoffices.brief.evidence_tables import coverage_table
from goodoffices.brief.preference_tables import PreferenceWords
from goodoffices.case import SITUATION, Case
from goodoffices.errors import GoodOfficesError, InputError, RequestError
from goodoffices.formats.line_ends import BOM, plain
from goodoffices.formats.yaml_tree import read_text
from goodoffices.model.party import Party
from goodoffices.web import kept_choice, show
from goodoffices.web.desk import Desk, Sheet
from goodoffices.web.editor import Editor, shown_files
from goodoffices.web.frame import Frame, frame
from goodoffices.web.row_dialog import Editing
from goodoffices.web.row_table import STYLE, SectionTable, StatementTable
from goodoffices.web.sections import Section, Sections
from goodoffices.web.since import committed, differences

TABS = ("tables", "text", "since")
MANY = 60
"""With more parties than this each is shown when it is opened."""


def page(desk: Desk) -> None:
    """The page."""
    with frame(desk, "/") as made:
        show.heading("Situation", 1)
        ui.add_css(STYLE)
        _Situation(made)


class _Situation:
    """Three views of the same files; what is written in one shows in the others."""

    def __init__(self, made: Frame) -> None:
        self.made, self.desk, self.sheet = made, made.desk, made.sheet
        with ui.tabs().props("align=left dense no-caps") as tabs:
            tables = ui.tab("tables", "Tables")
            text = ui.tab("text", "YAML")
            since = ui.tab("since", "What changed")
        asked = kept_choice.one(kept_choice.asked(), "tab", TABS)
        first = asked or ("text" if self.sheet.case is None else "tables")
        tabs.on_value_change(self.turned)
        with ui.tab_panels(tabs, value=first, keep_alive=True).classes("w-full"):
            with ui.tab_panel(tables).classes("q-px-none"):
                self.tables = ui.column().classes("w-full")
            with ui.tab_panel(text).classes("q-px-none"):
                self.editor = Editor(self.desk, self.sheet, self.written)
            with ui.tab_panel(since).classes("q-px-none"):
                self.since = ui.column().classes("w-full")
        self.build()

    def turned(self, event: object) -> None:
        """The address keeps the view, so that it is the same after taking back."""
        name = getattr(event, "value", "tables")
        ui.run_javascript(f"history.replaceState(null, '', '?tab={name}')")

    def written(self, sheet: Sheet) -> None:
        """The page as the files are now; the text stays where something was typed."""
        self.sheet = sheet
        self.made.now_shows(sheet)
        self.editor.reload(sheet)
        self.build()

    def build(self) -> None:
        """Tables and differences anew."""
        self.tables.clear()
        with self.tables:
            if self.sheet.case is None:
                show.soft("The files have mistakes; the YAML shows where.")
            else:
                self.show_tables(self.sheet.case)
        self.since.clear()
        with self.since:
            _since(self.desk)

    def show_tables(self, case: Case) -> None:
        """Every section, each party with what it can do and what it wants."""
        editing: Editing | None = Editing(self.desk, self.sheet, self.written)
        try:
            data = read_text(self.desk.text(SITUATION)[0].removeprefix(BOM)).data
        except InputError:  # a file of another program
            data, editing = None, None
        if not isinstance(data, dict):
            data, editing = {}, None
        if editing is None:
            show.soft("This file is no YAML; goodoffices convert makes one that can be edited.")
        made = Sections(case, data)
        _card(SectionTable, made.parties(), editing)
        many = len(case.situation.parties) > MANY
        for party in case.situation.parties:
            _party(made, party, case, editing, many)
        for section in (made.terms(), made.states(), made.rules(), made.levers(), made.types()):
            if section.rows or (section.adding is not None and editing is not None):
                _card(SectionTable, section, editing)
        with ui.element("section").classes("go-card q-mb-md"):
            show.heading("What it rests on")
            show.table(coverage_table(coverage(case.situation, case.items)))
        if case.warnings:
            _warnings(case)


def _card(kind: type[SectionTable], section: Section, editing: Editing | None) -> None:
    with ui.element("section").classes("go-card"):
        kind(section, editing)


def _party(made: Sections, party: Party, case: Case, editing: Editing | None, many: bool) -> None:
    """What one party can do, what it wants, and the order that this makes."""
    if not many:
        with ui.element("section").classes("go-card"):
            show.heading(party.name)
            _of_party(made, party, case, editing)
        return
    with ui.expansion(party.name).classes("go-card w-full q-pa-none") as fold:
        place = ui.column().classes("w-full")

    def opened() -> None:
        if fold.value and not list(place):
            with place:
                _of_party(made, party, case, editing)

    fold.on_value_change(opened)


def _of_party(made: Sections, party: Party, case: Case, editing: Editing | None) -> None:
    SectionTable(made.options(party), editing)
    wants = made.statements(party)
    if wants.note:
        SectionTable(wants, editing)
    else:
        StatementTable(wants, editing, party)
    _order(party, case)


def _order(party: Party, case: Case) -> None:
    """The situations from best to worst, worked out when it is opened."""
    fold = ui.expansion("The order of the situations that this makes").classes("w-full")
    fold.props("dense")
    with fold:
        place = ui.column().classes("w-full")

    def worked_out() -> list[Ordered] | str:
        try:
            return list(orders_of(case.states(), party))
        except GoodOfficesError as error:
            return str(error)

    async def opened() -> None:
        if not fold.value or list(place):
            return
        with place:
            show.soft("working it out …")
        found = await run.io_bound(worked_out)
        place.clear()
        with place:
            if isinstance(found, str):
                ui.label(found).classes("go-bad")
                return
            words = PreferenceWords(case.states())
            for one in found or ():
                if one.faction is not None:
                    show.heading(one.faction.id, 3)
                show.table(words.table(one))

    fold.on_value_change(opened)


def _warnings(case: Case) -> None:
    with ui.element("section").classes("go-card"):
        show.heading(f"Warnings: {len(case.warnings)}")
        with ui.element("ul"):
            for warning in case.warnings[:50]:
                show.problem(warning, case.folder)


def _since(desk: Desk) -> None:
    """Each file beside its last commit, or beside what it was when the workbench was opened."""
    for name in shown_files(desk):
        before, when = _before(desk, name)
        show.heading(f"{name}, since {when}")
        try:
            found = differences(plain(before), plain(desk.text(name)[0]))
        except RequestError as error:
            show.soft(str(error))
            continue
        if found:
            show.changed_lines(found)
        else:
            show.soft("as it was")


def _before(desk: Desk, name: str) -> tuple[str, str]:
    """What a file was, and when."""
    before = committed(desk.file(name))
    if before is not None:
        return before, "the last commit"
    return (desk.opened.get(name) or b"").decode("utf-8", "replace"), "the workbench was opened"
