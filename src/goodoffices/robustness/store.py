"""Results in a folder: a Parquet file a chunk, whole or not there, and ``design.json``.

A file holds a row a variant (``columns``) and, in the metadata of its schema, what the chunk adds
to the tally; so work that was broken off goes on where it stopped. Nothing in a file depends on
when, where or in which order it was written, nor on how many variants the design has after it:
broken off and taken up again gives the same files as done in one go, to the byte.

A file counts where all of it can be read (pages and metadata have check sums) and it is of this
design: the same key, questions, size of chunks and version. A file that is broken is written again,
and that is told. The last chunk of a shorter design is written again without a word. A folder of
another design, or of a longer one, is refused before anything is written.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from goodoffices.errors import InputError, Place, Problem, RequestError
from goodoffices.files import whole_file, write_whole
from goodoffices.robustness.columns import columns, no_rows
from goodoffices.robustness.tally import Tally
from goodoffices.robustness.task import Chunk, Task
from goodoffices.version import VERSION

DESIGN = "design.json"
NAME = re.compile(r"chunk-(\d{6,})\.parquet")
DIGEST = re.compile("[0-9a-f]{64}")
HEAD, SUM = b"goodoffices", b"goodoffices.sha256"
"""Keys of a schema's metadata."""

NEEDS = "Parquet files need pyarrow; install it with: pip install 'goodoffices[arrow]'"
ELSEWHERE = "name another folder, or move this one away"


