"""A share of the variants tried, and how far chance alone may have moved it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from goodoffices.series.proportion import Proportion


@dataclass(frozen=True)
class Share:
    """``count`` of ``of`` variants.

    ``mc_se`` is the standard error √(p (1 − p) / n), 0 where all or none have it. What is shown
    as an interval is Wilson's (``series.proportion``), which has a width there too: with none of
    10,000 it ends at 0.0004. Both tell of the error of sampling at the mid-points and of nothing
    else; the range that comes from imprecise probabilities is another thing (``cells``).
    """

    count: int
    of: int

    def __post_init__(self) -> None:
        if not (self.of > 0 and 0 <= self.count <= self.of):
            raise ValueError(f"{self.count} of {self.of} is no share")

    @property
    def share(self) -> float:
        return self.count / self.of

    @property
    def mc_se(self) -> float:
        return sqrt(self.share * (1 - self.share) / self.of)

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval, 95 %."""
        found = Proportion(self.count, self.of)
        return found.low, found.high
