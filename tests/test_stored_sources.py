"""``goodoffices check`` says where a source is no longer what was received."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from goodoffices.cli.main import run
from goodoffices.evidence.read import read_sources
from goodoffices.evidence.stored import edited

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"


def hashed(content: bytes) -> str:
    return sha256(content).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case with a text, and with a text that was taken out of a page."""
    case = Path(shutil.copytree(CAIRO, tmp_path / "case"))
    sources = case / "sources"
    (sources / "note.txt").write_bytes(b"Talks resume.\r\n")
    (sources / "page.html").write_bytes(b"<p>Talks end.")
    (sources / "page.txt").write_bytes(b"Talks end.\n")
    with (sources / "sources.yaml").open("a", encoding="utf-8") as listing:
        listing.write(f"note: {{sha256: {_note_hash()}}}\n")
        listing.write(
            f"page:\n  sha256: {hashed(b'<p>Talks end.').upper()}\n  received: page.html\n"
            f"  text_sha256: {hashed(b'Talks end.' + bytes([10]))}\n  extracted: by hand\n"
            "  part: data[0]\n  countries: [SDN]\n"
        )
    return case


def _note_hash() -> str:
    return hashed(b"Talks resume.\r\n")


def warned(folder: Path) -> list[str]:
    sources = folder / "sources"
    return [one.found for one in edited(sources, read_sources(sources).values())]


def test_what_is_as_received_is_not_spoken_of(folder: Path) -> None:
    assert warned(folder) == []
    page = read_sources(folder / "sources")["page"]
    assert (page.received, page.part, page.text) == ("page.html", "data[0]", "Talks end.\n")


@pytest.mark.parametrize(
    ("name", "source"), [("note.txt", "note"), ("page.txt", "page"), ("page.html", "page")]
)
def test_each_file_that_changed_is_named(folder: Path, name: str, source: str) -> None:
    path = folder / "sources" / name
    path.write_bytes(path.read_bytes() + b" ")
    assert warned(folder) == [
        f'the file "{name}" of the source "{source}" is not what was received'
    ]


def test_line_ends_count(folder: Path) -> None:
    (folder / "sources" / "note.txt").write_bytes(b"Talks resume.\n")
    assert len(warned(folder)) == 1


def test_a_file_that_is_gone_or_leads_out(folder: Path) -> None:
    (folder / "sources" / "page.html").unlink()
    assert warned(folder) == ['the file "page.html" of the source "page" cannot be read']
    (folder / "sources" / "page.html").symlink_to(folder / "situation.yaml")
    assert warned(folder) == ['the file "page.html" of the source "page" cannot be read']


def test_check_warns_with_the_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "sources" / "note.txt").write_bytes(b"Talks never resume.\r\n")
    assert run(["check", str(folder), "--format", "json"]) == 0
    captured = capsys.readouterr()
    (warning,) = json.loads(captured.out)["warnings"]
    assert warning["line"] == 5 and "never edited" in warning["remedy"]
    assert "is not what was received" in captured.err
