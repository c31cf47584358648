"""The walk through proposals: one is shown, a key is typed, the decision is kept."""

from __future__ import annotations

from collections.abc import Callable

import click

from goodoffices.brief.review_words import KEYS, card, found_lines, help_lines
from goodoffices.cli import common
from goodoffices.cli.interview import read_text
from goodoffices.cli.review_answers import Answers, End, stop
from goodoffices.cli.review_card import print_card
from goodoffices.errors import GoodOfficesError
from goodoffices.review.desk import Desk, MeanwhileError
from goodoffices.review.draft import Draft
from goodoffices.review.queue import Wanted
from goodoffices.review.standing import ACCEPTED, REJECTED, SKIPPED, WAITING

WORDS = {
    "accept": "a", "edit": "e", "reject": "r", "skip": "s", "back": "b", "quit": "q", "help": "?",
    "claim": "c", "attach": "t",
}  # fmt: skip


class Walk:
    """One run through a queue. ``at``: which proposal is shown."""

    def __init__(self, desk: Desk, wanted: Wanted) -> None:
        self.desk, self.wanted = desk, wanted
        self.queue = desk.state.waiting(wanted)
        self.at, self.by, self.decided = 0, "", 0
        self.keys: dict[str, Callable[[Draft], None]] = {
            "a": self.accept,
            "r": self.reject,
            "s": self.skip,
            "b": self.back,
            "R": self.reject_rest,
            "?": lambda draft: common.show(help_lines(draft)),
        }

    def run(self, by: str | None) -> None:
        """Asks until the queue is empty or somebody stops."""
        try:
            for line in self.desk.mended():
                common.say(f"Finished what was cut short: {line}.")
            again = self.desk.state.taken_out()
            if again:
                common.say(
                    f"Accepted once, and no longer in evidence.yaml, so asked again: "
                    f"{', '.join(again[:5])}{' …' if len(again) > 5 else ''}."
                )
            if self.queue:
                self.by = _name(by)
                self.walk()
        except End:
            pass
        except KeyboardInterrupt:
            click.echo()
            self.stopped()
            raise
        self.stopped()

    def walk(self) -> None:
        """From proposal to proposal."""
        answers = Answers(self.desk, self.by)
        shown = ""
        while self.at < len(self.queue):
            item_id = self.queue[self.at]
            try:
                self.desk.state.refresh()
                if self.desk.state.standing(item_id) not in WAITING:
                    self.at += 1  # decided meanwhile, or with the rest of its source
                    continue
                draft = self.desk.state.draft(item_id)
            except GoodOfficesError as error:
                common.say(f"{error}")
                raise End from None
            if shown != item_id:
                self.show(draft)
                shown = item_id
            typed = read_text("> ")
            if typed is None or typed in ("q", "quit", "Q"):
                raise End
            key = WORDS.get(typed.lower(), typed if typed == "R" else typed.lower())
            act = self.keys.get(key) or answers.keys.get(key)
            if act is None:
                common.say(f"“{typed}” is no key.")
                common.say(f"{KEYS}.")
                continue
            try:
                act(draft)
            except MeanwhileError as error:
                common.say(stop(f"{error}"))
                shown = ""
            except GoodOfficesError as error:
                common.say(stop(f"Not done: {error}"))
                continue
            if key == "b":
                shown = ""
            elif key in answers.keys:
                common.show(found_lines(self.desk.state.draft(item_id)))

    def show(self, draft: Draft) -> None:
        """The proposal and the keys."""
        source = self.desk.state.case.sources[draft.proposal.source]
        letter = self.desk.state.letters.get(source.key, "")
        click.echo()
        width = common.terminal_width()
        print_card(card(draft, source, letter, self.at + 1, len(self.queue), width))
        common.say(f"{KEYS}.")

    def accept(self, draft: Draft) -> None:
        """Into the evidence."""
        self.desk.decide([draft], ACCEPTED, self.by)
        cited = f", cited by {', '.join(draft.attach)}" if draft.attach else ""
        self.done(f"Accepted{cited}.")

    def reject(self, draft: Draft) -> None:
        """With a reason, which may be empty."""
        note = read_text("Why? (may be left empty) ")
        if note is None:
            raise End
        self.desk.decide([draft], REJECTED, self.by, note)
        self.done("Rejected.")

    def skip(self, draft: Draft) -> None:
        """It comes again at the end of the queue, in this run or the next."""
        self.desk.decide([draft], SKIPPED, self.by)
        later = self.queue[self.at + 1 :]
        if any(self.desk.state.standing(one) != SKIPPED for one in later):
            self.queue = [*self.queue[: self.at], *later, draft.id]
            common.say("Skipped: it comes again at the end.")
        else:
            common.say("Skipped.")
            self.at += 1  # only such as were skipped are left

    def back(self, draft: Draft) -> None:
        """To the one before, whose decision is taken back; at the start, to the last decided."""
        before = self.queue[self.at - 1] if self.at else self.last_decided()
        if not before:
            common.say("There is none before this.")
            return
        was = self.desk.reopen(before, self.by)
        if self.at:
            self.at -= 1
        else:
            self.queue.insert(0, before)
        if was:
            self.decided = max(0, self.decided - 1)
            common.say(f"Taken back: {before} was {was}.")

    def last_decided(self) -> str:
        """The proposal about which the ledger's last decision is, "" for none."""
        for one in reversed(self.desk.state.decisions):
            known = one.id in self.desk.state.proposals
            if known and one.decision in (ACCEPTED, REJECTED) and one.id not in self.queue:
                return one.id if self.desk.state.standing(one.id) == one.decision else ""
        return ""

    def reject_rest(self, draft: Draft) -> None:
        """All that is left of the source, in one step, after a question."""
        source = draft.proposal.source
        state = self.desk.state
        rest = [one for one in state.waiting() if state.proposals[one].source == source]
        common.say(f"Reject all {len(rest)} that are left of {source}, also what a filter hides?")
        typed = read_text("yes, or anything else for no: ")
        if typed is None:
            raise End
        if typed.lower() != "yes":
            common.say("Nothing was rejected.")
            return
        note = read_text("Why? (may be left empty) ")
        if note is None:
            raise End
        self.desk.decide([state.draft(one) for one in rest], REJECTED, self.by, note)
        self.decided += len(rest)
        common.say(f"Rejected: {len(rest)}.")

    def done(self, told: str) -> None:
        """On to the next."""
        self.decided += 1
        self.at += 1
        common.say(told)

    def stopped(self) -> None:
        """What was done and what is left."""
        state = self.desk.state
        left = len(state.waiting())
        common.say()
        if not self.queue:
            common.say(nothing_left(self.desk))
        elif left:
            told = f"Decided now: {self.decided}. Left: {left}."
            common.say(f"{told} All decisions are kept; the same command goes on.")
        else:
            common.say(f"Decided now: {self.decided}. All {len(state.proposals)} are decided.")


def nothing_left(desk: Desk) -> str:
    """Why there is nothing to review."""
    state = desk.state
    if not state.proposals and not state.refused:
        told = f"Nothing is proposed in {state.folder}"
        return f"{told}; goodoffices read REPORT --case FOLDER adds proposals."
    left = len(state.waiting())
    if left:
        return f"None of the {left} proposals that are left is among those asked for."
    refused = f"; {state.barred} cannot be reviewed" if state.barred else ""
    return f"All {len(state.proposals)} proposals are decided{refused}."


def _name(by: str | None) -> str:
    """Who decides; asked until there is a name."""
    name = " ".join((by or "").split())
    while not name:
        typed = read_text("Who reviews? ")
        if typed is None:
            raise End
        name = typed
        if not name:
            common.say("Each decision is kept with the name of who made it; expected a name.")
    return name
