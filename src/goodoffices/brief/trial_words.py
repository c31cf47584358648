"""What is tried on a page, in words short enough for a heading."""

from __future__ import annotations

from goodoffices.analyses.trial import Trial
from goodoffices.brief.reasons import kind_title
from goodoffices.brief.words import Words, join


def trial_title(words: Words, trial: Trial) -> str:
    """``With another order for Hamas and guarantee, without rule precondition``."""
    orders = [f"another order for {words.party(party)}" for party, _ in trial.orders]
    behave = [f"{words.party(who)} by {kind_title(how)}" for who, how in trial.behaviours]
    read = [f"{words.party(who)} as “{_plain(name)}”" for who, name in trial.types]
    pulled = [_plain(one.id) for one in words.situation.levers if one.id in trial.levers]
    rules = [words.situation.rules[at].name for at in trial.off]
    off = [_plain(name) or f"number {at + 1}" for name, at in zip(rules, trial.off, strict=True)]
    on = [*orders, *behave, *read, *pulled]
    told = [f"with {join(on)}"] if on else []
    told += [f"without {'rules' if len(off) > 1 else 'rule'} {join(off)}"] if off else []
    title = ", ".join(told)
    return title[:1].upper() + title[1:]


def _plain(name: str) -> str:
    return name.replace("_", " ")
