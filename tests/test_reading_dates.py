"""The day of which a sentence tells: what counts as one, and by which date it is read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.reading.dates import expressions, read
from goodoffices.reading.read import proposals

WEDNESDAY = date(2025, 3, 12)


def day(sentence: str, published: date | None = WEDNESDAY) -> str:
    (one,) = proposals(sentence, "report", published=published)
    assert (one.date is not None) == any(why.startswith("date-") for why in one.why)
    return one.date.isoformat() if one.date else ""


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The army left on 12 March 2025.", "2025-03-12"),
        ("The army left on 2025-03-12.", "2025-03-12"),
        ("On October 7, 2023, a war began.", "2023-10-07"),
        ("Israel and Egypt signed the treaty on 26 March 1979.", "1979-03-26"),
        ("Sunday, 9 March 2025, was calm.", "2025-03-09"),
        ("They met on the 3rd of May 2024 in Lima.", "2024-05-03"),
        ("The minister said on 3 May 2024 that the gate was open.", "2024-05-03"),
    ],
)
def test_a_full_date_needs_no_other(sentence: str, wanted: str) -> None:
    assert day(sentence, None) == day(sentence) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Rockets fell on 7 October.", "2024-10-07"),
        ("On May 12 the garrison left the town.", "2024-05-12"),
        ("They met on 29 February.", "2024-02-29"),
        ("They met on Sunday.", "2025-03-09"),
        ("They met on Wednesday.", "2025-03-12"),
        ("They met last Wednesday.", "2025-03-05"),
        ("They will meet on Sunday.", "2025-03-16"),
        ("A round is scheduled to open on 3 June.", "2025-06-03"),
        ("They met yesterday.", "2025-03-11"),
        ("Three days ago the bridge fell.", "2025-03-09"),
        ("The 1967 borders were discussed on Tuesday.", "2025-03-11"),
        ("Officials told reporters on Monday that the road is closed.", "2025-03-10"),
        ("The minister said on Monday that the raid of 3 May was a mistake.", "2025-03-10"),
    ],
)
def test_by_the_date_of_the_source_and_else_not(sentence: str, wanted: str) -> None:
    assert day(sentence) == wanted
    assert day(sentence, None) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "They met last week.",
        "The vote was held in May.",
        "In March 2025 they met.",
        "In March 12 people were killed.",
        "Some 2.1 million people left the 1967 borders behind.",
        "The crossing has been closed since 12 March 2025.",
        "They talked from 12 to 14 March 2025.",
        "They talked between 12 March 2025 and 14 March 2025.",
        "The war began on October 7, 2023, and ended on 19 January 2025.",
        "The attack on 7 October 2023 led to a war.",
        "The accord of 12 March 2025 was signed in Lima.",
        "The crisis, worsened by the war that began on October 7, 2023, goes on.",
        "The road was closed on Monday, officials said.",
        "On 31 February 2025 they met.",
        "They met on 12/03/2025.",
        "The gate opens every Sunday.",
    ],
)
def test_no_day_or_not_the_day_of_what_is_told(sentence: str) -> None:
    assert day(sentence) == ""


@settings(deadline=None)
@given(st.text(max_size=60), st.dates(), st.booleans())
def test_whatever_was_found_is_read_or_is_not(text: str, published: date, ahead: bool) -> None:
    for one in expressions(f"On 7 October {text} yesterday, 12 March 2025"):
        assert 0 <= one.start < one.end
    for words, rule in (
        ("29 February", "date-day-month"),
        ("tomorrow", "date-relative"),
        ("999 days ago", "date-relative"),
        ("٣ days ago", "date-relative"),
        ("ſıx days ago", "date-relative"),
        ("yeſterday", "date-relative"),
        ("last Sunday", "date-weekday"),
        ("next Sunday", "date-weekday"),
        ("Sunday", "date-weekday"),
    ):
        found = read(words, rule, published, ahead)
        assert found is None or isinstance(found, date)
