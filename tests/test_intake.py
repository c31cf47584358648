"""Files, folders and their faults: all is kept or the case stays to the byte, and each is named."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pages import PAGE, encrypted, pdf, pdf_of

from goodoffices.case import load_case
from goodoffices.cli.main import run
from goodoffices.evidence.read import read_items
from goodoffices.evidence.stored import edited
from goodoffices.reading import store as store_module
from goodoffices.reading.intake import take_in
from goodoffices.reading.read import proposals
from goodoffices.reading.store import Kept, Store

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"
TEXT = b"Hamas said it would meet Fatah."
RW = json.dumps(
    {
        "data": [
            {"fields": {"title": "Same: # title", "body": "Talks may resume."}},
            {"fields": {"title": "Same: # title", "body": "Talks have ended."}},
        ]
    }
).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CAIRO, tmp_path / "case"))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file and folder, hidden ones too."""
    return {str(p): p.read_bytes() if p.is_file() else b"" for p in sorted(folder.rglob("*"))}


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    def call(*arguments: Any) -> tuple[int, str, str]:
        status = run(["read", *map(str, arguments)])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err and "fault of the program" not in captured.err
        return status, captured.out, captured.err

    return call


def test_what_came_is_kept_beside_its_text(told: Told, tmp_path: Path, folder: Path) -> None:
    page, report = (
        put(tmp_path, "page.html", PAGE.encode()),
        put(tmp_path, "a.pdf", pdf(["Talks."])),
    )
    reliefweb = put(tmp_path, "march.json", RW)
    status, out, _ = told(page, report, reliefweb, "--case", folder)
    assert status == 0 and "The Valley Post, 2025-01-03" in out and ", page 1" not in out
    sources = folder / "sources"
    assert (sources / "page.html").read_bytes() == PAGE.encode()
    assert (sources / "a.pdf").read_bytes() == report.read_bytes()
    assert (sources / "march.json").read_bytes() == RW
    case = load_case(folder)
    assert list(case.sources)[1:] == ["page", "a", "same-title", "same-title-2"]
    assert case.sources["same-title-2"].part == "data[1]"
    assert case.sources["same-title"].title == "Same: # title"
    assert case.sources["page"].address == "https://example.org/talks"
    items = read_items(folder / "proposed.yaml", case.sources, case.situation)
    assert {one.source for one in items} == {"page", "a", "same-title", "same-title-2"}
    assert list(edited(sources, case.sources.values())) == []


def test_reading_again_changes_nothing(told: Told, tmp_path: Path, folder: Path) -> None:
    inbox = tmp_path / "in"
    for name, raw in (("p.html", PAGE.encode()), ("r.json", RW), ("d/x.pdf", pdf(["A.", "B."]))):
        put(inbox, name, raw)
    assert told(inbox, "--case", folder)[0] == 0
    before = tree(folder)
    status, out, _ = told(inbox, inbox / "p.html", folder / "sources" / "p.txt", "--case", folder)
    assert status == 0 and "0 of them new" in " ".join(out.split())
    assert tree(folder) == before
    more = json.loads(RW)
    more["data"].insert(0, {"fields": {"title": "New", "body": "Aid went in."}})
    put(inbox, "r2.json", json.dumps(more).encode())
    assert told(inbox, "--case", folder)[0] == 0
    assert set(load_case(folder).sources) - {"cairo-talks"} == {
        "p", "x", "same-title", "same-title-2", "new"
    }  # fmt: skip


