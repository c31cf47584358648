"""How parties prefer beyond one order of the states, and the five concepts over that, literally.

A party compares two states (`compared`); from that, the shares of its factions, fuzzy degrees or
attitudes come relations between states, and from these the concepts. A pair (s, t) goes from
where a party stands to what it looks at; over[t, s] is the degree of t over s. Data are valid.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from .case import Data, by_id, classes, positions, read, reader
from .conflict import Conflict
from .expressions import as_text
from .transitions import Satisfies, keys

Pair = tuple[int, int]
Compare = Callable[[int, int], int | str]
Compared = dict[Pair, int | str]
Over = dict[Pair, Fraction]

UNKNOWN = "U"
FIVE = ("nash", "gmr", "smr", "seq", "sseq")
SIGNS = {"+": 1, "for": 1, 1: 1, "0": 0, "indifferent": 0, 0: 0, "-": -1, "against": -1, -1: -1}


@dataclass(frozen=True, eq=False)
class Ground:
    """A situation without preferences; of coalesced states the lowest is meant."""

    bodies: Mapping[str, Data]
    conflict: Conflict
    states: tuple[int, ...]
    satisfies: Satisfies
    names_state: Callable[[Any], int | None]

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


def ground(data: Data) -> Ground:
    """The feasible states, the moves, and how to read expressions and names of states."""
    bodies: Data = {party: body or {} for party, body in data["parties"].items()}
    blank = {party: {"options": body.get("options")} for party, body in bodies.items()}
    lowest = {member: state for state, group in classes(data).items() for member in group}
    ids = {key: state for state, key in enumerate(keys(data))}

    def names_state(entry: Any) -> int | None:
        state = ids.get(entry) if isinstance(entry, str) else by_id(entry)
        return None if state is None else lowest.get(state, state)

    conflict = read({**data, "parties": blank})
    return Ground(bodies, conflict, conflict.feasible, reader(data), names_state)


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
    value = body.get("strongly_by") or []
    return [number(one) for one in (value if isinstance(value, list) else [value])]


def greatest_degree(body: Data) -> int:
    """The greatest degree by which a party may prefer; 1 if its relations know no degrees."""
    if any(body.get(key) is not None for key in ("divided", "fuzzy", "attitudes")):
        return 1
    entries = [*(body.get("prefers") or []), *(body.get("ranking") or [])]
    return max([1 + len(steps(body)), *(line(entry) for entry in entries)])


def by_levels(where: Ground, body: Data) -> Compare:
    """The highest level on which there is a gain or slack decides. Gain: the weights that t has
    over s; slack: the weights of unknown direction that differ; unknown unless gain > slack."""
    entries = body.get("prefers") or []

    def read_statement(item: Any) -> tuple[frozenset[int], Fraction, bool]:
        told = item if isinstance(item, dict) else {"want": item}
        true = frozenset(s for s in where.states if where.satisfies(s, as_text(told["want"])))
        return true, number(told.get("weight", 1)), bool(told.get("unknown"))

    listed = [entry if isinstance(entry, list) else [entry] for entry in entries]
    levels = [[read_statement(item) for item in level if not line(item)] for level in listed]

    def compare(s: int, t: int) -> int | str:
        for index, level in enumerate(levels):  # a line is a level without statements
            gain = slack = Fraction(0)
            for true, weight, unknown in level:
                if unknown:
                    slack += weight * ((s in true) != (t in true))
                else:
                    gain += weight * ((t in true) - (s in true))
            margin = abs(gain) - slack
            if margin > 0:
                below = [line(entry) for entry in entries[index:]]
                degree = max([1, *below, 1 + sum(c <= margin for c in steps(body))])
                return degree if gain > 0 else -degree
            if slack > 0:
                return UNKNOWN
        return 0

    return compare


def by_ranking(where: Ground, ranking: list[Any]) -> Compare:
    """The earlier group is better, by the greatest degree of a line between the two."""
    groups = [index for index, entry in enumerate(ranking) if not line(entry)]
    entries = [ranking[index] for index in groups]
    found = positions(entries, where.states, where.satisfies, where.names_state)
    place = {s: groups[position] for s, position in found.items()}

    def compare(s: int, t: int) -> int:
        upper, lower = sorted((place[s], place[t]))
        degree = max([1, *(line(entry) for entry in ranking[upper:lower])])
        return degree * ((place[t] < place[s]) - (place[t] > place[s]))

    return compare


def by_chains(where: Ground, chains: list[list[Any]]) -> Compare:
    """Not lower: a state of a chain than those of its own group, at its first place, and of later
    groups; and so on transitively. Equal: not lower both ways. Neither way: unknown."""
    over = {(s, s) for s in where.states}
    for chain in chains:
        passed: frozenset[int] = frozenset()
        for entry in chain:
            passed |= (group := where.standing(entry) - passed)
            over |= {(s, t) for s in passed for t in group}
    while more := {(a, d) for a, b in over for c, d in over if b == c} - over:
        over |= more
    known = over | {(t, s) for s, t in over}
    return lambda s, t: ((t, s) in over) - ((s, t) in over) if (s, t) in known else UNKNOWN


def compared(where: Ground, body: Data) -> Compared:
    """For (s, t): "U" if the preference is unknown, 0 if the two are equal, k if t is preferred
    to s by degree k, -k if s is preferred to t by degree k."""
    if body.get("partial_order") is not None:
        compare = by_chains(where, body["partial_order"])
    elif body.get("ranking") is not None:
        compare = by_ranking(where, body["ranking"])
    else:
        compare = by_levels(where, body)
    found = {(s, t): compare(s, t) for s in where.states for t in where.states}
    for one, other in body.get("unknown") or []:
        left, right = where.standing(one), where.standing(other)
        for s, t in where.pairs(lambda s, t: s != t):
            if (s in left and t in right) or (t in left and s in right):
                found[s, t] = UNKNOWN
    return found


def compare_all(data: Data, party: str) -> Compared:
    """What `compared` says for every pair of states; factions and fuzzy pairs are not read."""
    return compared(where := ground(data), where.bodies[party])


def prefers(found: Compared) -> frozenset[Pair]:
    """The pairs (s, t) for which t is preferred to s."""
    return frozenset(pair for pair, value in found.items() if value != UNKNOWN and int(value) > 0)


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
    better = prefers(found)
    worse = {pair for pair, v in found.items() if v != UNKNOWN and int(v) <= -degree}
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
    given = {name: body.get("share") for name, body in divided["factions"].items()}
    rest = 1 - sum(number(one) for one in given.values() if one is not None)
    share = {name: number(rest if one is None else one) for name, one in given.items()}
    over = {pair: Fraction(0) for pair in where.pairs(lambda t, s: True)}
    for name, body in divided["factions"].items():
        for s, t in prefers(compared(where, body)):
            over[t, s] += share[name]
    override(where, over, divided.get("pairs") or [])
    return over


def divided_relation(where: Ground, divided: Data) -> Relation:
    """Enough of the party wants to go; not enough of it prefers the end to the state left."""
    over = divided_over(where, divided)
    told = {**dict.fromkeys(("alpha", "beta", "gamma"), "1/2"), **divided}
    return Relation(
        leaves=where.pairs(lambda s, t: over[t, s] > 1 - number(told["alpha"])),
        deters=where.pairs(lambda s, u: over[u, s] <= 1 - number(told["beta"])),
        credible=where.pairs(lambda s, t: over[t, s] > 1 - number(told["gamma"])),
    )


def certainty(where: Ground, body: Data) -> Over:
    """c(t, s) = r(t over s) - r(s over t), where r is 1, 1/2 or 0 unless given by a pair."""
    found = compared(where, body)
    over = {(t, s): Fraction(int(value == 0), 2) for (s, t), value in found.items()}
    over.update({(t, s): Fraction(1) for s, t in prefers(found)})
    override(where, over, body["fuzzy"].get("pairs") or [])
    return {(t, s): over[t, s] - over[s, t] for t, s in over}


def fuzzy_relation(where: Ground, body: Data) -> Relation:
    """The party moves to what it prefers with enough certainty; anything else deters it."""
    certain, threshold = certainty(where, body), number(body["fuzzy"]["threshold"])
    wanted = where.pairs(lambda s, t: certain[t, s] >= threshold)
    return Relation(wanted, where.pairs(lambda s, u: certain[u, s] < threshold), wanted)


def by_itself(where: Ground, body: Data) -> frozenset[Pair]:
    """The pairs (s, t) for which the party by itself prefers t to s."""
    if body.get("divided") is not None:
        over = divided_over(where, body["divided"])
        return where.pairs(lambda s, t: over[t, s] > 0 and over[s, t] == 0)
    if body.get("fuzzy") is not None:
        return frozenset((s, t) for (t, s), c in certainty(where, body).items() if c == 1)
    return prefers(compared(where, body))


def attitude_relation(where: Ground, party: str) -> Relation:
    """The party moves to what everybody prefers whom it is for, if everybody prefers the state
    left whom it is against; anything else deters it."""
    attitudes = {party: "+", **where.bodies[party]["attitudes"]}
    own = {other: by_itself(where, body) for other, body in where.bodies.items()}
    friends = [own[j] for j, sign in attitudes.items() if SIGNS[sign] == 1]
    foes = [own[j] for j, sign in attitudes.items() if SIGNS[sign] == -1]

    def better(s: int, t: int) -> bool:
        return s != t and all((s, t) in j for j in friends) and all((t, s) in j for j in foes)

    wanted = where.pairs(better)
    return Relation(wanted, where.pairs(lambda s, u: (s, u) not in wanted), wanted)


@dataclass(frozen=True, eq=False)
class Game:
    """The moves and the relations of all parties."""

    moves: Conflict
    relations: Mapping[str, Relation]

    def improvements(self, party: str, s: int) -> set[int]:
        """Where the party wants to go from s, of where it can."""
        return {t for t in self.moves.moves(party, s) if (s, t) in self.relations[party].leaves}

    def departures(self, concept: str, party: str, s: int, own: Relation) -> set[int]:
        """The improvements from s that no answer deters; with smr and sseq an answer deters only
        if each state that the party can go on to deters too."""

        def sanctions(u: int) -> bool:
            further = self.moves.moves(party, u) if concept in ("smr", "sseq") else ()
            return all((s, y) in own.deters for y in (u, *further))

        def deterred(t: int) -> bool:
            ends = answers(self, party, t, concept in ("seq", "sseq"))
            return concept != "nash" and any(sanctions(u) for u in ends)

        return {t for t in self.improvements(party, s) if not deterred(t)}


@lru_cache(maxsize=4096)
def answers(game: Game, party: str, t: int, credible: bool) -> frozenset[int]:
    """The ends of all sequences of one or more moves by the others from t in which nobody moves
    twice in a row; with `credible` only of credible moves."""

    def step(x: int, last: str | None) -> set[tuple[int, str]]:
        return {
            (y, mover)
            for mover in game.moves.others(party) - {last}
            for y in game.moves.moves(mover, x)
            if not credible or (x, y) in game.relations[mover].credible
        }

    found = step(t, None)
    while more := {after for x, last in found for after in step(x, last)} - found:
        found |= more
    return frozenset(x for x, _ in found)


def play(data: Data, extension: str | None = None) -> Game:
    """The moves and relations; a party's own `extension` goes before the given one."""

    def relation(party: str, body: Data) -> Relation:
        if body.get("attitudes") is not None:
            return attitude_relation(where, party)
        if body.get("divided") is not None:
            return divided_relation(where, body["divided"])
        if body.get("fuzzy") is not None:
            return fuzzy_relation(where, body)
        return ordinary(compared(where, body), body.get("extension") or extension)

    where = ground(data)
    return Game(where.conflict, {party: relation(party, b) for party, b in where.bodies.items()})


