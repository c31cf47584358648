"""What would have to change for a target to hold: conditions, priorities, levers.

Source of the conditions: Kinsara, Kilgour and Hipel, "Inverse approach to the graph model for
conflict resolution", IEEE Transactions on Systems, Man, and Cybernetics: Systems 45 (2015).

Conventions: a ranking has no statements, so nothing in it is swapped; levels move as they are,
ties in them included.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, permutations, product

from .case import BadRanking, Data, NoFeasibleState, NowInfeasible, ranks_of, read, reader
from .changes import apply
from .concepts import concept
from .conflict import Conflict
from .evolution import REACHABLE, best_kind, chain

Order = tuple[int, ...]


def with_ranks(conflict: Conflict, ranks: Mapping[str, Mapping[int, int]]) -> Conflict:
    """The same conflict, in which these parties rank the states otherwise."""
    return replace(conflict, ranks={**conflict.ranks, **ranks}, _reach={})


def holds(conflict: Conflict, state: int) -> bool:
    """Whether the state is an equilibrium of the profile: stable for each party under its own
    behaviour."""
    return all(
        concept(conflict.behaviour[party])(conflict, party, state) for party in conflict.parties
    )


# Conditions


def count_rankings(conflict: Conflict, party: str, state: int, name: str) -> int:
    """How many strict rankings of all feasible states by the party make the state stable for it,
    the rankings of the others as they are. All n! are tried."""
    if len(conflict.feasible) > 6:
        raise ValueError(f"{len(conflict.feasible)} states have too many rankings, 6 are allowed")
    count = 0
    for order in permutations(conflict.feasible):
        ranks = {other: position for position, other in enumerate(order)}
        if concept(name)(with_ranks(conflict, {party: ranks}), party, state):
            count += 1
    return count


def stays(conflict: Conflict, party: str, state: int, name: str, above: Collection[int]) -> bool:
    """Whether the party stays in the state if it puts exactly the states `above` above it and all
    others below, the rankings of the others as they are."""
    ranks = {other: 3 if other in above else 1 for other in conflict.feasible} | {state: 2}
    return concept(name)(with_ranks(conflict, {party: ranks}), party, state)


def stays_by_set(
    conflict: Conflict, party: str, state: int, name: str
) -> dict[frozenset[int], bool]:
    """For each set B of other feasible states whether the party stays if B is what it puts above
    the state. A set that is contained in one with which it stays is one with which it stays."""
    others = [other for other in conflict.feasible if other != state]
    return {
        frozenset(above): stays(conflict, party, state, name, above)
        for size in range(len(others) + 1)
        for above in combinations(others, size)
    }


# Smallest change of priorities


def swaps(order: Order) -> int:
    """The fewest swaps of neighbours that make this order of 0, 1, ..., n-1: the pairs that stand
    the other way round (Kendall's distance)."""
    return sum(before > after for before, after in combinations(order, 2))


def orders(data: Data, party: str) -> list[Order]:
    """All orders of the party's levels, those with the fewest swaps first; the order of a party
    without statements is empty."""
    body = data["parties"][party] or {}
    levels = [] if body.get("ranking") is not None else body.get("prefers") or []
    return sorted(permutations(range(len(levels))), key=lambda order: (swaps(order), order))


def reordered(data: Data, conflict: Conflict, party: str, order: Order) -> Mapping[int, int]:
    """How the party ranks the states with its levels in this order."""
    if not order:
        return conflict.ranks[party]
    levels = data["parties"][party]["prefers"]
    body = {"prefers": [levels[place] for place in order]}
    return ranks_of(body, conflict.feasible, reader(data))


def fewest_swaps(data: Data, party: str, state: int) -> tuple[int, list[Order]] | None:
    """The fewest swaps of neighbouring levels of the party after which it stays in the state, the
    others as they are, and all orders of that distance with which it does; None if it stays with
    no order of its levels."""
    conflict = read(data)
    stable = concept(conflict.behaviour[party])
    found: list[Order] = []
    for order in orders(data, party):
        if found and swaps(order) > swaps(found[0]):
            break
        ranks = reordered(data, conflict, party, order)
        if stable(with_ranks(conflict, {party: ranks}), party, state):
            found.append(order)
    return (swaps(found[0]), found) if found else None


def fewest_swaps_together(
    data: Data, state: int, at_most: int | None = None
) -> tuple[int, list[dict[str, Order]]] | None:
    """The fewest swaps of neighbouring levels, in sum over all parties, after which the state is
    an equilibrium of the profile, and all combinations of orders of that sum with which it is;
    None if there is none, or none with at most that many swaps."""
    conflict = read(data)
    parties = conflict.parties
    by_distance: dict[str, dict[int, list[Order]]] = {party: {} for party in parties}
    ranks: dict[tuple[str, Order], Mapping[int, int]] = {}
    for party in parties:
        for order in orders(data, party):
            by_distance[party].setdefault(swaps(order), []).append(order)
            ranks[party, order] = reordered(data, conflict, party, order)
    largest = sum(max(by_distance[party]) for party in parties)
    for total in range((largest if at_most is None else min(at_most, largest)) + 1):
        found = []
        for split in product(*(by_distance[party] for party in parties)):
            if sum(split) != total:
                continue
            groups = (by_distance[p][d] for p, d in zip(parties, split, strict=True))
            for chosen in product(*groups):
                together = dict(zip(parties, chosen, strict=True))
                changed = {party: ranks[party, order] for party, order in together.items()}
                if holds(with_ranks(conflict, changed), state):
                    found.append(together)
        if found:
            return total, found
    return None


# Levers


@dataclass(frozen=True)
class Package:
    """A set of levers in whose model a target state holds and is reachable.

    `levers` are in file order. `holds_at` are all target states that are equilibria of the
    profile, `reachable` gives those of them that can be reached from now, each with the best kind
    of path to it, and `kind` is the best of these. `share` is the probability that the chain of
    departures from now ends in a target state.
    """

    levers: tuple[str, ...]
    cost: Fraction
    holds_at: tuple[int, ...]
    reachable: Mapping[int, str]
    kind: str
    share: Fraction


def sets_of_levers(data: Data) -> Iterator[tuple[str, ...]]:
    """All sets of levers, each in file order; the empty one first."""
    there = tuple(data.get("levers") or {})
    for size in range(len(there) + 1):
        yield from combinations(there, size)


def cost_of(data: Data, levers: Iterable[str]) -> Fraction:
    """The sum of the costs; a lever without a cost costs 1."""
    total = Fraction(0)
    for name in levers:
        cost = (data["levers"][name] or {}).get("cost")
        total += 1 if cost is None else Fraction(str(cost))
    return total


def changed_model(
    data: Data, types: Mapping[str, str], precedents: Iterable[str], levers: Iterable[str]
) -> tuple[Data, Conflict] | None:
    """The changed data and their conflict; None if the changes cannot be applied together (a
    statement is dropped twice), leave no feasible state, make now infeasible, or make a state
    feasible that a ranking leaves out."""
    try:
        changed = apply(data, types, precedents, levers)
    except ValueError:
        return None
    try:
        return changed, read(changed)
    except (NoFeasibleState, NowInfeasible, BadRanking):
        return None


def package(
    data: Data,
    target: str,
    levers: tuple[str, ...],
    choice: str = "uniform",
    readiness: Mapping[str, int | Fraction] | None = None,
    types: Mapping[str, str] | None = None,
    precedents: Iterable[str] = (),
) -> Package | None:
    """The package of these levers; None if no target state holds and is reachable.

    1. The target states are the feasible states of the changed model in which the target is true.
    2. One of them holds if it is an equilibrium of the profile.
    3. It is reachable if an own, improving or joint path leads to it from now; the joint steps
       may be of any coalition.
    """
    model = changed_model(data, types or {}, precedents, levers)
    if model is None:
        return None
    changed, conflict = model
    if conflict.now is None:
        raise ValueError("without `now` nothing starts from today")
    satisfies = reader(changed)
    targets = [state for state in conflict.feasible if satisfies(state, target)]
    holding = [state for state in targets if holds(conflict, state)]
    kinds = {state: best_kind(conflict, conflict.now, state) for state in holding}
    reachable = {state: kind for state, kind in kinds.items() if kind is not None}
    if not reachable:
        return None
    ending = chain(conflict, conflict.now, choice, readiness)
    return Package(
        levers=levers,
        cost=cost_of(data, levers),
        holds_at=tuple(holding),
        reachable=reachable,
        kind=min(reachable.values(), key=REACHABLE.index),
        share=sum((p for state, p in ending.absorbing.items() if state in targets), Fraction(0)),
    )


def packages(
    data: Data,
    target: str,
    choice: str = "uniform",
    readiness: Mapping[str, int | Fraction] | None = None,
    types: Mapping[str, str] | None = None,
    precedents: Iterable[str] = (),
) -> list[Package]:
    """All packages, the empty one included where the target holds and is reachable as it is; the
    cheapest first, of the same cost those with fewer levers, then in file order."""
    chosen = tuple(precedents)
    apply(data, types or {}, chosen, [])  # an error that no lever can mend is raised
    found = [
        package(data, target, levers, choice, readiness, types, chosen)
        for levers in sets_of_levers(data)
    ]
    return sorted((one for one in found if one is not None), key=lambda one: one.cost)
