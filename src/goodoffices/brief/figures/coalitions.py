"""Coalitions as bars: how many equilibria each would upset, and which members it has."""

from __future__ import annotations

from goodoffices.analyses.coalitions import CoalitionsResult
from goodoffices.brief.figures.draw import INK, Page

ROW, EDGE, DOT, BAR = 22, 24, 26, 260
MOST = 30


def coalitions_figure(result: CoalitionsResult) -> Page:
    """A row a coalition that upsets something, most first: dots for its members, and a bar."""
    parties = result.solution.situation.parties
    movers = result.solution.moves.movers
    acting = [one for one in result.coalitions if all(i in movers for i in one.members)]
    shown = [one for one in acting if one.upsets]
    idle = sum(not one.upsets for one in result.coalitions)
    shown.sort(key=lambda one: (-len(one.upsets), len(one.members), one.members))
    left = max(0, len(shown) - MOST)
    shown = shown[:MOST]
    most = max((len(one.upsets) for one in shown), default=1) or 1
    names = max((len(party.name) for party in parties), default=1)
    top = 62 + names * 4.6
    width = 2 * EDGE + len(parties) * DOT + BAR + 90
    page = Page(width, top + (len(shown) + 2) * ROW + 20, "Coalitions")
    page.text(EDGE, 28, "Equilibria that each coalition would upset", 15, bold=True)
    for at, party in enumerate(parties):
        x = EDGE + at * DOT + 8
        page.shapes.append(f"<g transform='translate({x:.0f} {top - 8:.0f}) rotate(-50)'>")
        page.text(0, 0, party.name, 10)
        page.shapes.append("</g>")
    for row, one in enumerate(shown):
        y = top + 10 + row * ROW
        for at in range(len(parties)):
            fill = INK if at in one.members else "#ffffff"
            page.shapes.append(
                f"<circle cx='{EDGE + at * DOT + 6}' cy='{y}' r='6' fill='{fill}' stroke='{INK}'/>"
            )
        x = EDGE + len(parties) * DOT + 8
        length = BAR * len(one.upsets) / most
        page.box(x, y - 7, max(length, 1), 14, "#8a4b08" if one.upsets else "#ffffff")
        page.text(x + length + 8, y + 4, str(len(one.upsets)), 10.5)
    foot = f"{idle} coalitions upset nothing" + (f", {left} are not shown." if left else ".")
    strong = ", ".join(str(int(result.solution.space.ids[at])) for at in (result.strong or ())[:12])
    page.text(EDGE, page.height - 18, f"No coalition upsets: {strong or 'none'}. {foot}", 10.5)
    return page
