"""The page Situation in a real browser: tables, YAML with mistakes in place, nothing lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from workbench import ROOT, Served, chromium, served, until, window

CAIRO = ROOT / "examples" / "cairo-talks"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CAIRO, tmp_path / "case"))


@pytest.fixture
def bench(case: Path) -> Iterator[Served]:
    with served(case) as found:
        yield found


def test_a_mistake_is_marked_in_its_line_and_mended(
    browser: Browser, bench: Served, case: Path
) -> None:
    file = case / "situation.yaml"
    before = file.read_text(encoding="utf-8")
    with window(browser, bench) as win:
        page = win.go("/")
        expect(page.get_by_text("Parties and their options")).to_be_visible()
        page.get_by_role("tab", name="YAML").click()
        expect(page.get_by_text("In order")).to_be_visible()
        page.locator(".cm-content").click()
        page.keyboard.press("Control+Home")
        page.keyboard.type("# noted in the browser\nnonsense: 1\n")
        page.get_by_role("button", name="Save").click()
        expect(page.locator(".cm-line.go-wrong")).to_have_count(1)
        expect(page.get_by_role("list", name="Mistakes")).to_contain_text("nonsense")
        assert file.read_text(encoding="utf-8") == "# noted in the browser\nnonsense: 1\n" + before
        page.get_by_role("button", name="Take back the last change").click()
        until(lambda: file.read_text(encoding="utf-8") == before)


def test_a_change_made_elsewhere_is_not_overwritten(
    browser: Browser, bench: Served, case: Path
) -> None:
    file = case / "situation.yaml"
    before = file.read_text(encoding="utf-8")
    with window(browser, bench) as win:
        page = win.go("/")
        page.get_by_role("tab", name="YAML").click()
        page.locator(".cm-content").click()
        page.keyboard.press("Control+Home")
        page.keyboard.type("# mine\n")
        file.write_text("# theirs\n" + before, encoding="utf-8")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("The file was changed elsewhere")).to_be_visible()
        expect(page.get_by_text("−# theirs")).to_be_visible()
        assert file.read_text(encoding="utf-8") == "# theirs\n" + before
        page.get_by_role("button", name="Take what is there").click()
        expect(page.locator(".cm-content")).to_contain_text("# theirs")
        expect(page.get_by_text("The files have changed since")).to_be_visible()
