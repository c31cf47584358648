"""The examples that come with the package."""

from __future__ import annotations

from pathlib import Path

from goodoffices.errors import RequestError


def example(name: str) -> Path:
    """The folder of an example: inside the installed package, or beside a source checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / "examples" / name, here.parents[1] / "examples" / name):
        if (folder / "situation.yaml").is_file():
            return folder
    raise RequestError(f'the example "{name}" is not installed; reinstall the package')
