"""A real workbench for tests: the server as its own process, and Chromium without a way out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, TimeoutError, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]
ROOT = Path(__file__).parents[1]
CAIRO = ROOT / "examples" / "cairo-talks"
WAIT = 60.0
expect.set_options(timeout=WAIT * 1000)
SIZES = {"wide": (1400, 900), "narrow": (390, 844)}
EVERY = [(dark, size) for dark in (False, True) for size in SIZES]
LOOKS = EVERY if os.environ.get("GOODOFFICES_THOROUGH") else [(False, "wide"), (True, "narrow")]
"""(dark, size) in which what opens within a page is looked at; whole pages in every one."""


@dataclass
class Served:
    """A running workbench. ``address``: with the secret; ``base``: without."""

    process: subprocess.Popen[str]
    address: str

    @property
    def base(self) -> str:
        return self.address.split("?")[0].rstrip("/")

    @property
    def secret(self) -> str:
        return self.address.partition("key=")[2]


@contextmanager
def served(path: Path, *options: str, **environment: str) -> Iterator[Served]:
    """The workbench for a case on a free port."""
    command = [sys.executable, "-u", "-m", "goodoffices", "serve", str(path), "--port", "0"]
    process = subprocess.Popen(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | environment,
        cwd=path.parent,
    )
    try:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            found = re.search(r"http://\S+", line)
            if found:
                yield Served(process, found[0])
                break
        else:
            raise AssertionError(f"the workbench did not start:\n{said}")
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Headless Chromium that resolves no host but this machine."""
    if not CHROMIUM:
        pytest.skip("Chromium is not installed (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Window:
    """A page and what it asked for outside the workbench, and what went wrong in it."""

    page: Page
    base: str
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Opens a page of the workbench and waits until it answers to clicks."""
        self.page.goto(self.base + path)
        ready(self.page)
        return self.page


def ready(page: Page) -> None:
    """Waits until the page is connected to the server, and quiet if it comes to that."""
    page.wait_for_function(
        "window.socket && window.socket.connected && !!document.querySelector('.go-page')"
    )
    with suppress(TimeoutError):  # a load cut off by another is sometimes counted for ever
        page.wait_for_load_state("networkidle", timeout=3000)


@contextmanager
def window(
    browser: Browser, served: Served, size: str = "wide", dark: bool = False
) -> Iterator[Window]:
    """A window of its own, let in with the secret; it fails if the page asked anybody else."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
    )
    context.set_default_timeout(WAIT * 1000)
    made = Window(context.new_page(), served.base)
    made.page.on(
        "request",
        lambda asked: (
            made.outside.append(asked.url)
            if not asked.url.startswith((served.base, "data:", "blob:"))
            else None
        ),
    )
    made.page.on("pageerror", lambda error: made.errors.append(str(error)))
    made.page.goto(served.address)
    try:
        yield made
        assert made.outside == []
        assert made.errors == []
    finally:
        context.close()


def serious(page: Page, within: str = "html") -> list[tuple[str, str, str]]:
    """What keeps somebody from using the page, or a part of it: rule, element, why."""
    return [
        (one["id"], one["nodes"][0]["html"], one["nodes"][0].get("failureSummary", ""))
        for one in Axe().run(page, within).response["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def until(true: object, seconds: float = WAIT) -> None:
    """Waits until a function without arguments gives something true."""
    end = time.monotonic() + seconds
    assert callable(true)
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


def many_states() -> str:
    """A situation of 138,240 feasible states: six parties, twenty options."""
    free = [f"o{at}" for at in range(10)]
    groups = [["g0", "g1"], ["h0", "h1"], ["k0", "k1"], ["m0", "m1", "m2", "m3"]]
    options = {f"p{at % 6}": [] for at in range(6)}  # type: dict[str, list[str]]
    names = {}
    for at, one in enumerate([*free, *(name for group in groups for name in group)]):
        options[f"p{at % 6}"].append(one)
        names[one] = f"p{at % 6}.{one}"
    lines = ["goodoffices: 1", "title: Many states", "parties:"]
    for party, own in options.items():
        wants = ", ".join(f"{'not ' if n % 2 else ''}{names[one]}" for n, one in enumerate(own))
        other = names[options[f"p{(int(party[1]) + 1) % 6}"][0]]
        lines += [f"  {party}:", f"    options: {{{', '.join(f'{one}: do {one}' for one in own)}}}"]
        lines += [f"    prefers: [{other}, {wants}]"]
    lines.append("rules:")
    for group in groups:
        pairs = [(a, b) for n, a in enumerate(group) for b in group[n + 1 :]]
        lines += [f"  - not ({names[a]} and {names[b]})" for a, b in pairs]
    lines += [f"now: [{names['o0']}]", f"terms: {{first: {names['o0']}, second: {names['g0']}}}"]
    return "\n".join(lines) + "\n"
