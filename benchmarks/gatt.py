"""The GATT scale model, read from beside the project; not part of it.

138,240 feasible states, six parties, twenty options. Where the file is absent, what uses it says so
and skips.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from goodoffices.formats.native import from_data
from goodoffices.formats.native_write import dumps
from goodoffices.model.situation import Situation

FILE = Path(__file__).parents[2] / "shared" / "cases" / "gatt_trade_scale_benchmark.yaml"


def gatt() -> Situation | None:
    """The model as a situation, or None where the file is not there."""
    if not FILE.is_file():
        return None
    return from_data(_data(YAML(typ="safe").load(FILE.read_text(encoding="utf-8")))).situation


def large() -> str | None:
    """The model as the text of a situation file, or None where it is not there."""
    if not FILE.is_file():
        return None
    return dumps(_data(YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))))


def _data(case: dict[str, Any]) -> dict[str, Any]:
    names: dict[str, str] = {}
    parties: dict[str, Any] = {}
    for at, one in enumerate(case["dms"]):
        options = {}
        for number, title in enumerate(one["options"]):
            options[f"o{number}"] = title
            names[title] = f"p{at}.o{number}"
        wants = case["preference_statements_most_important_first"][one["name"]]
        parties[f"p{at}"] = {"name": one["name"], "options": options, "prefers": wants}
    for party in parties.values():
        party["prefers"] = [_pattern(one, names) for one in party["prefers"]]
    rules = [f"not ({_pattern(one, names)})" for one in case["infeasible"]]
    return {"goodoffices": 1, "title": case["title"], "parties": parties, "rules": rules}


def _pattern(one: Any, names: dict[str, str]) -> str:
    """A mapping option → Y or N: all of them; ``any_of`` a list of such: one of them."""
    if "any_of" in one:
        return " or ".join(f"({_pattern(part, names)})" for part in one["any_of"])
    literals = (
        names[title] if value == "Y" else f"not {names[title]}" for title, value in one.items()
    )
    return " and ".join(literals)
