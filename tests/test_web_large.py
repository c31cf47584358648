"""Models of a hundred thousand states and more: every page opens, says what it leaves out, and what
takes time has a bar and a button that stops it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from workbench import Served, ready, served, until, window

from goodoffices.progress import Progress, silent
from goodoffices.web.work import Stopped, _done_or_stopped

LONG = 120_000


def write(file: Path, parties: int, options: int) -> Path:
    """Free options only: two to the power of all of them are the states."""
    lines = ["goodoffices: 1", "title: Large", "parties:"]
    for at in range(parties):
        lines += [f"  p{at}:", f"    name: Party {at}", "    options:"]
        lines += [f"      o{number}: do {at}.{number}" for number in range(options)]
        lines.append("    prefers:")
        other = (at + 1) % parties
        for number in range(options):
            lines.append(f"      - p{other}.o{number}")
            lines.append(f"      - not p{at}.o{number} or p{other}.o{number}")
    lines += ["now: []", "levers:", "  push:", "    does: push", "    raise: {p0: [p0.o0]}"]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Served]:
    with served(write(tmp_path / "large.yaml", 6, 3)) as found:
        yield found


def test_every_page_opens_and_says_what_it_leaves_out(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.go("/map")
        expect(page.get_by_text("states left out")).to_be_visible(timeout=LONG)
        page = win.go("/outcomes")
        expect(page.get_by_text("of 262,144 feasible situations")).to_be_visible(timeout=LONG)
        page = win.go("/what-if")
        page.get_by_role("switch", name="Push").click()
        expect(page.get_by_role("heading", name="With push")).to_be_visible(timeout=LONG)
        expect(page.locator(".go-card[aria-live] table").first).to_be_visible()
        page = win.go("/")
        expect(page.get_by_role("heading", name="Situation", exact=True)).to_be_visible()
        page = win.go("/settlement")
        expect(page.get_by_role("button", name="What would it take?")).to_be_visible()


def test_the_brief_of_very_many_outcomes_is_shown(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.go("/brief")
        expect(page.get_by_text("words. To write it into files")).to_be_visible(timeout=LONG)


def test_work_that_does_not_look_up_is_left_alone_when_stopped() -> None:
    """The page is free soon after the button, while the work goes on in its thread."""
    stop, free, ended = threading.Event(), threading.Event(), threading.Event()

    def work(_: Progress) -> str:
        free.wait()
        ended.set()
        return "too late"

    async def stopped() -> None:
        asyncio.get_running_loop().call_later(0.1, stop.set)
        with pytest.raises(Stopped):
            await _done_or_stopped(work, silent, stop)
        assert not ended.is_set()
        free.set()

    with ThreadPoolExecutor(1) as aside:  # in this thread the browser's loop runs
        aside.submit(lambda: asyncio.run(stopped())).result(60)
    assert ended.wait(30)


def test_solving_is_stopped_by_a_button_and_the_page_can_be_asked_again(
    browser: Browser, tmp_path: Path
) -> None:
    file = write(tmp_path / "larger.yaml", 7, 3)  # two million states, some seconds
    with served(file) as bench, window(browser, bench) as win:
        page = win.page
        page.goto(f"{bench.base}/outcomes")
        expect(page.get_by_role("progressbar")).to_be_visible(timeout=LONG)
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_text("Stopped; nothing was changed.")).to_be_visible(timeout=LONG)
        page.goto(f"{bench.base}/outcomes")
        expect(page.get_by_text("of 2,097,152 feasible")).to_be_visible(timeout=LONG)


def test_trials_that_come_quickly_show_the_last(browser: Browser, bench: Served) -> None:
    with window(browser, bench) as win:
        page = win.go("/what-if")
        switch = page.get_by_role("switch", name="Push")
        expect(switch).to_be_visible(timeout=LONG)
        for _ in range(4):
            switch.click()
        # A click may come while the one before is answered, and count for nothing: what the switch
        # shows is what is tried.
        ready(page)
        shown = {True: "With push", False: "The base case"}

        def agreed() -> bool:
            told = page.get_by_role("heading", name=shown[switch.is_checked()])
            return told.is_visible() and page.get_by_role("progressbar").count() == 0

        until(agreed, LONG / 1000)
        on = switch.is_checked()
        switch.click()
        expect(page.get_by_role("heading", name=shown[not on])).to_be_visible(timeout=LONG)
