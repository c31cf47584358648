"""The room of reviews: what a decision writes, and what is left when it is cut short."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from review_case import EVIDENCE, REPORT, bytes_of, made

from goodoffices.case import load_case
from goodoffices.cli.main import run
from goodoffices.errors import InputError, RequestError
from goodoffices.formats.yaml_tree import read_text
from goodoffices.reading.read import proposals
from goodoffices.review import desk as desk_module
from goodoffices.review import writing as writing_module
from goodoffices.review.desk import Desk, MeanwhileError
from goodoffices.review.draft import Draft
from goodoffices.review.edits import FIELDS
from goodoffices.review.elements import attachable, matching
from goodoffices.review.items_file import with_entries, without
from goodoffices.review.ledger import read_ledger
from goodoffices.review.queue import Wanted
from goodoffices.review.source_file import graded

ONE, TWO, THREE, FOUR = (f"valley_00{n}" for n in range(1, 5))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "case")


def accept(folder: Path, *ids: str, by: str = "Ann") -> Desk:
    desk = Desk.opened(folder)
    desk.decide([desk.state.draft(one) for one in ids], "accepted", by)
    return desk


def ledger(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "reviews.jsonl").read_text().splitlines()]


def prepared(folder: Path) -> Desk:
    """The first proposal graded, with a claim and a place in the model."""
    desk = Desk.opened(folder)
    situation = desk.state.case.situation
    for name, typed in (("grade", "2"), ("claim", "truce is possible"), ("date", "2026-05-04")):
        draft = desk.state.draft(ONE)
        desk.edit(draft, FIELDS[name](draft, typed, situation), "Ann")
    draft = desk.state.draft(ONE)
    desk.edit(draft, replace(draft, attach=("rule order",)), "Ann")
    return desk


def test_what_accepting_writes(folder: Path) -> None:
    before = bytes_of(folder)
    desk = prepared(folder)
    desk.decide([desk.state.draft(ONE)], "accepted", "Zoë")
    after = bytes_of(folder)
    assert {name for name in after if after[name] != before.get(name)} == {
        "evidence.yaml",
        "situation.yaml",
        "reviews.jsonl",
    }
    assert after["evidence.yaml"].startswith(before["evidence.yaml"])
    assert after["situation.yaml"] == before["situation.yaml"].replace(
        b"requires truce, because: [e01]", b"requires truce, because: [e01, valley_001]"
    )
    item = load_case(folder).item(ONE)
    assert (item.status, item.grade, str(item.date)) == ("accepted", "2", "2026-05-04")
    assert item.claim is not None and item.claim.text == "truce is possible"
    assert item.reviewed is not None and item.reviewed.by == "Zoë"
    last = ledger(folder)[-1]
    assert last["decision"] == "accepted" and last["by"] == "Zoë"
    assert last["at"] == item.reviewed.on and last["at"].endswith("Z")
    assert last["changed"]["grade"] == [None, "2"]
    assert Desk.opened(folder).state.waiting() == [TWO, THREE, FOUR]


def test_a_decision_taken_back_leaves_the_files_as_they_were(folder: Path) -> None:
    desk = prepared(folder)
    before = bytes_of(folder)
    desk.decide([desk.state.draft(ONE)], "accepted", "Ann")
    assert desk.reopen(ONE, "Bo") == "accepted"
    after = bytes_of(folder)
    del before["reviews.jsonl"], after["reviews.jsonl"]
    assert after == before
    assert desk.state.draft(ONE).claim == "truce is possible"
    assert [one["decision"] for one in ledger(folder)][-2:] == ["accepted", "reopened"]
    assert desk.reopen(ONE, "Bo") == ""


def test_what_the_model_cites_is_not_taken_out_by_another_run(folder: Path) -> None:
    desk = prepared(folder)
    desk.decide([desk.state.draft(ONE)], "accepted", "Ann")
    before = bytes_of(folder)
    with pytest.raises(RequestError, match=r"rule order cites valley_001; take it out"):
        Desk.opened(folder).reopen(ONE, "Ann")
    assert bytes_of(folder) == before


def test_what_was_written_by_hand_is_not_taken_out(folder: Path) -> None:
    desk = accept(folder, TWO)
    path = folder / "evidence.yaml"
    path.write_text(path.read_text().replace("  kind: outlook\n", "  # mine\n  kind: outlook\n"))
    with pytest.raises(RequestError, match="not as review wrote it"):
        desk.reopen(TWO, "Ann")
    path.write_text(path.read_text().replace("  reviewed:", "  note: mine #"))
    with pytest.raises(RequestError, match="review did not write it"):
        desk.reopen(TWO, "Ann")
    assert "# mine" in path.read_text()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["\n", "", "\n\n\n# the end\n"])
def test_every_byte_of_the_evidence_stays(tmp_path: Path, mark: bytes, end: str, last: str) -> None:
    raw = mark + (EVIDENCE.rstrip("\n") + last).replace("\n", end).encode()
    folder = made(tmp_path / "case", evidence=raw)
    accept(folder, ONE, FOUR)
    after = (folder / "evidence.yaml").read_bytes()
    assert after.startswith(raw)
    assert after.count(b"\r\n") == (after.count(b"\n") if end == "\r\n" else 0)
    assert [one.id for one in load_case(folder).items] == ["e01", ONE, FOUR]


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("", True),
        ("# nothing yet\n", True),
        ("  - id: a\n    quote: b\n", True),
        ("- id: a\n  quote: |+\n    b\n\n", True),
        ("[]\n", False),
        ("[{id: a}]\n", False),
        ("- id: a\n...\n", False),
    ],
)
def test_where_nothing_can_be_added_nothing_is(text: str, fine: bool) -> None:
    entry = {"id": "b", "quote": "x\r\ny: “z”\u2028", "span": [0, 2]}
    if not fine:
        with pytest.raises(RequestError, match="nothing was written"):
            with_entries(text.encode(), [entry], "e.yaml")
        return
    new = with_entries(text.encode(), [entry], "e.yaml").decode()
    assert new.startswith(text)
    assert read_text(new).data == [*(read_text(text).data or []), entry]


@given(
    st.lists(
        st.fixed_dictionaries(
            {"quote": st.text(max_size=20), "reviewed": st.just({"by": "A", "on": "2026-01-01"})}
        ),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from([b"", EVIDENCE.encode(), EVIDENCE.replace("\n", "\r\n").encode()]),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_an_entry_added_and_taken_out_leaves_the_file(
    entries: list[dict[str, Any]], raw: bytes
) -> None:
    texts = [raw]
    for at, entry in enumerate(entries):
        texts.append(with_entries(texts[-1], [{"id": f"n{at}", **entry}], "e.yaml"))
    for at in reversed(range(len(entries))):
        back = without(texts[at + 1], f"n{at}", "e.yaml")
        assert back == texts[at] or (not raw and back.strip() == texts[at].strip())


class Full(Exception):
    """Nothing more fits."""


def _operations(
    monkeypatch: pytest.MonkeyPatch, stop: Callable[[int, str], None]
) -> None:  # counts file writes and the ledger
    count = [0]
    write, add = writing_module._write, desk_module.add

    def counted_write(path: Path, content: bytes) -> None:
        stop(count[0], "before")
        write(path, content)
        count[0] += 1
        stop(count[0], "after")

    def counted_add(out: Any, path: Path, decisions: Any) -> None:
        stop(count[0], "half a line")
        add(out, path, decisions)
        count[0] += 1
        stop(count[0], "ledger")

    monkeypatch.setattr(writing_module, "_write", counted_write)
    monkeypatch.setattr(desk_module, "add", counted_add)


@pytest.mark.parametrize("at", [(0, "before"), (1, "before"), (2, "half a line")])
def test_a_failed_write_leaves_everything(
    folder: Path, monkeypatch: pytest.MonkeyPatch, at: tuple[int, str]
) -> None:
    desk = prepared(folder)
    before = bytes_of(folder)

    def stop(count: int, what: str) -> None:
        if (count, what) == at:
            monkeypatch.undo()
            raise Full

    _operations(monkeypatch, stop)
    with pytest.raises(Full):
        desk.decide([desk.state.draft(ONE)], "accepted", "Ann")
    assert bytes_of(folder) == before
    desk.decide([desk.state.draft(ONE)], "accepted", "Ann")
    assert load_case(folder).item(ONE).status == "accepted"


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.parametrize(
    "at", [(0, "before"), (1, "after"), (2, "after"), (2, "half a line"), (3, "ledger")]
)
def test_killed_at_every_write(
    folder: Path, monkeypatch: pytest.MonkeyPatch, at: tuple[int, str]
) -> None:
    """Killed between two writes: the next start finishes it, or knows nothing of it."""
    prepared(folder)
    before = bytes_of(folder)
    child = os.fork()
    if child == 0:

        def stop(count: int, what: str) -> None:
            if (count, what) != at:
                return
            if what == "half a line":
                with (folder / "reviews.jsonl").open("ab") as out:
                    out.write(b'{"id": "valley_001", "decis')
            os._exit(9)

        try:
            _operations(monkeypatch, stop)
            desk = Desk.opened(folder)
            desk.decide([desk.state.draft(ONE)], "accepted", "Ann")
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    desk = Desk.opened(folder)
    assert bool(desk.state.remarks) == (at[1] == "half a line")
    load_case(folder)
    told = desk.mended()
    assert bool(told) == (at not in ((0, "before"), (3, "ledger")))
    if at == (0, "before"):
        assert bytes_of(folder) == before and desk.state.waiting()[0] == ONE
        desk.decide([desk.state.draft(ONE)], "accepted", "Ann")
    again = Desk.opened(folder)
    assert again.mended() == [] and again.state.waiting() == [TWO, THREE, FOUR]
    item = load_case(folder).item(ONE)
    assert item.grade == "2" and item.reviewed is not None and item.reviewed.by == "Ann"
    assert (folder / "situation.yaml").read_text().count(ONE) == 1
    assert (folder / "evidence.yaml").read_text().count(f'id: "{ONE}"') == 1
    decisions, _ = read_ledger(folder / "reviews.jsonl")
    assert [one.decision for one in decisions] == ["edited"] * 4 + ["accepted"]


def test_the_second_run_sees_the_first(folder: Path) -> None:
    first, second = Desk.opened(folder), Desk.opened(folder)
    shown = second.state.draft(ONE)
    first.decide([first.state.draft(ONE)], "accepted", "Ann")
    with pytest.raises(MeanwhileError, match="valley_001 is accepted already by Ann"):
        second.decide([shown], "rejected", "Bo")
    second.decide([second.state.draft(TWO)], "accepted", "Bo")
    draft = first.state.draft(THREE)
    second.edit(draft, FIELDS["grade"](draft, "3", second.state.case.situation), "Bo")
    with pytest.raises(MeanwhileError, match="was edited meanwhile"):
        first.decide([draft], "accepted", "Ann")
    assert [one.id for one in load_case(folder).items] == ["e01", ONE, TWO]
    assert [(one["id"], one["by"]) for one in ledger(folder)] == [
        (ONE, "Ann"),
        (TWO, "Bo"),
        (THREE, "Bo"),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_two_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    folder = made(tmp_path / "case", "\n\n".join(f"South met North {n} times." for n in range(40)))
    ids = Desk.opened(folder).state.waiting()
    children = []
    for part in (ids[::2], ids[1::2]):
        child = os.fork()
        if child == 0:
            try:
                desk = Desk.opened(folder)
                for one in part:
                    desk.decide([desk.state.draft(one)], "accepted", "Ann")
                os._exit(0)
            finally:
                os._exit(1)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(one, 0)[1]) for one in children] == [0, 0]
    assert {one.id for one in load_case(folder).items} == {"e01", *ids}
    assert sorted(one["id"] for one in ledger(folder)) == sorted(ids)


def test_what_stands_in_the_evidence_is_decided(folder: Path) -> None:
    """By id, or by source and span; what was taken out by hand is asked again."""
    text = (folder / "evidence.yaml").read_text()
    proposal = Desk.opened(folder).state.proposals[TWO]
    by_hand = f"\n- id: mine\n  source: valley\n  span: {list(proposal.span)}\n"
    by_hand += f'  quote: "{proposal.quote}"\n  kind: outlook\n'
    (folder / "evidence.yaml").write_text(text + by_hand)
    desk = accept(folder, ONE)
    assert desk.state.waiting() == [THREE, FOUR] and desk.mended() == []
    with pytest.raises(RequestError, match="as mine and review did not write it"):
        desk.reopen(TWO, "Ann")
    (folder / "evidence.yaml").write_text(text)
    again = Desk.opened(folder)
    assert again.state.waiting() == [ONE, TWO, THREE, FOUR]
    assert again.state.taken_out() == [ONE]


def test_a_source_that_changed_is_refused(folder: Path) -> None:
    body = folder / "sources" / "valley.txt"
    body.write_text(REPORT.replace("Monday", "Sunday"))
    desk = Desk.opened(folder)
    assert desk.state.waiting() == []
    told = [str(one) for one in desk.state.refused]
    assert any("its hash is another; put back the file as received" in one for one in told)
    with pytest.raises(RequestError, match="cannot; --list says why"):
        desk.state.known(ONE)


def test_a_quotation_that_is_not_verbatim_is_refused_alone(folder: Path) -> None:
    path = folder / "proposed.yaml"
    path.write_text(path.read_text().replace("South met", "South saw"))
    desk = Desk.opened(folder)
    assert desk.state.waiting() == [ONE, TWO, FOUR]
    assert "the quotation is not what stands at" in str(desk.state.refused[0])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("[1]", "this line is no mapping"),
        ('{"id": "a", "decision": "acepted"}', 'did you mean "accepted"?'),
        ('{"decision": "accepted"}', 'neither "id" nor "source"'),
        ('{"id": 3, "decision": "accepted"}', '"id" is no text'),
        ('{"id": "a", "decision": "edited", "changed": {"kind": "fact"}}', '"changed" is not'),
    ],
)
def test_lines_of_the_ledger_that_are_wrong(folder: Path, line: str, told: str) -> None:
    (folder / "reviews.jsonl").write_text(f"\r\n{line}\r\n")
    with pytest.raises(InputError) as error:
        Desk.opened(folder)
    assert told in str(error.value) and "reviews.jsonl:2:1" in str(error.value)


def test_an_edit_in_the_ledger_that_does_not_fit(folder: Path) -> None:
    line = {"id": ONE, "decision": "edited", "changed": {"kind": ["fact", "rumour"]}}
    (folder / "reviews.jsonl").write_text(json.dumps(line) + "\n")
    desk = Desk.opened(folder)
    with pytest.raises(RequestError, match=r"reviews\.jsonl: valley_001: .*rumour"):
        desk.state.draft(ONE)


SOUGHT = {
    Wanted(kind="outlook"): [TWO],
    Wanted(party="south"): [THREE],
    Wanted(unattributed=True): [FOUR],
    Wanted(source="old"): [],
    Wanted(limit=2): [ONE, TWO],
    Wanted(party="north", limit=1): [ONE],
}


@pytest.mark.parametrize("wanted", list(SOUGHT))
def test_filters(folder: Path, wanted: Wanted) -> None:
    assert Desk.opened(folder).state.waiting(wanted) == SOUGHT[wanted]


def test_edits(folder: Path) -> None:
    desk = Desk.opened(folder)
    situation = desk.state.case.situation

    def edited(item_id: str, name: str, typed: str) -> Draft:
        return FIELDS[name](desk.state.draft(item_id), typed, situation)

    assert edited(ONE, "kind", "o").proposal.kind == "outlook"
    assert edited(ONE, "speaker", "author").proposal.speaker is None
    kept = edited(FOUR, "speaker", "south").proposal.speaker
    assert kept is not None and kept.party == "south" and kept.span is not None
    part = edited(TWO, "condition", "a  truce is").proposal.condition
    assert part is not None and desk.state.proposals[TWO].words(part.span) == "a truce is"
    longer = edited(TWO, "span", "If a truce is reached, aid could follow. South met").proposal
    assert longer.quote.endswith("South met") and longer.condition is not None
    assert edited(TWO, "condition", "-").proposal.condition is None
    shorter = edited(TWO, "span", "aid could follow").proposal
    assert shorter.condition is None and shorter.span[0] > desk.state.proposals[TWO].span[0]
    wrong = {
        ("kind", "x"): "expected fact, statement, assessment, outlook",
        ("speaker", "nort"): 'did you mean "north"?',
        ("polarity", ""): "expected positive, negative",
        ("condition", "a truce was"): 'they do up to "a truce"',
        ("span", " "): "nothing was given",
        ("date", "Monday"): "expected a date such as",
        ("grade", "7"): "expected 1 to 6",
        ("claim", "truce is"): "character 7",
        ("claim", "truse is possible"): 'unknown name "truse"',
    }
    for (name, typed), told in wrong.items():
        with pytest.raises(RequestError) as error:
            edited(TWO, name, typed)
        assert told in str(error.value), (name, str(error.value))


def test_an_edit_keeps_all_else(folder: Path) -> None:
    text = "Egyptian Foreign Minister Badr Abdelatty said that Norway and the UN had signed."
    draft = Draft(proposals(text, "report")[0])
    assert draft.proposal.speaker is not None and draft.proposal.speaker.code == "EGY"
    assert [one.code for one in draft.proposal.actors] == ["NOR", "UN"]
    edited = draft.with_values({"grade": "2"})
    assert edited.changed(draft) == {"grade": [None, "2"]}
    assert replace(edited.proposal, grade="") == draft.proposal


def test_a_draft_that_the_model_no_longer_fits_is_refused(folder: Path) -> None:
    desk = Desk.opened(folder)
    draft = desk.state.draft(THREE)
    after = FIELDS["claim"](draft, "north.release is possible", desk.state.case.situation)
    desk.edit(draft, after, "Ann")
    path = folder / "situation.yaml"
    path.write_text(path.read_text().replace("release", "free"))
    before = (folder / "evidence.yaml").read_bytes()
    with pytest.raises((RequestError, InputError)):
        desk.decide([desk.state.draft(THREE)], "accepted", "Ann")
    assert (folder / "evidence.yaml").read_bytes() == before


SOURCES = {
    "a:\n  title: T  # c\nb: {}\n": "a:\n  title: T  # c\n  reliability: C\nb: {}\n",
    "a:\r\n  title: T\r\n": "a:\r\n  title: T\r\n  reliability: C\r\n",
    "a: {title: T}\n": "a: {title: T, reliability: C}\n",
    "a:\n": "a: {reliability: C}\n",
    "a: {}\n": "a: {reliability: C}\n",
    "a:\n  reliability: A # c\n": "a:\n  reliability: C # c\n",
    "a:\n  reliability:\n  note: n\n": "a:\n  reliability: C\n  note: n\n",
    '"a": {reliability: "B"}': '"a": {reliability: C}',
    "a:\n  note: >-\n    x\n\n# end": "a:\n  note: >-\n    x\n  reliability: C\n\n# end",
    "b: &b {title: T}\na: *b\n": None,
    "c:\n  title: T\n": None,
}


@pytest.mark.parametrize("text", list(SOURCES))
def test_a_grade_changes_one_thing(text: str) -> None:
    wanted = SOURCES[text]
    if wanted is None:
        with pytest.raises(RequestError, match="nothing was written"):
            graded(text, "a", "C")
    else:
        assert graded(text, "a", "C") == wanted


def test_the_grade_of_a_source(folder: Path) -> None:
    desk = Desk.opened(folder)
    desk.grade_source("valley", "B", "Ann")
    desk.grade_source("valley", "B", "Ann")
    desk.grade_source("valley", "D", "Bo")
    assert load_case(folder).sources["valley"].reliability == "D"
    assert [one["changed"]["reliability"] for one in ledger(folder)] == [[None, "B"], ["B", "D"]]
    with pytest.raises(RequestError, match="expected A to F"):
        desk.grade_source("valley", "G", "Ann")


def test_elements_are_found_by_number_or_name(folder: Path) -> None:
    keys = list(attachable(folder))
    assert matching(keys, "1") == keys[:1]
    assert matching(keys, "0") == matching(keys, "99") == matching(keys, " ") == []
    assert matching(keys, "RULE order") == ["rule order"]
    assert len(matching(keys, "rule")) == 2


def test_the_code_of_who_is_of_no_party_stays_through_an_edit(tmp_path: Path) -> None:
    folder = made(tmp_path / "case", "France said that North may open the pass.\n")
    desk = Desk.opened(folder)
    draft = desk.state.draft(ONE)
    assert draft.proposal.speaker is not None and draft.proposal.speaker.code == "FRA"
    after = FIELDS["grade"](draft, "2", desk.state.case.situation)
    desk.edit(draft, after, "Ann")
    accept(folder, ONE)
    item = load_case(folder).item(ONE)
    assert item.speaker is not None and item.speaker.code == "FRA"
    assert [list(line["changed"]) for line in ledger(folder)] == [["grade"], ["grade"]]


def test_a_claim_that_a_reader_proposes_is_shown_kept_or_taken_away(folder: Path) -> None:
    path = folder / "proposed.yaml"
    text = path.read_text()
    status = "  status: proposed\n"
    path.write_text(text.replace(status, f"  claim: truce is possible\n{status}", 2))
    desk = Desk.opened(folder)
    assert [desk.state.draft(one).claim for one in (ONE, TWO)] == ["truce is possible"] * 2
    draft = desk.state.draft(TWO)
    desk.edit(draft, FIELDS["claim"](draft, "-", desk.state.case.situation), "Ann")
    accept(folder, ONE, TWO)
    case = load_case(folder)
    one, two = (case.item(item_id).claim for item_id in (ONE, TWO))
    assert one is not None and one.text == "truce is possible" and two is None


@pytest.mark.parametrize("name", ["pass.html", "pass.json"])
def test_what_was_taken_out_of_another_file_is_reviewed_too(folder: Path, name: str) -> None:
    report = folder.parent / name
    body = "<p>North said that the pass may open. South met North on Sunday, and talks go on.</p>"
    texts = {
        "pass.html": f"<html><head><title>Pass</title></head><body>{body}</body></html>",
        "pass.json": json.dumps({"data": [{"fields": {"title": "Pass", "body-html": body}}]}),
    }
    report.write_text(texts[name])
    assert run(["read", str(report), "--case", str(folder)]) == 0
    desk = Desk.opened(folder)
    assert not desk.state.refused and len(desk.state.waiting(Wanted(source="pass"))) == 2
    accept(folder, *desk.state.waiting(Wanted(source="pass")))
    assert len(load_case(folder).items) == 3
    text = folder / "sources" / "pass.txt"
    text.write_text(text.read_text() + "More.\n")
    assert len(Desk.opened(folder).state.refused) == 1
