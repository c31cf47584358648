"""The measure of a language model's reading, against a server that answers as it is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from llm_stub import Answer, Request, entry, said, serving, words

ROOT = Path(__file__).parents[1]
LABELLED = (ROOT / "tests/data/reading_sentences.tsv").read_text(encoding="utf-8").splitlines()
STATEMENTS = sum(line.startswith("statement\t") for line in LABELLED)
SENTENCES = len(LABELLED) + 16
"""The labelled sentences and those of the founding text."""


def facts(request: Request) -> Answer:
    """Every sentence a fact; Hamas leaders speak, a ceasefire is the condition; 2 is refused."""
    entries = []
    for one in request.material["sentences"]:
        text, number = one["text"], one["number"]
        speaker = words("Hamas leaders", party="hamas") if "Hamas leaders" in text else None
        if "ministry rejected" in text:
            speaker = words("The ministry", party=None)
        if text.startswith("The role of Egypt"):
            speaker = words("No such words", party=None)
        said_if = text.startswith("If a ceasefire")
        condition = words("a ceasefire is", proposition="") if said_if else None
        entries.append(entry(number, speaker=speaker, condition=condition))
    return Answer(said(*entries))


def measured(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "reading_llm.py"), "--model", "toy", *options],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_scores_are_counted() -> None:
    with serving(facts) as stub:
        done = measured("--llm", stub.url)
    assert done.returncode == 0, done.stderr
    rows = {tuple(line.split(" | ")[:2]): line.split(" | ") for line in done.stdout.splitlines()}
    model = {" ".join(key).strip("| "): row[4] for key, row in rows.items() if len(row) > 5}
    assert model["kind founding text"] == f"{6 / 16:.3f}"
    assert model["speaker with party founding text"] == f"{(13 + 1) / 16:.3f}"
    assert model["condition, overlap F founding text"] == f"{2 * 3 / 7 / 4:.3f}"
    assert model["consequence, overlap F founding text"] == "0.000"
    assert model["speaker labelled statements"] == f"{1 / STATEMENTS:.3f}"
    assert float(model["kind labelled sentences"]) > 0.2
    assert f"of {SENTENCES} sentences 1 answers refused, 0 left unread" in done.stdout
    assert '"No such words" does not stand in the sentence' in done.stderr


def test_another_machine_needs_leave_and_nobody_there_is_told() -> None:
    done = measured("--llm", "https://llm.example.org/v1")
    assert done.returncode == 2 and "give --send" in done.stderr
    assert f"{SENTENCES} sentences" in done.stdout and "https://llm.example.org" in done.stdout
    with serving(facts) as stub:
        url = stub.url
    done = measured("--llm", url)
    assert done.returncode == 1 and "nothing listens there" in done.stderr
    assert f"{SENTENCES} left unread" in done.stdout
    assert "no address" in measured("--llm", "nonsense").stderr
