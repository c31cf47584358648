"""n of N, with an interval for the share behind it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True)
class Proportion:
    """``count`` of ``of``; ``low`` and ``high``: Wilson's interval, 95 % unless asked otherwise.

    Wilson 1927, J. Am. Stat. Assoc. 22, 209-212, without correction for continuity: with z the
    normal point, (p + z²/2N ± z √(p(1 − p)/N + z²/4N²)) / (1 + z²/N). It takes the N as drawn
    independently of each other.
    """

    count: int
    of: int
    confidence: float = 0.95

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.of:
            raise ValueError(f"{self.count} of {self.of} is no proportion")

    @property
    def share(self) -> float | None:
        """``count`` / ``of``; None of none."""
        return self.count / self.of if self.of else None

    @property
    def low(self) -> float:
        """The lower end; 0 for none of none."""
        return self._end(-1)

    @property
    def high(self) -> float:
        """The upper end; 1 for none of none."""
        return self._end(1)

    def _end(self, sign: int) -> float:
        if self.of == 0 or self.count == (0 if sign < 0 else self.of):
            return 0.0 if sign < 0 else 1.0  # exactly, where sums of rounded numbers only come near
        z = NormalDist().inv_cdf(0.5 + self.confidence / 2)
        p = self.count / self.of
        middle = p + z * z / (2 * self.of)
        half = z * sqrt(p * (1 - p) / self.of + z * z / (4 * self.of * self.of))
        return (middle + sign * half) / (1 + z * z / self.of)
