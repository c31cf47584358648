"""Random .gmcr documents with at least one feasible state, as plain data."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from .gmcr import feasible

Json = dict[str, Any]

NAMES = (
    *("Strike", "strike", "STRIKE!", "strike 2", "strike_2", "Strike", "and", "not", "of", "true"),
    *("", " ", "---", "7", "1e3", "null", "yes", "Zölle senken", "Öl", "ол", "封鎖", "a: b", "#"),
    *("state", "a.b", "x" * 80, "two\nlines", "tab\there", '"quoted"', "É", "E", "at least", "~"),
)
KEYS = ("colour", "x-y", "1", "null", "<<", "~", "", "ünï", "and", "note", "a.b", "=", "lastEdit")
names = st.sampled_from(NAMES) | st.text(max_size=8)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | names,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3)
    ),
    max_leaves=5,
)
unknown = st.just({}) | st.dictionaries(st.sampled_from(KEYS), values, max_size=3)


@st.composite
def simple(draw: st.DrawFn, n_options: int, least: int = 0) -> list[Any]:
    """[option, "Y"|"N"] pairs; an option may stand twice, also with both signs."""
    size = draw(st.integers(least, 3))
    return [[draw(st.integers(0, n_options - 1)), draw(st.sampled_from("YN"))] for _ in range(size)]


@st.composite
def conditions(draw: st.DrawFn, n_options: int, least: int = 0) -> Any:
    """A simple or a compound condition; it may be empty, or hold nowhere."""
    if draw(st.integers(0, 3)):
        return draw(simple(n_options, least))
    return {"compound": True, "members": draw(st.lists(simple(n_options, least), max_size=3))}


@st.composite
def rankings(draw: st.DrawFn, n_states: int) -> list[Any]:
    """Every state number once, some of them tied."""
    chance = Random(draw(st.integers(0, 2**32)))
    numbers = list(range(1, n_states + 1))
    chance.shuffle(numbers)
    tied = draw(st.sampled_from([0, 0.1, 0.5]))
    found: list[Any] = []
    for number in numbers:
        if found and chance.random() < tied:
            before = found.pop()
            found.append([*(before if isinstance(before, list) else [before]), number])
        else:
            found.append([number] if chance.random() < 0.1 else number)
    return found


@st.composite
def coalitions(draw: st.DrawFn, n_parties: int) -> list[Any]:
    """Party indexes; groups are nested lists."""
    found: list[Any] = []
    for party in draw(st.permutations(range(n_parties))):
        if found and draw(st.booleans()):
            before = found.pop()
            found.append([*(before if isinstance(before, list) else [before]), party])
        else:
            found.append(party)
    return found


@st.composite
def documents(draw: st.DrawFn, max_options: int = 6, old: bool | None = None) -> Json:
    """A whole document; `old` says whether rankings stand under the keys of older files."""
    n_parties = draw(st.sampled_from([2, 2, 2, 3, 3, 4]))
    n_options = draw(st.sampled_from([2, 3, 4, 4, 5, 5, *[max_options] * 3]))
    owners = [draw(st.integers(0, n_parties - 1)) for _ in range(n_options)]
    held = [[at for at, owner in enumerate(owners) if owner == party] for party in range(n_parties)]
    if draw(st.integers(0, 5)) == 0:
        option, party = draw(st.integers(0, n_options - 1)), draw(st.integers(0, n_parties - 1))
        held[party] = [*held[party], *([] if option in held[party] else [option])]
    document: Json = {
        "options": [
            {
                "name": draw(names),
                "permittedDirection": draw(
                    st.sampled_from(["both", "both", "both", "fwd", "back"])
                ),
                **draw(unknown),
            }
            for _ in range(n_options)
        ],
        "infeasibles": draw(st.lists(conditions(n_options, draw(st.integers(0, 2))), max_size=4)),
    }
    while not feasible(document):
        document["infeasibles"].pop()
    n_states = len(feasible(document))
    if old is None:
        old = draw(st.booleans())
    manual = draw(st.booleans())
    ranked = manual or draw(st.booleans())
    document["decisionMakers"] = [
        {
            "name": draw(names),
            "options": draw(st.permutations(own)) if draw(st.booleans()) else own,
            "preferences": draw(st.lists(conditions(n_options), max_size=5)),
            **(
                {"preferenceVector" if old else "preferenceRanking": draw(rankings(n_states))}
                if ranked
                else {}
            ),
            **draw(misperceptions(n_options)),
            **draw(unknown),
        }
        for own in held
    ]
    _told_apart(document["options"])
    _told_apart(document["decisionMakers"])
    if manual or draw(st.booleans()):
        document["useManualPreferenceVectors" if old else "useManualPreferenceRanking"] = manual
    if not old or draw(st.booleans()):
        document["coalitions"] = draw(coalitions(n_parties))
    if draw(st.booleans()):
        document |= {"program": "gmcr+", "version": draw(st.sampled_from(["0.4.1", "9", 3, None]))}
    return {**draw(unknown), **document}


@st.composite
def misperceptions(draw: st.DrawFn, n_options: int) -> Json:
    """What a party does not see; mostly the key is missing."""
    if draw(st.integers(0, 2)):
        return {}
    return {"misperceptions": draw(st.lists(conditions(n_options), max_size=2))}


def _told_apart(named: list[Json]) -> None:
    """No two names are the same, though they may still come down to the same id."""
    seen: set[str] = set()
    for one in named:
        while one["name"] in seen and one["name"].strip():
            one["name"] += "!"
        seen.add(one["name"])
