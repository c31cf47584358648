"""A normal-form game judged literally: payoffs per profile, one player deviates at a time.

A profile is a tuple of strategy numbers from 0, one for each player.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from .conflict import Conflict
from .gmcr import verdicts

Profile = tuple[int, ...]


@dataclass(frozen=True)
class Game:
    """How many strategies each player has, and what each profile pays to each player."""

    counts: tuple[int, ...]
    payoffs: Mapping[Profile, tuple[Fraction, ...]]

    def profiles(self) -> list[Profile]:
        """All profiles; the first player's strategy changes fastest."""
        reverse = product(*(range(count) for count in reversed(self.counts)))
        return [tuple(reversed(profile)) for profile in reverse]

    def deviations(self, player: int, profile: Profile) -> list[Profile]:
        """The profiles that differ in this player's strategy only."""
        return [
            (*profile[:player], other, *profile[player + 1 :])
            for other in range(self.counts[player])
            if other != profile[player]
        ]

    def nash(self, player: int, profile: Profile) -> bool:
        """No deviation of the player pays it more."""
        pays = self.payoffs[profile][player]
        return all(
            self.payoffs[other][player] <= pays for other in self.deviations(player, profile)
        )

    def ranks(self, player: int) -> dict[Profile, int]:
        """1 for the profiles that pay the least, one more for each higher payoff."""
        values = sorted({pays[player] for pays in self.payoffs.values()})
        return {profile: values.index(pays[player]) + 1 for profile, pays in self.payoffs.items()}

    def stable(self) -> dict[str, dict[Profile, list[int]]]:
        """For each of the five concepts and each profile the players that stay."""
        listed = self.profiles()
        number = {profile: place for place, profile in enumerate(listed)}
        players = range(len(self.counts))
        conflict = Conflict(
            parties=tuple(f"p{player}" for player in players),
            options=(),
            feasible=tuple(number.values()),
            ranks={
                f"p{player}": {number[p]: rank for p, rank in self.ranks(player).items()}
                for player in players
            },
            keys=tuple(str(profile) for profile in listed),
            arcs={
                f"p{player}": frozenset(
                    (number[before], number[after])
                    for before in listed
                    for after in self.deviations(player, before)
                )
                for player in players
            },
        )
        return {
            name: {listed[state]: who for state, who in found.items()}
            for name, found in verdicts(conflict).items()
        }
