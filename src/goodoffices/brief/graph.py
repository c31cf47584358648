"""The graph of states: GraphML, DOT and NetworkX, with the mover on every arc."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from goodoffices.analyses.solution import Solution
from goodoffices.brief.words import Words
from goodoffices.errors import RequestError, TooLargeError

MAX_ARCS = 2_000_000
"""More arcs than this are refused: no program that draws graphs can read them."""

Node = dict[str, Any]
Arc = tuple[int, int, str, bool]
"""From id, to id, mover, whether the mover is better off."""


def nodes(solution: Solution) -> Iterator[tuple[int, Node]]:
    """(id, attributes) of every state: label, name, what is taken, ranks, equilibrium, now."""
    space, moves = solution.space, solution.moves
    words = Words(solution.situation)
    parties = solution.situation.parties
    for at in range(len(space)):
        node: Node = {
            "label": space.name(at) or str(int(space.ids[at])),
            "name": space.name(at),
            "taken": "; ".join(words.taken(space, at)),
            "equilibrium": " ".join(solution.kinds_of(at)),
            "now": at == space.now,
        }
        unranked = moves.unranked()
        node |= {
            f"rank.{p.id}": int(moves.rank[i, at])
            for i, p in enumerate(parties)
            if i not in unranked
        }
        yield int(space.ids[at]), node


def arcs(solution: Solution, improvements_only: bool = False) -> Iterator[Arc]:
    """Every single move. Raises ``TooLargeError`` above ``MAX_ARCS``."""
    moves, ids = solution.moves, solution.space.ids
    count = moves.count_arcs()
    if count > MAX_ARCS:
        raise TooLargeError(
            f"the graph has {count:,} arcs (the limit is {MAX_ARCS:,}); "
            "add rules, or look at moves from one state with: goodoffices moves PATH STATE"
        )
    every = moves.arcs()
    for index, party in enumerate(solution.situation.parties):
        start, target = every.start[index], every.target[index]
        source = np.repeat(np.arange(len(ids)), np.diff(start))
        better = moves.rank[index, target] > moves.rank[index, source]
        for a, b, gain in zip(source.tolist(), target.tolist(), better.tolist(), strict=True):
            if gain or not improvements_only:
                yield int(ids[a]), int(ids[b]), party.id, gain


def graphml(solution: Solution, improvements_only: bool = False) -> str:
    """The graph as GraphML (every editor of graphs reads it)."""
    kinds = {str: "string", int: "int", bool: "boolean"}
    found = list(nodes(solution))
    keys = {name: kinds[type(value)] for name, value in found[0][1].items()}
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        *(
            f'<key id={quoteattr(name)} for="node" attr.name={quoteattr(name)} attr.type="{kind}"/>'
            for name, kind in keys.items()
        ),
        '<key id="by" for="edge" attr.name="by" attr.type="string"/>',
        '<key id="improvement" for="edge" attr.name="improvement" attr.type="boolean"/>',
        '<graph edgedefault="directed">',
    ]
    for state, node in found:
        data = "".join(
            f"<data key={quoteattr(name)}>{escape(_text(value))}</data>"
            for name, value in node.items()
        )
        lines.append(f'<node id="{state}">{data}</node>')
    for source, target, by, gain in arcs(solution, improvements_only):
        lines.append(
            f'<edge source="{source}" target="{target}"><data key="by">{escape(by)}</data>'
            f'<data key="improvement">{_text(gain)}</data></edge>'
        )
    return "\n".join([*lines, "</graph>", "</graphml>", ""])


def dot(solution: Solution, improvements_only: bool = False) -> str:
    """The graph for Graphviz: equilibria of the profile have a double line, today is filled;
    movers differ by colour and by dash."""
    styles = ("solid", "dashed", "dotted", "bold")
    colours = ("#1f5a8c", "#8c4b1f", "#2c6e63", "#7a3b78", "#6b6b1f", "#8c1f2f", "#444444")
    ids = [party.id for party in solution.situation.parties]
    look = {p: (colours[i % 7], styles[(i // 7 + i) % 4]) for i, p in enumerate(ids)}
    lines = ["digraph states {", "  node [shape=box, style=rounded];"]
    for state, node in nodes(solution):
        double = ", peripheries=2" if "profile" in node["equilibrium"].split() else ""
        filled = ', style="rounded,filled", fillcolor="#e8e8e8"' if node["now"] else ""
        tooltip = _quoted(node["taken"])
        lines.append(
            f"  {state} [label={_quoted(node['label'])}, tooltip={tooltip}{double}{filled}];"
        )
    for source, target, by, gain in arcs(solution, improvements_only):
        colour, style = look[by]
        head = "normal" if gain else "empty"
        lines.append(
            f'  {source} -> {target} [label={_quoted(by)}, color="{colour}", style={style}, '
            f"arrowhead={head}];"
        )
    return "\n".join([*lines, "}", ""])


def networkx_graph(solution: Solution, improvements_only: bool = False) -> Any:
    """A ``networkx.MultiDiGraph`` with the same attributes. Raises ``RequestError`` without it."""
    try:
        import networkx
    except ImportError:
        raise RequestError(
            "a NetworkX graph needs networkx; install it with: pip install 'goodoffices[graph]'"
        ) from None
    graph = networkx.MultiDiGraph(title=solution.situation.title)
    graph.add_nodes_from(nodes(solution))
    graph.add_edges_from(
        (source, target, by, {"by": by, "improvement": gain})
        for source, target, by, gain in arcs(solution, improvements_only)
    )
    return graph


WRITERS: dict[str, Callable[[Solution, bool], str]] = {
    ".graphml": graphml,
    ".dot": dot,
    ".gv": dot,
}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
