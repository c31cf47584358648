"""Questions in the terminal: asked one by one, every answer kept before the next question."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import click

from goodoffices.brief.elicit_words import ElicitWords
from goodoffices.cli import common
from goodoffices.elicitation.asked import Asked
from goodoffices.elicitation.holds import Solver
from goodoffices.elicitation.recorded import now
from goodoffices.elicitation.session import Answer, Contradiction, Session
from goodoffices.errors import RequestError

ANSWERS = {"1": "first", "2": "second", "=": "same", "same": "same"}
KEYS = "1, 2, = (the same), ? (more), u (undo), q (stop): "
UNDO = re.compile(r"u(?:ndo)?(?:\s*(\d+))?")

Keep = Callable[[Session], None]


def interview(session: Session, asked: Asked, solver: Solver, by: str, keep: Keep) -> Session:
    """Asks until the ranking is determined or somebody stops; the session then.

    ``keep`` is called after every change. ``by``: who answers, where it is not who began.
    """
    tell = ElicitWords(asked)
    shown: int | None = None
    while session.question is not None:
        if shown != len(session.answers):
            common.say()
            common.show(tell.question(session))
            shown = len(session.answers)
        typed = read_line(KEYS)
        if typed is None or typed in ("q", "quit"):
            break
        session = _after(session, typed, by, tell)
        if shown != len(session.answers):
            keep(session)
            common.say(tell.progress(session))
            if not session.determined:
                common.say(tell.holds(solver.holds(session)))
    return session


def _after(session: Session, typed: str, by: str, tell: ElicitWords) -> Session:
    """What follows from a line that was typed, which may be nothing new."""
    undo = UNDO.fullmatch(typed)
    if typed in ANSWERS:
        return _answered(session, ANSWERS[typed], by, tell)
    if undo is not None:
        return _undone(session, undo[1], tell)
    if typed == "?":
        common.show(tell.in_full(session))
    else:
        common.say(f"“{typed}” is no answer; expected 1, 2, =, ?, u or q.")
    return session


def read_line(prompt: str) -> str | None:
    """What is typed, in lower case; None at the end of the input."""
    text = read_text(prompt)
    return None if text is None else text.strip().lower()


def read_text(prompt: str) -> str | None:
    """What is typed, on one line; None at the end of the input."""
    click.echo(prompt, nl=False)
    sys.stdout.flush()
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        raise RequestError(
            "what was typed cannot be read as text; set the terminal to UTF-8"
        ) from None
    if not sys.stdin.isatty():
        click.echo()  # nobody has pressed Enter where it would be seen
    if not line:
        return None
    return " ".join("".join(c if c.isprintable() else " " for c in line).split())


def _answered(session: Session, word: str, by: str, tell: ElicitWords) -> Session:
    question = session.question
    assert question is not None
    ids = session.ground.ids
    answer = Answer(int(ids[question.first]), int(ids[question.second]), word, now(), by)
    after = session.answered(answer)
    if isinstance(after, Contradiction):
        common.show(tell.contradiction(session, after))
        return session
    return after


def _undone(session: Session, number: str | None, tell: ElicitWords) -> Session:
    count = len(session.answers)
    if count == 0:
        common.say("There is no answer to take back.")
        return session
    at = int(number) if number else count
    if not 1 <= at <= count:
        common.say(f"There is no answer {at}; expected 1 to {count}.")
        return session
    common.say(f"Taken back: answer {at}, {tell.answer(session.answers[at - 1])}.")
    return session.undone(at - 1)
