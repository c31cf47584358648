"""The page Evidence in a real browser: reviewing by keys alone, reports dropped, hostile text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from feed_files import HXL
from playwright.sync_api import Browser, Locator, Page, expect
from review_case import bytes_of, made
from workbench import LOOKS, SIZES, Served, Window, ready, serious, served, until, window

from goodoffices.case import load_case
from goodoffices.cli.main import run

ONE, TWO, THREE, FOUR = (f"valley_00{n}" for n in range(1, 5))
HOSTILE = (
    "North said that <script>window.broken = 1</script> it would <b id='planted'>stop</b>. "
    "A truce could hold if {{ 7*7 }} and ${7*7} &amp; &lt;i&gt; are <img src=x "
    "onerror='window.broken = 2'> read.\n"
)
EVENTS = "\n".join(HXL) + "\n"
ARABIC = "😀 قال الوزير إن الهدنة ممكنة إذا وافق الجنوب. انتهى البيان.\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return made(tmp_path / "case")


@pytest.fixture
def bench(case: Path) -> Iterator[Served]:
    with served(case) as found:
        yield found


@pytest.fixture(scope="module")
def only_read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(made(tmp_path_factory.mktemp("web") / "case")) as found:
        yield found


def opened(win: Window, at: str = ONE) -> Page:
    """The page with a proposal shown."""
    page = win.go("/evidence")
    expect(page.locator(f"[data-item={at}]")).to_be_visible()
    return page


def named(page: Page, name: str = "Ann") -> None:
    """Types the name that is asked for."""
    expect(page.get_by_role("dialog", name="Who reviews?")).to_be_visible()
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Enter")


def said(page: Page, text: str) -> None:
    """What is told, and nothing is asked any more."""
    expect(page.locator(".q-dialog")).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text=text)).to_be_visible()


def part(page: Page, name: str) -> Locator:
    return page.locator(f".go-p-{name}")


def decisions(case: Path) -> list[tuple[str, str, str]]:
    lines = (case / "reviews.jsonl").read_text(encoding="utf-8").splitlines()
    data = [json.loads(line) for line in lines]
    return [(one.get("id") or one["source"], one["decision"], one["by"]) for one in data]


def test_reviewed_by_keys_alone(browser: Browser, bench: Served, case: Path) -> None:
    """A source and an item graded, a claim, one accepted, one rejected, back, one edited."""
    with window(browser, bench) as win:
        page = opened(win)
        expect(page.get_by_text("4 left · 0 accepted · 0 rejected")).to_be_visible()
        expect(part(page, "speaker")).to_have_text("North")
        assert part(page, "speaker").get_attribute("data-part") == "quotation · speaker"
        page.keyboard.press("g")
        named(page)
        expect(page.get_by_role("button", name="B usually reliable")).to_be_visible()
        page.keyboard.press("b")
        expect(page.get_by_text("source B: usually reliable")).to_be_visible()
        page.keyboard.press("i")
        page.keyboard.press("2")
        expect(page.get_by_text("information: 2, probably true")).to_be_visible()
        page.keyboard.press("c")
        expect(page.get_by_role("textbox", name="Claim")).to_be_focused()
        page.keyboard.type("truse is possible")  # no key acts while somebody types
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert").filter(has_text='unknown name "truse"')).to_be_visible()
        page.keyboard.press("Control+A")
        page.keyboard.type("truce is possible")
        page.keyboard.press("Enter")
        said(page, "supported: The model agrees")
        page.keyboard.press("t")
        expect(page.get_by_role("combobox", name="Part")).to_be_focused()
        page.keyboard.type("order")
        expect(page.get_by_role("option", name="rule order")).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.get_by_role("button", name="Keep").press("Enter")
        expect(page.get_by_text("to be cited by: rule order")).to_be_visible()
        page.keyboard.press("a")
        said(page, f"{ONE}: accepted, cited by rule order.")
        expect(page.locator(f"[data-item={TWO}]")).to_be_visible()
        expect(part(page, "condition")).to_have_text("a truce is reached")
        page.keyboard.press("r")
        expect(page.get_by_label("Why?")).to_be_focused()
        page.keyboard.type("as before")
        page.keyboard.press("Enter")
        said(page, f"{TWO}: rejected.")
        page.keyboard.press("b")
        said(page, f"Taken back: {TWO} was rejected.")
        expect(page.locator(f"[data-item={TWO}]")).to_be_visible()
        page.keyboard.press("e")
        expect(page.get_by_role("dialog", name="Edit")).to_be_visible()
        page.get_by_label("Condition").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("peace")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert").filter(has_text="do not stand")).to_be_visible()
        page.keyboard.press("Control+A")
        page.keyboard.type("truce")
        page.keyboard.press("Enter")
        said(page, "Changed: condition.")
        expect(part(page, "condition")).to_have_text("truce")
        page.keyboard.press("s")
        expect(page.locator(f"[data-item={THREE}]")).to_be_visible()
        expect(page.get_by_text("3 left · 1 accepted · 0 rejected")).to_be_visible()
    assert decisions(case) == [
        ("valley", "graded", "Ann"),
        (ONE, "edited", "Ann"),
        (ONE, "edited", "Ann"),
        (ONE, "edited", "Ann"),
        (ONE, "accepted", "Ann"),
        (TWO, "rejected", "Ann"),
        (TWO, "reopened", "Ann"),
        (TWO, "edited", "Ann"),
        (TWO, "skipped", "Ann"),
    ]
    item = load_case(case).item(ONE)
    assert (item.grade, item.claim and item.claim.text) == ("2", "truce is possible")
    assert "because: [e01, valley_001]" in (case / "situation.yaml").read_text(encoding="utf-8")
    assert run(["check", str(case)]) == 0


def test_the_rest_of_a_report_is_rejected_and_what_was_decided_is_shown(
    browser: Browser, bench: Served, case: Path
) -> None:
    with window(browser, bench) as win:
        page = opened(win)
        page.keyboard.press("a")
        named(page)
        said(page, f"{ONE}: accepted.")
        done = page.get_by_text("Nothing is left to review here: all are shown.")
        expect(done).to_be_hidden()
        question = page.get_by_role("dialog", name="Reject all that is left of valley: three")
        page.keyboard.press("Shift+R")
        expect(question).to_be_visible()
        expect(page.get_by_role("button", name="Cancel")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(".q-dialog")).to_have_count(0)
        expect(page.get_by_text("3 left · 1 accepted · 0 rejected")).to_be_visible()
        page.get_by_role("button", name="Reject the rest of its source (R)").click()
        expect(question).to_be_visible()
        page.keyboard.press("y")
        expect(page.get_by_label("Why?")).to_be_focused()
        page.keyboard.type("off the subject")
        page.keyboard.press("Enter")
        said(page, "Rejected: three proposals of valley.")
        expect(page.get_by_text("0 left · 1 accepted · 3 rejected")).to_be_visible()
        expect(done).to_be_visible()
        expect(page.locator(f"[data-item={TWO}]")).to_be_visible()
        expect(page.get_by_text("Rejected by Ann")).to_be_visible()
        expect(page.get_by_text("off the subject")).to_be_visible()
        expect(part(page, "quotation").first).to_be_visible()
        assert serious(page) == []
        page.keyboard.press("p")
        expect(page.get_by_text("Accepted by Ann")).to_be_visible()
        page.keyboard.press("n")
        expect(page.locator(f"[data-item={TWO}]")).to_be_visible()
        page.keyboard.press("o")
        said(page, f"Taken back: {TWO} was rejected.")
        expect(done).to_be_hidden()
    made_by = [(one, "rejected", "Ann") for one in (TWO, THREE, FOUR)]
    assert decisions(case) == [(ONE, "accepted", "Ann"), *made_by, (TWO, "reopened", "Ann")]


def test_a_case_without_proposals_shows_what_stands_in_it(browser: Browser, tmp_path: Path) -> None:
    case = made(tmp_path / "case")
    (case / "proposed.yaml").unlink()
    with served(case) as bench, window(browser, bench) as win:
        page = win.go("/evidence")
        expect(page.get_by_text("Nothing is proposed yet")).to_be_visible()
        page.get_by_text("An old report: one item").click()
        expect(page.get_by_text("“South insists on a truce")).to_be_visible()
        page.get_by_role("button", name="Show in the report").click()
        expect(page.get_by_role("dialog").locator(".go-p-quotation").first).to_be_visible()


def test_two_windows_see_each_other(browser: Browser, bench: Served, case: Path) -> None:
    with window(browser, bench) as first, window(browser, bench) as second:
        a, b = opened(first), opened(second)
        b.keyboard.press("r")
        named(b, "Ben")
        expect(b.get_by_label("Why?")).to_be_focused()
        a.keyboard.press("a")
        named(a)
        said(a, f"{ONE}: accepted.")
        b.keyboard.press("Enter")
        said(b, f"{ONE} is accepted already by Ann")
        expect(b.locator(f"[data-item={TWO}]")).to_be_visible()
        b.keyboard.press("b")
        said(b, "There is none before this.")
        a.keyboard.press("a")
        said(a, f"{TWO}: accepted.")
        expect(b.locator(f"[data-item={THREE}]")).to_be_visible()
        expect(b.get_by_text("2 left · 2 accepted")).to_be_visible()
        assert run(["review", str(case), "--by", "Eve", "--reject", THREE]) == 0
        for page in (a, b):
            expect(page.locator(f"[data-item={FOUR}]")).to_be_visible()
        a.reload()
        expect(a.get_by_text("Reviewed by Ann")).to_be_visible()
    assert decisions(case) == [
        (ONE, "accepted", "Ann"),
        (TWO, "accepted", "Ann"),
        (THREE, "rejected", "Eve"),
    ]


def test_reports_are_dropped_and_read_as_on_the_command_line(
    browser: Browser, bench: Served, case: Path, tmp_path: Path
) -> None:
    report = "South said that it may talk. If North agrees, aid could follow.\n"
    (tmp_path / "x.txt").write_text(report, encoding="utf-8")
    other = made(tmp_path / "elsewhere" / "case")
    assert run(["read", str(tmp_path / "x.txt"), "--case", str(other)]) == 0
    before = {path.name for path in tmp_path.iterdir()}
    with window(browser, bench) as win:
        page = opened(win)
        drop(page, "bad.docx", "PK\x03\x04 no report")
        expect(page.get_by_role("alert").filter(has_text="bad.docx")).to_be_visible()
        expect(page.get_by_role("alert").filter(has_text="ZIP archive")).not_to_contain_text("/tmp")
        assert not (case / "sources" / "bad.txt").exists()
        drop(page, "../../x.txt", report)
        expect(page.get_by_text("two new proposals to review.")).to_be_visible()
        expect(page.locator("[data-item=x_001]")).to_be_visible()
        drop(page, "again.txt", report)
        expect(page.get_by_text("it was a source already")).to_be_visible()
        drop(page, "events.csv", EVENTS)
        expect(page.get_by_text("Kept as feeds/events")).to_be_visible()
        (kept,) = (case / "feeds").glob("events*.csv")
        assert kept.read_text(encoding="utf-8") == EVENTS
        drop(page, "empty.txt", " ")
        expect(page.get_by_role("alert").filter(has_text="white space")).to_be_visible()
    assert {path.name for path in tmp_path.iterdir()} == before
    for name in ("proposed.yaml", "sources/sources.yaml", "sources/x.txt"):
        assert (case / name).read_bytes() == (other / name).read_bytes(), name
    assert not list(case.glob(".reading-*"))


def test_a_report_that_was_dropped_is_taken_back(
    browser: Browser, bench: Served, case: Path
) -> None:
    """Every file is again what it was; once something of it is decided, it stays."""
    before = bytes_of(case)
    report = "South said that it may talk. If North agrees, aid could follow.\n"
    with window(browser, bench) as win:
        page = opened(win)
        back = page.get_by_role("button", name="Take back the last change")
        drop(page, "x.txt", report)
        expect(page.locator("[data-item=x_001]")).to_be_visible()
        drop(page, "events.csv", EVENTS)
        expect(page.get_by_text("Kept as feeds/events")).to_be_visible()
        expect(page.get_by_text("The arrow at the top takes it back")).to_be_visible()
        back.click()
        until(lambda: not list((case / "feeds").glob("*")))
        ready(page)
        expect(page.get_by_text("6 left · 0 accepted · 0 rejected")).to_be_visible()
        back.click()
        expect(page.get_by_text("4 left · 0 accepted · 0 rejected")).to_be_visible()
        assert bytes_of(case) == before
        expect(back).to_be_disabled()

        ready(page)
        drop(page, "x.txt", report)
        expect(page.locator("[data-item=x_001]")).to_be_visible()
        page.keyboard.press("a")
        named(page)
        said(page, "x_001: accepted.")
        after = bytes_of(case)
        back.click()
        expect(page.get_by_text("something of it was decided or graded in review")).to_be_visible()
        assert bytes_of(case) == after


def drop(page: Page, name: str, text: str) -> None:
    """Drops a file on the page, with whatever name."""
    page.evaluate(
        """([name, text]) => {
          const carried = new DataTransfer();
          carried.items.add(new File([text], name));
          const event = new DragEvent('drop', {dataTransfer: carried, bubbles: true,
            cancelable: true});
          document.querySelector('h1 + div').dispatchEvent(event);
        }""",
        [name, text],
    )


def test_what_a_report_says_is_never_markup(browser: Browser, tmp_path: Path) -> None:
    case = made(tmp_path / "case", HOSTILE)
    with served(case) as bench, window(browser, bench) as win:
        page = opened(win)
        shown = page.get_by_role("region", name="Report")
        assert shown.evaluate("one => one.textContent") == HOSTILE
        page.keyboard.press("e")
        named(page)
        expect(page.get_by_label("Words of the quotation")).to_have_value(re.compile("<script>"))
        page.keyboard.press("Escape")
        page.get_by_role("tab", name="Search").click()
        page.get_by_label("Search the reports").fill("truce hold")
        page.keyboard.press("Enter")
        expect(page.get_by_text("1 found in 1 of 2 reports.")).to_be_visible()
        page.get_by_role("button", name="Show in the report").click()
        expect(page.get_by_role("dialog", name="Report")).to_contain_text("${7*7} &amp; &lt;i&gt;")
        assert page.evaluate("window.broken") is None
        assert page.locator("#planted, img[src=x]").count() == 0
        planted = "[...document.scripts].filter(one => one.textContent === 'window.broken = 1')"
        assert page.evaluate(f"{planted}.length") == 0


def test_from_right_to_left_by_code_points(browser: Browser, tmp_path: Path) -> None:
    case = made(tmp_path / "case")
    (case / "sources" / "bayan.txt").write_text(ARABIC, encoding="utf-8")
    listing = case / "sources" / "sources.yaml"
    listing.write_text(listing.read_text(encoding="utf-8") + "bayan: {}\n", encoding="utf-8")
    quote, cue, condition = ARABIC[2 : ARABIC.index(".") + 1], "ممكنة", "وافق الجنوب"

    def at(words: str) -> list[int]:
        return [ARABIC.index(words), ARABIC.index(words) + len(words)]

    entry = f"""
