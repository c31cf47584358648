"""Rounds of talks in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.words import Words, join, plural, sentence
from goodoffices.mediation.rounds import Node, Outcome, RoundsResult
from goodoffices.states import StateSpace

SHOWN = 8


class RoundWords:
    """Sentences about one result."""

    def __init__(self, result: RoundsResult) -> None:
        self.result = result
        self.words = Words(result.situation)
        self.space = StateSpace.of(result.situation)

    def lines(self) -> Iterator[Line]:
        """The whole answer."""
        yield Heading(self.result.situation.title)
        for nodes in self.result.rounds:
            yield ""
            yield Heading(f"Round {nodes[0].round}")
            for node in nodes[:SHOWN]:
                yield from self.node(node)
            if len(nodes) > SHOWN:
                yield f"{len(nodes) - SHOWN} more: --format json"
        yield ""
        yield from self.later()

    def later(self) -> Iterator[str]:
        """Which outcomes become stable because of an earlier one, each once."""
        told: set[tuple[int, tuple[str, ...]]] = set()
        for node, outcome in self.result.because_of_earlier():
            if (outcome.id, outcome.because) not in told:
                told.add((outcome.id, outcome.because))
                yield self.because(node, outcome)
        if not told:
            yield "No outcome becomes stable because of an earlier one."

    def state(self, state: int) -> str:
        """A state by its names or terms."""
        position = self.space.position(state)
        if position is None:
            return f"state {state}"
        named = ", ".join(self.words.state_names(self.space, position))
        return f"state {state} ({named or self.words.outcome(self.space, position)})"

    def node(self, node: Node) -> Iterator[str]:
        """One round: where it starts, what would hold, what can be reached."""
        force = f" with {join(self.named(node.in_force))} in force" if node.in_force else ""
        if node.problem:
            yield sentence(f"From {self.state(node.start)}{force}: {node.problem}")
            return
        reached = [one for one in node.outcomes if one.kind is not None]
        can = plural(len(reached), "is", "are") if reached else "none is"
        yield sentence(
            f"From {self.state(node.start)}{force}: "
            f"{plural(len(node.outcomes), 'outcome')} would hold, {can} reachable"
        )
        for one in reached[:SHOWN]:
            new = [p for p in (one.leads_to or ((), 0))[0] if p not in node.in_force]
            word = "a precedent" if len(new) == 1 else "precedents"
            tail = f"; it sets {join(self.named(new))} as {word}" if new else ""
            yield f"  • {self.state(one.id)}, {one.kind}{tail}"
        if len(reached) > SHOWN:
            yield f"  • and {len(reached) - SHOWN} more"

    def because(self, node: Node, one: Outcome) -> str:
        """Why an outcome holds in a later round and not in the first."""
        return sentence(
            f"From round {node.round} on {self.state(one.id)} holds because of "
            f"{join(self.named(one.because))}, which an earlier outcome set; without precedents it "
            "would not"
        )

    @staticmethod
    def named(precedents: Sequence[str]) -> list[str]:
        """Precedents by their ids, readable."""
        return [f"“{one.replace('_', ' ')}”" for one in precedents]
