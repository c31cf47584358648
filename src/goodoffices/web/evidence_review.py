"""Review on a page: the list, the report with its spans, and what is decided about one proposal.

The decisions are those of ``goodoffices review``. Before each the files are read again where
somebody else wrote them; a key or a click speaks of the proposal that was shown when it was made,
so that none is decided unseen.
"""

from __future__ import annotations

from collections.abc import Callable

from nicegui import run, ui
from nicegui.events import GenericEventArguments

from goodoffices.case import SITUATION
from goodoffices.errors import GoodOfficesError
from goodoffices.progress import Progress
from goodoffices.reading.store import PROPOSED, SOURCES
from goodoffices.review.browse import (
    ALL,
    decided_by,
    following,
    last_of,
    listed,
    stands,
)
from goodoffices.review.desk import Desk, MeanwhileError
from goodoffices.review.draft import Draft
from goodoffices.review.edits import FIELDS
from goodoffices.review.ledger import LEDGER
from goodoffices.review.scales import CREDIBILITY, RELIABILITY
from goodoffices.review.standing import ACCEPTED, LEFT, REJECTED, SKIPPED, WAITING
from goodoffices.review.state import EVIDENCE, State
from goodoffices.review.writing import Stamp, stamp
from goodoffices.web import show
from goodoffices.web.evidence_ask import Ask
from goodoffices.web.evidence_columns import Columns
from goodoffices.web.evidence_found import standing
from goodoffices.web.frame import WATCH, Frame
from goodoffices.web.work import Work

WATCHED = (SITUATION, EVIDENCE, LEDGER, SOURCES, PROPOSED)
PRESSED = """(e) => {
  if (e.action !== 'keydown' || e.repeat || e.ctrlKey || e.altKey || e.metaKey) return;
  if (document.activeElement?.isContentEditable) return;
  const here = document.querySelector('[data-item]');
  if (here && here.offsetParent !== null) emit(e.key, here.dataset.item);
}"""
NAME = "goodoffices-reviewer"
"""Under which the browser keeps the name, for this window."""


