"""What changed in a file since the last commit of the repository that it lies in."""

from __future__ import annotations

import difflib
import subprocess
from pathlib import Path

WAIT = 5.0
"""Seconds that git may take."""


def committed(path: Path) -> str | None:
    """The file's text in the last commit; None where there is no repository, no git, or the file
    is not in it."""
    command = ["git", "-C", str(path.parent), "show", f"HEAD:./{path.name}"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=WAIT, check=False)
        return done.stdout.decode("utf-8") if done.returncode == 0 else None
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return None


def differences(before: str, after: str, context: int = 2) -> list[str]:
    """Lines that differ, with ``+``, ``-`` or a space before each, and ``@@`` between places."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=context, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++"))]
