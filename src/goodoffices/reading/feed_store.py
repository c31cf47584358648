"""Feed files in a case: the file as received in ``feeds/``, and its entry in ``feeds/feeds.yaml``.

Steps:

1. The file is read once from beginning to end: what is no feed, or lacks a column, is refused
   before anything is written.
2. A file whose bytes are kept already is that feed; another gets a key of its own.
3. The entry is added at the end of ``feeds.yaml``; what stands there stays to the byte, and the
   whole must read as before with the entry, else nothing is written.
4. The file is copied, then the listing takes its place; if that fails, the copy goes again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, RootModel

from goodoffices.errors import InputError, Place, Problem, RequestError
from goodoffices.files import whole_file
from goodoffices.formats.shapes import shaped
from goodoffices.formats.values import DateValue, Shape
from goodoffices.formats.yaml_tree import read_file, read_text, text_of
from goodoffices.progress import Progress, silent
from goodoffices.reading.entries import RAW
from goodoffices.reading.event_files import events_in
from goodoffices.reading.feed_kind import CALLED, EVENTS, HXL, PAX, feed_kind
from goodoffices.series.noted import Noted
from goodoffices.series.pax import Agreements, read_agreements
from goodoffices.series.sheet import Sheet, read_sheet

FEEDS = "feeds/feeds.yaml"
HEAD = "# Feed files as received. Nothing in feeds/ is ever edited.\n"
CHUNK = 1 << 20
SUFFIXES = (".csv", ".tsv", ".xlsx", ".json", ".jsonl")
KEPT = (*EVENTS, HXL, PAX)
"""Kinds that are kept here; ReliefWeb's reports are sources."""
PLAIN = re.compile(r"(?!(?:null|true|false|yes|no|on|off|y|n)\Z)[a-z][a-z0-9-]*\Z")
REMEDY = "nothing was written; write its entries one below the other, without brackets around them"


class FeedShape(Shape):
    """What is known about one feed file."""

    file: str
    kind: str
    title: str | None = None
    received: DateValue = None
    rows: Annotated[int, Field(ge=0)] | None = None
    sha256: str | None = None
    note: str | None = None


class FeedsShape(RootModel[dict[str, FeedShape]]):
    """The whole of ``feeds.yaml``: key → what is known."""

    model_config = ConfigDict(strict=True, frozen=True, defer_build=True)


@dataclass(frozen=True)
class KeptFeed:
    """A feed file of a case. ``path``: where it stands; ``rows``: events, agreements or rows of
    the table; ``new``: whether it was not kept before; ``warnings``: what is odd in it."""

    key: str
    path: Path
    kind: str
    title: str
    received: date | None
    rows: int | None
    sha256: str
    new: bool = False
    warnings: tuple[Problem, ...] = ()


def read_feeds(folder: Path) -> tuple[KeptFeed, ...]:
    """The feeds of a case; none where it has no ``feeds.yaml``.

    Raises ``InputError`` for a file that is listed and not there, or leads out of the folder. A
    file that is no longer as it was received is a warning of its feed.
    """
    listing = folder / FEEDS
    if not listing.is_file():
        return ()
    tree = read_file(listing)
    if tree.data is None:
        return ()
    found: list[KeptFeed] = []
    problems: list[Problem] = []
    inside = (folder / "feeds").resolve()
    for key, one in shaped(tree, FeedsShape, "the feeds").root.items():
        place = tree.locate((key, "file"))
        path = folder / "feeds" / one.file
        if not path.resolve().is_relative_to(inside):
            told = f'the file "{one.file}" leads out of the folder feeds'
            problems.append(Problem(place, told, "a file in the folder feeds"))
        elif not path.is_file():
            told = f'there is no file "{one.file}" in the folder feeds'
            problems.append(Problem(place, told, "the file as received"))
        else:
            hashed = _hash(path)
            odd = (
                []
                if one.sha256 in (None, hashed)
                else [
                    Problem(
                        place, f'"{one.file}" is not as it was received: its hash is another one'
                    )
                ]
            )
            found.append(
                KeptFeed(
                    key, path, one.kind, one.title or one.file, one.received, one.rows, hashed,
                    warnings=tuple(odd),
                )
            )  # fmt: skip
    if problems:
        raise InputError(problems)
    return tuple(found)


def keep_feed(
    folder: Path, path: Path, on: date | None = None, progress: Progress = silent
) -> KeptFeed:
    """One file as ``keep_feeds`` keeps several."""
    return keep_feeds(folder, [path], on, progress)[0]


