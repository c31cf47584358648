"""Who speaks: sentences and sources of PolNeAR (political news, 2016), by document.

A sentence, cut by the room's own splitter, is positive in two ways:

- *any*: the cue of an annotated attribution that has a source begins in it;
- *most*: the source, cue and content of one such attribution are half of its words or more.

Two functions are asked: ``reported``, which makes a sentence a statement by its main clause alone,
and ``attributions``, which looks beside the main clause too. Of a document with several annotators
the first file is taken. Rules were made with train; dev and test were only scored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goodoffices.reading.attributions import attributions
from goodoffices.reading.clauses import outline
from goodoffices.reading.speakers import reported
from reading_tasks.scores import (
    WORD,
    Places,
    Row,
    Span,
    absent,
    brat,
    cut,
    detection,
    mean,
    overlap,
    words_in,
)

PARTS = (("dev", "train"), ("test", "train"), ("train", "these documents"))


@dataclass(frozen=True)
class Read:
    """A sentence: what is annotated, what was found. ``source``: overlap F of the speaker with
    the annotated source that fits best; None where one of the two is missing."""

    document: int
    any: bool
    most: bool
    statement: bool
    beside: bool
    source: float | None


def rows(places: Places) -> Iterator[Row]:
    root = places.polnear
    root = root / "data" if (root / "data").is_dir() else root
    if absent(root):
        return
    for name, tuned in PARTS:
        if absent(root / name / "text") or absent(root / name / "attributions"):
            continue
        found = [one for file in enumerate(_files(root / name)) for one in _document(*file)]
        groups = [one.document for one in found]
        for task, gold, said in (
            ("any attribution: attributions()", "any", "beside"),
            ("most of the sentence: attributions()", "most", "beside"),
            ("any attribution: statement", "any", "statement"),
            ("most of the sentence: statement", "most", "statement"),
        ):
            yield from detection(
                task,
                f"PolNeAR, {name}",
                [getattr(one, gold) for one in found],
                [getattr(one, said) for one in found],
                groups=groups,
                tuned=tuned,
                always=said == "beside",
            )
        both = [(one.source, one.document) for one in found if one.source is not None]
        yield from mean(
            "speaker span, overlap F",
            f"PolNeAR, {name}, statements with an attribution",
            [score for score, _ in both],
            groups=[document for _, document in both],
            tuned=tuned,
        )


def _files(folder: Path) -> list[tuple[Path, Path]]:
    """Text and annotation of each document."""
    first: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        first.setdefault(path.name.rpartition("_")[0], path)
    return [(folder / "text" / f"{name}.txt", path) for name, path in first.items()]


def _document(number: int, files: tuple[Path, Path]) -> Iterator[Read]:
    with files[0].open(encoding="utf-8", newline="") as file:
        text = file.read()
    spans, events = brat(files[1])
    annotated: list[dict[str, list[Span]]] = []
    for event in events:
        roles: dict[str, list[Span]] = {}
        for _, name in event:
            if spans[name][0] in ("Source", "Cue", "Content"):
                roles.setdefault(spans[name][0], []).extend(spans[name][1])
        if roles.get("Cue") and roles.get("Source"):
            annotated.append(roles)
    for start, end in cut(text):
        here = [one for one in annotated if start <= one["Cue"][0][0] < end]
        yield _read(number, text, (start, end), here)


def _read(number: int, text: str, span: Span, here: list[dict[str, list[Span]]]) -> Read:
    start, end = span
    line = outline(text[start:end])
    said = reported(line)
    inside = [
        {
            role: [(max(a, start), min(b, end)) for a, b in spans if a < end and b > start]
            for role, spans in one.items()
        }
        for one in here
    ]
    n = len(WORD.findall(line.text))
    shares = [len(words_in(text, [s for spans in one.values() for s in spans])) for one in inside]
    source = None
    if said is not None and inside:
        mine = words_in(text, [(said.speaker[0] + start, said.speaker[1] + start)])
        source = max(overlap(words_in(text, one["Source"]), mine) for one in inside)
    return Read(
        number,
        bool(here),
        any(2 * share >= n for share in shares),
        said is not None,
        bool(attributions(line)),
        source,
    )
