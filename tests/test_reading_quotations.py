"""Sentences that are only a quotation: who speaks stands beside them, in the same paragraph."""

from __future__ import annotations

import pytest

from goodoffices.evidence.item import Mention
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.read import proposals


def who(text: str) -> list[str]:
    """Speaker of each sentence, in words, "" for the author."""
    found = proposals(text, "report")
    return [one.words(one.speaker.span) if one.speaker else "" for one in found if _spans(one)]


def _spans(one: Proposal) -> bool:
    return one.speaker is None or one.speaker.span is not None


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ('"We will not leave," he said. "The road is closed."', ["he", "he"]),
        ("“We stay. We have nowhere to go,” the mayor said.", ["the mayor", "the mayor"]),
        ('"We may fight." The mayor said that talks had failed.', ["The mayor", "The mayor"]),
        ('The mayor said all was calm. "If they come, we go." "All of us."', ["The mayor"] * 3),
        ("The mayor said all was calm.\n\n“The gate may open.”", ["The mayor", ""]),
        ("The gate is open. “We stay.”", ["", ""]),
        ("- The mayor said no.\n- “We stay.”", ["The mayor", ""]),
        ("“We stay.”", [""]),
    ],
)
def test_the_speaker_is_the_one_beside(text: str, speakers: list[str]) -> None:
    assert who(text) == speakers


def test_a_modal_inside_stays_inside_and_the_rule_is_told() -> None:
    text = 'Egyptian Foreign Minister Badr Abdelatty said so. "If all sign, the gate may open."'
    said, quotation = proposals(text, "report")
    assert quotation.kind == "statement" and quotation.why[0] == "statement-only-quoted"
    assert quotation.cue is None and quotation.speaker == said.speaker
    assert isinstance(said.speaker, Mention) and said.speaker.code == "EGY"
    assert quotation.condition is not None and quotation.condition.text == "all sign"


def test_a_quotation_that_nobody_says_keeps_its_kind() -> None:
    (one,) = proposals('"The gate may open."', "report")
    assert one.kind == "outlook" and one.speaker is None
