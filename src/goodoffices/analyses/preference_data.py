"""What a file says of a preference, as plain data for ``--format json``; numbers as exact text."""

from __future__ import annotations

from collections.abc import Iterable

from goodoffices.model.graded import Divided, Fuzzy, GradedPair
from goodoffices.model.party import Party
from goodoffices.model.preference import Group, PartialOrder, Preference, Ranking

SIGNS = {1: "for", 0: "indifferent", -1: "against"}


def part_data(preference: Preference) -> dict[str, object]:
    """What a party or a faction says beside statements: orders, strength, open pairs."""
    rankings = [one for one in preference.criteria if isinstance(one, Ranking)]
    orders = [one for one in preference.criteria if isinstance(one, PartialOrder)]
    return {
        "rankings": [_ranking(one) for one in rankings],
        "chains": [_ranking(chain) for one in orders for chain in one.chains],
        "strongly_by": list(map(str, preference.strongly_by)),
        "open": [
            {
                "pair": [_group(one.first), _group(one.second)],
                "because": list(one.because),
            }
            for one in preference.open
        ],
        "extension": preference.extension or None,
    }


def party_data(party: Party) -> dict[str, object]:
    """What is said of the whole party: factions, shares, degrees, attitudes."""
    preference = party.preference
    return {
        "divided": _divided(preference.divided) if preference.divided else None,
        "fuzzy": _fuzzy(preference.fuzzy) if preference.fuzzy else None,
        "attitudes": [
            {"towards": who, "attitude": SIGNS[sign], "because": list(because)}
            for who, sign, because in attitudes(party)
        ],
    }


def attitudes(party: Party) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """Who, the sign, and what it rests on; with its own where the file does not state it, and
    none at all for the ordinary case."""
    because = {one.towards: one.because for one in party.attitude_reasons}
    signs = {party.id: 1, **dict(party.attitudes)} if party.attitudes else {}
    return tuple((who, sign, because.get(who, ())) for who, sign in signs.items())


def _divided(divided: Divided) -> dict[str, object]:
    return {
        "alpha": str(divided.alpha),
        "beta": str(divided.beta),
        "gamma": str(divided.gamma),
        "factions": [
            {"id": one.id, "share": str(one.share), "because": list(one.because)}
            for one in divided.factions
        ],
        "pairs": _pairs(divided.pairs),
    }


def _fuzzy(fuzzy: Fuzzy) -> dict[str, object]:
    return {"threshold": str(fuzzy.threshold), "pairs": _pairs(fuzzy.pairs)}


def _pairs(pairs: Iterable[GradedPair]) -> list[dict[str, object]]:
    return [
        {
            "prefer": _group(one.better),
            "to": _group(one.worse),
            "degree": str(one.degree),
            "reverse": str(one.reverse),
            "because": list(one.because),
        }
        for one in pairs
    ]


def _ranking(ranking: Ranking) -> dict[str, object]:
    """``lines``: the first ``after`` places are preferred with that degree to the rest."""
    return {
        "order": [_group(group) for group in ranking.groups],
        "lines": [{"after": after, "degree": degree} for after, degree in ranking.lines],
        "because": list(ranking.because),
    }


def _group(group: Group) -> list[int | str]:
    return [e.state if isinstance(e.state, int) else str(e.state) for e in group]
