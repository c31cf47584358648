"""``goodoffices claims``: what the reports say, against the model."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.analyses.claims import CONTRADICTED, check_claims
from goodoffices.brief.check_data import claims_data
from goodoffices.brief.evidence_tables import claims_table
from goodoffices.cli import common


@click.command("claims")
@common.case_argument
@click.option("--strict", is_flag=True, help="exit with status 1 if a claim is contradicted")
@common.change_options
@common.format_option
def command(
    path: Path, strict: bool, levers: tuple[str, ...], types: tuple[str, ...], form: str
) -> int:
    """Test every formal claim of the evidence: supported, contradicted or not decided."""
    case = common.opened(path, levers, types)
    with common.working("testing claims"):
        answers = check_claims(case.items, case.situation, case.space)
    if form == "json":
        common.print_json(claims_data(answers, case.situation))
    elif not answers:
        common.say("No accepted item makes a formal claim; add claim: to one in evidence.yaml.")
    else:
        common.print_table(claims_table(answers, case.situation))
        common.say(
            "The answers are about the model: supported is not true, contradicted not false."
        )
    return int(strict and any(answer.answer == CONTRADICTED for answer in answers))
