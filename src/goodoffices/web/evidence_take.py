"""Files that were dropped on the page, read into the case as ``goodoffices read`` does.

Steps:

1. They are kept in a folder of their own outside the case, each under the last part of its name.
2. One piece of reading at a time, whichever window asks for it. Feeds are kept in ``feeds/``,
   reports in ``sources/`` with their proposals; all or none.
3. While files take their places the ledger of review is held, so that no grade gets lost.
4. What was written is noted on the desk, so that it can be taken back (``evidence_undo.py``).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from goodoffices.brief.feed_words import feed_told
from goodoffices.brief.lines import Line
from goodoffices.brief.words import plural
from goodoffices.case import load_case
from goodoffices.errors import GoodOfficesError, Problem, RequestError
from goodoffices.evidence.source import Source
from goodoffices.progress import Progress
from goodoffices.reading.feed_kind import feed_kind
from goodoffices.reading.feed_store import FEEDS, KEPT, keep_feeds
from goodoffices.reading.intake import take_in
from goodoffices.reading.lexicon import Lexicon
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.read import proposals
from goodoffices.reading.store import PROPOSED, SOURCES, Kept, Store
from goodoffices.review.held import held
from goodoffices.review.ledger import LEDGER
from goodoffices.web.desk import Desk
from goodoffices.web.evidence_undo import Before

NEEDED = ("sources/sources.yaml", "proposed.yaml", LEDGER)
LONGEST_NAME = 120
READING = threading.Lock()


@dataclass(frozen=True)
class Read:
    """What came of it. ``keys``: the sources that were read, new or not; ``told``: in words;
    ``noted``: whether something was written, which can be taken back."""

    keys: tuple[str, ...]
    told: tuple[Line, ...]
    warnings: tuple[Problem, ...]
    noted: bool = False


def plain_name(given: str) -> str:
    """The last part of a name, without signs that no file name has."""
    last = given.replace("\\", "/").split("/")[-1]
    name = "".join(sign for sign in last if sign.isprintable()).strip()
    stem, dot, suffix = name.rpartition(".")
    if len(name) > LONGEST_NAME and dot and len(suffix) < 10:
        name = stem[: LONGEST_NAME - len(suffix) - 1] + dot + suffix
    name = name[:LONGEST_NAME]
    while len(name.encode("utf-8", "replace")) > 2 * LONGEST_NAME:
        name = name[1:]
    return name if name.strip(". ") else "report.txt"


def read_into(desk: Desk, folder: Path, progress: Progress) -> Read:
    """Steps 2 and 3 for the files in ``folder``. Raises ``RequestError`` with what is wrong."""
    if not desk.path.is_dir():
        raise RequestError("a situation file by itself can keep no reports; open a case folder")
    for name in NEEDED:
        desk.file(name)
    feeds_folder = (desk.folder / FEEDS).parent
    if not feeds_folder.resolve().is_relative_to(desk.folder):
        raise RequestError(f"{feeds_folder.name} leads out of the case folder; nothing is written")
    while not READING.acquire(timeout=0.2):
        progress("waiting for another window that is reading", 0, 0)
    try:
        return _read(desk, sorted(folder.iterdir()), progress)
    except GoodOfficesError as error:
        raise RequestError(str(error).replace(f"{folder}/", "")) from None
    finally:
        READING.release()


def _read(desk: Desk, paths: list[Path], progress: Progress) -> Read:
    case = load_case(desk.path)
    feeds = [path for path in paths if feed_kind(path) in KEPT]
    if feeds and len(feeds) < len(paths):
        found = f"{feeds[0].name} is a feed of events or numbers, and the rest is not"
        raise RequestError(f"{found}; nothing was read; drop feeds and reports one by one")
    if feeds:
        told = [line for path in feeds for line in feed_told(path, case.situation, progress)[0]]
        before = Before(desk.folder, (FEEDS,), "feeds")
        kept = keep_feeds(desk.folder, feeds, progress=progress)
        noted = before.noted(desk, f"{_titles(one.title for one in kept)} kept")
        where = [str(one.path).removeprefix(f"{desk.folder}/") for one in kept]
        return Read((), (*told, *(f"Kept as {one}." for one in where)), (), noted)
    lexicon = Lexicon(case.situation)

    def read(kept: Kept) -> list[Proposal]:
        progress(f"proposing from {kept.title}", 0, 0)
        return proposals(kept.text, kept.key, lexicon, published=kept.date)

    store = _Store(desk.folder, case.sources)
    with store:
        taken = take_in(paths, store, read, progress=progress)
    titles = _titles(one.title for one, _ in taken if one.new) or "reports"
    noted = store.before is not None and store.before.noted(desk, f"{titles} read")
    keys, lines = [], []
    for one, found_in in taken:
        keys.append(one.key)
        news = "" if one.new else "; it was a source already"
        lines.append(f"{one.title}: {plural(len(found_in), 'proposal')}{news}, kept as {one.key}.")
    lines.append(f"{plural(taken.fresh, 'new proposal')} to review.")
    return Read(tuple(keys), tuple(lines), tuple(taken.warnings), noted)


class _Store(Store):
    """Step 3."""

    def __init__(self, folder: Path, sources: Mapping[str, Source]) -> None:
        super().__init__(folder, sources)
        self.ledger = folder / LEDGER
        self.before: Before | None = None

    def commit(self) -> None:
        with held(self.ledger):
            before = Before(self.ledger.parent, (PROPOSED, SOURCES), "sources")
            super().commit()
            self.before = before.after()


def _titles(given: Iterable[str]) -> str:
    """The first of several names."""
    titles = list(given)
    more = f" and {len(titles) - 1} more" if len(titles) > 1 else ""
    return f"“{titles[0]}”{more}" if titles else ""
