"""A suggestion put into the text of its file, with the analyst's own words where there are some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from goodoffices.errors import RequestError, nearest
from goodoffices.formats.insert_added import added
from goodoffices.formats.tree import Key
from goodoffices.formats.values import ID
from goodoffices.formats.yaml_tree import read_text
from goodoffices.model.expression import WORDS
from goodoffices.model.situation import Situation
from goodoffices.states import StateSpace, parse_for
from goodoffices.suggestions.fragments import (
    AFTER,
    cause_inserts,
    cause_sides,
    preference_insert,
    rule_insert,
    term_insert,
)
from goodoffices.suggestions.judged import judged
from goodoffices.suggestions.suggestion import (
    BLANK,
    CAUSE,
    NEW,
    PREFERENCE,
    PRESENT,
    RULE,
    TERM,
    UNKNOWN,
    WAITS,
    Insert,
    Suggestion,
)


def reworded(
    one: Suggestion, situation: Situation, space: StateSpace | None, says: str = "", name: str = ""
) -> Suggestion:
    """With what the analyst says instead: an expression, or of a cause ``EVENT after EVENT``;
    ``name`` is that of the rule, the term or the new event that is the consequence.

    Raises ``RequestError`` for what is no expression of the model, or for a name that is no id.
    """
    if name and (not ID.match(name) or name in WORDS):
        raise RequestError(f'"{name}" is not an id; expected lower case letters, digits and _')
    if not says and not name:
        return one
    says, name = says.strip() or one.says, name or one.name
    item_id = one.item.id
    if one.kind == CAUSE:
        if name and not says.startswith(f"{name} "):
            effect, cause = cause_sides(says)
            events = situation.outlook.events if situation.outlook is not None else ()
            if effect in {event.id for event in events}:
                raise RequestError(
                    f"--id names a new event, and {effect} is there already; expected "
                    f'--as "{name} after {cause}"'
                )
            says = f"{name}{AFTER}{cause}"
        words = [next((m.words for m in one.matches if m.role == role), "") for role in ROLES]
        inserts = cause_inserts(situation, says, item_id, *words)
        fresh = replace(one, says=says, inserts=inserts, told="")
        return replace(fresh, status=NEW if inserts else BLANK)
    if UNKNOWN in says:
        raise RequestError(
            f'what {one.id} means is not said yet: "{says}"; expected --as "EXPRESSION"'
        )
    parse_for(situation, says)
    if one.kind == RULE:
        insert = rule_insert(says, item_id, name)
    elif one.kind == TERM:
        insert = term_insert(says, name)
    else:
        insert = preference_insert(says, item_id, one.party)
    fresh = replace(one, says=says, name=name, inserts=(insert,), status=NEW, told="", states=None)
    return judged(fresh, situation, space)


ROLES = ("condition", "consequence")


def refused(one: Suggestion) -> None:
    """Raises ``RequestError`` for a suggestion that cannot be inserted as it stands."""
    if one.item.status != "accepted":
        raise RequestError(
            f"{one.item.id} is only proposed; nothing enters the model before it is accepted; "
            "review it first: goodoffices review CASE"
        )
    if one.status == PRESENT:
        raise RequestError(f"{one.id} is in the model already: {one.told}; nothing was written")
    if one.status == WAITS:
        raise RequestError(f'{one.id}: {one.told}, or say --as "EVENT after EVENT"')
    if one.status == BLANK or not one.inserts:
        form = "EVENT after EVENT" if one.kind == CAUSE else "EXPRESSION"
        near = [name for match in one.matches if not match.target for name in match.near]
        like = f"; like it are {', '.join(near)}" if near else ""
        raise RequestError(
            f'{one.id} says "{one.says}", and what ? is matches nothing in the model; expected '
            f'--as "{form}"{like}'
        )
    if one.told and one.status != NEW:
        raise RequestError(f"{one.id} cannot be inserted: {one.told}; nothing was written")


def inserted(
    one: Suggestion, texts: Mapping[bool, str], files: Mapping[bool, str], above: str = ""
) -> tuple[bool, str]:
    """Whether it is the outlook's file that changes, and its new text.

    ``texts``, ``files``: by whether an insert is of the outlook. ``above``: of a statement of a
    preference, the number of the statement that it stands above, or ``end``.
    Raises ``RequestError`` where nothing can be inserted without touching anything else.
    """
    outlook = one.inserts[0].outlook
    text, file = texts[outlook], files[outlook]
    prefix = _prefix(text) if outlook else ()
    for insert in one.inserts:
        at = None
        if one.kind == PREFERENCE:
            at = _position(text, (*prefix, *insert.path), above, one.party)
        text = _with(text, insert, (*prefix, *insert.path), file, one, at)
    return outlook, text


def _with(
    text: str, insert: Insert, path: tuple[Key, ...], file: str, one: Suggestion, at: int | None
) -> str:
    if one.kind == TERM:  # a term cannot say what it rests on, a comment can
        try:
            return added(text, path, f"{insert.entry}   # {one.item.id}", file)
        except RequestError:
            return added(text, path, insert.entry, file)
    return added(text, path, insert.entry, file, at)


def _prefix(text: str) -> tuple[Key, ...]:
    """The keys above an outlook's own: in ``situation.yaml``, or where a file has it on top."""
    data = read_text(text).data
    there = isinstance(data, dict) and ("parties" in data or set(data) == {"outlook"})
    return ("outlook",) if there else ()


def _position(text: str, path: tuple[Key, ...], above: str, party: str) -> int | None:
    """How many statements stay above the new one; None for all of them."""
    data = read_text(text).data
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    count = len(data) if isinstance(data, list) else 0
    if not count or above == "end":
        return None
    if above.isdecimal() and 1 <= int(above) <= count:
        return int(above) - 1
    hint = nearest(above, ["end"]) if above else ""
    found = f'--above "{above}" is none of them' if above else "where it stands is not said"
    raise RequestError(
        f"{party} has {count} statements, the most important first, and {found}; expected --above "
        f"1 to {count}, or --above end; {hint}".rstrip("; ")
    )
