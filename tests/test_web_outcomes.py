"""The page Outcomes in a real browser: cards, reasons move by move, sources, links, many states."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from workbench import ROOT, Served, many_states, served, window

from goodoffices.analyses.explanation import state_reasons
from goodoffices.analyses.solution import solve
from goodoffices.brief.apart import apart
from goodoffices.brief.move_reasons import MOST, MoveReasons
from goodoffices.brief.words import Words
from goodoffices.case import load_case

CAIRO = ROOT / "examples" / "cairo-talks"
BENCH = ROOT / "benchmarks" / "cases" / "bench264.yaml"
SLOW = 120_000


@pytest.mark.parametrize("path", [CAIRO, BENCH], ids=["cairo", "bench264"])
def test_every_move_is_told_with_what_follows(path: Path) -> None:
    case = load_case(path)
    solution = solve(case.situation)
    told_of = MoveReasons(solution)
    known = {"assumption", *(item.id for item in case.items)}
    answered = 0
    for at in range(0, len(solution.space), 9):
        for reason in state_reasons(solution, at).reasons:
            told = told_of.of_party(reason)
            count = len(solution.moves.targets(reason.party, at))
            assert len(told.moves) + told.left == count
            assert len(told.moves) <= MOST
            for move, answer in zip(told.moves, reason.answers, strict=False):
                said = " ".join(one.text for one in move.then)
                assert "would gain" in said
                assert ("Then" in said) == bool(answer.steps)
                answered += bool(answer.steps)
                for step in answer.steps:
                    assert told_of.parties[step.by].name in said
            for move in told.moves[len(reason.answers) :]:
                assert "would gain" not in " ".join(one.text for one in move.then)
            if case.items:
                cited = {i for m in told.moves for one in (m.could, *m.then) for i in one.because}
                assert cited <= known
    assert answered


def test_a_reason_opens_its_quotation(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.go("/outcomes?state=deadlock")
        page.locator("summary", has_text="Israel stays").click()
        expect(page.get_by_text("Israel could accept a ceasefire.", exact=True)).to_be_visible()
        expect(page.get_by_text("assumption", exact=True).first).to_be_visible()
        page.wait_for_function("document.getAnimations().length === 0")
        serious = [
            (one["id"], [node["failureSummary"] for node in one["nodes"]])
            for one in Axe().run(page).response["violations"]
            if one["impact"] in ("serious", "critical")
        ]
        assert serious == []
        page.get_by_role("button", name="Quotation e12").first.click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("lack of political will")
        expect(dialog).to_contain_text("e12: Hamas leaders, in Report on the Cairo talks")
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)


def test_a_card_leads_to_the_map(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.go("/outcomes")
        expect(page.get_by_role("heading", name="Holds under Nash")).to_be_visible()
        link = page.get_by_role("link", name="On the map").first
        number = (link.get_attribute("href") or "").partition("state=")[2]
        link.click()
        expect(page.get_by_label("State")).to_have_value(number)
        expect(page.get_by_text("Israel stays")).to_be_visible()


def test_many_states_are_shown_some_at_a_time(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "many.yaml"
    file.write_text(many_states(), encoding="utf-8")
    with served(file) as bench, window(browser, bench) as win:
        page = win.go("/outcomes")
        expect(page.get_by_text("of 138,240 feasible situations")).to_be_visible(timeout=SLOW)
        expect(page.get_by_text("it is not worked out which")).to_be_visible()
        expect(page.locator(".q-card")).to_have_count(24)
        page.get_by_role("button", name="Further").click()
        expect(page.get_by_text("25 to 48 of")).to_be_visible()
        page.locator(".q-card button").first.click()
        expect(page.get_by_text("It is an equilibrium under")).to_be_visible(timeout=SLOW)
        page.get_by_label("With").fill("first and second")
        page.keyboard.press("Enter")
        expect(page.get_by_text("25 to 48 of")).to_have_count(0)


def test_the_chosen_card_is_marked_and_cards_of_one_title_differ(
    browser: Browser, bench: Served
) -> None:
    with window(browser, bench) as win:
        page = win.go("/outcomes")
        cards = page.locator(".go-card button[aria-pressed]")
        expect(cards).to_have_count(10)
        names = cards.all_inner_texts()
        assert len(set(names)) == 10 and len({one.split("\n")[0] for one in names}) < 10
        first = page.get_by_role("button", name="Without Israel: release prisoners").first
        with_it = page.get_by_role("button", name="With Israel: release prisoners").first
        first.click()
        expect(page.get_by_role("button", pressed=True)).to_have_count(1)
        expect(first).to_have_attribute("aria-pressed", "true")
        with_it.press("Enter")
        expect(first).to_have_attribute("aria-pressed", "false")
        expect(with_it).to_have_attribute("aria-pressed", "true")
        marked = page.locator(".go-chosen")
        expect(marked).to_have_count(1)
        expect(marked).to_have_css("border-left-width", "6px")
        expect(page.locator("h2 + *", has_text="With Israel: release prisoners")).to_be_visible()
        page.reload()
        expect(with_it).to_have_attribute("aria-pressed", "true")


def test_states_of_one_title_are_told_apart() -> None:
    for path in (CAIRO, BENCH):
        solution = solve(load_case(path).situation)
        words, space = Words(solution.situation), solution.space
        same = dict.fromkeys(range(len(space)), "the same")
        told = apart(words, space, same)
        short = [one for one in told.values() if "state" not in one]
        assert all(told.values()) and len(set(short)) == len(short)
        assert set(apart(words, space, {0: "a", 1: "b"}).values()) == {""}
        assert len(set(told.values())) == len(space)
