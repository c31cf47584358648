"""``goodoffices compare``: what a change gains and loses."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.analyses.comparison import Comparison, Difference, compare
from goodoffices.analyses.explanation import StateReasons
from goodoffices.analyses.solution import Solution, solve
from goodoffices.brief.reasons import Reasons, kind_title
from goodoffices.brief.table import Table
from goodoffices.cli import common
from goodoffices.errors import RequestError
from goodoffices.stability.concepts import concept
from goodoffices.stability.verdicts import PROFILE

SHOWN = 10


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
    rows = tuple(
        (kind_title(one), *(str(n) for n in counts)) for one, counts in comparison.counts.items()
    )
    rows += tuple(
        (f"{kind_title(one)}, strongly", *(str(n) for n in counts))
        for one, counts in comparison.strongly.items()
    )
    heads = ("equilibria", "before", "after", "gained", "lost")
    common.print_table(Table("What changes", heads, rows))
    _show(comparison, comparison.gained, "Gained", before, after)
    _show(comparison, comparison.lost, "Lost", before, after)
    _show(comparison, comparison.stronger, "Held weakly, holds strongly", before, after)
    _show(comparison, comparison.weaker, "Held strongly, holds weakly", before, after)


def _show(
    comparison: Comparison,
    differences: tuple[Difference, ...],
    heading: str,
    before: Solution,
    after: Solution,
) -> None:
    if not differences:
        return
    common.title(f"{heading} ({kind_title(comparison.kind)}): {len(differences)}")
    for one in differences[:SHOWN]:
        common.say("• " + _outcome(one, before, after))
        common.say("  before: " + _why(one.before, before))
        common.say("  after: " + _why(one.after, after))
    if len(differences) > SHOWN:
        common.say(f"{len(differences) - SHOWN} more: --format json")


def _outcome(one: Difference, before: Solution, after: Solution) -> str:
    solution, reasons = (after, one.after) if one.after is not None else (before, one.before)
    if reasons is None:
        return ", ".join(one.yes)
    words = Reasons(solution).words
    names = words.state_names(solution.space, reasons.position)
    taken = "; ".join(words.taken(solution.space, reasons.position)) or "nobody takes any option"
    return f"{', '.join(names)} ({taken})" if names else taken


def _why(one: StateReasons | None, solution: Solution) -> str:
    if one is None:
        return "not feasible."
    tell = Reasons(solution)
    leaving = [reason for reason in one.reasons if not reason.stable]
    if not leaving:
        found = solution.strength
        strongly = [] if found is None else found.kinds_of(one.position)
        under = f", strongly ({', '.join(map(kind_title, strongly))})" if strongly else ""
        return f"every party stays{under or (', weakly' if found else '')}."
    return " ".join(" ".join(tell.of_party(reason)) for reason in leaving)
