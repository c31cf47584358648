"""One single change of a model: what it touches, and the situation that it gives."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.model.apply import Variant
from goodoffices.model.situation import Situation

PLACE, DROP, OPPOSITE, SWAP = "place", "drop", "opposite", "swap"
RULE, OPTION, BEHAVIOUR, TYPE, LEVER = "rule", "option", "behaviour", "type", "lever"
KINDS = (PLACE, DROP, OPPOSITE, SWAP, RULE, OPTION, BEHAVIOUR, TYPE, LEVER)
"""Kinds of single changes, in the order in which they are tried."""

ASSUMED = KINDS[:-1]
"""What is tried unless kinds are chosen: what may be wrong in the model. What somebody could do (a
lever) is no assumption."""

STATEMENT, RANKING = "statement", "ranking"
"""The parts that place, drop and opposite touch, and swap; other parts are called as their kind."""

OF_STATEMENTS = (PLACE, DROP, OPPOSITE)


@dataclass(frozen=True)
class Part:
    """A part of the model that single changes touch.

    ``what``: statement, ranking, rule, option, behaviour, type or lever. ``about``: the party, or
    for a rule its name or number from 1, for an option and a lever its name. ``place``: of a
    statement, from 1 (most important first; a tie is one, a ranking takes a place too, a line of
    strength none); in a ranking the better of two neighbouring places. ``text``: how the file says
    it; for a tie one text for each statement, for a ranking the entries of both places.
    """

    what: str
    about: str
    place: int = 0
    text: tuple[str, ...] = ()


@dataclass(frozen=True)
class Single:
    """One change of one part.

    ``id`` names it on the command line. ``moved``: by how many places a statement goes down
    (negative: up), 0 for other kinds. ``value``: the new behaviour or type; ``closed`` or
    ``opened``; ``on`` or ``off``; of a tie the statement that is dropped or turned round.
    ``situation``: the changed model, literally; ``variant``: the types and levers applied in it.
    """

    id: str
    kind: str
    part: Part
    situation: Situation
    variant: Variant
    moved: int = 0
    value: str = ""


@dataclass(frozen=True)
class Untried:
    """A change, or a part, that was not tried, and why."""

    id: str
    why: str
