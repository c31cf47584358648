"""Large results as an Arrow file: one row a state, compact columns, written in batches."""

from __future__ import annotations

import json
from pathlib import Path

from goodoffices.analyses.solution import Solution
from goodoffices.brief.columns import result_columns
from goodoffices.errors import RequestError
from goodoffices.files import whole_file
from goodoffices.progress import Progress, silent

BATCH = 2**16


def write(solution: Solution, path: Path, every: bool = False, progress: Progress = silent) -> int:
    """Writes the listed states (all with ``every``) and gives their number.

    The head of the JSON contract stands in the schema's metadata under ``goodoffices``. The file
    is whole or not there. Raises ``RequestError`` without pyarrow.
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
            batch = arrow.table(
                {name: arrow.array(c) for name, c in result_columns(solution, rows)}
            )
            if writer is None:
                schema = batch.schema.with_metadata({"goodoffices": head})
                writer = arrow.ipc.new_file(out, schema)
            writer.write_table(batch.replace_schema_metadata({"goodoffices": head}))
            progress("writing states", min(start + BATCH, len(listed)), len(listed))
        if writer is not None:
            writer.close()
    return len(listed)
