"""What ``solve`` shows where preferences are partly unknown and no extension is chosen."""

from __future__ import annotations

from goodoffices.analyses.extensions import solve_all
from goodoffices.brief.extension_words import extension_lines
from goodoffices.case import Case
from goodoffices.cli import common
from goodoffices.modes.table import undecided


def shown(
    case: Case, names: tuple[str, ...], states: str | None, form: str, nash_is_strong: bool
) -> bool:
    """What holds under each extension; False, and nothing shown, where nothing is left open."""
    situation = case.situation
    space = case.states()
    if not undecided(situation, space):
        return False
    with common.working("solving") as progress:
        found = solve_all(situation, names, space, progress, nash_is_strong)
    if form == "json":
        common.stream_json(found.head(), "states", found.states(every=states == "all"))
        return True
    common.title(situation.title)
    common.show(extension_lines(found, every=states == "all"))
    return True
