"""Suggestions in words: the sentence first, then what it would add, where, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goodoffices.brief.lines import Heading, Line
from goodoffices.evidence.item import EvidenceItem
from goodoffices.suggestions.suggestion import (
    BLANK,
    CAUSE,
    NEW,
    PREFERENCE,
    PRESENT,
    RULE,
    TERM,
    Match,
    Suggestion,
)

KINDS = {CAUSE: "a cause", RULE: "a rule", TERM: "a term", PREFERENCE: "a statement"}
MOST_CITED = 3
ROLES = ("condition", "consequence", "cause", "effect")
FILLED = "? is for you to say"


class Code(str):
    """A line of a file, which is shown as it stands."""

    __slots__ = ()


def suggestion_lines(
    found: Sequence[Suggestion], titles: Mapping[str, str], files: Mapping[bool, str]
) -> Iterator[Line]:
    """What is to be decided, sentence by sentence, then what the model has already.

    ``titles``: of the sources. ``files``: names, by whether they hold the outlook.
    """
    there = [one for one in found if one.status == PRESENT]
    rest = [one for one in found if one.status != PRESENT]
    last = None
    for one in rest:
        if last is None or one.item is not last:
            yield Heading(f"{one.item.id} ({one.item.source})")
            yield from sentence_lines(one.item, titles)
            if one.cited:
                shown = ", ".join(one.cited[:MOST_CITED])
                more = len(one.cited) - MOST_CITED
                yield f"the model cites it: {shown}{f' and {more} more' if more > 0 else ''}"
            yield ""
        last = one.item
        yield from _suggestion(one, files)
        yield ""
    if there:
        yield Heading("In the model already")
        yield from (f"{one.id}: {KINDS[one.kind]}, {one.says}: {one.told}" for one in there)
        yield ""


def sentence_lines(item: EvidenceItem, titles: Mapping[str, str]) -> Iterator[Line]:
    """The quotation, who says it, where, and how it is hedged."""
    yield f"“{' '.join(item.quote.split())}”"
    said = "the author" if item.speaker is None else _speaker(item)
    where = titles.get(item.source) or item.source
    hedges = [item.quote[a - item.span[0] : b - item.span[0]] for a, b in item.hedges]
    strength = f" ({item.hedge_strength})" if item.hedge_strength else ""
    hedged = f"; hedged: {', '.join(hedges)}{strength}" if hedges else ""
    status = "" if item.status == "accepted" else f"; {item.status}, not accepted"
    yield f"{item.kind}, said by {said} in {where}{hedged}{status}"


def _speaker(item: EvidenceItem) -> str:
    one = item.speaker
    if one is None or one.span is None:
        return (one.party if one else "") or "the author"
    start = item.span[0]
    words = " ".join(item.quote[one.span[0] - start : one.span[1] - start].split())
    return f"{words} [{one.party}]" if one.party else words


def _suggestion(one: Suggestion, files: Mapping[bool, str]) -> Iterator[Line]:
    of = f" of {one.party}" if one.party else ""
    yield f"{one.id}  {KINDS[one.kind]}{of}: {one.says}"
    yield from (f"  {_match(match, one.kind == CAUSE)}" for match in one.matches)
    if one.status == BLANK:
        yield f'  {FILLED}: --insert {one.id} --as "{_form(one)}"'
    elif one.status != NEW:
        yield f"  {one.told}"
    if one.status == NEW:
        for insert in one.inserts:
            yield f"  {files[insert.outlook]}, under {insert.section}:"
            dash = "- " if _is_item(one, insert.section) else ""
            for at, line in enumerate(insert.entry.split("\n")):
                yield Code(f"    {(dash if not at else ' ' * len(dash)) + line}")
    if one.states is not None and one.status == NEW:
        before, after = one.states
        yield f"  feasible situations: {before:,}, with it {after:,}"
    yield from (f"  note: {note}" for note in one.notes)
    yield f"  rests on {one.item.id}; rule {one.why}"


def _is_item(one: Suggestion, section: str) -> bool:
    return one.kind in (RULE, PREFERENCE) or section.endswith(("causes", "opens"))


def _form(one: Suggestion) -> str:
    return "EVENT after EVENT" if one.kind == CAUSE else "EXPRESSION"


def _match(match: Match, event: bool) -> str:
    like = f"; nearest: {', '.join(match.near)}" if match.near else ""
    words = f"“{match.words}”" if match.words else "not said"
    if not match.target:
        what = "no event is like it" if match.role in ROLES and event else "nothing is like it"
        return f"{match.role} {words}: {what}{like}"
    if not match.score:
        return f"{match.role} {words}: the event {match.target} of another suggestion"
    return f"{match.role} {words}: {match.kind} {match.target}, likeness {match.score}"


def summary(found: Sequence[Suggestion], items: int) -> str:
    """How many there are, and how one is inserted."""
    open_ = sum(one.status != PRESENT for one in found)
    with_any = len({one.item.id for one in found})
    told = f"{items} item{'s' if items != 1 else ''} read, {with_any} with a suggestion: "
    told += f"{open_} to decide, {len(found) - open_} in the model already."
    return f"{told} Nothing is inserted without --insert ID." if open_ else told
