"""What was tried, put into the text of the situation file: as a lever, or where it belongs.

Both give the new text and write nothing. It is read again, and must be the trial: the same digest,
or ``RequestError``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goodoffices.analyses.trial import Trial, as_change
from goodoffices.errors import InputError, RequestError
from goodoffices.formats import native
from goodoffices.formats.insert_added import added
from goodoffices.formats.insert_value import replaced_value
from goodoffices.formats.lever_text import lever_data
from goodoffices.formats.native_write import dumps
from goodoffices.formats.remove import removed
from goodoffices.formats.replace_preference import replaced
from goodoffices.formats.yaml_tree import read_text
from goodoffices.model.apply import with_changes
from goodoffices.model.digest import digest
from goodoffices.model.preference import Level
from goodoffices.model.situation import Situation

LATER = "a lever that is on, or a reading of a party, stays what it is; keep it as a lever instead"


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


def in_place(text: str, base: Situation, trial: Trial, file: str) -> str:
    """The text with the trial's orders and behaviours where the parties stand, and without the
    rules that are off, each with what stands beside it."""
    if trial.levers or trial.types:
        raise RequestError(LATER)
    after = trial.situation(base)
    for number in sorted(trial.off, reverse=True):
        text = removed(text, ("rules", number), file)
    for party, _ in trial.orders:
        criteria = after.party(party).preference.criteria
        levels = [[s.want for s in one.statements] for one in criteria if isinstance(one, Level)]
        text = replaced(text, party, levels, None, file)
    for party, name in trial.behaviours:
        text = replaced_value(text, ("parties", party, "behaviour"), name, file)
    if digest(_read(text, file)) != digest(after):
        raise RequestError("the file would not say the same as what was tried; nothing was written")
    return text


def _read(text: str, file: str) -> Situation:
    try:
        return native.situation(read_text(text, file or None))
    except InputError as error:
        found = f"with this the file would not read any more: {error.problems[0]}"
        raise RequestError(f"{found}; nothing was written") from None
