"""``goodoffices review``: the analyst decides about proposals, one by one."""

from __future__ import annotations

from pathlib import Path

import click

from goodoffices.brief.review_words import queue_table, status_table
from goodoffices.cli import common
from goodoffices.cli.review_walk import Walk, nothing_left
from goodoffices.errors import RequestError, nearest, one_of
from goodoffices.evidence.item import KINDS
from goodoffices.review.desk import Desk
from goodoffices.review.queue import Wanted
from goodoffices.review.standing import ACCEPTED, REJECTED, SKIPPED, WAITING
from goodoffices.review.state import COUNTED
from goodoffices.version import VERSION


@click.command("review")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--by", metavar="NAME", help="who decides; asked unless given")
@click.option("--source", metavar="KEY", help="only what this source says")
@click.option("--kind", type=click.Choice(KINDS), help="only sentences of this kind")
@click.option("--party", metavar="PARTY", help="only where this party speaks or is named")
@click.option("--unattributed", is_flag=True, help="only where it is not known who speaks")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="at most so many")
@click.option("--list", "listed", is_flag=True, help="print the queue and ask nothing")
@click.option("--status", is_flag=True, help="print how many are decided, and ask nothing")
@click.option("--accept", multiple=True, metavar="ID", help="accept this; ask nothing; repeatable")
@click.option("--reject", multiple=True, metavar="ID", help="reject this; ask nothing; repeatable")
@click.option("--note", default="", metavar="TEXT", help="why, for --accept and --reject")
@common.format_option
def command(
    folder: Path,
    by: str | None,
    source: str | None,
    kind: str | None,
    party: str | None,
    unattributed: bool,
    limit: int | None,
    listed: bool,
    status: bool,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    note: str,
    form: str,
) -> None:
    """Walk through what reading proposed in the case FOLDER, and decide.

    Every decision is kept at once; the same command goes on where it was stopped. Accepted
    proposals go into evidence.yaml, and every decision with its time and name into reviews.jsonl.
    With --format json nothing is asked: it prints the queue.
    """
    with common.working("reading the proposals"):
        desk = Desk.opened(folder)
    wanted = _wanted(desk, Wanted(source or "", kind or "", party or "", unattributed, limit))
    common.warn(desk.state.case.warnings)
    common.warn([*desk.state.refused, *desk.state.remarks])
    if accept or reject:
        _decide(desk, accept, reject, by, note, form)
    elif status:
        _print_status(desk, form)
    elif listed or form == "json":
        _print_list(desk, wanted, form)
    else:
        Walk(desk, wanted).run(by)


def _wanted(desk: Desk, wanted: Wanted) -> Wanted:
    """The choice. Raises ``RequestError`` for a source or a party that there is not."""
    situation = desk.state.case.situation
    parties = [one.id for one in situation.parties]
    for what, name, known in (
        ("source", wanted.source, list(desk.state.case.sources)),
        ("party", wanted.party, parties),
    ):
        if name and name not in known:
            hint = nearest(name, known)
            found = f'--{what}: there is no {what} "{name}"; expected {one_of(known)}; {hint}'
            raise RequestError(found.rstrip("; "))
    return wanted


def _decide(
    desk: Desk,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    by: str | None,
    note: str,
    form: str,
) -> None:
    """Decisions of a script: all are possible, or none is made."""
    name = " ".join((by or "").split())
    if not name:
        raise RequestError("--accept and --reject need --by NAME: who decides")
    both = sorted(set(accept) & set(reject))
    if both:
        raise RequestError(f"{both[0]} cannot be both accepted and rejected; give it once")
    asked = {ACCEPTED: list(dict.fromkeys(accept)), REJECTED: list(dict.fromkeys(reject))}
    drafts = {}
    for word, ids in asked.items():
        for one in ids:
            desk.state.known(one)
            is_now = desk.state.standing(one)
            if is_now not in WAITING:
                raise RequestError(f"{one} is {is_now} already; nothing was written")
        drafts[word] = [desk.state.draft(one) for one in ids]
    desk.mended()
    for word, every in drafts.items():
        if every:
            desk.decide(every, word, name, " ".join(note.split()))
    if form == "json":
        common.print_json({"goodoffices": VERSION, **asked, "left": len(desk.state.waiting())})
        return
    told = ", ".join(f"{len(ids)} {word}" for word, ids in asked.items() if ids)
    common.say(f"{told}; {len(desk.state.waiting())} left.")


def _print_status(desk: Desk, form: str) -> None:
    counts = desk.state.counts()
    barred = desk.state.barred
    if form == "json":
        total = {name: sum(row[name] for row in counts.values()) for name in COUNTED}
        refusals = [one.as_dict() for one in desk.state.refused]
        head = {"goodoffices": VERSION, "total": total, "sources": counts}
        common.print_json(head | {"refused": refusals})
        return
    if not counts:
        common.say(nothing_left(desk))
        return
    common.print_table(status_table(counts))
    if barred:
        common.say(f"{barred} more cannot be reviewed: see the warnings.")


def _print_list(desk: Desk, wanted: Wanted, form: str) -> None:
    ids = desk.state.waiting(wanted)
    drafts = [desk.state.draft(one) for one in ids]
    skipped = frozenset(one for one in ids if desk.state.standing(one) == SKIPPED)
    if form == "json":
        data = [
            {**one.proposal.as_dict(), "claim": one.claim or None, "attach": list(one.attach)}
            | {"skipped": one.id in skipped}
            for one in drafts
        ]
        refusals = [one.as_dict() for one in desk.state.refused]
        left = len(desk.state.waiting())
        head = {"goodoffices": VERSION, "left": left, "refused": refusals}
        common.print_json(head | {"proposals": data})
    elif not drafts:
        common.say(nothing_left(desk))
    else:
        common.print_table(queue_table(drafts, skipped))
        common.say(f"{len(drafts)} of {len(desk.state.waiting())} that are left.")
