"""Results as a table for spreadsheets: one row a state, Y and N for yes and no."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from goodoffices.analyses.solution import Solution
from goodoffices.brief.columns import result_columns
from goodoffices.errors import TooLargeError
from goodoffices.formats.grid import write_grid
from goodoffices.progress import Progress, silent

MOST_ROWS = 1_000_000


def write(solution: Solution, path: Path, every: bool = False, progress: Progress = silent) -> int:
    """Writes the listed states (all with ``every``) as ``.csv`` or ``.xlsx``; gives their number.

    Raises ``RequestError`` without openpyxl (``.xlsx``) and above ``MOST_ROWS`` states.
    """
    listed = solution.listed(every)
    if len(listed) > MOST_ROWS:
        raise TooLargeError(
            f"{len(listed):,} states are to be listed, and a sheet holds {MOST_ROWS:,}; "
            "use --format arrow"
        )
    write_grid(path, _rows(solution, every), "results")
    return len(listed)


def _rows(solution: Solution, every: bool) -> Iterator[Sequence[object]]:
    columns = list(result_columns(solution, solution.listed(every)))
    yield [name for name, _ in columns]
    shown = [
        np.where(column, "Y", "N").tolist() if column.dtype == np.bool_ else column.tolist()
        for _, column in columns
    ]
    yield from zip(*shown, strict=True)
