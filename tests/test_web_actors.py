"""The page Actors in a real browser: by clicks in the picture, by keys without it."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from workbench import LOOKS, ROOT, SIZES, Served, served, window

CAIRO = ROOT / "examples" / "cairo-talks"


def test_an_actor_and_a_relation_are_chosen_by_keys(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.go("/actors")
        panel = page.get_by_role("region", name="What is chosen")
        page.get_by_role("button", name="Egypt", exact=True).first.focus()
        page.keyboard.press("Enter")
        expect(panel.get_by_role("heading", name="Egypt")).to_be_visible()
        expect(panel).to_be_focused()
        expect(panel.get_by_text("Can open the Rafah crossing (e10).")).to_be_visible()
        expect(panel.get_by_text("e13: Egyptian Foreign Minister Badr Abdelatty")).to_be_visible()
        panel.get_by_role("button", name="Egypt speaks about Fatah").focus()
        page.keyboard.press("Enter")
        expect(panel.get_by_role("heading", name="Egypt speaks about Fatah")).to_be_visible()
        expect(panel.get_by_text("Rule speaks-about:")).to_be_visible()
        expect(panel.locator("blockquote")).to_have_count(1)
        expect(panel.locator("blockquote")).to_contain_text("mutual understanding on managing")
        expect(panel.locator("blockquote")).to_contain_text("in Report on the Cairo talks")
        panel.get_by_role("button", name="Fatah", exact=True).press("Enter")
        expect(panel.get_by_role("heading", name="Fatah")).to_be_visible()
        page.get_by_role("button", name="the international community could change Israel").press(
            "Enter"
        )
        expect(panel.get_by_text("lever pressure: turn its pressure into")).to_be_visible()
        expect(panel.get_by_role("heading", name="What the model cites for it")).to_be_visible()


def test_kinds_are_filtered(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.go("/actors")
        said = page.get_by_text("relations shown.")
        expect(said).to_have_text("Ten actors; 23 of 48 relations shown.")
        table = page.get_by_role("region", name="Relations")
        expect(table.get_by_role("button")).to_have_count(23)
        box = page.get_by_role("checkbox", name="depends on (18)")
        box.focus()
        page.keyboard.press("Space")
        expect(said).to_have_text("Ten actors; 41 of 48 relations shown.")
        expect(table.get_by_role("button", name="Fatah depends on Egypt")).to_be_visible()
        page.get_by_role("button", name="None", exact=True).click()
        expect(said).to_have_text("Ten actors; 0 of 48 relations shown.")
        page.get_by_role("checkbox", name="meets (2)").click()
        expect(table.get_by_role("button")).to_have_count(2)
        page.get_by_role("button", name="All", exact=True).click()
        expect(table.get_by_role("button")).to_have_count(48)


def click_in_picture(page: Page, across: float, down: float) -> None:
    box = page.locator(".nicegui-echart svg").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)


def test_an_actor_and_a_line_are_clicked_in_the_picture(browser: Browser, tmp_path: Path) -> None:
    """Two parties stand one above the other, with one line between them."""
    (tmp_path / "situation.yaml").write_text(
        "goodoffices: 1\ntitle: T\nparties:\n  a: {name: Aster, prefers: [b.x]}\n"
        "  b: {name: Briar, options: {x: do x}}\n",
        encoding="utf-8",
    )
    with served(tmp_path) as small, window(browser, small) as win:
        page = win.go("/actors")
        heading = page.get_by_role("region", name="What is chosen").get_by_role("heading")
        expect(page.locator(".nicegui-echart svg").first).to_be_visible()
        page.wait_for_timeout(500)
        click_in_picture(page, 0.5, 0.1)
        expect(heading.first).to_have_text("Aster")
        click_in_picture(page, 0.5, 0.9)
        expect(heading.first).to_have_text("Briar")
        click_in_picture(page, 0.5, 0.5)
        expect(heading.first).to_have_text("Aster depends on Briar.")


@pytest.mark.parametrize(("dark", "size"), LOOKS)
def test_a_chosen_relation_can_be_read_by_everybody(
    browser: Browser, bench: Served, size: str, dark: bool
) -> None:
    with window(browser, bench, size, dark) as win:
        page = win.go("/actors")
        page.get_by_role("button", name="Hamas meets Fatah").first.click()
        expect(page.locator("blockquote")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


def test_names_are_text_whatever_they_hold(browser: Browser, tmp_path: Path) -> None:
    name = "<img src=x onerror=window.broken=1>{b|x} النص"
    (tmp_path / "situation.yaml").write_text(
        f"goodoffices: 1\ntitle: T\nparties:\n  a: {{name: '{name}', people: ['{name}'], "
        "options: {x: do x}, prefers: [b.x]}\n  b: {name: 'B: \"c\"', options: {x: do x}}\n",
        encoding="utf-8",
    )
    with served(tmp_path) as odd, window(browser, odd) as win:
        page = win.go("/actors")
        page.get_by_role("button", name=name, exact=True).first.click()
        expect(page.get_by_role("region", name="What is chosen")).to_contain_text("<img")
        assert page.evaluate("window.broken") is None


def test_a_case_without_parties_or_with_mistakes_says_so(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "situation.yaml"
    file.write_text("goodoffices: 1\ntitle: T\nparties: {}\n", encoding="utf-8")
    with served(tmp_path) as empty, window(browser, empty) as win:
        expect(win.go("/actors").get_by_text("no parties yet")).to_be_visible()
        file.write_text("nonsense: [", encoding="utf-8")
        expect(win.go("/actors").get_by_text("have mistakes")).to_be_visible()
