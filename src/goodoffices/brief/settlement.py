"""What a settlement would take, in words: needs of parties, packages, paths, rounds."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.analyses.decisive import decisive
from goodoffices.analyses.solution import Solution
from goodoffices.brief.words import Words, join, number, plural, sentence
from goodoffices.evolution.reach import Leg
from goodoffices.mediation.conditions import Clause
from goodoffices.mediation.mediate import MediateResult, PartyNeeds, TargetState
from goodoffices.mediation.orders import Order
from goodoffices.mediation.packages import Package, Step
from goodoffices.mediation.swaps import Search, Swaps
from goodoffices.model.preference import Level, Ranking

KIND_WORDS = {
    "own": "by what each party would do by itself",
    "improving": "by steps each of which is a gain for whoever takes it",
    "joint": "only if parties also move together, each better off for it",
    "any": "only by steps that are no gain for those who take them",
}
MOST_STATES = 3


class Settlement:
    """Sentences about one solution's paths and what would change them."""

    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        self.space = solution.space
        self.words = Words(solution.situation)
        self.parties = solution.situation.parties

    def state(self, position: int) -> str:
        """A state by its names, its terms or its options."""
        names = self.words.state_names(self.space, position)
        return ", ".join(names) if names else self.words.outcome(self.space, position)

    def taken(self, position: int) -> str:
        """Who does what there."""
        return "; ".join(self.words.taken(self.space, position)) or "nobody takes any option"

    def leg(self, leg: Leg) -> str:
        """One step: ``Hamas and Fatah together: leave the administration …``."""
        who = join(self.parties[i].name for i in leg.by)
        group = " together" if len(leg.by) > 1 else ""
        move = self.words.move(self.space, leg.source, leg.target, self.parties[leg.by[0]].id)
        return f"{who}{group}: {move}"

    def path(self, legs: Sequence[Leg]) -> str:
        """A path in one sentence."""
        if not legs:
            return "It is where things stand at the start."
        return sentence("; then ".join(self.leg(one) for one in legs))

    def needs(self, one: PartyNeeds) -> list[str]:
        """What a party needs to stay, a sentence for each reason it could have to go."""
        name = self.parties[one.party].name
        if one.condition is None:
            behaviour = self.parties[one.party].behaviour[0]
            return [
                sentence(
                    f"{name} looks ahead by {behaviour}, whose conditions are not of this form"
                )
            ]
        if not one.condition.clauses:
            return [sentence(f"{name} has no move away from it, or none that it need not fear")]
        told = [
            self.clause(one, clause, at not in one.unmet)
            for at, clause in enumerate(one.condition.clauses)
        ]
        return list(dict.fromkeys(told))

    def clause(self, one: PartyNeeds, clause: Clause, met: bool) -> str:
        """One clause: what must not be better for the party, or what it must have to fear."""
        assert one.condition is not None
        party, position = self.parties[one.party], one.condition.position
        move = self.words.move(self.space, position, clause.move, party.id)
        decides = decisive(self.space, party, clause.move, position)
        if decides is not None and not decides.by_ranking and decides.gained:
            wish = join(self.words.noun(s.want) for s in decides.gained)
            rule = (
                f"to {move} must not be worth it for {party.name}: today it is, by its wish {wish}"
            )
        elif met:
            rule = f"to {move} must not become worth it for {party.name}"
        else:
            rule = f"to {move} must not be worth it for {party.name}"
        answers = self._answers(party.id, clause)
        state = " (so it is today)" if met else ""
        return sentence(f"{rule}{answers}{state}")

    def _answers(self, party: str, clause: Clause) -> str:
        if not clause.answers:
            return ""
        groups: dict[str, list[str]] = {}
        for answer in clause.answers:
            ids = [str(int(self.space.ids[at])) for at in answer[:MOST_STATES]]
            if len(answer) == 1:
                key = f"ends in {self.state(answer[0])}"
            else:
                key = "gives it no way out, among others"
            groups.setdefault(key, []).append(" ".join(ids))
        shown = [
            f"{key} ({'state' if len(ids) == 1 else 'states'} "
            f"{', '.join(ids[:MOST_STATES])}{' …' if len(ids) > MOST_STATES else ''})"
            for key, ids in list(groups.items())[:MOST_STATES]
        ]
        more = len(groups) - len(shown)
        tail = f", or {plural(more, 'other kind')} of answer" if more else ""
        return f", or it must have to fear an answer that {join(shown, 'or that')}{tail}"

    def swaps(self, one: Swaps) -> str:
        """A change of priorities: which line would come before which."""
        party = self.parties[one.party]
        moved = self._moved(one.order)
        lines = self._lines(one.party)
        if not moved:
            return f"{party.name}: no change"
        told = [f"{lines[line]} before {lines[before]}" for line, before in moved]
        return f"{party.name} would put {join(told)} ({plural(one.distance, 'swap')} of neighbours)"

    @staticmethod
    def _moved(order: Order) -> list[tuple[int, int]]:
        """Lines that overtake: (line, the most important line that it now stands before)."""
        found = []
        for place, line in enumerate(order):
            overtaken = [other for other in order[place + 1 :] if other < line]
            if overtaken:
                found.append((line, min(overtaken)))
        return found

    def _lines(self, party: int) -> list[str]:
        told: list[str] = []
        for criterion in self.parties[party].preference.criteria:
            if isinstance(criterion, Level):
                told.append(f"“{join(self.words.noun(s.want) for s in criterion.statements)}”")
            elif isinstance(criterion, Ranking):
                for at, group in enumerate(criterion.groups):
                    shown = ", ".join(str(entry.state) for entry in group[:MOST_STATES])
                    told.append(f"place {at + 1} of its ranking ({shown})")
        return told

    def search(self, found: Search | None) -> str:
        """What a search for the smallest change of priorities came to."""
        if found is None:
            return ""
        if found.found:
            how = join(self.swaps(one) for one in found.found)
            proof = (
                "" if found.whole else " (a nearer change may have been missed: the search ended)"
            )
            return sentence(
                f"{how}; nothing nearer serves{proof}" if found.whole else f"{how}{proof}"
            )
        if found.whole:
            return "No order of its priorities serves."
        return sentence(
            f"no change of fewer than {number(found.tried_to)} swaps serves; the search ended there"
        )

    def target_state(self, one: TargetState) -> list[str]:
        """Who would leave a target state, what each needs, and the smallest change that serves."""
        leaving = [p for p in one.parties if not p.stable_now]
        if not leaving:
            return ["Every party stays there, each as it behaves."]
        told = [sentence(f"{join(self.parties[p.party].name for p in leaving)} would leave it")]
        for needs in leaving:
            told += [f"  {text}" for text in self._unmet(needs)]
            found = self.search(needs.search)
            if found:
                told.append(f"  Smallest change of its priorities alone: {found}")
        if len(leaving) > 1 and one.together is not None:
            told.append(f"  Fewest swaps in sum: {self.search(one.together)}")
        return told

    def _unmet(self, needs: PartyNeeds) -> list[str]:
        if needs.condition is None:
            return self.needs(needs)
        return [self.clause(needs, needs.condition.clauses[at], False) for at in needs.unmet[:4]]

    def package(self, one: Package) -> str:
        """A package in one sentence."""
        levers = self.solution.situation.levers
        does = {lever.id: lever.does or lever.id.replace("_", " ") for lever in levers}
        if not one.levers:
            how = "without any lever"
        else:
            who = f"{self.words.those(one.by)} would " if one.by else "somebody would "
            how = f"{who}{join(does[lever] for lever in one.levers)}"
        share = (
            f"{one.share:.0%}" if 0 < one.share < 1 else ("never" if not one.share else "always")
        )
        ends = (
            f"in {share} of the runs in which each party moves as it would the talks end there"
            if 0 < one.share < 1
            else f"moving as they would, the parties {share} end there by themselves"
        )
        return sentence(
            f"{how} (cost {one.cost:g}): the target holds and is reached "
            f"{KIND_WORDS[one.reachable]}; {ends}"
        )

    def package_path(self, one: Package) -> str:
        """The path of a package, told from the ids of its states."""
        if not one.path:
            return "It holds where things stand today."
        return sentence("; then ".join(self._package_step(step) for step in one.path))

    def _package_step(self, step: Step) -> str:
        group = " together" if len(step.by) > 1 else ""
        who = self.words.those(step.by)
        graph = self.solution.situation.graph
        if graph is not None:
            return f"{who}{group}: move to {graph.states[step.target][1]}"
        options = enumerate(self.solution.situation.options)
        taken = [o.does for bit, o in options if step.target & ~step.source & 1 << bit]
        options = enumerate(self.solution.situation.options)
        left = [o.does for bit, o in options if step.source & ~step.target & 1 << bit]
        return f"{who}{group}: {join([*taken, *(f'choose no longer to {does}' for does in left)])}"

    def package_changes(self, one: Package) -> str:
        """What else the package changes: outcomes that come to hold, and others that cease to."""
        gained, lost = len(one.gained), len(one.lost)
        if not gained and not lost:
            return "It changes nothing else of what holds."
        names = dict.fromkeys(self._outcome(state) for state in one.lost)
        told = f" ({join(list(names)[:MOST_STATES])})" if lost else ""
        new = f"{plural(gained, 'outcome')} would hold that now {'does' if gained == 1 else 'do'}"
        old = f"{plural(lost, 'outcome')} would no longer hold{told}"
        return sentence(f"with it {new} not, and {old}")

    def _outcome(self, state: int) -> str:
        position = self.space.position(state)
        return f"state {state}" if position is None else self.state(position)


