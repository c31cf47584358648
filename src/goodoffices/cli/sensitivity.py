"""``goodoffices sensitivity``: which single change of the model flips a verdict."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.brief.figures.draw import write_figure
from goodoffices.brief.figures.sensitivity import map_figure, tornado_figure
from goodoffices.brief.sensitivity_data import sensitivity_data
from goodoffices.brief.sensitivity_words import SHOWN, SensitivityWords
from goodoffices.case import SITUATION, Case
from goodoffices.cli import common
from goodoffices.errors import RequestError
from goodoffices.formats.changed import written_anew
from goodoffices.formats.fitting import feasible_only, fitting
from goodoffices.formats.native_write import dumps
from goodoffices.formats.readers import read_situation
from goodoffices.sensitivity.changes import changes
from goodoffices.sensitivity.result import sensitivity
from goodoffices.sensitivity.single import ASSUMED, KINDS
from goodoffices.stability.verdicts import PROFILE


@click.command("sensitivity")
@common.case_argument
@click.option(
    "--ask",
    "asked",
    multiple=True,
    metavar="EXPR",
    help="also: does some equilibrium satisfy this? (terms are asked anyway)",
)
@click.option(
    "--state",
    "states",
    multiple=True,
    metavar="STATE",
    help="also: is this state an equilibrium? An id, or what it alone satisfies",
)
@click.option(
    "--kinds",
    metavar="NAMES",
    help=f"kinds of changes, separated by commas: {', '.join(KINDS)}, all (default: all but lever)",
)
@click.option(
    "--concept",
    default=PROFILE,
    metavar="NAME",
    help="equilibria of this concept, in place of those of the parties' own behaviour",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=SHOWN,
    show_default=True,
    help="how many parts of the model to show for each verdict",
)
@click.option(
    "--show", metavar="ID", help="write the model after this change to stdout, and do nothing else"
)
@click.option(
    "--map",
    "assumptions",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.svg",
    help="draw which part flips which verdict",
)
@common.figure_option
@common.change_options
@common.format_option
def command(
    path: Path,
    asked: tuple[str, ...],
    states: tuple[str, ...],
    kinds: str | None,
    concept: str,
    top: int,
    show: str | None,
    assumptions: Path | None,
    figure: Path | None,
    levers: tuple[str, ...],
    types: tuple[str, ...],
    form: str,
) -> None:
    """Which single change of the model flips what it says: a statement's place, a rule, an option,
    a behaviour.

    Each change is tried by itself. A verdict is that some equilibrium of the parties' behaviour has
    a term of the file, or what --ask says; or that a state is one. The table gives for each part of
    the model how many equilibria have it, least to greatest, over all changes of that part.
    """
    chosen = kinds_chosen(kinds)
    case = common.opened(path, levers, types)
    if show is not None:
        _show(case, show)
        return
    with common.working("trying single changes") as progress:
        result = sensitivity(case.as_variant(), asked, states, chosen, concept, progress)
        drawn = [
            (figure, tornado_figure),
            (assumptions, map_figure),
        ]
        for file, draw in drawn:
            if file is not None:
                write_figure(file, draw(result, top))
    if form == "json":
        common.print_json(sensitivity_data(result))
        return
    common.show(SensitivityWords(result, top).lines())
    for file, _ in drawn:
        if file is not None:
            common.say(f"wrote {file}")


def kinds_chosen(text: str | None) -> tuple[str, ...]:
    """``place,rule`` → ``("place", "rule")``. Raises ``RequestError`` where it names none."""
    if text is None:
        return ASSUMED
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if not names:
        raise RequestError("--kinds names no kind; expected for example place,rule")
    return KINDS if "all" in names else names


def _show(case: Case, name: str) -> None:
    """The model after one change as YAML; what is other in it on stderr."""
    file = case.path / SITUATION if case.path.is_dir() else case.path
    one = changes(case.as_variant(), KINDS).single(name)
    after = feasible_only(one.situation)
    written, told = written_anew(read_situation(file), after, one.variant, fitting)
    for line in told:
        click.echo(f"changed: {line}", err=True)
    click.echo(dumps(written.data), nl=False)
