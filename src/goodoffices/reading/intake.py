"""Files → sources and proposals, one report at a time, so that thousands take no more memory than
one; what was proposed waits on disk until all is known to be well.

Steps:

1. Paths become files; what is no report in a folder is passed over and named.
2. A file whose bytes are a source is read as it is stored; another is taken apart by its kind.
3. A mistake in a file that was named is kept, and the rest is still read, so that all mistakes are
   told together; then nothing is written. In a folder such a file is passed over and named.
4. Each report is proposed from, and all is written at the end.
"""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date
from pathlib import Path
from typing import IO

from goodoffices.errors import InputError, Place, Problem, RequestError
from goodoffices.progress import Progress, silent
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.received.file import read_bytes, refused
from goodoffices.reading.received.folders import Found, files_at, skipped_for
from goodoffices.reading.received.kinds import reports_of
from goodoffices.reading.received.report import Report
from goodoffices.reading.store import Kept, Store

IN_MEMORY = 20_000_000
"""Bytes of proposals that wait in memory; more waits in a file."""
LOOKED_AT = 20_000
"""Signs of a report by which its script is told."""
LAST_LATIN = "\u024f"
Read = Callable[[Kept], list[Proposal]]
BySource = Mapping[str, list[Proposal]]
Further = Callable[[BySource], BySource]
"""Every source's proposals → the same with what a second reader adds."""


@dataclass(frozen=True)
class Said:
    """What the analyst says of one report that its file does not say; empty: nothing."""

    title: str = ""
    publisher: str = ""
    date: Date | None = None

    def __bool__(self) -> bool:
        return bool(self.title or self.publisher or self.date)

    def of(self, report: Report) -> Report:
        """The report with what is said of it."""
        return replace(
            report,
            said_title=self.title or report.said_title,
            publisher=self.publisher or report.publisher,
            date=self.date or report.date,
        )


@dataclass
class Taken:
    """What was read. Iterating gives each source with its proposals, in order.

    ``warnings``: what was passed over, and what should be known of how a file was read.
    """

    sources: int = 0
    proposals: int = 0
    fresh: int = 0
    warnings: list[Problem] = field(default_factory=list)
    waiting: IO[bytes] = field(
        default_factory=lambda: tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    )

    def add(self, kept: Kept, found: list[Proposal]) -> None:
        """One more source."""
        pickle.dump((kept, found), self.waiting, pickle.HIGHEST_PROTOCOL)
        self.sources += 1
        self.proposals += len(found)

    def __iter__(self) -> Iterator[tuple[Kept, list[Proposal]]]:
        self.waiting.seek(0)
        for _ in range(self.sources):
            kept, found = pickle.load(self.waiting)
            yield kept, found


def take_in(
    paths: Sequence[Path],
    store: Store,
    read: Read,
    said: Said | None = None,
    progress: Progress = silent,
    further: Further | None = None,
) -> Taken:
    """Read the files, keep them in the store and write it. ``read`` proposes from a report;
    ``further`` is asked once, when all is read and before anything is written.

    Raises ``InputError`` with what is wrong with each file that was named, and ``RequestError``
    where ``said`` is meant for more than one report; nothing is written then.
    """
    said = said or Said()
    files, skipped = files_at(paths)
    if said and len(files) != 1:
        raise _not_one(len(files), "files")
    taken = Taken(warnings=skipped)
    problems: list[Problem] = []
    total = len(files)
    for number, one in enumerate(files, 1):
        progress(f"reading {number:,} of {total:,}", number - 1, total)
        try:
            every = _kept(one, store, said, taken)
        except InputError as error:
            if one.folder is None:
                problems += error.problems
            else:
                taken.warnings += [_passed_over(problem) for problem in error.problems]
            continue
        for kept in every if not problems else ():
            if in_another_script(kept.text):
                taken.warnings.append(_another_script(one.path, kept.part))
            found = read(kept)
            try:
                if further is None:
                    store.propose(found)
                taken.add(replace(kept, text=""), found)
            except OSError as error:
                told = f"what was read cannot be kept: {error.strerror or error}"
                raise RequestError(told) from None
    if not problems and not taken.sources:
        problems += _nothing(paths, files, taken.warnings)
    if problems:
        raise InputError(problems)
    if further is not None:
        taken = _with_more(taken, further)
        for _, found in taken:
            store.propose(found)
    progress("writing", total, total)
    store.commit()
    taken.fresh = store.fresh
    return taken


def in_another_script(text: str) -> bool:
    """Whether most letters of a text are none that English is written with."""
    letters = [sign for sign in text[:LOOKED_AT] if sign.isalpha()]
    return sum(sign > LAST_LATIN for sign in letters) * 2 > len(letters) > 0


def _another_script(path: Path, part: str) -> Problem:
    found = "most of it is not in Latin letters, and the rules read English"
    remedy = "its sentences are kept as facts with nothing found in them; read them yourself"
    return Problem(Place(str(path), path=part), found, "", remedy)


def _with_more(taken: Taken, further: Further) -> Taken:
    """With what a second reader adds; all proposals are in memory while it is asked."""
    before = list(taken)
    both = further({kept.key: found for kept, found in before})
    more = Taken(warnings=taken.warnings)
    for kept, _ in before:
        more.add(kept, both[kept.key])
    return more


def _kept(one: Found, store: Store, said: Said, taken: Taken) -> list[Kept]:
    """Step 2: the sources in a file."""
    file = read_bytes(one.path)
    known = store.known(one.path, file.sha256)
    if known is not None:
        if said:
            found = "these bytes are a source already, whose entry stays as it is"
            remedy = "change it in sources/sources.yaml"
            taken.warnings.append(Problem(Place(str(one.path)), found, "", remedy))
        return known
    reports = reports_of(file)
    if said and len(reports) != 1:
        raise _not_one(len(reports), "reports")
    for report in reports:
        place = Place(str(one.path), path=report.part)
        taken.warnings += [Problem(place, note) for note in report.notes]
    found_all = [store.keep(said.of(report)) for report in reports]
    return [kept for kept in found_all if kept is not None]


def _nothing(paths: Sequence[Path], files: list[Found], why: list[Problem]) -> list[Problem]:
    """Nothing at all was read: an error that says why, for folders that hold no report."""
    if files and not why:
        return []
    if files or why:
        return [*why, *refused(paths[0], "nothing in it is a report that can be read").problems]
    return list(refused(paths[0], "there is no file in this folder", expected="reports").problems)


def _passed_over(problem: Problem) -> Problem:
    return replace(problem, found=skipped_for(Path(), problem.found).found)


def _not_one(count: int, what: str) -> RequestError:
    return RequestError(
        f"--title, --publisher and --date speak of one report, and there are {count:,} {what}; "
        "give them with one file, or write them into sources/sources.yaml afterwards"
    )
