"""``goodoffices elicit``: a party's order of its statements, by asking."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from pathlib import Path

import click

from goodoffices.brief.elicit_words import ElicitWords, elicit_dict
from goodoffices.brief.words import join
from goodoffices.case import SITUATION
from goodoffices.cli import common
from goodoffices.cli.interview import interview, now, read_line, read_text
from goodoffices.elicitation.asked import Asked, asked_as_given, asked_as_written
from goodoffices.elicitation.holds import Solver, with_preference
from goodoffices.elicitation.session import Answer, Contradiction, Session, begun
from goodoffices.errors import RequestError
from goodoffices.files import whole_file
from goodoffices.formats.elicitation_record import Record, Recorded, read_record, write_record
from goodoffices.formats.replace_preference import Elicited, replaced
from goodoffices.formats.yaml_tree import text_of
from goodoffices.model.expression import bare
from goodoffices.model.party import Party
from goodoffices.model.preference import Preference
from goodoffices.model.situation import Situation
from goodoffices.modes.table import undecided
from goodoffices.moves.base import Moves
from goodoffices.moves.build import moves_of
from goodoffices.states import StateSpace

NATIVE = (".yaml", ".yml")
MARK = b"\xef\xbb\xbf"
"""The byte order mark that some programs write before UTF-8."""


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
    situation, space = case.situation, case.space or StateSpace.of(case.situation)
    file = path / SITUATION if path.is_dir() else path
    one = situation.party(party)
    index = situation.parties.index(one)
    kept = record_path or _record_path(path, party)
    record = read_record(kept) if kept.exists() else None
    asked = _asked(space, one, statements, record, kept)
    with common.working("counting the rankings"):
        session = begun(asked.ground, asked.written)
    if record is not None:
        session = _resumed(session, asked, record, kept)
    solver = Solver(_moves(situation, space, index), index)
    if form == "json":
        if write:
            record = record or _new_record(asked, by or "")
            _write(file, kept, asked, session, record)
            write_record(kept, record)
        told = elicit_dict(asked, session, solver.holds(session))
        written = str(file) if write else None
        where = {"record": str(kept) if kept.exists() else None, "written": written}
        common.print_json(case.situation.question() | told | where)
        return
    tell = ElicitWords(asked)
    written = text_of(file) if file.suffix.lower() in NATIVE else ""
    common.show(tell.begins(session))
    if record is None:
        record = _new_record(asked, _name(by, session))
    elif session.answers:
        common.say(f"Going on with {kept}.")
        common.say(tell.progress(session))
    named = " ".join((by or "").split())
    another = named if by is not None and named != record.by else ""
    writer = Writer(kept, record)
    while True:
        try:
            session = interview(session, asked, solver, another, writer.keep)
        except KeyboardInterrupt:
            click.echo()
            _stopped(writer.last, kept)
            raise
        if not session.determined:
            _stopped(len(session.answers), kept)
            return
        common.say()
        common.show(tell.result(session))
        common.say(tell.holds(solver.holds(session)))
        if write or session.answers:
            writer.keep(session)
        elif write is None:
            common.say("Nothing was written; --write would write this order all the same.")
            return
        if write is None and file.suffix.lower() not in NATIVE:
            common.say(f"The answers are in {kept}; {_converted(file)}.")
            return
        if write is not None:
            break
        typed = read_line(f"Write this order into {file}? [y/N, u takes the last answer back] ")
        if typed == "u" and session.answers:
            session = session.undone(len(session.answers) - 1)
            writer.keep(session)
            continue
        write = typed in ("y", "yes")
        break
    if write:
        if text_of(file) != written:
            raise RequestError(
                f"{file} has changed since the questions began; nothing was written, and the "
                f"answers are in {kept}; run the same command again"
            )
        _write(file, kept, asked, session, record)
        common.say(f"Wrote {file}.")
    else:
        common.say(f"{file} is as it was; the answers are in {kept}.")


def _moves(situation: Situation, space: StateSpace, party: int) -> Moves | None:
    """The model in which this party is indifferent; None where that of others is unknown and
    nobody has said how they then act."""
    plain = with_preference(situation, party, Preference())
    plain_space = space.under(plain)
    return None if undecided(plain, plain_space) else moves_of(plain, plain_space)


def _record_path(path: Path, party: str) -> Path:
    if path.is_dir():
        return path / "elicitation" / f"{party}.yaml"
    return path.with_name(f"{path.stem}.elicit-{party}.yaml")


def _asked(
    space: StateSpace, party: Party, given: tuple[str, ...], record: Record | None, kept: Path
) -> Asked:
    """The statements of the command line, of the record, or of the file."""
    texts = [part.strip() for text in given for part in text.split(";") if part.strip()]
    if given and len(texts) == 0:
        raise RequestError("--statements is empty; expected expressions, separated by ;")
    if record is None:
        return asked_as_given(space, party, texts) if texts else asked_as_written(space, party)
    anew = f"go back to them, or move {kept} away to begin anew"
    if record.party != party.id:
        found = f"{kept} is a record of {record.party}"
        raise RequestError(f"{found}; expected one of {party.id}; give another --record")
    asked = asked_as_given(space, party, record.statements)
    wanted = set(asked.wants)
    if texts and set(asked_as_given(space, party, texts).wants) != wanted:
        found = f"--statements are not those that {kept} has answers about"
        raise RequestError(f"{found}: {'; '.join(record.statements)}; {anew}")
    own = {one.want for one in party.preference.statements()}
    if not record.given:
        if own != wanted:
            found = f"the statements of {party.id} are not those that {kept} has answers about"
            raise RequestError(f"{found}: {'; '.join(record.statements)}; {anew}")
        as_written = asked_as_written(space, party)
        number = {want: at for at, want in enumerate(asked.wants)}
        written = tuple(
            tuple(number[as_written.wants[at]] for at in level) for level in as_written.written
        )
        asked = replace(asked, written=written, given=False)
    return asked


def _resumed(session: Session, asked: Asked, record: Record, kept: Path) -> Session:
    """With the answers of the record. Raises ``RequestError`` where they no longer fit."""
    if record.model != asked.fingerprint():
        raise RequestError(
            f"the answers in {kept} are about another model: options, feasible situations or what "
            "the statements mean have changed since; expected the model that was asked about; go "
            f"back to it, or move {kept} away to begin anew"
        )
    known = set(asked.space.ids.tolist())
    for at, one in enumerate(record.answers, 1):
        wrong = [str(state) for state in (one.first, one.second) if state not in known]
        if wrong:
            found = f"{kept}: answer {at} is about {wrong[0]}, which is no feasible situation"
            raise RequestError(f"{found}; take this answer out of the file")
    answers = [Answer(a.first, a.second, a.answer, a.on, a.by) for a in record.answers]
    after = session.replayed(answers)
    if isinstance(after, Contradiction):
        at = answers.index(after.answer) + 1
        others = join(f"answer {one + 1}" for one in after.against)
        found = f"answer {at} cannot be true" + (f" together with {others}" if others else "")
        raise RequestError(
            f"{kept}: {found}; expected answers that some order of the statements gives; take "
            f"{'one of them' if others else 'it'} out of the file"
        )
    return after


def _new_record(asked: Asked, by: str) -> Record:
    statements = tuple(bare(want) for want in asked.wants)
    return Record(asked.party.id, statements, asked.given, by, now(), asked.fingerprint())


def _name(by: str | None, session: Session) -> str:
    if by is not None or session.determined:
        return " ".join((by or "").split())
    return read_text("Who answers? (may be left empty) ") or ""


@dataclass
class Writer:
    """Keeps every answer in the record, unless somebody else has written there meanwhile."""

    kept: Path
    record: Record

    @property
    def last(self) -> int:
        """How many answers are kept."""
        return len(self.record.answers)

    def keep(self, session: Session) -> None:
        """Raises ``RequestError`` where the file is not as it was left."""
        there = read_record(self.kept).answers if self.kept.exists() else ()
        if there != self.record.answers:
            raise RequestError(
                f"{self.kept} has changed since the last answer: is somebody else asking about "
                "the same party? nothing was written over; run the same command again"
            )
        answers = tuple(Recorded(a.first, a.second, a.answer, a.on, a.by) for a in session.answers)
        self.record = self.record.with_answers(answers)
        write_record(self.kept, self.record)


def _stopped(answers: int, kept: Path) -> None:
    common.say()
    if answers:
        common.say(f"All answers are kept in {kept}; the same command goes on.")
    else:
        common.say("Nothing was answered, and nothing was written.")


def _converted(file: Path) -> str:
    return (
        "only a situation.yaml can hold statements in this order; write one with goodoffices "
        f"convert {shlex.quote(str(file))} {shlex.quote(file.stem)}.yaml, and ask again there"
    )


def _write(file: Path, kept: Path, asked: Asked, session: Session, record: Record) -> None:
    """The order into the situation file. Raises ``RequestError`` where it cannot be written."""
    if not session.determined:
        raise RequestError(
            f"the ranking of {asked.party.id} is not determined yet; expected all answers; run "
            f"goodoffices elicit --party {asked.party.id} on {shlex.quote(str(file))}"
        )
    if file.suffix.lower() not in NATIVE:
        raise RequestError(f"{file} is no situation.yaml; {_converted(file)}")
    levels = [[asked.wants[at] for at in level] for level in session.levels()]
    on = (session.answers[-1].on if session.answers else record.started)[:10]
    shown = kept.relative_to(file.parent) if kept.is_relative_to(file.parent) else Path(kept.name)
    note = Elicited(record.by, on, len(session.answers), shown.as_posix())
    new = replaced(text_of(file), asked.party.id, levels, note, str(file))
    mark = MARK if file.read_bytes().startswith(MARK) else b""
    with whole_file(file) as out:
        out.write(mark + new.encode("utf-8"))
