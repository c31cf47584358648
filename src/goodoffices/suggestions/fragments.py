"""The YAML that a suggestion would insert, and where."""

from __future__ import annotations

from goodoffices.errors import InputError, RequestError, nearest, one_of
from goodoffices.formats.outlook_context import RESERVED
from goodoffices.formats.values import ID
from goodoffices.formats.yaml_ends import in_flow, quoted
from goodoffices.formats.yaml_tree import read_text
from goodoffices.model.expression import WORDS
from goodoffices.model.outlook import Event
from goodoffices.model.situation import Situation
from goodoffices.suggestions.phrases import named
from goodoffices.suggestions.suggestion import UNKNOWN, Insert

AFTER = " after "
NOT = "not "
"""Before an event that comes and goes: what ends it."""


def rule_insert(says: str, item_id: str, name: str = "") -> Insert:
    """A rule as one line in braces."""
    head = f"name: {in_flow(name)}, " if name else ""
    because = f"because: [{in_flow(item_id)}]"
    return Insert(("rules",), f"{{{head}rule: {in_flow(says)}, {because}}}")


def term_insert(says: str, name: str) -> Insert:
    """A term. What it rests on cannot be said in a term; the item stands in a comment."""
    return Insert(("terms",), f"{name}: {_block(says)}")


def preference_insert(says: str, item_id: str, party: str) -> Insert:
    """A statement of a party's preference."""
    entry = f"{{want: {in_flow(says)}, because: [{in_flow(item_id)}]}}"
    return Insert(("parties", party, "prefers"), entry)


def cause_inserts(
    situation: Situation, says: str, item_id: str, condition: str, consequence: str
) -> tuple[Insert, ...]:
    """``EFFECT after CAUSE``: a cause without a probability, and the events that are missing;
    ``not EFFECT after CAUSE``: what ends a status.

    A missing event with the name of a term or a named state holds in it; another only has the
    words as its name. Raises ``RequestError`` where the two cannot stand so.
    """
    effect, cause = cause_sides(says)
    if UNKNOWN in (effect, cause):
        return ()
    ends = effect.startswith(NOT)
    effect = effect.removeprefix(NOT)
    events = {} if situation.outlook is None else {e.id: e for e in situation.outlook.events}
    inserts = []
    because = f"because: [{in_flow(item_id)}]"
    if cause not in events:
        _free(situation, cause)
        lines = [f"name: {_block(named(condition))}"]
        if cause in situation.names:
            named_so = (*situation.terms, *situation.states)
            words = next(one.words for one in named_so if one.id == cause)
            lines = [f"name: {_block(words)}", f"holds_in: {in_flow(cause)}"]
        inserts.append(_event(cause, [*lines, because]))
    entry = f"{{after: {in_flow(cause)}, probability: , {because}}}"
    if effect in events:
        there = events[effect]
        if there.table is not None:
            raise RequestError(
                f"the event {effect} is a static table, which has no causes; expected another "
                'event; name one with --as "EVENT after EVENT"'
            )
        key = "closes" if ends else "opens" if there.status else "causes"
        if ends and not there.status:
            raise RequestError(
                f"the event {effect} happens once and does not end; expected one with status: true"
            )
        inserts.append(Insert(("events", effect, key), entry, outlook=True))
    else:
        if ends:
            raise RequestError(f"there is no event {effect} that could end")
        _free(situation, effect)
        lines = [f"name: {_block(named(consequence))}", "causes:", f"  - {entry}", because]
        inserts.append(_event(effect, lines))
    return tuple(inserts)


def cause_sides(says: str) -> tuple[str, str]:
    """Effect and cause of ``EFFECT after CAUSE``. Raises ``RequestError`` for another form."""
    effect, after, cause = (part.strip() for part in says.partition(AFTER))
    if not after or not effect or not cause:
        raise RequestError(f'"{says}" is no cause; expected EVENT after EVENT, by their ids')
    for one in (effect.removeprefix(NOT), cause):
        if one != UNKNOWN and (not ID.match(one) or one in (*WORDS, *RESERVED)):
            raise RequestError(f'"{one}" is not an id; expected lower case letters, digits and _')
    if effect.removeprefix(NOT) == cause and effect != UNKNOWN:
        raise RequestError(f"{effect} cannot be its own cause; expected two events")
    return effect, cause


def mirrors(event: Event) -> bool:
    """Whether an event only says what the situation decides."""
    return event.holds_in is not None and not event.causes


def taken(situation: Situation) -> set[str]:
    """The ids that no new event may have."""
    outlook = situation.outlook
    if outlook is None:
        return set(RESERVED)
    used = {one.id for one in outlook.params} | {one.id for one in outlook.events}
    used |= {one.id for one in outlook.stocks} | {one.id for one in outlook.flows}
    return {*RESERVED, *used}


def _free(situation: Situation, name: str) -> None:
    if name in taken(situation):
        events = [] if situation.outlook is None else [e.id for e in situation.outlook.events]
        hint = nearest(name, events)
        raise RequestError(
            f'"{name}" is a param, stock or flow of the outlook; expected an event: '
            f"{one_of(events)}; {hint}".rstrip("; ")
        )


def _event(name: str, lines: list[str]) -> Insert:
    inner = "\n".join(f"  {line}" for line in lines)
    return Insert(("events",), f"{name}:\n{inner}", outlook=True)


def _block(text: str) -> str:
    """A text as the value of a key on a line of its own."""
    try:
        same = "\n" not in text and read_text(f"a: {text}").data == {"a": text}
    except InputError:
        same = False
    return text if same else quoted(text)
