"""What changed, what agrees, what cannot both be so: accounts held against each other.

*Told again*: the same claim in another source. By somebody else it is corroborated, by the same
speaker it is said again, and where the words are the same it is a copy.

*Against each other*: two claims that cannot both be true (``positions.logic``):

1. Of what holds today, told of different days: a changed situation.
2. By the same party, or about the same party, of different days: a changed position. Only where the
   side changes: what stands between and says the same as before is passed over. Without dates the
   order is not known.
3. By the same voice otherwise, or by two authors who both say that it is so: a contradiction.
4. Else a disagreement: they may well differ.

Of items without a claim only the wording can be compared: where it is alike and one of two denies,
they are perhaps against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from goodoffices.analyses.claims import CONTRADICTED, ClaimAnswer, answer_claim, solver
from goodoffices.model.situation import Situation
from goodoffices.positions.account import Account
from goodoffices.positions.likeness import Alike, alike, copies, gathered
from goodoffices.positions.logic import ABOUT_A_PARTY, Logic
from goodoffices.progress import Progress, silent
from goodoffices.states import StateSpace

CORROBORATED, AGAIN, COPY, PERHAPS = "corroborated", "said again", "copied", "perhaps the same"
POSITION, CHANGED = "changed position", "changed situation"
CONTRADICTION, DISAGREEMENT = "contradiction", "disagreement"
MAYBE = "perhaps against"
DENIES = "denies"
"""The rule of those."""
Pairs = list[tuple[Account, Account]]


@dataclass(frozen=True)
class Same:
    """Accounts that say the same. ``copied``: ids of those that repeat an earlier one's words.

    ``score``: how alike the wording is, of 100, where that is all there is; ``differ``: whether
    names or numbers in it differ all the same.
    """

    kind: str
    accounts: tuple[Account, ...]
    copied: tuple[str, ...] = ()
    score: float | None = None
    differ: bool = False


@dataclass(frozen=True)
class Against:
    """Accounts that cannot both be so: the first of each side in full, others that say the same.

    ``party``: whose position it is, where the claims are about one's. ``ordered``: whether dates
    tell which came first.
    ``others``: a changed position that different voices tell of. ``score``: how alike the wording
    is, of 100, where that and a denial are all there is.
    """

    kind: str
    first: tuple[Account, ...]
    second: tuple[Account, ...]
    rule: str
    party: str = ""
    ordered: bool = True
    others: bool = False
    score: float | None = None


@dataclass(frozen=True)
class Positions:
    """All that was found. ``textual``: why claims were compared by their text alone, "" where by
    their states. ``model``: accounts that the model contradicts."""

    accounts: tuple[Account, ...]
    claims: int
    same: tuple[Same, ...] = ()
    against: tuple[Against, ...] = ()
    model: tuple[tuple[Account, ClaimAnswer], ...] = ()
    textual: str = ""


def positions(
    accounts: Sequence[Account],
    situation: Situation,
    space: StateSpace | None,
    progress: Progress = silent,
) -> Positions:
    """Every account against every other and against the model."""
    progress("comparing claims", 0, 0)
    logic = Logic(situation, space)
    by_number: dict[int, list[Account]] = {}
    for one in accounts:
        if one.item.claim is not None:
            by_number.setdefault(logic.number(one.item.claim), []).append(one)
    same = list(_same_claims(by_number.values()))
    told = {one.id for group in same for one in group.accounts}
    same += _copies(accounts, told)
    loose = [one for one in accounts if one.item.claim is None]
    pairs = list(alike(loose, progress))
    same += _alike(loose, [pair for pair in pairs if not pair.opposed])
    against: list[Against] = []
    for clash in logic.clashes():
        first, second = logic.readings[clash.first], logic.readings[clash.second]
        about = first.party if first.form in ABOUT_A_PARTY and first.party == second.party else ""
        now = first.form == second.form == "now"
        sides = _Sides(by_number[clash.first], by_number[clash.second], clash.rule, about, now)
        against += sides.told()
    against += _opposed(loose, [pair for pair in pairs if pair.opposed])
    progress("testing claims against the model", 0, 0)
    model = _model(accounts, situation, space)
    count = sum(map(len, by_number.values()))
    return Positions(tuple(accounts), count, tuple(same), tuple(against), model, logic.textual)


def _model(
    accounts: Sequence[Account], situation: Situation, space: StateSpace | None
) -> tuple[tuple[Account, ClaimAnswer], ...]:
    solved = solver(situation, space)
    found = []
    for one in accounts:
        if one.item.claim is not None:
            answer = answer_claim(one.item.claim, solved, one.id)
            if answer.answer == CONTRADICTED:
                found.append((one, answer))
    return tuple(found)


def _in_time(accounts: Iterable[Account]) -> list[Account]:
    """The dated ones by date, then the others."""
    return sorted(accounts, key=lambda one: (one.date is None, one.date and one.date.isoformat()))


def _same_claims(groups: Iterable[Sequence[Account]]) -> Iterable[Same]:
    for group in groups:
        if len({one.source.key for one in group}) < 2:
            continue
        ordered = _in_time(group)
        seen: dict[tuple[str, ...], Account] = {}
        copied = []
        for one in ordered:
            earlier = seen.setdefault(one.words, one)
            if earlier.source.key != one.source.key:
                copied.append(one.id)
        own = [one for one in ordered if one.id not in copied]
        if len({one.source.key for one in own}) < 2:
            kind = COPY
        elif len({one.voice for one in own}) == 1:
            kind = AGAIN
        else:
            kind = CORROBORATED
        yield Same(kind, tuple(ordered), tuple(copied))


def _copies(accounts: Sequence[Account], told: set[str]) -> Iterable[Same]:
    """Copies that no claim has brought together yet."""
    for group in copies(accounts):
        ordered = _in_time(accounts[at] for at in group)
        if not all(one.id in told for one in ordered):
            yield Same(COPY, tuple(ordered), tuple(one.id for one in ordered[1:]), 100.0)


def _opposed(loose: Sequence[Account], pairs: Sequence[Alike]) -> Iterator[Against]:
    """Wordings that are alike but for a denial, the likest first; of each account one."""
    told: set[int] = set()
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second)):
        if told.isdisjoint((pair.first, pair.second)):
            told |= {pair.first, pair.second}
            one, two = _in_time((loose[pair.first], loose[pair.second]))
            party = one.voice[1] if one.voice == two.voice and one.voice[0] == "party" else ""
            dated = one.date is not None and two.date is not None
            yield Against(MAYBE, (one,), (two,), DENIES, party, dated, score=pair.score)


def _alike(loose: Sequence[Account], alike: Sequence[Alike]) -> list[Same]:
    """Wordings that are alike, of items without a claim; the likest first."""
    found = []
    groups, pairs = gathered(alike)
    for members, score in groups:
        ordered = tuple(_in_time(loose[at] for at in members))
        found.append(Same(COPY, ordered, tuple(one.id for one in ordered[1:]), score))
    for pair in pairs:
        ordered = tuple(_in_time((loose[pair.first], loose[pair.second])))
        found.append(Same(PERHAPS, ordered, (), pair.score, pair.differ))
    return sorted(found, key=lambda one: (-(one.score or 0), one.accounts[0].id))


@dataclass
class _Sides:
    """Two sets of accounts; what the first say and what the second say cannot both be so."""

    first: Sequence[Account]
    second: Sequence[Account]
    rule: str
    about: str
    now: bool
    found: list[Against] = field(default_factory=list)

    def told(self) -> list[Against]:
        left = [(a, b) for a in self.first for b in self.second]
        if self.now:
            left = self.chain(left, CHANGED, "")
        elif self.about:
            left = self.chain(left, POSITION, self.about)
        else:
            own = {a.voice for a, b in left if a.voice == b.voice and a.voice[0] == "party"}
            for voice in sorted(own):
                mine = [(a, b) for a, b in left if a.voice == b.voice == voice]
                left = [(a, b) for a, b in left if not a.voice == b.voice == voice]
                left += self.chain(mine, POSITION, voice[1])
        for voice in dict.fromkeys(a.voice for a, b in left if a.voice == b.voice):
            self.add(CONTRADICTION, [(a, b) for a, b in left if a.voice == b.voice == voice])
        both = [(a, b) for a, b in left if a.voice != b.voice and a.asserted and b.asserted]
        self.add(CONTRADICTION, both)
        rest = [(a, b) for a, b in left if a.voice != b.voice and not (a.asserted and b.asserted)]
        self.add(DISAGREEMENT, rest)
        return self.found

    def add(self, kind: str, pairs: Pairs) -> None:
        if pairs:
            first = tuple(_in_time({a.id: a for a, _ in pairs}.values()))
            second = tuple(_in_time({b.id: b for _, b in pairs}.values()))
            one, two = first[0].date, second[0].date
            if one is not None and two is not None and two < one:
                first, second = second, first
            ordered = one is not None and two is not None
            self.found.append(Against(kind, first, second, self.rule, self.about, ordered))

    def chain(self, pairs: Pairs, kind: str, party: str) -> Pairs:
        """Tells the changes among these pairs; those that are none come back."""
        left: Pairs = []
        dated: dict[str, tuple[Account, int]] = {}
        loose: Pairs = []
        for a, b in pairs:
            if a.date is not None and b.date is not None:
                dated[a.id], dated[b.id] = (a, 0), (b, 1)
                if a.date == b.date:
                    left.append((a, b))
            elif a.source.key == b.source.key or not _alike_voices(a, b):
                left.append((a, b))
            else:
                loose.append((a, b))
        days: dict[str, tuple[list[Account], list[Account]]] = {}
        for one, side in sorted(dated.values(), key=lambda two: str(two[0].date)):
            days.setdefault(str(one.date), ([], []))[side].append(one)
        for before, after in pairwise(days.values()):
            for side in (0, 1):
                if before[side] and not before[1 - side] and after[1 - side]:
                    others = before[side][-1].voice != after[1 - side][0].voice
                    first, second = tuple(before[side]), tuple(after[1 - side])
                    changed = Against(kind, first, second, self.rule, party, True, others)
                    self.found.append(changed)
        if loose:
            first = tuple({a.id: a for a, _ in loose}.values())
            second = tuple({b.id: b for _, b in loose}.values())
            self.found.append(Against(kind, first, second, self.rule, party, ordered=False))
        return left


def _alike_voices(a: Account, b: Account) -> bool:
    """Whether two accounts are of one voice, or both of authors."""
    return a.voice == b.voice or (a.by_author and b.by_author)
