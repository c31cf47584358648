"""``goodoffices search``: what it finds against a literal scan, and an index that is never the
truth."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.cli.main import run
from goodoffices.errors import InputError, RequestError
from goodoffices.reading.sentences import sentences
from goodoffices.search import index as index_file
from goodoffices.search import listed, renew
from goodoffices.search.find import Answer, Asked, search
from goodoffices.search.query import Query, parse_query
from goodoffices.search.words import folded, tokens, words

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"
INDEX = Path(".goodoffices") / "search.sqlite"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CAIRO, tmp_path / "case"))


def made(folder: Path, texts: dict[str, str], head: str = "") -> Path:
    """A case with these reports, last written some time ago."""
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    lines = [head] if head else []
    for at, (key, text) in enumerate(texts.items(), 1):
        (folder / "sources" / f"{key}.txt").write_bytes(text.encode("utf-8"))
        lines.append(f"{key}: {{title: Report {at}, publisher: Desk {at}, date: 2024-01-{at:02d}}}")
    (folder / "sources" / "sources.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return old(folder)


def old(folder: Path) -> Path:
    """All files as if written an hour ago, so that size and time alone are looked at."""
    for path in folder.rglob("*"):
        if path.is_file() and ".goodoffices" not in path.parts:
            os.utime(path, (time.time() - 3600, time.time() - 3600))
    return folder


def found(folder: Path, *pieces: str, **options: Any) -> Answer:
    near = options.pop("near", None)
    keep, rebuild = options.pop("keep", True), options.pop("rebuild", False)
    asked = Asked(parse_query(pieces, near), limit=10_000, **options)
    answer = search(folder, asked, keep, rebuild)
    assert answer.total == len(answer.hits)
    return answer


def quotes(answer: Answer) -> list[str]:
    return sorted(hit.quote for hit in answer.hits)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["search", *arguments]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["search", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_every_hit_stands_verbatim_with_its_marks(folder: Path) -> None:
    text = (folder / "sources" / "cairo-talks.txt").read_text(encoding="utf-8")
    answer = found(folder, "ceasefire")
    assert [hit.number for hit in answer.hits] == [11, 4, 7, 12, 5, 9]
    for hit in answer.hits:
        assert text[slice(*hit.span)] == hit.quote
        assert [text[a:b].lower() for a, b in hit.marks] == ["ceasefire"]
    assert answer.hits[0].items[0].id == "e11"


def test_text(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    text = told(capsys, str(folder), "prisoner exchange", "OR", "unity", "-Hamas")
    assert "Looked for: “prisoner exchange” or unity, without hamas" in text
    assert "a ceasefire and [prisoner exchange] agreement." in text
    assert "(cairo-talks 0–193, sentence 1)" in text and "accepted item e01: assessment" in text
    assert "Two sentences in 1 of 1 reports." in text
    data = json.loads(told(capsys, str(folder), "unity", "--format", "json"))
    assert data["total"] == 1 and data["hits"][0]["span"] == [0, 193]
    assert data["hits"][0]["items"] == [
        {"id": "e01", "kind": "assessment", "status": "accepted", "speaker": None}
    ]


def test_a_misspelt_word_and_other_endings(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    assert "did you mean “ceasefire”?" in told(capsys, str(folder), "ceasfire").replace("\n", " ")
    assert "“zzzzzz” occurs nowhere." in told(capsys, str(folder), "zzzzzz")
    text = told(capsys, str(folder), "mediat").replace("\n", " ")
    assert "“mediat*” finds every ending" in text and "mediator (1)" in text
    assert len(found(folder, "mediat*").hits) == 2 and not found(folder, "mediat").hits


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a b", "a and b"),
        ('"a b" c', "“a b” and c"),
        ("a OR b c", "(a or b) and c"),
        ("a b OR c -d -e*", "a and (b or c), without d or e*"),
        ("U.N. al-Hayya", "“u n” and “al hayya”"),
        ('-"x y" z', "z, without “x y”"),
        ('"open at the end', "“open at the end”"),
        ("OR a OR", "a"),
        ("AND NOT NEAR", "and and not and near"),
        ("Ä*", "a*"),
        ("* - -- & () ^ : ''", ""),
    ],
)
def test_a_query_is_read(text: str, wanted: str) -> None:
    assert str(parse_query([*text.split(" ")] if '"' not in text else [text])) == wanted


def test_a_shell_takes_quotation_marks_away() -> None:
    assert str(parse_query(["prisoner exchange", "deal"])) == "“prisoner exchange” and deal"
    assert str(parse_query(["prisoner exchange -deal"])) == "prisoner and exchange, without deal"
    with pytest.raises(RequestError, match="more than 60"):
        parse_query([str(number) for number in range(61)])


ODD = st.text(st.sampled_from(list("ab \"'*-():^+{}NEAROT.,;%_\\\0ß°\u0301א日")), max_size=30)


@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(ODD, max_size=4), near=st.sampled_from([None, 0, 3]))
def test_no_text_is_a_mistake_of_the_index(pieces: list[str], near: int | None) -> None:
    """Whatever is typed is a query that the index takes."""
    query = parse_query(pieces, near)
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, content='', tokenize='ascii')")
    connection.execute("INSERT INTO t (rowid, x) VALUES (1, ?)", (" ".join(words("ab ba a")),))
    for text in filter(None, (query.as_index(), query.without())):
        connection.execute("SELECT rowid FROM t WHERE t MATCH ?", (text,)).fetchall()


WORDS = ["aid", "aids", "Aïd", "peace", "peaceful", "PEACE", "deal", "no-deal", "3", "دعم", "دَعْم"]
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
TERM = st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2), st.booleans())


def scanned(text: str, term: tuple[list[str], bool]) -> bool:
    """The definition: the words of the term stand beside each other, the last may go on."""
    have = [token.word for token in tokens(text)]
    want = [token.word for token in tokens(" ".join(term[0]))]
    for at in range(len(have)):
        here = have[at : at + len(want)]
        if len(here) < len(want) or here[:-1] != want[:-1]:
            continue
        if here[-1] == want[-1] or (term[1] and here[-1].startswith(want[-1])):
            return True
    return False


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(TEXT, min_size=1, max_size=8),
    wanted=st.lists(st.lists(TERM, min_size=1, max_size=2), min_size=1, max_size=3),
    unwanted=st.lists(TERM, max_size=1),
)
def test_the_same_sentences_as_a_literal_scan(
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[str],
    wanted: list[list[tuple[list[str], bool]]],
    unwanted: list[tuple[list[str], bool]],
) -> None:
    folder = tmp_path_factory.mktemp("scan")
    whole = "\n\n".join(f"{text}." for text in texts)
    made(folder, {"one": whole})

    def written(term: tuple[list[str], bool]) -> str:
        return f'"{" ".join(term[0])}"{"*" if term[1] else ""}'

    pieces = [" OR ".join(map(written, one)) for one in wanted]
    pieces += [f"-{written(one)}" for one in unwanted]
    every = [whole[one.body : one.end] for one in sentences(whole)]
    expected = [
        text
        for text in every
        if all(any(scanned(text, term) for term in one) for one in wanted)
        and not any(scanned(text, term) for term in unwanted)
    ]
    answer = found(folder, *pieces, keep=False)
    assert quotes(answer) == sorted(expected)
    assert all(hit.marks for hit in answer.hits)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_words_and_tokens_agree(text: str) -> None:
    assert words(text) == [token.word for token in tokens(text)]
    assert all(folded(text[t.start : t.end]) == t.word for t in tokens(text))
    assert all(word and not word.isspace() and " " not in word for word in words(text))


def test_marks_on_letters_do_not_count(tmp_path: Path) -> None:
    folder = made(
        tmp_path,
        {
            "ar": "وصلت الأمم المتّحدة إلى غزّة. قال مُحَمَّد ذلك.",
            "he": "שָׁלוֹם עכשיו. דבר אחר.",
            "la": "Élysée and Ørsted met Şahin. Cafe\u0301 closed. Straße open.",
            "zh": "双方同意停火。明天再谈。",
        },
    )
    for word in ("الامم", "محمد", "غزة", "שלום", "elysee", "orsted", "sahin", "café", "STRASSE"):
        assert len(found(folder, word).hits) == 1, word
    assert found(folder, "停火").hits[0].quote == "双方同意停火。"
    hit = found(folder, "محمد").hits[0]
    assert hit.quote[hit.marks[0][0] - hit.span[0] : hit.marks[0][1] - hit.span[0]] == "مُحَمَّد"


def test_endings_are_not_taken_off(tmp_path: Path) -> None:
    folder = made(tmp_path, {"one": "The authority acted. An author wrote. United units came."})
    assert quotes(found(folder, "author")) == ["An author wrote."]
    assert not found(folder, "unit").hits and len(found(folder, "unit*").hits) == 1


def test_near(tmp_path: Path) -> None:
    folder = made(tmp_path, {"one": "Aid a b c came. Aid came. Came a aid."})
    assert len(found(folder, "aid", "came").hits) == 3
    assert quotes(found(folder, "aid", "came", near=1)) == ["Aid came.", "Came a aid."]
    assert quotes(found(folder, "aid", "came OR c", near=0)) == ["Aid came."]
    assert len(found(folder, "aid", near=0).hits) == 3


def test_options(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listing = folder / "sources" / "sources.yaml"
    (folder / "sources" / "b.txt").write_text("US officials told us of aid. Egyptian aid came.")
    with listing.open("a", encoding="utf-8") as out:
        out.write("b: {title: Note on aid, publisher: Relief Desk, date: 2024-02-01}\n")
    case = str(folder)
    assert told(capsys, case, "aid", "--source", "note").count("(b ") == 2
    assert told(capsys, case, "aid", "--publisher", "relief").count("(b ") == 2
    assert told(capsys, case, "aid", "--since", "2024-02-01").count("(b ") == 2
    assert "no date: three further sentences" in told(capsys, case, "aid", "--until", "2024-01-31")
    assert told(capsys, case, "--party", "egypt", "--source", "b").count("(b ") == 1
    assert "statement, hamas says" in told(capsys, case, "--kind", "statement", "--party", "hamas")
    assert "(b " not in told(capsys, case, "aid", "--items")
    assert refused(capsys, case) == (
        "error: nothing to look for; expected words, or an option such as --party\n"
    )
    assert 'did you mean "hamas"?' in refused(capsys, case, "--party", "hamass")
    assert 'did you mean "--limit"?' in refused(capsys, case, "aid", "--limt=3")
    assert "is no date" in refused(capsys, case, "aid", "--since", "May")
    assert "nothing lies between" in refused(
        capsys, case, "a", "--since", "2024-02-01", "--until", "2024-01-01"
    )
    assert "is no folder" in refused(capsys, str(listing), "aid")
    assert "-hamas" not in told(capsys, case, "aid", "-hamas", "--limit", "1")


def test_a_name_in_capitals_is_no_word_in_small_letters(folder: Path) -> None:
    from goodoffices.model.party import Party

    made(folder / "x", {"b": "US officials came. They told us. The US army."})
    party = Party("us", "United States", aliases=("US",))
    assert quotes(found(folder / "x", party=party)) == ["The US army.", "US officials came."]


def test_only_what_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = made(tmp_path, {f"r{at}": f"Word{at} here." for at in range(1, 9)})
    assert found(folder, "here").total == 8
    read: list[str] = []
    body = listed.body
    monkeypatch.setattr(
        listed, "body", lambda where, one, inside: read.append(one.key) or body(where, one, inside)
    )
    whole: list[Path] = []
    every = listed.read_listed
    monkeypatch.setattr(listed, "read_listed", lambda path: whole.append(path) or every(path))
    assert found(folder, "here").total == 8 and read == []
    (folder / "sources" / "r3.txt").write_bytes(b"Word3 there. And here.")
    assert quotes(found(folder, "word3")) == ["Word3 there."] and read == ["r3"]
    with (folder / "sources" / "sources.yaml").open("a") as out:
        out.write("r9: {title: New}\n")
    (folder / "sources" / "r9.txt").write_text("Word9 here.")
    assert found(folder, "word9").total == 1 and read == ["r3", "r9"] and whole == []
    os.utime(folder / "sources" / "r3.txt", (1, 1))
    assert found(folder, "word3").total == 1 and read == ["r3", "r9"]


def test_a_file_of_the_same_size_at_the_same_time(tmp_path: Path) -> None:
    """Written twice within the time that a clock tells apart."""
    folder = made(tmp_path, {"one": "Alpha."})
    path = folder / "sources" / "one.txt"
    now = time.time_ns()
    os.utime(path, ns=(now, now))
    assert found(folder, "alpha").total == 1
    path.write_bytes(b"Gamma.")
    os.utime(path, ns=(now, now))
    assert found(folder, "gamma").total == 1 and found(folder, "alpha").total == 0


def test_a_source_by_another_way(tmp_path: Path) -> None:
    """A path with dots in it, and a folder that is a link."""
    folder = made(tmp_path, {"one": "Alpha.", "two": "Beta."})
    (folder / "sources" / "real").mkdir()
    (folder / "sources" / "two.txt").rename(folder / "sources" / "real" / "two.txt")
    (folder / "sources" / "link").symlink_to("real")
    listing = folder / "sources" / "sources.yaml"
    listing.write_text("one: {file: ./one.txt}\ntwo: {file: link/two.txt}\n")
    old(folder)
    assert found(folder, "alpha").total == found(folder, "beta").total == 1
    (folder / "sources" / "one.txt").write_text("Gamma.")
    (folder / "sources" / "real" / "two.txt").write_text("Delta.")
    assert found(folder, "gamma").total == found(folder, "delta").total == 1
    assert found(folder, "alpha").total == found(folder, "beta").total == 0


def test_a_case_without_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(CAIRO / "situation.yaml", tmp_path)
    assert "The case has no reports yet" in told(capsys, str(tmp_path), "aid")


def test_taken_away_and_renamed(tmp_path: Path) -> None:
    folder = made(tmp_path, {"one": "Alpha here.", "two": "Beta here."})
    assert found(folder, "here").total == 2
    (folder / "sources" / "two.txt").unlink()
    with pytest.raises(InputError, match="there is no file"):
        found(folder, "here")
    made(folder, {"one": "Alpha here."})
    assert quotes(found(folder, "here")) == ["Alpha here."]
    listing = folder / "sources" / "sources.yaml"
    listing.write_text("one: {title: Another, date: 2025-01-01}\n")
    hit = found(folder, "here").hits[0]
    assert (hit.title, hit.date) == ("Another", "2025-01-01")


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_renewed_is_as_made_again(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """After any changes an index that was kept says the same as one that is new."""
    chance = random.Random(seed)
    folder = tmp_path_factory.mktemp("renewed")
    texts: dict[str, str] = {"r": "Aid came."}
    for _ in range(6):
        for _ in range(chance.randrange(1, 4)):
            key = f"r{chance.randrange(5)}"
            if chance.random() < 0.3 and len(texts) > 1:
                texts.pop(key, None)
            else:
                texts[key] = ". ".join(chance.choices(["Aid", "Peace", "No deal"], k=3)) + "."
        head = chance.choice(["", "# a comment", "# another"])
        made(folder, texts, head)
        for word in ("aid", "deal", "peace"):
            kept, new = found(folder, word), found(folder, word, keep=False, rebuild=True)
            assert [(h.source, h.span, h.date) for h in kept.hits] == [
                (h.source, h.span, h.date) for h in new.hits
            ]
            assert [h.score for h in kept.hits] == pytest.approx([h.score for h in new.hits])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no database at all" * 100),
        lambda path: path.write_bytes(path.read_bytes()[:9000]),
        lambda path: path.write_bytes(path.read_bytes()[:8000] + b"\xff" * 30000),
        lambda path: path.unlink(),
        lambda path: (path.unlink(), sqlite3.connect(path).execute("CREATE TABLE x (y)")),
        lambda path: path.with_name("search.sqlite-journal").write_bytes(b"odd" * 999),
    ],
)
def test_a_spoilt_index_is_made_again(folder: Path, spoil: Any) -> None:
    before = quotes(found(folder, "ceasefire"))
    spoil(folder / INDEX)
    assert quotes(found(folder, "ceasefire")) == before
    assert (folder / INDEX).stat().st_size > 10_000
    assert found(folder, "ceasefire").note == ""


def test_an_index_that_says_what_is_not_so(folder: Path) -> None:
    """Somebody wrote into it: hits are held against the files."""
    found(old(folder), "ceasefire")
    found(folder, "ceasefire")
    with sqlite3.connect(folder / INDEX) as connection:
        connection.execute("UPDATE sentence SET text = 'A ceasefire that nobody told of.'")
    assert "A ceasefire that nobody told of." not in quotes(found(folder, "ceasefire"))


def test_another_process_writes(tmp_path: Path) -> None:
    folder = made(tmp_path, {"one": "Alpha."})
    assert found(folder, "alpha").note == ""
    other = sqlite3.connect(folder / INDEX, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    (folder / "sources" / "one.txt").write_bytes(b"Gamma ray.")
    answer = found(folder, "gamma")
    assert answer.total == 1 and "cannot be renewed" in answer.note
    other.execute("ROLLBACK")
    other.execute("BEGIN EXCLUSIVE")
    answer = found(folder, "gamma")
    assert answer.total == 1 and "in use" in answer.note
    other.close()
    assert found(folder, "gamma").note == ""


def test_where_nothing_can_be_written(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".goodoffices").write_text("a file where the folder would be")
    text = told(capsys, str(folder), "ceasefire")
    assert "Six sentences" in text and "Note: the index cannot be kept" in text
    (folder / ".goodoffices").unlink()

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(index_file, "_made", full)
    assert "disk is full" in told(capsys, str(folder), "ceasefire").replace("\n", " ")


def test_interrupted_it_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made(tmp_path, {"one": "Alpha.", "two": "Beta."})
    put_in = renew._Renewal.put_in
    calls: list[int] = []

    def stopped(self: Any, *rest: Any) -> None:
        calls.append(1)
        if len(calls) % 2 == 0:
            raise KeyboardInterrupt
        put_in(self, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(renew._Renewal, "put_in", stopped)
        with pytest.raises(KeyboardInterrupt):
            found(folder, "alpha")
        assert [path.name for path in (folder / ".goodoffices").iterdir()] == [".gitignore"]
    assert found(folder, "alpha").total == 1
    made(folder, {"one": "Alpha changed.", "two": "Beta changed."})
    with monkeypatch.context() as patch:
        patch.setattr(renew._Renewal, "put_in", stopped)
        with pytest.raises(KeyboardInterrupt):
            found(folder, "changed")
    assert found(folder, "changed").total == 2


def test_the_index_stays_out_of_git_and_the_case_as_it_was(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found(folder, "ceasefire")
    assert (folder / ".goodoffices" / ".gitignore").read_text().splitlines()[-1] == "*"
    assert all(path.read_bytes() == content for path, content in before.items())


def test_without_fts5(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Lacking(sqlite3.Connection):
        def execute(self, *_: Any) -> Any:
            raise sqlite3.OperationalError("no such module: fts5")

    monkeypatch.setattr(sqlite3, "connect", lambda path: Lacking(path))
    message = refused(capsys, str(folder), "aid")
    assert "search needs FTS5" in message and "install a Python" in message


def test_a_folder_of_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b" / "één #1.md").write_bytes("\ufeff# Head\r\n\r\nThe aid came.\r\n".encode())
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe aid")
    (tmp_path / ".hidden.txt").write_text("Hidden aid.")
    text = told(capsys, str(tmp_path), "aid")
    assert "The [aid] came." in text and "(a b/één #1.md 10–23, sentence 1)" in text
    assert "One file is no text in UTF-8 and was passed over." in text and "--keep" in text
    assert not (tmp_path / ".goodoffices").exists()
    told(capsys, str(tmp_path), "aid", "--keep")
    assert (tmp_path / INDEX).is_file()

    (tmp_path / "empty").mkdir()
    assert "there is nothing to search in" in refused(capsys, str(tmp_path / "empty"), "aid")


def test_items_as_reading_writes_them_and_by_hand(folder: Path) -> None:
    run(["read", str(folder / "sources" / "cairo-talks.txt"), "--case", str(folder)])
    by_lines, wrong = listed.quoted((folder / "proposed.yaml").read_bytes())
    assert len(by_lines) == 16 and wrong == 0
    text = (folder / "proposed.yaml").read_text(encoding="utf-8")
    by_yaml, _ = listed._from_data(listed._yaml(text))
    assert by_lines == by_yaml
    own, wrong = listed.quoted((folder / "evidence.yaml").read_bytes())
    assert [one.id for one in own] == [f"e{at:02d}" for at in range(1, 17)] and wrong == 0
    assert own[11].speaker == "hamas" and own[5].parties == ("hamas", "fatah", "israel")
    assert found(folder, "ceasefire", accepted=True).total == 6
    (folder / "evidence.yaml").write_text("- id: e1\n  what: [\n- {id: e2}\n")
    answer = found(folder, "ceasefire")
    assert answer.wrong == 2 and answer.total == 6


def test_the_end_of_a_listing_is_read_alone_only_where_it_is_plain() -> None:
    import hashlib

    head = b"one: {title: A}\n"
    sha = hashlib.sha256(head).hexdigest()

    def more(rest: bytes, known: tuple[str, ...] = ("one",)) -> list[str] | None:
        got = listed.more_listed(head + rest, len(head), sha, known)
        return None if got is None else [one.key for one in got]

    assert more(b"# note\ntwo:\n  title: B\n\nthree: {}\n") == ["two", "three"]
    assert more(b"  publisher: C\n") is None
    assert more(b"one: {}\n") is None
    assert more(b"---\ntwo: {}\n") is None
    assert more(b"- two\n") is None
    assert more(b"two: *anchor\n") is None
    assert more(b"two: {titel: B}\n") is None
    assert listed.more_listed(b"zero: {}\n" + head, len(head), sha, ()) is None


def test_marks_never_lie_outside_the_sentence(tmp_path: Path) -> None:
    long = "Start " + "filler " * 200 + "needle " + "filler " * 200 + "end."
    folder = made(tmp_path, {"one": f"First. {long} Last needle."})
    from goodoffices.brief.search_words import snippet

    hits = found(folder, "needle").hits
    assert all(h.span[0] <= a < b <= h.span[1] for h in hits for a, b in h.marks)
    shown = [snippet(hit) for hit in hits]
    assert all("[needle]" in one and len(one) < 450 for one in shown)
    assert Query().as_index() == ""


def test_what_the_stemmer_of_sqlite_would_do() -> None:
    """docs/search.md says why it is not used, by these words."""

    def stem(word: str) -> str:
        with sqlite3.connect(":memory:") as connection:
            connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='porter unicode61')")
            connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, row)")
            connection.execute("INSERT INTO t VALUES (?)", (word,))
            return str(connection.execute("SELECT term FROM v").fetchone()[0])

    one = "authority author, united unit, news new, important import, executive execution"
    for pair in f"{one}, general generous".split(", "):
        first, second = pair.split()
        assert stem(first) == stem(second)
    assert stem("settlement") != stem("settle")
    documented = (Path(__file__).parents[1] / "docs" / "search.md").read_text(encoding="utf-8")
    assert all(f"*{word}*" in documented for word in one.replace(",", "").split())
