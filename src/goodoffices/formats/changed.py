"""A situation with types, levers and an extension applied, as the plain data of a file of its own.

Only what the changes touch is written anew; every other part of the data stays as it was read. What
is applied is no longer a lever or a rival reading of the new file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from goodoffices.errors import InputError, RequestError
from goodoffices.formats.meaning import Checked
from goodoffices.formats.native import from_data
from goodoffices.model.apply import Variant
from goodoffices.model.expression import bare, literal_text
from goodoffices.model.party import ASSUMPTION
from goodoffices.model.preference import Group, Level, Line, Preference, Ranking, Statement
from goodoffices.model.situation import Situation
from goodoffices.modes.table import known_order
from goodoffices.states import StateSpace


def applied(checked: Checked, variant: Variant) -> tuple[Checked, tuple[str, ...]]:
    """The changed situation as if it had been read from a file, and what is other than before.

    Raises ``RequestError`` where a file has no way to say it, or would not be one in order.
    """
    return written_anew(checked, variant.situation(), variant)


def written_anew(
    checked: Checked,
    after: Situation,
    variant: Variant,
    read: Callable[[dict[str, Any]], tuple[Checked, tuple[str, ...]]] | None = None,
) -> tuple[Checked, tuple[str, ...]]:
    """The same for a situation that has more than the ``variant`` changed in it: preferences,
    rules, what is closed or one-way, behaviours, and whether there is a status quo.

    ``read``: another way to read the new data, which may leave out what no longer fits and tells
    so. Raises ``RequestError`` as ``applied`` does.
    """
    before = checked.situation
    if after.together != before.together:
        raise RequestError(
            "parties who may move as one (together) stand in levers and types only; leave that "
            "lever out, and apply it with --with where the file is used"
        )
    data = deepcopy(checked.data)
    told = [
        *_rules(data, before, after),
        *_literals(data, before, after),
        *_parties(data, before, after),
        *_behaviours(data, before, after),
        *_used(data, variant),
    ]
    try:
        found, left = read(data) if read else (from_data(data), ())
    except InputError as error:
        raise RequestError(f"with these changes the file would not be in order: {error}") from None
    _same(found, after)
    return found, (*told, *left)


def _rules(data: dict[str, Any], before: Situation, after: Situation) -> Iterator[str]:
    raw = data.get("rules") or []
    left = list(after.rules)  # in the order of the file; equal ones may stand there twice
    kept = []
    for one, rule in zip(raw, before.rules, strict=True):
        same = (n for n, r in enumerate(left) if (r.name, r.holds) == (rule.name, rule.holds))
        at = next(same, None)
        becomes = None if at is None else left.pop(at)
        if becomes is None:
            yield f"rule {rule.name or bare(rule.holds)} left out"
        elif becomes.probability != rule.probability:
            kept.append({key: value for key, value in one.items() if key != "probability"})
            yield f"rule {rule.name or bare(rule.holds)} is certain"
        else:
            kept.append(one)
    added: list[Any] = []
    for rule in left:
        text = bare(rule.holds)
        added.append({"rule": text} | _resting(rule.because) if rule.because else text)
        yield f"rule {text} added"
    if kept != raw or added:
        data["rules"] = kept + added


def _literals(data: dict[str, Any], before: Situation, after: Situation) -> Iterator[str]:
    if after.closed != before.closed:
        data["closed"] = list(after.closed)
        yield "closed: " + (", ".join(after.closed) or "nothing")
    if after.one_way != before.one_way:
        data["one_way"] = [literal_text(*one) for one in after.one_way]
        yield "one way: " + ", ".join(data["one_way"])
    if after.now is None and before.now is not None:
        del data["now"]
        yield "now left out"


def _parties(data: dict[str, Any], before: Situation, after: Situation) -> Iterator[str]:
    space = StateSpace.of(after) if after.parties != before.parties else None
    for old, new in zip(before.parties, after.parties, strict=True):
        if space is None or old.preference == new.preference:
            continue
        holder = data["parties"][old.id] = dict(data["parties"][old.id] or {})
        was, becomes, settled = old.preference, new.preference, False
        if was.divided and becomes.divided and was.divided != becomes.divided:
            factions = zip(was.divided.factions, becomes.divided.factions, strict=True)
            for one, other in factions:
                part = dict(holder["divided"]["factions"][one.id] or {})
                holder["divided"]["factions"][one.id] = part
                _restate(part, one.preference, other.preference, space, f"{old.id}, {one.id}")
            yield f"{old.id}: preferences of its factions written anew"
        elif was.criteria != becomes.criteria:
            settled = _restate(holder, was, becomes, space, old.id)
            yield f"{old.id}: preference written anew"
            if holder.pop("elicited", None) is not None:
                yield f"{old.id}: elicited left out, for the order is another"
        if was.extension != becomes.extension and not settled:
            holder["extension"] = becomes.extension
            yield f"{old.id}: extension {becomes.extension}"


def _behaviours(data: dict[str, Any], before: Situation, after: Situation) -> Iterator[str]:
    for old, new in zip(before.parties, after.parties, strict=True):
        if old.behaviour != new.behaviour:
            data["parties"][old.id] = dict(data["parties"][old.id] or {})
            data["parties"][old.id]["behaviour"] = new.behaviour[0]
            yield f"{old.id}: behaviour {new.behaviour[0]}"


def _restate(
    holder: dict[str, Any], was: Preference, becomes: Preference, space: StateSpace, name: str
) -> bool:
    """The criteria as statements, or where a ranking or chains stand among them as places; whether
    these leave nothing unknown, so that no extension may stand there."""
    if was.criteria == becomes.criteria:
        return False
    if all(isinstance(one, Level | Line) for one in becomes.criteria):
        raw = dict(_as_written(holder, was))
        holder["prefers"] = [_level(one, raw) for one in becomes.criteria]
        return False
    if _ranked(holder, becomes):
        return False
    plain = _plain(becomes)
    order = known_order(space, plain)
    if order is None or becomes.degrees > 1:
        raise RequestError(
            f'the preference of "{name}" would be statements above a ranking or chains, with '
            "something unknown or lines of strength in it, which no one key of a file can say; "
            "leave that change out, and apply it where the file is used"
        )
    holder.pop("partial_order", None)
    settled = not plain.ordered and not becomes.open
    if settled:
        holder.pop("extension", None)
    holder["ranking"] = [
        ids[0] if len(ids) == 1 else ids
        for ids in (
            space.ids[np.flatnonzero(order == place)].tolist()
            for place in range(int(order.max()), 0, -1)
        )
    ]
    return settled


def _ranked(holder: dict[str, Any], becomes: Preference) -> bool:
    """A ranking alone as a ranking, entry by entry; False for anything else."""
    (one, *more) = becomes.criteria or (None,)
    raw = holder.get("ranking")
    if more or not isinstance(one, Ranking) or one.lines or raw is None:
        return False
    order = [_group(group) for group in one.groups]
    holder["ranking"] = {**raw, "order": order} if isinstance(raw, dict) else order
    return True


def _group(group: Group) -> Any:
    states = [one.state if isinstance(one.state, int) else bare(one.state) for one in group]
    return states[0] if len(states) == 1 else states


def _as_written(holder: dict[str, Any], was: Preference) -> Iterator[tuple[Statement, Any]]:
    """Statements with what stands in the file for them, where it is one by one."""
    raw: list[Any] = []
    for item in holder.get("prefers") or []:
        if isinstance(item, dict) and "strongly" in item:
            continue
        raw += item if isinstance(item, list) else [item]
    statements = was.statements()
    if len(raw) == len(statements):
        yield from zip(statements, raw, strict=True)


def _level(criterion: object, raw: dict[Statement, Any]) -> Any:
    if isinstance(criterion, Line):
        return {"strongly": criterion.degree}
    if not isinstance(criterion, Level):
        raise TypeError(f"not a level: {criterion!r}")
    told = [raw[one] if one in raw else _statement(one) for one in criterion.statements]
    return told[0] if len(told) == 1 else told


def _statement(one: Statement) -> Any:
    more: dict[str, Any] = {}
    if one.weight != 1:
        more["weight"] = _number(one.weight)
    if one.unknown:
        more["unknown"] = True
    more |= _resting(one.because)
    if one.sure.phi is not None:
        more["sure"] = {"phi": one.sure.phi}
    elif one.sure.word != "firm":
        more["sure"] = one.sure.word
    return {"want": bare(one.want)} | more if more else bare(one.want)


def _resting(because: tuple[str, ...]) -> dict[str, Any]:
    """What something rests on, as the file says it; nothing where it rests on nothing."""
    said = "assumption" if because == ASSUMPTION else list(because)
    return {"because": said} if because else {}


def _number(weight: Fraction) -> int | str:
    return weight.numerator if weight.denominator == 1 else str(weight)


def _used(data: dict[str, Any], variant: Variant) -> Iterator[str]:
    """Levers and rival readings that are applied go."""
    for lever in variant.levers:
        del data["levers"][lever]
        yield f"lever {lever} left out, for it is applied"
    for party, name in variant.types:
        del data["types"][party]
        yield f"rival readings of {party} left out, for {name} is applied"
    for key in ("levers", "types"):
        if key in data and not data[key]:
            del data[key]


def _same(found: Checked, after: Situation) -> None:
    """Raises ``RequestError`` where the new file would say something else than the changes do."""
    if not decide_the_same(found.situation, after, found.space):
        raise RequestError("the changes cannot be written into a file without loss; nothing was")


def decide_the_same(mine: Situation, meant: Situation, space: StateSpace | None = None) -> bool:
    """Whether two situations decide the same, apart from the changes that they offer.

    Digests are compared; where criteria became places, the orders that they give. ``space``: the
    states of ``mine``, where they are known.
    """
    parties = []
    for own, other in zip(mine.parties, meant.parties, strict=True):
        pairs = list(_pairs(own.preference, other.preference))
        if not any(_mixed(one) for pair in pairs for one in pair):
            parties.append(other)
            continue
        space = space or StateSpace.of(mine)
        for first, second in pairs:
            orders = known_order(space, _plain(first)), known_order(space, _plain(second))
            if orders[0] is None or orders[1] is None or (orders[0] != orders[1]).any():
                return False
        parties.append(replace(other, preference=own.preference))
    expected = replace(
        meant,
        parties=tuple(parties),
        levers=mine.levers,
        types=mine.types,
        precedents=mine.precedents,
        perceives=mine.perceives,
        applied=(),
    )
    return expected.digest() == mine.digest()


def _pairs(mine: Preference, meant: Preference) -> Iterator[tuple[Preference, Preference]]:
    """The two, or those of each faction."""
    if mine.divided is None or meant.divided is None:
        yield mine, meant
        return
    for one, other in zip(mine.divided.factions, meant.divided.factions, strict=True):
        yield one.preference, other.preference


def _mixed(preference: Preference) -> bool:
    """Whether several criteria stand there that are not all statements and lines."""
    places = [one for one in preference.criteria if not isinstance(one, Level | Line)]
    return len(preference.criteria) > 1 and bool(places)


def _plain(preference: Preference) -> Preference:
    """Its criteria alone."""
    return Preference(preference.criteria)
