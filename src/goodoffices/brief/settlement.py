"""What a settlement would take, in words: needs of parties, packages, paths, rounds."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.analyses.decisive import decisive
from goodoffices.analyses.solution import Solution
from goodoffices.brief.package_data import packages_data, robustness_data
from goodoffices.brief.words import Words, join, number, often, plural, sentence
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
MOST_CLAUSES = 4


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
        """One step: ``Hamas and Fatah together (Hamas: leave …; Fatah: join …)``."""
        if len(leg.by) == 1:
            party = self.parties[leg.by[0]]
            move = self.words.move(self.space, leg.source, leg.target, party.id)
            return f"{party.name}: {move}"
        if self.solution.situation.graph is not None:
            move = self.words.move(self.space, leg.source, leg.target)
            return f"{join(self.parties[i].name for i in leg.by)} together: {move}"
        ids = [self.parties[i].id for i in leg.by]
        return self.together(ids, *(int(self.space.ids[at]) for at in (leg.source, leg.target)))

    def together(self, members: Sequence[str], source: int, target: int) -> str:
        """Who does what in a joint step, from one id to another."""
        acts = [f"{self.words.party(m)}: {d}" for m, d in self._acts(members, source, target)]
        names = self.words.those(members)
        return f"{names} together ({'; '.join(acts)})" if acts else f"{names} together: move there"

    def _acts(self, members: Sequence[str], source: int, target: int) -> list[tuple[str, str]]:
        """Each member that does something between two ids, and what."""
        situation = self.solution.situation
        told: dict[str, list[str]] = {}
        for bit, option in enumerate(situation.options):
            if (source ^ target) >> bit & 1:
                able = [m for m in members if option.name in situation.controlled[m]]
                if able:
                    does = (
                        option.does if target >> bit & 1 else f"choose no longer to {option.does}"
                    )
                    told.setdefault(able[0], []).append(does)
        return [(who, join(does)) for who, does in told.items()]

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
        rank = self.solution.moves.rank[one.party]
        worth = bool(rank[clause.move] > rank[position])
        why = self._why(one.party, clause.move, position) if worth else ""
        fear = self._answers(clause)
        if worth and met:
            return sentence(
                f"to {move} would be worth it for {party.name}{why}: so it must go on having to "
                f"fear {fear}"
            )
        if worth:
            rule = f"to {move} must not be worth it for {party.name}, as it is now{why}"
        else:
            rule = f"to {move} must not become worth it for {party.name}"
        return sentence(f"{rule}, or it must have to fear {fear}" if fear else rule)

    def _why(self, party: int, better: int, worse: int) -> str:
        decides = decisive(self.space, self.parties[party], better, worse)
        if decides is None or decides.by_ranking or not decides.gained:
            return ""
        nouns = [self.words.noun(s.want) for s in decides.gained]
        return f", by its wish {join(n if n.startswith('that ') else f'for {n}' for n in nouns)}"

    def _answers(self, clause: Clause) -> str:
        """The answers of others that would do, those that end in the same way together."""
        if not clause.answers:
            return ""
        groups: dict[str, list[str]] = {}
        for answer in clause.answers:
            ids = [str(int(self.space.ids[at])) for at in answer]
            if len(answer) == 1:
                groups.setdefault(f"ends in {self.state(answer[0])}", []).append(ids[0])
            else:
                few = f"{', '.join(ids[:MOST_STATES])} and {len(ids) - MOST_STATES} more"
                shown = few if len(ids) > MOST_STATES + 1 else join(ids)
                groups.setdefault(f"leaves it only states {shown}", [])
        listed = []
        for key, ids in list(groups.items())[:MOST_STATES]:
            more = f" and {len(ids) - MOST_STATES} more" if len(ids) > MOST_STATES else ""
            word = "state" if len(ids) == 1 else "states"
            listed.append(f"{key} ({word} {', '.join(ids[:MOST_STATES])}{more})" if ids else key)
        left = len(groups) - len(listed)
        tail = f", or {plural(left, 'other kind')} of answer" if left else ""
        return f"an answer that {join(listed, 'or')}{tail}"

    def swaps(self, one: Swaps) -> str:
        """A change of priorities: which line would come before which."""
        party = self.parties[one.party]
        moved = self._moved(one.order)
        lines = self._lines(one.party)
        if not moved:
            return f"{party.name}: no change"
        told = [f"{lines[line]} before {lines[before]}" for line, before in moved]
        order = ", ".join(str(line + 1) for line in one.order)
        return (
            f"{party.name} would put {join(told)} ({plural(one.distance, 'swap')} of neighbours; "
            f"the new order of its priorities: {order})"
        )

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
        if not self.parties[party].preference.ordered:
            rank = self.solution.moves.rank[party]
            for place, value in enumerate(range(int(rank.max()), 0, -1), 1):
                ids = self.space.ids[rank == value][:MOST_STATES].tolist()
                told.append(f"place {place} of its order ({', '.join(map(str, ids))})")
            return told
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
        told = [
            self.clause(needs, needs.condition.clauses[at], False)
            for at in needs.unmet[:MOST_CLAUSES]
        ]
        left = len(needs.unmet) - len(told)
        return (
            [*told, f"{plural(left, 'further clause').capitalize()}: --format json."]
            if left
            else told
        )

    def package(self, one: Package) -> str:
        """A package in one sentence."""
        how = f"if {self.acting(one.levers)}" if one.levers else "without any lever"
        return sentence(
            f"{how} (cost {one.cost:g}), the target would hold and be reached "
            f"{KIND_WORDS[one.reachable]}; left to themselves, each moving as it would, the "
            f"parties would {often(one.share)}"
        )

    def acting(self, levers: Sequence[str]) -> str:
        """Who would do what: ``Egypt managed to …, and Qatar managed to …``."""
        known = {lever.id: lever for lever in self.solution.situation.levers}
        told = []
        for one in levers:
            who = self.words.those(known[one].by) or "somebody"
            told.append(f"{who} managed to {known[one].does or one.replace('_', ' ')}")
        return join(told)

    def package_path(self, one: Package) -> str:
        """The path of a package, told from the ids of its states."""
        if not one.path:
            return "It holds where things stand today."
        return sentence("; then ".join(self._package_step(step) for step in one.path))

    def _package_step(self, step: Step) -> str:
        graph = self.solution.situation.graph
        who = self.words.those(step.by)
        if graph is not None:
            group = " together" if len(step.by) > 1 else ""
            return f"{who}{group}: move to {graph.states[step.target][1]}"
        if len(step.by) > 1:
            return self.together(step.by, step.source, step.target)
        acts = [does for _, does in self._acts(step.by, step.source, step.target)]
        return f"{who}: {join(acts) or 'move there'}"

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
        "packages": packages_data(result),
        "robustness": robustness_data(result.robustness),
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
        "condition": _condition_dict(needs, result),
        "smallest_change": _search_dict(tell, needs.search),
    }
    if result.n_rankings:
        told["rankings"] = {"hold": needs.rankings, "of": result.n_rankings}
    return told


def _condition_dict(needs: PartyNeeds, result: MediateResult) -> list[dict[str, object]] | None:
    """Every clause in full: the move that must not be worth it, or the states (of one of the
    answers) none of which may be; and whether it is met now."""
    if needs.condition is None:
        return None
    ids = result.solution.space.ids
    return [
        {
            "not_above": int(ids[clause.move]),
            "or_none_of": [[int(ids[at]) for at in answer] for answer in clause.answers],
            "met": at not in needs.unmet,
        }
        for at, clause in enumerate(needs.condition.clauses)
    ]


def _search_dict(tell: Settlement, search: Search | None) -> dict[str, object] | None:
    if search is None:
        return None
    return {
        "swaps": search.distance if search.found is not None else None,
        "orders": {tell.parties[s.party].id: list(s.order) for s in search.found or ()},
        "complete": search.whole,
        "told": tell.search(search),
    }
