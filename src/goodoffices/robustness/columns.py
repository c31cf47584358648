"""The variants of a chunk as the columns of a table, named for people.

``number``; a column a choice, with the name of its value; two columns a run, its order (the places
that its items have in the file, from 1) and the Kendall distance of that from the order as written;
``log_probability``; ``states``, how many are feasible; ``equilibria KIND``, how many there are of
each kind; ``equilibria``, the ids of those of the behaviour profile; a column a question, named by
its text. Where two would have one name, the later is numbered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from goodoffices.batch.batch import BITS
from goodoffices.robustness import mallows
from goodoffices.robustness.task import Rows, Task


def columns(task: Task, rows: Rows) -> dict[str, Any]:
    """Column → a pyarrow array, in the order of the table."""
    found: dict[str, Any] = {}
    for name, array in _columns(task, rows):
        again, wanted = 1, name
        while name in found:
            again += 1
            name = f"{wanted} ({again})"
        found[name] = array
    return found


def no_rows(task: Task) -> Rows:
    """The rows of no variant, to learn what columns there are."""
    kinds, flags = np.zeros((0, len(BITS)), np.int32), np.zeros((0, len(task.questions)), np.bool_)
    none = np.zeros(0, dtype=np.int64)
    states, ids = none.astype(np.int32), none.astype(np.uint64)
    return Rows(task.design.draw(none), flags, states, kinds, np.zeros(1, dtype=np.int64), ids)


def _columns(task: Task, rows: Rows) -> Iterator[tuple[str, Any]]:
    import pyarrow as arrow

    variants, found = rows.variants, task.design.found
    yield "number", arrow.array(variants.numbers)
    for at, choice in enumerate(found.choices):
        values = arrow.array(list(choice.values), arrow.string())
        yield choice.name, arrow.DictionaryArray.from_arrays(variants.values[:, at], values)
    for run, order in zip(found.runs, variants.orders, strict=True):
        places = order.astype(np.int16).reshape(-1) + np.int16(run.first + 1)
        yield run.name, arrow.FixedSizeListArray.from_arrays(arrow.array(places), run.length)
        yield f"{run.name}, distance", arrow.array(mallows.distance(order).astype(np.int32))
    yield "log_probability", arrow.array(variants.log_probability)
    yield "states", arrow.array(rows.states)
    for at, kind in enumerate(BITS):
        yield f"equilibria {kind}", arrow.array(np.ascontiguousarray(rows.kinds[:, at]))
    ids = arrow.array(rows.ids, arrow.uint64())
    yield "equilibria", arrow.ListArray.from_arrays(rows.start.astype(np.int32), ids)
    for at, question in enumerate(task.questions):
        yield question.text, arrow.array(np.ascontiguousarray(rows.hits[:, at]))
