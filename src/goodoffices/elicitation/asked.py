"""What an elicitation is about: a party, its statements, and the states that they tell apart."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.elicitation.differences import Ground
from goodoffices.elicitation.session import Levels
from goodoffices.errors import RequestError
from goodoffices.model.expression import Expression
from goodoffices.model.party import Party
from goodoffices.model.preference import Level, Line, PartialOrder, Ranking
from goodoffices.states import StateSpace, parse_for

INSTEAD = 'give the statements to order with --statements "EXPRESSION; EXPRESSION; …"'


@dataclass(frozen=True)
class Asked:
    """``wants``: the statements, in the order of ``ground``. ``written``: how they stand by level.

    ``given``: whether they were given instead of taken from the party's preferences.
    """

    space: StateSpace
    party: Party
    wants: tuple[Expression, ...]
    written: Levels
    given: bool
    ground: Ground

    def fingerprint(self) -> str:
        """SHA-256 of what answers mean: options, states, statements and where they are true."""
        situation = self.space.situation
        keys = [] if situation.graph is None else [key for key, _ in situation.graph.states]
        head = [[o.name for o in situation.options], keys, [str(want) for want in self.wants]]
        found = hashlib.sha256(json.dumps(head, separators=(",", ":")).encode("ascii"))
        found.update(self.ground.ids.astype("<u8").tobytes())
        found.update(np.packbits(self.ground.truth, axis=1).tobytes())
        return found.hexdigest()


def asked_as_written(space: StateSpace, party: Party) -> Asked:
    """About the statements that the party has.

    Raises ``RequestError`` where its preferences are of another form.
    """
    _replaceable(party)
    levels: list[tuple[Expression, ...]] = []
    for criterion in party.preference.criteria:
        if not isinstance(criterion, Level):
            found = f"the preferences of {party.id} are a ranking of situations"
            raise RequestError(f"{found}; expected statements; {INSTEAD}")
        if criterion.weighted:
            found = f"statements of {party.id} have weights"
            raise RequestError(f"{found}; expected statements that count alike; {INSTEAD}")
        levels.append(tuple(one.want for one in criterion.statements))
    if not levels:
        raise RequestError(f"{party.id} has no statements; expected two or more; {INSTEAD}")
    return _asked(space, party, levels, False)


def asked_as_given(space: StateSpace, party: Party, texts: Sequence[str]) -> Asked:
    """About these statements. Raises ``RequestError`` for one that is wrong, and where an order of
    statements could not take the place of what the file says."""
    _replaceable(party)
    wants = [parse_for(space.situation, text) for text in texts]
    return _asked(space, party, [(want,) for want in wants], True)


def _replaceable(party: Party) -> None:
    """Raises ``RequestError`` for what would stand beside an order of statements and change it."""
    preference = party.preference
    kinds = {type(one) for one in preference.criteria}
    found = {
        "divided": preference.divided is not None,
        "fuzzy": preference.fuzzy is not None,
        "partial_order": PartialOrder in kinds,
        "lines of strength (strongly:)": Line in kinds
        or any(isinstance(one, Ranking) and one.lines for one in preference.criteria),
        "strongly_by": bool(preference.strongly_by),
        "pairs left open (unknown:)": bool(preference.open),
        "statements of unknown direction": any(one.unknown for one in preference.statements()),
        "extension": bool(preference.extension),
    }
    there = [what for what, is_there in found.items() if is_there]
    if there:
        raise RequestError(
            f"{party.id} has {' and '.join(there)}, and an order of statements would not say what "
            "that says; expected statements or a ranking alone; take it out of the file first"
        )


def _asked(
    space: StateSpace, party: Party, levels: Sequence[tuple[Expression, ...]], given: bool
) -> Asked:
    wants = tuple(want for level in levels for want in level)
    for at, want in enumerate(wants):
        if want in wants[:at]:
            found = f'the statement "{want}" of {party.id} stands twice'
            raise RequestError(f"{found}; expected every statement once; take one of them out")
    numbers = iter(range(len(wants)))
    written = tuple(tuple(next(numbers) for _ in level) for level in levels)
    truth = np.array([space.truth(want) for want in wants], dtype=np.bool_)
    ground = Ground(truth.reshape(len(wants), len(space)), space.ids)
    return Asked(space, party, wants, written, given, ground)
