"""What ``goodoffices read`` takes in: HTML, PDF and ReliefWeb JSON as text with its provenance."""

from __future__ import annotations

import json
import socket
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import PAGE, encrypted, pdf

from goodoffices.errors import InputError
from goodoffices.reading.received.file import MOST_BYTES, File
from goodoffices.reading.received.kinds import KINDS, kind_of, reports_of
from goodoffices.reading.received.pdf import page_of
from goodoffices.reading.received.report import Report, key_of


def reports(content: str | bytes, name: str = "report.txt") -> list[Report]:
    raw = content.encode("utf-8") if isinstance(content, str) else content
    return reports_of(File(Path(name), raw))


def report(content: str | bytes, name: str = "report.txt") -> Report:
    (one,) = reports(content, name)
    return one


def refused(content: str | bytes, name: str) -> str:
    with pytest.raises(InputError) as error:
        reports(content, name)
    return str(error.value)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", type("Closed", (socket.socket,), {"__init__": opened}))
    monkeypatch.setattr(socket, "create_connection", opened)
    monkeypatch.setattr(socket, "getaddrinfo", opened)


def test_a_page_is_its_main_text(no_network: None) -> None:
    one = report(PAGE, "page.html")
    assert one.text == (
        "# Talks resume\n\nHamas said it would meet Fatah in Cairo. The parties spoke about "
        "the crossing at Rafah for the whole of the day.\n\n## What is next\n\n"
        "- A meeting on Tuesday.\n- A text on Friday.\n\n| Crossing | Lorries |\n| --- | --- |\n"
        "| Rafah | 40 |\n\n"
        "If a ceasefire is reached, aid could be sent through the crossing.\n"
    )
    assert (one.title, one.publisher) == ("Talks resume", "The Valley Post")
    assert (one.date, one.address) == (date(2025, 1, 3), "https://example.org/talks")
    assert one.suffix == ".html" and one.extracted.startswith("trafilatura ")
    assert one.key == "page"


def test_a_page_without_anything_about_itself() -> None:
    one = report("<p>Talks may resume. It was on 5 May 2024 that they ended.", "a page.html")
    assert one.text == "Talks may resume. It was on 5 May 2024 that they ended.\n"
    assert (one.title, one.publisher, one.date, one.address) == ("a page", "", None, "")


@pytest.mark.parametrize(
    ("declared", "encoding", "read_as"),
    [
        ("<meta charset=utf-8>", "utf-8", ""),
        ("", "utf-8", ""),
        ("<meta charset=windows-1252>", "cp1252", ", windows-1252"),
        ("<meta charset='ISO-8859-1'>", "cp1252", ", windows-1252"),
        ('<meta http-equiv=Content-Type content="text/html; charset=macintosh">', "mac_roman", ""),
        ('<?xml version="1.0" encoding="iso-8859-15"?><html>', "iso-8859-15", ", iso-8859-15"),
        ("", "utf-16", ", utf-16"),
        ("<meta charset=utf-8>", "utf-8-sig", ""),
    ],
)
def test_a_page_is_decoded_by_what_it_says(declared: str, encoding: str, read_as: str) -> None:
    words = "Le Général a dit que l’accord tient."
    if encoding == "iso-8859-15":
        words = words.replace("’", "'")
    one = report(f"{declared}<p>{words}</p>".encode(encoding), "page.html")
    assert one.text == f"{words}\n" and one.notes == ()
    assert read_as in one.extracted


def test_a_page_that_is_utf_8_whatever_it_declares_says_so() -> None:
    one = report("<meta charset=iso-8859-1><p>L’accord tient.".encode(), "page.html")
    assert one.text == "L’accord tient.\n" and one.extracted.count(",") == 0
    assert one.notes == ('it declares "iso-8859-1" and is UTF-8; read as UTF-8',)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"<meta charset=utf-8>\n<p>It\x92s", "page.html:2:6: byte 0x92 is not UTF-8"),
        (b"\xef\xbb\xbf<p>It\x92s", "page.html:1:6: byte 0x92 is not UTF-8"),
        (b"<p>It\x92s a page", "declares no encoding"),
        (b"<meta charset=klingon><p>x", 'the encoding "klingon"'),
        (b"<meta charset=unicode_escape><p>\\x41", 'the encoding "unicode_escape"'),
        (b"<meta charset=windows-1252><p>\x81", "byte 0x81 is not WINDOWS-1252"),
        (b"\xff\xfe<\x00p\x00>", "byte"),
        (b"<p>A\x00B", "NUL"),
    ],
)
def test_a_page_that_lies_is_refused_with_the_place(raw: bytes, says: str) -> None:
    told = refused(raw, "page.html")
    assert says in told and "copy the report" in told


def test_right_to_left_text_is_verbatim() -> None:
    words = "قالت حماس إنها ستلتقي فتح في القاهرة. قد تستأنف المحادثات."
    hebrew = "החמאס אמר כי ייפגש עם הפת״ח."
    one = report(f'<html dir="rtl"><title>{hebrew}</title><p>{words}<p>{hebrew}', "خبر.html")
    assert one.text == f"{words}\n\n{hebrew}\n" and one.title == hebrew
    assert one.key == "خبر"