- id: bayan_001
  source: bayan
  sentence: 1
  span: {at(quote)}
  quote: {quote}
  kind: outlook
  speaker: author
  cue: {{span: {at(cue)}, type: modal}}
  condition: {{span: {at(condition)}, proposition: {condition}}}
  status: proposed
  reader: hand
"""
    proposed = case / "proposed.yaml"
    proposed.write_text(proposed.read_text(encoding="utf-8") + entry, encoding="utf-8")
    with served(case) as bench, window(browser, bench) as win:
        page = opened(win)
        page.get_by_role("button", name="الوزير").click()
        expect(part(page, "cue")).to_have_text(cue)
        expect(part(page, "condition")).to_have_text(condition)
        shown = page.get_by_role("region", name="Report")
        assert shown.evaluate("one => getComputedStyle(one).direction") == "rtl"
        first, last = part(page, "quotation").first, part(page, "quotation").last
        before, after = first.bounding_box(), last.bounding_box()
        assert before is not None and after is not None
        assert before["x"] > after["x"] or before["y"] < after["y"]


def test_a_long_report_shows_a_window(browser: Browser, tmp_path: Path) -> None:
    many = "".join(f"Paragraph {n} says little of use.\n\n" for n in range(30_000))
    case = made(tmp_path / "case", "South may talk. " + many[:500])
    text = many + "South may talk.\n\n" + many
    (case / "sources" / "long.txt").write_text(text, encoding="utf-8")
    listing = case / "sources" / "sources.yaml"
    listing.write_text(listing.read_text(encoding="utf-8") + "long: {}\n", encoding="utf-8")
    start = len(many)
    entry = (
        f"\n- id: long_001\n  source: long\n  sentence: 1\n  span: [{start}, {start + 15}]\n"
        "  quote: South may talk.\n  kind: outlook\n  speaker: author\n  status: proposed\n"
    )
    (case / "proposed.yaml").write_text(entry, encoding="utf-8")
    with served(case) as bench, window(browser, bench) as win:
        page = opened(win, "long_001")
        shown = page.get_by_role("region", name="Report")
        expect(part(page, "quotation")).to_be_in_viewport()
        assert 4_000 < len(shown.inner_text()) < 10_000
        page.get_by_role("button", name="characters before this: show more").click()
        until(lambda: len(shown.inner_text()) > 12_000)
        expect(part(page, "quotation")).to_be_in_viewport()


@pytest.mark.parametrize(("dark", "size"), LOOKS)
def test_everybody_can_use_every_tab(
    browser: Browser, only_read: Served, size: str, dark: bool
) -> None:
    with window(browser, only_read, size, dark) as win:
        page = opened(win)
        for tab in ("Review", "Coverage", "Contradictions", "Search"):
            page.get_by_role("tab", name=tab).click()
            if tab == "Coverage":
                page.get_by_text("On evidence: 2").click()
                page.get_by_role("button", name="rule order").click()
                expect(page.get_by_text("“South insists on a truce")).to_be_visible()
                page.get_by_role("button", name="Test every claim").click()
                expect(page.get_by_text("Claims against the model").last).to_be_visible()
            elif tab == "Contradictions":
                page.get_by_role("button", name="Compare what is said").click()
                expect(page.get_by_text("One item compared, one with a claim.")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0], tab
            assert serious(page) == [], tab


def test_both_sides_of_a_contradiction_are_quoted(browser: Browser, tmp_path: Path) -> None:
    case = made(tmp_path / "case")
    with (case / "evidence.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "- id: e02\n  source: old\n  span: [6, 13]\n  quote: insists\n  kind: assessment\n"
            "  claim: (north.release and not north.truce) is possible\n"
        )
    assert run(["check", str(case)]) == 0
    with served(case) as bench, window(browser, bench, "narrow") as win:
        page = win.go("/evidence")
        page.get_by_role("tab", name="Contradictions").click()
        page.get_by_role("button", name="Compare what is said").click()
        expect(page.get_by_role("heading", name="What the model contradicts (1)")).to_be_visible()
        expect(page.get_by_text("“insists”")).to_be_visible()
        page.get_by_role("button", name="Show in the report").last.click()
        expect(page.get_by_role("dialog").locator(".go-p-quotation")).to_have_text("insists")