def mediate_dict(result: MediateResult) -> dict[str, object]:
    """The contract of ``mediate --format json``."""
    tell = Settlement(result.solution)
    ids = result.solution.space.ids
    tried = result.packages
    return result.solution.situation.question() | {
        "target": result.target,
        "n_states": result.n_states,
        "n_hold": result.n_hold,
        "states": [
            {
                "id": int(ids[one.position]),
                "yes": list(result.solution.space.yes(one.position)),
                "parties": {
                    tell.parties[needs.party].id: _needs_dict(tell, needs, result)
                    for needs in one.parties
                },
                "together": _search_dict(tell, one.together),
            }
            for one in result.states
        ],
        "packages": [] if tried is None else [_package_dict(one) for one in tried.shown],
        "search": None
        if tried is None
        else {
            "sets": tried.sets,
            "tried": tried.tried,
            "complete": tried.complete,
            "without_model": tried.unmade,
            "hold": len(tried.every),
        },
    }


def _needs_dict(tell: Settlement, needs: PartyNeeds, result: MediateResult) -> dict[str, object]:
    told: dict[str, object] = {
        "stable_now": needs.stable_now,
        "needs": tell.needs(needs),
        "smallest_change": _search_dict(tell, needs.search),
    }
    if result.n_rankings:
        told["rankings"] = {"hold": needs.rankings, "of": result.n_rankings}
    return told


def _search_dict(tell: Settlement, search: Search | None) -> dict[str, object] | None:
    if search is None:
        return None
    return {
        "swaps": search.distance if search.found is not None else None,
        "orders": {tell.parties[s.party].id: list(s.order) for s in search.found or ()},
        "complete": search.whole,
        "told": tell.search(search),
    }


def _package_dict(one: Package) -> dict[str, object]:
    return {
        "levers": list(one.levers),
        "cost": one.cost,
        "by": list(one.by),
        "holds_at": list(one.holds_at),
        "reached": {str(state): kind for state, kind in one.reached},
        "reachable": one.reachable,
        "path": [{"by": list(s.by), "from": s.source, "to": s.target} for s in one.path],
        "share": one.share,
        "gained": list(one.gained),
        "lost": list(one.lost),
        "robustness": None,
    }
