"""How parties prefer beyond one order of the states, and the five concepts over that, literally.

A party compares two states by a signed degree, or cannot compare them (`compared`). From that,
from the shares of its factions, from fuzzy degrees or from its attitudes come three relations
between states (`relations`), and from these the concepts (`departures`, `stable`, `strength`).

A pair (s, t) goes from the state in which a party stands to the one that it looks at; over[t, s]
is the degree of t over s. The data are taken to be valid; private keys of changes are not read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from .case import Data, by_id, classes, positions, read, reader
from .conflict import Conflict
from .expressions import as_text
from .transitions import Satisfies, keys

Pair = tuple[int, int]
Compared = dict[Pair, int | str]
Over = dict[Pair, Fraction]

UNKNOWN = "U"
FIVE = ("nash", "gmr", "smr", "seq", "sseq")
SIGNS = {"+": 1, "for": 1, 1: 1, "0": 0, "indifferent": 0, 0: 0, "-": -1, "against": -1, -1: -1}


@dataclass(frozen=True, eq=False)
class Ground:
    """The situation without preferences: the feasible states (of coalesced ones the lowest), the
    moves, and how to read expressions and names of states."""

    conflict: Conflict
    satisfies: Satisfies
    names_state: Callable[[Any], int | None]

    @property
    def states(self) -> tuple[int, ...]:
        return self.conflict.feasible

    def standing(self, member: Any) -> frozenset[int]:
        """The states that an id, a key of a graph or an expression names, or a list of these."""
        if isinstance(member, list):
            return frozenset().union(*(self.standing(one) for one in member))
        one = self.names_state(member)
        if one is not None:
            return frozenset({one}) & frozenset(self.states)
        return frozenset(s for s in self.states if self.satisfies(s, as_text(member)))

    def pairs(self, test: Callable[[int, int], bool]) -> frozenset[Pair]:
        """The pairs (s, t) of states for which the test is true; s may be t."""
        return frozenset((s, t) for s in self.states for t in self.states if test(s, t))


def bodies(data: Data) -> dict[str, Data]:
    """What stands under each party."""
    return {party: body or {} for party, body in data["parties"].items()}


def ground(data: Data) -> Ground:
    """The situation without preferences."""
    blank = {party: {"options": body.get("options")} for party, body in bodies(data).items()}
    lowest = {member: state for state, group in classes(data).items() for member in group}
    ids = {key: state for state, key in enumerate(keys(data))}

    def names_state(entry: Any) -> int | None:
        state = ids.get(entry) if isinstance(entry, str) else by_id(entry)
        return None if state is None else lowest.get(state, state)

    return Ground(read({**data, "parties": blank}), reader(data), names_state)


def number(value: Any) -> Fraction:
    """The exact number that a text or a YAML number says."""
    return Fraction(str(value))


def line(entry: Any) -> int:
    """The degree of a line {strongly: N}, 2 if N is null; 0 for an entry that is no line."""
    if not isinstance(entry, dict) or "strongly" not in entry:
        return 0
    return 2 if entry["strongly"] is None else int(entry["strongly"])


def steps(body: Data) -> list[Fraction]:
    """c1 < c2 < ... of `strongly_by`."""
    value = [] if body.get("strongly_by") is None else body["strongly_by"]
    return [number(one) for one in (value if isinstance(value, list) else [value])]


def greatest_degree(body: Data) -> int:
    """The greatest degree by which a party may prefer; 1 if its relations know no degrees."""
    if any(body.get(key) is not None for key in ("divided", "fuzzy", "attitudes")):
        return 1
    entries = [*(body.get("prefers") or []), *(body.get("ranking") or [])]
    return max([1 + len(steps(body)), *(line(entry) for entry in entries)])


def by_levels(where: Ground, body: Data) -> Compared:
    """The highest level on which there is a gain or slack decides. Gain: the weights that t has
    over s; slack: the weights of unknown direction that differ; unknown unless gain > slack."""
    entries = body.get("prefers") or []

    def read_statement(item: Any) -> tuple[frozenset[int], Fraction, bool]:
        told = item if isinstance(item, dict) else {"want": item}
        true = frozenset(s for s in where.states if where.satisfies(s, as_text(told["want"])))
        return true, number(told.get("weight", 1)), bool(told.get("unknown"))

    levels = {
        index: [read_statement(item) for item in (entry if isinstance(entry, list) else [entry])]
        for index, entry in enumerate(entries)
        if not line(entry)
    }

    def compare(s: int, t: int) -> int | str:
        for index, level in levels.items():
            gain = slack = Fraction(0)
            for true, weight, unknown in level:
                if unknown:
                    slack += weight * ((s in true) != (t in true))
                else:
                    gain += weight * ((t in true) - (s in true))
            if gain == slack == 0:
                continue
            margin = abs(gain) - slack
            if margin <= 0:
                return UNKNOWN
            below = [line(entry) for entry in entries[index + 1 :]]
            degree = max([1, *below, 1 + sum(c <= margin for c in steps(body))])
            return degree if gain > 0 else -degree
        return 0

    return {(s, t): compare(s, t) for s in where.states for t in where.states}


def by_ranking(where: Ground, ranking: list[Any]) -> Compared:
    """The earlier group is better, by the greatest degree of a line between the two."""
    groups = [entry for entry in ranking if not line(entry)]
    place = positions(groups, where.states, where.satisfies, where.names_state)
    lines = [  # how many groups stand above it, and its degree
        (sum(not line(other) for other in ranking[:index]), line(entry))
        for index, entry in enumerate(ranking)
        if line(entry)
    ]

    def compare(s: int, t: int) -> int:
        upper, lower = sorted((place[s], place[t]))
        degree = max([1, *(drawn for before, drawn in lines if upper < before <= lower)])
        return degree * ((place[t] < place[s]) - (place[t] > place[s]))

    return {(s, t): compare(s, t) for s in where.states for t in where.states}


def by_chains(where: Ground, chains: list[list[Any]]) -> Compared:
    """States in one group of a chain are equal, and equality is transitive; a state in an earlier
    group of a chain is above those in later ones, and above is transitive, also through equality;
    any other two states are unknown. A state stands at its first group of a chain."""
    grouped: list[list[frozenset[int]]] = [[] for _ in chains]
    for chain, groups in zip(chains, grouped, strict=True):
        for entry in chain:
            groups.append(where.standing(entry).difference(*groups))
    same = {s: frozenset({s}) for s in where.states}
    for group in (group for groups in grouped for group in groups):
        joined = group.union(*(same[s] for s in group))
        same.update(dict.fromkeys(joined, joined))
    over = {
        (better, worse)
        for groups in grouped
        for index, group in enumerate(groups)
        for better in frozenset().union(*(same[s] for s in group))
        for later in groups[index + 1 :]
        for worse in frozenset().union(*(same[s] for s in later))
    }
    while more := {(a, d) for a, b in over for c, d in over if b == c} - over:
        over |= more

    def compare(s: int, t: int) -> int | str:
        found = [d for d, is_so in ((0, t in same[s]), (1, (t, s) in over)) if is_so]
        found += [-1] if (s, t) in over else []
        if len(found) > 1:
            raise ValueError(f"the partial order contradicts itself on {s} and {t}")
        return found[0] if found else UNKNOWN

    return {(s, t): compare(s, t) for s in where.states for t in where.states}


def compared(where: Ground, body: Data) -> Compared:
    """For (s, t): "U" if the preference is unknown, 0 if the two are equal, k if t is preferred
    to s by degree k, -k if s is preferred to t by degree k."""
    if body.get("partial_order") is not None:
        found = by_chains(where, body["partial_order"])
    elif body.get("ranking") is not None:
        found = by_ranking(where, body["ranking"])
    else:
        found = by_levels(where, body)
    for one, other in body.get("unknown") or []:
        left, right = where.standing(one), where.standing(other)
        for s, t in where.pairs(lambda s, t: s != t):
            if (s in left and t in right) or (t in left and s in right):
                found[s, t] = UNKNOWN
    return found


def compare_all(data: Data, party: str) -> Compared:
    """What `compared` says for every pair of states; factions and fuzzy pairs are not read."""
    return compared(ground(data), bodies(data)[party])


def above(value: int | str) -> bool:
    """Whether what `compared` says of (s, t) is that t is preferred to s."""
    return isinstance(value, int) and value > 0


@dataclass(frozen=True)
class Relation:
    """The pairs (s, t) for which a party standing in s wants to go to t (`leaves`), is deterred
    by ending in t (`deters`), and would be believed by the others to go to t (`credible`)."""

    leaves: frozenset[Pair]
    deters: frozenset[Pair]
    credible: frozenset[Pair]


def ordinary(found: Compared, extension: str | None, degree: int = 0) -> Relation:
    """Unknown pairs lead away in extensions a and c, and deter in c and d. With a degree k only
    what is worse by k or more deters. ValueError if pairs are unknown and no extension given."""
    unknown = {pair for pair, value in found.items() if value == UNKNOWN}
    if unknown and extension not in ("a", "b", "c", "d"):
        raise ValueError(f"preferences are unknown, and {extension} is no extension")
    better = {pair for pair, value in found.items() if above(value)}
    worse = {pair for pair, v in found.items() if isinstance(v, int) and v <= -degree}
    return Relation(
        leaves=frozenset(better | unknown if extension in ("a", "c") else better),
        deters=frozenset(worse | unknown if extension in ("c", "d") else worse),
        credible=frozenset(better | unknown),
    )


def override(where: Ground, over: Over, pairs: list[Data]) -> None:
    """Write the degrees of each pair over what is there, later ones over earlier ones."""
    for pair in pairs:
        degree = number(pair["degree"])
        reverse = 1 - degree if pair.get("reverse") is None else number(pair["reverse"])
        better, worse = where.standing(pair["prefer"]), where.standing(pair["to"])
        for t, s in where.pairs(lambda t, s: t != s):
            if t in better and s in worse:
                over[t, s] = degree
            if s in better and t in worse:
                over[t, s] = reverse


def divided_over(where: Ground, divided: Data) -> Over:
    """P(t over s): the summed shares of the factions that rank t above s; a faction without a
    share has the rest of 1."""
    factions: Data = divided["factions"]
    given = {
        name: body["share"] for name, body in factions.items() if body.get("share") is not None
    }
    rest = 1 - sum((number(share) for share in given.values()), Fraction(0))
    share = {name: number(given.get(name, rest)) for name in factions}
    over = {pair: Fraction(0) for pair in where.pairs(lambda t, s: True)}
    for name, body in factions.items():
        for (s, t), value in compared(where, body).items():
            over[t, s] += share[name] if above(value) else 0
    override(where, over, divided.get("pairs") or [])
    return over


def divided_relation(where: Ground, divided: Data) -> Relation:
    """Enough of the party wants to go; not enough of it prefers the end to the state left."""
    over = divided_over(where, divided)
    told = {"alpha": "1/2", "beta": "1/2", "gamma": "1/2", **divided}
    return Relation(
        leaves=where.pairs(lambda s, t: over[t, s] > 1 - number(told["alpha"])),
        deters=where.pairs(lambda s, u: over[u, s] <= 1 - number(told["beta"])),
        credible=where.pairs(lambda s, t: over[t, s] > 1 - number(told["gamma"])),
    )


def certainty(where: Ground, body: Data) -> Over:
    """c(t, s) = r(t over s) - r(s over t), where r is 1, 1/2 or 0 unless given by a pair."""
    found = compared(where, body)
    over = {
        (t, s): Fraction(1) if above(value) else Fraction(1, 2) if value == 0 else Fraction(0)
        for (s, t), value in found.items()
    }
    override(where, over, body["fuzzy"].get("pairs") or [])
    return {(t, s): over[t, s] - over[s, t] for t, s in over}


def fuzzy_relation(where: Ground, body: Data) -> Relation:
    """The party moves to what it prefers with enough certainty; anything else deters it."""
    certain, threshold = certainty(where, body), number(body["fuzzy"]["threshold"])
    wanted = where.pairs(lambda s, t: certain[t, s] >= threshold)
    return Relation(wanted, where.pairs(lambda s, u: certain[u, s] < threshold), wanted)


def prefers(where: Ground, body: Data) -> frozenset[Pair]:
    """The pairs (s, t) for which the party by itself prefers t to s."""
    if body.get("divided") is not None:
        over = divided_over(where, body["divided"])
        return where.pairs(lambda s, t: over[t, s] > 0 and over[s, t] == 0)
    if body.get("fuzzy") is not None:
        certain = certainty(where, body)
        return where.pairs(lambda s, t: certain[t, s] == 1)
    return frozenset(pair for pair, value in compared(where, body).items() if above(value))


def attitude_relation(where: Ground, data: Data, party: str) -> Relation:
    """The party moves to what everybody prefers whom it is for, if everybody prefers the state
    left whom it is against; anything else deters it."""
    attitudes = {party: "+", **bodies(data)[party]["attitudes"]}
    own = {other: prefers(where, body) for other, body in bodies(data).items()}
    friends = [own[other] for other, sign in attitudes.items() if SIGNS[sign] == 1]
    foes = [own[other] for other, sign in attitudes.items() if SIGNS[sign] == -1]

    def better(s: int, t: int) -> bool:
        helps = all((s, t) in friend for friend in friends)
        return s != t and helps and all((t, s) in foe for foe in foes)

    wanted = where.pairs(better)
    return Relation(wanted, where.pairs(lambda s, u: (s, u) not in wanted), wanted)


def relation(where: Ground, data: Data, party: str, extension: str | None) -> Relation:
    """The relations of a party; its own `extension` goes before the given one."""
    body = bodies(data)[party]
    if body.get("attitudes") is not None:
        return attitude_relation(where, data, party)
    if body.get("divided") is not None:
        return divided_relation(where, body["divided"])
    if body.get("fuzzy") is not None:
        return fuzzy_relation(where, body)
    return ordinary(compared(where, body), body.get("extension") or extension)


@dataclass(frozen=True, eq=False)
class Game:
    """The moves and the relations of all parties."""

    moves: Conflict
    relations: Mapping[str, Relation]
    _answers: dict[tuple[str, int, bool], frozenset[int]] = field(default_factory=dict)

    def improvements(self, party: str, s: int) -> frozenset[int]:
        """Where the party wants to go from s, of where it can."""
        leaves = self.relations[party].leaves
        return frozenset(t for t in self.moves.moves(party, s) if (s, t) in leaves)

    def answers(self, party: str, t: int, credible: bool) -> frozenset[int]:
        """The ends of all sequences of one or more moves by the others from t in which nobody
        moves twice in a row; with `credible` only of credible moves."""
        others = [other for other in self.moves.parties if other != party]

        def step(x: int, last: str | None) -> set[tuple[int, str]]:
            return {
                (y, mover)
                for mover in others
                if mover != last
                for y in self.moves.moves(mover, x)
                if not credible or (x, y) in self.relations[mover].credible
            }

        if (party, t, credible) not in self._answers:
            found = step(t, None)
            while more := {after for x, last in found for after in step(x, last)} - found:
                found |= more
            self._answers[party, t, credible] = frozenset(x for x, _ in found)
        return self._answers[party, t, credible]

    def departures(self, concept: str, party: str, s: int, deters: frozenset[Pair]) -> set[int]:
        """The improvements from s that no answer deters; with smr and sseq an answer deters only
        if each state that the party can go on to deters too."""
        improvements = set(self.improvements(party, s))
        if concept == "nash":
            return improvements

        def sanctions(u: int) -> bool:
            after = self.moves.moves(party, u) if concept in ("smr", "sseq") else frozenset()
            return all((s, y) in deters for y in {u, *after})

        credible = concept in ("seq", "sseq")
        return {
            t
            for t in improvements
            if not any(sanctions(u) for u in self.answers(party, t, credible))
        }


def game(data: Data, extension: str | None = None) -> Game:
    """The game that a situation describes."""
    where = ground(data)
    return Game(
        where.conflict, {party: relation(where, data, party, extension) for party in bodies(data)}
    )


def departures(data: Data, concept: str, extension: str | None = None) -> dict[str, set[Pair]]:
    """(s, t) for each state s and each improvement t of the party from s that is not deterred."""
    if concept not in FIVE:
        raise ValueError(f"no concept is called {concept!r}")
    played = game(data, extension)
    return {
        party: {
            (s, t)
            for s in played.moves.feasible
            for t in played.departures(concept, party, s, own.deters)
        }
        for party, own in played.relations.items()
    }


def stable(data: Data, extension: str | None = None) -> dict[str, dict[str, set[int]]]:
    """By concept and party the states from which the party has no departure."""
    states = ground(data).states
    return {
        concept: {
            party: set(states) - {s for s, _ in found}
            for party, found in departures(data, concept, extension).items()
        }
        for concept in FIVE
    }


def strength(
    data: Data, extension: str | None = None, nash_is_strong: bool = False
) -> dict[str, dict[str, dict[int, int]]]:
    """By concept, party with degrees and state: 0 if the state is not stable for the party, else
    the greatest k >= 2 at which it is, or 1. A state that the party does not want to leave counts
    as stable at every degree if `nash_is_strong`, and else as 1."""
    where, played = ground(data), game(data, extension)

    def of_state(concept: str, party: str, body: Data, s: int) -> int:
        if played.departures(concept, party, s, played.relations[party].deters):
            return 0
        if not nash_is_strong and not played.improvements(party, s):
            return 1
        found = compared(where, body)
        held = [
            k
            for k in range(2, greatest_degree(body) + 1)
            for deters in [ordinary(found, body.get("extension") or extension, k).deters]
            if not played.departures(concept, party, s, deters)
        ]
        return max([1, *held])

    return {
        concept: {
            party: {s: of_state(concept, party, body, s) for s in where.states}
            for party, body in bodies(data).items()
            if greatest_degree(body) > 1
        }
        for concept in FIVE[1:]
    }


def improving_reach(data: Data, extension: str | None = None) -> set[int] | None:
    """The states that improvements of any party lead to from `now`, itself included; None where
    there is no `now`."""
    played = game(data, extension)
    if played.moves.now is None:
        return None
    found = {played.moves.now}
    while (
        more := {t for s in found for p in played.relations for t in played.improvements(p, s)}
        - found
    ):
        found |= more
    return found
