"""Rules, names for propositions, and the parts of a model that say what cannot be."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.errors import NOWHERE, Place
from goodoffices.model.change import Range
from goodoffices.model.expression import Expression


@dataclass(frozen=True, slots=True)
class Rule:
    """What cannot be otherwise: a state in which ``holds`` is false is not feasible.

    ``probability`` is for robustness; as written the rule holds.
    """

    holds: Expression
    name: str = ""
    because: tuple[str, ...] = ()
    probability: Range | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Named:
    """A name for a proposition (a term) or for a situation (a named state).

    ``words`` is how prose calls it, as it would stand after "with": ``a ceasefire``.
    """

    id: str
    means: Expression
    words: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class NoMove:
    """Transitions that ``by`` cannot make although both states are feasible."""

    by: str
    source: Expression
    target: Expression
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Graph:
    """A conflict given as a graph: states (key, text) and per party the arcs between keys."""

    states: tuple[tuple[str, str], ...]
    moves: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    place: Place = NOWHERE