def keep_feeds(
    folder: Path, paths: Sequence[Path], on: date | None = None, progress: Progress = silent
) -> list[KeptFeed]:
    """Keep feed files in a case, all or none; one that is kept already stays as it is.

    ``on``: the day on which they were received, today unless given. Raises ``InputError`` for a
    file that is no feed and ``RequestError`` where one cannot be written; then nothing is.
    """
    if not folder.is_dir():
        raise RequestError(f"{folder} is no folder; expected a case; goodoffices new begins one")
    known = {one.sha256: one for one in read_feeds(folder)}
    taken = {one.key for one in known.values()}
    found: list[KeptFeed] = []
    new: dict[str, Path] = {}
    for path in dict.fromkeys(paths):
        kind = _kind(path)
        hashed = _hash(path)
        if hashed in known:
            found.append(known[hashed])
            continue
        noted = Noted()
        rows = _rows(path, kind, noted, progress)
        key = _free(path, folder, taken)
        taken.add(key)
        suffix = path.suffix.lower() if path.suffix.lower() in SUFFIXES else ".csv"
        kept = KeptFeed(
            key, folder / "feeds" / f"{key}{suffix}", kind, path.stem, on or date.today(), rows,
            hashed, True, noted.told(str(path)),
        )  # fmt: skip
        known[hashed] = kept
        new[hashed] = path
        found.append(kept)
    if new:
        _write(folder, [known[one] for one in new], new)
    return found


def _kind(path: Path) -> str:
    kind = feed_kind(path)
    if kind in KEPT:
        return kind
    found = f"this is {CALLED[kind]}" if kind else "this is no feed that can be kept"
    found = found if path.is_file() else "there is no such file"
    expected = f"one of: {', '.join(CALLED[one] for one in KEPT)}"
    raise InputError([Problem(Place(str(path)), found, expected)])


def _rows(path: Path, kind: str, noted: Noted, progress: Progress) -> int:
    """Step 1: how many events, agreements or rows there are."""
    if kind in EVENTS:
        return sum(1 for _ in events_in([path], None, noted, progress))
    read: Sheet | Agreements = read_sheet(path) if kind == HXL else read_agreements(path)
    for warning in read.warnings:
        noted.add(warning)
    return len(read.rows)


def _free(path: Path, folder: Path, taken: set[str]) -> str:
    """Step 2: a key from the name of the file."""
    name = re.sub(r"[^\w]+", "-", path.stem.lower()).strip("-_")[:60].strip("-_") or "feed"
    key, number = name, 2
    while key in taken or any((folder / "feeds" / f"{key}{one}").exists() for one in SUFFIXES):
        key, number = f"{name}-{number}", number + 1
    return key


def _write(folder: Path, feeds: Sequence[KeptFeed], paths: Mapping[str, Path]) -> None:
    """Step 4."""
    listing = _listed(folder / FEEDS, {one.key: _entry(one) for one in feeds})
    copied: list[Path] = []
    try:
        for one in feeds:
            copied.append(one.path)
            _copied(paths[one.sha256], one)
        with whole_file(folder / FEEDS) as out:
            out.write(listing)
    except BaseException:
        for path in copied:
            path.unlink(missing_ok=True)
        raise


def _entry(one: KeptFeed) -> dict[str, str]:
    received = one.received.isoformat() if one.received else ""
    return {
        "file": _text(one.path.name),
        "kind": one.kind,
        "title": _text(one.title),
        "received": received,
        "rows": str(one.rows),
        "sha256": _text(one.sha256),
    }


def _text(value: str) -> str:
    return RAW.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(value, ensure_ascii=False))


def _listed(path: Path, entries: Mapping[str, Mapping[str, str]]) -> bytes:
    """Step 3: the listing with more entries at its end."""
    raw = path.read_bytes() if path.is_file() else HEAD.encode("utf-8")
    old = read_text(text_of(path), str(path)).data if path.is_file() else None
    lines = []
    for key, entry in entries.items():
        lines.append(f"{key if PLAIN.fullmatch(key) else _text(key)}:")
        lines += [f"  {name}: {value}" for name, value in entry.items()]
    line_end = b"\r\n" if b"\r\n" in raw else b"\n"
    whole = raw + (b"" if not raw or raw.endswith(b"\n") else line_end)
    whole += "".join(f"{line}\n" for line in lines).encode("utf-8").replace(b"\n", line_end)
    try:
        now = read_text(whole.decode("utf-8-sig")).data
    except InputError:
        now = None
    kept = {k: v for k, v in now.items() if k not in entries} if isinstance(now, dict) else None
    if not isinstance(now, dict) or kept != (old or {}) or not entries.keys() <= now.keys():
        raise RequestError(f"{path}: nothing can be added at its end; {REMEDY}")
    return whole


def _copied(path: Path, kept: KeptFeed) -> None:
    """The same bytes; a file that changes meanwhile is refused."""
    seen = sha256()
    with path.open("rb") as raw, whole_file(kept.path) as out:
        while chunk := raw.read(CHUNK):
            seen.update(chunk)
            out.write(chunk)
        if seen.hexdigest() != kept.sha256:
            raise RequestError(f"{path} changed while it was read; nothing was written")


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as raw:
            seen = sha256()
            while chunk := raw.read(CHUNK):
                seen.update(chunk)
            return seen.hexdigest()
    except OSError as error:
        found = f"cannot be read: {error.strerror}"
        raise InputError([Problem(Place(str(path)), found)]) from None
