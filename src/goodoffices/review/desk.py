"""Decisions about proposals, each on the disk when the function that makes it returns.

Steps of a decision:

1. The ledger is held, and whatever others decided meanwhile is read.
2. All that is to be written is made: the evidence with the item, the model with the citation.
3. ``evidence.yaml`` and then ``situation.yaml`` take their new form, each whole.
4. The line goes to the ledger. Where one of these steps fails, the earlier ones are undone.

Killed between 3 and 4, the item stands in the evidence with ``reviewed`` and no line speaks of it:
``mended`` finishes that on the next start.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from goodoffices.case import SITUATION
from goodoffices.errors import RequestError
from goodoffices.evidence.item import Reviewed
from goodoffices.formats.yaml_tree import text_of
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.store import SOURCES
from goodoffices.review.draft import Draft
from goodoffices.review.edits import checked_claim
from goodoffices.review.elements import attachable, with_citation
from goodoffices.review.held import held
from goodoffices.review.items_file import with_entries, without
from goodoffices.review.ledger import LEDGER, Decision, add, moment
from goodoffices.review.queue import parties
from goodoffices.review.scales import RELIABILITY
from goodoffices.review.source_file import graded
from goodoffices.review.standing import ACCEPTED, WAITING, Evidence, Told
from goodoffices.review.state import EVIDENCE, State, read_state
from goodoffices.review.writing import Stamp, encoded, stamp, writing


class MeanwhileError(RequestError):
    """Somebody else decided about the same proposal since it was shown."""


@dataclass
class Desk:
    """A case under review, and what can be done. ``cited``: of items that this run attached to the
    model, the file with its bytes before and after."""

    state: State
    cited: dict[str, list[tuple[Path, bytes, bytes]]] = field(default_factory=dict)
    sure: Stamp = None
    """Of ``evidence.yaml`` as this run wrote it."""

    @classmethod
    def opened(cls, folder: Path) -> Desk:
        """The review of a case folder. Raises ``InputError`` and ``RequestError``."""
        return cls(read_state(folder))

    def edit(self, before: Draft, after: Draft, by: str) -> None:
        """Keeps what was changed in a draft, before any decision."""
        changed = after.changed(before)
        if changed:
            with self._holding() as out:
                self._as_shown(before)
                self._add(out, [Decision(before.id, "edited", by, moment(), changed)])

    def decide(self, drafts: Sequence[Draft], decision: str, by: str, note: str = "") -> None:
        """Accepts, rejects or skips; all of them or none.

        Raises ``MeanwhileError`` where one was decided or edited since it was shown, and
        ``RequestError`` where it cannot be written.
        """
        with self._holding() as out:
            for one in drafts:
                self._as_shown(one)
            at, accepts = moment(), decision == ACCEPTED
            contents = self._with_items(drafts, by, at) if accepts else {}
            before = {path: path.read_bytes() for path in contents if path.is_file()}
            with writing(contents):
                self._add(
                    out,
                    [
                        Decision(d.id, decision, by, at, self._changed(d) if accepts else {}, note)
                        for d in drafts
                    ],
                )
            for path, raw in contents.items():
                if path.name != EVIDENCE:
                    self.cited.setdefault(drafts[0].id, []).append((path, before[path], raw))
            if accepts:
                held_by = Reviewed(by, at)
                items = [replace(d.proposal.accepted().item(), reviewed=held_by) for d in drafts]
                self._stands(self.state.evidence.plus(items))

    def reopen(self, item_id: str, by: str) -> str:
        """Takes a decision back; which one it was, "" where nothing was decided.

        Raises ``RequestError`` where the item cannot be taken out of the evidence.
        """
        proposal = self.state.known(item_id)
        with self._holding() as out:
            was = self.state.standing(item_id)
            if was in WAITING:
                return ""
            contents = {}
            if self.state.evidence.has(proposal) is not None:
                contents = self._taken_out(proposal)
            with writing(contents):
                self._add(out, [Decision(item_id, "reopened", by, moment())])
            self.cited.pop(item_id, None)
            if contents:
                self._stands(self.state.evidence.minus(item_id))
            return was

    def grade_source(self, key: str, letter: str, by: str) -> None:
        """The Admiralty letter into ``sources.yaml``. Raises ``RequestError``."""
        if letter not in RELIABILITY:
            raise RequestError(f'"{letter}" is no letter of the scale; expected A to F')
        file = self.state.folder / SOURCES
        with self._holding() as out:
            before = self.state.letters.get(key, "")
            if letter == before:
                return
            raw = encoded(file, graded(text_of(file), key, letter, str(file)))
            changed = {"reliability": [before or None, letter]}
            with writing({file: raw}):
                self._add(out, [Decision("", "graded", by, moment(), changed, source=key)])
            self.state.letters[key] = letter
            self.state.seen(SOURCES)

    def mended(self) -> list[str]:
        """Finishes what was cut short between two files; what it did, a line each."""
        if not list(self._cut_short()):
            return []
        lines = []
        with self._holding() as out:
            for item_id in list(self._cut_short()):
                by_whom = self.state.evidence.items[item_id].reviewed
                assert by_whom is not None
                draft = self.state.draft(item_id)
                contents, note = {}, "finished after an interruption"
                try:
                    contents = with_citation(self.state.folder, draft.attach, item_id)
                except RequestError as refused:
                    note = f"not attached: {refused}"
                line = Decision(
                    item_id, ACCEPTED, by_whom.by, by_whom.on, self._changed(draft), note
                )
                with writing(contents):
                    self._add(out, [line])
                self.state.seen(SITUATION)
                lines.append(f"{item_id}: accepted by {by_whom.by}, {note}")
        return lines

    def _cut_short(self) -> Iterator[str]:
        for item_id, item in self.state.evidence.items.items():
            last = self.state.told.last.get(item_id)
            done = last is not None and last.decision == ACCEPTED
            if item.reviewed is not None and item_id in self.state.proposals and not done:
                yield item_id

    @contextmanager
    def _holding(self) -> Iterator[BinaryIO]:
        """Step 1."""
        with held(self.state.ledger) as out:
            self.state.refresh()
            yield out

    def _as_shown(self, draft: Draft) -> None:
        """Raises ``MeanwhileError`` where the proposal is not as the draft has it."""
        last = self.state.told.last.get(draft.id)
        word = self.state.standing(draft.id)
        if word not in WAITING:
            item = self.state.evidence.has(self.state.known(draft.id))
            where = f" as {item.id}" if item is not None and item.id != draft.id else ""
            by = f" by {last.by}" if last is not None and last.decision == word else ""
            raise MeanwhileError(f"{draft.id} is {word} already{where}{by}")
        if self.state.draft(draft.id) != draft:
            raise MeanwhileError(f"{draft.id} was edited meanwhile; look at it again")

    def _changed(self, draft: Draft) -> dict[str, list[object]]:
        return draft.changed(Draft.of(self.state.proposals[draft.id]))

    def _with_items(self, drafts: Sequence[Draft], by: str, at: str) -> dict[Path, bytes]:
        """Step 2 of accepting. Raises ``RequestError``."""
        for one in drafts:
            self._fits(one)
        file = self.state.folder / EVIDENCE
        raw = file.read_bytes() if file.is_file() else None
        sure = raw is not None and self.sure == stamp(file)
        entries = [one.entry(by, at) for one in drafts]
        contents = {file: with_entries(raw, entries, str(file), sure)}
        for one in drafts:
            if one.attach and len(drafts) > 1:
                raise RequestError(f"{one.id} is to be attached to the model; accept it by itself")
            contents |= with_citation(self.state.folder, one.attach, one.id)
        return contents

    def _fits(self, draft: Draft) -> None:
        """Whether the model still has what a draft names. Raises ``RequestError``."""
        situation = self.state.case.situation
        if draft.claim:
            checked_claim(draft.claim, situation)
        known = [party.id for party in situation.parties]
        for party in parties(draft.proposal):
            if party not in known:
                raise RequestError(f'{draft.id}: the model has no party "{party}"; edit it first')

    def _taken_out(self, proposal: Proposal) -> dict[Path, bytes]:
        """The files without an item that was accepted. Raises ``RequestError``."""
        item = self.state.evidence.has(proposal)
        file = self.state.folder / EVIDENCE
        if item is None or item.reviewed is None or item.id != proposal.id:
            where = f" as {item.id}" if item is not None else ""
            raise RequestError(
                f"{proposal.id} stands in {file}{where} and review did not write it; take it out "
                "there"
            )
        contents: dict[Path, bytes] = {}
        for path, before, after in self.cited.get(item.id, []):
            if path.read_bytes() == after:
                contents[path] = before
        if not contents:
            for element in attachable(self.state.folder).values():
                if item.id in element.because:
                    raise RequestError(
                        f"{element.place}: {element.kind} {element.name} cites {item.id}; take it "
                        "out of because: there first"
                    )
        contents[file] = without(file.read_bytes(), item.id, str(file))
        return contents

    def _add(self, out: BinaryIO, decisions: Sequence[Decision]) -> None:
        """Step 4."""
        add(out, self.state.ledger, decisions)
        self.state.decisions.extend(decisions)
        self.state.told = Told.of(self.state.decisions)
        self.state.seen(LEDGER)

    def _stands(self, evidence: Evidence) -> None:
        """The evidence is as this run has just written it, and the model says what it said."""
        self.state.evidence = evidence
        self.sure = stamp(self.state.folder / EVIDENCE)
        self.state.seen(EVIDENCE)
        self.state.seen(SITUATION)
