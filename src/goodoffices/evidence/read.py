"""``sources.yaml`` and ``evidence.yaml`` → sources and items, every quotation checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from goodoffices.errors import InputError, Problem, nearest, one_of
from goodoffices.evidence.claim import Claim, check_claim, parse_claim
from goodoffices.evidence.item import (
    Attribution,
    EvidenceItem,
    Mention,
    Part,
    Reviewed,
    ToldCause,
)
from goodoffices.evidence.schema import (
    AttributionShape,
    ItemShape,
    ItemsShape,
    MentionShape,
    PropositionShape,
    SourcesShape,
    ToldCauseShape,
)
from goodoffices.evidence.source import Source, find_quote, read_body
from goodoffices.formats.quick_list import list_file, quick_list
from goodoffices.formats.shapes import shaped
from goodoffices.formats.tree import Key, Tree
from goodoffices.formats.yaml_tree import read_file, read_text, text_of
from goodoffices.model.parser import ExpressionError
from goodoffices.model.situation import Situation


def read_sources(folder: Path, instead: str | None = None) -> dict[str, Source]:
    """The sources of ``folder`` (``sources/`` of a case) by key; {} where it has none.

    ``instead``: what the listing holds in this reading. Raises ``InputError`` for a report that is
    listed and not there, or there and not listed.
    """
    listing = folder / "sources.yaml"
    if instead is None and not listing.is_file():
        return {}
    tree = read_file(listing) if instead is None else read_text(instead, str(listing))
    if tree.data is None:
        return {}
    shapes = shaped(tree, SourcesShape, "the sources").root
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for key, one in shapes.items():
        file = one.file or f"{key}.txt"
        place = tree.locate((key, "file") if one.file else (key,), key=not one.file)
        try:
            text = read_body(folder, file, place, text_of)
        except InputError as error:
            problems += error.problems
            continue
        sources[key] = Source(
            key,
            file,
            text,
            one.title or "",
            one.publisher or "",
            one.date,
            one.address or "",
            one.reliability or "",
            one.sha256 or "",
            one.received or "",
            one.part or "",
            one.text_sha256 or "",
            place,
        )
    if problems:
        raise InputError(problems)
    return sources


def read_items(
    path: Path,
    sources: Mapping[str, Source],
    situation: Situation | None,
    instead: str | None = None,
) -> tuple[EvidenceItem, ...]:
    """The items of an ``evidence.yaml``. Raises ``InputError`` with every mistake.

    ``instead``: what the file holds in this reading. Checked: ids used once, sources known,
    quotations verbatim at their offsets, parties known, claims well formed and about names of the
    situation (where one is given).
    """
    items, problems = sound_items(path, sources, situation, instead)
    if problems:
        raise InputError(problems)
    return items


def sound_items(
    path: Path,
    sources: Mapping[str, Source],
    situation: Situation | None,
    instead: str | None = None,
) -> tuple[tuple[EvidenceItem, ...], list[Problem]]:
    """The items of a file in which nothing is wrong, and what is wrong in the others.

    ``instead``: what the file holds in this reading. Raises ``InputError`` where the file as a
    whole is no list of items.
    """
    if instead is None:
        tree = list_file(path)
    else:
        tree = quick_list(instead, str(path)) or read_text(instead, str(path))
    if tree.data is None:
        return (), []
    shapes = shaped(tree, ItemsShape, "the evidence").root
    reader = _Reader(tree, sources, situation)
    items = []
    for at, shape in enumerate(shapes):
        before = len(reader.problems)
        item = reader.item(at, shape)
        if len(reader.problems) == before:
            items.append(item)
    return tuple(items), reader.problems


class _Reader:
    def __init__(
        self, tree: Tree, sources: Mapping[str, Source], situation: Situation | None
    ) -> None:
        self.tree, self.sources, self.situation = tree, sources, situation
        self.problems: list[Problem] = []
        self.seen: dict[str, int] = {}

    def note(self, path: tuple[Key, ...], found: str, expected: str = "", remedy: str = "") -> None:
        self.problems.append(Problem(self.tree.locate(path), found, expected, remedy))

    def item(self, at: int, shape: ItemShape) -> EvidenceItem:
        if shape.id in self.seen:
            first = self.tree.locate((self.seen[shape.id], "id"))
            where = f" (first in line {first.line})" if first.line else ""
            self.note((at, "id"), f'a second item has the id "{shape.id}"{where}', "ids used once")
        self.seen.setdefault(shape.id, at)
        self.quotation(at, shape)
        self.named((at, "speaker"), shape.speaker)
        for k, one in enumerate(shape.actors):
            self.named((at, "actors", k), one)
        for k, told in enumerate(shape.attributions):
            self.named((at, "attributions", k, "speaker"), told.speaker)
        claim, place = self.claim(at, shape), self.tree.locate((at, "id"))
        return replace(item_of(shape), claim=claim, place=place)

    def quotation(self, at: int, shape: ItemShape) -> None:
        source = self.sources.get(shape.source)
        if source is None:
            known = one_of(self.sources) if self.sources else "a key of sources/sources.yaml"
            remedy = nearest(shape.source, self.sources)
            self.note((at, "source"), f'unknown source "{shape.source}"', known, remedy)
            return
        start, end = shape.span
        if end > len(source.text):
            found = f"the span ends at {end}, but the source has {len(source.text)} characters"
            self.note((at, "span"), found, "a span inside the source", _stands(source, shape.quote))
        elif source.text[start:end] != shape.quote:
            there = " ".join(source.text[start:end].split())
            there = there if len(there) <= 60 else there[:59] + "…"
            found = f'the quotation is not what stands at {list(shape.span)}: "{there}"'
            remedy = _stands(source, shape.quote)
            self.note((at, "quote"), found, "a verbatim quotation", remedy)
        self.inner_spans(at, shape)

    def inner_spans(self, at: int, shape: ItemShape) -> None:
        """Spans of parts are offsets into the source too, inside the quotation.

        A speaker may be named beside it, where the quotation is all that the sentence holds.
        """
        source, speaker = self.sources.get(shape.source), shape.speaker.span
        if source is not None and speaker is not None and speaker[1] > len(source.text):
            found = f"the span {list(speaker)} does not lie inside the source"
            expected = f"a span inside its {len(source.text)} characters"
            self.note((at, "speaker", "span"), found, expected)
        inner: list[tuple[tuple[Key, ...], tuple[int, int] | None]] = [
            ((at, "cue", "span"), shape.cue.span if shape.cue else None),
            ((at, "condition", "span"), shape.condition.span if shape.condition else None),
            ((at, "consequence", "span"), shape.consequence.span if shape.consequence else None),
        ]
        inner += [((at, "actors", k, "span"), one.span) for k, one in enumerate(shape.actors)]
        for k, cause in enumerate(shape.causes):
            parts = {"cause": cause.cause, "effect": cause.effect, "cue": cause.cue}
            inner += [((at, "causes", k, name, "span"), one.span) for name, one in parts.items()]
        for k, told in enumerate(shape.attributions):
            whole = (at, "attributions", k)
            inner += [((*whole, "speaker", "span"), told.speaker.span)]
            inner += [((*whole, "cue", "span"), told.cue.span)]
            inner += [((*whole, "said", "span"), told.said.span if told.said else None)]
        if shape.hedge:
            inner += [((at, "hedge", "spans", k), span) for k, span in enumerate(shape.hedge.spans)]
        for path, span in inner:
            if span is not None and not shape.span[0] <= span[0] < span[1] <= shape.span[1]:
                found = f"the span {list(span)} does not lie inside the quotation"
                self.note(path, found, f"a span inside {list(shape.span)}")

    def named(self, path: tuple[Key, ...], one: MentionShape) -> None:
        if one.party is not None and self.situation is not None:
            known = [party.id for party in self.situation.parties]
            if one.party not in known:
                remedy = nearest(one.party, known)
                found = f'unknown party "{one.party}"'
                self.note((*path, "party"), found, one_of(known), remedy)

    def claim(self, at: int, shape: ItemShape) -> Claim | None:
        if shape.claim is None:
            return None
        try:
            claim = parse_claim(shape.claim)
        except ExpressionError as error:
            place = self.tree.locate((at, "claim"), error.offset)
            found = f'in "{shape.claim}": {error.found}'
            self.problems.append(Problem(place, found, error.expected, error.remedy))
            return None

        def unknown(what: str, name: str, known: tuple[str, ...]) -> None:
            word = re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", claim.text)
            place = self.tree.locate((at, "claim"), word.start() if word else 0)
            found = f'in a claim: unknown {what} "{name}"'
            expected = one_of(known) if known else f"no {what} is declared"
            self.problems.append(Problem(place, found, expected, nearest(name, known)))

        if self.situation is not None:
            check_claim(claim, self.situation, unknown)
        return claim


def _stands(source: Source, quote: str) -> str:
    found = find_quote(source, quote)
    if found is None:
        return "the quotation stands nowhere in the source: copy it verbatim"
    return f"the quotation stands at [{found[0]}, {found[1]}]"


def item_of(shape: ItemShape) -> EvidenceItem:
    """An entry as an item, without its claim and its place; nothing is checked here."""
    speaker, hedge, held = shape.speaker, shape.hedge, shape.reviewed
    author = speaker.span is None and speaker.party is None
    return EvidenceItem(
        id=shape.id,
        source=shape.source,
        span=shape.span,
        quote=shape.quote,
        kind=shape.kind,
        speaker=None if author else _mention(speaker),
        sentence=shape.sentence,
        polarity=shape.polarity or "",
        actors=tuple(map(_mention, shape.actors)),
        cue=None if shape.cue is None else Part(shape.cue.span, shape.cue.type or ""),
        hedges=tuple(hedge.spans) if hedge else (),
        hedge_strength=(hedge.strength or "") if hedge else "",
        condition=_part(shape.condition),
        consequence=_part(shape.consequence),
        causes=tuple(map(_cause, shape.causes)),
        attributions=tuple(map(_attribution, shape.attributions)),
        date=shape.date,
        grade=shape.grade or "",
        status=shape.status,
        reader=shape.reader or "",
        why=tuple(shape.why),
        reviewed=None if held is None else Reviewed(held.by, held.on),
        event=shape.event or "",
    )


def _mention(one: MentionShape) -> Mention:
    return Mention(one.span, one.party or "", one.role or "", one.code or "")


def _part(shape: PropositionShape | None) -> Part | None:
    return None if shape is None else Part(shape.span, shape.proposition or "")


def _cause(one: ToldCauseShape) -> ToldCause:
    return ToldCause(one.cause.span, one.effect.span, one.cue.span, one.rule or "")


def _attribution(one: AttributionShape) -> Attribution:
    said = one.said.span if one.said else None
    return Attribution(_mention(one.speaker), one.cue.span, said, one.rule or "")
