"""The window of a report around a quotation, dropped files, and looking through a queue."""

from __future__ import annotations

from pathlib import Path

import pytest
from feed_files import HXL, written
from hypothesis import given
from hypothesis import strategies as st
from review_case import bytes_of, made

from goodoffices.brief.source_pieces import LONGEST, QUOTATION, Part, shown, window
from goodoffices.errors import RequestError
from goodoffices.progress import silent
from goodoffices.review.browse import ALL, decided_by, following, last_of, listed
from goodoffices.review.desk import Desk
from goodoffices.review.queue import Wanted
from goodoffices.review.standing import ACCEPTED, LEFT, REJECTED
from goodoffices.web.desk import Desk as WebDesk
from goodoffices.web.evidence_take import plain_name, read_into

TEXTS = st.text(st.sampled_from("ab \n\r\t😀نé<&{$\u202e\f"), min_size=1, max_size=300)


@given(TEXTS, st.data())
def test_pieces_are_the_text_and_each_part_is_its_span(text: str, data: st.DataObject) -> None:
    def span(first: int, last: int) -> tuple[int, int]:
        start = data.draw(st.integers(first, last - 1))
        return start, data.draw(st.integers(start + 1, last))

    quoted = span(0, len(text))
    parts: list[Part] = [(QUOTATION, quoted)]
    parts += [(name, span(*quoted)) for name in ("cue", "condition", "hedge")]
    parts.append(("speaker", span(0, len(text))))
    room = data.draw(st.integers(0, 50))
    made = window(text, parts, room, room)
    whole = "".join(one.text for one in made.pieces)
    assert whole.replace("\n", "") == shown(
        text[made.before : len(text) - made.after].replace("\r", "\n")
    ).replace("\n", "")
    assert made.before <= quoted[0] and len(text) - made.after >= quoted[1]
    for name, (start, end) in parts[:-1]:
        marked = "".join(one.text for one in made.pieces if name in one.parts)
        assert marked.replace("\n", "") == shown(text[start:end]).replace("\n", "")
        assert sum(name in one.begins for one in made.pieces) == 1


def test_a_text_without_sentences_is_cut() -> None:
    made = window("x" * 2_000_000, [(QUOTATION, (0, 2_000_000))])
    assert sum(len(one.text) for one in made.pieces) == LONGEST
    assert made.after == 2_000_000 - LONGEST


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("report.txt", "report.txt"),
        ("../../x.txt", "x.txt"),
        ("..\\..\\x.txt", "x.txt"),
        ("/etc/passwd", "passwd"),
        ("..", "report.txt"),
        ("", "report.txt"),
        ("a/", "report.txt"),
        ("a\x00b\n.txt", "ab.txt"),
        ("تقرير.txt", "تقرير.txt"),
    ],
)
def test_names_of_dropped_files(given: str, name: str) -> None:
    assert plain_name(given) == name


@given(st.text())
def test_no_name_leads_out_of_a_folder(given: str) -> None:
    name = plain_name(given)
    assert name not in ("", ".", "..") and "/" not in name and "\x00" not in name
    assert len(name.encode("utf-8", "replace")) <= 255
    assert Path("folder", name).parent == Path("folder")


def test_feeds_and_reports_are_not_mixed(tmp_path: Path) -> None:
    folder = made(tmp_path / "case")
    before = bytes_of(folder)
    dropped = tmp_path / "dropped"
    written(dropped / "events.csv", *HXL)
    written(dropped / "report.txt", "South may talk.")
    with pytest.raises(RequestError, match=r"events\.csv is a feed .* nothing was read"):
        read_into(WebDesk(folder), dropped, silent)
    assert bytes_of(folder) == before


def test_a_folder_that_leads_out_is_not_written_to(tmp_path: Path) -> None:
    folder = made(tmp_path / "case")
    (folder / "sources").rename(tmp_path / "outside")
    (folder / "sources").symlink_to(tmp_path / "outside")
    (folder / "feeds").symlink_to(tmp_path)
    before = bytes_of(tmp_path / "outside")
    written(tmp_path / "dropped" / "report.txt", "South may talk.")
    with pytest.raises(RequestError, match="leads out of the case folder"):
        read_into(WebDesk(folder), tmp_path / "dropped", silent)
    assert bytes_of(tmp_path / "outside") == before


def test_a_queue_is_looked_through(tmp_path: Path) -> None:
    desk = Desk.opened(made(tmp_path / "case"))
    state = desk.state
    one, two, three, four = listed(state, Wanted())
    assert following([one, two, three], one, [two, three]) == two
    assert following([one, two, three], three, [one, two]) == one
    assert following([one], one, []) == ""
    desk.decide([state.draft(one)], ACCEPTED, "Ann")
    desk.decide([state.draft(two)], REJECTED, "Ben", "no")
    assert listed(state, Wanted(), LEFT) == [three, four]
    assert listed(state, Wanted(), ACCEPTED) == [one]
    assert listed(state, Wanted(kind="outlook"), REJECTED) == [two]
    assert listed(state, Wanted(), ALL) == [one, two, three, four]
    assert (last_of(state, "Ann"), last_of(state, "Ben"), last_of(state, "Eve")) == (one, two, "")
    decided = decided_by(state, two)
    assert decided is not None and (decided.by, decided.note) == ("Ben", "no")
    desk.reopen(two, "Ann")
    assert (last_of(state, "Ben"), decided_by(state, two)) == ("", None)
