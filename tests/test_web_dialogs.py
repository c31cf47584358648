"""What opens over a page or in a tab of it: everybody can use it, the focus goes in and returns."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from review_case import made
from workbench import CAIRO, LOOKS, Served, serious, served, window

OVER = "[role=dialog]"
"""What lies behind a dialog cannot be used, and is dimmed."""


@pytest.fixture(scope="module")
def only_read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(made(tmp_path_factory.mktemp("web") / "case")) as found:
        yield found


def shown(page: Page, name: str) -> Locator:
    """The dialog, once the focus is in it."""
    dialog = page.get_by_role("dialog", name=name, exact=True)
    expect(dialog).to_be_visible()
    page.wait_for_function("!!document.activeElement.closest('[role=dialog]')")
    page.wait_for_function("document.getAnimations().every(one => one.playState !== 'running')")
    return dialog


def closed(page: Page, back: Locator | None = None) -> None:
    """Escape closes it, and the focus is where it was."""
    page.keyboard.press("Escape")
    expect(page.locator("[role=dialog]")).to_have_count(0)
    if back is not None:
        expect(back).to_be_focused()


def pressed(button: Locator) -> Locator:
    """A button used by its key."""
    button.focus()
    button.press("Enter")
    return button


@pytest.mark.parametrize(("dark", "size"), LOOKS)
def test_dialogs_over_the_model(browser: Browser, bench: Served, size: str, dark: bool) -> None:
    with window(browser, bench, size, dark) as win:
        page = win.go("/")
        for name in ("Change Israel", "Remove Qatar", "Add a party"):
            button = pressed(page.get_by_role("button", name=name, exact=True))
            shown(page, name)
            assert serious(page, OVER) == [], name
            closed(page, button)
        page = win.go("/what-if")
        page.get_by_text("Hamas", exact=True).click()
        page.get_by_role("button", name="Move down").first.click()
        expect(page.get_by_text("With another order for Hamas")).to_be_visible()
        for name, title in (
            ("Keep as a lever", "Keep as a lever"),
            ("Write to the file", "What would be written to situation.yaml"),
        ):
            button = pressed(page.get_by_role("button", name=name))
            shown(page, title)
            assert serious(page, OVER) == [], name
            closed(page, button)


@pytest.mark.parametrize(("dark", "size"), LOOKS)
def test_dialogs_over_the_evidence(
    browser: Browser, only_read: Served, size: str, dark: bool
) -> None:
    with window(browser, only_read, size, dark) as win:
        page = win.go("/evidence")
        expect(page.locator("[data-item=valley_001]")).to_be_visible()
        page.keyboard.press("r")
        shown(page, "Who reviews?")
        assert serious(page, OVER) == []
        page.keyboard.type("Ann")
        page.keyboard.press("Enter")
        shown(page, "Reject valley_001")
        assert serious(page, OVER) == []
        closed(page)
        for key, title in (("g", "How reliable is the source?"), ("e", "Edit")):
            page.keyboard.press(key)
            shown(page, title)
            assert serious(page, OVER) == [], title
            closed(page)
        page.get_by_role("tab", name="Search").click()
        page.get_by_label("Search the reports").fill("truce")
        page.keyboard.press("Enter")
        button = pressed(page.get_by_role("button", name="Show in the report").first)
        shown(page, "Report")
        assert serious(page, OVER) == []
        closed(page, button)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_text_of_a_file_can_be_read_by_everybody(
    browser: Browser, tmp_path: Path, dark: bool
) -> None:
    case = Path(shutil.copytree(CAIRO, tmp_path / "case"))
    with served(case) as bench, window(browser, bench, dark=dark) as win:
        page = win.go("/?tab=text")
        text = page.get_by_role("textbox", name="Text as it is written")
        expect(text).to_be_visible()
        assert serious(page) == []
        text.click()
        page.keyboard.press("Control+Home")
        page.keyboard.type("nonsense: 1\n")
        expect(page.locator(".cm-line.go-wrong")).to_have_count(1)
        assert serious(page) == []
        before = page.locator(".cm-editor").evaluate("e => getComputedStyle(e).backgroundColor")
        page.get_by_role("button", name="Light or dark").click()
        expect(page.locator(".cm-editor")).not_to_have_css("background-color", before)
        page.wait_for_function("document.getAnimations().every(one => one.playState !== 'running')")
        assert serious(page) == []
        text.focus()
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        expect(text).not_to_be_focused()
        page.keyboard.press("Control+Home")


LONG = "Donaudampfschifffahrtsgesellschaft" * 6
NAMES = f"""goodoffices: 1
title: {LONG}
parties:
  north:
    name: {LONG}
    options: {{truce: {LONG}, talk: talk}}
    prefers: [south.truce, not north.truce]
  south: {{name: South, options: {{truce: "{LONG}"}}, prefers: [north.truce, south.truce]}}
terms: {{peace: north.truce and south.truce}}
words: {{peace: {LONG}}}
levers:
  help: {{does: {LONG}, by: north, raise: {{south: south.truce}}}}
now: []
"""


def test_long_names_do_not_widen_a_narrow_page(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text(NAMES, encoding="utf-8")
    with served(tmp_path / "model.yaml") as bench, window(browser, bench, "narrow") as win:
        for path in ("/", "/actors", "/outcomes", "/map", "/what-if", "/settlement"):
            page = win.go(path)
            expect(page.locator("h1")).to_be_visible()
            if path == "/outcomes":
                page.get_by_role("button", name=LONG[:30]).first.click()
                expect(page.get_by_text("It is an equilibrium").first).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
            here = page.locator(".go-nav [aria-current]")
            expect(here).to_be_in_viewport(ratio=1)


def test_the_focus_goes_with_a_statement_that_is_moved(browser: Browser, bench: Served) -> None:
    """By keys alone from the first place to the last, and the arrow back is at hand there."""
    with window(browser, bench) as win:
        page = win.go("/what-if")
        page.get_by_text("Hamas", exact=True).click()
        rows = page.get_by_role("listitem")
        expect(rows.first).to_be_visible()
        moved = rows.first.inner_text().splitlines()[1]
        count = rows.count()
        rows.first.get_by_role("button", name="Move down").focus()
        for place in range(1, count):
            page.keyboard.press("Enter")
            expect(rows.nth(place)).to_contain_text(moved)
            way = "Move down" if place < count - 1 else "Move up"
            expect(rows.nth(place).get_by_role("button", name=way)).to_be_focused()
        page = win.go("/")
        table = page.get_by_role("region", name="What it wants, most important first").first
        first = table.get_by_role("button", name="Move down").first
        name = first.get_attribute("aria-label")
        assert name is not None
        first.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Another order; it is not written yet.")).to_be_visible()
        expect(table.get_by_role("button", name=name)).to_be_focused()
        expect(table.get_by_role("button", name="Move down").nth(1)).to_be_focused()
