"""Moves as tables: every move, and how far they lead."""

from __future__ import annotations

import numpy as np

from goodoffices.analyses.movelist import MoveList
from goodoffices.analyses.paths import PathsResult
from goodoffices.brief.table import Table


def moves_table(listing: MoveList) -> Table:
    """One row per state: for each party its moves, improvements marked with +."""
    space = listing.moves.space
    parties = listing.moves.situation.parties
    rows = []
    for row in listing.rows:
        cells = []
        for index, targets in enumerate(row.targets):
            better = set(row.improvements[index])
            cells.append(
                " ".join(f"{int(space.ids[t])}{'+' if t in better else ''}" for t in targets)
            )
        rows.append((str(row.position + 1), str(int(space.ids[row.position])), *cells))
    columns = ("No.", "id", *(party.id for party in parties))
    return Table("Moves by id of the state reached; + marks an improvement", columns, tuple(rows))


def horizon_table(result: PathsResult, most: int = 60) -> Table:
    """The reachability table: state × number of moves, who can be the last mover within so many."""
    solution = result.solution
    parties = [party.id for party in solution.situation.parties]
    table = result.any_moves
    heads = [str(h) for h in range(1, table.horizon + 1)]
    reached = np.flatnonzero((table.first >= 0).any(axis=0)).tolist()
    rows = []
    for position in reached[:most]:
        cells = []
        for h in range(1, table.horizon + 1):
            by_moves = table.last_movers(position, h)
            by_gains = result.improvements.last_movers(position, h)
            names = [f"{parties[i]}{'+' if i in by_gains else ''}" for i in by_moves]
            cells.append(" ".join(names) or "–")
        rows.append((str(int(solution.space.ids[position])), *cells))
    left = len(reached) - len(rows)
    note = "Who can be the last mover of a way there within so many moves; + by improvements only."
    more = f" {left} further states: --format json." if left else ""
    return Table("States by number of moves", ("id", *heads), tuple(rows), note + more)
