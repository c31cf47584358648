"""Tables of a page, and pages too short for the reader of main texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.reading.read import proposals
from goodoffices.reading.report import read_reports

LONG = "".join(
    f"<p>The council of Orre met in week {week} and counted the ships that had come to the "
    f"harbour since the bridge was closed. Officials wrote down {week} of them.</p>"
    for week in range(1, 6)
)
NUMBERS = "<tr><th>Month</th><th>Ships | boats</th></tr><tr><td>Jan</td><td>Forty came</td></tr>"
WORDS = (
    "<tr><th>Town</th><th>News</th></tr><tr><td>Orre</td><td>The old bridge was closed.</td></tr>"
)


def text_of(folder: Path, body: str) -> str:
    page = folder / "page.html"
    page.write_text(f"<html><head><title>T</title></head><body>{body}</body></html>", "utf-8")
    (report,) = read_reports([page])
    return report.text


def told(text: str) -> list[str]:
    return [one.quote for one in proposals(text, "s")]


def test_a_table_of_names_and_numbers_asserts_nothing(tmp_path: Path) -> None:
    text = text_of(tmp_path, f"<article><h1>T</h1>{LONG}<table>{NUMBERS}</table></article>")
    assert "| Jan | Forty came |" in text
    assert len(told(text)) == 10 and not any("|" in one for one in told(text))


def test_a_table_of_sentences_is_read(tmp_path: Path) -> None:
    text = text_of(tmp_path, f"<article><h1>T</h1>{LONG}<table>{WORDS}</table></article>")
    assert any("The old bridge was closed." in one for one in told(text))


def test_a_short_page_keeps_its_blocks(tmp_path: Path) -> None:
    text = text_of(
        tmp_path,
        "<nav><a>Home</a></nav><h1>Bridge</h1><p>The bridge led to a rise</p>"
        "<ul><li>The toll fell</li></ul><footer>Imprint</footer>",
    )
    assert text == "# Bridge\n\nThe bridge led to a rise\n\n- The toll fell\n"
    assert told(text) == ["The bridge led to a rise", "The toll fell"]


@pytest.mark.parametrize("body", ["<p>The bridge is closed.</p>", "The bridge is closed."])
def test_a_page_of_one_sentence(tmp_path: Path, body: str) -> None:
    assert told(text_of(tmp_path, body)) == ["The bridge is closed."]
