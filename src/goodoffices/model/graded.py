"""Preferences by shares and degrees: a divided party, fuzzy preference."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from goodoffices.errors import NOWHERE, Place
from goodoffices.model.preference import Group, Preference


@dataclass(frozen=True, slots=True)
class GradedPair:
    """How far ``better`` is preferred to ``worse``, from 0 to 1, and the other way round."""

    better: Group
    worse: Group
    degree: Fraction
    reverse: Fraction
    place: Place = NOWHERE
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Faction:
    """A part of a divided party: its share of the whole and its own order of the states."""

    id: str
    share: Fraction
    preference: Preference
    place: Place = NOWHERE
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Divided:
    """Shares that prefer one state to another, and the thresholds of what they bring about."""

    factions: tuple[Faction, ...] = ()
    pairs: tuple[GradedPair, ...] = ()
    alpha: Fraction = Fraction(1, 2)
    beta: Fraction = Fraction(1, 2)
    gamma: Fraction = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Degrees of preference for some pairs, and the certainty from which the party acts."""

    threshold: Fraction
    pairs: tuple[GradedPair, ...] = ()
