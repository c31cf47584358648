"""Questions about one proposal: edits, the two grades, a claim, where it is attached.

Each keeps its answer at once. An empty answer leaves everything as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import click

from goodoffices.brief.claim_tested import claim_told
from goodoffices.brief.read_words import attribution_words, cause_words
from goodoffices.brief.review_words import numbered, part_words, scale_lines, speaker_words
from goodoffices.cli import common
from goodoffices.cli.interview import read_text
from goodoffices.errors import RequestError
from goodoffices.evidence.claim import Claim
from goodoffices.evidence.item import KINDS
from goodoffices.formats.insert import ASSUMPTION
from goodoffices.review.desk import Desk
from goodoffices.review.draft import Draft
from goodoffices.review.edits import FIELDS, NONE, POLARITIES, ClaimError, checked_claim
from goodoffices.review.elements import attachable, matching, with_citation
from goodoffices.review.scales import CREDIBILITY, RELIABILITY

EDITED = (
    *("kind", "speaker", "polarity", "condition", "consequence", "span", "claim", "date"),
    *("causes", "attributions"),
)


class End(Exception):
    """The input has come to its end, or somebody stops."""


class Answers:
    """``keys``: key → the question that it asks."""

    def __init__(self, desk: Desk, by: str) -> None:
        self.desk, self.by = desk, by
        self.keys: dict[str, Callable[[Draft], None]] = {
            "e": self.edit,
            "g": self.grade_source,
            "i": self.grade_information,
            "c": self.claim,
            "t": self.attach,
        }

    def edit(self, draft: Draft) -> None:
        """One field, or all of them back."""
        common.say("Which field? Enter leaves all as it is; 0 makes it as the reader wrote it.")
        for at, name in enumerate(EDITED, 1):
            common.say(f"{at}  {name}: {_now(draft, name)}")
        while True:
            typed = _ask("field: ")
            if not typed:
                return
            if typed == "0":
                original = Draft.of(self.desk.state.proposals[draft.id])
                self.desk.edit(draft, original, self.by)
                return
            name = _field(typed)
            if name:
                break
            common.say(f"“{typed}” is no field; expected 0 to {len(EDITED)}, or a name.")
        if name == "claim":
            self.claim(draft)
            return
        common.say(_expected(name, self.desk))
        self._until_good(name, draft)

    def grade_information(self, draft: Draft) -> None:
        """1 to 6."""
        common.say("How credible is what is said here, whoever says it?")
        common.show(scale_lines(CREDIBILITY))
        self._until_good("grade", draft)

    def grade_source(self, draft: Draft) -> None:
        """A to F."""
        key = draft.proposal.source
        common.say(f"How reliable is the source, {self.desk.state.case.sources[key].words}?")
        common.show(scale_lines(RELIABILITY))
        while True:
            typed = _ask("A to F: ").upper()
            if not typed:
                return
            if typed in RELIABILITY:
                self.desk.grade_source(key, typed, self.by)
                return
            common.say(f"“{typed}” is no letter of the scale; expected A to F.")

    def claim(self, draft: Draft) -> None:
        """Checked against the situation, kept, and tested."""
        common.say(
            f"Claim, such as EXPR, EXPR is possible, PARTY wants EXPR; {NONE} for none; now: "
            f"{draft.claim or 'none'}"
        )
        situation = self.desk.state.case.situation
        while True:
            typed = _ask("claim: ")
            if not typed:
                return
            try:
                after = FIELDS["claim"](draft, typed, situation)
                found = checked_claim(typed, situation) if typed != NONE else None
                break
            except ClaimError as error:
                if len(typed) < common.terminal_width():
                    click.echo(f"{typed}\n{' ' * error.offset}^")
                common.say(stop(f"{error}"))
        self.desk.edit(draft, after, self.by)
        if found is not None:
            common.say(self._answered(found))

    def _answered(self, claim: Claim) -> str:
        """What the model says to it."""
        with common.working("testing the claim"):
            return claim_told(claim, self.desk.state.case)

    def attach(self, draft: Draft) -> None:
        """By number or part of a name; one that is picked already is taken away."""
        there = attachable(self.desk.state.folder)
        keys = list(there)
        if not keys:
            raise RequestError("the model has no element that could cite an item")
        common.say("Which part of the model rests on it? A number, or part of a name; Enter: none.")
        shown = keys
        common.show(numbered(shown))
        while True:
            typed = _ask("part: ")
            if not typed:
                return
            found = matching(shown, typed)
            if len(found) == 1:
                break
            if found:
                shown = found
                common.show(numbered(shown))
            else:
                common.say(f"“{typed}” is none of them; expected a number or part of a name.")
                shown = keys
        key = found[0]
        kept = tuple(one for one in draft.attach if one != key)
        if key not in draft.attach:
            if ASSUMPTION in there[key].because:
                common.say(f"{key} rests on an assumption. Shall this item take its place?")
                if _ask("yes, or anything else for no: ").lower() != "yes":
                    common.say("Nothing was attached.")
                    return
            with_citation(self.desk.state.folder, (*kept, key), draft.id)  # refused now or never
        attach = kept if key in draft.attach else (*draft.attach, key)
        self.desk.edit(draft, replace(draft, attach=attach), self.by)
        common.say(
            f"Not attached to {key}." if key in draft.attach
            else f"{key} will cite it when it is accepted."
        )  # fmt: skip

    def _until_good(self, name: str, draft: Draft) -> None:
        """Asks until the answer fits or is empty."""
        while True:
            typed = _ask(f"{name}: ")
            if not typed:
                return
            try:
                after = FIELDS[name](draft, typed, self.desk.state.case.situation)
            except RequestError as error:
                common.say(stop(f"{error}"))
                continue
            self.desk.edit(draft, after, self.by)
            for lost in _lost(draft, after) if name == "span" else ():
                common.say(f"Left out, for it lies outside the new words: {lost}.")
            return


def stop(text: str) -> str:
    """With a full stop, where it does not end already."""
    return text if text.endswith(("?", ".")) else f"{text}."


def _ask(prompt: str) -> str:
    typed = read_text(prompt)
    if typed is None:
        raise End
    return typed


def _field(typed: str) -> str:
    if typed.isdecimal():
        return EDITED[int(typed) - 1] if 1 <= int(typed) <= len(EDITED) else ""
    fitting = [name for name in EDITED if name.startswith(typed.lower())]
    return fitting[0] if len(fitting) == 1 else ""


def _now(draft: Draft, name: str) -> str:
    one = draft.proposal
    told = {
        "kind": one.kind,
        "speaker": speaker_words(one),
        "polarity": one.polarity or "none",
        "condition": part_words(one.condition),
        "consequence": part_words(one.consequence),
        "span": f"{list(one.span)}",
        "claim": draft.claim or "none",
        "date": str(one.date or "none"),
        "causes": _numbered(cause_words(one, cause) for cause in one.causes),
        "attributions": _numbered(attribution_words(one, told) for told in one.attributions),
    }
    return told[name]


def _numbered(words: Iterable[str]) -> str:
    return "; ".join(f"({at}) {one}" for at, one in enumerate(words, 1)) or "none"


def _expected(name: str, desk: Desk) -> str:
    parties = ", ".join(party.id for party in desk.state.case.situation.parties)
    told = {
        "kind": f"One of {', '.join(KINDS)}.",
        "speaker": f"author, {parties}, or {NONE} for somebody who is no party.",
        "polarity": f"{' or '.join(POLARITIES)}.",
        "condition": f"Words copied from the quotation, or {NONE} for none.",
        "consequence": f"Words copied from the quotation, or {NONE} for none.",
        "span": "The words that are to be the quotation, copied from the report.",
        "causes": f"The numbers of those to keep, or {NONE} for none.",
        "attributions": f"The numbers of those to keep, or {NONE} for none.",
        "date": f"The day of which it speaks, such as 2024-12-01, or {NONE} for none.",
    }
    return told[name]


def _lost(before: Draft, after: Draft) -> list[str]:
    old, new = before.data(), after.data()
    names = ("speaker", "actors", "cue", "hedge", "condition", "consequence", "causes")
    return [name for name in (*names, "attributions") if name in old and old[name] != new.get(name)]
