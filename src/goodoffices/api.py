"""What a notebook works with: a case that answers questions and shows tables."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from goodoffices.analyses.agenda import agenda, strongest_first
from goodoffices.analyses.claims import check_claims
from goodoffices.analyses.coalitions import CoalitionsResult, coalitions
from goodoffices.analyses.comparison import Comparison, compare
from goodoffices.analyses.coverage import coverage
from goodoffices.analyses.explanation import explain
from goodoffices.analyses.extensions import Extended, solve_all
from goodoffices.analyses.hint import Hints, hints
from goodoffices.analyses.movelist import list_moves
from goodoffices.analyses.paths import PathsResult, paths
from goodoffices.analyses.perception import PerceptionResult, perception
from goodoffices.analyses.preferences import Ordered, preferences
from goodoffices.analyses.solution import Solution, solve
from goodoffices.brief.coalition_words import CoalitionWords
from goodoffices.brief.compose import compose
from goodoffices.brief.document import Brief
from goodoffices.brief.elicited import Asking, Choice
from goodoffices.brief.evidence_tables import claims_table, coverage_table
from goodoffices.brief.extension_words import extension_lines
from goodoffices.brief.figures.coalitions import coalitions_figure
from goodoffices.brief.figures.outlook import reply_figure
from goodoffices.brief.figures.packages import packages_figure
from goodoffices.brief.figures.paths import paths_figure
from goodoffices.brief.figures.perception import perception_figure
from goodoffices.brief.figures.rounds import rounds_figure
from goodoffices.brief.figures.sensitivity import tornado_figure
from goodoffices.brief.figures.shares import shares_figure
from goodoffices.brief.graph import networkx_graph
from goodoffices.brief.hint_data import hint_data
from goodoffices.brief.hint_words import HintWords
from goodoffices.brief.lines import View
from goodoffices.brief.mediate_words import MediateWords
from goodoffices.brief.move_tables import moves_table
from goodoffices.brief.outlook_data import reply_data
from goodoffices.brief.outlook_words import reply_lines
from goodoffices.brief.perception_words import PerceptionWords
from goodoffices.brief.preference_tables import PreferenceWords, preferences_dict
from goodoffices.brief.reasons import Reasons, kind_title
from goodoffices.brief.robustness_words import RobustnessWords
from goodoffices.brief.round_words import RoundWords
from goodoffices.brief.route_words import RouteWords
from goodoffices.brief.sensitivity_data import sensitivity_data
from goodoffices.brief.sensitivity_words import SensitivityWords
from goodoffices.brief.settlement import mediate_dict
from goodoffices.brief.table import Table
from goodoffices.brief.tables import agenda_table
from goodoffices.brief.words import Words, join
from goodoffices.case import Case, load_case
from goodoffices.mediation.mediate import SHOWN, MediateResult, mediate
from goodoffices.mediation.rounds import RoundsResult, rounds
from goodoffices.model.digest import digest
from goodoffices.model.situation import Situation
from goodoffices.moves.build import moves_of
from goodoffices.outlook.request import Reply, Request, reply, size_of
from goodoffices.robustness.design import Design
from goodoffices.robustness.result import Result
from goodoffices.robustness.run import run
from goodoffices.robustness.task import Task
from goodoffices.robustness.uncertain import require_some, uncertain
from goodoffices.sensitivity.result import Sensitivity, sensitivity
from goodoffices.sensitivity.single import ASSUMED
from goodoffices.stability.concepts import STANDARD, concept
from goodoffices.stability.verdicts import PROFILE


@dataclass(frozen=True)
class OpenCase:
    """A case with its analyses as methods; every method returns something that shows itself."""

    case: Case

    @property
    def situation(self) -> Situation:
        return self.case.situation

    @property
    def digest(self) -> str:
        """SHA-256 of what decides verdicts."""
        return digest(self.case.situation)

    @cached_property
    def solution(self) -> Solution:
        """All five concepts and the behaviour profile, solved once."""
        return solve(self.case.situation, STANDARD, self.case.space)

    def changed(
        self,
        levers: Sequence[str] = (),
        types: Mapping[str, str] | None = None,
        extension: str = "",
    ) -> OpenCase:
        """The case with levers, types and an extension of unknown preference applied.

        What is odd about the extension is told as a Python warning. Raises ``RequestError`` for
        unknown names.
        """
        return _changed(self.case, levers, types, extension)

    def agenda(self) -> Table:
        """Agenda terms × kinds of equilibrium."""
        return agenda_table(agenda(self.solution), Words(self.situation))

    def equilibria(self) -> Table:
        """Every equilibrium, strongest kind first."""
        solution, words = self.solution, Words(self.situation)
        verdicts, space = solution.verdicts, solution.space
        rows = []
        for at in strongest_first(solution).tolist():
            kinds = join(kind_title(k) for k in verdicts.kinds if verdicts.equilibrium(k)[at])
            what = ", ".join(words.state_names(space, at)) or words.outcome(space, at)
            reached = "" if solution.reach is None else str(bool(solution.reach.reached[at]))
            rows.append((str(int(space.ids[at])), what, kinds, reached.lower()))
        columns = ("id", "what", "holds under", "reachable")
        return Table(f"Equilibria of “{self.situation.title}”", columns, tuple(rows))

    def explain(self, state: str | int) -> str:
        """Why each party stays in a state or goes, as text."""
        tell = Reasons(self.solution)
        lines = []
        for one in explain(self.solution, str(state)).states:
            lines.append(f"State {int(self.solution.space.ids[one.position])}: {tell.verdict(one)}")
            lines += ["  " + " ".join(tell.of_party(reason)) for reason in one.reasons]
        return "\n".join(lines)

    def claims(self) -> Table:
        """Every formal claim of the evidence, tested against the model."""
        answers = check_claims(self.case.items, self.situation, self.case.space)
        return claims_table(answers, self.situation)

    def coverage(self) -> Table:
        """What the model rests on."""
        return coverage_table(coverage(self.situation, self.case.items))

    def moves(self, state: str | int | None = None) -> Table:
        """Moves and improvements, from one state or from all."""
        query = None if state is None else str(state)
        return moves_table(list_moves(moves_of(self.situation, self.case.space), query))

    def compare(self, other: OpenCase) -> Comparison:
        """Equilibria gained and lost from this case to another."""
        return compare(self.solution, other.solution)

    def preferences(self, party: str | None = None) -> View[tuple[Ordered, ...]]:
        """Each party's statements and its order of the situations, or those of one party."""
        space = self.case.states()
        chosen = None if party is None else self.situation.party(party).id
        orders = tuple(o for o in preferences(space) if chosen in (None, o.party.id))
        tell = PreferenceWords(space)
        lines = tuple(line for one in orders for line in tell.lines(one))
        return View(orders, lines, str, lambda: preferences_dict(orders, space))

    def elicit(
        self,
        party: str,
        answer: Callable[[Choice], str] | None = None,
        statements: Sequence[str] = (),
    ) -> Asking:
        """What a party wants, by asking: ``.question``, ``.answer("left")``, ``.preference``.

        ``answer``: a function that answers every question ``left``, ``right`` or ``same``.
        ``statements``: those to order, where they are not the party's own. Nothing is written.
        """
        asking = Asking(self.case.states(), party, statements)
        return asking if answer is None else asking.answered_by(answer)

    def extensions(self) -> View[Extended]:
        """What holds under each of the four extensions of unknown preference."""
        result = solve_all(self.situation, STANDARD, self.case.space)
        lines = tuple(extension_lines(result))
        return View(result, lines, str, lambda: result.head() | {"states": list(result.states())})

    def paths(
        self,
        start: str | int | None = None,
        to: str | int | None = None,
        choice: str = "uniform",
        readiness: Mapping[str, float] | None = None,
    ) -> View[PathsResult]:
        """How it could go from today (or from ``start``): paths of four kinds to every
        equilibrium, and where it would end by itself."""
        ends = [None if one is None else str(one) for one in (start, to)]
        result = paths(self.solution, ends[0], ends[1], choice, readiness)
        lines = tuple(RouteWords(result).lines())
        return View(result, lines, lambda: paths_figure(result).svg(), result.as_dict)

    def coalitions(
        self, named: Sequence[Sequence[str]] = (), pareto: bool = False
    ) -> View[CoalitionsResult]:
        """Who could gain by acting together, and which equilibria that would upset."""
        result = coalitions(self.solution, named, pareto)
        lines = tuple(CoalitionWords(result).lines())
        return View(result, lines, lambda: coalitions_figure(result).svg(), result.as_dict)

    def perception(self, by: str = PROFILE) -> View[PerceptionResult]:
        """What each party sees, what holds by who perceives what, where surprises come from."""
        kind = PROFILE if by == PROFILE else concept(by).name
        result = perception(self.situation, kind, self.case.space)
        lines = tuple(PerceptionWords(result).lines())
        return View(result, lines, lambda: perception_figure(result).svg(), result.as_dict)

    def mediate(
        self,
        target: str | int,
        levers: str | Sequence[str] | None = None,
        states: int = SHOWN,
        count: bool = False,
        samples: int | None = None,
        seed: int = 1,
    ) -> View[MediateResult]:
        """What would have to change for ``target`` to hold and be reached. ``samples``: variants
        of what is uncertain tried of each package, 0 for none."""
        chosen = [levers] if isinstance(levers, str) else levers
        variant = self.case.as_variant()
        result = mediate(
            self.solution,
            str(target),
            chosen,
            states,
            count,
            variant=variant,
            samples=samples,
            seed=seed,
        )
        lines = tuple(MediateWords(result).lines())
        return View(
            result, lines, lambda: packages_figure(result).svg(), lambda: mediate_dict(result)
        )

    def robustness(
        self,
        ask: str | Sequence[str] = (),
        samples: int = 10_000,
        seed: int = 1,
        vary_levers: bool = False,
    ) -> View[Result]:
        """In how many variants of what is uncertain each term, and each of ``ask``, holds."""
        asked = (ask,) if isinstance(ask, str) else tuple(ask)
        found = uncertain(self.case.as_variant(), vary_levers)
        require_some(found)
        task = Task(Design(found, samples, seed), asked)
        result = Result(task, run(task).tally)
        lines = tuple(RobustnessWords(result).lines())
        return View(result, lines, lambda: shares_figure(result).svg(), result.as_dict)

    def rounds(self, most: int = 3) -> View[RoundsResult]:
        """What each outcome changes for the next talks."""
        result = rounds(self.case.as_variant(), most)
        lines = tuple(RoundWords(result).lines())
        return View(result, lines, lambda: rounds_figure(result).svg(), result.as_dict)

    def hint(self, where: str | None = None, backtest: bool = False) -> View[Hints]:
        """What is known beside a number of the outlook, or beside all that nobody has set.

        ``where``: its path, or the id of an event, flow, stock, pool or param. Nothing is set.
        """
        case = self.case
        result = hints(case.situation, case.items, case.sources, case.folder, where, test=backtest)
        words = HintWords(result, case, backtest)
        return View(result, tuple(words.lines()), str, lambda: hint_data(words))

    def outlook(
        self,
        state: str | int | None = None,
        outcome: str | None = None,
        scenario: str | None = None,
        runs: tuple[int, int] = (200, 500),
        seed: int = 1,
        ask: str | Sequence[str] = (),
        assume: bool = False,
        *,
        scenarios: bool = False,
        why: bool = False,
        sensitivity: bool = False,
        choice: str = "uniform",
        readiness: Mapping[str, float] | None = None,
    ) -> View[Reply]:
        """What follows on the ground, from ``state``, from where the talks would end
        (``outcome="evolution"``) or from the status quo: how probable, how much, how sure.

        ``runs``: draws of what nobody knows, and runs of each. ``scenarios``: every what-if
        against as written. ``choice``, ``readiness``: as for ``paths``.
        """
        request = Request(
            state=None if state is None else str(state),
            outcome=outcome,
            choice=choice,
            readiness=readiness or {},
            scenario=scenario,
            scenarios=scenarios,
            asks=(ask,) if isinstance(ask, str) else tuple(ask),
            why=why,
            sensitivity=sensitivity,
            size=size_of(*runs, seed),
            assume=assume,
            fans=True,
        )
        case = self.case
        result = reply(case.situation, case.space, str(case.path), request)
        lines = tuple(reply_lines(result))
        return View(result, lines, lambda: reply_figure(result).svg(), lambda: reply_data(result))

    def sensitivity(
        self,
        asked: Sequence[str] = (),
        states: Sequence[str] = (),
        kinds: Sequence[str] = ASSUMED,
        concept: str = PROFILE,
    ) -> View[Sensitivity]:
        """Which single change of the model flips what it says of its terms, of what is ``asked``
        (expressions) and of these ``states``."""
        result = sensitivity(self.case.as_variant(), asked, states, kinds, concept)
        lines = tuple(SensitivityWords(result).lines())
        return View(
            result, lines, lambda: tornado_figure(result).svg(), lambda: sensitivity_data(result)
        )

    def graph(self, improvements_only: bool = False) -> Any:
        """The graph of states as a ``networkx.MultiDiGraph`` (needs the extra ``[graph]``)."""
        return networkx_graph(self.solution, improvements_only)

    def brief(self) -> Brief:
        """The brief as a value; ``goodoffices.brief`` writes it as HTML and Markdown."""
        return compose(self.case)


def load(
    path: str | Path,
    levers: Sequence[str] = (),
    types: Mapping[str, str] | None = None,
    extension: str = "",
) -> OpenCase:
    """The case in a folder or a situation file. Raises ``InputError`` with every mistake."""
    return _changed(load_case(path), levers, types, extension)


def _changed(
    case: Case, levers: Sequence[str], types: Mapping[str, str] | None, extension: str
) -> OpenCase:
    """With these applied; what is odd about that is told at the line that asked for it."""
    changed = case.changed(types or {}, levers, extension)
    for one in changed.warnings:
        if one not in case.warnings:
            warnings.warn(str(one), stacklevel=3)
    return OpenCase(changed)
