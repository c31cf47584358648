"""What tests of the workbench share: a browser, and the Cairo case served, one a module.

Not one a run: while a browser is driven an event loop runs, and other tests begin their own.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from workbench import ROOT, Served, chromium, served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The Cairo case, only read; a module that needs another has a fixture of this name."""
    cairo = ROOT / "examples" / "cairo-talks"
    case = shutil.copytree(cairo, tmp_path_factory.mktemp("web") / "case")
    with served(Path(case)) as found:
        yield found