@dataclass(frozen=True)
class Store:
    """The results of a task in a folder, which is made where it is not there."""

    folder: Path
    task: Task

    def __post_init__(self) -> None:
        try:
            import pyarrow.parquet  # noqa: F401
        except ImportError:
            raise RequestError(NEEDS) from None

    def path(self, number: int) -> Path:
        return self.folder / f"chunk-{number:06d}.parquet"

    def kept(self, told: Callable[[Problem], None]) -> Iterator[tuple[int, Tally]]:
        """The chunks that are finished, with what they add. ``told`` hears of broken files.

        Raises ``InputError`` for a folder of another design; nothing was written then.
        """
        if self.folder.exists() and not self.folder.is_dir():
            raise RequestError(f"{self.folder} is no folder; expected one for the results")
        from pyarrow.lib import ArrowException

        ours = self._compare_design()
        for path in sorted(self.folder.glob("chunk-*.parquet")):
            if (named := NAME.fullmatch(path.name)) is None:
                continue
            number, where = int(named[1]), Place(file=str(path))
            try:
                head, tally = self.read(path)
            except (ArrowException, OSError, ValueError, KeyError) as error:
                what = f"the file is broken ({_line(error)})"
                if not ours:  # then nothing says whose it is
                    raise InputError([Problem(where, what, "", ELSEWHERE)]) from None
                told(Problem(where, what, "", "its variants are solved again"))
                continue
            self._compare(head, self.head(number), where)
            if number >= self.task.design.chunks or head["end"] > self.end(number):
                raise InputError([self._longer(where, f"{head['end']:,} or more")])
            if head["end"] == self.end(number):
                yield number, tally

    def read(self, path: Path) -> tuple[dict[str, Any], Tally]:
        """The head and the tally of a file, all of which was read.

        Raises ``InputError`` for one that has no head, and other errors where it is broken.
        """
        from pyarrow import parquet

        with parquet.ParquetFile(path, page_checksum_verification=True) as file:
            metadata, plain = file.schema_arrow.metadata or {}, file.metadata.metadata
            if HEAD not in metadata:
                what = "it was not written by this program"
                raise InputError([Problem(Place(file=str(path)), what, "", ELSEWHERE)])
            head = metadata[HEAD]  # it stands in a file twice
            if any(one[HEAD] != head or one[SUM] != _sum(head) for one in (metadata, plain)):
                raise ValueError("its metadata have another check sum")
            rows, schema = file.read().num_rows, file.schema_arrow
        data = json.loads(head)
        tally = Tally.from_data(data.pop("tally"))
        if rows != tally.variants:
            raise ValueError(f"it has {rows} rows for {tally.variants} variants")
        same = all(data[key] == self.design[key] for key in ("design", "questions"))
        if same and not schema.equals(self.schema):
            raise ValueError("it has other columns")
        return data, tally

    @cached_property
    def schema(self) -> Any:
        """The columns of every file."""
        import pyarrow as arrow

        return arrow.table(columns(self.task, no_rows(self.task))).schema

    def begin(self) -> None:
        """Says in the folder what it holds."""
        text = json.dumps(self.design, ensure_ascii=False, indent=1)
        write_whole(self.folder / DESIGN, text + "\n")

    def write(self, chunk: Chunk) -> None:
        """The file of a chunk with rows. Raises ``RequestError`` where it cannot be written."""
        import pyarrow as arrow
        from pyarrow import parquet

        if chunk.rows is None:
            raise ValueError("a chunk is written with its rows")
        head = json.dumps({**self.head(chunk.number), "tally": chunk.tally.as_data()})
        table = arrow.table(columns(self.task, chunk.rows))
        table = table.replace_schema_metadata({HEAD: head, SUM: _sum(head.encode())})
        with whole_file(self.path(chunk.number)) as out:
            parquet.write_table(table, out, compression="zstd", write_page_checksum=True)

    @cached_property
    def design(self) -> dict[str, Any]:
        """What the folder holds, for people and for comparing."""
        design, found = self.task.design, self.task.design.found
        return {
            "goodoffices": VERSION,
            "title": found.base.title,
            "situation": found.base.inputs_digest(),
            "applied": list(found.base.applied),
            "types": dict(found.variant.types),
            "levers": sorted(found.variant.levers),
            "extension": found.variant.extension,
            "vary_levers": found.vary_levers,
            "inputs": list(found.names),
            "questions": [one.text for one in self.task.questions],
            "seed": design.seed,
            "chunk": design.size,
            "design": design.key,
            "samples": design.samples,
        }

    def head(self, number: int) -> dict[str, Any]:
        """What the file of a chunk says of itself; ``end``: variants up to its last one."""
        design = self.design
        kept = ("goodoffices", "design", "seed", "questions", "chunk")
        return {**{key: design[key] for key in kept}, "end": self.end(number)}

    def end(self, number: int) -> int:
        return self.task.design.bounds(number)[1]

    def _compare_design(self) -> bool:
        """Whether the folder says what it holds. Raises ``InputError`` where that is another."""
        path = self.folder / DESIGN
        where = Place(file=str(path))
        try:
            there = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return False
        except (OSError, ValueError) as error:
            what = f"it cannot be read ({_line(error)})"
            raise InputError([Problem(where, what, "the design of a folder", ELSEWHERE)]) from None
        if not isinstance(there, dict) or "design" not in there or "goodoffices" not in there:
            what = "it says nothing of a design of this program"
            raise InputError([Problem(where, what, "the design of a folder", ELSEWHERE)])
        self._compare(there, {k: v for k, v in self.design.items() if k != "title"}, where)
        samples = there.get("samples")
        if not isinstance(samples, int) or samples > self.task.design.samples:
            raise InputError([self._longer(where, _shown(samples))])
        return True

    def _compare(self, there: dict[str, Any], here: dict[str, Any], where: Place) -> None:
        """Raises ``InputError`` with all that differs, lengths aside."""
        lengths = ("samples", "end")
        differ = [key for key in here if key not in lengths and there.get(key) != here[key]]
        if len(differ) > 1:  # what else differs says why the key does
            differ = [key for key in differ if key != "design"]
        if differ:
            found = [(WORDS[key], _shown(there.get(key)), _shown(here[key])) for key in differ]
            raise InputError(
                Problem(where, f"another {what}: {old}", new, ELSEWHERE) for what, old, new in found
            )

    def _longer(self, where: Place, samples: str) -> Problem:
        what = f"the folder holds a longer design ({samples} variants)"
        expected = f"at most {self.task.design.samples:,}"
        return Problem(where, what, expected, f"ask for as many or more, or {ELSEWHERE}")


WORDS = {
    "goodoffices": "version of the program",
    "situation": "situation (digest of what is read of it)",
    "applied": "list of changes applied",
    "types": "choice of types",
    "levers": "choice of levers",
    "extension": "extension",
    "vary_levers": "answer to whether levers are varied",
    "inputs": "list of uncertain inputs",
    "questions": "list of questions",
    "seed": "seed",
    "chunk": "size of chunks",
    "design": "design, by its key",
}


def _sum(head: bytes) -> bytes:
    return hashlib.sha256(head).hexdigest().encode()


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]


def _shown(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, str) and DIGEST.fullmatch(value):
        return f"{value[:12]}…"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:79]}…"
