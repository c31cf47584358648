"""Applying changes to a copy: types first, then precedents, then levers, each in file order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from goodoffices.errors import NOWHERE, Problem, RequestError, nearest, one_of
from goodoffices.model.change import Change, Literal
from goodoffices.model.expression import Expression, Name, Not
from goodoffices.model.preference import EXTENSIONS, Preference
from goodoffices.model.rule import Rule
from goodoffices.model.situation import Situation

T = TypeVar("T")


@dataclass(frozen=True)
class Variant:
    """A situation as written with types and levers that are to be applied to it.

    Further levers and precedents join them in file order, not on top of what was applied.
    ``extension``: how parties act where their preference is unknown, "" where nobody has chosen.
    """

    base: Situation
    types: tuple[tuple[str, str], ...] = ()
    levers: tuple[str, ...] = ()
    extension: str = ""

    def situation(self, levers: Sequence[str] = (), precedents: Sequence[str] = ()) -> Situation:
        """The changed situation. Raises ``RequestError`` as ``with_changes`` does."""
        types = dict(self.types)
        changed = with_changes(self.base, types, (*self.levers, *levers), precedents)
        return (
            with_extension(changed, self.extension, over_file=True) if self.extension else changed
        )


def with_extension(situation: Situation, extension: str, over_file: bool = False) -> Situation:
    """A copy in which every party acts by this extension where its preference is unknown: those of
    whom the file says how they do only with ``over_file``. Raises ``RequestError`` for another
    letter."""
    if extension not in EXTENSIONS:
        raise RequestError(f'there is no extension "{extension}"; expected {one_of(EXTENSIONS)}')
    parties = tuple(
        replace(party, preference=replace(party.preference, extension=extension))
        if party.preference.unknown and (over_file or not party.preference.extension)
        else party
        for party in situation.parties
    )
    if parties == situation.parties:
        return situation
    applied = (*situation.applied, f"extension={extension}")
    return replace(situation, parties=parties, applied=applied)


def remarks_on_extension(situation: Situation, extension: str) -> Iterator[Problem]:
    """What is odd about choosing this extension for a situation: nothing is unknown, or the file
    chooses another one for some party."""
    unknown = [party for party in situation.parties if party.preference.unknown]
    if not unknown:
        found = f"extension {extension} changes nothing: no preference is partly unknown"
        yield Problem(NOWHERE, found, "", "leave it out")
    for party in unknown:
        given = party.preference.extension
        if given not in ("", extension):
            found = f'"{party.id}" has extension: {given} in the file'
            yield Problem(
                party.place,
                found,
                "",
                f"extension {extension}, which was asked for, counts instead",
            )


def types_chosen(texts: Sequence[str], said: str = "type") -> dict[str, str]:
    """``["israel=willing"]`` → ``{"israel": "willing"}``. ``said``: how whoever asks calls it.

    Raises ``RequestError``.
    """
    chosen: dict[str, str] = {}
    for text in texts:
        party, equals, name = text.partition("=")
        if not equals or not party or not name:
            raise RequestError(f'{said} "{text}" is not understood; expected PARTY=NAME')
        if chosen.setdefault(party, name) != name:
            raise RequestError(f'{said} gives "{party}" twice; expected one type a party')
    return chosen


def with_changes(
    situation: Situation,
    types: Mapping[str, str] | None = None,
    levers: Sequence[str] = (),
    precedents: Sequence[str] = (),
) -> Situation:
    """A copy with these types (party → type), precedents and levers applied.

    The order of the arguments does not matter: each kind is applied in file order, so that the
    later ``raise`` of the file ends on top. Raises ``RequestError`` for a name that is not in
    the file, with the nearest that is.
    """
    wanted = dict(types or {})
    for party, type_id in wanted.items():
        situation.party(party)
        known = [t.id for t in situation.types if t.party == party]
        _known(type_id, known, f'type of "{party}"')
    for lever in levers:
        _known(lever, [one.id for one in situation.levers], "lever")
    for precedent in precedents:
        _known(precedent, [one.id for one in situation.precedents], "precedent")
    chosen: list[tuple[str, Change]] = [
        (f"{t.party}={t.id}", t.change) for t in situation.types if wanted.get(t.party) == t.id
    ]
    chosen += [(p.id, p.change) for p in situation.precedents if p.id in precedents]
    chosen += [(one.id, one.change) for one in situation.levers if one.id in levers]
    for label, change in chosen:
        situation = changed(situation, change, label)
    return situation


def changed(situation: Situation, change: Change, label: str = "") -> Situation:
    """A copy of the situation with every verb of one change carried out.

    ``drop`` comes before ``raise`` and ``lower``, so that one change can move a statement.
    """
    changed_parties = []
    for party in situation.parties:
        preference = party.preference
        for want in _of(change.dropped, party.id):
            preference = _dropped(preference, want, party.id, label or change.id)
        for levels in _of(change.raised, party.id):
            preference = preference.raised(levels)
        for levels in _of(change.lowered, party.id):
            preference = preference.lowered(levels)
        changed_parties.append(replace(party, preference=preference))
    forbidden = tuple(Rule(forbidding(one), place=change.place) for one in change.forbid)
    kept = tuple(rule for rule in situation.rules if not rule.name or rule.name not in change.relax)
    group = (change.together,) if change.together else ()
    return replace(
        situation,
        parties=tuple(changed_parties),
        rules=kept + forbidden,
        closed=tuple(name for name in situation.closed if name not in change.allow),
        one_way=_joined(situation.one_way, change.commit),
        together=_joined(situation.together, group),
        applied=(*situation.applied, label or change.id),
    )


def forbidding(literal: Literal) -> Expression:
    """What holds where a literal does not."""
    name, value = literal
    return Not(Name(name)) if value else Name(name)


def that_can_drop(now: Situation, change: Change) -> Change:
    """The change without dropping what is gone already."""
    dropped = []
    gone = {party.id: party.preference for party in now.parties}
    for party, want in change.dropped:
        left = gone[party].without(want)
        if left is not None:
            gone[party] = left
            dropped.append((party, want))
    return replace(change, dropped=tuple(dropped))


def _of(per_party: Iterable[tuple[str, T]], party: str) -> list[T]:
    return [what for who, what in per_party if who == party]


def _dropped(preference: Preference, want: Expression, party: str, label: str) -> Preference:
    left = preference.without(want)
    if left is None:
        raise RequestError(
            f'"{label}" drops a statement that "{party}" does not have: {want}; '
            "expected one that parses the same as one of its statements"
        )
    return left


def _joined(first: tuple[T, ...], more: tuple[T, ...]) -> tuple[T, ...]:
    return first + tuple(one for one in more if one not in first)


def _known(name: str, known: Iterable[str], what: str) -> None:
    words = list(known)
    if name not in words:
        expected = one_of(words) if words else f"no {what} is declared in the file"
        raise RequestError(
            f'there is no {what} "{name}"; expected: {expected}; {nearest(name, words)}'.rstrip(
                "; "
            )
        )
