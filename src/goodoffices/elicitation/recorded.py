"""An elicitation whose answers are kept in a file: begun or gone on with, recorded, written."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from goodoffices.elicitation.asked import Asked, asked_as_given, asked_as_written
from goodoffices.elicitation.session import Answer, Contradiction, Session, begun
from goodoffices.errors import RequestError
from goodoffices.files import whole_file
from goodoffices.formats import native
from goodoffices.formats.elicitation_record import Record, Recorded, read_record, write_record
from goodoffices.formats.replace_preference import Elicited, replaced
from goodoffices.formats.writers import LOSSLESS
from goodoffices.formats.yaml_tree import read_text, text_of
from goodoffices.model.expression import Expression, bare
from goodoffices.model.party import Party
from goodoffices.states import StateSpace

MARK = b"\xef\xbb\xbf"
"""The byte order mark that some programs write before UTF-8."""


def now() -> str:
    """The date and time with its zone, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def one_line(text: str) -> str:
    """A name as it is kept."""
    return " ".join(text.split())


@dataclass
class Elicitation:
    """One party's elicitation and its files. ``file``: the situation; ``kept``: the record.

    ``before``: the text of the situation file when this began, "" where it holds no such order.
    ``record``: what the file of the record says, None where there is none yet.
    """

    file: Path
    kept: Path
    asked: Asked
    session: Session
    record: Record | None
    before: str

    @classmethod
    def opened(
        cls, file: Path, kept: Path, space: StateSpace, party: Party, given: Sequence[str]
    ) -> Elicitation:
        """Begun, or with the answers that are kept. ``given``: statements instead of the party's.

        Raises ``RequestError`` where these cannot be asked about, or answers no longer fit.
        """
        record = read_record(kept) if kept.exists() else None
        asked = _asked(space, party, given, record, kept)
        session = begun(asked.ground, asked.written)
        if record is not None:
            session = _resumed(session, asked, record, kept)
        lossless = file.suffix.lower() in LOSSLESS
        return cls(file, kept, asked, session, record, text_of(file) if lossless else "")

    @property
    def writable(self) -> bool:
        """Whether the situation's format can hold the order."""
        return self.file.suffix.lower() in LOSSLESS

    @property
    def nothing_to_ask(self) -> bool:
        """Whether the ranking is determined without any answer."""
        return self.session.determined and not self.session.answers

    @property
    def answers_kept(self) -> int:
        """How many answers the record has."""
        return 0 if self.record is None else len(self.record.answers)

    def begin(self, by: str) -> None:
        """A new record, which is written with its first answer. ``by``: who answers."""
        statements = tuple(bare(want) for want in self.asked.wants)
        given, model = self.asked.given, self.asked.fingerprint()
        self.record = Record(self.asked.party.id, statements, given, one_line(by), now(), model)

    def other(self, by: str | None) -> str:
        """Who answers from now on, where it is not who began; "" otherwise."""
        name = one_line(by or "")
        return "" if self.record is None or name == self.record.by else name

    def keep(self, session: Session) -> None:
        """The answers of ``session`` into the record.

        Raises ``RequestError`` where the file is not as it was left.
        """
        assert self.record is not None
        there = read_record(self.kept).answers if self.kept.exists() else ()
        if there != self.record.answers:
            raise RequestError(
                f"{self.kept} has changed since the last answer: is somebody else asking about "
                "the same party? nothing was written over; run the same command again"
            )
        answers = tuple(Recorded(a.first, a.second, a.answer, a.on, a.by) for a in session.answers)
        self.session = session
        self.record = self.record.with_answers(answers)
        write_record(self.kept, self.record)

    def obstacle(self) -> str:
        """Why an order could not be written into the file as it is, "" where it could be."""
        wants, levels = self.asked.wants, self.asked.written
        try:
            self._with([[wants[at] for at in level] for level in levels], "2000-01-01")
        except RequestError as refused:
            return str(refused)
        return ""

    def write(self) -> str:
        """The order into the situation file; the digest of the situation that it then holds.

        Raises ``RequestError`` where it cannot be written.
        """
        if not self.session.determined:
            raise RequestError(
                f"the ranking of {self.asked.party.id} is not determined yet; expected all "
                f"answers; run {self._command()}"
            )
        if not self.writable:
            raise RequestError(f"{self.file} is no situation.yaml; {self.converted()}")
        if text_of(self.file) != self.before:
            raise RequestError(
                f"{self.file} has changed since the questions began; nothing was written, and the "
                f"answers are in {self.kept}; run the same command again"
            )
        assert self.record is not None
        answers = self.session.answers
        levels = [[self.asked.wants[at] for at in level] for level in self.session.levels()]
        new = self._with(levels, (answers[-1].on if answers else self.record.started)[:10])
        mark = MARK if self.file.read_bytes().startswith(MARK) else b""
        with whole_file(self.file) as out:
            out.write(mark + new.encode("utf-8"))
        return native.situation(read_text(new)).digest()

    def converted(self) -> str:
        """How to come to a file that can hold the order."""
        file, stem = shlex.quote(str(self.file)), shlex.quote(self.file.stem)
        return (
            "only a situation.yaml can hold statements in this order; write one with goodoffices "
            f"convert {file} {stem}.yaml, and ask again there"
        )

    def _command(self) -> str:
        return f"goodoffices elicit --party {self.asked.party.id} {shlex.quote(str(self.file))}"

    def _with(self, levels: Sequence[Sequence[Expression]], on: str) -> str:
        """The text with this order. Raises ``RequestError`` as ``replaced`` does."""
        kept, folder = self.kept, self.file.parent
        shown = kept.relative_to(folder) if kept.is_relative_to(folder) else Path(kept.name)
        by = "" if self.record is None else self.record.by
        note = Elicited(by, on, len(self.session.answers), shown.as_posix())
        return replaced(self.before, self.asked.party.id, levels, note, str(self.file))


