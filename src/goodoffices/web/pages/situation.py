"""Situation: the model as tables and as YAML, with mistakes where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from nicegui import ui

from goodoffices.analyses.coverage import coverage
from goodoffices.brief.evidence_tables import coverage_table
from goodoffices.brief.reasons import rests_on
from goodoffices.brief.table import Table
from goodoffices.brief.words import Words
from goodoffices.case import SITUATION, Case
from goodoffices.errors import RequestError
from goodoffices.web import show
from goodoffices.web.desk import FILES, Changed, Desk
from goodoffices.web.frame import Frame, frame
from goodoffices.web.since import committed, differences

EDITED = tuple(name for name in FILES if name.endswith(".yaml"))


def page(desk: Desk) -> None:
    """The page."""
    with frame(desk, "/") as made:
        show.heading("Situation", 1)
        with ui.tabs().props("align=left dense no-caps") as tabs:
            tables = ui.tab("tables", "Tables")
            text = ui.tab("text", "YAML")
            since = ui.tab("since", "Since the last commit")
        case = made.sheet.case
        with ui.tab_panels(tabs, value=text if case is None else tables).classes("w-full"):
            with ui.tab_panel(tables).classes("q-px-none"):
                if case is None:
                    show.soft("The files have mistakes; the YAML shows where.")
                else:
                    _tables(case)
            with ui.tab_panel(text).classes("q-px-none"):
                _Editor(made)
            with ui.tab_panel(since).classes("q-px-none"):
                _since(made)


def _tables(case: Case) -> None:
    for one in situation_tables(case):
        with ui.element("section").classes("go-card q-mb-md"):
            show.table(one)
    with ui.element("section").classes("go-card q-mb-md"):
        show.heading("What it rests on")
        show.table(coverage_table(coverage(case.situation, case.items)))
    if case.warnings:
        with ui.element("section").classes("go-card"):
            show.heading(f"Warnings: {len(case.warnings)}")
            with ui.element("ul"):
                for warning in case.warnings[:50]:
                    show.problem(warning, case.folder)


def situation_tables(case: Case) -> Iterator[Table]:
    """Parties with their options, terms, rules, levers; sections that the file lacks are left
    out."""
    situation, words = case.situation, Words(case.situation)
    rows = [
        (party.name, party.role, option.name, option.does, rests_on(option.because).strip(" ()"))
        for party in situation.parties
        for option in party.options
    ]
    yield Table("Parties and their options", ("party", "role", "option", "does", "rests on"),
                tuple(rows))  # fmt: skip
    named = [(one.id, one.words, str(one.means)) for one in (*situation.terms, *situation.states)]
    if named:
        yield Table("Terms and named states", ("name", "in words", "means"), tuple(named))
    if situation.rules:
        ruled = [
            (
                rule.name,
                words.clause(rule.holds),
                str(rule.holds),
                rests_on(rule.because).strip(" ()"),
            )
            for rule in situation.rules
        ]
        yield Table("Rules", ("rule", "in words", "formally", "rests on"), tuple(ruled))
    if situation.levers:
        pulled = [
            (lever.id, lever.does, rests_on(lever.change.because).strip(" ()"))
            for lever in situation.levers
        ]
        yield Table("Levers", ("lever", "does", "rests on"), tuple(pulled))


class _Editor:
    """One file as text, its mistakes marked at their lines."""

    def __init__(self, made: Frame) -> None:
        self.desk, self.folder, self.renew = made.desk, made.desk.folder, made.renew
        problems = made.sheet.problems
        here = made.desk.path.is_dir()
        names = [n for n in EDITED if here and (n == SITUATION or made.desk.raw(n) is not None)]
        with ui.row().classes("items-center w-full"):
            self.file = ui.select(names or [SITUATION], value=SITUATION, label="File",
                                  on_change=lambda: self.load())  # fmt: skip
            self.save_button = ui.button("Save", on_click=self.save).props("unelevated")
            self.said = ui.label("").props("role=status")
        self.text = ui.codemirror("", language="YAML", line_wrapping=True).classes("w-full")
        self.text.style("height:65vh;border:1px solid var(--line)")
        self.list = ui.element("ul").props('aria-label="Mistakes"')
        self.mark = ""
        self.load()
        self.tell(problems)

    def load(self) -> None:
        """The file as it stands."""
        text, self.mark = self.desk.text(self.file.value)
        self.text.set_value(text)
        self.tell(self.desk.look().problems)

    def tell(self, problems: tuple) -> None:  # type: ignore[type-arg]
        """Every mistake in a list, those of this file marked."""
        name = str(self.desk.file(self.file.value))
        mine = {p.place.line for p in problems if p.place.file == name and p.place.line}
        self.text.decorations = [
            {"kind": "line", "line": line, "class": "go-wrong"} for line in sorted(mine)
        ]
        self.list.clear()
        with self.list:
            for one in problems:
                here = one.place.file == name
                show.problem(one, self.folder, self.text.reveal_line if here else None)
        count = len(problems)
        self.said.set_text(f"{count} mistake{'s' if count != 1 else ''}" if count else "In order")

    def save(self) -> None:
        """Writes what stands here, mistakes or not; a change made elsewhere is never lost."""
        name, wanted = self.file.value, self.text.value
        try:
            sheet = self.desk.write(name, wanted, self.mark)
        except Changed as error:
            self.ask(error)
            return
        except RequestError as error:
            ui.notify(str(error), type="negative", multi_line=True)
            return
        self.mark = self.desk.text(name)[1]
        self.tell(sheet.problems)
        self.renew()
        ui.notify(f"{name} is saved")

    def ask(self, error: Changed) -> None:
        """Both texts, line by line, and what to do."""
        with ui.dialog(value=True) as dialog, ui.card().classes("go-card"):
            show.heading("The file was changed elsewhere")
            ui.label("Nothing was written. Lines with − stand in the file, lines with + are yours.")
            show.changed_lines(differences(error.there, error.wanted))

            def keep() -> None:
                dialog.close()
                self.mark = self.desk.text(error.file)[1]
                self.save()

            def drop() -> None:
                dialog.close()
                self.load()

            with ui.row():
                ui.button("Write mine over it", on_click=keep).props("outline")
                ui.button("Take what is there", on_click=drop).props("outline")
                ui.button("Go on editing", on_click=dialog.close).props("flat")


def _since(made: Frame) -> None:
    shown = False
    for name in EDITED:
        if made.desk.raw(name) is None if made.desk.path.is_dir() else name != SITUATION:
            continue
        before = committed(made.desk.file(name))
        if before is None:
            continue
        shown = True
        found = differences(before, made.desk.text(name)[0])
        show.heading(name)
        if found:
            show.changed_lines(found)
        else:
            show.soft("as it was committed")
    if not shown:
        show.soft("The case lies in no git repository with a commit of it, so there is nothing to "
                  "compare with.")  # fmt: skip
