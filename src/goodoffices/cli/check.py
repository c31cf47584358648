"""``goodoffices check``: is the case in order, and what does it rest on?"""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.analyses.coverage import Element, coverage
from goodoffices.brief.evidence_tables import coverage_table
from goodoffices.brief.words import plural
from goodoffices.case import OUTLOOK, load_case
from goodoffices.cli import common
from goodoffices.evidence.stored import edited
from goodoffices.model.digest import digest, inputs_digest


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
    series = case.observations()
    of_series = (warning for one in series.values() for warning in one.warnings)
    of_sources = edited(case.folder / "sources", case.sources.values())
    warnings = tuple(dict.fromkeys((*case.warnings, *of_series, *of_sources)))
    common.warn(warnings)
    found = coverage(situation, case.items)
    if form == "json":
        common.print_json(
            {
                "ok": True,
                "title": situation.title,
                **({"applied": list(situation.applied)} if situation.applied else {}),
                "digest": digest(situation),
                "inputs": inputs_digest(situation),
                "parties": len(situation.parties),
                "options": len(situation.options),
                "rules": len(situation.rules),
                "n_states": None if case.space is None else len(case.space),
                "sources": len(case.sources),
                "items": len(case.items),
                **({"series": {name: len(one) for name, one in series.items()}} if series else {}),
                "warnings": [warning.as_dict() for warning in warnings],
                "coverage": found.as_dict(),
            }
        )
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
    for name, one in series.items():
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
