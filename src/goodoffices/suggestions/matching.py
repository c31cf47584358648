"""What the words of a sentence most resemble in the model: terms, options, states, events.

Likeness is ``0.7 × token_set_ratio + 0.3 × token_sort_ratio`` of rapidfuzz over the words that
carry what a phrase is about, from 0 to 100; from ``ENOUGH`` on it counts as a match. It is shown
with every match, and decides nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goodoffices.model.outlook import Outlook
from goodoffices.model.situation import Situation
from goodoffices.suggestions.named import parties_in
from goodoffices.suggestions.phrases import content, negated
from goodoffices.suggestions.suggestion import Match

ENOUGH = 75
NEAR = 50
MOST_NEAR = 3


@dataclass(frozen=True)
class Target:
    """A name of the model with the phrases that say it; of an option also its ``party``."""

    kind: str
    name: str
    phrases: tuple[str, ...]
    party: str = ""


def in_situation(situation: Situation) -> list[Target]:
    """Terms, named states and options, each by its id and its words."""
    found = [
        Target(kind, one.id, (one.id.replace("_", " "), one.words))
        for kind, named in (("term", situation.terms), ("state", situation.states))
        for one in named
    ]
    for party in situation.parties:
        for option in party.options:
            phrases = (option.does, option.id.replace("_", " "))
            found.append(Target("option", option.name, phrases, party.id))
    return found


def in_outlook(outlook: Outlook | None) -> list[Target]:
    """Events, each by its id and its name."""
    events = outlook.events if outlook is not None else ()
    return [Target("event", one.id, (one.id.replace("_", " "), one.name)) for one in events]


def best(
    role: str,
    words: Sequence[str],
    targets: Iterable[Target],
    situation: Situation,
    opposite: bool = False,
) -> Match:
    """The target that is most like one of the phrases, and those that come next.

    An option counts where its party is named in the phrase, whose name then does not count. Where
    a phrase may say the opposite, nothing matches, unless that is what is looked for.
    """
    scored: dict[tuple[str, str], float] = {}
    every = list(targets)
    for text in words:
        scored = _more(scored, text, every, situation)
    order = sorted(scored, key=lambda key: -scored[key])
    shown = words[0] if words else ""
    near = [f"{kind} {name} ({round(scored[kind, name])})" for kind, name in order]
    if not order or scored[order[0]] < ENOUGH:
        return Match(role, shown, near=tuple(near[:MOST_NEAR]))
    kind, name = order[0]
    said = next(one.phrases for one in every if (one.kind, one.name) == order[0])
    if negated(shown, said) and not opposite:
        return Match(role, shown, near=tuple(near[:MOST_NEAR]))
    return Match(role, shown, kind, name, round(scored[order[0]]), tuple(near[1 : MOST_NEAR + 1]))


def _more(
    scored: dict[tuple[str, str], float], text: str, targets: list[Target], situation: Situation
) -> dict[tuple[str, str], float]:
    whole = content(text)
    named = parties_in(text, situation)
    without = text
    for one in reversed(named):
        without = without[: one.span[0]] + " " + without[one.span[1] :]
    rest, parties = content(without), {one.party for one in named}
    for target in targets:
        if target.party and target.party not in parties:
            continue
        mine = rest if target.party else whole
        extra = 1.0 if target.party else 0.0  # who names the party means its option
        score = max((likeness(mine, content(one)) for one in target.phrases), default=0.0)
        if score >= NEAR:
            key = (target.kind, target.name)
            scored[key] = max(scored.get(key, 0.0), min(score + extra, 100.0))
    return scored


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """From 0 to 100; 0 where one of them has no words."""
    from rapidfuzz import fuzz

    if not one or not other:
        return 0.0
    first, second = " ".join(one), " ".join(other)
    both = 0.7 * fuzz.token_set_ratio(first, second) + 0.3 * fuzz.token_sort_ratio(first, second)
    return float(both) if set(one) & set(other) or both >= ENOUGH + 10 else 0.0
