"""Folders → the files beneath them, in the order of their names; nothing is followed out."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from goodoffices.errors import Place, Problem
from goodoffices.reading.received.file import ODD, refused
from goodoffices.reading.received.kinds import READ

MOST_FILES = 100_000


@dataclass(frozen=True)
class Found:
    """A file. ``folder``: the folder that was given, None where the file itself was."""

    path: Path
    folder: Path | None = None


def files_at(paths: Sequence[Path]) -> tuple[list[Found], list[Problem]]:
    """Every file that is meant, and what is passed over in folders, with the reason.

    Raises ``InputError`` for a folder that cannot be read or holds too many files.
    """
    found: list[Found] = []
    skipped: list[Problem] = []
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for some names
            _walk(path, path, found, skipped)
        else:
            found.append(Found(path))
    return list(dict.fromkeys(found)), skipped


def _walk(folder: Path, top: Path, found: list[Found], skipped: list[Problem]) -> None:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as listed:
                entries = sorted(listed, key=lambda one: one.name)
        except OSError as error:
            if here == top:
                reason = f"cannot be read: {error.strerror or error}"
                raise refused(here, reason, expected="a folder") from None
            skipped.append(_skip(here, f"cannot be read: {error.strerror or error}"))
            continue
        inner: list[Path] = []
        for one in entries:
            if one.name.startswith("."):
                continue
            path = here / one.name
            if one.is_dir(follow_symlinks=False):
                inner.append(path)
                continue
            reason = _reason(path, one.is_symlink(), top)
            if reason:
                skipped.append(_skip(path, reason))
            else:
                found.append(Found(path, top))
        if len(found) > MOST_FILES:
            raise refused(top, f"more than {MOST_FILES:,} files", "give its folders one by one")
        waiting += reversed(inner)


def _reason(path: Path, is_link: bool, top: Path) -> str:
    """Why a file is passed over, "" where it is taken."""
    try:
        mode = path.stat().st_mode
        if is_link and not path.resolve().is_relative_to(top.resolve()):
            return "a link that leads out of the folder"
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    except RuntimeError:
        return "a link that leads to itself"
    if is_link and stat.S_ISDIR(mode):
        return "a link to a folder"
    if not stat.S_ISREG(mode):
        return f"this is {ODD.get(stat.S_IFMT(mode), 'no file')}"
    if path.suffix.lower() not in READ:
        return f"no report by its name; expected one of {', '.join(one for one in READ if one)}"
    return ""


def _skip(path: Path, reason: str) -> Problem:
    return skipped_for(path, reason)


def skipped_for(path: Path, reason: str) -> Problem:
    """What is told of a file in a folder that is passed over."""
    return Problem(Place(str(path)), f"passed over: {reason}")