def departures(data: Data, concept: str, extension: str | None = None) -> dict[str, set[Pair]]:
    """(s, t) for each state s and each improvement t of the party from s that is not deterred."""
    assert concept in FIVE, concept
    played = play(data, extension)
    states = played.moves.feasible
    return {
        party: {(s, t) for s in states for t in played.departures(concept, party, s, own)}
        for party, own in played.relations.items()
    }


def stable(data: Data, extension: str | None = None) -> dict[str, dict[str, set[int]]]:
    """By concept and party the states from which the party has no departure."""
    found = {concept: departures(data, concept, extension) for concept in FIVE}
    states = set(ground(data).states)
    return {c: {p: states - {s for s, _ in d} for p, d in by.items()} for c, by in found.items()}


def strength(
    data: Data, extension: str | None = None, nash_is_strong: bool = False
) -> dict[str, dict[str, dict[int, int]]]:
    """By concept, party with degrees and state: 0 if it is not stable, else the greatest k >= 2 at
    which it is, or 1; without improvements the greatest degree if `nash_is_strong`, and else 1."""
    where, played = ground(data), play(data, extension)
    graded = {party: body for party, body in where.bodies.items() if greatest_degree(body) > 1}

    seen = {party: compared(where, body) for party, body in graded.items()}

    def strengths(concept: str, party: str, body: Data) -> dict[int, int]:
        found, chosen = seen[party], body.get("extension") or extension
        value = dict.fromkeys(where.states, 0)
        for k in range(1, greatest_degree(body) + 1):
            own = played.relations[party] if k == 1 else ordinary(found, chosen, k)
            for s in where.states:
                if not played.departures(concept, party, s, own):
                    value[s] = k if nash_is_strong or played.improvements(party, s) else 1
        return value

    return {c: {p: strengths(c, p, body) for p, body in graded.items()} for c in FIVE[1:]}


def improving_reach(data: Data, extension: str | None = None) -> set[int] | None:
    """Where improvements of any party lead from `now`, itself included; None without `now`."""
    played = play(data, extension)
    if played.moves.now is None:
        return None
    found = {played.moves.now}
    for _ in played.moves.feasible:
        found |= {t for s in found for p in played.relations for t in played.improvements(p, s)}
    return found
