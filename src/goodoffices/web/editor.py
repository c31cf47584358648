"""A file of the case as text: mistakes marked while it is typed, nothing written but by Save."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from nicegui import run, ui

from goodoffices.case import SITUATION
from goodoffices.errors import Problem, RequestError
from goodoffices.formats.line_ends import as_stored, plain
from goodoffices.web import show
from goodoffices.web.desk import FILES, Changed, Desk, Sheet
from goodoffices.web.since import differences
from goodoffices.web.tried import of_file, tried

EDITED = tuple(name for name in FILES if name.endswith(".yaml"))
PAUSE = 0.7
"""Seconds without a key after which the text is checked."""
LISTED = 50
WARN = """window.addEventListener('beforeunload', e => {
  if (window.goUnsaved) { e.preventDefault(); e.returnValue = ''; } });"""
LIGHT: Final = "githubLight"
DARK: Final = "githubDark"
"""Of the editor's colours these two have 4.5 to 1 and more for every sort of word."""
LOOKS = """(() => {
  const looks = () => {
    const editor = getElement(%d), words = editor?.editor?.contentDOM;
    if (!words) return;
    const name = document.body.classList.contains('body--dark') ? '%s' : '%s';
    if (words.goTheme !== name) { words.goTheme = name; editor.setTheme(name); }
    if (words.ariaLabel) return;
    words.ariaLabel = 'Text as it is written; Escape and then Tab leaves it';
    words.tabIndex = 0;
  };
  const seen = new MutationObserver(looks);
  seen.observe(document.body, {subtree: true, childList: true});
  seen.observe(document.body, {attributeFilter: ['class']});
  looks();
})()"""
"""The editor is there once its tab was opened; it turns light or dark with the page."""


def shown_files(desk: Desk) -> list[str]:
    """The files that can be opened: those that are there, and always the situation."""
    here = desk.path.is_dir()
    return [n for n in EDITED if n == SITUATION or (here and desk.raw(n) is not None)]


NO_TEXT = "no text"
"""The mark of a file that cannot be shown: nothing is written over it."""