def test_pages_of_a_pdf_are_told_apart() -> None:
    raw = pdf(
        ["Situation report 5\nHamas said on Monday that it would\nmeet Fatah. The parties will",
         "meet again.", "Talks may resume."],
        b"/Title(Situation\\(5\\))/CreationDate(D:20250103100000Z)",
    )  # fmt: skip
    one = report(raw, "sitrep.pdf")
    assert one.text == (
        "Situation report 5\nHamas said on Monday that it would\nmeet Fatah. The parties will\n\f"
        "meet again.\n\n\fTalks may resume.\n"
    )
    assert (one.title, one.date) == ("Situation(5)", date(2025, 1, 3))
    assert [page_of(one.text, one.text.index(w)) for w in ("Hamas", "again", "resume")] == [1, 2, 3]
    assert one.extracted.startswith("pypdf ") and one.notes == ()


@pytest.mark.parametrize(
    "about", [b"", b"/Title(Microsoft Word - x.docx)", b"/Title()", b"/CreationDate(yesterday)",
              b"/Title 5/CreationDate 7", b"/Title[(a)]"]
)  # fmt: skip
def test_a_pdf_that_says_nothing_of_use_is_named_by_its_text(about: bytes) -> None:
    one = report(pdf(["Situation report\nThe parties met on Monday in the city."], about), "a.pdf")
    if about != b"/Title 5/CreationDate 7" and b"[" not in about:
        assert one.title == "Situation report"
    assert one.date is None


def test_pages_that_are_pictures_are_named() -> None:
    one = report(pdf(["Text here.", "", "More."]), "a.pdf")
    assert one.notes == ("page 2 without text: pictures are not read",)
    assert page_of(one.text, one.text.index("More")) == 3


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_encrypted_pdfs(algorithm: str) -> None:
    raw = pdf(["Talks may resume."])
    assert report(encrypted(raw, "", algorithm), "a.pdf").text == "Talks may resume.\n"
    told = refused(encrypted(raw, "secret", algorithm), "a.pdf")
    assert "needs a password" in told and "print it" in told


def test_aes_without_the_package_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdf._encryption as encryption
    from pypdf.errors import DependencyError

    raw = encrypted(pdf(["Talks may resume."]), "", "AES-256")

    def missing(*_: object, **__: object) -> bytes:
        raise DependencyError("cryptography>=3.1 is required for AES algorithm")

    for name in ("aes_cbc_decrypt", "aes_cbc_encrypt", "aes_ecb_decrypt", "aes_ecb_encrypt"):
        monkeypatch.setattr(encryption, name, missing)
    monkeypatch.setattr(encryption.CryptAES, "decrypt", missing)
    assert "pip install cryptography" in refused(raw, "a.pdf")


FIELDS: dict[str, Any] = {
    "title": "Valley: “talks” # 5",
    "body": "Talks may resume.\n\nHamas met Fatah.",
    "body-html": "<p>Not this.</p>",
    "date": {"original": "2025-01-03T00:00:00+00:00", "created": "2025-02-01T00:00:00+00:00"},
    "source": [{"name": "One Agency"}, {"shortname": "TWO"}],
    "country": [{"iso3": "pse"}, {"iso3": "egy"}],
    "url_alias": "https://example.org/report/valley",
    "url": "https://example.org/node/1",
}


def listed(*fields: Any) -> str:
    return json.dumps({"data": [{"id": "1", "fields": one} for one in fields]})


def test_reliefweb_reports_with_their_fields() -> None:
    first, second = reports(listed(FIELDS, {"body-html": "<p>One.</p><ul><li>Two</ul>"}), "rw.json")
    assert first.text == FIELDS["body"]
    assert (first.title, first.publisher) == ("Valley: “talks” # 5", "One Agency, TWO")
    assert (first.date, first.address) == (date(2025, 1, 3), "https://example.org/report/valley")
    assert first.countries == ("PSE", "EGY") and first.part == "data[0]"
    assert first.key == "valley-talks-5"
    assert (second.text, second.part, second.title) == ("One.\n\n- Two\n", "data[1]", "rw")
    single = report(json.dumps({"fields": FIELDS}), "one.json")
    assert (single.text, single.part, single.key) == (FIELDS["body"], "", "one")


@pytest.mark.parametrize("left_out", [*FIELDS, ""])
def test_every_field_is_optional(left_out: str) -> None:
    fields = {key: value for key, value in FIELDS.items() if key != left_out}
    assert report(listed(fields), "rw.json").text.strip()
    empty = FIELDS | {left_out: None} if left_out else FIELDS | {"date": {}, "source": []}
    assert report(listed(empty), "rw.json").text.strip()


