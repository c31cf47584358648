"""A series of dated observations, some of them missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import Problem, RequestError

Dates = NDArray[np.datetime64]
Floats = NDArray[np.float64]
MOST_DAYS = 100_000
"""A daily series of more days than this (270 years) has a mistyped date in it."""


@dataclass(frozen=True, eq=False)
class Series:
    """Observations in the order of their dates.

    ``dates``: datetime64[D], shape (n,), strictly increasing, read-only; ``values``: float64,
    shape (n,), read-only, NaN where nothing was observed; ``lines``: the line of the file that
    each stands in, length n, or empty where it comes from no file. ``file``: where it was read;
    ``warnings``: what is odd but legal; ``added``: where rows were added up or counted, the lines
    of those rows for each date, length n, else empty.
    """

    name: str
    dates: Dates
    values: Floats
    unit: str = ""
    file: str = ""
    lines: tuple[int, ...] = ()
    warnings: tuple[Problem, ...] = ()
    added: tuple[tuple[int, ...], ...] = ()

    def __post_init__(self) -> None:
        dates = np.array(self.dates, dtype="datetime64[D]")
        values = np.array(self.values, dtype=np.float64)
        if dates.ndim != 1 or dates.shape != values.shape:
            raise ValueError(f"dates of shape {dates.shape}, values of shape {values.shape}")
        if self.lines and len(self.lines) != len(dates):
            raise ValueError(f"{len(self.lines)} lines for {len(dates)} observations")
        if self.added and len(self.added) != len(dates):
            raise ValueError(f"lines added up for {len(self.added)} of {len(dates)} observations")
        if np.isnat(dates).any() or (np.diff(dates) <= np.timedelta64(0, "D")).any():
            raise ValueError(f"the dates of {self.name} do not strictly increase")
        if np.isinf(values).any():
            raise ValueError(f"{self.name} has an infinite value")
        dates.flags.writeable = values.flags.writeable = False
        object.__setattr__(self, "dates", dates)
        object.__setattr__(self, "values", values)

    def __len__(self) -> int:
        return len(self.dates)

    @property
    def first(self) -> date | None:
        """The first date; None for an empty series."""
        return self.dates[0].item() if len(self) else None

    @property
    def last(self) -> date | None:
        """The last date; None for an empty series."""
        return self.dates[-1].item() if len(self) else None

    @property
    def missing(self) -> int:
        """How many dates have no value."""
        return int(np.isnan(self.values).sum())

    def until(self, day: date) -> Series:
        """What was known at the end of ``day``: the observations dated up to it."""
        count = int(np.searchsorted(self.dates, np.datetime64(day, "D"), side="right"))
        return replace(
            self,
            dates=self.dates[:count],
            values=self.values[:count],
            lines=self.lines[:count],
            added=self.added[:count],
        )

    def daily(self) -> Series:
        """Every day from the first date to the last; days without an observation are missing.

        Raises ``RequestError`` where that would be more than ``MOST_DAYS``.
        """
        if len(self) == 0:
            return self
        days = int((self.dates[-1] - self.dates[0]) // np.timedelta64(1, "D")) + 1
        if days == len(self):
            return self
        if days > MOST_DAYS:
            raise RequestError(
                f"{self.name} goes from {self.first} to {self.last}, {days:,} days; at most "
                f"{MOST_DAYS:,} are read day by day: look at the first and the last date"
            )
        dates = self.dates[0] + np.arange(days)
        values = np.full(days, np.nan)
        at = (self.dates - self.dates[0]) // np.timedelta64(1, "D")
        values[at] = self.values
        return replace(self, dates=dates, values=values, lines=(), added=())
