"""Whether a sentence says that something is so: its main clause, and what a statement says."""

from __future__ import annotations

import pytest

from goodoffices.reading.read import proposals

SO = (
    "The two sides signed.",
    "The deal, which was not signed in public, took effect.",
    "If no fuel arrives, the pumps will stop.",
    "The army said it would leave because it had no orders.",
    "Not only the army but also the police left.",
    "A town with no water was shelled.",
    "The failure to agree led to clashes.",
    "The rejected plan was published.",
    "The road was safe, residents who had not left said.",
    "The envoys expressed concerns over a lack of political will.",
    "The army, not the police, opened fire.",
    "The minister said that those who had no papers could cross.",
    "There is no doubt that the gate is open.",
    "The court ruled that the vote was fair.",
    "The old rules were read out.",
)
NOT_SO = (
    "The two sides did not sign.",
    "If fuel arrives, the pumps will not stop.",
    "The army said it would not leave.",
    "The rebels denied any role in the ambush.",
    "The minister did not say when the road would open.",
    "No convoy arrived on Sunday.",
    "The council failed to agree.",
    "Voters rejected the constitution.",
    "The bridge has never been repaired.",
    "The road wasn’t safe, residents said.",
    "There was no political will in the chamber to debate the bill.",
    '"We will not leave," the mayor said.',
    "The camp lacks clean water.",
    "The movement ruled out a truce.",
    "The storm ruled out a search.",
    "A truce was ruled out by the movement.",
)


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [*((one, "positive") for one in SO), *((one, "negative") for one in NOT_SO)],
)
def test_polarity_is_that_of_the_main_claim(sentence: str, polarity: str) -> None:
    (one,) = proposals(sentence, "report")
    assert one.polarity == polarity