def test_a_report_without_a_body_is_named() -> None:
    first = reports(listed({"title": "A map"}, FIELDS), "rw.json")[0]
    assert first.notes == (
        "left out: data[0] (“A map”) has no body; ask the API for it: fields[include][]=body",
    )
    assert "data[0] (“A map”) has no body" in refused(listed({"title": "A map"}), "rw.json")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"title": 5}, "data[0].fields.title"),
        ({"body": ["x"]}, "data[0].fields.body"),
        ({"body": "half \ud83d"}, "data[0].fields.body"),
        ({"body": "nul \0"}, "data[0].fields.body"),
        ({"date": "soon"}, "data[0].fields.date.original"),
        ({"date": {"original": "5 May"}}, "data[0].fields.date.original"),
        ({"source": "OCHA"}, "data[0].fields.source"),
        ({"source": [5]}, "data[0].fields.source[0]"),
        ({"country": [{"iso3": 7}]}, "data[0].fields.country[0]"),
        ({"url_alias": {"a": 1}}, "data[0].fields.url_alias"),
    ],
)
def test_a_field_of_another_type_is_refused_by_its_path(change: Any, path: str) -> None:
    assert f"rw.json:{path}: " in refused(listed(FIELDS | change), "rw.json")


def test_members_that_are_no_reports() -> None:
    told = refused('{"data": [5, {"fields": 7}, {"fields": {"body": "x"}}, null]}', "rw.json")
    assert {line.split(": ")[0] for line in told.splitlines()} == {
        "rw.json:data[0].fields",
        "rw.json:data[1].fields",
        "rw.json:data[3].fields",
    }


ACLED = "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2"


@pytest.mark.parametrize(
    ("name", "content", "kind", "says"),
    [
        ("a.csv", f"{ACLED}\nX1,1 May 2024,a,b,c,d\n", "acled", "ACLED"),
        ("a.dat", ACLED.replace(",", ";"), "acled", "ACLED"),
        ("a.csv", "Day,People\n#date,#affected+f\n2024-01-01,5\n", "hxl", "HXL"),
        ("a.tsv", "x\ty\n#value\t#date\n1\t2024\n", "hxl", "HXL"),
        ("a.csv", "Con,AgtId,Agt,Dat,Stage\nX,1,Y,2001-01-01,Ceas\n", "paxa", "PA-X"),
        ("a.csv", "day,count\n1,2\n", "table", "a table"),
        ("a.json", '[{"event": "AGREE", "eventText": "met", "date": "2000"}]', "plover", "PLOVER"),
        ("a.json", '{"a": 1}', "json", "no reports"),
        ("a.json", "[1, 2", "json", "not valid JSON"),
        ("a.json", "[" * 200_000, "json", "too deep"),
        ("a.json", '{"a":' * 5_000 + "1" + "}" * 5_000, "json", ""),
        ("a.json", b"PK\x03\x04zip", "zip", "ZIP archive"),
        ("a.json", "1" * 6_000, "json", "not valid JSON"),
        ("a.json", b'{"a": "\xe9"}', "json", "byte 0xe9 is not UTF-8"),
        ("a.json", '{"data": []}', "reliefweb", "no report"),
        ("a.txt", b"\x1f\x8b\x08", "gzip", "gzip"),
        ("a.txt", b"\x89PNG\r\n", "picture", "picture"),
        ("a.docx", "Text by another name.", "other", "not text by its name"),
        ("a.pdf", "No PDF.", "pdf", "no PDF"),
    ],
)
def test_what_is_no_report_is_named(name: str, content: str | bytes, kind: str, says: str) -> None:
    raw = content.encode() if isinstance(content, str) else content
    assert kind_of(File(Path(name), raw)).id == kind
    assert says in refused(content, name)


def test_a_workbook_with_tags_is_hxl(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Day", "People"], ["#date", "#affected"], ["2024-01-01", 5]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    raw = (tmp_path / "a.xlsx").read_bytes()
    assert kind_of(File(tmp_path / "a.xlsx", raw)).id == "hxl"
    book.active["A2"], book.active["B2"] = "date", "affected"
    book.save(tmp_path / "a.xlsx")
    assert kind_of(File(tmp_path / "a.xlsx", (tmp_path / "a.xlsx").read_bytes())).id == "zip"


def test_the_table_of_kinds_is_whole() -> None:
    assert len({kind.id for kind in KINDS}) == len(KINDS)
    assert all(kind.says and 0 < kind.most <= MOST_BYTES for kind in KINDS)
    assert KINDS[-1].sniff(File(Path("x"), b"anything"))


@given(st.text())
def test_a_key_is_a_file_name(name: str) -> None:
    key = key_of(name)
    assert key and len(key) <= 60 and len(key.encode("utf-8", "replace")) <= 160
    assert not set(key) & set('/\\:*?"<>| .\0\n') and key_of(key) == key


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=300), st.sampled_from([".html", ".pdf", ".json", ".csv", ".txt", ".xlsx"])
)
def test_any_bytes_are_read_or_refused(raw: bytes, suffix: str) -> None:
    for content in (
        raw,
        b"<p>" + raw,
        b"%PDF-1.4\n" + raw,
        b'{"data": ' + raw,
        b"PK\x03\x04" + raw,
    ):
        try:
            found = reports(content, f"a{suffix}")
        except InputError as error:
            assert str(error)
            continue
        assert found and all(one.text.strip() and one.text.encode("utf-8") for one in found)
