"""The day on which what a sentence tells happened, or is to happen.

1. Own patterns find expressions of one day: *12 March 2025, March 12, 2025-03-12, on Sunday,
   yesterday, three days ago*. A month, a week, a year and a range of days are no day, and nor is
   12/03/2025, which is two.
2. Only the main clause counts, and only where the expression says when: not *since* or *until* a
   day, *the 7 October attack*, *following the raid of 3 May*, nor a date in the middle of the
   subject. Of a statement it is the day on which it was said: a day beside the reporting verb.
3. What was found is read: relative days, weekdays and days without a year by the date of the
   source, to the nearest day before it, in an outlook to the nearest after it. Without that date
   they stay unread. dateparser reads what has a month's name, and nothing that was not found here.
4. The day is given where all that counts is one and the same day; else none is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from goodoffices.reading.clauses import Outline
from goodoffices.reading.cue import Cue, Cues
from goodoffices.reading.kinds import Kind
from goodoffices.reading.rule import Found

_MONTH = (
    r"(?-i:(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?:1[89]|20)\d\d\b)?"
_MONTHS = (
    "january february march april may june july august september october november december jan "
    "feb mar apr jun jul aug sep sept oct nov dec"
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

DATES = (
    Cue(
        "date-iso",
        "year, month and day in figures: 2025-03-12",
        r"(?<![\d-])(?:1[89]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d-])",
        ("They met on «2025-03-12».",),
        ("The number is 2025-13-40.", "Call 2025-03-12-44."),
    ),
    Cue(
        "date-day-month",
        "a day and a month: 12 March 2025, the 12th of March",
        r"(?=\d)(?<![\d.,/–-])(?<!\d and )(?<!\d to )(?<!\d or )\b"
        rf"(?P<it>{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR})"
        r"(?!\s+(?:be|have|not)\b)",
        (
            "It was signed on «12 March 2025».",
            "They met on the «3rd of May».",
            "Both sides signed on «7 October», he said.",
        ),
        (
            "They met from 12–14 March 2025.",
            "Some 2.1 million may leave.",
            "Article 2 may be changed.",
            "It fell on 3 to 5 May.",
        ),
        words=_MONTHS,
    ),
    Cue(
        "date-month-day",
        "a month and a day: March 12, 2025",
        rf"(?<!in )\b(?P<it>{_MONTH}\s+{_DAY}\b(?!\s*[–-]\s*\d|\s+(?:and|to|or)\s+\d|[.,:/]\d)"
        rf"{_YEAR})",
        (
            "It began on «October 7, 2023».",
            "On «May 12» the garrison left.",
        ),
        (
            "In March 12 people were killed.",
            "In March 2025 they met.",
            "They met on May 12-14.",
            "You may 12 times try.",
        ),
        words=_MONTHS,
    ),
    Cue(
        "date-weekday",
        "a day of the week: on Sunday, last Sunday; not every Sunday",
        r"\b(?=[lntmwfs])(?<!every )(?<!each )(?<!Bloody )(?<!Good )(?<!Black )(?<!Easter )"
        r"(?<!Palm )(?<!Holy )"
        rf"(?P<it>(?:\b(?:last|next|this)\s+)?\b(?-i:{'|'.join(_WEEKDAYS)}))\b(?!['’]s\s+(?-i:[A-Z]))",
        ("Talks ended on «Sunday».", "They met «last Friday»."),
        ("The gate opens every Sunday.", "On Sundays it rests.", "The Bloody Sunday inquiry."),
        words=" ".join(_WEEKDAYS).lower(),
    ),
    Cue(
        "date-relative",
        "today, yesterday, tomorrow, some days ago; a week is no day",
        r"\b(?P<it>the\s+day\s+before\s+yesterday|yesterday|today(?!['’]s)|tomorrow(?!['’]s)|"
        rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})\s+days\s+ago)\b",
        ("The army left «yesterday».", "It happened «three days ago»."),
        ("They met last week.", "In today's talks nothing moved."),
        words="yesterday today tomorrow ago",
    ),
)

_WORDED = Cues(DATES[1:])
_FIGURES = re.compile(r"\d-\d")
_NOT_WHEN = re.compile(
    r"(?:\b(?:since|until|till|by|before|after|from|to|for|between|the|than|following|through|"
    r"throughout|about|over|under|beyond|as\s+of|an?)|(?<!night )(?<!morning )(?<!evening )"
    r"(?<!afternoon )(?<!hours )(?<!day )\bof)\s+\Z",
    re.IGNORECASE,
)
_WHEN_AFTER_ALL = re.compile(
    r"(?:\bon\s+the|\b(?:scheduled|planned|set|called|due|slated)\s+for|\w{3,8}\s+of\s+the)\s+\Z",
    re.I,
)
_RANGE = re.compile(r"\b(?:between|from)\s+(?:the\s+)?\Z", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:following|despite|amid|because\s+of|due\s+to|over|about)\b[^,;]*\Z", re.I
)
_OPENING = re.compile(
    r"\W*(?:(?:but|and|early|late|only|on|the|night|morning|evening|of|\w+day,?)\s+)*\Z", re.I
)
_BESIDE = re.compile(
    r"\s*(?:(?:\w+ly|(?:to\s+)?(?:reporters|journalists|lawmakers|parliament|him|her|them|the\s+\w+|"
    r"state\s+\w+|a\s+\w+\s+\w+)|in\s+(?:an?\s+)?\w+|at\s+an?\s+\w+(?:\s+\w+)?)\s+){0,2}(?:(?:late|early)\s+)?"
    r"(?:on\s+(?:the\s+)?)?\Z",
    re.IGNORECASE,
)


def day_of(line: Outline, kind: Kind, published: date | None) -> tuple[date, str] | None:
    """The day and the id of the rule that found it; None where no day, or several, are told.

    ``published``: the date of the source.
    """
    ahead = kind.kind == "outlook"
    days: dict[date, str] = {}
    for one in _that_count(line, kind):
        day = read(line.text[one.start : one.end], one.rule, published, ahead)
        if day is None:
            return None
        days.setdefault(day, one.rule)
    return next(iter(days.items())) if len(days) == 1 else None


def expressions(text: str) -> list[Found]:
    """Step 1: what stands for one day, in order; a weekday beside a full date is part of it."""
    found = [one for _, one in _WORDED.find(text)]
    if _FIGURES.search(text):
        found += DATES[0].find(text)
    found.sort(key=lambda one: one.start)
    full = [one for one in found if one.rule not in ("date-weekday", "date-relative")]
    return [
        one
        for one in found
        if one.rule != "date-weekday"
        or not any(_adjoins(text, one, other) or _adjoins(text, other, one) for other in full)
    ]


def _adjoins(text: str, one: Found, other: Found) -> bool:
    return one.end <= other.start and not text[one.end : other.start].strip(" ,(\t\r\n")


def _that_count(line: Outline, kind: Kind) -> Iterator[Found]:
    """Step 2."""
    text = line.text
    every = expressions(text)
    verb = next((one.start for one in line.seen if one.is_finite), len(text)) if every else 0
    if any(_RANGE.search(text, 0, one.start) for one in every):
        return
    for one in every:
        before = text[max(0, one.start - 60) : one.start]
        opens = _OPENING.match(text, 0, one.start) is not None
        if not line.is_main(one.start) or _ABOUT.search(before):
            continue
        if _NOT_WHEN.search(before) and not _WHEN_AFTER_ALL.search(before) and not opens:
            continue
        if kind.said is not None:
            start, end = kind.said.cue
            told = one.start >= end and _BESIDE.match(text, end, one.start)
            if told or (one.end <= start and (opens or one.start >= kind.said.speaker[1])):
                yield one
        elif opens or one.start > verb or one.rule in ("date-weekday", "date-relative"):
            yield one


def read(words: str, rule: str, published: date | None, ahead: bool = False) -> date | None:
    """Step 3: one expression as a day; None where it is none, or cannot be known."""
    told = " ".join(words.split())
    if rule == "date-iso":
        try:
            return date.fromisoformat(told)
        except ValueError:
            return None
    if rule in ("date-weekday", "date-relative"):
        return None if published is None else _near(told, rule, published, ahead)
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b|[.,]", " ", told)
    if re.search(r"\d{4}", plain):
        return _parsed(" ".join(plain.split()))
    if published is None:
        return None
    step = 1 if ahead else -1
    for years in range(9):  # 29 February is not in every year
        day = _parsed(f"{' '.join(plain.split())} {published.year + step * years}")
        if day is not None and (day >= published if ahead else day <= published):
            return day
    return None


@lru_cache(maxsize=10_000)
def _parsed(words: str) -> date | None:
    """A day, a month's name and a year in any order."""
    import dateparser

    try:
        found = dateparser.parse(words, languages=["en"], settings={"STRICT_PARSING": True})
    except (ValueError, OverflowError):
        return None
    return found.date() if found else None


def _near(words: str, rule: str, published: date, ahead: bool) -> date | None:
    """A weekday or a relative day."""
    weekday = rule == "date-weekday"
    forward = (
        _weekday(words, published.weekday(), ahead) if weekday else _relative(words.casefold())
    )
    if forward is None:
        return None
    try:
        return published + timedelta(forward)
    except OverflowError:
        return None


def _weekday(words: str, today: int, ahead: bool) -> int:
    """Days from today (Monday is 0) to the weekday that is meant."""
    wanted = _WEEKDAYS.index(words.split()[-1])
    first = words.split()[0].lower()
    if first == "last":
        return -((today - wanted - 1) % 7) - 1
    if first == "next":
        return (wanted - today - 1) % 7 + 1
    return (wanted - today) % 7 if ahead else -((today - wanted) % 7)


def _relative(words: str) -> int | None:
    known = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2}
    if words in known:
        return known[words]
    number = words.split()[0]
    if number.isdecimal():
        return -int(number)
    return -_NUMBERS.index(number) - 2 if number in _NUMBERS else None
