"""Drawings can be read, light and dark, wide and narrow: contrast measured in the browser on what
is drawn; and how much of the map is shown at first, and how to see the rest."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from workbench import ROOT, SIZES, Served, served, window

BENCH = ROOT / "benchmarks" / "cases" / "bench264.yaml"
TEXT, SHAPE, LIGHT = 4.5, 3.0, 1.5
"""Least contrast of words, of what matters, and of lines that are lighter on purpose."""
STRONG = 1.9
"""Pixels of the lines that matter, or more."""
MEASURE = """chart => {
  const parse = said => (said.match(/[\\d.]+/g) ?? []).map(Number);
  const channel = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  const paper = parse(getComputedStyle(chart).backgroundColor);
  const contrast = (said, opacity) => {
    const c = parse(said).slice(0, 3).map((v, i) => v * opacity + paper[i] * (1 - opacity));
    const [a, b] = [light(c), light(paper)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const found = {paper, words: [], lines: [], shapes: []};
  for (const one of chart.querySelectorAll('svg text')) {
    const style = getComputedStyle(one);
    found.words.push([one.textContent, contrast(style.fill, Number(style.fillOpacity))]);
  }
  for (const one of chart.querySelectorAll('svg path')) {
    const style = getComputedStyle(one), to = one.getScreenCTM();
    const wide = parseFloat(style.strokeWidth) * Math.sqrt(Math.abs(to.a * to.d - to.b * to.c));
    if (one.closest('defs') || style.fillOpacity === '0') continue;  // nothing to see
    if (style.fill !== 'none' && style.fill !== 'rgba(0, 0, 0, 0)')
      found.shapes.push(contrast(style.fill, Number(style.fillOpacity)));
    else if (style.stroke !== 'none')
      found.lines.push([wide, contrast(style.stroke, Number(style.strokeOpacity)),
                        style.stroke, style.strokeDasharray]);
  }
  return found;
}"""
SORTS = ["where things stand", "would hold", "would not hold"]


def measured(page: Page, words: int) -> dict[str, Any]:
    """Contrasts of the drawing on a page, once it has so many words or more."""
    chart: Locator = page.locator(".nicegui-echart")
    page.wait_for_function(
        "n => document.querySelectorAll('.nicegui-echart svg text').length >= n", arg=words
    )
    found: dict[str, Any] = chart.evaluate(MEASURE)
    return found


def legible(found: dict[str, Any], light: float) -> None:
    assert found["lines"] and found["shapes"]
    assert [one for one in found["words"] if one[1] < TEXT] == []
    assert [one for one in found["shapes"] if one < light] == []  # arrows are as their lines
    assert [one for one in found["lines"] if one[0] >= STRONG and one[1] < SHAPE] == []
    assert [one for one in found["lines"] if one[1] < light] == []


@pytest.fixture(scope="module")
def small() -> Any:
    with served(BENCH) as found:
        yield found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_map_of_264_states_is_legible(
    browser: Browser, small: Served, size: str, dark: bool
) -> None:
    with window(browser, small, size, dark) as win:
        page = win.go("/map?state=508&around=0")
        expect(page.get_by_text("264 states and 1,032 improvements shown.")).to_be_visible()
        found = measured(page, 6)
        legible(found, LIGHT)
        assert (max(found["paper"][:3]) < 80) == dark
        assert sum(1 for one in found["lines"] if one[0] > 3.9) == 3, "the path has three moves"
        strong = {tuple(one[2:]) for one in found["lines"] if STRONG <= one[0] < 3}
        assert len({one[0] for one in strong}) == len({one[1] for one in strong}) == 6


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_map_of_the_talks_is_legible(browser: Browser, bench: Served, dark: bool) -> None:
    with window(browser, bench, "wide", dark) as win:
        page = win.go("/map")
        expect(page.get_by_text("104 states and 426 improvements shown")).to_be_visible()
        legible(measured(page, 5), LIGHT)
        page.get_by_label("State").fill("5762")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page.locator("h2").first).to_be_visible()
        legible(measured(page, 5), LIGHT)


def test_a_narrow_page_begins_with_what_is_nearest(browser: Browser, small: Served) -> None:
    with window(browser, small, "narrow") as win:
        page = win.go("/map")
        expect(page.get_by_text("choose “every state” under “Around it”")).to_be_visible()
        expect(page.get_by_text("seven states and six improvements shown; 257")).to_be_visible()
        names = {one[0] for one in measured(page, 7)["words"]}
        assert {"448", "452", *SORTS} <= names
        page.get_by_label("Around it").click()
        page.get_by_role("option", name="every state").click()
        expect(page.get_by_text("264 states and 1,032 improvements shown.")).to_be_visible()
        page.wait_for_function("location.search === '?around=0'")
        page.reload()
        expect(page.get_by_text("264 states and 1,032 improvements shown.")).to_be_visible()


def test_a_state_that_is_not_there_is_told_on_a_narrow_page_too(
    browser: Browser, small: Served
) -> None:
    with window(browser, small, "narrow") as win:
        page = win.go("/map?state=nonsense")
        expect(page.get_by_text("one step", exact=True)).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="nonsense")).to_be_visible()


def test_a_model_of_few_states_is_reduced_on_a_wide_page_too(
    browser: Browser, small: Served
) -> None:
    with window(browser, small) as win:
        page = win.go("/map?state=252")
        expect(page.get_by_text("264 states and 1,032 improvements shown.")).to_be_visible()
        page.get_by_label("Around it").click()
        page.get_by_role("option", name="one step").click()
        expect(page.get_by_text("To see all, choose")).to_be_visible()
        expect(page.get_by_text("264 states")).to_have_count(0)


def test_the_drawing_turns_dark_with_the_page(browser: Browser, small: Served) -> None:
    with window(browser, small) as win:
        page = win.go("/map")
        before = measured(page, 6)
        page.get_by_role("button", name="Light or dark").click()
        page.wait_for_function("document.body.classList.contains('body--dark')")
        after = measured(page, 6)
        assert before["paper"] != after["paper"]
        assert {one[2] for one in before["lines"]}.isdisjoint(one[2] for one in after["lines"])


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_picture_of_the_actors_is_legible(
    browser: Browser, bench: Served, size: str, dark: bool
) -> None:
    with window(browser, bench, size, dark) as win:
        page = win.go("/actors")
        found = measured(page, 10)
        assert (max(found["paper"][:3]) < 80) == dark
        legible(found, SHAPE)
        sample = page.locator("main svg line, .go-page svg line").first
        assert sample.evaluate("e => getComputedStyle(e).stroke") in {
            one[2] for one in found["lines"]
        }
