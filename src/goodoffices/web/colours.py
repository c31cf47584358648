"""Colours and dashes of the drawings on pages, light and dark.

A drawing is given names of CSS variables, not colours: it follows the page when that turns dark,
and so it must be drawn as SVG. On the card they stand on, light and dark, every one has a contrast
of 3 to 1 or more (WCAG 2.1, 1.4.11), and ``--ink`` of text 4.5 to 1 or more; tests measure both.
"""

from __future__ import annotations

from typing import Any

INK, CARD, SOFT = "var(--ink)", "var(--card)", "var(--soft)"
COLOURS = tuple(f"var(--line-{at})" for at in range(8))
DASHES: tuple[Any, ...] = ("solid", "dashed", "dotted", [12, 4], [12, 3, 3, 3], [2, 6], [6, 2])
"""Lines of two parties, or of two kinds, differ by dash as well as by colour."""
SAMPLES = ("", "5 4", "2 3", "12 4", "12 3 3 3", "2 6", "6 2")
"""The same dashes for a sample of the line in a legend."""
BLUE, ORANGE, PURPLE, OCHRE, GREY = COLOURS[0], COLOURS[1], COLOURS[4], COLOURS[5], COLOURS[7]
MARKED = "var(--marked)"
"""Around what is chosen."""
LABEL = {"color": INK, "textBorderColor": CARD, "textBorderWidth": 3, "fontSize": 12}
"""Of names in a drawing."""
TOOLTIP = {
    "confine": True,
    "backgroundColor": CARD,
    "borderColor": SOFT,
    "textStyle": {"color": INK},
}
SAME = {"itemStyle": {"color": "inherit"}, "lineStyle": {"color": "inherit", "opacity": 1}}
"""What the mouse is over keeps its colour: the library cannot make one lighter that is a name."""
STYLE = """
:root { --line-0:#1f77b4; --line-1:#c2571a; --line-2:#2f8440; --line-3:#b5342f; --line-4:#7d5bb0;
  --line-5:#8a6a1f; --line-6:#c24f93; --line-7:#5f6b7a; --marked:#b26a00; }
body.body--dark { --line-0:#6db3e8; --line-1:#f0955c; --line-2:#6cc483; --line-3:#f28b82;
  --line-4:#b79be6; --line-5:#d3b35a; --line-6:#ea8cc0; --line-7:#a9b4c2; --marked:#ffd166; }
"""
