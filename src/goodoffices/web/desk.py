"""What lies on the desk: one case, read from its files, which stay the truth.

1. ``look()`` reads the files again where one has changed since, and gives a frozen ``Sheet``: the
   case, or what is wrong with it, and a mark for each file as it was read.
2. ``write()`` takes a new text for one file together with the mark of the text that it was made
   from. Where the file has another mark by now, nothing is written: somebody else changed it, and
   ``Changed`` holds both texts.
3. What was written can be taken back, as long as the files still are what was written.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

from goodoffices.analyses.solution import Solution, solve
from goodoffices.case import SITUATION, Case, load_case
from goodoffices.errors import GoodOfficesError, InputError, Place, Problem, RequestError
from goodoffices.files import whole_file
from goodoffices.progress import Progress, silent
from goodoffices.stability.concepts import STANDARD

FILES = (
    SITUATION,
    "outlook.yaml",
    "evidence.yaml",
    "proposed.yaml",
    "reviews.jsonl",
    "sources/sources.yaml",
)
"""Files of a case that the workbench reads and may write."""
QUICK = 5_000
"""So many states are solved in a moment."""
LOOK = 0.2
"""Seconds between two looks whether it is solved."""
MISSING = ""
"""The mark of a file that is not there."""
Stamp = tuple[int, int, int]
"""By which a file is seen to have changed: its size, its time, and which file it is."""


class Changed(RequestError):
    """The file is no longer what the new text was made from; nothing was written."""

    def __init__(self, file: str, there: str, wanted: str) -> None:
        super().__init__(
            f"{file} was changed elsewhere since it was shown here; nothing was written. "
            "Compare the two texts and decide"
        )
        self.file, self.there, self.wanted = file, there, wanted


@dataclass(frozen=True)
class Sheet:
    """The case as it stands in the files. ``case``: None where ``problems`` say why.

    ``marks``: file → hash of its bytes, as read.
    """

    path: Path
    case: Case | None
    problems: tuple[Problem, ...]
    marks: Mapping[str, str]
    number: int = 0
    _found: list[Solution] = field(default_factory=list, repr=False, compare=False)
    _solving: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    @property
    def solution(self) -> Solution:
        """All concepts and the behaviour profile, solved once. Raises as ``solve`` does."""
        return self.solved()

    @property
    def is_solved(self) -> bool:
        """Whether the solution is there already."""
        return bool(self._found)

    @property
    def is_quick(self) -> bool:
        """Whether a page may solve it while it is built: it is solved, or of few states."""
        space = None if self.case is None else self.case.space
        return self.case is None or self.is_solved or (space is not None and len(space) <= QUICK)

    def solved(self, progress: Progress = silent) -> Solution:
        """``solution``, told how far it is. Windows that ask at once wait for one and the same."""
        if self.case is None:
            raise InputError(self.problems)
        while not self._solving.acquire(timeout=LOOK):
            progress("waiting for another window that solves it", 0, 0)
        try:
            if not self._found:
                self._found.append(solve(self.case.situation, STANDARD, self.case.space, progress))
            return self._found[0]
        finally:
            self._solving.release()

    @property
    def title(self) -> str:
        """The title of the case, or the name of its folder."""
        return self.path.name if self.case is None else self.case.situation.title


@dataclass(frozen=True)
class Step:
    """One writing. ``files``: each by its path from the folder, with what it was before and after;
    None: it was not there. ``refused``: why it cannot be taken back, "" where it can.
    ``alone``: what nobody else may write to meanwhile is held."""

    what: str
    files: Mapping[str, tuple[bytes | None, bytes]]
    refused: Callable[[], str] = str
    alone: Callable[[], AbstractContextManager[object]] = nullcontext


@dataclass
class Desk:
    """The case in a folder, or a situation file alone; used by every window at once."""

    path: Path
    steps: list[Step] = field(default_factory=list)
    opened: dict[str, bytes | None] = field(default_factory=dict)
    """What each file held when the workbench was opened."""
    _sheet: Sheet | None = None
    is_folder: bool = field(init=False)
    _stamps: Mapping[str, Stamp] | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def __post_init__(self) -> None:
        self.path = self.path.resolve()
        self.is_folder = self.path.is_dir()
        for name in self._names():
            try:
                self.opened[name] = self._raw(name)
            except RequestError:  # it is told where the file is read
                continue

    @property
    def folder(self) -> Path:
        """Where the files lie; what it is does not change when the folder goes away."""
        return self.path if self.is_folder else self.path.parent

    def file(self, name: str) -> Path:
        """The path of one of ``FILES``. Raises ``RequestError`` for every other name."""
        if name not in FILES or (not self.is_folder and name != SITUATION):
            raise RequestError(f'"{name}" is no file of this case that can be opened here')
        return self._inside(name)

    def _inside(self, name: str) -> Path:
        """A path in the folder. Raises ``RequestError`` for one that leads out of it."""
        path = self.folder / name if self.is_folder else self.path
        try:
            inside = path.resolve().is_relative_to(self.folder)
        except (OSError, RuntimeError):  # links in a ring
            inside = False
        if not inside:
            raise RequestError(f"{name} leads out of the case folder; it is not opened here")
        return path

    def text(self, name: str) -> tuple[str, str]:
        """A file's text, line ends as stored, with its mark; "" where it is not there.

        Raises ``RequestError`` where it is no UTF-8.
        """
        raw = self._raw(name)
        if raw is None:
            return "", MISSING
        try:
            return raw.decode("utf-8"), _mark(raw)
        except UnicodeDecodeError as error:
            raise RequestError(f"{name} is no UTF-8 text, at byte {error.start}") from None

    def look(self) -> Sheet:
        """Step 1."""
        with self._lock:
            stamps = self._seen()
            if self._sheet is None or stamps != self._stamps:
                number = 0 if self._sheet is None else self._sheet.number + 1
                self._sheet, self._stamps = self._read(number), stamps
            return self._sheet

    def is_stale(self, sheet: Sheet) -> bool:
        """Whether files have changed since this sheet was read."""
        with self._lock:
            return self._sheet is not sheet or self._seen() != self._stamps

    def write(self, name: str, text: str, mark: str, what: str = "") -> Sheet:
        """Step 2; the sheet as it is then. ``what``: what was done, in words.

        Raises ``Changed`` where the file has another mark; nothing is written then.
        """
        with self._lock:
            path, before = self.file(name), self._raw(name)
            if (MISSING if before is None else _mark(before)) != mark:
                there = (before or b"").decode("utf-8", "replace")
                raise Changed(name, there, text)
            after = _encoded(name, text)
            if not self.folder.is_dir():
                raise RequestError(f"the folder {self.folder} is gone; nothing was written")
            if after != before:
                with whole_file(path) as out:
                    out.write(after)
                self.steps.append(Step(what or f"{name} edited", {name: (before, after)}))
            return self.look()

    def undo(self) -> Step:
        """Step 3; what was taken back. Raises ``RequestError`` where nothing can be."""
        with self._lock:
            if not self.steps:
                raise RequestError("nothing was written from here that could be taken back")
            step = self.steps[-1]
            with step.alone():
                refused = step.refused()
                if refused:
                    raise RequestError(refused)
                paths = {name: self._inside(name) for name in step.files}
                for name, (_, after) in step.files.items():
                    if _bytes(paths[name]) != after:
                        raise RequestError(
                            f"{name} was changed elsewhere since; taking back would lose that"
                        )
                for name, (before, _) in step.files.items():
                    if before is None:
                        _remove(paths[name])
                        continue
                    with whole_file(paths[name]) as out:
                        out.write(before)
            return self.steps.pop()

    def noted(self, step: Step) -> None:
        """Something was written by another room, which can be taken back from here."""
        with self._lock:
            self.steps.append(step)

    def raw(self, name: str) -> bytes | None:
        """A file's bytes; None where it is not there."""
        return self._raw(name)

    def _raw(self, name: str) -> bytes | None:
        return _bytes(self.file(name))

    def _names(self) -> Sequence[str]:
        return FILES if self.is_folder else (SITUATION,)

    def _seen(self) -> Mapping[str, Stamp]:
        """The stamp of every file of the case and of every report."""
        paths = [self.folder / name for name in self._names()] if self.is_folder else [self.path]
        if self.is_folder:
            with suppress(OSError):  # no reports, or not to be listed
                paths += sorted((self.folder / "sources").iterdir())
        found = {}
        for path in paths:
            try:
                state = path.stat()
            except OSError:
                continue
            found[str(path)] = (state.st_size, state.st_mtime_ns, state.st_ino)
        return found

    def _read(self, number: int) -> Sheet:
        marks = dict.fromkeys(self._names(), MISSING)
        try:
            for name in self._names():
                raw = self._raw(name)
                marks[name] = MISSING if raw is None else _mark(raw)
            case, problems = load_case(self.path), ()
        except InputError as error:
            return Sheet(self.path, None, error.problems, marks, number)
        except GoodOfficesError as error:
            problem = Problem(Place(str(self.path)), str(error))
            return Sheet(self.path, None, (problem,), marks, number)
        except OSError as error:
            problem = Problem(Place(str(error.filename or self.path)), error.strerror or str(error))
            return Sheet(self.path, None, (problem,), marks, number)
        return Sheet(self.path, case, problems, marks, number)


def _encoded(name: str, text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        found = f"half of a character stands at {error.start}"
        raise RequestError(f"{name} cannot hold this text: {found}") from None


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise RequestError(f"{path} cannot be read: {error.strerror or error}") from None


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise RequestError(f"{path} cannot be removed: {error.strerror or error}") from None


def _mark(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
