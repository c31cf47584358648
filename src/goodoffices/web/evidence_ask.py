"""Questions about one proposal over the page: a reason, the two grades, an edit, a claim, parts of
the model. Each is answered by keys alone, and nothing is kept before it is in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace

from nicegui import ui

from goodoffices.brief.claim_tested import claim_told
from goodoffices.brief.review_words import part_words
from goodoffices.brief.words import plural
from goodoffices.errors import GoodOfficesError, RequestError
from goodoffices.evidence.item import KINDS
from goodoffices.review.desk import Desk
from goodoffices.review.draft import Draft
from goodoffices.review.edits import FIELDS, NONE, POLARITIES, ClaimError, checked_claim
from goodoffices.review.elements import attachable, with_citation
from goodoffices.review.standing import REJECTED
from goodoffices.web import show

Done = Callable[[str], None]
AUTHOR = "author"


class Ask:
    """One question at a time. ``open``: whether one is asked; ``choices``: what a single key
    answers then."""

    def __init__(self, place: ui.element) -> None:
        self.place = place
        self.dialog: ui.dialog | None = None
        self.choices: Mapping[str, Callable[[], None]] = {}

    @property
    def open(self) -> bool:
        """Whether a question is asked now."""
        return self.dialog is not None

    def close(self) -> None:
        """Nothing is asked any more."""
        dialog, self.dialog, self.choices = self.dialog, None, {}
        if dialog is not None:
            dialog.close()

    def text(
        self, title: str, label: str, before: str, hint: str, go: Callable[[str], str]
    ) -> None:
        """A line of text. ``go`` takes it and gives what is wrong with it, "" where nothing is."""
        with self._asked(title):
            field = ui.input(label, value=before).classes("w-full").props("autofocus")
            if hint:
                show.soft(hint)
            said = ui.label("").classes("go-bad").props("role=alert")
            said.style("white-space:pre-wrap;overflow-wrap:anywhere")

            def enter() -> None:
                if self.open:
                    said.set_text(go(" ".join((field.value or "").split())))

            field.on("keydown.enter", enter)
            self._buttons(enter)

    def one_of(self, title: str, scale: Mapping[str, str], go: Callable[[str], None]) -> None:
        """One of a scale, by a click or by its key."""
        with self._asked(title):

            def chosen(key: str) -> None:
                self.close()
                go(key)

            for key, told in scale.items():
                button = ui.button(f"{key}  {told}", on_click=lambda _, k=key: chosen(k))
                button.props("flat no-caps align=left").classes("w-full")
            ui.button("Cancel", on_click=self.close).props("flat autofocus")
            self.choices = {key.lower(): lambda k=key: chosen(k) for key in scale}  # type: ignore[misc]

    def edit(self, desk: Desk, draft: Draft, by: str, done: Done) -> None:
        """Every field at once; only what was changed is kept."""
        situation, one = desk.state.case.situation, draft.proposal
        parties = {party.id: party.name for party in situation.parties}
        who = {AUTHOR: "the author", NONE: "somebody who is no party", **parties}
        before = {
            "kind": one.kind,
            "speaker": AUTHOR if one.speaker is None else one.speaker.party or NONE,
            "polarity": one.polarity or "",
            "span": one.quote,
            "condition": "" if one.condition is None else part_words(one.condition),
            "consequence": "" if one.consequence is None else part_words(one.consequence),
            "date": str(one.date or ""),
        }
        with self._asked("Edit"):
            fields: dict[str, ui.select | ui.input | ui.textarea] = {
                "kind": ui.select(list(KINDS), value=before["kind"], label="Kind"),
                "speaker": ui.select(who, value=before["speaker"], label="Speaker"),
                "polarity": ui.select({"": "none", **{p: p for p in POLARITIES}},
                                      value=before["polarity"], label="Polarity"),
                "span": ui.textarea("Words of the quotation", value=before["span"]),
                "condition": ui.input("Condition", value=before["condition"]),
                "consequence": ui.input("Consequence", value=before["consequence"]),
                "date": ui.input("Day of which it speaks", value=before["date"],
                                 placeholder="2024-12-01"),
            }  # fmt: skip
            for field in fields.values():
                field.classes("w-full")
            fields["kind"].props("autofocus")
            fields["span"].props("autogrow input-style=max-height:9rem")
            show.soft("Words are copied from the report to the letter; an empty field is none.")
            said = ui.label("").classes("go-bad").props("role=alert")

            def keep() -> None:
                after = draft
                try:
                    for name in ("span", "kind", "speaker", "polarity", "condition",
                                 "consequence", "date"):  # fmt: skip
                        typed = str(fields[name].value or "").strip()
                        if typed != before[name] and (typed or name != "polarity"):
                            after = FIELDS[name](after, typed or NONE, situation)
                    changed = after.changed(draft)
                    desk.edit(draft, after, by)
                except GoodOfficesError as error:
                    said.set_text(str(error))
                    return
                self.close()
                done(f"Changed: {', '.join(changed)}." if changed else "Nothing was changed.")

            def as_read() -> None:
                try:
                    desk.edit(draft, Draft(desk.state.proposals[draft.id]), by)
                except GoodOfficesError as error:
                    said.set_text(str(error))
                    return
                self.close()
                done("It is as the reader wrote it.")

            for name in ("condition", "consequence", "date"):
                fields[name].on("keydown.enter", keep)
            with ui.row():
                ui.button("Keep", on_click=keep).props("unelevated")
                ui.button("As the reader wrote it", on_click=as_read).props("outline")
                ui.button("Cancel", on_click=self.close).props("flat")

    def claim(self, desk: Desk, draft: Draft, by: str, done: Done) -> None:
        """A formal reading, tested at once."""
        case = desk.state.case

        def go(typed: str) -> str:
            try:
                after = FIELDS["claim"](draft, typed or NONE, case.situation)
                found = checked_claim(typed, case.situation) if typed not in ("", NONE) else None
                desk.edit(draft, after, by)
                told = "No claim." if found is None else claim_told(found, case)
            except ClaimError as error:
                return f"{typed[: error.offset]}▸{typed[error.offset :]}\n{error}"
            except GoodOfficesError as error:
                return str(error)
            self.close()
            done(told)
            return ""

        hint = "Such as EXPR, EXPR is possible, PARTY wants EXPR; empty for none."
        self.text("Claim", "Claim", draft.claim, hint, go)

    def attach(self, desk: Desk, draft: Draft, by: str, done: Done) -> None:
        """Parts of the model that will cite it."""
        folder = desk.state.folder
        keys = list(attachable(folder))
        if not keys:
            raise RequestError("the model has no element that could cite an item")
        known = list(dict.fromkeys((*keys, *draft.attach)))
        with self._asked("Which parts of the model rest on it?"):
            field = ui.select(
                known, multiple=True, value=list(draft.attach), label="Part", with_input=True
            )
            field.classes("w-full").props("autofocus use-chips")
            show.soft("Type part of a name, arrow keys to move, Enter to take or leave one.")
            said = ui.label("").classes("go-bad").props("role=alert")

            def keep() -> None:
                attach = tuple(str(one) for one in field.value or ())
                try:
                    with_citation(folder, attach, draft.id)  # refused now or never
                    desk.edit(draft, replace(draft, attach=attach), by)
                except GoodOfficesError as error:
                    said.set_text(str(error))
                    return
                self.close()
                cited = f"{', '.join(attach)} will cite it when it is accepted."
                done(cited if attach else "Attached to nothing.")

            self._buttons(keep)

    def rest(
        self, desk: Desk, source: str, by: str, done: Callable[[str, list[str]], None]
    ) -> None:
        """Whether all that is left of a source is rejected, which Enter answers with no; then why.
        ``done``: told what was done, and to which."""
        state = desk.state
        ids = [one for one in state.waiting() if state.proposals[one].source == source]
        drafts, count = [state.draft(one) for one in ids], plural(len(ids), "proposal")

        def rejected(note: str) -> str:
            try:
                desk.decide(drafts, REJECTED, by, note)
            except GoodOfficesError as error:
                return f"None was rejected: {error}"
            self.close()
            done(f"Rejected: {count} of {source}.", ids)
            return ""

        title = f"Reject all that is left of {source}: {count}, also what a filter hides?"
        why = "Why? (may be left empty)"
        yes = {"Y": "Yes, all of them"}
        self.one_of(title, yes, lambda _: self.text(f"Reject {count}", why, "", "", rejected))

    def _asked(self, title: str) -> AbstractContextManager[object]:
        self.close()
        with self.place:
            self.dialog = dialog = ui.dialog(value=True).props(f'aria-label="{title}"')
            dialog.props("transition-duration=0")
        with dialog:
            card = ui.card().classes("go-card").style("width:560px;max-width:95vw")

        def hidden() -> None:
            if self.dialog is dialog:
                self.dialog, self.choices = None, {}
            dialog.delete()

        dialog.on("hide", hidden)
        with card:
            show.heading(title)
        return card

    def _buttons(self, keep: Callable[[], None]) -> None:
        with ui.row():
            ui.button("Keep", on_click=keep).props("unelevated")
            ui.button("Cancel", on_click=self.close).props("flat")
