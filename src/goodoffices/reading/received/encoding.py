"""The characters of a page: by its byte order mark, by what it declares, or UTF-8; never guessed.

A page whose bytes are not what it says is refused with the place of the first that is not. Where
it declares another encoding and is valid UTF-8 beyond ASCII all the same, it is read as UTF-8, and
that is said: text in another encoding is practically never that by chance.
"""

from __future__ import annotations

import re

from goodoffices.errors import InputError, one_of
from goodoffices.reading.received.file import File, refused, refused_at

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})"
    rb"|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
LOOKED_AT = 4096
SAME = {
    "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8",
    "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",
    "ascii": "windows-1252", "us-ascii": "windows-1252", "latin1": "windows-1252",
    "latin-1": "windows-1252", "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252",
    "l1": "windows-1252", "cp1252": "windows-1252", "x-cp1252": "windows-1252",
    "iso-8859-9": "windows-1254", "latin5": "windows-1254",
    "cp1251": "windows-1251", "cp1250": "windows-1250", "cp1256": "windows-1256",
    "iso-8859-8-i": "iso-8859-8", "tis-620": "windows-874", "iso-8859-11": "windows-874",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "sjis": "shift_jis",
    "x-sjis": "shift_jis", "ks_c_5601-1987": "euc-kr",
}  # fmt: skip
"""What pages write → what it means (WHATWG Encoding Standard). A page that could be searched for
its declaration is not in UTF-16, whatever that says."""
PYTHON = {"windows-874": "cp874", "euc-kr": "cp949", "shift_jis": "cp932"}
KNOWN = {
    "utf-8", "gb18030", "big5", "euc-jp", "iso-2022-jp", "shift_jis", "euc-kr", "koi8-r", "koi8-u",
    "ibm866", "macintosh", *(f"windows-125{n}" for n in range(9)), "windows-874",
    *(f"iso-8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
}  # fmt: skip


def decoded(file: File) -> tuple[str, str, str]:
    """The text of a page, its encoding, and a note where that is not what it declares."""
    for mark, encoding in MARKS:
        if file.raw.startswith(mark):
            return _strictly(file, encoding, len(mark), "its byte order mark"), encoding, ""
    found = DECLARED.search(file.raw[:LOOKED_AT])
    if found is None:
        return _strictly(file, "utf-8", 0, "the page declares no encoding"), "utf-8", ""
    said = (found[1] or found[2]).decode("ascii").lower()
    encoding = SAME.get(said, said)
    if encoding not in KNOWN:
        raise refused(file.path, f'the page declares the encoding "{said}"', SAVE, one_of(KNOWN))
    try:
        text = _strictly(file, encoding, 0, f'it declares "{said}"')
    except InputError:
        if encoding == "utf-8" or not _is_utf8(file.raw):
            raise
        text = ""
    if encoding == "utf-8" or file.raw.isascii() or not _is_utf8(file.raw):
        return text, encoding, ""
    return file.raw.decode("utf-8"), "utf-8", f'it declares "{said}" and is UTF-8; read as UTF-8'


SAVE = "open it in a browser, copy the report into a text file in UTF-8, and read that"


def _strictly(file: File, encoding: str, start: int, why: str) -> str:
    try:
        return file.raw[start:].decode(PYTHON.get(encoding, encoding))
    except UnicodeDecodeError as error:
        at = start + error.start
        found = f"byte 0x{file.raw[at]:02x} is not {encoding.upper()}"
        raise refused_at(file, at, found, f"{encoding.upper()} ({why})", SAVE) from None


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
