"""``goodoffices brief``: the two pages, as HTML and Markdown."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.brief.compose import compose
from goodoffices.brief.html import html
from goodoffices.brief.markdown import markdown
from goodoffices.cli import common
from goodoffices.files import write_whole


@click.command("brief")
@common.case_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="the folder to write into (default: this one)",
)
@common.change_options
@common.format_option
def command(
    path: Path, output: Path, levers: tuple[str, ...], types: tuple[str, ...], form: str
) -> None:
    """Write the brief: developments, assessment, outlook; every sentence with its source.

    Two files, named after the case: NAME-brief.html (self-contained) and NAME-brief.md.
    """
    case = common.opened(path, levers, types)
    with common.working("composing the brief"):
        brief = compose(case)
    name = path.resolve().name if path.is_dir() else path.stem
    files = {"html": output / f"{name}-brief.html", "markdown": output / f"{name}-brief.md"}
    write_whole(files["html"], html(brief))
    write_whole(files["markdown"], markdown(brief))
    if form == "json":
        words, sentences = brief.words(), len(brief.sentences())
        shown = {kind: str(file) for kind, file in files.items()}
        common.print_json({**shown, "words": words, "sentences": sentences})
        return
    for file in files.values():
        common.say(f"wrote {file}")
