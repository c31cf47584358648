"""A .gmcr file read literally: every combination of options is tried, nothing is translated.

The data are taken to be valid. Parties are "p0", "p1", ... and options "o0", "o1", ... by their
place in the file's lists, so that names mean nothing here. The first option is the lowest bit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .concepts import CONCEPTS, FIVE
from .conflict import Conflict

Document = Mapping[str, Any]


def holds(condition: Any, state: int) -> bool:
    """A list of [option, "Y"|"N"] holds if all of it does, a compound if one of its members
    does."""
    if isinstance(condition, Mapping):
        return any(holds(member, state) for member in condition["members"])
    return all((state >> option & 1 == 1) == (sign == "Y") for option, sign in condition)


def feasible(document: Document) -> tuple[int, ...]:
    """The states in which no infeasible condition holds, by increasing binary value."""
    return tuple(
        state
        for state in range(2 ** len(document["options"]))
        if not any(holds(condition, state) for condition in document["infeasibles"])
    )


def by_ranking(document: Document) -> bool:
    """Whether the rankings count and not the statements."""
    if "useManualPreferenceRanking" in document:
        return bool(document["useManualPreferenceRanking"])
    return bool(document.get("useManualPreferenceVectors", False))


def ranking(party: Document) -> Sequence[Any]:
    """State numbers from best to worst, ties as nested lists."""
    key = "preferenceRanking" if "preferenceRanking" in party else "preferenceVector"
    found: Sequence[Any] = party[key]
    return found


def score(document: Document, party: Document, state: int, number: int) -> tuple[int, ...]:
    """What a state is compared by: greater is better. `number` counts feasible states from 1."""
    if not by_ranking(document):
        return tuple(int(holds(statement, state)) for statement in party["preferences"])
    for place, entry in enumerate(ranking(party)):
        if number in (entry if isinstance(entry, list) else [entry]):
            return (-place,)
    raise ValueError(f"the ranking leaves out state {number}")


def ranks(document: Document, party: Document) -> dict[int, int]:
    """1 for the worst feasible states, one more for each better class."""
    scores = {
        state: score(document, party, state, number)
        for number, state in enumerate(feasible(document), 1)
    }
    classes = sorted(set(scores.values()))
    return {state: classes.index(one) + 1 for state, one in scores.items()}


def read(document: Document) -> Conflict:
    """The conflict that a document describes."""
    parties = {f"p{place}": party for place, party in enumerate(document["decisionMakers"])}
    owners: dict[int, list[str]] = {place: [] for place in range(len(document["options"]))}
    for party, body in parties.items():
        for option in body["options"]:
            owners[option].append(party)
    kept = {"fwd": True, "back": False}
    return Conflict(
        parties=tuple(parties),
        options=tuple((who[0] if who else "", f"o{place}") for place, who in owners.items()),
        feasible=feasible(document),
        ranks={party: ranks(document, body) for party, body in parties.items()},
        one_way=tuple(
            (f"o{place}", kept[option["permittedDirection"]])
            for place, option in enumerate(document["options"])
            if option["permittedDirection"] in kept
        ),
        shared=tuple((party, f"o{place}") for place, who in owners.items() for party in who[1:]),
    )


def verdicts(conflict: Conflict) -> dict[str, dict[int, list[int]]]:
    """For each of the five concepts and each state the places of the parties that stay."""
    return {
        name: {
            state: [
                place
                for place, party in enumerate(conflict.parties)
                if CONCEPTS[name](conflict, party, state)
            ]
            for state in conflict.feasible
        }
        for name in FIVE
    }


def solve(document: Document) -> list[dict[str, Any]]:
    """Each feasible state: its id, the ranks by the parties' places, who is stable."""
    conflict = read(document)
    found = verdicts(conflict)
    return [
        {
            "id": state,
            "ranks": [conflict.ranks[party][state] for party in conflict.parties],
            "stable": {name: found[name][state] for name in FIVE},
        }
        for state in conflict.feasible
    ]
