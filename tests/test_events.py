"""Dated events from ACLED and PLOVER files, and accepted items as PLOVER records."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from goodoffices.errors import InputError
from goodoffices.evidence.item import EvidenceItem, Mention, Part
from goodoffices.evidence.source import Source
from goodoffices.model.party import Party
from goodoffices.model.situation import Situation
from goodoffices.reading.acled import NEEDED, code_of, read_acled
from goodoffices.reading.events import Events, Side
from goodoffices.reading.lexicon import Lexicon
from goodoffices.reading.plover import read_plover
from goodoffices.reading.plover_write import plover_records

HEAD = "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,location,notes,fatalities"
ROW = "MLI1,07 October 2023,Battles,Armed clash,Military Forces of Mali,,Gao,Shots were heard,2"


def acled(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "acled.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def plover(tmp_path: Path, data: object) -> Path:
    path = tmp_path / "plover.json"
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
    return path


def message(path: Path, read: object) -> str:
    assert callable(read)
    with pytest.raises(InputError) as caught:
        read(path)
    return str(caught.value).replace(f"{path}", path.name)


def test_acled_rows_become_events(tmp_path: Path) -> None:
    quoted = 'MLI2,2023-10-08,Protests,Peaceful protest,Protesters (Mali),,Kayes,"two\nlines",0'
    last = "MLI3,2023-10-09,Battles,Armed clash,Mutineers,Military Forces of Mali,Gao,x,"
    events = read_acled(acled(tmp_path, HEAD, ROW, quoted, last), Lexicon())
    first, second, third = events.rows
    assert (first.id, first.date, first.type) == ("MLI1", date(2023, 10, 7), "Battles")
    assert (first.mode, first.place, first.fatalities) == ("Armed clash", "Gao", 2)
    assert first.source == (Side("Military Forces of Mali", "MLI"),)
    assert first.target == ()
    assert first.countries == ("MLI",)
    assert [one.row for one in events.rows] == [2, 3, 5]
    assert (second.fatalities, third.fatalities, third.countries) == (0, None, ("MLI",))


def test_acled_without_a_lexicon_has_no_codes(tmp_path: Path) -> None:
    (one,) = read_acled(acled(tmp_path, HEAD, ROW)).rows
    assert one.source == (Side("Military Forces of Mali"),)


def test_acled_columns_are_refused_by_name(tmp_path: Path) -> None:
    path = acled(tmp_path, HEAD.replace("fatalities", "fatality").replace("notes", "x"), ROW)
    assert message(path, read_acled) == (
        "acled.csv:1:1: the table has no column notes, fatalities; expected the columns "
        f'{", ".join(NEEDED)}; did you mean "fatality"?'
    )


def told(events: Events) -> list[str]:
    return [str(one).split("/")[-1] for one in events.warnings]


def test_acled_rows_that_are_no_events_are_left_out_and_told(tmp_path: Path) -> None:
    wrong = ROW.replace("07 October 2023", "31.02.2023").replace(",2", ",some").replace("MLI1", "")
    minus = ROW.replace(",2", ",-2").replace("MLI1", "MLI2")
    wide = ROW.replace("MLI1", "MLI3") + ",more"
    events = read_acled(acled(tmp_path, HEAD, ROW, wrong, ROW, minus, wide))
    assert [one.row for one in events.rows] == [2]
    assert told(events) == [
        "acled.csv:3:1: an empty cell stands here; the row was left out; expected the event's id",
        'acled.csv:3:2: "31.02.2023" stands here; the row was left out; '
        "expected a date, as 2023-10-07 or 07 October 2023",
        'acled.csv:3:9: "some" stands here; the row was left out; '
        "expected a whole number, 0 or more",
        "acled.csv:4:1: event MLI1 stands in line 2 already; it counts once, as it stands there; "
        "expected one row an event",
        'acled.csv:5:9: "-2" stands here; the row was left out; expected a whole number, 0 or more',
        "acled.csv:6:10: this row has 10 cells and was left out; "
        "expected 9, as many as the headers",
    ]


def test_warnings_are_bounded_however_many_rows_are_wrong(tmp_path: Path) -> None:
    bad = [f"MLI{at},soon,Battles,x,A,B,Gao,n,0" for at in range(300)]
    events = read_acled(acled(tmp_path, HEAD, ROW, *bad))
    assert len(events.rows) == 1
    assert len(events.warnings) == 41
    assert "260 more like these" in str(events.warnings[-1])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Military Forces of Israel (2022-)", "ISR"),
        ("Hamas Movement", "PSE"),
        ("Israeli-occupied land of Syria", "SYR"),
        ("United Nations peacekeepers", "IGO"),
        ("Unidentified Armed Group (Mali)", "MLI"),
        ("Rioters", ""),
    ],
)
def test_a_short_description_is_coded(text: str, code: str) -> None:
    assert code_of(text, Lexicon()) == code


RECORD = {
    "id": "one",
    "date": "2001-02-03",
    "source": [{"actorText": "Malian", "code": "MLI", "sector": "GOV"}],
    "target": [{"actorText": "United Nations", "code": "IGO"}],
    "event": "AGREE",
    "text": "Malian officials agreed with the United Nations.",
    "eventLoc": {"name": "Bamako", "country code": "ML"},
    "dead": "3",
}


def test_plover_records_become_events(tmp_path: Path) -> None:
    about = {"id": "about", "event": "DOCUMENT"}
    (one,) = read_plover(plover(tmp_path, [about, RECORD])).rows
    assert (one.id, one.date, one.type, one.row) == ("one", date(2001, 2, 3), "AGREE", 2)
    assert one.source == (Side("Malian", "MLI", "GOV"),)
    assert one.target == (Side("United Nations", "IGO"),)
    assert one.countries == ("MLI",)
    assert (one.place, one.country, one.fatalities) == ("Bamako", "ML", 3)


def test_plover_oddities_are_warnings(tmp_path: Path) -> None:
    odd = RECORD | {"source": "", "target": "diplomatic", "dead": "many", "eventLoc": "x"}
    events = read_plover(plover(tmp_path, [RECORD, odd]))
    assert [str(one).split(": ", 1)[1] for one in events.warnings] == [
        'the id "one" is that of record 1 already; expected ids used once',
        '"diplomatic" stands in place of a list in record 2; it has no code; '
        "expected a list of {actorText, code, sector}",
    ]
    assert events.rows[1].source == ()
    assert events.rows[1].target == (Side("diplomatic"),)
    assert events.rows[1].fatalities is None


def test_plover_mistakes_are_told_together(tmp_path: Path) -> None:
    data = [
        5,
        {"id": "a", "date": "", "event": 3},
        RECORD | {"date": "soon"},
        RECORD | {"id": "b", "source": 4, "target": [{"code": "MLI"}]},
    ]
    events = read_plover(plover(tmp_path, data))
    assert [str(one).split(": ", 1)[1] for one in events.warnings] == [
        "record 1 is no object; it was left out; expected an object with the fields of PLOVER",
        "record 2 has no date, event; it was left out; "
        "expected the fields id, date, event, each a text",
        '"soon" stands in record 3; it was left out; expected a date YYYY-MM-DD',
        "4 stands in place of a list in record 4; expected a list of {actorText, code, sector}",
        "an actor without actorText in record 4; expected a list of {actorText, code, sector}",
    ]
    assert [(one.id, one.source, one.target) for one in events.rows] == [("b", (), ())]


def test_plover_wants_a_list(tmp_path: Path) -> None:
    told = message(plover(tmp_path, {"id": "a"}), read_plover)
    assert told == (
        "plover.json:1:1: the file is no list of records; expected a JSON list of PLOVER records"
    )
    path = tmp_path / "cut.json"
    path.write_text('[{"id": "a"', encoding="utf-8")
    assert "the file ends in the middle" in message(path, read_plover)


TEXT = "Malian officials agreed with Ruritania on a truce."
SOURCES = {"r": Source("r", "r.txt", TEXT, publisher="Daily", date=date(2024, 5, 6))}
ITEM = EvidenceItem(
    "e1",
    "r",
    (0, len(TEXT)),
    TEXT,
    "fact",
    actors=(Mention((0, 16), "", "officials"), Mention((29, 38), "ruritania")),
    cue=Part((17, 23), "agreement"),
)
LEXICON = Lexicon(Situation("s", (Party("ruritania", "Ruritania"),)))


def test_accepted_items_become_records_that_are_read_back(tmp_path: Path) -> None:
    exported = plover_records([ITEM], SOURCES, {"e1": "AGREE"}, LEXICON)
    (record,) = exported.records
    assert record["source"] == [{"actorText": "Malian officials", "code": "MLI", "sector": "GOV"}]
    assert record["target"] == [{"actorText": "Ruritania", "code": ""}]
    assert (record["eventText"], record["publication"]) == ("agreed", "Daily")
    (event,) = read_plover(plover(tmp_path, exported.records)).rows
    assert (event.id, event.date, event.type) == ("e1", date(2024, 5, 6), "AGREE")
    assert (event.text, event.countries) == (TEXT, ("MLI",))


def test_what_cannot_be_a_record_is_told() -> None:
    rejected = EvidenceItem("e2", "r", (0, 6), "Malian", "fact", status="rejected")
    silent = EvidenceItem("e3", "r", (0, 6), "Malian", "fact")
    lost = EvidenceItem("e4", "gone", (0, 6), "Malian", "fact")
    untyped = EvidenceItem("e5", "r", (0, 6), "Malian", "fact", actors=ITEM.actors)
    types = dict.fromkeys(("e2", "e3", "e4"), "AGREE")
    exported = plover_records([rejected, silent, lost, untyped], SOURCES, types, LEXICON)
    assert exported.records == ()
    assert exported.left_out == {
        "e2": "it is rejected",
        "e3": "nobody acts or speaks in it",
        "e4": 'there is no source "gone"',
        "e5": "it has no event type",
    }
