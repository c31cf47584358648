"""What charts are measured with: round ticks, dates, the width of words, labels kept apart."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil, floor, log10

from goodoffices.brief.outlook_words import amount

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAY_STEPS = (1, 2, 5, 10, 20, 30, 60, 90, 180, 365, 730, 1825, 3650)
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 300, 600, 1200)
SHORT_DATES = 75
"""Days up to which single days are named on the axis."""

THIN, NARROW, WIDE = set("ilj.,:;'|! "), set("tfrI()[]"), set("mwMW%@—–…")

SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
"""Large numbers are told in these."""


def width(words: str, size: float) -> float:
    """How wide words are at most in the fonts that are asked for, in pixels."""
    return sum(map(_em, words)) * size


def _em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if unicodedata.combining(letter):
        return 0.0
    if letter in THIN:
        return 0.35
    if letter in NARROW:
        return 0.42
    if letter in WIDE:
        return 1.0
    return 0.78 if letter.isupper() else 0.64


def fitted(words: str, size: float, room: float) -> tuple[str, str]:
    """The words as they fit, and the whole of them where they had to be shortened."""
    if width(words, size) <= room:
        return words, ""
    short = words
    while short and width(short + "…", size) > room:
        short = short[:-1]
    return short.rstrip(" ,;:(") + "…", words


def folded(words: str, size: float, room: float, most: int) -> list[str]:
    """Lines that fit, the last one shortened where there are more than ``most``."""
    lines: list[str] = []
    rest = words.split()
    while rest:
        count = 1
        while count < len(rest) and width(" ".join(rest[: count + 1]), size) <= room:
            count += 1
        if len(lines) == most - 1:
            count = len(rest)
        lines.append(fitted(" ".join(rest[:count]), size, room)[0])
        rest = rest[count:]
    return lines


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round values that span ``low`` to ``high``: 1, 2 or 5 times a power of ten apart."""
    if not high > low:
        high = low + (abs(low) or 1.0)
    step = 10.0 ** floor(log10((high - low) / most))
    for factor in (1, 2, 5, 10, 20):
        first, last = floor(low / (step * factor) + 1e-9), ceil(high / (step * factor) - 1e-9)
        if last - first <= most:
            break
    return [float(f"{at * step * factor:.12g}") for at in range(first, last + 1)]


def days(horizon: float, most: int = 6) -> list[tuple[float, str]]:
    """Days for an axis from 0 to the horizon, with their names."""
    if horizon < 2 or horizon > DAY_STEPS[-1] * most:
        found = [one for one in ticks(0, horizon, most) if one <= horizon * (1 + 1e-9)]
        return [(one, f"{one:,.6g}") for one in found]
    step = next(step for step in DAY_STEPS if horizon / step <= most)
    return [(at * step, f"{at * step:,}") for at in range(int(horizon // step) + 1)]


def dates(horizon: float, begin: date, most: int = 5) -> list[tuple[float, str]]:
    """Days for an axis from ``begin`` to the horizon, as dates: days, or firsts of months.

    Empty where the calendar does not go so far.
    """
    try:
        end = begin + timedelta(days=horizon)
    except OverflowError:
        return []
    if horizon <= SHORT_DATES:
        found = days(horizon, most)
        if any(at != int(at) for at, _ in found):
            return []
        named = [(at, begin + timedelta(days=at)) for at, _ in found]
        return [(at, f"{day.day} {MONTHS[day.month - 1]}") for at, day in named]
    months = (end.year - begin.year) * 12 + end.month - begin.month
    step = MONTH_STEPS[min(bisect_left(MONTH_STEPS, months / most), len(MONTH_STEPS) - 1)]
    first = begin.year * 12 + begin.month - 1 + (begin.day > 1)
    first = ceil(first / step) * step
    found = []
    for month in range(first, end.year * 12 + end.month, step):
        day = date(month // 12, month % 12 + 1, 1)
        found.append(((day - begin).days, f"{MONTHS[day.month - 1]} {day.year}"))
    return [(float(at), name) for at, name in found]


def long_date(day: date) -> str:
    """``5 May 2024``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short(value: float) -> str:
    """A quantity for a label: in millions and more where it is large."""
    for scale, word in SCALES:
        if abs(value) >= max(scale, 1e7):
            return f"{value / scale:,.3g} {word}" if abs(value) < 999.5 * scale else f"{value:.3g}"
    return amount(value)


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places near those wanted, in the same order from top to bottom, at least ``gap`` apart."""
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    gap = min(gap, (high - low) / max(1, len(wanted) - 1))
    places: list[float] = []
    for at in order:
        places.append(max(wanted[at], low, places[-1] + gap if places else low))
    limit = high
    for at in reversed(range(len(places))):
        places[at] = min(places[at], limit)
        limit = places[at] - gap
    found = [0.0] * len(wanted)
    for at, place in zip(order, places, strict=True):
        found[at] = place
    return found