def default_record(path: Path, party: str) -> Path:
    """Where the record stands unless said otherwise: in the case folder, or beside a file."""
    if path.is_dir():
        return path / "elicitation" / f"{party}.yaml"
    return path.with_name(f"{path.stem}.elicit-{party}.yaml")


def _asked(
    space: StateSpace, party: Party, given: Sequence[str], record: Record | None, kept: Path
) -> Asked:
    """About the statements given, those of the record, or those of the file."""
    texts = [part.strip() for text in given for part in text.split(";") if part.strip()]
    if given and not texts:
        raise RequestError("--statements is empty; expected expressions, separated by ;")
    if record is None:
        return asked_as_given(space, party, texts) if texts else asked_as_written(space, party)
    if record.party != party.id:
        found = f"{kept} is a record of {record.party}"
        raise RequestError(f"{found}; expected one of {party.id}; give another --record")
    asked = asked_as_given(space, party, record.statements)
    about = f"{kept} has answers about: {'; '.join(record.statements)}"
    anew = f"go back to them, or move {kept} away to begin anew"
    wanted = set(asked.wants)
    if texts and set(asked_as_given(space, party, texts).wants) != wanted:
        raise RequestError(f"--statements are not those that {about}; {anew}")
    if record.given:
        return asked
    if {one.want for one in party.preference.statements()} != wanted:
        raise RequestError(f"the statements of {party.id} are not those that {about}; {anew}")
    return _as_they_stand(asked, asked_as_written(space, party))


def _as_they_stand(asked: Asked, as_written: Asked) -> Asked:
    """The statements numbered as in ``asked``, in the levels that the file has now."""
    number = {want: at for at, want in enumerate(asked.wants)}
    written = tuple(
        tuple(number[as_written.wants[at]] for at in level) for level in as_written.written
    )
    return replace(asked, written=written, given=False)


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
        raise RequestError(f"{kept}: {_cannot_be(answers.index(after.answer), after)}")
    return after


def _cannot_be(at: int, found: Contradiction) -> str:
    """Which answers of a record no order gives, and what to do."""
    others = " and ".join(f"answer {one + 1}" for one in found.against)
    together = f" together with {others}" if others else ""
    return (
        f"answer {at + 1} cannot be true{together}; expected answers that some order of the "
        f"statements gives; take {'one of them' if others else 'it'} out of the file"
    )
