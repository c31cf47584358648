"""Small PDF files and pages for tests, written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf_of(objects: Sequence[bytes], info: int = 0) -> bytes:
    """A PDF with these objects, numbered from 1; the first is the catalogue."""
    out, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    size, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % one for one in offsets)
    about = b"/Info %d 0 R" % info if info else b""
    return out + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, about, start)


def pdf(pages: Sequence[str], about: bytes = b"") -> bytes:
    """A PDF with a text layer; a page without lines has a grey box instead of text."""
    count = len(pages)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(count))
    tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", tree, FONT]
    for number, page in enumerate(pages):
        lines = page.encode("cp1252").split(b"\n")
        shown = b" T* ".join(b"(%s) Tj" % line for line in lines)
        drawn = b"BT /F1 11 Tf 50 750 Td 14 TL " + shown + b" ET" if page else b"9 9 99 99 re f"
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>"
            b"/Contents %d 0 R>>" % (5 + 2 * number)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
    if about:
        objects.append(b"<<%s>>" % about)
    return pdf_of(objects, len(objects) if about else 0)


def encrypted(raw: bytes, password: str, algorithm: str) -> bytes:
    """A PDF that needs this password to be read; "" is tried by every program."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(raw)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


PAGE = """<!doctype html><html><head><title>Talks resume | The Valley Post</title>
<meta charset="utf-8"><meta property="og:title" content="Talks resume">
<meta property="og:site_name" content="The Valley Post">
<link rel="canonical" href="https://example.org/talks">
<meta property="article:published_time" content="2025-01-03T10:00:00Z">
<script>var hidden = "Hamas said this in a script.";</script>
<style>p { color: red }</style>
<link rel="stylesheet" href="http://127.0.0.1:9/style.css"></head>
<body><nav><a href="/">Home</a> <a href="/about">About us</a></nav>
<article><h1>Talks resume</h1>
<p>Hamas said it <b>would meet</b> Fatah in&nbsp;Cairo. The parties
 spoke about the crossing at Rafah for the whole of the day.</p>
<img src="http://127.0.0.1:9/picture.png"><iframe src="http://127.0.0.1:9/frame"></iframe>
<h2>What is next</h2><ul><li>A meeting on Tuesday.</li><li>A text on Friday.</li></ul>
<table><tr><th>Crossing</th><th>Lorries</th></tr><tr><td>Rafah</td><td>40</td></tr></table>
<p>If a ceasefire is reached, aid could be sent through the crossing.</p></article>
<footer>Copyright, all rights reserved</footer></body></html>
"""