class Editor:
    """One file as text. ``saved`` is told the sheet after each writing."""

    def __init__(self, desk: Desk, sheet: Sheet, saved: Callable[[Sheet], None]) -> None:
        self.desk, self.saved = desk, saved
        self.name, self.stored, self.mark, self.typed = SITUATION, "", "", 0
        with ui.row().classes("items-center w-full"):
            self.file = ui.select(shown_files(desk), value=SITUATION, label="File",
                                  on_change=self.chosen).classes("min-w-48")  # fmt: skip
            ui.button("Save", on_click=self.save).props("unelevated")
            self.said = ui.label("").props("role=status")
        self.text = ui.codemirror(
            "",
            language="YAML",
            theme=LIGHT,
            line_wrapping=True,
            on_change=self.changed,
            keymap={"Mod-s": lambda: self.save()},
        ).classes("w-full")
        self.text.style("height:65vh;border:1px solid var(--line)")
        self.list = ui.element("ul").props('aria-label="Mistakes"')
        self.odd = ui.element("ul").props('aria-label="Warnings"')
        ui.run_javascript(WARN)
        ui.run_javascript(LOOKS % (self.text.id, DARK, LIGHT))
        self.load()
        self.tell(sheet.problems, () if sheet.case is None else sheet.case.warnings)

    @property
    def unsaved(self) -> bool:
        """Whether what stands here is not what was read or written last."""
        return bool(self.text.value != plain(self.stored))

    def load(self) -> None:
        """The file as it stands; nothing of one that is no text, which the mistakes tell."""
        try:
            self.stored, self.mark = self.desk.text(self.name)
        except RequestError:
            self.stored, self.mark = "", NO_TEXT
        self.text.set_value(plain(self.stored))
        self._flag()

    def reload(self, sheet: Sheet) -> None:
        """The file as it stands, where nothing was typed that would be lost."""
        if not self.unsaved:
            self.load()
            self.tell(sheet.problems, () if sheet.case is None else sheet.case.warnings)

    def tell(self, problems: Sequence[Problem], warnings: Sequence[Problem]) -> None:
        """Every mistake in a list, those of this file marked and told at their lines."""
        name = str(self.desk.file(self.name))
        lines = self.text.value.count("\n") + 1
        mine = {min(at, lines): told for at, told in of_file(problems, name).items()}
        self.mark_lines(mine)
        for place, found, title in ((self.list, problems, ""), (self.odd, warnings, "Warnings")):
            place.clear()
            with place:
                for one in found[:LISTED]:
                    here = one.place.file == name
                    show.problem(one, self.desk.folder, self.text.reveal_line if here else None)
                if len(found) > LISTED:
                    with ui.element("li"):
                        show.soft(f"{len(found) - LISTED} more.")
            place.set_visibility(bool(found))
            place.props(f'data-title="{title}"')
        said = _count(len(problems), "mistake") if problems else "In order"
        said += f", {_count(len(warnings), 'warning')}" if warnings else ""
        self.said.set_text(said + ("; not saved yet" if self.unsaved else ""))

    def mark_lines(self, mine: dict[int, str]) -> None:
        """Marks lines and tells at each what is wrong.

        Once something was typed, only that is sent: with the whole element its text would go
        along as the server knows it, over what was typed in the meantime.
        """
        lines = [{"kind": "line", "line": line, "class": "go-wrong"} for line in sorted(mine)]
        if self.typed:
            self.text.run_method("setDecorations", lines)
            self.text.run_method("setLineTooltips", mine)
        else:
            self.text.decorations = lines
            self.text.line_tooltips = mine

    async def changed(self) -> None:
        """Checks the text once nothing was typed for a while; nothing is written."""
        self._flag()
        if not self.unsaved:
            return
        self.typed += 1
        number = self.typed
        await asyncio.sleep(PAUSE)
        if number != self.typed:
            return
        name, text = self.name, self.text.value
        found = await run.io_bound(tried, self.desk, name, text)
        if number == self.typed and name == self.name and found is not None:
            self.tell(found.problems, found.warnings)

    def chosen(self) -> None:
        """Another file; what was typed here is not lost without a word."""
        wanted = self.file.value
        if wanted == self.name:
            return
        if not self.unsaved:
            self._open(wanted)
            return
        self.file.set_value(self.name)
        with show.dialog(f"{self.name} is not saved") as dialog:

            def save() -> None:
                dialog.close()
                if self.save():
                    self._open(wanted)

            def drop() -> None:
                dialog.close()
                self._open(wanted)

            with ui.row():
                ui.button("Save it", on_click=save).props("unelevated")
                ui.button("Throw it away", on_click=drop).props("outline")
                ui.button("Go on editing", on_click=dialog.close).props("flat")

    def _open(self, name: str) -> None:
        self.name = name
        self.typed += 1
        self.load()
        self.file.set_value(name)
        sheet = self.desk.look()
        self.tell(sheet.problems, () if sheet.case is None else sheet.case.warnings)

    def save(self) -> bool:
        """Writes what stands here, mistakes or not; a change made elsewhere is never lost.

        Line ends and the byte order mark stay as the file has them. Whether it was written.
        """
        self.typed += 1
        wanted = as_stored(self.text.value, self.stored)
        try:
            sheet = self.desk.write(self.name, wanted, self.mark)
        except Changed as error:
            self.ask(error)
            return False
        except RequestError as error:
            ui.notify(str(error), type="negative", multi_line=True)
            return False
        self.stored, self.mark = self.desk.text(self.name)
        self._flag()
        self.tell(sheet.problems, () if sheet.case is None else sheet.case.warnings)
        self.saved(sheet)
        ui.notify(f"{self.name} is saved")
        return True

    def ask(self, error: Changed) -> None:
        """Both texts, line by line, and what to do."""
        with show.dialog("The file was changed elsewhere") as dialog:
            ui.label("Nothing was written. Lines with − stand in the file, lines with + are yours.")
            show.changed_lines(differences(plain(error.there), plain(error.wanted)))

            def keep() -> None:
                dialog.close()
                try:
                    self.stored, self.mark = self.desk.text(error.file)
                except RequestError as no_text:
                    ui.notify(f"{no_text}; mend it in another program", type="negative")
                    return
                self.save()

            def drop() -> None:
                dialog.close()
                self.load()
                sheet = self.desk.look()
                self.tell(sheet.problems, () if sheet.case is None else sheet.case.warnings)

            with ui.row():
                ui.button("Write mine over it", on_click=keep).props("outline")
                ui.button("Take what is there", on_click=drop).props("outline")
                ui.button("Go on editing", on_click=dialog.close).props("flat")

    def _flag(self) -> None:
        ui.run_javascript(f"window.goUnsaved = {'true' if self.unsaved else 'false'}")


def _count(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count != 1 else ''}"
