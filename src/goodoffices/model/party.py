"""Parties and their options."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.errors import NOWHERE, Place
from goodoffices.model.preference import Preference

Because = tuple[str, ...]
"""Evidence ids; ``("assumption",)`` for the word; ``()`` where nothing is given."""

ASSUMPTION: Because = ("assumption",)
"""The mark of a model element that the analyst declares to be an assumption."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that a party can do or leave, as an infinitive: ``accept a ceasefire``.

    ``name`` is ``party.option``. ``also`` lists further parties who may take or drop it.
    """

    party: str
    id: str
    does: str
    also: tuple[str, ...] = ()
    because: Because = ()
    place: Place = NOWHERE

    @property
    def name(self) -> str:
        return f"{self.party}.{self.id}"


@dataclass(frozen=True, slots=True)
class AttitudeReason:
    """What an attitude that a file states rests on; ``towards`` is the other party's id."""

    towards: str
    because: Because = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Party:
    """A decision maker of the literature: who has options, preferences and a way to look ahead.

    ``behaviour`` lists concepts; as written the first counts, the rest are for robustness.
    ``attitudes``: (party, 1, 0 or −1) where it is for, indifferent to or against what another
    party, or itself, prefers; empty for the ordinary case, for itself and indifferent to others.
    ``attitude_reasons``: what each of them rests on, in the same order.
    """

    id: str
    name: str
    options: tuple[Option, ...] = ()
    preference: Preference = Preference()
    behaviour: tuple[str, ...] = ("seq",)
    role: str = ""
    aliases: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    attitudes: tuple[tuple[str, int], ...] = ()
    attitude_reasons: tuple[AttitudeReason, ...] = ()
    because: Because = ()
    place: Place = NOWHERE

    @property
    def degrees(self) -> int:
        """The greatest degree of preference that decides what deters it; 1 where none does.

        Of what is wanted for another's sake or by a share of the party no degrees are defined.
        """
        preference = self.preference
        by_degrees = not (self.attitudes or preference.divided or preference.fuzzy)
        return preference.degrees if by_degrees else 1
