"""Elements of the model that can cite an item, and a citation written into the file of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from goodoffices.analyses.attach import attached
from goodoffices.analyses.coverage import Element, elements
from goodoffices.case import OUTLOOK, SITUATION, with_outlook
from goodoffices.errors import InputError, RequestError, nearest
from goodoffices.formats.native import situation
from goodoffices.formats.readers import read_situation
from goodoffices.formats.yaml_tree import read_text, text_of
from goodoffices.review.writing import encoded


def attachable(folder: Path) -> dict[str, Element]:
    """Key → element, as the files of the case say it now: ``rule border``, ``option a.x``.

    Where several have one key, the second has `` #2`` after it. Raises ``InputError``.
    """
    checked = with_outlook(read_situation(folder / SITUATION), folder / OUTLOOK)
    return _keyed(elements(checked.situation))


def _keyed(every: Iterable[Element]) -> dict[str, Element]:
    seen: Counter[str] = Counter()
    found = {}
    for one in every:
        party = one.party if one.party and not one.name.startswith(f"{one.party}.") else ""
        own = "" if party == one.name else party
        key = " ".join(part for part in (one.kind, own, one.name) if part)
        seen[key] += 1
        found[key if seen[key] == 1 else f"{key} #{seen[key]}"] = one
    return found


def matching(keys: list[str], typed: str) -> list[str]:
    """The keys that a number (from 1) or a part of a name means."""
    if typed.isdecimal():
        at = int(typed)
        return keys[at - 1 : at] if at else []
    words = typed.lower().split()
    exact = [key for key in keys if key.lower() == " ".join(words)]
    return exact or [key for key in keys if words and all(word in key.lower() for word in words)]


def with_citation(folder: Path, keys: tuple[str, ...], item_id: str) -> dict[Path, bytes]:
    """File → its bytes with ``item_id`` cited by these elements; those that cite it already stay.

    In one that rests on an assumption it takes the place of that word: who attaches it is asked
    before. Nothing is written. Raises ``RequestError`` where one cannot be made to cite it, or is
    not there.
    """
    if not keys:
        return {}
    there = attachable(folder)
    texts: dict[Path, str] = {}
    for key in keys:
        if key not in there:
            hint = nearest(key, there)
            raise RequestError(
                f'{item_id} was to be attached to "{key}", which the model has no more; attach it '
                f"to something else; {hint}".rstrip("; ")
            )
        element = there[key]
        if item_id in element.because:
            continue
        path = Path(element.place.file or folder / SITUATION)
        if path in texts and path.name == OUTLOOK:
            raise RequestError(
                f"{item_id} is to be attached to two elements of {OUTLOOK} at once; attach it to "
                "one, and write the other by hand"
            )
        if path in texts:
            element = _read(texts[path], path)[key]
        before = texts.get(path) or text_of(path)
        texts[path] = attached(before, element, item_id, str(path), instead=True)
        if path.name == SITUATION:
            _check(before, texts[path], key, item_id, path)
    return {path: encoded(path, text) for path, text in texts.items()}


def _read(text: str, path: Path) -> dict[str, Element]:
    return _keyed(elements(situation(read_text(text, str(path)))))


def _check(before: str, after: str, key: str, item_id: str, path: Path) -> None:
    """The new text says that this one element cites the item, and nothing else than before.

    Raises ``RequestError``.
    """
    try:
        old, new = _read(before, path), _read(after, path)
        digests = [situation(read_text(text, str(path))).digest() for text in (before, after)]
    except InputError as error:
        raise RequestError(f"{error.problems[0]}; nothing was written") from None
    rest = {k: one.because for k, one in old.items() if k != key}
    same = rest == {k: one.because for k, one in new.items() if k != key}
    if not same or digests[0] != digests[1] or item_id not in new[key].because:
        raise RequestError(
            f"{old[key].place}: {key} cannot be made to cite {item_id} without touching anything "
            "else; nothing was written; write it there by hand"
        )
