"""The page Situation in a real browser: tables, YAML with mistakes in place, nothing lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from workbench import ROOT, Served, ready, served, until, window

from goodoffices.case import load_case

CAIRO = ROOT / "examples" / "cairo-talks"


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
        expect(page.get_by_text("What it can do").first).to_be_visible()
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


def _write(page: Page) -> None:
    """Writes what a dialog shows, once it may be written."""
    button = page.get_by_role("button", name="Write it")
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def _new_lines(before: str, after: str) -> list[str]:
    return [line for line in after.splitlines() if line not in before.splitlines()]


def test_rows_are_changed_added_removed_and_taken_back(
    browser: Browser, bench: Served, case: Path
) -> None:
    file = case / "situation.yaml"
    before = file.read_text(encoding="utf-8")

    def now() -> str:
        return file.read_text(encoding="utf-8")

    with window(browser, bench) as win:
        page = win.go("/")
        page.get_by_role("button", name="Change israel.ceasefire").click()
        rests = page.get_by_role("textbox", name="Rests on")
        rests.fill("e12, e99")
        alert = page.get_by_role("dialog").get_by_text('cites unknown evidence "e99"')
        expect(alert.first).to_be_visible()
        expect(page.get_by_role("button", name="Write it")).to_be_disabled()
        assert now() == before
        rests.fill("e12, e01")
        expect(page.get_by_text("because: [e12, e01]")).to_be_visible()
        assert now() == before
        _write(page)
        changed = "      ceasefire: {does: accept a ceasefire, because: [e12, e01]}"
        assert _new_lines(before, now()) == [changed]
        expect(page.get_by_role("cell", name="e12, e01")).to_be_visible()
        expect(page.get_by_text("The files have changed since")).to_be_hidden()

        page.get_by_role("button", name="Change Fatah: a joint administration").click()
        page.get_by_role("textbox", name="Wants").fill("joint_administration and")
        expect(page.get_by_role("dialog").get_by_text("expected").first).to_be_visible()
        page.get_by_role("textbox", name="Wants").fill("joint_administration and aid")
        page.get_by_role("textbox", name="Sure").fill("likely")
        _write(page)
        assert "{want: joint_administration and aid, because: [e13], sure: likely}" in now()

        page.get_by_role("button", name="Add a rule").click()
        page.get_by_role("textbox", name="Rule").fill("hamas.cede requires fatah.join")
        page.get_by_role("textbox", name="Rests on").fill("assumption")
        _write(page)
        assert "{rule: hamas.cede requires fatah.join, because: assumption}" in now()

        page.get_by_role("button", name="Add a reading").click()
        page.get_by_role("textbox", name="Party").fill("hamas")
        page.get_by_role("textbox", name="Name in the file").fill("worn_out")
        page.get_by_role("textbox", name="raise").fill("aid")
        without = page.get_by_role("dialog").get_by_text("the probability is missing", exact=False)
        expect(without.first).to_be_visible()
        page.get_by_role("textbox", name="Probability").fill("0.3")
        _write(page)
        until(lambda: "worn_out: {raise: aid, probability: 0.3}" in now())
        expect(page.get_by_role("button", name="Change hamas worn_out")).to_be_visible()

        page.get_by_role("button", name="Remove rafah_first").click()
        expect(page.get_by_text("−  rafah_first:")).to_be_visible()
        _write(page)
        until(lambda: "rafah_first" not in now())
        page.get_by_role("button", name="Remove aid").click()
        expect(page.get_by_text("So it cannot be written.")).to_be_visible()
        expect(page.get_by_role("button", name="Write it")).to_be_disabled()
        page.get_by_role("button", name="Cancel").click()
        load_case(case)
        assert now().count("#") == before.count("#")

        for _ in range(5):
            earlier = now()
            page.get_by_role("button", name="Take back the last change").click()
            until(lambda seen=earlier: now() != seen)
            ready(page)
        assert now() == before


def test_statements_are_put_into_another_order(browser: Browser, bench: Served, case: Path) -> None:
    file = case / "situation.yaml"
    before = file.read_text(encoding="utf-8")
    with window(browser, bench) as win:
        page = win.go("/")
        page.get_by_role("button", name="Move down: Hamas: a ceasefire").click()
        page.get_by_role("button", name="As it was").click()
        expect(page.get_by_role("button", name="As it was")).to_have_count(0)
        page.get_by_role("button", name="Move down: Hamas: a ceasefire").click()
        page.get_by_role("button", name="Show what would be written").click()
        assert file.read_text(encoding="utf-8") == before
        _write(page)
        until(lambda: file.read_text(encoding="utf-8") != before)
        found = load_case(case).situation.party("hamas").preference.statements()
        assert [str(one.want) for one in found][1] == "ceasefire"
        assert sorted(file.read_text(encoding="utf-8")) == sorted(before)
        heading = page.get_by_role("heading", name="Fatah", exact=True)
        handles = page.locator("section").filter(has=heading).locator(".go-handle")
        handles.nth(0).scroll_into_view_if_needed()
        handles.nth(0).drag_to(handles.nth(2))
        page.get_by_role("button", name="Show what would be written").click()
        _write(page)
        until(
            lambda: (
                str(load_case(case).situation.party("fatah").preference.statements()[0].want)
                != "joint_administration"
            )
        )
        page.get_by_text("The order of the situations that this makes").first.click()
        expect(page.get_by_role("columnheader", name="situations").first).to_be_visible()


def test_a_text_is_checked_while_it_is_typed_and_saved_by_key(
    browser: Browser, bench: Served, case: Path
) -> None:
    file = case / "outlook.yaml"
    before = file.read_bytes()
    stored = b"\xef\xbb\xbf" + before.replace(b"\n", b"\r\n")
    file.write_bytes(stored)
    with window(browser, bench) as win:
        page = win.go("/?tab=text")
        expect(page.get_by_text("In order")).to_be_visible()
        page.get_by_label("File").click()
        page.get_by_role("option", name="outlook.yaml").click()
        page.locator(".cm-content").click()
        page.keyboard.press("Control+Home")
        page.keyboard.type("nonsense: 1\n")
        expect(page.get_by_text("1 mistake; not saved yet")).to_be_visible()
        expect(page.locator(".cm-line.go-wrong")).to_have_count(1)
        page.locator(".cm-line.go-wrong").hover(position={"x": 30, "y": 8})
        expect(page.locator(".cm-tooltip")).to_contain_text("nonsense")
        assert file.read_bytes() == stored
        page.get_by_label("File").click()
        page.get_by_role("option", name="situation.yaml").click()
        expect(page.get_by_text("outlook.yaml is not saved")).to_be_visible()
        page.get_by_role("button", name="Go on editing").click()
        assert page.evaluate("window.goUnsaved") is True
        page.locator(".cm-content").click()
        page.keyboard.press("Control+Home")
        page.keyboard.type("# ")
        expect(page.get_by_text("In order; not saved yet")).to_be_visible()
        page.keyboard.press("Control+s")
        until(lambda: file.read_bytes() != stored)
        assert file.read_bytes() == b"\xef\xbb\xbf# nonsense: 1\r\n" + stored[3:]
        expect(page.get_by_text("In order", exact=True)).to_be_visible()
        page.wait_for_function("window.goUnsaved === false")
        page.get_by_role("tab", name="What changed").click()
        expect(page.get_by_text("outlook.yaml, since the workbench was opened")).to_be_visible()
        expect(page.get_by_text("+# nonsense: 1")).to_be_visible()


def test_a_row_is_written_into_a_file_that_was_changed_meanwhile(
    browser: Browser, bench: Served, case: Path
) -> None:
    """What was typed in the dialog is not lost, and neither is what the other wrote."""
    file = case / "situation.yaml"
    with window(browser, bench) as win:
        page = win.go("/")
        page.get_by_role("button", name="Change hamas.cede", exact=True).click()
        page.get_by_role("textbox", name="Rests on").fill("e10")
        expect(page.get_by_role("button", name="Write it")).to_be_enabled()
        theirs = "# theirs\n" + file.read_text(encoding="utf-8")
        file.write_text(theirs, encoding="utf-8")
        page.get_by_role("button", name="Write it").click()
        alert = page.get_by_role("dialog").get_by_text("changed elsewhere meanwhile")
        expect(alert).to_be_visible()
        assert file.read_text(encoding="utf-8") == theirs
        _write(page)
        after = file.read_text(encoding="utf-8")
        assert after.startswith("# theirs\n")
        (line,) = _new_lines(theirs, after)
        assert line.endswith("because: [e10]}") and "cede" in line

        page.get_by_role("button", name="Change hamas.cede", exact=True).click()
        page.get_by_role("textbox", name="Rests on").fill("e13")
        expect(page.get_by_role("button", name="Write it")).to_be_enabled()
        theirs = after.replace("because: [e10]", "because: assumption")
        file.write_text(theirs, encoding="utf-8")
        page.get_by_role("button", name="Write it").click()
        expect(page.get_by_text("This row was changed elsewhere meanwhile")).to_be_visible()
        expect(page.get_by_role("button", name="Write it")).to_be_disabled()
        assert file.read_text(encoding="utf-8") == theirs


def test_a_ranking_is_changed_in_its_table(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "model.yaml"
    file.write_text(
        "goodoffices: 1\ntitle: Chicken\nparties:\n"
        "  a: {name: First, options: {swerve: swerve}, ranking: [2, 3, 1, 0]}  # as told\n"
        "  b: {name: Second, options: {swerve: swerve}, ranking: [1, 3, 2, 0]}\nnow: []\n",
        encoding="utf-8",
    )
    before = file.read_text(encoding="utf-8")
    with served(file) as bench, window(browser, bench) as win:
        page = win.go("/")
        page.get_by_role("button", name="Change First: ranking").click()
        ranking = page.get_by_role("textbox", name="ranking")
        ranking.fill("[2, 3, 1, 9]")
        expect(page.get_by_role("dialog").get_by_text("9").last).to_be_visible()
        expect(page.get_by_role("button", name="Write it")).to_be_disabled()
        ranking.fill("[2, 3, 0, 1]")
        _write(page)
        until(lambda: file.read_text(encoding="utf-8") == before.replace("1, 0]}  #", "0, 1]}  #"))
        expect(page.get_by_role("cell", name="[2, 3, 0, 1]")).to_be_visible()
