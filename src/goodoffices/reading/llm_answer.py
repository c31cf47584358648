"""What a language model answered for one sentence → a proposal, or why it is refused.

Steps:

1. Every field has the type that the schema says, or the answer for the sentence is refused. What
   is missing counts as null or empty, but for the kind. What the schema does not know is passed
   over: a model cannot set an id, a source, a span, a status or a grade.
2. Words become spans (``llm_spans``); words that do not stand in the sentence refuse it all.
3. Parties that the situation does not have, and claims that it cannot read, are left out and
   told: the words stand in the sentence, and what they mean is open.
4. The rest is made a ``Proposal``, which checks every span again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from goodoffices.errors import RequestError, nearest
from goodoffices.evidence.claim import check_claim, parse_claim
from goodoffices.evidence.item import KINDS, Mention, Part, Span
from goodoffices.model.parser import ExpressionError
from goodoffices.model.situation import Situation
from goodoffices.reading.llm_prompt import CUES, POLARITIES, STRENGTHS
from goodoffices.reading.llm_spans import NotThere, shortened, span_of
from goodoffices.reading.proposal import Proposal

WHY = ("llm",)
LONGEST = 400
"""Characters of a proposition, a role or a claim."""
MOST = 60
"""Actors or hedges of one sentence."""


class Refused(Exception):
    """The answer for a sentence is not taken; the text says why."""


@dataclass
class Reader:
    """Makes proposals out of answers. ``left_out``: what step 3 left out of the last one."""

    situation: Situation | None
    reader: str
    suffix: str
    left_out: list[str] = field(default_factory=list)

    def proposal(self, rules: Proposal, answer: Mapping[str, Any]) -> Proposal:
        """The model's proposal beside that of the rules. Raises ``Refused``."""
        self.left_out = []
        try:
            return self._proposal(rules, answer)
        except NotThere as error:
            raise Refused(str(error)) from None
        except RequestError as error:
            raise Refused(shortened(str(error))) from None

    def _proposal(self, rules: Proposal, answer: Mapping[str, Any]) -> Proposal:
        speaker = self.mention(rules, answer.get("speaker"), "speaker")
        hedges = unique(self.span(rules, one, "hedges") for one in objects(answer, "hedges"))
        strength = choice(answer, "hedge_strength", STRENGTHS)
        return Proposal(
            id=rules.id + self.suffix,
            source=rules.source,
            sentence=rules.sentence,
            span=rules.span,
            quote=rules.quote,
            text=rules.text,
            kind=needed(answer, "kind", KINDS),
            polarity=choice(answer, "polarity", POLARITIES),
            speaker=speaker,
            actors=tuple(self.actors(rules, answer, speaker)),
            cue=self.cue(rules, answer.get("cue")),
            hedges=hedges,
            hedge_strength=strength if hedges else "",
            condition=self.part(rules, answer.get("condition"), "condition"),
            consequence=self.part(rules, answer.get("consequence"), "consequence"),
            claim=self.claim(free(answer, "claim")),
            reader=self.reader,
            why=WHY,
        )

    def span(self, rules: Proposal, value: Any, what: str) -> Span:
        if not isinstance(value, dict):
            raise Refused(f"{what}: an object with words is expected")
        words, before = value.get("words"), value.get("before")
        if not isinstance(words, str) or not isinstance(before, str | None):
            raise Refused(f"{what}: the words are no text")
        return span_of(words, before or "", rules.text, *rules.span)

    def mention(self, rules: Proposal, value: Any, what: str) -> Mention | None:
        if value is None:
            return None
        span = self.span(rules, value, what)
        return Mention(span, self.party(free(value, "party")), free(value, "role"))

    def actors(
        self, rules: Proposal, answer: Mapping[str, Any], speaker: Mention | None
    ) -> Iterator[Mention]:
        """Everybody but the speaker, once each, in the order of the sentence."""
        found: dict[Span, Mention] = {}
        for value in objects(answer, "actors"):
            one = self.mention(rules, value, "actors")
            if one is not None and one.span is not None:
                found.setdefault(one.span, one)
        for span in sorted(found):
            if speaker is None or span != speaker.span:
                yield found[span]

    def cue(self, rules: Proposal, value: Any) -> Part | None:
        if value is None:
            return None
        return Part(self.span(rules, value, "cue"), choice(value, "type", CUES))

    def part(self, rules: Proposal, value: Any, what: str) -> Part | None:
        if value is None:
            return None
        span = self.span(rules, value, what)
        return Part(span, free(value, "proposition") or " ".join(rules.words(span).split()))

    def party(self, name: str) -> str:
        """Step 3 for a party."""
        known = [party.id for party in self.situation.parties] if self.situation else []
        if not name or name in known:
            return name
        self.left_out.append(f'unknown party "{shortened(name)}"')
        return ""

    def claim(self, text: str) -> str:
        """Step 3 for a claim."""
        if not text:
            return ""
        if self.situation is None:
            self.left_out.append("a claim, for there is no situation to read it by")
            return ""
        unknown: list[str] = []

        def note(what: str, name: str, valid: tuple[str, ...]) -> None:
            unknown.append(f'unknown {what} "{shortened(name)}" {nearest(name, valid)}'.rstrip())

        try:
            check_claim(parse_claim(text), self.situation, note)
        except ExpressionError:
            unknown.append("not understood")
        if unknown:
            self.left_out.append(f'the claim "{shortened(text)}": {unknown[0]}')
        return "" if unknown else text


def objects(answer: Mapping[str, Any], what: str) -> list[Any]:
    """A list of objects; none where nothing is given."""
    value = answer.get(what)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Refused(f"{what}: a list is expected")
    if len(value) > MOST:
        raise Refused(f"{what}: {len(value):,} of them in one sentence")
    return value


def choice(answer: Mapping[str, Any], what: str, valid: tuple[str, ...]) -> str:
    """One of the valid words; "" where nothing is given."""
    value = answer.get(what)
    if value is None:
        return ""
    if not isinstance(value, str) or value not in valid:
        told = f'"{shortened(value)}"' if isinstance(value, str) else "no text"
        raise Refused(f"{what}: {told} is none of {', '.join(valid)}")
    return value


def needed(answer: Mapping[str, Any], what: str, valid: tuple[str, ...]) -> str:
    """One of the valid words."""
    value = choice(answer, what, valid)
    if not value:
        raise Refused(f"{what}: missing")
    return value


def free(answer: Mapping[str, Any], what: str) -> str:
    """Words of the model's own in one line; "" where nothing is given."""
    value = answer.get(what)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refused(f"{what}: no text")
    if len(value) > LONGEST:
        raise Refused(f"{what}: {len(value):,} characters, over {LONGEST}")
    line = " ".join(value.split())
    odd = next((sign for sign in line if _is_odd(sign)), "")
    if odd:
        raise Refused(f"{what}: the sign U+{ord(odd):04X} stands in it, which is not shown")
    return line


def unique(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In the order of the text, each once."""
    return tuple(sorted(set(spans)))


def _is_odd(sign: str) -> bool:
    """Whether a sign steers a terminal or the direction of writing, or is none at all.

    The joiners of Persian and of Indian scripts are spelling and stay.
    """
    return (
        unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Cn", "Co") and sign not in "\u200c\u200d"
    )
