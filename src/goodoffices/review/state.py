"""A case under review as its files say it now: proposals, evidence, ledger, sources."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from goodoffices.case import SITUATION, Case, load_case
from goodoffices.errors import Place, Problem, RequestError, nearest
from goodoffices.evidence.read import read_items, sound_items
from goodoffices.evidence.source import Source
from goodoffices.formats.readers import read_situation
from goodoffices.formats.yaml_tree import read_file
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.store import PROPOSED, SOURCES
from goodoffices.review.draft import Draft
from goodoffices.review.ledger import LEDGER, Decision, read_ledger
from goodoffices.review.queue import Wanted
from goodoffices.review.standing import ACCEPTED, WAITING, Evidence, Told
from goodoffices.review.standing import standing as standing_of
from goodoffices.review.writing import Stamp, stamp

EVIDENCE = "evidence.yaml"
COUNTED = ("proposed", "accepted", "rejected", "left")


@dataclass
class State:
    """``proposals``: by id, in the order of the file, each verbatim in its source. ``refused``:
    what is wrong with the others, ``barred``: how many these are. ``remarks``: lines of the ledger
    that were left out."""

    folder: Path
    case: Case
    proposals: Mapping[str, Proposal]
    refused: tuple[Problem, ...]
    remarks: tuple[Problem, ...] = ()
    decisions: list[Decision] = field(default_factory=list)
    told: Told = field(default_factory=lambda: Told({}, {}))
    evidence: Evidence = field(default_factory=lambda: Evidence({}, {}))
    letters: dict[str, str] = field(default_factory=dict)
    barred: int = 0
    stamps: dict[str, Stamp] = field(default_factory=dict)

    @property
    def ledger(self) -> Path:
        """The file of the decisions."""
        return self.folder / LEDGER

    def refresh(self) -> None:
        """Reads what others wrote since. Raises ``InputError`` where that is not in order."""
        if self._is_new(SITUATION):
            checked = read_situation(self.folder / SITUATION)
            self.case = replace(self.case, situation=checked.situation, space=checked.space)
            self.seen(SITUATION)
        if self._is_new(EVIDENCE):
            file = self.folder / EVIDENCE
            there = file.is_file()
            items = read_items(file, self.case.sources, self.case.situation) if there else ()
            self.evidence = Evidence.of(items)
            self.seen(EVIDENCE)
        if self._is_new(SOURCES):
            entries = read_file(self.folder / SOURCES).data or {}
            self.letters = {k: (one or {}).get("reliability") or "" for k, one in entries.items()}
            self.seen(SOURCES)
        if self._is_new(LEDGER):
            self.decisions, broken = read_ledger(self.ledger)
            self.remarks = tuple(broken)
            self.told = Told.of(self.decisions)
            self.seen(LEDGER)

    def _is_new(self, name: str) -> bool:
        return self.stamps.get(name) != stamp(self.folder / name)

    def seen(self, name: str) -> None:
        """A file is known as it is now."""
        self.stamps[name] = stamp(self.folder / name)

    def known(self, item_id: str) -> Proposal:
        """The proposal. Raises ``RequestError`` where there is none, or none that can be used."""
        if item_id in self.proposals:
            return self.proposals[item_id]
        hint = nearest(item_id, self.proposals)
        found = f'there is no proposal "{item_id}" in {self.folder / PROPOSED}'
        if self.refused:
            found += f" that can be reviewed ({self.barred} cannot; --list says why)"
        raise RequestError(f"{found}; {hint}".rstrip("; "))

    def standing(self, item_id: str) -> str:
        """left, skipped, accepted or rejected."""
        return standing_of(self.proposals[item_id], self.evidence, self.told)

    def draft(self, item_id: str) -> Draft:
        """The proposal with what was edited. Raises ``RequestError`` where an edit does not fit."""
        edits = self.told.edits.get(item_id, {})
        return Draft.of(self.proposals[item_id]).with_values(edits, str(self.ledger))

    def waiting(self, wanted: Wanted | None = None) -> list[str]:
        """The ids to be decided, as they stand in the file; those skipped come last."""
        by_standing: dict[str, list[Proposal]] = {word: [] for word in WAITING}
        for item_id, proposal in self.proposals.items():
            word = self.standing(item_id)
            if word in WAITING:
                edited = item_id in self.told.edits
                by_standing[word].append(self.draft(item_id).proposal if edited else proposal)
        every = [one for word in WAITING for one in by_standing[word]]
        return [one.id for one in (wanted or Wanted()).chosen(every)]

    def taken_out(self) -> list[str]:
        """What the ledger says was accepted and the evidence has no more: it waits again."""
        last = self.told.last
        return [
            one
            for one, proposal in self.proposals.items()
            if one in last
            and last[one].decision == ACCEPTED
            and self.evidence.has(proposal) is None
        ]

    def counts(self) -> dict[str, dict[str, int]]:
        """Source → how many are proposed, accepted, rejected and left, in the file's order."""
        found: dict[str, dict[str, int]] = {}
        for item_id, proposal in self.proposals.items():
            row = found.setdefault(proposal.source, dict.fromkeys(COUNTED, 0))
            word = self.standing(item_id)
            row["proposed"] += 1
            row["left" if word in WAITING else word] += 1
        return found


def read_state(folder: Path) -> State:
    """The review of a case folder. Raises ``InputError`` and ``RequestError``."""
    if not folder.is_dir():
        raise RequestError(f"{folder} is no folder; expected a case, in which reading proposed")
    before = {name: stamp(folder / name) for name in (SITUATION, EVIDENCE, SOURCES)}
    case = load_case(folder)
    file = folder / PROPOSED
    there = file.is_file()
    items, wrong = sound_items(file, case.sources, case.situation) if there else ((), [])
    changed = _changed(folder, case.sources)
    sound = [one for one in items if one.source not in changed]
    proposals = {one.id: Proposal.of(one, case.sources[one.source].text) for one in sound}
    state = State(folder, case, proposals, (*changed.values(), *wrong))
    state.evidence = Evidence.of(case.items)
    state.barred = len(items) - len(sound) + len(wrong)
    state.letters = {key: one.reliability for key, one in case.sources.items()}
    state.stamps = {name: at for name, at in before.items() if at is not None}
    state.refresh()
    return state


def _changed(folder: Path, sources: Mapping[str, Source]) -> dict[str, Problem]:
    """Sources whose text, in which spans count, is not what was received, with what to do."""
    found = {}
    for key, one in sources.items():
        noted = one.text_sha256 if one.received else one.sha256
        if not noted:
            continue
        path = folder / "sources" / one.file
        if hashlib.sha256(path.read_bytes()).hexdigest() != noted.lower():
            told = f"the report {key} is not as it was received: its hash is another"
            remedy = "put back the file as received, or read it anew under another name"
            found[key] = Problem(Place(str(path)), told, "", remedy)
    return found
