"""A party's statements put into a new order in the text of a situation file.

Only the party's ``prefers:`` (or ``ranking:``) is written anew, from the pieces that stand there:
each statement keeps its text, its keys and its comments. Everything else stays to the byte. The
result is read again before it is used: if anything else had changed, nothing would be.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.errors import InputError, RequestError
from goodoffices.formats import native
from goodoffices.formats.preference_text import PreferenceText, party_text
from goodoffices.formats.yaml_places import Edit, applied, end_of_line
from goodoffices.formats.yaml_tree import read_text
from goodoffices.model.expression import Expression
from goodoffices.model.preference import MILD, Level, Preference

Wanted = Sequence[Sequence[Expression]]
COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n\r]*", re.MULTILINE)
BY_HAND = "nothing was written; write the order by hand"


@dataclass(frozen=True)
class Elicited:
    """What the file says about an elicitation: who answered, when, how often, and the record."""

    by: str
    on: str
    answers: int
    record: str

    def text(self) -> str:
        """As a YAML mapping in one line."""
        by = f"by: {json.dumps(self.by, ensure_ascii=False)}, " if self.by else ""
        record = json.dumps(self.record, ensure_ascii=False)
        return f"{{{by}on: {self.on}, answers: {self.answers}, record: {record}}}"


def replaced(
    text: str, party: str, levels: Wanted, elicited: Elicited | None, file: str = ""
) -> str:
    """The text with these levels as the party's preference and with ``elicited``; None leaves
    what the file says of that.

    Raises ``RequestError`` where that cannot be done without touching anything else.
    """
    tree = read_text(text, file or None)
    place = f"{tree.locate(('parties', party), key=True)}: "
    new = applied(text, _edits(party_text(tree, party), levels, elicited))
    try:
        tree_after = read_text(new, file or None)
        after = native.situation(tree_after).party(party).preference
    except InputError as error:
        found = f"{place}with this order the file would not read any more: {error.problems[0]}"
        raise RequestError(f"{found}; {BY_HAND}") from None
    if any(isinstance(level, Level) and level.weighted for level in after.criteria):
        found = f"{place}tied statements of {party} have weights, which answers do not tell"
        raise RequestError(f"{found}; nothing was written; take the weights out")
    lost = _comments(text) - _comments(new)
    old = {str(one.want) for one in native.situation(tree).party(party).preference.statements()}
    if lost and old <= {str(want) for level in levels for want in level}:
        found = f"{place}a comment would be lost: {next(iter(lost))}"
        raise RequestError(f"{found}; nothing was written; put it on a line of its own above")
    before = native.situation(tree).party(party).preference
    if before.degrees > MILD or any(one.unknown for one in before.statements()):
        found = f"{place}{party} has lines of strength or statements of unknown direction"
        raise RequestError(f"{found}, which an order of statements cannot keep; {BY_HAND}")
    wanted = [[str(want) for want in level] for level in levels]
    same = _rest(tree.data, party) == _rest(tree_after.data, party)
    if not same or _texts(after) != wanted or not _kept(before, after):
        found = f"{place}the preferences of {party} are written in a way that cannot be replaced"
        raise RequestError(f"{found} without touching anything else; {BY_HAND}")
    return new


def _edits(holder: PreferenceText, levels: Wanted, elicited: Elicited | None) -> list[Edit]:
    """What to replace: the preference, and ``elicited`` where it stands or else after it."""
    edit = holder.listed_in_flow(levels) if holder.flow else holder.listed(levels)
    if elicited is None:
        return [edit]
    note = f"elicited: {elicited.text()}"
    old = holder.entry("elicited")
    if old is not None and holder.end(old[1]) > old[1].start_mark.index:
        return [edit, (int(old[0].start_mark.index), holder.end(old[1]), note)]
    if old is not None:
        start = int(old[0].start_mark.index)
        colon = holder.text.index(":", holder.end(old[0])) + 1
        return [edit, (start, colon, note)]
    if holder.flow:
        return [edit, (edit[1], edit[1], f", {note}")]
    at = end_of_line(holder.text, edit[1])
    return [edit, (at, at, f"{holder.line_end}{holder.indent}{note}")]


def _comments(text: str) -> Counter[str]:
    """What may be comments: from a # at the start or after a space to the end of the line."""
    return Counter(COMMENT.findall(text))


def _rest(data: Any, party: str) -> object:
    """Everything but the party's preference, with the order of the keys."""

    def ordered(value: object) -> object:
        if isinstance(value, dict):
            return [(key, ordered(inner)) for key, inner in value.items()]
        return [ordered(one) for one in value] if isinstance(value, list) else value

    own = data["parties"][party] or {}
    kept = {k: v for k, v in own.items() if k not in ("prefers", "ranking", "elicited")}
    return ordered(data | {"parties": data["parties"] | {party: kept}})


def _kept(before: Preference, after: Preference) -> bool:
    """Whether every statement that stood there and stands there still says the same of itself."""
    old = {one.want: (one.because, one.sure, one.weight) for one in before.statements()}
    new = {one.want: (one.because, one.sure, one.weight) for one in after.statements()}
    return all(old[want] == says for want, says in new.items() if want in old)


def _texts(preference: Preference) -> list[list[str]]:
    return [
        [str(one.want) for one in level.statements]
        for level in preference.criteria
        if isinstance(level, Level)
    ]
