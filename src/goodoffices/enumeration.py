"""The feasible states of a situation: all sets of options that break no rule.

Loose rules cut the row of all combinations, a chunk at a time; tight rules cut partial states,
option by option. What would not fit is refused with its number before memory runs out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from goodoffices.columns import Bools, Columns, Ids, evaluate
from goodoffices.errors import TooLargeError
from goodoffices.may import May, may
from goodoffices.memory import available
from goodoffices.model.expression import Expression, Name, Not, names_in
from goodoffices.model.situation import Situation

Pending = tuple[set[int], Expression]
"""A rule and the bits of the options that it depends on."""

BYTES_PER_PARTIAL = 40
"""What enumeration takes for each partial state at its widest, ids, copies and columns together."""

MOST_STATES = 2**30
"""Positions are 32-bit numbers; this many is refused whatever the memory."""

DENSE_OPTIONS = 30
DENSE_SHARE = 1 / 64
CHUNK = 2**20

FORESEE = 2**20
"""From this many partial states on it is estimated where they will lead."""

PROBE = 2**12
SURE = 10

MAX_OPTIONS = 64


def feasible(situation: Situation, limit: int | None = None) -> Ids:
    """All feasible ids, increasing: loose rules and tight rules each in their way.

    Raises ``TooLargeError`` above ``limit`` states on the way, which is what fits into the memory
    there is unless it is given.
    """
    options = len(situation.options)
    if options > MAX_OPTIONS:
        raise TooLargeError(
            f"the situation has {options} options; at most {MAX_OPTIONS} are "
            "possible; leave out options that only one rule mentions, or split the situation"
        )
    each = max(BYTES_PER_PARTIAL, bytes_per_state(len(situation.parties)))
    fits = min(max(available() // each, CHUNK), MOST_STATES)
    most = fits if limit is None else limit
    pending = [(_bits_of(rule.holds, situation), rule.holds) for rule in situation.rules]
    pending += [({situation.option_bits[name]}, Not(Name(name))) for name in situation.closed]
    dense = CHUNK < 2**options <= min(2**DENSE_OPTIONS, 16 * most)
    if dense and _sampled_share(situation, pending) >= DENSE_SHARE:
        return _dense(situation, [rule for _, rule in pending], most)
    return _option_by_option(situation, pending, most)


def _sampled_share(situation: Situation, pending: Sequence[Pending]) -> float:
    """The share of feasible states in an evenly spread sample of all combinations."""
    step = 2 ** len(situation.options) // 2**14
    sample = np.arange(2**14, dtype=np.uint64) * np.uint64(step | 1)
    sample &= np.uint64(2 ** len(situation.options) - 1)
    return len(_cut(sample, [rule for _, rule in pending], situation)) / len(sample)


def _dense(situation: Situation, rules: Sequence[Expression], most: int) -> Ids:
    """Every combination in order, a chunk at a time: for rules that exclude little."""
    kept: list[Ids] = []
    count = 0
    for start in range(0, 2 ** len(situation.options), CHUNK):
        ids = np.arange(start, start + CHUNK, dtype=np.uint64)
        kept.append(_cut(ids, rules, situation))
        count += len(kept[-1])
        if count > most:
            raise _too_many(most, "feasible states so far", situation)
    return np.concatenate(kept)


def _option_by_option(situation: Situation, pending: Sequence[Pending], most: int) -> Ids:
    """Partial states doubled for each option, then cut by every rule now fully decided.

    Work and memory follow the number of partial states that survive, not 2^options. Where they
    become many, what is still to come is foreseen first.
    """
    order = _order(range(len(situation.options)), [needs for needs, _ in pending])
    ids = _cut(np.zeros(1, dtype=np.uint64), [r for needs, r in pending if not needs], situation)
    foresee_at = FORESEE
    for done in range(len(order)):
        free = all(needs <= set(order[:done]) for needs, _ in pending)
        left = len(order) - done
        if free and len(ids) << left > most:  # no rule is left to cut: the number is known
            raise _too_many(most, "feasible states", situation, len(ids) << left)
        if len(ids) >= foresee_at:
            _refuse_ahead(situation, pending, ids, order, done, most)
            foresee_at *= 16
        if len(ids) * 2 > most:
            what = f"partial states after {done} of {len(order)} options"
            raise _too_many(most, what, situation)
        ids = _with_option(ids, order, done, pending, situation)
    return np.sort(ids)


def _with_option(
    ids: Ids, order: Sequence[int], done: int, pending: Sequence[Pending], situation: Situation
) -> Ids:
    """The partial states with one option more decided, without those that break a rule."""
    bit = order[done]
    decided = set(order[: done + 1])
    ids = np.concatenate([ids, ids | np.uint64(1 << bit)])
    touched = [(needs, rule) for needs, rule in pending if bit in needs]
    ids = _cut(ids, [rule for needs, rule in touched if needs <= decided], situation)
    return _cut_early(ids, [r for needs, r in touched if not needs <= decided], decided, situation)


def _refuse_ahead(
    situation: Situation,
    pending: Sequence[Pending],
    ids: Ids,
    order: Sequence[int],
    done: int,
    most: int,
) -> None:
    """Raises ``TooLargeError`` where three probes agree that there will be far too many states.

    A probe goes on with a random part of the partial states, halved whenever it grows, each state
    kept standing for twice as many: the estimate of the final number is unbiased (Knuth 1975), so
    that by Markov's inequality three of them are ``SURE`` times too high with a probability of at
    most 1 / SURE³.
    """
    found = []
    for seed in range(3):
        draw = np.random.default_rng(seed)
        part, stands_for = ids, 1.0
        for step in range(done, len(order)):
            while len(part) > PROBE:
                keep = draw.permutation(len(part))[: len(part) // 2]
                stands_for *= len(part) / len(keep)
                part = part[keep]
            part = _with_option(part, order, step, pending, situation)
        found.append(int(len(part) * stands_for))
        if found[-1] <= SURE * most:
            return
    number = sorted(found)[1]
    raise _too_many(most, "feasible states by an estimate", situation, number, "about ")


def _cut_early(
    ids: Ids, rules: Sequence[Expression], decided: set[int], situation: Situation
) -> Ids:
    """Without the partial states that can no longer satisfy one of these rules."""
    bits = situation.option_bits
    for rule in rules:
        columns = Columns(situation, ids)
        unknown = np.ones(len(ids), dtype=np.bool_)

        def name(text: str, columns: Columns = columns, unknown: Bools = unknown) -> May:
            bit = bits.get(text)
            if bit is None:
                return may(situation.names[text], name, len(columns.ids))
            if bit not in decided:
                return unknown, unknown
            column = columns.name(text)
            return column, ~column

        ids = ids[may(rule, name, len(ids))[0]]
    return ids


def _too_many(
    most: int, what: str, situation: Situation, known: int | None = None, about: str = ""
) -> TooLargeError:
    each = bytes_per_state(len(situation.parties))
    count = f"{about}{known:,}" if known is not None else f"more than {most:,}"
    gigabytes = (known or most) * each / 2**30
    return TooLargeError(
        f"{count} {what}; solving {'them' if known else 'that many'} would take about "
        f"{gigabytes:,.1f} GB ({each} bytes a state), and {most:,} states fit here; "
        "add rules that say what cannot be, or leave options out"
    )


def bytes_per_state(n_parties: int, n_concepts: int = 5) -> int:
    """What a solved state takes: id, ranks, orders, flags, verdicts, and two working columns."""
    return 8 + n_parties * (4 + 4 + 1 + n_concepts + 1) + 32


def _order(options: Iterable[int], needs: Sequence[set[int]]) -> list[int]:
    """Options of the rule with the fewest undecided ones first, so that rules cut early."""
    left = list(options)
    order: list[int] = []
    open_rules = [set(one) for one in needs if one]
    while open_rules:
        smallest = min(open_rules, key=len)
        for bit in sorted(smallest):
            order.append(bit)
            left.remove(bit)
        taken = set(smallest)
        open_rules = [rest for rest in (one - taken for one in open_rules) if rest]
    return order + left


def _cut(ids: Ids, rules: Sequence[Expression], situation: Situation) -> Ids:
    for rule in rules:
        ids = ids[evaluate(rule, Columns(situation, ids).name, len(ids))]
    return ids


def _bits_of(expression: Expression, situation: Situation) -> set[int]:
    """The bits of every option that an expression depends on, through terms."""
    found: set[int] = set()
    seen: set[str] = set()
    open_ = [name.text for name in names_in(expression)]
    while open_:
        name = open_.pop()
        if name in situation.option_bits:
            found.add(situation.option_bits[name])
        elif name not in seen and name in situation.names:
            seen.add(name)
            open_ += [inner.text for inner in names_in(situation.names[name])]
    return found
