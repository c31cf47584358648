"""Every page of the workbench in a real browser: its main job, both sizes, light and dark, and
nothing that keeps somebody from using it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from workbench import ROOT, SIZES, Served, serious, served, until, window

from goodoffices.case import load_case
from goodoffices.web.frame import PAGES

CAIRO = ROOT / "examples" / "cairo-talks"
BENCH = ROOT / "benchmarks" / "cases" / "bench264.yaml"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page_can_be_used_by_everybody(
    browser: Browser, bench: Served, size: str, dark: bool
) -> None:
    with window(browser, bench, size, dark) as win:
        for path in PAGES:
            page = win.go(path)
            expect(page.locator("h1")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0], path
            assert serious(page) == [], path


def test_an_outcome_is_found_and_explained(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.go("/outcomes")
        counted = page.get_by_text("of 640 feasible situations")
        everything = counted.inner_text()
        page.get_by_label("With").fill("joint_administration")
        page.keyboard.press("Enter")
        expect(counted).not_to_have_text(everything)
        first = page.get_by_role("button", name="joint administration").first
        first.click()
        why = page.get_by_text("It would hold", exact=False).or_(
            page.get_by_text("It would not hold", exact=False)
        )
        expect(why.first).to_be_visible()
        for party in ("Israel", "Hamas", "Fatah"):
            expect(page.get_by_text(f"{party} ", exact=False).first).to_be_visible()
        page.get_by_label("With").fill("no_such_name")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="no_such_name")).to_be_visible()


def test_a_lever_is_tried_and_kept(browser: Browser, tmp_path: Path) -> None:
    case = Path(shutil.copytree(CAIRO, tmp_path / "case"))
    file = case / "situation.yaml"
    before = file.read_text(encoding="utf-8")
    with served(case) as bench, window(browser, bench) as win:
        page = win.go("/what-if")
        page.get_by_role("switch", name="Turn its pressure").click()
        expect(page.get_by_text("With pressure")).to_be_visible()
        expect(page.get_by_role("heading", name="Gained (as they behave): 92")).to_be_visible()
        page.get_by_text("Hamas", exact=True).click()
        page.get_by_role("button", name="Move down").first.click()
        expect(page.get_by_text("With another order for Hamas and pressure")).to_be_visible()
        page.get_by_role("button", name="Keep as a lever").click()
        page.get_by_label("Name").fill("tried_here")
        page.get_by_label("What it does").fill("try this")
        page.get_by_role("button", name="Show what would be written").click()
        expect(page.get_by_text("+  tried_here:")).to_be_visible()
        assert file.read_text(encoding="utf-8") == before
        page.get_by_role("button", name="Write it").click()
        until(lambda: "tried_here" in file.read_text(encoding="utf-8"))
    levers = [one.id for one in load_case(case).situation.levers]
    assert levers == ["pressure", "understanding", "guarantee", "rafah_first", "tried_here"]
    after = file.read_text(encoding="utf-8").splitlines()
    assert [line for line in before.splitlines() if line not in after] == []


def test_levers_and_readings_are_written_into_the_file(browser: Browser, tmp_path: Path) -> None:
    case = Path(shutil.copytree(CAIRO, tmp_path / "case"))
    file = case / "situation.yaml"
    stored = file.read_bytes()
    with served(case) as bench, window(browser, bench) as win:
        page = win.go("/what-if")
        page.get_by_role("combobox", name="Israel").click()
        page.get_by_role("option", name="unwilling", exact=True).click()  # as it is written
        expect(page.get_by_text("With Israel as “unwilling”")).to_be_visible()
        page.get_by_role("button", name="Write to the file").click()
        expect(page.get_by_text("there is nothing to write", exact=False)).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
        page = win.go("/what-if")
        page.get_by_role("switch", name="Turn its pressure").click()
        page.get_by_role("switch", name="Bring Hamas and Fatah").click()
        page.get_by_role("combobox", name="Israel").click()
        page.get_by_role("option", name="willing", exact=True).click()
        expect(
            page.get_by_text("With Israel as “willing”, pressure and understanding")
        ).to_be_visible()
        page.get_by_role("button", name="Write to the file").click()
        expect(page.get_by_text("Hamas and Fatah move as one", exact=False)).to_be_visible()
        assert serious(page, "[role=dialog]") == []
        page.get_by_role("button", name="Show the rest").click()
        dialog = page.get_by_role("dialog", name="What would be written to situation.yaml")
        reading = "What Israel wants is from now on its reading “willing”"
        expect(dialog.get_by_text(reading)).to_be_visible()
        lever = "The lever “turn its pressure into a changed stance of Israel on a ceasefire” holds"
        expect(dialog.get_by_text(lever, exact=False)).to_be_visible()
        assert file.read_bytes() == stored
        page.get_by_role("button", name="Write it").click()
        expect(page.get_by_text("With understanding")).to_be_visible()
        situation = load_case(case).situation
        wants = situation.party("israel").preference.statements()
        assert [str(one.want) for one in wants[:2]] == [
            "(israel.ceasefire if international.press)",
            "(israel.ceasefire iff hamas.ceasefire)",
        ]
        page.get_by_role("button", name="Take back the last change").click()
        until(lambda: file.read_bytes() == stored)


def test_a_target_is_clicked_and_what_it_takes_is_told(browser: Browser) -> None:
    with served(BENCH) as bench, window(browser, bench) as win:
        page = win.go("/settlement")
        page.get_by_role("button", name="with", exact=True).first.click()
        expect(page.get_by_label("As an expression")).not_to_have_value("")
        page.get_by_role("button", name="What would it take?").click()
        expect(page.get_by_role("heading", name="Packages")).to_be_visible(timeout=120_000)
        expect(page.locator("img[alt^=Packages]")).to_be_visible()
        page.get_by_label("As an expression").fill("nonsense and")
        page.get_by_role("button", name="What would it take?").click()
        expect(page.get_by_role("alert").filter(has_text="expected")).to_be_visible()


def test_the_brief_is_shown_and_can_do_nothing(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.go("/brief")
        expect(page.get_by_text("words. To write it")).to_be_visible(timeout=120_000)
        frame = page.frame_locator("iframe")
        expect(frame.get_by_role("heading", name="Cairo talks")).to_be_visible()
        assert page.locator("iframe").get_attribute("sandbox") == ""


def test_a_number_of_the_outlook_is_set_and_compared(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.go("/outlook")
        page.get_by_role("slider", name="exchange talks").locator("[tabindex]").focus()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_text("exchange talks: 0.209, of 0.01 to 0.4")).to_be_visible()
        page.get_by_role("button", name="What would follow?").click()
        expect(page.get_by_role("progressbar")).to_be_visible()
        expect(page.locator("img[alt^=Curves]")).to_be_visible(timeout=180_000)
        expect(page.get_by_text("Under as_set_here").first).to_be_visible()


def test_long_work_is_stopped(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.go("/outlook")
        page.get_by_label("How many runs").click()
        page.get_by_role("option", name="500 × 1,000").click()
        page.get_by_role("button", name="What would follow?").click()
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_text("Stopped; nothing was changed.")).to_be_visible(timeout=60_000)


def test_the_map_shows_every_state_and_a_path(browser: Browser, bench: Served) -> None:
    with served(BENCH) as small, window(browser, small) as win:
        page = win.go("/map")
        expect(page.get_by_text("264 states and 1,032 improvements shown.")).to_be_visible()
        expect(page.locator(".nicegui-echart svg").first).to_be_visible()
        page.get_by_role("checkbox", name="Alder").click()
        expect(page.get_by_text("1,032 improvements")).to_have_count(0)
    with window(browser, bench) as win:
        page = win.go("/map")
        expect(page.get_by_text("left out")).to_be_visible()
        page.get_by_label("State").fill("deadlock")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page.get_by_text("Israel stays")).to_be_visible()
        page.get_by_label("State").fill("not a name")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page.get_by_role("status").filter(has_text="expected")).to_be_visible()
