"""How a party sees the situation, verb by verb, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.brief.reasons import rests_on
from goodoffices.brief.words import Words, join, sentence
from goodoffices.model.change import Literal, Perception
from goodoffices.model.expression import Name, Not
from goodoffices.model.preference import Level


def could(words: Words, option: str) -> str:
    """``Israel could press on``."""
    return f"{words.party(option.split('.')[0])} could {words.does[option]}"


def views(words: Words, one: Perception) -> Iterator[str]:
    """What a party does not know or misreads, and what that rests on."""
    yield sentence(f"{sees(words, one)}{rests_on(one.change.because)}")


def sees(words: Words, one: Perception) -> str:
    """What a party does not know or misreads, as a clause."""
    told = "; ".join(_parts(words, one)) or "sees the game as written"
    return f"{words.party(one.party)} {told}"


def _parts(words: Words, one: Perception) -> Iterator[str]:
    change = one.change
    if one.unaware:
        yield f"does not know that {join(could(words, name) for name in one.unaware)}"
    for party, levels in change.raised:
        yield f"takes {_reader(words, one, party)} to want above all {_wants(words, levels)}"
    for party, levels in change.lowered:
        yield f"takes {_reader(words, one, party)} to want last of all {_wants(words, levels)}"
    for party, want in change.dropped:
        yield f"takes {_reader(words, one, party)} not to care {words.noun(want)}"
    for literal in change.forbid:
        yield f"takes it for impossible that {_clause(words, literal)}"
    if change.allow:
        yield f"takes it that {join(could(words, name) for name in change.allow)}"
    if change.relax:
        rules = join(f"“{name.replace('_', ' ')}”" for name in change.relax)
        yield f"does not know of the {'rule' if len(change.relax) == 1 else 'rules'} {rules}"
    for literal in change.commit:
        yield f"takes it for final, once so, that {_clause(words, literal)}"
    if change.together:
        yield f"takes it that {words.those(change.together)} may move as one"


def _reader(words: Words, one: Perception, party: str) -> str:
    return "itself" if party == one.party else words.party(party)


def _wants(words: Words, levels: Sequence[Level]) -> str:
    """Levels in their order, what is tied with *and*."""
    return ", then ".join(join(words.noun(s.want) for s in level.statements) for level in levels)


def _clause(words: Words, literal: Literal) -> str:
    name, value = literal
    return words.clause(Name(name) if value else Not(Name(name)))
