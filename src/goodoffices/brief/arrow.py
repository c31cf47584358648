"""Large results as an Arrow file: one row a state, compact columns, written in batches."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.analyses.solution import Solution
from goodoffices.errors import RequestError
from goodoffices.files import whole_file
from goodoffices.progress import Progress, silent

BATCH = 2**16


def write_arrow(
    solution: Solution, path: Path, every: bool = False, progress: Progress = silent
) -> int:
    """Writes the listed states (all with ``every``) and gives their number.

    Columns: ``id`` (uint64); each option (bool); ``rank.PARTY`` (int32); ``stable.CONCEPT.PARTY``
    (bool); ``equilibrium.KIND`` (bool); ``reachable`` (bool, only with a status quo);
    ``dominated`` (bool). The head of the JSON contract stands in the schema's metadata under
    ``goodoffices``. The file is whole or not there. Raises ``RequestError`` without pyarrow.
    """
    try:
        import pyarrow as arrow
    except ImportError:
        raise RequestError(
            "Arrow files need pyarrow; install it with: pip install 'goodoffices[arrow]'"
        ) from None
    listed = solution.listed(every)
    head = json.dumps(solution.head(), ensure_ascii=False)
    with whole_file(path) as out:
        writer = None
        for start in range(0, max(len(listed), 1), BATCH):
            rows = listed[start : start + BATCH]
            batch = arrow.table({name: arrow.array(c) for name, c in _columns(solution, rows)})
            if writer is None:
                schema = batch.schema.with_metadata({"goodoffices": head})
                writer = arrow.ipc.new_file(out, schema)
            writer.write_table(batch.replace_schema_metadata({"goodoffices": head}))
            progress("writing states", min(start + BATCH, len(listed)), len(listed))
        if writer is not None:
            writer.close()
    return len(listed)


def _columns(solution: Solution, rows: NDArray[np.intp]) -> Iterator[tuple[str, NDArray[Any]]]:
    space, verdicts = solution.space, solution.verdicts
    parties = [party.id for party in solution.situation.parties]
    ids = space.ids[rows]
    yield "id", ids
    if solution.situation.graph is not None:
        keys = [key for key, _ in solution.situation.graph.states]
        yield "name", np.array([keys[at] for at in rows], dtype=object)
    for name, bit in space.bits.items():
        yield name, ((ids >> np.uint64(bit)) & np.uint64(1)).astype(np.bool_)
    for at, party in enumerate(parties):
        yield f"rank.{party}", solution.moves.rank[at, rows]
    for concept, stable in verdicts.stable.items():
        for at, party in enumerate(parties):
            yield f"stable.{concept}.{party}", stable[at, rows]
    for kind in verdicts.kinds:
        yield f"equilibrium.{kind}", verdicts.equilibrium(kind)[rows]
    if solution.reach is not None:
        yield "reachable", solution.reach.reached[rows]
    yield "dominated", solution.dominated_among(rows)
