"""What of a situation is uncertain: exactly what its file calls so, as values with a name each.

A *choice* has one of several values with probabilities or ranges of them: which type a party is of,
whether a rule with ``probability`` holds, which of several behaviours a party has, and, where they
are varied, whether a lever is on. A *run* is a part of a list of statements whose order is not
sure: the statements that ``sure: likely``, ``guess`` or ``{phi: x}`` join to the one above. A firm
link is a wall between runs, and so is {phi: 0}; ties are one item, with the link of their least
sure member; a run has the φ of its least sure link. The list that a type or lever raises or lowers
has runs of its own, which count where that change is applied; raising and lowering say themselves
where the list goes, so its first statement is joined to nothing. On the first level ``sure`` counts
for nothing. A party whose preference is not a list of statements has no runs.

What was chosen with ``--type`` and ``--with`` is no longer uncertain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.errors import NOWHERE, Place, Problem, RequestError
from goodoffices.model.apply import Variant
from goodoffices.model.change import Change, PartyType, Range
from goodoffices.model.party import Party
from goodoffices.model.preference import Criterion, Level
from goodoffices.model.situation import Situation
from goodoffices.robustness import assumed
from goodoffices.robustness.imprecise import Shares, middle, tightened, vertices
from goodoffices.robustness.mallows import LONGEST

TYPE, RULE, BEHAVIOUR, LEVER = "type", "rule", "behaviour", "lever"
PREFERS, RAISE, LOWER = "prefers", "raise", "lower"
OFF, ON = 0, 1
"""Values of rules and levers."""


@dataclass(frozen=True)
class Choice:
    """``about``: the party or lever it is about, or the number of the rule from 0, as text.

    ``values``: what results print; ``ranges``: the least and the greatest probability of each,
    every end reached by some distribution. ``forced``: the file leaves one value only.
    """

    kind: str
    about: str
    name: str
    values: tuple[str, ...]
    ranges: tuple[Range, ...]
    place: Place = NOWHERE

    @property
    def middle(self) -> Shares:
        """The probabilities by which variants are drawn."""
        return middle(self.ranges)

    @property
    def vertices(self) -> tuple[Shares, ...]:
        """The extreme distributions; one where all probabilities are numbers."""
        return vertices(self.ranges, self.name)

    @property
    def imprecise(self) -> bool:
        return len(self.vertices) > 1

    @property
    def forced(self) -> bool:
        return sum(high > 0 for _, high in self.ranges) == 1


@dataclass(frozen=True)
class Run:
    """The statements ``first`` … ``first + length − 1`` (from 0, a tie is one) of one list.

    ``change``: ("", "") for the party's own list, else (party, type) or ("", lever), and ``verb``
    which of its lists. ``words``: the words of ``sure`` that stand on its links, without numbers.
    """

    party: str
    change: tuple[str, str]
    verb: str
    first: int
    length: int
    phi: float
    name: str
    words: frozenset[str]
    place: Place = NOWHERE


@dataclass(frozen=True)
class Uncertain:
    """A situation with what is uncertain in it, in the order of its parts: types, rules,
    behaviours, levers; then runs."""

    variant: Variant
    choices: tuple[Choice, ...]
    runs: tuple[Run, ...]
    vary_levers: bool = False

    @property
    def base(self) -> Situation:
        return self.variant.base

    @property
    def names(self) -> tuple[str, ...]:
        """The name of every input, choices first."""
        return (*(one.name for one in self.choices), *(one.name for one in self.runs))

    @property
    def nothing(self) -> bool:
        """Whether every variant is the same situation."""
        return not self.runs and all(one.forced for one in self.choices)

    def choice(self, kind: str, about: str) -> int | None:
        """The number of a choice; None where that is not uncertain."""
        found = (n for n, one in enumerate(self.choices) if (one.kind, one.about) == (kind, about))
        return next(found, None)

    def chosen(self, values: Sequence[int]) -> list[str]:
        """Each choice with its value, in words; ``values``: one number a choice."""
        both = zip(self.choices, values, strict=True)
        return [f"{one.name}: {one.values[value]}" for one, value in both]

    def assumptions(self) -> tuple[str, ...]:
        """What the program assumed because the file does not say it; to be printed with results."""
        kinds = {one.kind for one in self.choices}
        rest = any(
            one.probability is None and self.choice(TYPE, one.party) is not None
            for one in self.base.types
        )
        words = {word for run in self.runs for word in run.words}
        told = (
            assumed.of_words(words),
            assumed.OF_REST if rest else "",
            assumed.OF_BEHAVIOURS if BEHAVIOUR in kinds else "",
            assumed.OF_LEVERS if LEVER in kinds else "",
            assumed.INDEPENDENT if len(self.names) > 1 else "",
        )
        return tuple(one for one in told if one)


def uncertain(variant: Variant | Situation, vary_levers: bool = False) -> Uncertain:
    """What is uncertain in a situation as written with what was chosen for it.

    Raises ``RequestError`` for probabilities that cannot be: in a file read by this program they
    were checked. A situation to which changes were applied already loses where their lists end;
    give the one as written, as ``Variant(base, types, levers)``.
    """
    variant = variant if isinstance(variant, Variant) else Variant(variant)
    base = variant.base
    choices = [
        *_types(variant),
        *_rules(base),
        *_behaviours(base),
        *(_levers(variant) if vary_levers else ()),
    ]
    for one in choices:
        if len(one.values) > LONGEST:
            raise RequestError(f"{one.name} has {len(one.values)} values; at most {LONGEST} count")
    return Uncertain(variant, tuple(choices), tuple(_runs(variant, vary_levers)), vary_levers)


def require_some(found: Uncertain) -> None:
    """Raises ``RequestError`` where every variant would be the same situation."""
    if found.nothing:
        raise RequestError(
            "nothing in this file is uncertain, so every variant is the same; give rival types, "
            "statements with sure: likely or guess, rules with a probability, or vary levers"
        )


def remarks(found: Uncertain) -> Iterator[Problem]:
    """What the file calls uncertain, or seems to, and is not varied; warnings."""
    for party in found.base.parties:
        plain = listed(party)
        for one in () if plain else party.preference.statements():
            if one.sure.word != "firm" and one.sure.phi != 0:
                what = f'sure says nothing of "{one.want}": "{party.id}" has more than statements'
                yield Problem(one.place, what, "", "its order of them is not varied")
                break
    for choice in found.choices:
        if choice.kind == TYPE and len(choice.values) == 1:
            only = choice.values[0]
            what = f'"{choice.about}" has one type, "{only}", so it is of that type in all variants'
            remedy = "add the reading as written as a type of its own, say as_written: {{}}"
            yield Problem(choice.place, what, "", remedy)


def listed(party: Party) -> bool:
    """Whether a party's preference is a list of statements."""
    preference = party.preference
    return preference.divided is None and all(isinstance(one, Level) for one in preference.criteria)


