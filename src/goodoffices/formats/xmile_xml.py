"""The XML of a model file as elements that know their line; nothing reaches outside or grows.

A DOCTYPE is refused as soon as it opens. Only a DOCTYPE can declare entities, so none is ever
expanded or fetched. The nesting is bounded; the size is bounded by who reads the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from xml.parsers import expat

from goodoffices.errors import InputError, Place, Problem

MAX_DEPTH = 100
DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
CODECS = {
    **{name: name for name in ("utf-8", "utf-16", "us-ascii", "shift_jis", "euc-jp", "gb18030")},
    **{f"iso-8859-{number}": f"iso-8859-{number}" for number in (*range(1, 12), 13, 14, 15, 16)},
    **{f"windows-{number}": f"cp{number}" for number in range(1250, 1259)},
    "ascii": "us-ascii",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
"""Encodings that a file may declare → the decoder of the standard library."""


@dataclass(slots=True)
class Element:
    """One element: its name without the namespace, attributes, children, and text with places."""

    name: str
    space: str
    attributes: dict[str, str]
    file: str
    line: int
    column: int
    children: list[Element] = field(default_factory=list)
    pieces: list[tuple[int, str, int, int]] = field(default_factory=list)
    """Text in the order of the file: where it begins in ``text``, what it is, line and column."""

    @property
    def text(self) -> str:
        """The text directly inside, as it stands there."""
        return "".join(piece[1] for piece in self.pieces)

    @property
    def place(self) -> Place:
        """Where its tag opens."""
        return Place(self.file, self.line, self.column)

    def place_of(self, at: int) -> Place:
        """Where the character ``at`` of its text stands in the file."""
        if not self.pieces:
            return self.place
        found = bisect_right(self.pieces, at, key=lambda piece: piece[0]) - 1
        begin, _, line, column = self.pieces[max(found, 0)]
        return Place(self.file, line, column + at - begin)

    def all(self, name: str) -> list[Element]:
        """The children of this name in the file's own namespace."""
        return [child for child in self.children if child.name == name and child.space == ""]

    def first(self, name: str) -> Element | None:
        """The first of them."""
        return next(iter(self.all(name)), None)


def tree_of(text: str, file: str) -> Element:
    """The root element. Raises ``InputError`` with line and column.

    A child's ``space`` is empty where it belongs to the format: it has no namespace, the root's, or
    one that calls itself XMILE (there are several); else it is a vendor's.
    """
    return _Reading(file).root(text.removeprefix("\ufeff"))


def text_of(data: bytes, file: str) -> str:
    """The bytes of a file as text: by its byte order mark, else as it declares, else UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec = "utf-16"
    elif data.startswith(b"\xef\xbb\xbf"):
        codec = "utf-8-sig"
    else:
        declared = DECLARED.match(data[:400])
        name = declared.group(1).decode("ascii").lower() if declared else "utf-8"
        if name not in CODECS:
            found = f'the file declares the encoding "{name}"'
            _refuse(Place(file, 1, 1), found, "one that is known here", "save it as UTF-8")
        codec = CODECS[name]
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        found = f"byte {error.start + 1} is not {codec.removesuffix('-sig').upper()}"
        _refuse(
            Place(file), found, "text in the encoding that the file declares", "save it as UTF-8"
        )
    raise AssertionError


def _refuse(place: Place, found: str, expected: str = "", remedy: str = "") -> None:
    raise InputError([Problem(place, found, expected, remedy)])


class _Reading:
    """The handlers of one parse."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.top: Element | None = None
        self.open: list[Element] = []
        self.lengths: list[int] = []
        self.home = ""
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = False
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def root(self, text: str) -> Element:
        try:
            data = text.encode("utf-8")
        except UnicodeEncodeError as error:
            line = text.count("\n", 0, error.start) + 1
            _refuse(Place(self.file, line, 1), "half a character stands here", "Unicode text")
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            place = Place(self.file, error.lineno, error.offset + 1)
            found = f"this is not well-formed XML: {expat.errors.messages[error.code]}"
            _refuse(place, found, "an XMILE file", "export the model again as XMILE")
        if self.top is None:  # expat has refused a file without an element
            raise AssertionError
        return self.top

    def _place(self) -> Place:
        return Place(self.file, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _doctype(self, *_: object) -> None:
        found = "the file has a DOCTYPE, which can declare entities"
        _refuse(self._place(), found, "XML without one", "remove the DOCTYPE; XMILE needs none")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        place = self._place()
        if len(self.open) >= MAX_DEPTH:
            _refuse(place, "the elements are nested too deeply", f"at most {MAX_DEPTH} levels")
        if self.top is None:
            self.home = space
        own = space in ("", self.home) or "xmile" in space.lower()
        made = Element(
            name, "" if own else space, attributes, self.file, place.line or 0, place.column or 0
        )
        if self.open:
            self.open[-1].children.append(made)
        else:
            self.top = made
        self.open.append(made)
        self.lengths.append(0)

    def _end(self, _: str) -> None:
        self.open.pop()
        self.lengths.pop()

    def _characters(self, text: str) -> None:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self.open[-1].pieces.append((self.lengths[-1], text, line, column))
        self.lengths[-1] += len(text)
