"""What stands at the opening of a report: headlines, bylines, datelines."""

from __future__ import annotations

from datetime import date

import pytest

from goodoffices.reading.openings import asserts_nothing
from goodoffices.reading.read import proposals

ELSTOW = "The council of Elstow voted on Tuesday to close the quay because of cracks."


@pytest.mark.parametrize(
    ("line", "nothing"),
    [
        ("HARBOUR OF ELSTOW TO CLOSE FOR REPAIRS", True),
        ("ÉLECTIONS À ORRE", True),
        ("BRIDGE NO. 7: 3.5 MILLION COUNTED", True),
        ("By Mara Lind and J. R. Okoro", True),
        ("BY MARA LIND", True),
        ("By Mara Lind, Ole de Vries and Ann O’Neil", True),
        ("By March the bridge will be open.", False),
        ("By Monday evening nobody had come", False),
        ("By Sea and Air", False),
        ("THE BRIDGE IS CLOSED.", False),
        ("The Bridge Is Closed", False),
        ("UNESCO", False),
        ("قال العمدة", False),
        ("2025", False),
        ("", False),
        ("FIRST LINE\nSECOND LINE", False),
    ],
)
def test_headlines_in_capitals_and_bylines(line: str, nothing: bool) -> None:
    assert asserts_nothing(line) == nothing


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_they_are_not_proposed(end: str) -> None:
    text = end.join(["HARBOUR TO CLOSE", "", "By Mara Lind", "", ELSTOW, ""])
    assert [one.quote for one in proposals(text, "s")] == [ELSTOW]


@pytest.mark.parametrize(
    "line",
    [
        "ELSTOW, 12 March (Agency) — ",
        "ELSTOW, March 12, 2025 – ",
        "ELSTOW (Agency) - ",
        "ELSTOW, Norland (Agency) -- ",
        "PORT ELSTOW, Jan. 3 — ",
        "ÅLESUND, 12 March — ",
    ],
)
def test_a_dateline_stands_before_the_quotation(line: str) -> None:
    """Its day is not the day of what is told, and it is no part of an effect."""
    (one,) = proposals(line + ELSTOW, "s", published=date(2025, 3, 13))
    assert one.quote == ELSTOW and one.span == (len(line), len(line) + len(ELSTOW))
    assert one.date == date(2025, 3, 11)
    assert [one.words(cause.effect) for cause in one.causes] == [ELSTOW.split(" because")[0]]


@pytest.mark.parametrize(
    "text",
    [
        "UNESCO – The office is closed.",
        "The toll — 12 March is the day — rose.",
        "NORTH AND SOUTH (both towns) agreed.",
        "ELSTOW, 12 March — and then it rained.",
    ],
)
def test_what_is_no_dateline_is_kept(text: str) -> None:
    assert [one.quote for one in proposals(text, "s")] == [text]
