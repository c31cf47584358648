"""What is chosen on a page stands in its address: it is there again after reloading and going back,
and an address that asks for what is not there says so."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from workbench import CAIRO, Served, ready, window

from goodoffices.analyses.trial import Trial
from goodoffices.case import load_case
from goodoffices.web.trial_address import OTHER, pairs, trial_of


def asked(page: Page, what: str) -> None:
    """Waits until the address is like this."""
    page.wait_for_function("what => new RegExp(what).test(location.href)", arg=what)


SITUATION = load_case(CAIRO).situation
BACKWARDS = tuple(reversed(range(len(SITUATION.party("hamas").preference.criteria))))


def test_an_outcome_and_its_filter_are_there_again(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.go("/outcomes")
        counted = page.get_by_text("of 640 feasible situations")
        everything = counted.inner_text()
        page.get_by_label("With").fill("joint_administration")
        page.keyboard.press("Enter")
        expect(counted).not_to_have_text(everything)
        left = counted.inner_text()
        page.get_by_role("button", name="joint administration").first.click()
        told = page.get_by_text("It is an equilibrium under").first
        expect(told).to_be_visible()
        asked(page, r"state=\d+&with=joint_administration")
        page.reload()
        expect(counted).to_have_text(left)
        expect(told).to_be_visible()
        ready(page)
        page.get_by_role("link", name="What if").first.click()
        expect(page.get_by_role("heading", name="The base case")).to_be_visible()
        page.go_back()
        expect(page.get_by_label("With")).to_have_value("joint_administration")
        expect(told).to_be_visible()


def test_a_trial_is_there_again(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.go("/what-if")
        page.get_by_role("switch", name="Turn its pressure").click()
        expect(page.get_by_role("heading", name="With pressure")).to_be_visible()
        page.get_by_role("switch", name="That there be a prisoner exchange").click()
        page.get_by_text("Hamas", exact=True).click()
        page.get_by_role("button", name="Move down").first.click()
        title = page.get_by_role(
            "heading", name="With another order for Hamas and pressure, without"
        )
        expect(title).to_be_visible()
        asked(page, r"order=")
        told = title.inner_text()
        page.reload()
        expect(page.get_by_role("heading", name=told)).to_be_visible()
        expect(page.get_by_role("switch", name="Turn its pressure")).to_be_checked()
        rule = page.get_by_role("switch", name="That there be a prisoner exchange")
        expect(rule).not_to_be_checked()
        ready(page)
        page.get_by_role("button", name="Start over").click()
        expect(page.get_by_role("heading", name="The base case")).to_be_visible()
        expect(rule).to_be_checked()
        asked(page, r"/what-if$")
        page.goto(f"{bench.base}/what-if?lever=nonsense&of=0")
        expect(page.get_by_role("alert").filter(has_text=OTHER)).to_be_visible()
        expect(page.get_by_role("heading", name="The base case")).to_be_visible()


def test_that_there_is_a_reason_can_be_seen(browser: Browser, bench: Served) -> None:
    """What is gained opens and tells why, and a sign before it says so."""
    with window(browser, bench) as win:
        page = win.go("/what-if")
        page.get_by_role("switch", name="Turn its pressure").click()
        gained = page.locator("summary").first
        expect(gained).to_be_visible()
        expect(gained).to_have_css("display", "list-item")
        gained.click()
        expect(page.get_by_text("Before: Israel would leave").first).to_be_visible()


def test_a_page_that_is_not_there_leads_back(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.page
        page.goto(f"{bench.base}/no<b>such")
        expect(page.get_by_text("There is no page /no<b>such.")).to_be_visible()
        page.get_by_role("link", name="Settlement").click()
        expect(page.get_by_role("heading", name="Settlement")).to_be_visible()


def test_the_middle_of_the_map_is_there_again(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.go("/map")
        page.get_by_label("State").fill("deadlock")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page.get_by_text("Israel stays")).to_be_visible()
        page.get_by_label("Around it").click()
        page.get_by_role("option", name="one step").click()
        asked(page, r"state=\d+&around=1")
        page.reload()
        expect(page.get_by_text("Israel stays")).to_be_visible()
        expect(page.get_by_label("Around it")).to_have_value("one step")


def test_the_tab_of_evidence_is_there_again(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.go("/evidence")
        page.get_by_role("tab", name="Coverage").click()
        asked(page, "tab=coverage$")
        page.reload()
        chosen = page.get_by_role("tab", selected=True)
        expect(chosen).to_have_text("Coverage")
        expect(page.get_by_role("tabpanel").locator("table").first).to_be_visible()
        ready(page)
        page.get_by_role("tab", name="Review").click()
        asked(page, "/evidence$")
        win.go("/evidence?tab=nonsense")
        expect(chosen).to_have_text("Review")


def test_kinds_and_the_chosen_relation_of_the_actors_are_there_again(
    browser: Browser, bench: Served
) -> None:
    with window(browser, bench) as win:
        page = win.go("/actors")
        counted = page.get_by_text("relations shown.")
        first = counted.inner_text()
        page.get_by_role("checkbox", name="depends on (18)").click()
        expect(counted).not_to_have_text(first)
        shown = counted.inner_text()
        page.get_by_role("button", name="Fatah depends on Egypt").click()
        asked(page, "kind=depends-on.*relation=depends-on")
        page.reload()
        panel = page.get_by_role("region", name="What is chosen")
        expect(panel.get_by_role("heading", name="Fatah depends on Egypt")).to_be_visible()
        # How many there are is the business of test_web_actors; here, that they are as before.
        expect(counted).to_have_text(shown)
        ready(page)
        page.get_by_role("button", name="None", exact=True).click()
        asked(page, "kind=none")
        page.reload()
        expect(counted).to_contain_text("; 0 of ")
        win.go("/actors?actor=egypt&kind=nonsense")
        expect(panel.get_by_role("heading", name="Egypt", exact=True)).to_be_visible()
        win.go("/actors?actor=nobody&relation=x")
        expect(panel.get_by_text("Click an actor or a line")).to_be_visible()


def test_what_is_asked_of_the_outlook_is_there_again(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.go("/outlook")
        page.get_by_role("slider", name="exchange talks").locator("[tabindex]").focus()
        page.keyboard.press("ArrowRight")
        moved = page.get_by_text("exchange talks: 0.209, of 0.01 to 0.4")
        expect(moved).to_be_visible()
        page.get_by_label("How many runs").click()
        page.get_by_role("option", name="200 × 500 runs").click()
        page.get_by_role("checkbox", name="Let probabilities").click()
        page.get_by_label("It starts from").click()
        page.get_by_role("option", name="where the talks would end").click()
        asked(page, "start=evolution&runs=200x500&assume=1&set=exchange_talks%3D51$")
        page.reload()
        expect(moved).to_be_visible()
        expect(page.get_by_label("How many runs")).to_have_value("200 × 500 runs")
        expect(page.get_by_label("It starts from")).to_have_value(re.compile("would end"))
        expect(page.get_by_role("checkbox", name="Let probabilities")).to_be_checked()
        win.go("/outlook?start=x&runs=1&set=exchange_talks%3D999&set=y&assume=no")
        expect(page.get_by_label("How many runs")).to_have_value(re.compile("quick"))
        expect(page.get_by_role("checkbox", name="Let probabilities")).not_to_be_checked()


def test_a_trial_is_read_as_it_was_written() -> None:
    trial = (
        Trial(levers=("pressure", "guarantee"))
        .with_rule(1, False)
        .with_order(SITUATION, "hamas", BACKWARDS)
        .with_behaviour(SITUATION, "egypt", "gmr")
        .with_type("israel", next(one.id for one in SITUATION.types if one.party == "israel"))
    )
    said = pairs(trial, SITUATION)
    assert trial_of(said, SITUATION) == (trial, "")
    assert pairs(Trial(), SITUATION) == []
    assert trial_of(said[:-1], SITUATION) == (Trial(), OTHER)
    assert trial_of([("state", "4")], SITUATION) == (Trial(), "")


@pytest.mark.parametrize(
    "name, value",
    [
        ("lever", "nonsense"),
        ("off", "99"),
        ("off", "x"),
        ("type", "israel"),
        ("type", "israel=x"),
        ("order", "hamas=0,0"),
        ("order", "nobody=1,0"),
        ("behaves", "egypt=x"),
    ],
)
def test_what_is_not_understood_is_not_tried(name: str, value: str) -> None:
    of = pairs(Trial(levers=("pressure",)), SITUATION)[-1]
    trial, why = trial_of([("lever", "pressure"), (name, value), of], SITUATION)
    assert trial == Trial() and why
