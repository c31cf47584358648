"""``goodoffices compare``: what a change gains and loses."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.analyses.comparison import compare
from goodoffices.analyses.solution import solve
from goodoffices.brief.compare_words import comparison_lines
from goodoffices.cli import common
from goodoffices.errors import RequestError
from goodoffices.stability.concepts import concept
from goodoffices.stability.verdicts import PROFILE


@click.command("compare")
@click.argument("a", type=click.Path(path_type=Path))
@click.argument("b", type=click.Path(path_type=Path), required=False)
@common.change_options
@click.option("--concept", "by", metavar="NAME", help="details for one concept (default: profile)")
@common.format_option
def command(
    a: Path,
    b: Path | None,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    by: str | None,
    form: str,
) -> None:
    """A beside B, or A without and with changes: equilibria gained and lost, and why.

    With two files, --with and --type apply to B. With one, they are what is compared.
    """
    if b is None and not levers and not types:
        raise RequestError("nothing to compare A with; give a second file, or --with or --type")
    kind = concept(by).name if by else PROFILE
    before_case = common.opened(a)
    if b is None:
        after_case = before_case.changed(common.type_choices(types), levers)
    else:
        after_case = common.opened(b, levers, types)
    with common.working("solving both"):
        before = solve(before_case.situation, space=before_case.space)
        after = solve(after_case.situation, space=after_case.space)
        comparison = compare(before, after, kind)
    if form == "json":
        common.print_json(comparison.as_dict())
        return
    common.show(comparison_lines(comparison))
