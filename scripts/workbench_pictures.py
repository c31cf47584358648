"""Pictures of the workbench for the documents: the Cairo example in headless Chromium, 1400 wide.

python scripts/workbench_pictures.py FOLDER   # writes workbench-*.png there
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
from web import FLAGS, served  # noqa: E402


def situation(page: Page) -> None:
    page.locator("table td").first.wait_for()


def outcomes(page: Page) -> None:
    page.get_by_text("feasible situations").wait_for()
    page.locator(".go-card button").nth(1).click()
    page.locator("details").first.wait_for()
    page.wait_for_timeout(1000)  # until the mark of the click has gone


def what_if(page: Page) -> None:
    page.get_by_role("switch").first.click()
    page.get_by_role("heading", name="With ").wait_for()
    page.wait_for_timeout(500)


PICTURES = {
    "situation": ("/", situation),
    "outcomes": ("/outcomes", outcomes),
    "what-if": ("/what-if", what_if),
}
"""Name → page, and what is done there before the picture."""


def main(folder: Path) -> None:
    """All pictures."""
    with tempfile.TemporaryDirectory() as work:
        case = shutil.copytree(ROOT / "examples" / "cairo-talks", Path(work) / "cairo-talks")
        with served(case) as (address, _, _), sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=FLAGS
            )
            page = chromium.new_page(viewport={"width": 1400, "height": 860}, color_scheme="light")
            page.goto(address)
            for name, (path, prepare) in PICTURES.items():
                page.goto(address.partition("?")[0].rstrip("/") + path)
                page.wait_for_function("window.did_handshake === true")
                prepare(page)
                page.mouse.move(0, 0)
                file = folder / f"workbench-{name}.png"
                page.screenshot(path=file)
                print(f"wrote {file.name}, {file.stat().st_size // 1000} kB")
            chromium.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
