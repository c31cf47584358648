"""``goodoffices schema``: JSON Schemas, so that an editor completes and checks while typing."""

from __future__ import annotations

import json
from pathlib import Path

import click

from goodoffices.cli import common
from goodoffices.files import write_whole
from goodoffices.schemas import SHAPES, generated


@click.command("schema")
@click.argument("name", type=click.Choice(list(SHAPES)), default="situation")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="write the schemas of all files into this folder instead",
)
def command(name: str, into: Path | None) -> None:
    """Print the JSON Schema of situation.yaml, outlook.yaml, evidence.yaml or sources.yaml.

    With --into FOLDER all of them are written, and the lines are printed that tell an editor with a
    YAML language server to use them.
    """
    if into is None:
        click.echo(text_of(name), nl=False)
        return
    for one in SHAPES:
        write_whole(into / f"{one}.json", text_of(one))
        common.say(f"wrote {into / f'{one}.json'}")
    common.say("Put these above the first lines, with the path from each file:")
    for one in SHAPES:
        click.echo(f"{one}.yaml: # yaml-language-server: $schema={into.name}/{one}.json")


def text_of(name: str) -> str:
    """A schema as the text of its file."""
    return json.dumps(generated(name), indent=1, ensure_ascii=False) + "\n"
