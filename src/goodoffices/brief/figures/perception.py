"""Who perceives what, as dots: a row a state, a column a game."""

from __future__ import annotations

from goodoffices.analyses.perceived import OUTSIDE, Game
from goodoffices.analyses.perception import PerceptionResult
from goodoffices.brief.figures.draw import INK, PALE, Page, wrapped
from goodoffices.brief.perception_words import PerceptionWords

ROW, EDGE, COLUMN, WHAT = 30, 24, 62, 330
MOST = 30
TAKES_FOR = "as N: it does not know of an option taken there and takes the state for N"


def perception_figure(result: PerceptionResult) -> Page:
    """A full dot: the state holds in that game. Beside a dot, the state that the party takes it
    for; a bar: outside its view. Hypergame equilibria have a ground of their own."""
    tell = PerceptionWords(result)
    found, space = result.hypergame, result.solution.space
    shown = tell.rows()[:MOST]
    heads = ["as written", "hypergame"]
    heads += [tell.party(game.party or 0) for game in found.games]
    top = 74 + max(map(len, heads)) * 4.4
    width = 2 * EDGE + WHAT + len(heads) * COLUMN + 40
    page = Page(width, top + (len(shown) + 2) * ROW, "Who perceives what")
    page.text(EDGE, 28, "What holds, by who perceives what", 15, bold=True)
    for at, head in enumerate(heads):
        x = EDGE + WHAT + at * COLUMN + 20
        page.shapes.append(f"<g transform='translate({x:.0f} {top - 10:.0f}) rotate(-40)'>")
        page.text(0, 0, head, 10.5, bold=at == 1)
        page.shapes.append("</g>")
    for row, position in enumerate(shown):
        y = top + 12 + row * ROW
        if found.holds[position]:
            page.box(EDGE - 6, y - 14, width - 2 * EDGE + 12, ROW - 3, PALE, PALE)
        today = ", today" if position == space.now else ""
        words = f"{int(space.ids[position])}{today}: {tell.what(position)}"
        for line, part in enumerate(wrapped(words, 56, 2)):
            page.text(EDGE, y + line * 12, part, 10.5)
        x = EDGE + WHAT + 14
        _dot(page, x, y, bool(found.written.holds[position]))
        _dot(page, x + COLUMN, y, bool(found.holds[position]))
        for at, game in enumerate(found.games):
            _seen(page, x + (at + 2) * COLUMN, y, game, position, int(space.ids[position]))
    if any(
        int(space.ids[position]) & game.hidden and game.seen[position] != OUTSIDE
        for game in found.games
        for position in shown
    ):
        page.text(EDGE, page.height - 30, TAKES_FOR, 10.5)
    left = len(result.rows) - len(shown)
    foot = f"{left} more states are not shown. " if left else ""
    page.text(EDGE, page.height - 16, foot + "● holds, ○ does not, – outside its view", 10.5)
    return page


def _dot(page: Page, x: float, y: float, holds: bool) -> None:
    fill = INK if holds else "#ffffff"
    page.shapes.append(
        f"<circle cx='{x:.1f}' cy='{y - 3:.1f}' r='6' fill='{fill}' stroke='{INK}'/>"
    )


def _seen(page: Page, x: float, y: float, game: Game, position: int, state: int) -> None:
    at = int(game.seen[position])
    if at == OUTSIDE:
        page.line([(x - 6, y - 3), (x + 6, y - 3)])
        return
    _dot(page, x, y, bool(game.holds[at]))
    if state & game.hidden:
        page.text(x + 10, y + 1, f"as {int(game.space.ids[at])}", 9)
