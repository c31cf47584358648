"""What every section of the assessment reads, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.analyses.agenda import Agenda, Row, agenda
from goodoffices.analyses.explanation import StateReasons
from goodoffices.analyses.solution import Solution
from goodoffices.brief.notes import Notes
from goodoffices.brief.reasons import Reasons
from goodoffices.brief.speakers import basis
from goodoffices.brief.words import Words, sentence
from goodoffices.case import Case
from goodoffices.model.situation import Situation
from goodoffices.stability.concepts import concept
from goodoffices.stability.verdicts import PROFILE
from goodoffices.states import StateSpace

MOST_OUTCOMES = 5
"""No brief names more outcomes than this."""


@dataclass(frozen=True)
class View:
    """A solved case with its words and its notes."""

    case: Case
    solution: Solution
    notes: Notes

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
    def outcomes(self) -> tuple[Row, ...]:
        """The combinations of terms that hold and are named: at most five."""
        return tuple(row for row in self.agenda.outcomes if row.profile)[:MOST_OUTCOMES]

    def basis(self, because: tuple[str, ...]) -> str:
        """What something rests on, as a clause."""
        return basis(self.case, because)

    def name(self, row: Row) -> str:
        """An outcome by its named state where all of its situations are that state."""
        return self.words.named[row.state] if row.state else self.words.terms(row.terms)

    def best(self, row: Row) -> str:
        """For whom no other situation that holds is better."""
        everyone = len(row.best_for) == len(self.situation.parties) > 1
        return "everyone" if everyone else self.words.those(row.best_for) or "–"

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
            lines.append(f"Between these make no difference to: {self.words.those(same)}.")
        for name in dict.fromkeys(party.behaviour[0] for party in self.situation.parties):
            who = [party.id for party in self.situation.parties if party.behaviour[0] == name]
            notion = concept(name)
            told = f"{self.words.those(who)}: {notion.title}, {notion.means}"
            lines.append(sentence(f"how far they look ahead: {told}"))
        return self.notes.note("What holds", "solve {case}", lines)

    def _indifferent(self, party: int) -> bool:
        ranks = self.solution.moves.rank[party][self.solution.any_kind]
        return len(ranks) > 0 and bool((ranks == ranks[0]).all())
