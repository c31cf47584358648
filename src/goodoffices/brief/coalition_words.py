"""Coalitions in words."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.analyses.coalitions import Coalition, CoalitionsResult, Improvement
from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.settlement import Settlement
from goodoffices.brief.table import Table
from goodoffices.brief.words import join, number, plural, sentence
from goodoffices.evolution.reach import Leg

SHOWN = 12
CONCEPT_WORDS = {
    "cnash": "no coalition can improve (CNash)",
    "cgmr": "every improvement of a coalition can be answered (CGMR)",
    "csmr": "answered and not escaped (CSMR)",
    "cseq": "answered by improvements of the others (CSEQ)",
}


class CoalitionWords:
    """Sentences and a table about one result."""

    def __init__(self, result: CoalitionsResult) -> None:
        self.result = result
        self.tell = Settlement(result.solution)
        self.ids = result.solution.space.ids

    def lines(self) -> Iterator[Line]:
        """The whole answer."""
        yield Heading(self.result.solution.situation.title)
        yield from self.opening()
        table = self.table()
        if table.rows:
            yield table
        yield from self.upsetting(SHOWN)

    def opening(self) -> Iterator[str]:
        """How many equilibria coalitions leave standing."""
        held = int(self.result.solution.any_kind.sum())
        strong = self.result.strong
        of = f"Of {plural(held, 'equilibrium', 'equilibria')} of some kind"
        if not held:
            yield "There is no equilibrium of any kind that a coalition could upset."
        elif strong is None:
            yield f"{of}, which ones no coalition upsets was not worked out: too many parties."
        elif len(strong) == held:
            yield sentence(f"{of} no coalition of two or more upsets any: {self.listed(strong)}")
        else:
            upset = "every one" if not strong else f"all but {number(len(strong))}"
            which = f": {self.listed(strong)}" if strong else ""
            yield sentence(f"{of} some coalition of two or more upsets {upset}{which}")
        for name, positions in self.result.stable.items():
            if positions:
                yield sentence(f"{CONCEPT_WORDS[name]}: {self.listed(positions)}")

    def listed(self, positions: tuple[int, ...], most: int = 12) -> str:
        """Ids of states."""
        shown = join(str(int(self.ids[at])) for at in positions[:most])
        return shown + (" …" if len(positions) > most else "")

    def table(self) -> Table:
        """One row a coalition that upsets something."""
        rows = []
        idle = still = 0
        for one in self.result.coalitions:
            if not one.upsets:
                idle += 1
                continue
            if any(i not in self.result.solution.moves.movers for i in one.members):
                still += 1
                continue
            rows.append(
                (
                    self.members(one),
                    str(len(one.improvements)),
                    str(len(one.needed())),
                    str(len(one.upsets)),
                    self.listed(one.upsets, 8),
                )
            )
        rows.sort(key=lambda row: -int(row[3]))
        note = f"{plural(idle, 'coalition').capitalize()} can upset no equilibrium." if idle else ""
        if still:
            note += f" {plural(still, 'coalition').capitalize()} with members that cannot move "
            note += "are not shown."
        heads = ("coalition", "improvements", "not alone", "upsets", "equilibria upset")
        return Table("Coalitions", heads, tuple(rows), note)

    def members(self, one: Coalition) -> str:
        """The members' names."""
        return join((self.tell.parties[i].name for i in one.members), "and")

    def upsetting(self, most: int) -> Iterator[str]:
        """How each equilibrium that is upset would be left, by the smallest coalition that can."""
        held = [at for one in self.result.coalitions for at in one.upsets]
        seen: list[int] = []
        for at in dict.fromkeys(held):
            if len(seen) == most:
                yield f"{len(set(held)) - most} more equilibria are upset: --format json"
                return
            seen.append(at)
            found = self.smallest(at)
            if found is not None:
                yield "• " + self.upset(*found)

    def smallest(self, position: int) -> tuple[Coalition, Improvement] | None:
        """The smallest coalition that leaves a state, with an improvement no member makes alone
        where there is one."""
        best = None
        for one in sorted(self.result.coalitions, key=lambda c: (len(c.members), c.members)):
            steps = [step for step in one.improvements if step.source == position]
            for step in sorted(steps, key=lambda s: (len(s.alone), s.target)):
                if not step.alone:
                    return one, step
                best = best or (one, step)
        return best

    def upset(self, one: Coalition, step: Improvement) -> str:
        """Who leaves an equilibrium together, to where, and who gains or loses by it."""
        moves = self.result.solution.moves
        others = [i for i in range(len(moves.rank)) if i not in one.members]
        gain = [i for i in others if moves.rank[i, step.target] > moves.rank[i, step.source]]
        lose = [i for i in others if moves.rank[i, step.target] < moves.rank[i, step.source]]
        leg = self.tell.leg(Leg(one.members, step.source, step.target))
        parts = [
            f"state {int(self.ids[step.source])} ({self.tell.state(step.source)}) is upset by "
            f"{leg}, which leads to state {int(self.ids[step.target])} "
            f"({self.tell.state(step.target)})"
        ]
        if gain:
            parts.append(f"{self.names(gain)} would gain by it too")
        if lose:
            parts.append(f"{self.names(lose)} would lose")
        if step.alone:
            parts.append(f"{self.names(step.alone)} could do this alone")
        return sentence("; ".join(parts))

    def names(self, parties: list[int] | tuple[int, ...]) -> str:
        """Names of parties."""
        return join(self.tell.parties[i].name for i in parties)
