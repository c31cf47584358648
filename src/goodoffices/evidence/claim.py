"""Claims: what an evidence item says, in a form that can be tested against the model.

==================================  ==========================================================
``EXPR``                            no feasible state breaks it
``EXPR is possible``                some feasible state has it
``EXPR can hold``                   some equilibrium of the behaviour profile has it
``EXPR can be reached``             improvements lead from today to a state that has it
``EXPR holds now``                  the status quo has it
``PARTY stays while EXPR``          the party is stable, by its behaviour, wherever it holds
``PARTY leaves EXPR``               the party is unstable, by its behaviour, wherever it holds
``PARTY wants EXPR``                other things equal, the party ranks states with it higher
``PARTY prefers EXPR to EXPR``      every state with the first ranks above every state with
                                    the second (states with both or neither left aside)
``with LEVER [and LEVER], CLAIM``   the claim, in the model with these levers (or
                                    ``PARTY=TYPE``) applied
==================================  ==========================================================
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from goodoffices.model.expression import Expression, names_in
from goodoffices.model.parser import ExpressionError, parse
from goodoffices.model.situation import Situation

FORMS = {
    "always": "EXPR",
    "possible": "EXPR is possible",
    "can hold": "EXPR can hold",
    "reached": "EXPR can be reached",
    "now": "EXPR holds now",
    "stays": "PARTY stays while EXPR",
    "leaves": "PARTY leaves EXPR",
    "wants": "PARTY wants EXPR",
    "prefers": "PARTY prefers EXPR to EXPR",
}

WITH = re.compile(r"\s*with\s+([a-z0-9_=]+(?:\s+and\s+[a-z0-9_=]+)*)\s*,", re.ASCII)
ENDINGS = (
    (re.compile(r"\s+is\s+possible\s*\Z"), "possible"),
    (re.compile(r"\s+can\s+hold\s*\Z"), "can hold"),
    (re.compile(r"\s+can\s+be\s+reached\s*\Z"), "reached"),
    (re.compile(r"\s+holds\s+now\s*\Z"), "now"),
)
PARTIES = (
    (re.compile(r"\s*([a-z][a-z0-9_]*)\s+stays\s+while\s"), "stays"),
    (re.compile(r"\s*([a-z][a-z0-9_]*)\s+leaves\s"), "leaves"),
    (re.compile(r"\s*([a-z][a-z0-9_]*)\s+wants\s"), "wants"),
    (re.compile(r"\s*([a-z][a-z0-9_]*)\s+prefers\s"), "prefers"),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A formal reading of a sentence. ``form`` is a key of ``FORMS``."""

    text: str
    form: str
    expression: Expression
    party: str = ""
    second: Expression | None = None
    levers: tuple[str, ...] = ()
    types: tuple[tuple[str, str], ...] = ()


def parse_claim(text: str) -> Claim:
    """The claim that ``text`` makes. Raises ``ExpressionError`` with the offset of a mistake."""
    levers: list[str] = []
    types: list[tuple[str, str]] = []
    at = 0
    changed = WITH.match(text)
    if changed:
        for name in re.split(r"\s+and\s+", changed.group(1)):
            party, is_type, type_id = name.partition("=")
            if is_type:
                types.append((party, type_id))
            else:
                levers.append(name)
        at = changed.end()
    body = text[at:]
    for pattern, form in PARTIES:
        match = pattern.match(body)
        if match is None:
            continue
        start, second = match.end(), None
        first = body[start:]
        if form == "prefers":
            first, word, rest = _split_to(first, at + start)
            second = _parse(rest, at + start + len(first) + len(word))
        expression = _parse(first, at + start)
        return Claim(text, form, expression, match.group(1), second, tuple(levers), tuple(types))
    form, end = "always", len(body)
    for pattern, name in ENDINGS:
        match = pattern.search(body)
        if match is not None:
            form, end = name, match.start()
    return Claim(text, form, _parse(body[:end], at), "", None, tuple(levers), tuple(types))


def _split_to(text: str, offset: int) -> tuple[str, str, str]:
    match = re.search(r"\sto\s", text)
    if match is None:
        raise ExpressionError(offset, '"prefers" without "to"', "PARTY prefers EXPR to EXPR")
    return text[: match.start()], match.group(), text[match.end() :]


def _parse(text: str, offset: int) -> Expression:
    try:
        return parse(text)
    except ExpressionError as error:
        raise ExpressionError(
            offset + error.offset, error.found, error.expected, error.remedy
        ) from None


def check_claim(
    claim: Claim, situation: Situation, unknown: Callable[[str, str, tuple[str, ...]], None]
) -> None:
    """Calls ``unknown(what, name, valid names)`` for each name that the situation lacks."""
    parties = tuple(party.id for party in situation.parties)
    if claim.party and claim.party not in parties:
        unknown("party", claim.party, parties)
    levers = tuple(lever.id for lever in situation.levers)
    for lever in claim.levers:
        if lever not in levers:
            unknown("lever", lever, levers)
    for party, type_id in claim.types:
        known = tuple(t.id for t in situation.types if t.party == party)
        if party not in parties:
            unknown("party", party, parties)
        elif type_id not in known:
            unknown(f"type of {party}", type_id, known)
    for expression in (claim.expression, claim.second):
        for name in names_in(expression) if expression is not None else ():
            if name.text not in situation.vocabulary:
                unknown("name", name.text, situation.vocabulary)
