"""How fast the workbench opens and answers, in a real browser, beside the fixed NumPy loop.

python benchmarks/web.py         # about a minute; needs playwright and Debian's chromium

1. From the start of the process to the address in the terminal.
2. From asking for the address to the first page painted: its heading is there, a frame was drawn.
3. What if: from the click on a lever to the table of what it changes painted.
4. The memory of the process after that.
5. The 138,240-state model beside the project, where it is there: each page until it is there, and
   What if without a rule.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gatt import FILE, large
from measure import machine, yardstick
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
BENCH264 = ROOT / "benchmarks" / "cases" / "bench264.yaml"
RUNS = 5
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]
PAINTED = """
(selector) => new Promise(done => {
  const look = () => {
    if (document.querySelector(selector))
      requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0));
    else requestAnimationFrame(look);
  };
  look();
})
"""
LEVER = """
() => new Promise(done => {
  const answer = document.querySelector('.go-card[aria-live]');
  const start = performance.now();
  new MutationObserver((_, seen) => {
    if (!answer.querySelector('table td')) return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start), 0));
  }).observe(answer, { childList: true, subtree: true });
  document.querySelector('[role=switch]').click();
})
"""
PAGES = {
    "/": "table td",
    "/actors": ".nicegui-echart svg",
    "/outcomes": "text=feasible situations",
    "/map": ".nicegui-echart svg",
    "/what-if": ".go-card[aria-live] h2",
    "/evidence": "h1",
    "/settlement": "text=What would it take?",
    "/outlook": "h1",
    "/brief": "iframe",
}
"""Page → what is there when its work is done."""


@contextmanager
def served(path: Path) -> Iterator[tuple[str, int, float]]:
    """A workbench: its address with the secret, its process, and seconds until it told them."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "goodoffices", "serve", str(path), "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found is not None
        yield found[0], process.pid, time.perf_counter() - start
    finally:
        process.terminate()
        process.wait(60)


def memory(pid: int) -> float:
    """Megabytes that a process holds (Linux)."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(text.partition("VmRSS:")[2].split()[0]) / 1024


def opened(browser: Browser, address: str) -> tuple[Page, float]:
    """A fresh window at the first page, and milliseconds until that was painted."""
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.evaluate(PAINTED, "h1")
    return page, 1000 * (time.perf_counter() - start)


def told(name: str, values: list[float], unit: str, goal: str = "") -> None:
    """One row: the median and the range."""
    middle = statistics.median(values)
    print(f"{name:44} {middle:8.0f} {unit} ({min(values):.0f} to {max(values):.0f}){goal}")


def quick(browser: Browser) -> None:
    """Steps 1 to 4."""
    starts, paints, levers, held = [], [], [], []
    for _ in range(RUNS):
        with served(BENCH264) as (address, pid, seconds):
            starts.append(1000 * seconds)
            page, painted = opened(browser, address)
            paints.append(painted)
            page.goto(f"{address.partition('?')[0]}what-if")
            page.wait_for_function("window.did_handshake === true")
            page.wait_for_selector("[role=switch]")
            levers.append(page.evaluate(LEVER))
            held.append(memory(pid))
            page.context.close()
    told("process started to address printed", starts, "ms")
    told("address to first page painted", paints, "ms", ", goal 2,000")
    told("lever changed to table painted", levers, "ms", ", goal 300")
    told("memory of the process", held, "MB")


def slow(browser: Browser) -> None:
    """Step 5."""
    text = large()
    if text is None:
        print(f"large model: skipped, {FILE.name} is not beside the project")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.yaml"
        path.write_text(text, encoding="utf-8")
        with served(path) as (address, pid, _):
            page, painted = opened(browser, address)
            told("138,240 states: first page painted", [painted], "ms")
            for at, sign in PAGES.items():
                start = time.perf_counter()
                page.goto(address.partition("?")[0].rstrip("/") + at)
                page.wait_for_selector(sign, state="attached", timeout=600_000)
                told(f"138,240 states: {at}", [1000 * (time.perf_counter() - start)], "ms")
            page.goto(address.partition("?")[0] + "what-if")
            page.wait_for_function("window.did_handshake === true")
            start = time.perf_counter()
            page.get_by_role("switch").nth(1).click()
            page.wait_for_selector(".go-card[aria-live] table", timeout=600_000)
            told("138,240 states: without a rule", [1000 * (time.perf_counter() - start)], "ms")
            told("138,240 states: memory", [memory(pid)], "MB")


def main() -> None:
    """All rows."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    print(f"{machine()}; the fixed NumPy loop {yardstick():.2f} s before")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        quick(browser)
        slow(browser)
        browser.close()
    print(f"the fixed NumPy loop {yardstick():.2f} s after")


if __name__ == "__main__":
    main()
