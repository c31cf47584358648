"""Which source a report is, and the key and file names of one that is none yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from goodoffices.evidence.source import Source
from goodoffices.reading.read import id_of
from goodoffices.reading.received.report import Report, key_of

SUFFIXES = (".txt", ".md", ".html", ".pdf", ".json")


class Keys:
    """The keys of a case, and those given meanwhile. Bytes are told apart by the hash that the
    entry notes; where it notes none, by what the file holds now."""

    def __init__(self, folder: Path | None, sources: Mapping[str, Source]) -> None:
        self.folder = folder
        self.taken, self.ids = set(sources), {id_of(key) for key in sources}
        self.names: set[str] = set()
        self.bytes: dict[str, list[str]] = {}
        self.texts: dict[tuple[str, ...], str] = {}
        self.files: dict[str, str] = {}
        self.tried: Counter[str] = Counter()
        for key, one in sources.items():
            noted = one.sha256.lower() or self._hash_of(one.received or one.file)
            self._note(key, noted, one.text_sha256.lower(), one.title, one.address)
            if one.received:
                self.files[noted] = one.received

    def of_bytes(self, noted: str) -> list[str] | None:
        """The keys of the sources that come from these bytes."""
        return self.bytes.get(noted)

    def same(self, report: Report) -> str | None:
        """The key of a report that is a source: the same bytes, or for a part of a file the same
        text, title and address, whatever else stands in the file."""
        if not report.part:
            return next(iter(self.bytes.get(report.sha256, [])), None)
        return self.texts.get((report.text_sha256, report.title, report.address))

    def new(self, report: Report) -> str:
        """A key that nothing has."""
        first = key = report.key
        while key in self.taken or id_of(key) in self.ids or self._is_there(key):
            self.tried[first] += 1
            key = f"{first}-{self.tried[first] + 1}"
        self.taken.add(key)
        self.ids.add(id_of(key))
        text = report.text_sha256 if report.extracted else ""
        self._note(key, report.sha256, text, report.title, report.address)
        return key

    def file_for(self, key: str, report: Report) -> tuple[str, bool]:
        """The name of the file received in ``sources/``, and whether it is not there yet."""
        if report.sha256 in self.files:
            return self.files[report.sha256], False
        first = name = key if not report.part else key_of(report.path.stem)
        number = 2
        while f"{name}{report.suffix}" in self.names or (
            self.folder is not None
            and (self.folder / "sources" / f"{name}{report.suffix}").exists()
        ):
            name, number = f"{first}-{number}", number + 1
        self.files[report.sha256] = f"{name}{report.suffix}"
        self.names.add(f"{name}{report.suffix}")
        return self.files[report.sha256], True

    def _note(self, key: str, noted: str, text: str, title: str, address: str) -> None:
        self.bytes.setdefault(noted, []).append(key)
        if text:
            self.texts.setdefault((text, title, address), key)
            self.bytes.setdefault(text, []).append(key)

    def _is_there(self, key: str) -> bool:
        if any(f"{key}{suffix}" in self.names for suffix in SUFFIXES):
            return True
        if self.folder is None:
            return False
        return any((self.folder / "sources" / f"{key}{suffix}").exists() for suffix in SUFFIXES)

    def _hash_of(self, file: str) -> str:
        if self.folder is None:
            return ""
        try:
            return sha256((self.folder / "sources" / file).read_bytes()).hexdigest()
        except OSError:
            return ""
