"""``goodoffices check``: is the case in order, and what does it rest on?"""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.analyses.coverage import Element, coverage
from goodoffices.brief.check_data import check_data, warnings_of
from goodoffices.brief.evidence_tables import coverage_table
from goodoffices.brief.words import plural
from goodoffices.case import OUTLOOK, load_case
from goodoffices.cli import common
from goodoffices.model.digest import digest


@click.command("check")
@common.case_argument
@common.change_options
@common.format_option
def command(path: Path, levers: tuple[str, ...], types: tuple[str, ...], form: str) -> None:
    """Read a case and report mistakes (exit status 2), oddities, and what rests on nothing.

    With --with, --type and --extension the changed model is checked.
    """
    chosen = common.type_choices(types)
    case = load_case(path).changed(chosen, levers, common.extension()).checked()
    situation = case.situation
    warnings = warnings_of(case)
    common.warn(warnings)
    found = coverage(situation, case.items)
    if form == "json":
        common.print_json(check_data(case, found, warnings))
        return
    states = "not counted" if case.space is None else f"{len(case.space):,}"
    common.title(situation.title)
    if situation.applied:
        common.say(f"With {', '.join(situation.applied)}.")
    common.say(
        f"In order: {plural(len(situation.parties), 'party', 'parties')}, "
        f"{plural(len(situation.options), 'option')}, {plural(len(situation.rules), 'rule')}, "
        f"{states} feasible situations; {plural(len(case.sources), 'source')}, "
        f"{plural(len(case.items), 'evidence item')}; {plural(len(warnings), 'warning')}."
    )
    for name, one in case.observations().items():
        days = plural(len(one) - one.missing, "observation")
        common.say(f"{name}: {days} of “{one.name}”, {one.first} to {one.last}.")
    common.print_table(coverage_table(found))
    for heading, elements in (
        ("Resting on an assumption:", found.on_assumption),
        ("Resting on nothing:", found.on_nothing),
    ):
        if elements:
            common.say(heading)
            for element in elements:
                common.say(f"  {_element(element)}")
    common.say(f"digest {digest(situation)}")


def _element(element: Element) -> str:
    beside = Path(element.place.file or "").name == OUTLOOK
    file = f"{OUTLOOK} " if beside else ""
    line = f"{file}line {element.place.line}: " if element.place.line else ""
    party = f"{element.party}: " if element.kind == "preference" else ""
    return f"{line}{element.kind} {party}{element.name}"
