"""Text of files and reports is shown as it is written on every page; nothing in it ever runs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from workbench import Served, served, window

from goodoffices.case import load_case
from goodoffices.web.frame import PAGES

RUNS = "window.__hacked = true; alert(1)"
ODD = (
    f"<script>{RUNS}</script>",
    f'"><img src=x onerror="{RUNS}">',
    f"' onmouseover='{RUNS}' x='",
    f'x" innerHTML="<img src=x onerror={RUNS}>" y="',
    "{{7*7}} ${7*7} `x` {% raw %} <%= 7*7 %> {{constructor.constructor('alert(1)')()}}",
    f"</script></style></textarea></title><svg onload='{RUNS}'>",
    f"<iframe srcdoc='<script>parent.{RUNS}</script>'></iframe> javascript:{RUNS}",
    "<b>&lt;b&gt;</b> & &amp; \\ \u202eodd\u202c end",
)
"""Text that would act if anything took it for markup or for a template."""


def yaml(text: str) -> str:
    """A quoted scalar."""
    return "'" + text.replace("'", "''") + "'"


def write(folder: Path) -> Path:
    """A case whose every free text is odd."""
    whole = " ".join(ODD)
    (folder / "sources").mkdir(parents=True)
    report = "\n\n".join(f'North said: "{one}" and that it would stop.' for one in ODD)
    (folder / "sources" / "odd.txt").write_text(report, encoding="utf-8")
    (folder / "sources" / "sources.yaml").write_text(
        f"odd:\n  title: {yaml(whole)}\n  publisher: {yaml(ODD[1])}\n  date: 2024-01-31\n",
        encoding="utf-8",
    )
    items = []
    for at, one in enumerate(ODD, 1):
        begin = report.index(one)
        items.append(
            f"- id: e{at:02}\n  source: odd\n  span: [{begin}, {begin + len(one)}]\n"
            f"  quote: {yaml(one)}\n  kind: statement\n"
            "  speaker: {party: north}\n  status: accepted\n"
        )
    (folder / "evidence.yaml").write_text("".join(items), encoding="utf-8")
    (folder / "situation.yaml").write_text(
        f"""goodoffices: 1
title: {yaml(whole)}
parties:
  north:
    name: {yaml(ODD[1])}
    role: {yaml(ODD[2])}
    options:
      truce: {yaml("stop " + ODD[0])}
      release: {yaml("release " + ODD[3])}
    prefers:
      - {{want: south.truce, because: [e01]}}
      - {{want: not north.truce or south.truce, because: [e02, e03]}}
  south:
    name: {yaml(ODD[3])}
    options:
      truce: {yaml("stop " + ODD[4])}
    prefers: [north.release, north.truce]
  egypt:
    name: {yaml(ODD[4])}
    role: mediator
terms: {{agreed: north.truce and south.truce}}
words: {{agreed: {yaml(ODD[5])}}}
rules: ["not north.release or south.truce"]
now: []
states: {{peace: "agreed and north.release"}}
levers:
  guarantee:
    does: {yaml(ODD[6])}
    by: egypt
    raise: {{south: [south.truce]}}
types:
  north:
    soft: {{drop: south.truce, because: assumption}}
""",
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    case = write(tmp_path_factory.mktemp("odd") / "case")
    load_case(case)  # in order, so that every page has all of it
    with served(case) as found:
        yield found


def watched(page: Page) -> list[str]:
    """What a page says on its console or asks in a dialog, as it comes."""
    said: list[str] = []
    page.on("dialog", lambda one: (said.append(f"dialog {one.message}"), one.dismiss()))
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    return said


def inert(page: Page, said: list[str], where: str) -> None:
    assert page.evaluate("window.__hacked") is None, where
    assert (
        page.locator(
            "img[src=x], svg[onload], [onmouseover], iframe[srcdoc*=parent]:not([sandbox=''])"
        ).count()
        == 0
    )
    assert said == [], where


@pytest.mark.parametrize("path", list(PAGES))
def test_every_page_shows_it_literally(browser: Browser, bench: Served, path: str) -> None:
    with window(browser, bench) as win:
        said = watched(win.page)
        page = win.go(path)
        expect(page.locator("h1").first).to_be_visible()
        shown = page.locator("header").inner_text()
        assert ODD[0] in shown and "{{7*7}}" in shown and "${7*7}" in shown, path
        assert page.title().endswith(" ".join(" ".join(ODD).split())[-20:].strip()) or (
            "<script>" in page.title()
        )
        for button in page.locator(".go-page button, .go-page summary, [role=switch]").all()[:12]:
            if button.is_visible() and button.is_enabled():
                button.hover(force=True)
        if path == "/brief":
            frame = page.frame_locator("iframe")
            expect(frame.get_by_text(ODD[0]).first).to_be_visible(timeout=120_000)
        inert(page, said, path)


def test_what_follows_a_click_is_shown_literally_too(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        said = watched(win.page)
        page = win.go("/what-if")
        page.get_by_role("switch").first.click()
        expect(page.get_by_text("With guarantee")).to_be_visible()
        expect(page.get_by_text(ODD[6]).first).to_be_attached()
        for one in page.locator(".q-expansion-item [role=button]").all():
            one.click()
        expect(page.get_by_text(ODD[3]).first).to_be_visible()
        inert(page, said, "what if")
        page = win.go("/map")
        page.get_by_label("State").fill("peace")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page.locator("h2").first).to_be_visible()
        chart = page.locator(".nicegui-echart svg").first
        box = chart.bounding_box()
        assert box is not None
        for x in range(5, 100, 5):  # the drawing's own tooltips
            for y in (20, 40, 50, 60, 80):
                page.mouse.move(
                    box["x"] + box["width"] * x / 100, box["y"] + box["height"] * y / 100
                )
        inert(page, said, "map")
        page = win.go("/settlement")
        page.get_by_role("button", name="with", exact=True).first.click()
        page.get_by_role("button", name="What would it take?").click()
        expect(page.locator("h2").nth(1)).to_be_visible(timeout=120_000)
        page.get_by_label("As an expression").fill(f"agreed and {ODD[1]}")
        page.get_by_role("button", name="What would it take?").click()
        expect(page.get_by_role("alert").first).to_be_visible()
        inert(page, said, "settlement")


def test_mistakes_that_quote_it_are_shown_literally(browser: Browser, tmp_path: Path) -> None:
    case = write(tmp_path / "case")
    file = case / "situation.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{yaml(ODD[1])}: 1\n{text}rules: [{yaml(ODD[0])}]\n", encoding="utf-8")
    with served(case) as bench, window(browser, bench) as win:
        said = watched(win.page)
        for path in PAGES:
            inert(win.go(path), said, path)
    shutil.rmtree(case)
