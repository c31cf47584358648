"""A small case with proposals, for the tests of review."""

from __future__ import annotations

from pathlib import Path

from goodoffices.cli.main import run

SITUATION = """goodoffices: 1
title: Valley talks   # with a comment
parties:
  north:
    name: North
    options: {truce: stop fighting, release: release its prisoners}
    prefers:
      - {want: south.truce, because: [e01]}   # what matters most
  south:
    name: South
    options: {truce: stop fighting}
    prefers: [north.release]
terms: {truce: north.truce and south.truce}
rules:
  # what comes first
  - {name: order, rule: north.release requires truce, because: [e01]}
  - {name: other, rule: south.truce requires north.truce, because: assumption}
now: []
"""
OLD = "South insists on a truce before any exchange.\n"
EVIDENCE = """# By hand; every byte of this stays.
- id: e01
  source: old
  span: [0, 45]
  quote: South insists on a truce before any exchange.   # verbatim
  kind: assessment
  claim: north.release requires truce
"""
SOURCES = """# As received.
old:
  title: An old report
"""
REPORT = (
    "# Notes from the valley\n\n"
    "North said that it would release prisoners. If a truce is reached, aid could follow. "
    "South met North on Monday.\n\n"
    "Talks may resume “next week”, the envoy said.\n"
)


def made(folder: Path, report: str = REPORT, evidence: bytes | None = EVIDENCE.encode()) -> Path:
    """The case with a report read: four proposals, valley_001 to valley_004."""
    (folder / "sources").mkdir(parents=True)
    (folder / "situation.yaml").write_bytes(SITUATION.encode())
    if evidence is not None:
        (folder / "evidence.yaml").write_bytes(evidence)
    (folder / "sources" / "old.txt").write_bytes(OLD.encode())
    (folder / "sources" / "sources.yaml").write_bytes(SOURCES.encode())
    path = folder.parent / "valley.txt"
    path.write_bytes(report.encode())
    assert run(["read", str(path), "--case", str(folder)]) == 0
    return folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of the case."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
