"""``goodoffices elicit``: a party's order of its statements, by asking."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.brief.elicit_words import NOTHING_ASKED, ElicitWords, elicit_dict
from goodoffices.case import SITUATION
from goodoffices.cli import common
from goodoffices.cli.interview import interview, read_line, read_text
from goodoffices.elicitation.holds import Solver
from goodoffices.elicitation.recorded import Elicitation, default_record
from goodoffices.errors import RequestError


@click.command("elicit")
@common.case_argument
@click.option("--party", required=True, metavar="PARTY", help="whose preferences are asked for")
@click.option(
    "--statements",
    multiple=True,
    metavar='"E; E; …"',
    help="the statements to order, where they are not those of the file; repeatable",
)
@click.option("--by", metavar="NAME", help="who answers")
@click.option(
    "--record",
    "record_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="where the answers are kept (default: beside the situation file)",
)
@click.option(
    "--write/--no-write",
    default=None,
    help="write the order into the situation file, or do not; asked at the end unless given",
)
@common.extension_option
@common.format_option
def command(
    path: Path,
    party: str,
    statements: tuple[str, ...],
    by: str | None,
    record_path: Path | None,
    write: bool | None,
    form: str,
) -> None:
    """Ask which of two situations a party would rather have until its ranking is known.

    Every answer is kept in a file at once; the same command goes on where it was stopped. With
    --format json nothing is asked: it tells how far the answers kept so far have led.
    """
    case = common.opened(path)
    space = case.states()
    one = case.situation.party(party)
    file = path / SITUATION if path.is_dir() else path
    kept = record_path or default_record(path, party)
    with common.working("counting the rankings"):
        elicitation = Elicitation.opened(file, kept, space, one, statements)
        solver = Solver.of(space, one)
    if form == "json":
        _print_json(elicitation, solver, by, bool(write))
    else:
        _talk(elicitation, solver, by, write)


def _print_json(elicitation: Elicitation, solver: Solver, by: str | None, write: bool) -> None:
    """What is known so far; with ``write`` the order is written first."""
    digest = _write(elicitation, by) if write else None
    session, kept = elicitation.session, elicitation.kept
    told = elicit_dict(elicitation.asked, session, solver.holds(session))
    where = {
        "record": str(kept) if kept.exists() else None,
        "written": None if digest is None else str(elicitation.file),
        "written_digest": digest,
    }
    if write and digest is None:
        where["note"] = NOTHING_ASKED
    common.print_json(elicitation.asked.space.situation.question() | told | where)


def _write(elicitation: Elicitation, by: str | None) -> str | None:
    """Writes order and record; the digest of what the file then says, None for nothing to write."""
    if elicitation.nothing_to_ask:
        return None
    if elicitation.record is None:
        elicitation.begin(by or "")
    digest = elicitation.write()
    elicitation.keep(elicitation.session)
    return digest


def _talk(elicitation: Elicitation, solver: Solver, by: str | None, write: bool | None) -> None:
    """Asks, tells what came out, and writes it where that is wanted."""
    tell = ElicitWords(elicitation.asked)
    hindered = "" if write is False else _hindered(elicitation, bool(write))
    common.show(tell.begins(elicitation.session))
    if hindered:
        common.say(f"Note: the order could not be written into the file: {hindered}.")
    if elicitation.record is None:
        elicitation.begin(_name(by, elicitation))
    elif elicitation.session.answers:
        common.say(f"Going on with {elicitation.kept}.")
        common.say(tell.progress(elicitation.session))
    wanted = None
    while wanted is None:
        if not _asked_all(elicitation, solver, by):
            return
        common.say()
        common.show(tell.result(elicitation.session))
        common.say(tell.holds(solver.holds(elicitation.session)))
        wanted = _wanted(elicitation, write)
    if wanted:
        _write(elicitation, by)
        common.say(f"Wrote {elicitation.file}.")
    elif elicitation.session.answers and elicitation.writable:
        common.say(f"{elicitation.file} is as it was; the answers are in {elicitation.kept}.")


def _hindered(elicitation: Elicitation, sure: bool) -> str:
    """Why the order could not be written, before anything is asked; "" where it could be.

    Raises ``RequestError`` with it where it is ``sure`` that the order is to be written.
    """
    asked = elicitation.writable and not elicitation.nothing_to_ask
    found = elicitation.obstacle() if asked else ""
    if found and sure:
        raise RequestError(found)
    return found


def _name(by: str | None, elicitation: Elicitation) -> str:
    if by is not None or elicitation.session.determined:
        return by or ""
    return read_text("Who answers? (may be left empty) ") or ""


def _asked_all(elicitation: Elicitation, solver: Solver, by: str | None) -> bool:
    """Asks; whether the ranking is determined then."""
    another = "" if by is None else elicitation.other(by)
    try:
        session = interview(
            elicitation.session, elicitation.asked, solver, another, elicitation.keep
        )
    except KeyboardInterrupt:
        click.echo()
        _stopped(elicitation)
        raise
    if not session.determined:
        _stopped(elicitation)
    return session.determined


def _stopped(elicitation: Elicitation) -> None:
    common.say()
    if elicitation.answers_kept:
        common.say(f"All answers are kept in {elicitation.kept}; the same command goes on.")
    else:
        common.say("Nothing was answered, and nothing was written.")


def _wanted(elicitation: Elicitation, write: bool | None) -> bool | None:
    """Whether to write the order; None where the last answer was taken back."""
    if elicitation.nothing_to_ask:
        common.say(NOTHING_ASKED)
        return False
    if write is not None:
        return write
    if not elicitation.writable:
        common.say(f"The answers are in {elicitation.kept}; {elicitation.converted()}.")
        return False
    common.say(f"Write this order into {elicitation.file}?")
    typed = read_line("y, n, u (undo the last answer): ")
    if typed == "u":
        elicitation.keep(elicitation.session.undone())
        return None
    return typed in ("y", "yes")
