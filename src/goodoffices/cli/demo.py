"""``goodoffices demo``: the Cairo case, from text to brief."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from goodoffices.analyses.agenda import agenda
from goodoffices.analyses.solution import solve
from goodoffices.brief.compose import compose
from goodoffices.brief.html import html
from goodoffices.brief.markdown import markdown
from goodoffices.brief.tables import outcome_table
from goodoffices.brief.words import Words
from goodoffices.case import load_case
from goodoffices.cli import common
from goodoffices.errors import RequestError
from goodoffices.examples import example
from goodoffices.files import write_whole

NAME = "cairo-talks"


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path), default=Path(NAME))
@click.option("--in-place", is_flag=True, help="use FOLDER as it is instead of copying into it")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="where the brief goes (default: into FOLDER)",
)
@common.format_option
def command(folder: Path, in_place: bool, output: Path | None, form: str) -> None:
    """Copy the Cairo case to FOLDER (default ./cairo-talks), solve it and write its brief."""
    if not in_place:
        if folder.exists():
            raise RequestError(f"{folder} is there already; give another folder, or --in-place")
        shutil.copytree(example(NAME), folder)
        if form == "text":
            common.say(f"The Cairo case is in {folder}")
    case = load_case(folder)
    with common.working("solving the Cairo case"):
        solution = solve(case.situation, space=case.space)
        brief = compose(case)
    target = output or folder
    page, text = target / f"{NAME}-brief.html", target / f"{NAME}-brief.md"
    write_whole(page, html(brief))
    write_whole(text, markdown(brief))
    if form == "json":
        files = {"folder": str(folder), "html": str(page), "markdown": str(text)}
        common.print_json(case.situation.question() | files)
        return
    common.title(case.situation.title)
    common.say(
        f"{len(case.items)} sentences of the report, {len(case.situation.parties)} parties, "
        f"{len(solution.space):,} feasible situations."
    )
    common.print_table(outcome_table(agenda(solution), Words(case.situation)))
    common.say(f"The brief: {page}  (open it in a browser; every sentence leads to its source)")
    common.say("What to try next:")
    for line in (
        f'goodoffices explain {folder} "ceasefire and exchange"',
        f"goodoffices compare {folder} --with pressure",
        f"goodoffices solve {folder} --type israel=willing",
        f"goodoffices claims {folder}",
        f"goodoffices outlook {folder} --state settlement",
        "goodoffices new my-case",
    ):
        click.echo(f"  {line}")
