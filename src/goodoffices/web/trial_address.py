"""A trial in the address of its page, so that it is there again after reloading, going back or
passing the address on.

Steps: (1) every part of the trial is a pair of name and value; (2) with them stands the digest of
the situation that it is a trial of, because rules and statements are told by their numbers; (3) for
another situation, or where a part is not understood, nothing is tried and it is said why.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from goodoffices.analyses.trial import Trial
from goodoffices.errors import GoodOfficesError, RequestError
from goodoffices.model.digest import digest
from goodoffices.model.situation import Situation

OTHER = "the files have changed since it was tried"
SIGNS = 12
"""Of the digest."""


def pairs(trial: Trial, base: Situation) -> list[tuple[str, str]]:
    """Steps 1 and 2; nothing for an empty trial."""
    said = [("lever", name) for name in trial.levers]
    said += [("type", f"{party}={name}") for party, name in trial.types]
    said += [("off", str(number)) for number in trial.off]
    said += [("order", f"{party}={','.join(map(str, order))}") for party, order in trial.orders]
    said += [("behaves", f"{party}={name}") for party, name in trial.behaviours]
    return [*said, ("of", digest(base)[:SIGNS])] if said else []


def query(trial: Trial, base: Situation) -> str:
    """What stands after the path, with its question mark."""
    said = urlencode(pairs(trial, base))
    return f"?{said}" if said else ""


def trial_of(said: Iterable[tuple[str, str]], base: Situation) -> tuple[Trial, str]:
    """The trial that an address asks for; where it cannot be, an empty one and why (step 3)."""
    asked = [one for one in said if one[0] in ("lever", "type", "off", "order", "behaves")]
    if not asked:
        return Trial(), ""
    if ("of", digest(base)[:SIGNS]) not in list(said):
        return Trial(), OTHER
    try:
        trial = Trial()
        for name, value in asked:
            trial = _with(trial, base, name, value)
        trial.situation(base)
    except (GoodOfficesError, ValueError) as error:
        return Trial(), str(error)
    return trial, ""


def _with(trial: Trial, base: Situation, name: str, value: str) -> Trial:
    party, _, rest = value.partition("=")
    if name == "lever":
        return trial.with_lever(value, True)
    if name == "off":
        return trial.with_rule(int(value), False)
    if not rest:
        raise RequestError(f'"{value}" is not understood; expected PARTY=…')
    if name == "type":
        return trial.with_type(party, rest)
    if name == "order":
        return trial.with_order(base, party, [int(one) for one in rest.split(",")])
    return trial.with_behaviour(base, party, rest)
