"""A case: the situation, its evidence and its sources, read together from a folder or a file."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goodoffices.analyses.coverage import elements
from goodoffices.errors import InputError, Place, Problem, RequestError, nearest, one_of
from goodoffices.formats import meaning
from goodoffices.formats.meaning import Checked
from goodoffices.formats.native import loads, sensitive_paths
from goodoffices.formats.readers import read_situation
from goodoffices.formats.tree import Tree
from goodoffices.model.apply import Variant, remarks_on_extension
from goodoffices.model.party import ASSUMPTION
from goodoffices.model.situation import Situation
from goodoffices.states import StateSpace

if TYPE_CHECKING:
    from goodoffices.evidence.item import EvidenceItem
    from goodoffices.evidence.source import Source
    from goodoffices.series.observed import Series

SITUATION = "situation.yaml"
OUTLOOK = "outlook.yaml"
EVIDENCE = "evidence.yaml"
SOURCES = "sources/sources.yaml"


@dataclass(frozen=True)
class Elicited:
    """What the file notes about where a party's order of priorities comes from: who answered, on
    what date, how many answers, and the file that holds them; empty or 0 where it does not say."""

    party: str
    by: str = ""
    on: str = ""
    answers: int = 0
    record: str = ""


@dataclass(frozen=True)
class Case:
    """All that was read. ``path`` is the folder or file as it was given.

    ``space``: the feasible states of the situation as written, None where they are too many.
    ``warnings``: what is odd but legal.
    """

    path: Path
    situation: Situation
    space: StateSpace | None
    sources: Mapping[str, Source]
    items: tuple[EvidenceItem, ...]
    warnings: tuple[Problem, ...] = ()
    variant: Variant | None = None
    elicited: tuple[Elicited, ...] = ()

    @property
    def folder(self) -> Path:
        """Where the files lie that the case names."""
        return self.path if self.path.is_dir() else self.path.parent

    def item(self, item_id: str) -> EvidenceItem:
        """The evidence item with this id. Raises ``RequestError`` where there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        hint = nearest(item_id, [item.id for item in self.items])
        raise RequestError(f'there is no evidence item "{item_id}"; {hint}'.rstrip("; "))

    def observations(self) -> Mapping[str, Series]:
        """Stock or flow of the outlook → the series that it was observed in, read now.

        Raises ``InputError`` with the mistakes of every table.
        """
        if self.situation.outlook is None:
            return {}
        reading = importlib.import_module("goodoffices.series.attached")
        found: dict[str, Series] = reading.observations(self.situation.outlook, self.folder)
        return found

    def states(self) -> StateSpace:
        """The feasible states as things are here; worked out where they are not known yet.

        Raises ``TooLargeError`` where they are too many to hold.
        """
        return StateSpace.of(self.situation) if self.space is None else self.space

    def changed(self, types: Mapping[str, str], levers: Sequence[str], extension: str = "") -> Case:
        """This case with types, levers and an extension applied to a copy of its situation."""
        if not types and not levers and not extension:
            return self
        before = self.as_variant()
        chosen = Variant(
            before.base,
            tuple((dict(before.types) | dict(types)).items()),
            tuple(dict.fromkeys((*before.levers, *levers))),
            extension or before.extension,
        )
        written = tuple(one for one in self.warnings if one not in _remarks(before))
        return replace(
            self,
            situation=chosen.situation(),
            space=None,
            variant=chosen,
            warnings=(*written, *_remarks(chosen)),
        )

    def checked(self) -> Case:
        """This case with its states and warnings where changes are applied.

        Raises ``InputError`` with every mistake that the changes make.
        """
        if self.variant is None:
            return self
        found = meaning.checked(self.situation, Tree({}, str(self.path)))
        warnings = (*found.warnings, *_remarks(self.variant))
        return replace(self, space=found.space, warnings=warnings)

    def as_given(self, party: str) -> bool:
        """Whether a party's order stands as it is written, whatever is applied to the rest."""
        before, after = self.as_variant().base.party(party), self.situation.party(party)
        return before.preference.criteria == after.preference.criteria

    def as_variant(self) -> Variant:
        """The situation as written, with the types and levers that are applied here."""
        return self.variant or Variant(self.situation)


