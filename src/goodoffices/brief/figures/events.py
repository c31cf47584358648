"""Events as bars: columns along the calendar, or a row a type or pair."""

from __future__ import annotations

from goodoffices.brief.event_words import many
from goodoffices.brief.figures.axes import MONTHS, fitted, ticks, width
from goodoffices.brief.figures.draw import COLOURS, INK, Page
from goodoffices.brief.figures.panel import GRID, QUIET, SMALL
from goodoffices.reading.event_counts import Counts

EDGE, WIDE, HIGH, TOP, ROW, NAMES = 24.0, 720.0, 240.0, 70.0, 22.0, 300.0
MOST_ROWS, MOST_NAMES, MOST_KEYS = 30, 12, 36
FILL = COLOURS["improving"]


def events_figure(counts: Counts, title: str) -> Page:
    """The counts as a picture with a title; one that is too long is cut, and told when pointed
    at."""
    return _calendar(counts, title) if counts.by in ("day", "month") else _rows(counts, title)


def _page(title: str, height: float, below: str) -> Page:
    page = Page(2 * EDGE + WIDE, height, title)
    shown, whole = fitted(title, 15, WIDE / 1.12)
    page.text(EDGE, 28, shown, 15, bold=True, tip=whole)
    shown, whole = fitted(below, SMALL, WIDE)
    page.text(EDGE, 48, shown, SMALL, colour=QUIET, tip=whole)
    return page


def _below(counts: Counts) -> str:
    """What the picture is of."""
    if not counts.rows:
        return "no event"
    files = f", {len(counts.files)} files" if len(counts.files) > 1 else ""
    total = many(counts.total.events, "event")
    return f"{total} from {counts.first} to {counts.last}{files}, each counted once"


def _calendar(counts: Counts, title: str) -> Page:
    page = _page(title, TOP + HIGH + 60, _below(counts))
    rows = counts.ordered()
    marks = ticks(0, max((count.events for _, count in rows), default=0) or 1, 5)
    marks = [mark for mark in marks if mark == int(mark)]
    left = EDGE + 8 + max(width(f"{mark:,.0f}", SMALL) for mark in marks)
    room, bottom = EDGE + WIDE - left, TOP + HIGH
    for mark in marks:
        y = bottom - HIGH * mark / marks[-1]
        page.line([(left, y), (EDGE + WIDE, y)], INK if mark == 0 else GRID, width=0.8)
        page.text(left - 6, y + 3.5, f"{mark:,.0f}", SMALL, "end")
    step = room / max(1, len(rows))
    written = 0.0
    begins = _begins([key[0] for key, _ in rows])
    for at, (key, count) in enumerate(rows):
        x = left + at * step
        if count.events:
            tall = HIGH * count.events / marks[-1]
            tip = f"<title>{key[0]}: {many(count.events, 'event')}</title>"
            page.shapes.append(
                f"<rect x='{x + step * 0.08:.2f}' y='{bottom - tall:.2f}' "
                f"width='{step * 0.84:.2f}' height='{tall:.2f}' fill='{FILL}'>{tip}</rect>"
            )
        name = _named(key[0]) if key[0] in begins else ""
        start = x + step / 2 - width(name, SMALL) / 2
        if name and start >= written and start + width(name, SMALL) <= EDGE + WIDE + EDGE:
            page.text(x + step / 2, bottom + 16, name, SMALL, "middle")
            written = start + max(width(name, SMALL) + 14, room / MOST_NAMES)
    page.text(EDGE, bottom + 42, f"events a {counts.by}", SMALL, colour=QUIET)
    return page


def _begins(keys: list[str]) -> set[str]:
    """The keys that may be named: of many months the Januaries, of many days the firsts."""
    firsts = {key for key in keys if key.endswith("-01")}
    return firsts if len(keys) > MOST_KEYS and len(firsts) > 1 else set(keys)


def _named(key: str) -> str:
    """``Oct 2023`` of a month, ``7 Oct 2023`` of a day."""
    year, month, *day = key.split("-")
    return " ".join([*(str(int(one)) for one in day), MONTHS[int(month) - 1], year])


def _rows(counts: Counts, title: str) -> Page:
    rows = counts.ordered()
    shown, left_out = rows[:MOST_ROWS], max(0, len(rows) - MOST_ROWS)
    page = _page(title, TOP + len(shown) * ROW + 50, _below(counts))
    highest = max((count.events for _, count in shown), default=1)
    numbers = max((width(str(count.events), SMALL) for _, count in shown), default=0.0)
    room = WIDE - NAMES - 16 - numbers
    for at, (key, count) in enumerate(shown):
        y = TOP + (at + 0.5) * ROW
        name = " → ".join(part or "–" for part in key)
        words, whole = fitted(name, SMALL, NAMES)
        page.text(EDGE + NAMES, y + 3.5, words, SMALL, "end", tip=whole)
        long = max(1.0, room * count.events / highest)
        x = EDGE + NAMES + 8
        page.shapes.append(
            f"<rect x='{x:.1f}' y='{y - 7:.1f}' width='{long:.1f}' height='14' fill='{FILL}'/>"
        )
        page.text(x + long + 6, y + 3.5, str(count.events), SMALL)
    foot = f"{left_out:,} more are not shown" if left_out else ""
    page.text(EDGE, TOP + len(shown) * ROW + 26, foot, SMALL, colour=QUIET)
    return page
