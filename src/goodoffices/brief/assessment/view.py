"""What every section of the assessment reads, computed once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.analyses.agenda import Agenda, Row, agenda
from goodoffices.analyses.explanation import StateReasons
from goodoffices.analyses.solution import Solution
from goodoffices.brief.assessment.sure import Sure
from goodoffices.brief.assessment.walks import Walk, walks
from goodoffices.brief.notes import Notes
from goodoffices.brief.reasons import Reasons
from goodoffices.brief.speakers import basis
from goodoffices.brief.words import Words, join, sentence
from goodoffices.case import Case
from goodoffices.model.rule import Named
from goodoffices.model.situation import Situation
from goodoffices.progress import Progress, silent
from goodoffices.stability.concepts import concept
from goodoffices.stability.verdicts import PROFILE
from goodoffices.states import StateSpace

MOST_OUTCOMES = 5
"""No brief names more outcomes than this."""


@dataclass(frozen=True)
class Held:
    """Situations that hold, as the parties behave, and have the same terms of the agenda.

    ``state``: the first named state that all of them are, or nothing. ``best_for``: parties to
    whom no other situation that holds is better (not those to whom all are the same).
    """

    terms: tuple[str, ...]
    state: str
    positions: tuple[int, ...]
    best_for: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """A solved case with its words and its notes. ``progress``: told what is worked out anew."""

    case: Case
    solution: Solution
    notes: Notes
    progress: Progress = silent

    @cached_property
    def agenda(self) -> Agenda:
        return agenda(self.solution)

    @cached_property
    def tell(self) -> Reasons:
        return Reasons(self.solution)

    @property
    def words(self) -> Words:
        return self.tell.words

    @property
    def space(self) -> StateSpace:
        return self.solution.space

    @property
    def situation(self) -> Situation:
        return self.solution.situation

    @cached_property
    def holds(self) -> NDArray[np.bool_]:
        """Which situations hold as the parties behave."""
        return self.solution.verdicts.equilibrium(PROFILE)

    @cached_property
    def sure(self) -> Sure:
        """How robust it is: asked are the outcomes that are named, what holds nowhere, and
        today's situation."""
        asked = [
            (self.asked(one), self.name(one) if one.state else f"just {self.name(one)}")
            for one in self.outcomes
        ]
        groups = [self.never, *(walk.terms for walk in self.walks)]
        asked += [(self.any_of(one), join((t.words for t in one), "or")) for one in groups]
        asked += [(self.today, "today's situation")]
        known = {text: words for text, words in reversed(asked) if text}
        return Sure(self.case.as_variant(), len(self.space), tuple(reversed(known.items())))

    @cached_property
    def walks(self) -> list[Walk]:
        """Who would leave which terms."""
        return walks(self.solution, self.agenda)

    @cached_property
    def never(self) -> tuple[Named, ...]:
        """The terms of the agenda that no situation that holds has."""
        pairs = zip(self.situation.terms, self.agenda.terms, strict=True)
        return tuple(term for term, row in pairs if not row.profile)

    def asked(self, held: Held) -> str:
        """The expression for an outcome; "" where nothing tells it from others."""
        if held.state:
            return held.state
        ids = [term.id for term in self.situation.terms]
        return " and ".join(one if one in held.terms else f"not {one}" for one in ids)

    @staticmethod
    def any_of(terms: Sequence[Named]) -> str:
        """The expression for any of these terms."""
        return " or ".join(term.id for term in terms)

    @property
    def today(self) -> str:
        """The expression for the status quo alone; "" where none is given."""
        graph, now = self.situation.graph, self.situation.now
        if now is None:
            return ""
        if graph is not None:
            return now[0]
        bits = self.space.bits
        return " and ".join(name if name in now else f"not {name}" for name in bits)

    @cached_property
    def all_held(self) -> tuple[Held, ...]:
        """Every combination of terms that holds, in the agenda's order, only what holds in it."""
        return tuple(self._held(row) for row in self.agenda.outcomes if row.profile)

    @property
    def outcomes(self) -> tuple[Held, ...]:
        """The combinations that are named: at most five."""
        return self.all_held[:MOST_OUTCOMES]

    def _held(self, row: Row) -> Held:
        positions = tuple(at for at in row.positions if self.holds[at])
        named = self.situation.states
        state = next(
            (n.id for n in named if all(self.space.truth(n.means)[at] for at in positions)), ""
        )
        rank = self.solution.moves.rank
        every = rank[:, self.holds]
        top, low = every.max(axis=1), every.min(axis=1)
        best = [
            party.id
            for i, party in enumerate(self.situation.parties)
            if top[i] > low[i] and any(rank[i, at] == top[i] for at in positions)
        ]
        return Held(row.terms, state, positions, tuple(best))

    def basis(self, because: tuple[str, ...]) -> str:
        """What something rests on, as a clause."""
        return basis(self.case, because)

    @property
    def by_order(self) -> bool:
        """Whether every party moves for what it prefers and for nothing else."""
        return all(map(self.tell.by_order, range(len(self.situation.parties))))

    @property
    def gain(self) -> str:
        """What an improvement is to its mover."""
        return "a gain for" if self.by_order else "worth making to"

    def name(self, held: Held) -> str:
        """An outcome by its named state, or by its terms."""
        if held.state:
            return self.words.named[held.state]
        return self.words.terms(held.terms)

    def best(self, held: Held) -> str:
        """For whom no other situation that holds is better; a dash where it makes no difference."""
        everyone = len(held.best_for) == len(self.situation.parties) > 1
        return "everyone" if everyone else self.words.those(held.best_for) or "–"

    def explain(self, position: int) -> str:
        """The command that explains a state."""
        return f"explain {{case}} {int(self.space.ids[position])}"

    def reasons(self, one: StateReasons, leavers_only: bool = False) -> list[str]:
        """Every party's reason in a state, a line each."""
        chosen = [r for r in one.reasons if not (leavers_only and r.stable)]
        return [" ".join(self.tell.of_party(reason)) for reason in chosen]

    def note_all(self) -> str:
        """The computation of what holds."""
        rows = self.agenda
        holding = int(self.holds.sum())
        lines = [
            f"{len(self.space):,} feasible situations; {holding:,} of them are stable for every "
            "party, each as it is modelled to behave.",
        ]
        kinds = zip(rows.tiers, rows.all.counts, strict=True)
        told = ", ".join(f"{name}: {count}" for name, count in kinds)
        lines.append(f"Equilibria of any kind, by the strongest under which they hold: {told}.")
        same = [p.id for i, p in enumerate(self.situation.parties) if self._indifferent(i)]
        if same and holding > 1:
            lines.append(f"To {self.words.those(same)} all of these are the same.")
        for name in dict.fromkeys(party.behaviour[0] for party in self.situation.parties):
            who = [party.id for party in self.situation.parties if party.behaviour[0] == name]
            notion = concept(name)
            told = f"{self.words.those(who)}: {notion.title}, {notion.means}"
            lines.append(sentence(f"how far they look ahead: {told}"))
        return self.notes.note("What holds", "solve {case}", lines)

    def _indifferent(self, party: int) -> bool:
        if party in self.solution.moves.unranked():
            return False
        ranks = self.solution.moves.rank[party][self.holds]
        return len(ranks) > 0 and bool((ranks == ranks[0]).all())
