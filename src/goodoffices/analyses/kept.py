"""What was tried, put into the text of the situation file: as a lever, or where it belongs.

Both give the new text and write nothing. It is read again, and must be the trial: the same digest,
or ``RequestError``. Where a lever or a reading is written in place its words go where it acts, each
with what it rests on: statements to the party, what is forbidden to the rules, what is allowed out
of ``closed``, what is committed to ``one_way``. What becomes of the other changes of the file is
told in ``kept_changes``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from goodoffices.analyses.kept_changes import (
    Remaining,
    alone,
    called_lever,
    called_reading,
    plain_situation,
)
from goodoffices.analyses.trial import Trial, as_change
from goodoffices.errors import GoodOfficesError, InputError, RequestError
from goodoffices.evidence.item import EvidenceItem
from goodoffices.formats import native
from goodoffices.formats.changed import written_anew
from goodoffices.formats.insert_added import added
from goodoffices.formats.insert_value import replaced_value
from goodoffices.formats.lever_text import lever_data
from goodoffices.formats.meaning import Checked
from goodoffices.formats.native_write import dumps
from goodoffices.formats.remove import removed
from goodoffices.formats.replace_preference import replaced
from goodoffices.formats.rewritten import rewritten
from goodoffices.formats.yaml_tree import read_text
from goodoffices.model.apply import Variant, forbidding, with_changes
from goodoffices.model.change import Change
from goodoffices.model.digest import digest
from goodoffices.model.preference import Level
from goodoffices.model.situation import Situation


@dataclass(frozen=True)
class InPlace:
    """The new text, and in words what is done; ``left``: what is not written and stays tried."""

    text: str
    told: tuple[str, ...]
    left: Trial = Trial()


def as_lever(
    text: str, base: Situation, trial: Trial, name: str, does: str, by: Sequence[str], file: str
) -> str:
    """The text with the trial as one more lever."""
    if name in {lever.id for lever in base.levers}:
        raise RequestError(f'there is a lever "{name}" already; choose another name')
    change = as_change(base, trial, name)
    new = added(text, ("levers",), dumps({name: lever_data(change, does, by)}), file)
    tried = trial.situation(base)
    applied = replace(with_changes(_read(new, file), {}, [name]), levers=tried.levers)
    if digest(applied) != digest(tried):
        raise RequestError("as a lever it would not do the same; nothing was written")
    return new


def in_place(
    text: str, base: Situation, trial: Trial, file: str, named: Collection[str] = ()
) -> InPlace:
    """The text with the trial where the parties and the rules stand: orders, behaviours, and what
    its levers and readings do; without the rules that are off, each with what stands beside it.

    ``named``: levers that the evidence names, which stay in the file though they do nothing more.
    Raises ``RequestError`` where something cannot be written so.
    """
    tried = trial.situation(base)
    for name, change in chosen(base, trial).items():
        if change.together:
            who = " and ".join(base.party(one).name for one in change.together)
            raise RequestError(
                f"{name} lets {who} move as one, which only a lever or a reading can say: it "
                "cannot be written where it acts"
            )
    text = _own(text, base, trial, file)
    data = read_text(text, file or None).data
    try:
        plain = plain_situation(data, file)
    except InputError as error:
        found = f"with this the file would not read any more: {error.problems[0]}"
        raise RequestError(f"{found}; nothing was written") from None
    before = replace(
        plain,
        levers=tuple(replace(one, change=_reasoned(one.change)) for one in base.levers),
        types=tuple(replace(one, change=_reasoned(one.change)) for one in base.types),
        precedents=base.precedents,
        perceives=base.perceives,
    )
    after = with_changes(before, dict(trial.types), trial.levers)
    if digest(alone(after)) != digest(alone(tried)):
        raise RequestError("the file would not say the same as what was tried; nothing was written")
    reasons = {
        forbidding(literal): change.because
        for change in chosen(base, trial).values()
        for literal in change.forbid
    }
    rules = tuple(
        one if one in before.rules else replace(one, because=reasons.get(one.holds, ()))
        for one in after.rules
    )
    gone = tuple(name for name in trial.levers if name not in named)
    remaining = Remaining(before, dict(trial.types), trial.levers, after)
    new, _ = written_anew(
        Checked(plain, None, (), data),
        replace(after, rules=rules),
        Variant(before, (), gone),
        remaining.read,
    )
    text = rewritten(text, new.data, file)
    told = [*_wanted(before, after, trial, data, new.data)]
    told += [f"{called_lever(base, name)} is taken out, as it holds from now on" for name in gone]
    return InPlace(text, (*told, *remaining.told))


def _wanted(before: Situation, after: Situation, trial: Trial, old: Any, new: Any) -> Iterator[str]:
    """Whose wishes are others, where no reading of the party says so; what goes with them."""
    for was, becomes in zip(before.parties, after.parties, strict=True):
        if was.preference == becomes.preference:
            continue
        if becomes.id not in dict(trial.types):
            yield f"what {becomes.name} wants is changed"
        if "elicited" in old["parties"][was.id] and "elicited" not in new["parties"][was.id]:
            yield f"how the order of {becomes.name} was elicited is taken out: the order is another"


def writable(
    text: str, base: Situation, trial: Trial, file: str, named: Collection[str] = ()
) -> tuple[InPlace | None, tuple[str, ...]]:
    """What can be written of a trial that cannot be written whole, without the levers and readings
    that cannot even be written alone, and why each of these cannot; None where nothing is left."""
    left, why = Trial(), []
    for lever in trial.levers:
        refused = _refused(text, base, Trial(levers=(lever,)), file, named)
        if refused:
            left = left.with_lever(lever, True)
            called = called_lever(base, lever)
            why.append(refused if called in refused else f"{called}: {refused}")
    for party, name in trial.types:
        refused = _refused(text, base, Trial(types=((party, name),)), file, named)
        if refused:
            left = left.with_type(party, name)
            called = called_reading(base, party, name)
            why.append(refused if called in refused else f"{called}: {refused}")
    rest = replace(
        trial,
        levers=tuple(one for one in trial.levers if one not in left.levers),
        types=tuple(one for one in trial.types if one not in left.types),
    )
    if rest.is_empty or left.is_empty:
        return None, tuple(why)
    try:
        return replace(in_place(text, base, rest, file, named), left=left), tuple(why)
    except GoodOfficesError as error:
        return None, (*why, str(error))


def _refused(text: str, base: Situation, trial: Trial, file: str, named: Collection[str]) -> str:
    try:
        in_place(text, base, trial, file, named)
    except GoodOfficesError as error:
        return str(error)
    return ""


def levers_named(items: Iterable[EvidenceItem]) -> frozenset[str]:
    """The levers that claims of the evidence name."""
    return frozenset(lever for item in items if item.claim for lever in item.claim.levers)


def chosen(base: Situation, trial: Trial) -> dict[str, Change]:
    """The changes of the levers and readings that are on, by their names."""
    types = dict(trial.types)
    found = {
        called_reading(base, one.party, one.id): one.change
        for one in base.types
        if types.get(one.party) == one.id
    }
    levers = (one for one in base.levers if one.id in trial.levers)
    return found | {called_lever(base, one.id): one.change for one in levers}


def _own(text: str, base: Situation, trial: Trial, file: str) -> str:
    """The text with orders, behaviours and rules that are off."""
    after = replace(trial, levers=(), types=()).situation(base)
    for party, _ in trial.orders:
        criteria = after.party(party).preference.criteria
        levels = [[s.want for s in one.statements] for one in criteria if isinstance(one, Level)]
        text = replaced(text, party, levels, None, file)
    for party, name in trial.behaviours:
        text = replaced_value(text, ("parties", party, "behaviour"), name, file)
    for number in sorted(trial.off, reverse=True):
        text = removed(text, ("rules", number), file)
    return text


def _reasoned(change: Change) -> Change:
    """What a change says, each statement resting on what the change rests on."""

    def levels(given: tuple[Level, ...]) -> tuple[Level, ...]:
        return tuple(
            Level(
                tuple(
                    replace(one, because=one.because or change.because) for one in each.statements
                )
            )
            for each in given
        )

    return replace(
        change,
        raised=tuple((party, levels(given)) for party, given in change.raised),
        lowered=tuple((party, levels(given)) for party, given in change.lowered),
    )


def _read(text: str, file: str) -> Situation:
    try:
        return native.situation(read_text(text, file or None))
    except InputError as error:
        found = f"with this the file would not read any more: {error.problems[0]}"
        raise RequestError(f"{found}; nothing was written") from None
