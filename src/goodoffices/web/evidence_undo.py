"""What reading a dropped report wrote, so that the desk can take it back.

1. Before anything is written, the files that will grow are kept, and the names of those beside.
2. Right after, what became of them is compared with that: files that grew, and files that are new.
3. Taken back, each file is again what it was, the list of proposals first and the report last, so
   that nothing is left that names what is not there. Where the ledger of review holds a decision
   about one of the new proposals or a grade of the report, that is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from goodoffices.reading.store import ID, PROPOSED
from goodoffices.review.held import held
from goodoffices.review.ledger import LEDGER, read_ledger
from goodoffices.web.desk import Desk, Step

DECIDED = (
    "something of it was decided or graded in review already; it stays, and its files can be taken "
    "out by hand"
)


class Before:
    """Step 1. ``lists``: files of the case that grow; ``beside``: the folder of those that are
    new."""

    def __init__(self, folder: Path, lists: tuple[str, ...], beside: str) -> None:
        self.folder, self.lists, self.beside = folder, lists, beside
        self.old = {name: _bytes(folder / name) for name in lists}
        self.names = self._beside()
        self.written: dict[str, tuple[bytes | None, bytes]] | None = None

    def after(self) -> Before:
        """Step 2."""
        found: dict[str, tuple[bytes | None, bytes]] = {}
        for name in (*self.lists, *sorted(self._beside() - self.names - set(self.lists))):
            now = _bytes(self.folder / name)
            if now is not None and now != self.old.get(name):
                found[name] = (self.old.get(name), now)
        self.written = found
        return self

    def noted(self, desk: Desk, what: str) -> bool:
        """What was written becomes a step of the desk; whether anything was."""
        written = self.written if self.written is not None else self.after().written
        if written:
            desk.noted(Step(what, written, self._refused, self._alone))
        return bool(written)

    def _refused(self) -> str:
        """Step 3."""
        assert self.written is not None
        before, after = self.written.get(PROPOSED, (b"", b""))
        new = after[len(before or b"") :]
        ids = {found[1].decode("ascii") for line in new.splitlines() if (found := ID.match(line))}
        keys = {Path(name).stem for name in self.written if name not in self.lists}
        decisions, _ = read_ledger(self.folder / LEDGER)
        return DECIDED if any(one.id in ids or one.source in keys for one in decisions) else ""

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self.folder.is_dir():
            with held(self.folder / LEDGER):
                yield
        else:
            yield

    def _beside(self) -> set[str]:
        place = self.folder / self.beside
        there = place.iterdir() if place.is_dir() else ()
        return {f"{self.beside}/{one.name}" for one in there if one.is_file()}


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