def _types(variant: Variant) -> Iterator[Choice]:
    for party in _of_open_type(variant):
        there = [one for one in variant.base.types if one.party == party]
        name = f"type of {party}"
        given = [one.probability for one in there]
        if given.count(None) > 1:
            raise RequestError(f"{name}: more than one has no probability; expected at most one")
        ranges = tightened([one or (0.0, 1.0) for one in given], name)
        values = tuple(one.id for one in there)
        yield Choice(TYPE, party, name, values, ranges, there[0].change.place)


def _of_open_type(variant: Variant) -> list[str]:
    """The parties that have types of which none was chosen."""
    applied = {one.party for one in variant.base.types if _label(one) in variant.base.applied}
    settled = applied | set(dict(variant.types))
    there = {one.party for one in variant.base.types} - settled
    return [party.id for party in variant.base.parties if party.id in there]


def _label(one: PartyType) -> str:
    return f"{one.party}={one.id}"


def _rules(base: Situation) -> Iterator[Choice]:
    texts = [rule.name or str(rule.holds) for rule in base.rules]
    for at, rule in enumerate(base.rules):
        if rule.probability is None or rule.probability[0] == 1:
            continue
        low, high = rule.probability
        name = f"rule {texts[at]}" + (f" ({at + 1})" if texts.count(texts[at]) > 1 else "")
        ranges = tightened([(1 - high, 1 - low), (low, high)], name)
        yield Choice(RULE, str(at), name, ("off", "on"), ranges, rule.place)


