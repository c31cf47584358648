"""Comparing the program with the oracle, state by state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goodoffices.analyses.solution import solve
from goodoffices.model.situation import Situation
from goodoffices.stability.concepts import STANDARD
from goodoffices.states import StateSpace

KEYS = ("id", "yes", "ranks", "stable", "equilibrium", "reachable", "dominated")


def assert_agrees(
    situation: Situation,
    expected: dict[str, Any],
    space: StateSpace | None = None,
    concepts: Sequence[str] = STANDARD,
) -> None:
    """Every state of ``expected`` (the oracle's answer) equals the program's, key by key."""
    found: dict[str, Any] = solve(situation, concepts, space).as_dict(every=True)
    for key in ("parties", "options", "behaviour", "n_states"):
        assert found[key] == expected[key], key
    for mine, theirs in zip(found["states"], expected["states"], strict=True):
        for key in KEYS:
            assert mine.get(key, "absent") == theirs.get(key, "absent"), (key, mine, theirs)
