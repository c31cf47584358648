"""Small feed files of every kind, written where a test wants them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ACLED_HEAD = (
    "event_id_cnty,event_date,year,event_type,sub_event_type,actor1,actor2,admin1,location,country,"
    "notes,fatalities,timestamp"
)
ACLED_ROWS = (
    "R1,07 October 2023,2023,Battles,Armed clash,Northern Army,Southern Front,East,Rivertown,Mali,"
    '"a,\nb",12,1',
    "R2,2023-10-07,2023,Protests,Peaceful protest,Protesters (North),,West,Hilltown,Mali,m,0,1",
    "R3,2023-10-09,2023,Battles,Armed clash,Southern Front,Civilians (North),East,Rivertown,Mali,n"
    ",3,1",
    "R4,2023-12-01,2023,Battles,Attack,Southern Front,Northern Army,East,Rivertown,Mali,n,,1",
)
CASE = """goodoffices: 1
title: River talks
parties:
  north: {name: North, aliases: [Northern Army], options: {truce: stop}, prefers: [north.truce]}
  south: {name: Southern Front, options: {truce: stop}, prefers: [south.truce]}
now: []
"""
PAX = (
    "AgtId,Agt,Dat,Con,Stage,Ver,Ce,TjPrire,GRef",
    '1,"Accord, first",1994-02-03,Mali,Cea,1,2,0,1',
    "2,Accord two,1999-02-03,Mali/Niger,SubPar,1,0,1,0",
    "3,Accord three,2004-02-03,Chad,Cea,1,3,,0",
    "4,Accord four,,Chad,Imp,1,1,0,1",
)
HXL = (
    "When,Where,Affected,By",
    "#date,#adm1,#affected+ind,#org",
    "2024-01-01,North,1,A",
    "2024-01-01,South,2,A",
    "2024-01-02,North,3,A",
    "2024-01-02,South,,A",
)
RECORD: dict[str, Any] = {
    "id": "one",
    "date": "2001-02-03",
    "source": [{"actorText": "Malian", "code": "MLI", "sector": "GOV"}],
    "target": [{"actorText": "United Nations", "code": "IGO"}],
    "event": "AGREE",
    "text": "Malian officials agreed.",
    "mode": "meet",
    "eventLoc": {"name": "Bamako", "country code": "ML"},
    "dead": "3",
}


def written(path: Path, *lines: str) -> Path:
    """A file of these lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def acled(folder: Path, name: str = "acled.csv") -> Path:
    """Four events; the last has no number of fatalities."""
    return written(folder / name, ACLED_HEAD, *ACLED_ROWS)


def pax(folder: Path) -> Path:
    """Four agreements; the last has no date."""
    return written(folder / "pax.csv", *PAX)


def hxl(folder: Path) -> Path:
    """Two places on two days; one cell is empty."""
    return written(folder / "hxl.csv", *HXL)


def plover(folder: Path, records: object, name: str = "plover.json") -> Path:
    """Records as a JSON list."""
    return written(folder / name, json.dumps(records, ensure_ascii=False, indent=1))


def case(folder: Path) -> Path:
    """A case whose parties are those of the ACLED rows."""
    written(folder / "situation.yaml", CASE)
    return folder
