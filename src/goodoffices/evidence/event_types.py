"""The event types of PLOVER: what an analyst may say that an item of evidence tells.

Open Event Data Alliance, Political Language Ontology for Verifiable Event Records. Both the names
of the published records (DEMAND, DISAPPROVE, INVESTIGATE, FIGHT) and those of the later ontology
(REQUEST, ACCUSE) are known.
"""

from __future__ import annotations

from typing import Literal, get_args

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "INVESTIGATE",
    "DEMAND", "REQUEST", "DISAPPROVE", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION",
    "MOBILIZE", "COERCE", "ASSAULT", "FIGHT",
]  # fmt: skip
EVENT_TYPES: tuple[str, ...] = get_args(EventType)