def load_case(path: str | Path, instead: Mapping[str, str] | None = None) -> Case:
    """The case in a folder, or a situation file alone.

    ``instead``: what files of the folder hold in this reading, by their names: ``situation.yaml``,
    ``outlook.yaml``, ``evidence.yaml``, ``sources/sources.yaml``; so that a change is tried before
    it is written. A file alone goes by the name of ``situation.yaml`` too.
    Raises ``InputError`` with every mistake of every file.
    """
    path = Path(path)
    if path.is_dir():
        file = path / SITUATION
        if not file.is_file():
            found = f"there is no {SITUATION} in {path}"
            remedy = "goodoffices new FOLDER begins a case"
            raise InputError([Problem(Place(str(path)), found, "a case folder", remedy)])
        return _folder(path, file, instead or {})
    text = (instead or {}).get(SITUATION)
    checked = read_situation(path) if text is None else loads(text, str(path))
    cited = sorted(_cited(checked.situation))
    warnings = list(checked.warnings)
    if cited:
        found = f"evidence is cited ({len(cited)} ids) but a file alone has none to check against"
        warnings.append(Problem(Place(str(path)), found, "", "give the folder to check it"))
    given = _elicited(checked.data)
    return Case(path, checked.situation, checked.space, {}, (), tuple(warnings), elicited=given)


def _folder(path: Path, file: Path, instead: Mapping[str, str]) -> Case:
    problems: list[Problem] = []
    checked = None
    sources: dict[str, Source] = {}
    items: tuple[EvidenceItem, ...] = ()
    try:
        text = instead.get(SITUATION)
        checked = read_situation(file) if text is None else loads(text, str(file))
    except InputError as error:
        problems += error.problems
    if checked is not None:
        try:
            checked = with_outlook(checked, path / OUTLOOK, instead.get(OUTLOOK))
        except InputError as error:
            problems += error.problems
    # Only a folder has evidence: a file alone is read without this room, which takes time to load.
    reading = importlib.import_module("goodoffices.evidence.read")
    try:
        sources = reading.read_sources(path / "sources", instead.get(SOURCES))
    except InputError as error:
        problems += error.problems
    evidence, items_text = path / EVIDENCE, instead.get(EVIDENCE)
    in_sources = path / "sources"
    readable = not any(Path(problem.place.file or "").parent == in_sources for problem in problems)
    known: list[str] | None = []
    there = items_text is not None or evidence.is_file()
    if there and readable:
        known_names = checked.situation if checked else None
        try:
            items = reading.read_items(evidence, sources, known_names, items_text)
            known = [item.id for item in items]
        except InputError as error:
            problems += error.problems
            known = None
    if checked is not None and readable and known is not None:
        problems += _unknown_items(checked.situation, known, there, str(path / SITUATION))
    if problems or checked is None:
        raise InputError(problems)
    given = _elicited(checked.data)
    return Case(
        path, checked.situation, checked.space, sources, items, checked.warnings, elicited=given
    )


def with_outlook(checked: Checked, file: Path, text: str | None = None) -> Checked:
    """With what ``outlook.yaml`` says, as if it stood in the situation, where it is there or its
    ``text`` is given.

    Raises ``InputError`` with every mistake in it.
    """
    if text is None and not file.is_file():
        return checked
    before = checked.situation
    reading = importlib.import_module("goodoffices.formats.outlook")
    outlook, data = reading.load(file, before, text)
    if before.outlook is not None:
        found = f"{SITUATION} has an outlook too"
        raise InputError([Problem(Place(str(file), 1, 1), found, "one of the two")])
    sensitive = (*before.sensitive, *sensitive_paths(data, "outlook"))
    return replace(
        checked,
        situation=replace(before, outlook=outlook, sensitive=sensitive),
        warnings=(*checked.warnings, *meaning.odd(outlook)),
        data={**checked.data, "outlook": data},
    )


def _elicited(data: Any) -> tuple[Elicited, ...]:
    """The notes on elicitations in the plain data of a situation that was read without mistakes."""
    found = []
    for party, one in data["parties"].items():
        note = (one or {}).get("elicited")
        if note is not None:
            texts = {key: str(note.get(key) or "") for key in ("by", "on", "record")}
            found.append(Elicited(party, answers=note.get("answers") or 0, **texts))
    return tuple(found)


def _remarks(variant: Variant) -> tuple[Problem, ...]:
    """What is odd about the extension that was asked for."""
    if not variant.extension:
        return ()
    without = replace(variant, extension="").situation()
    return tuple(remarks_on_extension(without, variant.extension))


def _cited(situation: Situation) -> set[str]:
    return {
        item_id
        for element in elements(situation)
        if element.because != ASSUMPTION
        for item_id in element.because
    }


def _unknown_items(
    situation: Situation, known: Sequence[str], there: bool, file: str
) -> Iterator[Problem]:
    if not there:
        cited = sorted(_cited(situation))
        if cited:
            shown = one_of(cited, 5)
            found = f"evidence is cited ({shown}) but there is no evidence.yaml"
            yield Problem(Place(file, 1, 1), found, "evidence.yaml in the folder")
        return
    for element in elements(situation):
        if element.because == ASSUMPTION:
            continue
        for item_id in element.because:
            if item_id not in known:
                found = f'{element.kind} "{element.name}" cites unknown evidence "{item_id}"'
                remedy = nearest(item_id, known)
                yield Problem(element.place, found, "the id of an item in evidence.yaml", remedy)