def _behaviours(base: Situation) -> Iterator[Choice]:
    for party in base.parties:
        values = tuple(dict.fromkeys(party.behaviour))
        if len(values) > 1:
            counts = [party.behaviour.count(one) for one in values]
            shares = [float(Fraction(count, len(party.behaviour))) for count in counts]
            ranges = tuple((share, share) for share in shares)
            name = f"behaviour of {party.id}"
            yield Choice(BEHAVIOUR, party.id, name, values, ranges, party.place)


def _levers(variant: Variant) -> Iterator[Choice]:
    on = assumed.LEVER_ON
    for lever in variant.base.levers:
        if lever.id not in variant.levers and lever.id not in variant.base.applied:
            ranges = ((1 - on, 1 - on), (on, on))
            name = f"lever {lever.id}"
            yield Choice(LEVER, lever.id, name, ("off", "on"), ranges, lever.change.place)


def _runs(variant: Variant, vary_levers: bool) -> Iterator[Run]:
    """The runs of the parties' own lists, then those of the changes that may be applied."""
    base, chosen, varied = variant.base, dict(variant.types), _of_open_type(variant)
    plain = {party.id for party in base.parties if listed(party)}
    for party in base.parties:
        if party.id in plain:
            yield from _in_list(party.preference.criteria, party.id, ("", ""), PREFERS)
    for one in base.types:
        if one.party in varied or chosen.get(one.party) == one.id:
            yield from _in_change(one.change, (one.party, one.id), plain)
    for lever in base.levers:
        if lever.id in variant.levers or (vary_levers and lever.id not in base.applied):
            yield from _in_change(lever.change, ("", lever.id), plain)


def _in_change(change: Change, label: tuple[str, str], plain: set[str]) -> Iterator[Run]:
    for verb, lists in ((RAISE, change.raised), (LOWER, change.lowered)):
        for party, levels in lists:
            if party in plain:
                yield from _in_list(levels, party, label, verb)


def _in_list(
    levels: Sequence[Criterion], party: str, change: tuple[str, str], verb: str
) -> Iterator[Run]:
    """The longest parts of a list that have no firm link inside."""
    first, links = 0, [_link(level) for level in levels]
    for at in range(1, len(levels) + 1):
        if at < len(levels) and links[at][0] > 0:
            continue
        length = at - first
        if length > LONGEST:
            raise RequestError(f'"{party}" has {length} statements in a run; at most {LONGEST}')
        if length > 1:
            inner = links[first + 1 : at]
            where = f"{party}, {verb} of {'='.join(filter(None, change))}"
            top = levels[first]
            yield Run(
                party,
                change,
                verb,
                first,
                length,
                max(phi for phi, _ in inner),
                f"order of {party if verb == PREFERS else where}: {first + 1} to {at}",
                frozenset(word for _, word in inner if word),
                top.statements[0].place if isinstance(top, Level) else NOWHERE,
            )
        first = at


def _link(level: Criterion) -> tuple[float, str]:
    """φ of the least sure member of a level, and the word that it stands as, "" for a number."""
    sures = [one.sure for one in level.statements] if isinstance(level, Level) else []
    if not sures:
        return 0.0, ""
    least = max(sures, key=assumed.phi_of)
    return assumed.phi_of(least), "" if least.phi is not None else least.word
