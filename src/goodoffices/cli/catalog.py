"""``goodoffices catalog``: published conflicts, and whether their published answers come out."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.catalog.copy import copied, game_text
from goodoffices.catalog.entry import entries, entry
from goodoffices.catalog.questions import FAMILY
from goodoffices.catalog.tables import (
    answers_table,
    games_table,
    list_table,
    question,
    value_text,
    verify_table,
)
from goodoffices.catalog.verify import SLIP, Verified, differing, verify
from goodoffices.cli import common


@click.group("catalog", invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Published conflicts with their published answers, each recomputed here.

    Without a word after it, the list.
    """
    if context.invoked_subcommand is None:
        context.invoke(listed)


def _verified(names: tuple[str, ...]) -> list[Verified]:
    every = entries()
    chosen = [entry(name, every) for name in names] if names else list(every)
    with common.working("recomputing published answers") as progress:
        found = []
        for at, one in enumerate(chosen):
            progress("recomputing", at, len(chosen))
            found.append(verify(one))
    return found


@command.command("list")
@common.format_option
def listed(form: str = "text") -> None:
    """What there is."""
    found = _verified(())
    if form == "json":
        told = [one.as_dict() for one in found]
        for one in told:
            one.pop("answers")
        common.print_json({"entries": told})
        return
    common.print_table(list_table(found))
    common.say("Next: goodoffices catalog show NAME; goodoffices catalog copy NAME FOLDER")


@command.command("show")
@click.argument("name")
@common.format_option
def show(name: str, form: str) -> None:
    """One conflict: where it comes from, and every published answer with what was found.

    ordinal_2x2/17 is the model of game 17 of the family of that name.
    """
    base, _, number = name.rpartition("/")
    if base and number.isdecimal():
        click.echo(game_text(base, number), nl=False)
        return
    found = _verified((name,))[0]
    if form == "json":
        common.print_json(found.as_dict())
        return
    common.title(found.title)
    common.say(f"{found.n_states:,} states. {found.mark.capitalize()}.")
    for citation in found.entry.cites:
        common.say(f"  • {citation}")
    common.say(f"Model from: {found.entry.model_from} (sure: {found.entry.model_sure})")
    if found.entry.model_note:
        common.say(f"  {found.entry.model_note}")
    common.say()
    common.print_table(answers_table(found))
    if found.entry.model.suffix == FAMILY:
        common.print_table(games_table())
    for one in found.answers:
        for text in (one.answer.why, one.answer.note):
            if text:
                common.say(f"  • {question(one.answer)}: {text}")


@command.command("copy")
@click.argument("name")
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@common.format_option
def copy(name: str, folder: Path | None, form: str) -> None:
    """Copy a conflict out into a case folder (default: of its name).

    ordinal_2x2/17 is game 17 of the family of that name.
    """
    target, files = copied(name, folder)
    if form == "json":
        common.print_json({"folder": str(target), "files": [str(file) for file in files]})
        return
    for file in files:
        common.say(f"wrote {file}")
    click.echo(f"Next: goodoffices solve {target}")


@command.command("verify")
@click.argument("names", nargs=-1)
@common.format_option
def verify_(names: tuple[str, ...], form: str) -> int:
    """Recompute every published answer; exits with 1 if one comes out otherwise than it says."""
    found = _verified(names)
    wrong = differing(found)
    if form == "json":
        common.print_json({"entries": [one.as_dict() for one in found], "differ": len(wrong)})
        return int(bool(wrong))
    common.print_table(verify_table(found))
    for one in found:
        for answer in one.answers:
            if answer.outcome == SLIP:
                common.say(
                    f"{one.entry.name}, {question(answer.answer)}: "
                    f"published {value_text(answer.answer.answer)}, by the definition "
                    f"{value_text(answer.found)}. {answer.answer.why}"
                )
    for where, answer in wrong:
        common.say(
            f"DIFFERS: {where.key}, {question(answer.answer)}: published "
            f"{value_text(answer.answer.answer)}, found {value_text(answer.found)}"
        )
    return int(bool(wrong))