def test_a_source_is_read_as_it_is_stored(
    told: Told, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version of what takes text out gives other offsets; those of the case stay."""
    page = put(tmp_path, "page.html", PAGE.encode())
    assert told(page, "--case", folder)[0] == 0

    def other(_: object) -> None:
        raise AssertionError("taken apart again")

    monkeypatch.setattr("goodoffices.reading.intake.reports_of", other)
    status, out, _ = told(page, "--case", folder, "--format", "jsonl")
    text = (folder / "sources" / "page.txt").read_text(encoding="utf-8")
    assert status == 0
    assert all(
        text[slice(*one["span"])] == one["quote"] for one in map(json.loads, out.splitlines())
    )


def test_what_the_file_does_not_say(told: Told, tmp_path: Path, folder: Path) -> None:
    report = put(tmp_path, "a.txt", TEXT)
    title = 'ערבית "quoted": # & *x ' + "long " * 100
    options = ["--title", title, "--publisher", "- The: Post", "--date", "2025-02-03"]
    assert told(report, *options, "--case", folder)[0] == 0
    source = load_case(folder).sources["a"]
    assert source.title.startswith('ערבית "quoted": # & *x long') and len(source.title) <= 300
    assert (source.publisher, str(source.date)) == ("- The: Post", "2025-02-03")
    before = tree(folder)
    status, _, err = told(report, "--title", "Other", "--case", folder)
    assert status == 0 and "a source already" in err and tree(folder) == before
    other = put(tmp_path, "b.txt", TEXT + b" More.")
    assert "speak of one report" in told(report, other, "--title", "T", "--case", folder)[2]
    assert "speak of one" in told(put(tmp_path, "r.json", RW), "--date", "2025-01-01")[2]
    assert "is no day" in told(other, "--date", "soon")[2]
    assert tree(folder) == before


def deep(tag: bytes) -> bytes:
    return b"<html><body>" + tag * 100_000 + b"<p>Talks."


def million_pages() -> bytes:
    kids = b"4 0 R " * 1_000_000
    tree_of = b"<</Type/Pages/Count 1000000/Kids[%s]>>" % kids
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", tree_of, b"<<>>", page])


BAD: list[tuple[str, Callable[[], bytes], str]] = [
    ("lies.html", lambda: b"<meta charset=utf-8><p>It\x92s", "byte 0x92 is not UTF-8"),
    ("wide.txt", lambda: "Talks.".encode("utf-16"), "UTF-16"),
    ("latin.txt", lambda: "A\r\nGénéral".encode("latin-1"), "byte 0xe9 is not UTF-8"),
    ("huge.html", lambda: b"<p>Talks resume." * 3_500_000, "56,000,000 bytes"),
    ("many.html", lambda: b"<p>Talks resume." * 300_000, "elements"),
    ("deep.html", lambda: deep(b"<div>"), "nested at most 255 deep"),
    (
        "picture.html",
        lambda: b'<p>Talks began.</p><img src="data:image/png;base64,' + b"A" * 10_500_000 + b'">',
        "no text and no address",
    ),
    ("spans.html", lambda: deep(b"<b>"), "nested at most 255 deep"),
    ("bare.html", lambda: b"<html><script>var a = 'Talks.'</script>", "no text stands"),
    ("secret.pdf", lambda: encrypted(pdf(["Talks."]), "x", "AES-256"), "needs a password"),
    ("scan.pdf", lambda: pdf(["", ""]), "2 pages and no text: they are pictures"),
    ("cut.pdf", lambda: pdf(["Talks."])[:400], "broken or cut off"),
    ("loop.pdf", lambda: pdf(["A.", "B."]).replace(b"6 0 R]", b"2 0 R]"), "broken or cut off"),
    ("pages.pdf", million_pages, "PDF"),
    ("empty.pdf", lambda: b"", "the file is empty"),
    ("blank.html", lambda: b" \r\n\t" * 9, "nothing but white space"),
    ("zip.json", lambda: b"PK\x03\x04" + bytes(99), "ZIP archive"),
    ("other.json", lambda: b'{"type": "FeatureCollection"}', "holds no reports"),
    ("deep.json", lambda: b"[" * 1_000_000, "too deep"),
    ("nul.txt", lambda: b"A\x00B", "the control character U+0000"),
    ("table.csv", lambda: b"day,count\n1,2\n", "a table"),
]


@pytest.mark.parametrize(("name", "content", "says"), BAD, ids=[one[0] for one in BAD])
def test_a_bad_file_is_named_and_the_case_stays(
    told: Told, tmp_path: Path, folder: Path, name: str, content: Callable[[], bytes], says: str
) -> None:
    before = tree(folder)
    bad, good = put(tmp_path, f"in/{name}", content()), put(tmp_path, "in/good.txt", TEXT)
    status, out, err = told(good, bad, "--case", folder)
    assert status == 2 and out == "" and says in err and str(bad) in err
    assert tree(folder) == before
    status, out, err = told(tmp_path / "in", "--case", folder, "--format", "json")
    assert status == 0 and [one["key"] for one in json.loads(out)["sources"]] == ["good"]
    if not name.endswith(".csv"):
        assert "passed over" in err and says in err


def test_all_mistakes_are_told_together(told: Told, tmp_path: Path) -> None:
    paths = [put(tmp_path, name, content()) for name, content, _ in BAD[:3]]
    err = told(*paths)[2]
    assert all(str(path) in err for path in paths) and "3 mistakes" in err


def test_what_is_no_file_never_waits(told: Told, tmp_path: Path, folder: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "this is a pipe" in told(tmp_path / "pipe.txt", "--case", folder)[2]
    assert "this is a device" in told("/dev/zero")[2]
    assert "cannot be read" in told(tmp_path / ("n" * 300))[2]
    assert "cannot be read" in told(tmp_path / "a\nb.txt")[2]


def test_long_names_of_any_script(told: Told, tmp_path: Path, folder: Path) -> None:
    for name in ("n" * 250 + ".txt", "𒀀" * 60 + ".txt", "ق" * 120 + ".txt", "con: aux?.txt"):
        put(tmp_path, name, TEXT + name.encode())
        assert told(tmp_path / name, "--case", folder)[0] == 0
    assert len(load_case(folder).sources) == 5


def test_a_folder_is_read_in_order_and_nothing_outside_it(
    told: Told, tmp_path: Path, folder: Path
) -> None:
    inbox = tmp_path / "in"
    for name in ("b/2.txt", "b/1.md", "a.txt", ".hidden.txt", ".git/x.txt", "c.py", "b/d.csv"):
        put(inbox, name, TEXT + name.encode())
    outside = put(tmp_path, "outside.txt", b"Not for reading.")
    (inbox / "out.txt").symlink_to(outside)
    (inbox / "up").symlink_to(tmp_path)
    (inbox / "b" / "loop").symlink_to(inbox)
    (inbox / "self.txt").symlink_to(inbox / "self.txt")
    os.mkfifo(inbox / "pipe.txt")
    status, out, err = told(inbox, "--case", folder, "--format", "json")
    assert status == 0
    assert [one["key"] for one in json.loads(out)["sources"]] == ["a", "1", "2"]
    for name in ("c.py", "b/d.csv", "out.txt", "up", "b/loop", "self.txt", "pipe.txt"):
        assert f"{inbox / name}: passed over" in err
    assert "hidden" not in err and ".git" not in err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(told: Told, tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", TEXT)
    path.chmod(0)
    assert "cannot be read: Permission denied" in told(path)[2]


def test_two_thousand_files(told: Told, tmp_path: Path, folder: Path) -> None:
    for number in range(2_000):
        put(tmp_path, f"in/{number % 7}/report.txt.{number}.txt", b"Talks end. %d." % number)
    seen: list[tuple[str, int, int]] = []
    case = load_case(folder)
    with Store(folder, case.sources) as store:
        taken = take_in(
            [tmp_path / "in"],
            store,
            lambda kept: proposals(kept.text, kept.key),
            progress=lambda *told: seen.append(told),
        )
    assert ("reading 300 of 2,000", 299, 2_000) in seen
    assert (taken.sources, taken.fresh) == (2_000, 4_000)
    assert len(load_case(folder).sources) == 2_001
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


FULL = OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("owner", "name", "at", "error"),
    [
        (Store, "propose", 2, KeyboardInterrupt),
        (Store, "propose", 2, FULL),
        (Path, "write_bytes", 1, KeyboardInterrupt),
        (Path, "write_bytes", 2, FULL),
        (store_module.shutil, "move", 1, FULL),
        (store_module.shutil, "move", 2, KeyboardInterrupt),
        (store_module.shutil, "move", 3, FULL),
        (store_module, "_append", 1, FULL),
        (store_module, "_listed", 1, KeyboardInterrupt),
    ],
)
@pytest.mark.parametrize("has_sources", [True, False])
def test_a_stop_at_any_time_leaves_the_case(
    told: Told,
    tmp_path: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    owner: Any,
    name: str,
    at: int,
    error: Any,
    has_sources: bool,
) -> None:
    put(tmp_path, "in/a.html", PAGE.encode())
    put(tmp_path, "in/b.txt", TEXT)
    if not has_sources:
        shutil.rmtree(folder / "sources")
        (folder / "evidence.yaml").unlink()
        text = (folder / "situation.yaml").read_text(encoding="utf-8")
        bare = re.sub(r"because: \[[^\]]*\]", "because: assumption", text)
        (folder / "situation.yaml").write_text(bare, encoding="utf-8")
        outlook = folder / "outlook.yaml"
        outlook.unlink()
    before = tree(folder)
    real, calls = getattr(owner, name), []

    def stop(*arguments: Any, **named: Any) -> Any:
        calls.append(name)
        if len(calls) == at:
            raise error
        return real(*arguments, **named)

    monkeypatch.setattr(owner, name, stop)
    status, out, err = told(tmp_path / "in", "--case", folder)
    assert len(calls) == at, err
    assert status == (130 if error is KeyboardInterrupt else 2) and out == ""
    assert error is KeyboardInterrupt or "No space left" in err
    assert tree(folder) == before


def test_print_is_sane_where_a_report_steers_the_terminal(told: Told, tmp_path: Path) -> None:
    words = "Hamas \u202esaid\u202c it\u2066 would\x9b2J meet."
    path = put(tmp_path, "a.txt", words.encode())
    out = told(path)[1]
    assert not {"\u202e", "\u202c", "\u2066", "\x9b"} & set(out) and "Hamas said it would" in out
    (line,) = told(path, "--format", "jsonl")[1].splitlines()
    assert json.loads(line)["quote"] == words


def test_kept_can_wait_without_its_text(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", TEXT)
    with Store(None, {}) as store:
        taken = take_in([tmp_path / "a.txt"], store, lambda k: proposals(k.text, k.key))
        ((kept, found),) = list(taken)
    assert isinstance(kept, Kept) and kept.text == "" and found[0].quote == TEXT.decode()