class Review:
    """``item``: the proposal that is shown, "" for none; ``trail``: what was decided from here."""

    def __init__(self, made: Frame) -> None:
        self.made, self.folder = made, made.desk.folder
        self.desk: Desk | None = None
        self.by, self.item, self.opening = "", "", True
        self.ids: list[str] = []
        self.trail: list[str] = []
        self.seen: dict[str, Stamp] = {}
        self.acts: dict[str, Callable[[Draft], None]] = {
            "a": self.accept, "r": self.reject, "s": self.skip, "e": self.edit,
            "g": self.grade_source, "i": self.grade_information, "c": self.claim,
            "t": self.attach, "o": self.reopen, "R": self.reject_rest,
        }  # fmt: skip
        self.place = ui.column().classes("w-full gap-2")
        self.work: Work[Desk] = Work(self.place, self.opened)
        self.ask = Ask(ui.element("div"))
        self.keys = ui.keyboard(repeating=False, ignore=["input", "textarea", "select"])
        self.keys.on("key", self.pressed, js_handler=PRESSED)
        ui.timer(0, self.start, once=True)
        ui.timer(WATCH, self.watch)

    async def start(self) -> None:
        """Reads the case, and the name that this window knows."""
        kept = str(await ui.run_javascript(f"sessionStorage.getItem('{NAME}') ?? ''"))
        self.by = " ".join(kept.split())
        await self.open()

    async def open(self, source: str = "") -> None:
        """Reads all anew; ``source``: whose proposals are wanted."""
        self.desk, self.source_wanted, self.opening = None, source, True
        self.note()

        def read(progress: Progress) -> Desk:
            progress("reading the proposals", 0, 0)
            desk = Desk.opened(self.folder)
            desk.mended()
            return desk

        await self.work.do("reading the proposals", read)
        self.opening = False

    def opened(self, desk: Desk) -> None:
        """Who reviews, and the three columns."""
        self.desk, state = desk, desk.state
        for one in (*state.refused[:5], *state.remarks[:5]):
            ui.label(str(one)).classes("go-bad")
        if not state.proposals:
            show.soft("Nothing is proposed yet: drop a report below to read it.")
            standing(state.case)
            return
        with ui.row().classes("w-full items-center gap-2"):
            self.who = ui.button(on_click=lambda: self.ask_name(None)).props("flat dense no-caps")
            self.on = ui.switch("Single keys", value=True).props("dense")
            self.said = ui.label("").props("role=status").classes("grow")
        self.name_shown()
        source = self.source_wanted
        self.columns = Columns(state, source, self.filtered, self.go, self.clicked)
        self.renew(self.item)

    @property
    def state(self) -> State:
        """The files as they were read last."""
        assert self.desk is not None
        return self.desk.state

    def filtered(self) -> None:
        """Another choice of what is listed."""
        self.renew(self.item)

    def renew(self, wanted: str = "") -> None:
        """The list anew, at ``wanted`` or else at what comes after it."""
        columns, before = self.columns, self.ids
        self.ids = listed(self.state, columns.wanted, columns.status.value)
        nothing_left = columns.status.value == LEFT and not self.ids
        if nothing_left:
            self.ids = listed(self.state, columns.wanted, ALL)
        columns.done.set_visibility(nothing_left and bool(self.ids))
        is_there = wanted in self.ids
        self.item = wanted if is_there else following(before, wanted, self.ids)
        self.draw()

    def draw(self) -> None:
        """What is shown; where an edit in the ledger does not fit, that is said."""
        try:
            self.columns.draw(self.state, self.ids, self.item)
        except GoodOfficesError as error:
            self.tell(str(error))

    def tell(self, text: str) -> None:
        """What was done, or why not."""
        self.said.set_text(text)

    def pressed(self, event: GenericEventArguments) -> None:
        """A key, with the proposal that was shown."""
        key, item_id = event.args
        if self.desk is None or not self.on.value:
            return
        key = str(key) if len(str(key)) == 1 else ""
        if self.ask.open:
            choice = self.ask.choices.get(key.lower())
            if choice is not None:
                choice()
        elif key:
            self.act(key if key == "R" else key.lower(), str(item_id))

    def clicked(self, event: GenericEventArguments) -> None:
        """A button, with the proposal that was shown."""
        if self.desk is not None and not self.ask.open:
            self.act(str(event.args[0]), str(event.args[1]))

    def act(self, key: str, item_id: str) -> None:
        """What a key means, about the proposal that was seen when it was pressed."""
        if item_id != self.item:
            return
        if key in ("n", "p"):
            self.step(1 if key == "n" else -1)
        elif key == "b":
            self.named(self.back)
        elif key in self.acts and self.item:
            self.named(lambda: self.do(key))

    def do(self, key: str) -> None:
        """A decision or a question, on what the files say now."""
        assert self.desk is not None
        item_id = self.item
        try:
            self.state.refresh()
            word = self.state.standing(item_id)
            if word not in WAITING and key not in ("o", "g"):
                last = decided_by(self.state, item_id)
                by = f" by {last.by}" if last is not None else ""
                self.tell(f"{item_id} is {word} already{by}; o takes that back.")
                self.renew(item_id)
                return
            self.acts[key](self.state.draft(item_id))
        except MeanwhileError as error:
            self.tell(f"{error}.")
            self.renew(item_id)
        except GoodOfficesError as error:
            self.tell(f"Not done: {error}")
        self.note()

    def accept(self, draft: Draft) -> None:
        """Into the evidence."""
        self.decide(draft, ACCEPTED)

    def reject(self, draft: Draft) -> None:
        """With a reason, which may be empty."""

        def go(note: str) -> str:
            try:
                self.decide(draft, REJECTED, note)
            except MeanwhileError as error:
                self.ask.close()
                self.tell(f"{error}.")
                self.renew(draft.id)
            except GoodOfficesError as error:
                return str(error)
            self.ask.close()
            self.note()
            return ""

        self.ask.text(f"Reject {draft.id}", "Why? (may be left empty)", "", "", go)

    def reject_rest(self, draft: Draft) -> None:
        """All that is left of its source."""
        assert self.desk is not None

        def done(told: str, ids: list[str]) -> None:
            self.trail.extend(ids)
            self.changed(told)

        self.ask.rest(self.desk, draft.proposal.source, self.by, done)

    def skip(self, draft: Draft) -> None:
        """It comes again at the end."""
        self.decide(draft, SKIPPED)

    def decide(self, draft: Draft, word: str, note: str = "") -> None:
        """One decision, and on to the next."""
        assert self.desk is not None
        self.desk.decide([draft], word, self.by, note)
        cited = f", cited by {', '.join(draft.attach)}" if word == ACCEPTED and draft.attach else ""
        self.trail.append(draft.id)
        self.tell(f"{draft.id}: {word}{cited}.")
        before = list(self.ids)
        self.renew(following(before, draft.id, [one for one in before if one != draft.id]))
        self.made.renew()

    def back(self) -> None:
        """To the one before; a decision that this reviewer made about it is taken back."""
        assert self.desk is not None
        try:
            self.state.refresh()
            before = self.trail.pop() if self.trail else last_of(self.state, self.by)
            if not before or before not in self.state.proposals:
                self.tell("There is none before this.")
                return
            last = self.state.told.last.get(before)
            if last is not None and last.by == self.by and stands(self.state, last):
                self.tell(f"Taken back: {before} was {self.desk.reopen(before, self.by)}.")
            elif self.state.standing(before) not in WAITING:
                self.tell(f"{before} was decided by somebody else meanwhile; it stays so.")
            else:
                self.tell(f"Back at {before}.")
        except GoodOfficesError as error:
            self.tell(f"Not done: {error}")
            return
        self.note()
        self.show(before)
        self.made.renew()

    def reopen(self, draft: Draft) -> None:
        """Takes back what was decided about the one that is shown, by whomever."""
        assert self.desk is not None
        was = self.desk.reopen(draft.id, self.by)
        self.tell(f"Taken back: {draft.id} was {was}." if was else "Nothing was decided about it.")
        self.show(draft.id)
        self.made.renew()

    def edit(self, draft: Draft) -> None:
        """The fields."""
        assert self.desk is not None
        self.ask.edit(self.desk, draft, self.by, self.changed)

    def claim(self, draft: Draft) -> None:
        """The formal reading."""
        assert self.desk is not None
        self.ask.claim(self.desk, draft, self.by, self.changed)

    def attach(self, draft: Draft) -> None:
        """What will cite it."""
        assert self.desk is not None
        self.ask.attach(self.desk, draft, self.by, self.changed)

    def grade_source(self, draft: Draft) -> None:
        """A to F."""

        def go(letter: str) -> None:
            assert self.desk is not None
            self.safely(lambda: self.desk.grade_source(draft.proposal.source, letter, self.by))  # type: ignore[union-attr]

        self.ask.one_of("How reliable is the source?", RELIABILITY, go)

    def grade_information(self, draft: Draft) -> None:
        """1 to 6."""

        def go(digit: str) -> None:
            assert self.desk is not None
            after = FIELDS["grade"](draft, digit, self.state.case.situation)
            self.safely(lambda: self.desk.edit(draft, after, self.by))  # type: ignore[union-attr]

        self.ask.one_of("How credible is what is said here?", CREDIBILITY, go)

    def safely(self, act: Callable[[], None]) -> None:
        """Does it, or says why not."""
        try:
            act()
        except GoodOfficesError as error:
            self.tell(f"Not done: {error}")
            self.renew(self.item)
            return
        self.changed("Kept.")

    def changed(self, told: str) -> None:
        """Something about the proposal was kept."""
        self.tell(told)
        self.note()
        self.renew(self.item)
        self.made.renew()

    def step(self, by: int) -> None:
        """To a neighbour in the list, deciding nothing."""
        at = self.ids.index(self.item) + by if self.item in self.ids else 0
        if 0 <= at < len(self.ids):
            self.go(self.ids[at])

    def go(self, item_id: str) -> None:
        """To a proposal of the list."""
        self.item = item_id
        self.draw()

    def show(self, item_id: str) -> None:
        """To a proposal wherever it is; filters that hide it are taken away."""
        columns = self.columns
        for field, value in ((columns.source, ""), (columns.kind, ""), (columns.status, ALL)):
            if item_id not in listed(self.state, columns.wanted, columns.status.value):
                field.value = value
        self.renew(item_id)

    def named(self, act: Callable[[], None]) -> None:
        """Acts once there is a name to decide under."""
        if self.by:
            act()
        else:
            self.ask_name(act)

    def ask_name(self, then: Callable[[], None] | None) -> None:
        """Who reviews; kept for this window of the browser."""

        def go(name: str) -> str:
            if not name:
                return "Each decision is kept with the name of who made it; expected a name."
            self.by = name
            self.ask.close()
            self.name_shown()
            with self.place:
                ui.run_javascript(
                    f"sessionStorage.setItem('{NAME}', decodeURIComponent('{_coded(name)}'))"
                )
            if then is not None:
                then()
            return ""

        self.ask.text("Who reviews?", "Name", self.by, "", go)

    def name_shown(self) -> None:
        """Under which name is decided."""
        self.who.set_text(f"Reviewed by {self.by}" if self.by else "Who reviews?")

    def note(self) -> None:
        """The files are known as they are now."""
        self.seen = {name: stamp(self.folder / name) for name in WATCHED}

    async def watch(self) -> None:
        """What others decided meanwhile shows by itself."""
        now = {name: await run.io_bound(stamp, self.folder / name) for name in WATCHED}
        if self.opening or self.ask.open or now == self.seen:
            return
        if self.desk is None or now[PROPOSED] != self.seen[PROPOSED] or not self.state.proposals:
            await self.open()
            return
        self.seen = now
        try:
            self.state.refresh()
        except GoodOfficesError as error:
            self.tell(str(error))
            return
        self.renew(self.item)


def _coded(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode("utf-8"))
