"""``goodoffices rounds``: what an outcome changes for the next talks."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.brief.figures.draw import write_figure
from goodoffices.brief.figures.rounds import rounds_figure
from goodoffices.brief.words import Words, join, plural, sentence
from goodoffices.cli import common
from goodoffices.mediation.rounds import Node, Outcome, rounds
from goodoffices.model.situation import Situation
from goodoffices.states import StateSpace

SHOWN = 8


@click.command("rounds")
@common.case_argument
@click.option(
    "--rounds",
    "most",
    type=click.IntRange(min=1, max=100),
    default=3,
    show_default=True,
    help="how many rounds of talks to follow",
)
@common.figure_option
@common.change_options
@common.format_option
def command(
    path: Path,
    most: int,
    figure: Path | None,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    form: str,
) -> None:
    """Follow the talks through rounds: each outcome that is reached may set precedents.

    An outcome in which a precedent's "after" holds puts it in force for all later rounds, which
    start from that outcome.
    """
    case = common.opened(path, levers, types)
    with common.working("playing rounds") as progress:
        result = rounds(case.situation, most, progress)
        if figure is not None:
            write_figure(figure, rounds_figure(result))
    if form == "json":
        common.print_json(result.as_dict())
        return
    tell = _Tell(case.situation)
    common.title(case.situation.title)
    for nodes in result.rounds:
        common.say()
        common.title(f"Round {nodes[0].round}")
        for node in nodes[:SHOWN]:
            for line in tell.node(node):
                common.say(line)
        if len(nodes) > SHOWN:
            common.say(f"{len(nodes) - SHOWN} more: --format json")
    common.say()
    later = result.because_of_earlier()
    if not later:
        common.say("No outcome becomes stable because of an earlier one.")
    told: set[tuple[int, tuple[str, ...]]] = set()
    for node, outcome in later:
        if (outcome.id, outcome.because) not in told:
            told.add((outcome.id, outcome.because))
            common.say(tell.because(node, outcome))
    if figure is not None:
        common.say(f"wrote {figure}")


class _Tell:
    """Rounds in words."""

    def __init__(self, situation: Situation) -> None:
        self.words = Words(situation)
        self.space = StateSpace.of(situation)

    def state(self, state: int) -> str:
        position = self.space.position(state)
        if position is None:
            return f"state {state}"
        named = ", ".join(self.words.state_names(self.space, position))
        return f"state {state} ({named or self.words.outcome(self.space, position)})"

    def node(self, node: Node) -> list[str]:
        force = f" with {join(self.named(node.in_force))} in force" if node.in_force else ""
        if node.problem:
            return [sentence(f"From {self.state(node.start)}{force}: {node.problem}")]
        reached = [one for one in node.outcomes if one.kind is not None]
        lines = [
            sentence(
                f"From {self.state(node.start)}{force}: "
                f"{plural(len(node.outcomes), 'outcome')} would hold, "
                f"{plural(len(reached), 'is', 'are')} reachable".replace("no are", "none is")
            )
        ]
        for one in reached[:SHOWN]:
            new = [p for p in (one.leads_to or ((), 0))[0] if p not in node.in_force]
            tail = f"; it sets {join(self.named(new))} as a precedent" if new else ""
            lines.append(f"  • {self.state(one.id)}, {one.kind}{tail}")
        return lines

    def because(self, node: Node, one: Outcome) -> str:
        return sentence(
            f"From round {node.round} on {self.state(one.id)} holds because of "
            f"{join(self.named(one.because))}, which an earlier outcome set; without, it would not"
        )

    @staticmethod
    def named(precedents: tuple[str, ...] | list[str]) -> list[str]:
        return [f"“{one.replace('_', ' ')}”" for one in precedents]
