"""``goodoffices convert``: a model from one format into another."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.case import OUTLOOK, SITUATION, with_outlook
from goodoffices.cli import common
from goodoffices.errors import RequestError
from goodoffices.files import write_whole
from goodoffices.formats.changed import applied
from goodoffices.formats.native_write import dumps
from goodoffices.formats.readers import is_model, read_model, read_situation
from goodoffices.formats.writers import LOSSLESS, write_situation
from goodoffices.formats.yaml_tree import text_of
from goodoffices.model.apply import Variant


@click.command("convert")
@click.argument("source", metavar="A", type=click.Path(path_type=Path))
@click.argument("target", metavar="B", type=click.Path(path_type=Path))
@click.option("--leave-out", is_flag=True, help="write without what B's format cannot say")
@click.option("--force", is_flag=True, help="overwrite B if it is there")
@common.change_options
@common.format_option
def command(
    source: Path,
    target: Path,
    leave_out: bool,
    force: bool,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    form: str,
) -> None:
    """Read the model A and write it as B; the suffixes say the formats.

    Reads .yaml (or a case folder), .gmcr, .nfg, .csv, .xlsx; writes .yaml, .gmcr, .csv, .xlsx. A
    system dynamics model in XMILE (.xmile, .stmx) becomes an outlook in .yaml.
    What B's format cannot say is listed. With --with, --type and --extension the changed model is
    written, and what is other in it is told on stderr.
    """
    file = source / SITUATION if source.is_dir() else source
    if target.is_dir():
        raise RequestError(f"{target} is a folder; name the file in it, for example x.yaml")
    if target.exists() and not force:
        raise RequestError(f"{target} is there already; choose another name or add --force")
    if is_model(file):
        _model(file, target, form)
        return
    checked = read_situation(file)
    beside = source.is_dir() and (source / OUTLOOK).is_file()
    if beside:
        checked = with_outlook(checked, source / OUTLOOK)
    common.warn(checked.warnings)
    variant = Variant(
        checked.situation,
        tuple(common.type_choices(types).items()),
        tuple(dict.fromkeys(levers)),
        common.extension(),
    )
    changes = bool(types or levers or common.extension())
    if changes:
        checked, told = applied(checked, variant)
        for line in told:
            click.echo(f"changed: {line}", err=True)
    if (
        not changes
        and not beside
        and file.suffix.lower() in LOSSLESS
        and target.suffix.lower() in LOSSLESS
    ):
        write_whole(target, text_of(file))
        lost: tuple[str, ...] = ()
    else:
        lost = write_situation(checked, target, leave_out)
    if source.is_dir() and (source / "evidence.yaml").is_file():
        lost = (*lost, "the evidence and its sources, which stay in the folder")
    _tell(target, lost, form)


def _model(file: Path, target: Path, form: str) -> None:
    """A system dynamics model becomes an outlook of its own."""
    if target.suffix.lower() not in LOSSLESS:
        raise RequestError(f"{target}: a system dynamics model becomes an outlook in .yaml")
    imported = read_model(file)
    common.warn(imported.warnings)
    write_whole(target, dumps(imported.outlook))
    _tell(target, (), form)


def _tell(target: Path, lost: tuple[str, ...], form: str) -> None:
    if form == "json":
        common.print_json({"file": str(target), "lost": list(lost)})
        return
    common.say(f"wrote {target}")
    if lost:
        common.say(f"Not in the {target.suffix} file:")
    for one in lost:
        common.say(f"  • {one}")
