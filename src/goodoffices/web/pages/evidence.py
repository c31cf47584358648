"""Evidence: reports with what was found in them, decided about by keys; what it amounts to."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from nicegui import ui
from nicegui.events import MultiUploadEventArguments

from goodoffices.errors import RequestError
from goodoffices.progress import Progress
from goodoffices.web import evidence_columns, evidence_text, kept_choice, show
from goodoffices.web.address import UPLOAD_LIMIT
from goodoffices.web.desk import Desk
from goodoffices.web.evidence_found import Contradictions, Coverage, Search, of_case
from goodoffices.web.evidence_review import Review
from goodoffices.web.evidence_take import NEEDED, Read, plain_name, read_into
from goodoffices.web.frame import Frame, frame
from goodoffices.web.work import Work

HEAD_ROOM = 100_000
"""Bytes of a request that are not the file."""
MOST_BYTES = UPLOAD_LIMIT - HEAD_ROOM
MOST_FILES = 50
OVER = "(e) => e.preventDefault()"
PICKED = "() => getElement(%d).$refs.qRef.pickFiles()"
DROPPED = """(e) => { e.preventDefault();
  const files = [...(e.dataTransfer?.files ?? [])];
  if (files.length) getElement(%d).$refs.qRef.addFiles(files); }"""


def page(desk: Desk) -> None:
    """The page."""
    with frame(desk, "/evidence", watched=desk.look().case is None) as made:
        show.heading("Evidence", 1)
        ui.add_css(evidence_columns.STYLE + evidence_text.STYLE)
        if made.sheet.case is None:
            show.soft("The files have mistakes; the page Situation shows where.")
            return
        if not desk.path.is_dir():
            show.soft("A situation file by itself has no reports; open a case folder.")
            return
        try:
            for name in NEEDED:
                desk.file(name)
        except RequestError as error:
            ui.label(str(error)).classes("go-bad")
            return
        _Evidence(made)


class _Evidence:
    """Four tabs, and a place to drop reports on."""

    def __init__(self, made: Frame) -> None:
        self.made, desk = made, made.desk
        self.turn = asyncio.Lock()
        with ui.element("div").classes("w-full") as whole:
            with ui.tabs().props("align=left dense no-caps") as tabs:
                review = ui.tab("review", "Review")
                ui.tab("coverage", "Coverage")
                ui.tab("contradictions", "Contradictions")
                ui.tab("search", "Search")
            with ui.tab_panels(tabs, value=review, animated=False, keep_alive=True) as panels:
                panels.classes("w-full")
                with ui.tab_panel(review).classes("q-px-none"):
                    self.review = Review(made)
                    self.drop(desk)
                self.others = {
                    name: ui.tab_panel(name).classes("q-px-none")
                    for name in ("coverage", "contradictions", "search")
                }
        tabs.on_value_change(lambda event: self.turned(str(event.value)))
        chosen = kept_choice.one(kept_choice.asked(), "tab", self.others)
        if chosen:
            tabs.set_value(chosen)
        whole.on("dragover", js_handler=OVER)
        whole.on("drop", js_handler=DROPPED % self.upload.id)

    def turned(self, name: str) -> None:
        """Another tab: the address says which."""
        kept_choice.keep("/evidence", [("tab", name if name in self.others else "")])
        self.opened(name)

    def opened(self, name: str) -> None:
        """A tab is filled with the case as it is then."""
        panel = self.others.get(name)
        if panel is None:
            return
        panel.clear()
        desk = self.made.desk
        with panel:
            case = of_case(desk)
            if case is None:
                return
            if name == "coverage":
                Coverage(case)
            elif name == "contradictions":
                Contradictions(desk, case)
            else:
                Search(desk, case)

    def drop(self, desk: Desk) -> None:
        """Where reports are dropped or picked, and what came of them."""
        with ui.element("section").classes("go-card q-mt-md"):
            show.heading("Read a report")
            show.soft("Drop text, Markdown, HTML, PDF, ReliefWeb JSON or a feed anywhere on this "
                      f"page, up to {MOST_BYTES / 1e6:.1f} MB together.")  # fmt: skip
            self.upload = ui.upload(
                multiple=True,
                auto_upload=True,
                max_total_size=MOST_BYTES,
                max_files=MOST_FILES,
                on_multi_upload=self.received,
                on_rejected=self.refused,
            ).classes("w-full").props("flat bordered")  # fmt: skip
            self.upload.on("failed", lambda: self.say("Not taken: it could not be sent."), args=[])
            with self.upload.add_slot("header"), ui.element("div").classes("q-pa-sm"):
                pick = ui.button("Pick files").props("unelevated")
                pick.on("click", js_handler=PICKED % self.upload.id)
            self.place = ui.column().classes("w-full").props("aria-live=polite")
        self.work: Work[Read] = Work(self.place, self.tell)

    def refused(self) -> None:
        """More than is taken at once."""
        self.say(f"Not taken: at most {MOST_FILES} files and {MOST_BYTES / 1e6:.1f} MB together.")

    def say(self, told: str) -> None:
        """Why nothing was taken."""
        self.place.clear()
        with self.place:
            ui.label(told).classes("go-bad").props("role=alert")

    async def received(self, event: MultiUploadEventArguments) -> None:
        """Files that came in are read, and go again."""
        self.upload.reset()
        async with self.turn:  # what is dropped meanwhile waits; new work would stop the first
            await self.read(event)

    async def read(self, event: MultiUploadEventArguments) -> None:
        """The files of one drop."""
        with tempfile.TemporaryDirectory(prefix="goodoffices-") as folder:
            for one in event.files:
                await one.save(_free(Path(folder), plain_name(one.name)))

            def read(progress: Progress) -> Read:
                return read_into(self.made.desk, Path(folder), progress)

            await self.work.do("reading", read)

    def tell(self, read: Read) -> None:
        """What was read; its proposals are shown."""
        show.lines(read.told)
        with ui.element("ul"):
            for one in read.warnings:
                show.problem(one, self.made.desk.folder)
        if read.noted:
            show.soft("The arrow at the top takes it back, until something of it is decided.")
        self.made.renew()
        if read.keys:
            ui.timer(0, lambda: self.review.open(read.keys[0]), once=True)


def _free(folder: Path, name: str) -> Path:
    """A path for a file, also where another has its name."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path
