"""``goodoffices new``: a case to begin from."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import click

from goodoffices import template
from goodoffices.cli import common
from goodoffices.errors import RequestError
from goodoffices.files import write_whole


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="the title of the case (default: from the folder's name)")
@common.format_option
def command(folder: Path, title: str | None, form: str) -> None:
    """Begin a case in FOLDER: a small complete example to overwrite. Never overwrites a file."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RequestError(f"{folder} is there already and not empty; give a new folder")
    name = title or folder.resolve().name.replace("-", " ").replace("_", " ").capitalize()
    files = {
        "situation.yaml": template.SITUATION.format(title=json.dumps(name, ensure_ascii=False)),
        "evidence.yaml": template.EVIDENCE,
        ".gitattributes": template.ATTRIBUTES,
        "sources/sources.yaml": template.SOURCES,
        "sources/report.txt": template.SOURCE,
    }
    for file, text in files.items():
        write_whole(folder / file, text)
    if form == "json":
        common.print_json({"folder": str(folder), "files": [str(folder / f) for f in files]})
        return
    for file in files:
        common.say(f"wrote {folder / file}")
    shown = shlex.quote(str(folder))
    click.echo(f"Next: goodoffices check {shown}; goodoffices solve {shown};")
    click.echo(f"then change {folder / 'situation.yaml'} and see what follows.")
