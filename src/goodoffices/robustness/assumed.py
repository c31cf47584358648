"""What the program assumes where a file gives no number, in one place; printed with results."""

from __future__ import annotations

from goodoffices.model.preference import Sure

PHI = {"firm": 0.0, "likely": 0.3, "guess": 0.7}
"""Word of ``sure`` → φ of the Mallows model (``mallows``)."""

LEVER_ON = 0.5
"""How often a lever is on where levers are varied."""


def phi_of(sure: Sure) -> float:
    """φ of a link, from 0 (firm) to 1 (any order is as likely)."""
    return PHI[sure.word] if sure.phi is None else sure.phi


def of_words(words: set[str]) -> str:
    """What the words of ``sure`` that occur were taken to mean; "" for none."""
    said = [f"{word} {PHI[word]:g}" for word in ("likely", "guess") if word in words]
    if not said:
        return ""
    return (
        f"how sure an order of statements is, as φ of the Mallows model: {', '.join(said)}; "
        "0 is the order as written, 1 any order alike, and a run has the φ of its least sure link"
    )


OF_BEHAVIOURS = "each behaviour of a list is as likely as the others"
OF_LEVERS = f"each lever is on in {LEVER_ON:.0%} of the variants, whatever it costs"
OF_REST = "a type without a probability takes what the others leave"
INDEPENDENT = "uncertain inputs are independent of each other"
