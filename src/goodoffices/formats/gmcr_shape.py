"""The shape of ``.gmcr``, the JSON save files of the last public GMCR program.

What it does not list is kept: newer and older files of that program hold further keys.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from goodoffices.formats.values import wrong

MOST = Field(max_length=5_000)
"""Of parties, options, conditions: more is no file of that program, and would cost memory."""


class Open(BaseModel):
    """Base: keys beyond these are kept, values are of exactly these kinds, frozen."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True, defer_build=True)


def _pair(value: object) -> object:
    if (
        isinstance(value, list)
        and len(value) == 2
        and type(value[0]) is int
        and value[1] in ("Y", "N")
    ):
        return (value[0], value[1])
    raise wrong(f"{_short(value)} stands here", '[option index, "Y" or "N"]')


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


Pair = Annotated[tuple[int, str], BeforeValidator(_pair)]


class Compound(Open):
    """Several conditions of which one must hold."""

    members: Annotated[list[Annotated[list[Pair], MOST]], MOST]
    compound: bool = True


def _condition(value: object) -> object:
    if isinstance(value, dict):
        return value
    if isinstance(value, list):
        return {"members": [value], "compound": False}
    raise wrong(f"{_short(value)} stands here", 'a list of [option index, "Y" or "N"]')


Condition = Annotated[Compound, BeforeValidator(_condition)]
"""A simple condition is held as the only member of one that is not compound."""


Conditions = Annotated[
    list[Condition], MOST, BeforeValidator(lambda value: [] if value is None else value)
]


def _ranking(value: object) -> object:
    """The whole list at once: rankings are long, and one mistake is enough."""
    if not isinstance(value, list):
        raise wrong(f"{_short(value)} stands here", "a list of states, best first")
    for at, one in enumerate(value):
        tied = isinstance(one, list) and one and all(type(inner) is int for inner in one)
        if type(one) is not int and not tied:
            found = f"entry {at + 1} of the ranking is {_short(one)}"
            raise wrong(found, "a state's number, or a list of tied numbers")
    return value


Ranked = int | list[int]
Ranking = Annotated[list[Any], BeforeValidator(_ranking)]


class OptionShape(Open):
    """An option."""

    name: str
    permittedDirection: Literal["both", "fwd", "back"] = "both"
    id: Any = None
    party: Any = None


class DecisionMaker(Open):
    """A party."""

    name: str
    options: Annotated[list[int], MOST]
    preferences: Conditions = []
    preferenceRanking: Ranking | None = None
    preferenceVector: Ranking | None = None
    misperceptions: Conditions = []
    id: Any = None


class GmcrShape(Open):
    """The whole file."""

    decisionMakers: Annotated[list[DecisionMaker], MOST]
    options: Annotated[list[OptionShape], MOST]
    infeasibles: Conditions = []
    useManualPreferenceRanking: bool | None = None
    useManualPreferenceVectors: bool | None = None
    coalitions: Annotated[list[Any], MOST] | None = None
    program: Any = None
    version: Any = None
    title: Any = None
