"""Paths in words."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.analyses.paths import PathsResult, Route
from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.reasons import kind_title
from goodoffices.brief.settlement import Settlement
from goodoffices.brief.words import join, plural, sentence
from goodoffices.evolution.kinds import KINDS
from goodoffices.stability.verdicts import PROFILE

SHOWN = 12
HEADINGS = {
    "own": "By what each party would do by itself",
    "improving": "By steps each of which is a gain for whoever takes it",
    "joint": "Only if parties also move together",
    "any": "Not reachable: only by steps that are no gain for those who take them",
    None: "Not reachable by any moves",
}


class RouteWords:
    """Sentences about the paths of one result."""

    def __init__(self, result: PathsResult) -> None:
        self.result = result
        self.tell = Settlement(result.solution)
        self.ids = result.solution.space.ids

    def lines(self) -> Iterator[Line]:
        """The whole answer."""
        yield Heading(self.result.solution.situation.title)
        yield from self.opening()
        if not self.result.joint_tried:
            ranks = self.result.solution.moves.by_ranks()
            why = (
                "there are too many situations"
                if ranks
                else "not every party compares situations by an order alone"
            )
            yield f"Joint paths were not looked for: {why}."
        if not self.result.routes:
            yield "No equilibrium satisfies what was asked for."
        for kind, heading, routes in self.by_kind():
            yield ""
            yield Heading(f"{heading}: {len(routes)}")
            for route in routes[:SHOWN]:
                yield "• " + self.route(route)
                if kind is not None:
                    yield "  " + self.way(route)
                yield from ("  " + line for line in self.further(route))
            if len(routes) > SHOWN:
                yield f"{len(routes) - SHOWN} more: --format json"

    def opening(self) -> Iterator[str]:
        """Where things start, and where they would end by themselves."""
        result, chain = self.result, self.result.chain
        start = int(self.ids[result.start])
        today = result.start == result.solution.space.now
        where = "Today" if today else "The start"
        yield sentence(f"{where} is state {start}: {self.tell.taken(result.start)}")
        if chain.states == 1:
            yield "Nobody would move away from it by itself, each party as it behaves."
            return
        ends = []
        for one in chain.endings[:4]:
            named = join(str(int(self.ids[at])) for at in one.states[:4])
            what = f"in a cycle of states {named}" if one.is_cycle else f"in state {named}"
            share = f" with probability {chance(one.probability)}"
            share = "" if len(chain.endings) == 1 else share
            ends.append(f"{what}{share}")
        yield sentence(
            f"If each party does what it would do by itself, it ends {join(ends)}, after "
            f"{chain.steps:.1f} steps on average"
        )
        if chain.method != "direct":
            yield sentence(f"Solved {chain.method} (residual {chain.residual:.1g})")
        if chain.assumption:
            yield sentence(f"An assumption of this answer: {chain.assumption}")

    def by_kind(self) -> Iterator[tuple[str | None, str, list[Route]]]:
        """Kind of path, heading and routes, best kind first."""
        for kind in (*KINDS, None):
            routes = [route for route in self.result.routes if route.kind == kind]
            if routes:
                heading = HEADINGS[kind]
                if kind == "any" and not self.result.joint_tried:
                    heading = "Not reachable but perhaps jointly, which was not looked for"
                yield kind, heading, routes

    def route(self, route: Route) -> str:
        """Which equilibrium, and under what it is one."""
        named = [kind_title(kind) for kind in route.kinds if kind != PROFILE]
        behaves = "as the parties behave" if PROFILE in route.kinds else ""
        under = join([part for part in (behaves, join(named)) if part], "and under")
        state = f"state {int(self.ids[route.position])}, {self.tell.state(route.position)}"
        ends = ""
        if route.probability:
            ends = f"; it ends there with probability {chance(route.probability)}"
        return f"{state} (holds {under if behaves else f'under {under}'}{ends})"

    def way(self, route: Route) -> str:
        """The path itself."""
        if not route.legs:
            return "It is where things start."
        count = plural(len(route.legs), "step").capitalize()
        return f"{count}. {self.tell.path(route.legs)}"

    def further(self, route: Route) -> Iterator[str]:
        """Shorter paths of further kinds."""
        for kind, legs in route.further:
            yield sentence(
                f"Shorter, {kind}, in {plural(len(legs), 'step')}: {self.tell.path(legs)}"
            )


def chance(probability: float) -> str:
    """Two digits; what is not certain is never told as certain."""
    if 0 < probability < 0.01:
        return "under 0.01"
    if 0.99 < probability < 1:
        return "over 0.99"
    return f"{probability:.2f}"
