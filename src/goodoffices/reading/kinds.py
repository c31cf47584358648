"""What kind of sentence it is: outlook, statement, assessment or fact, in this order.

1. An outlook has a conditional marker with a modal consequent, or in its main clause a modal of
   possibility or future over a verb that tells an event.
2. A statement has a reporting cue with a source in its main clause; a modal or a condition inside
   what is reported stays inside, so this is asked first where somebody is quoted.
3. An assessment has an evaluative main verb.
4. Everything else is a fact, which says what the sentence does and not whether it is true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.reading.clauses import Outline, Span, Token
from goodoffices.reading.condition_cues import CLAUSES
from goodoffices.reading.conditionals import Conditional, conditionals
from goodoffices.reading.cue import Cues, words_of
from goodoffices.reading.english import ABSTRACT, ROLES, TWO_SIDED, finite
from goodoffices.reading.judging import EVALUATIVE
from goodoffices.reading.modals import CONSEQUENT, HAS_MODAL, MODAL, MODAL_WORDS
from goodoffices.reading.rule import Found
from goodoffices.reading.speakers import ENGLISH_SPEAKERS, Reported, reported
from goodoffices.reading.word_rules import WordRules
from goodoffices.reading.words import word_set

ENGLISH_KINDS = (*CLAUSES, *CONSEQUENT, *MODAL, *EVALUATIVE)
ENGLISH = (*ENGLISH_KINDS, *ENGLISH_SPEAKERS)
"""Every rule that decides about a kind or a speaker."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What kind a sentence is. ``cue``: the words that show it, with ``cue_type``; None in a fact.
    ``said``: the reporting cue and its source. ``conditionals``: every condition that is said in
    it, in whichever clause; ``condition``: the one that makes it an outlook."""

    kind: str
    cue: Span | None
    cue_type: str
    why: tuple[str, ...]
    said: Reported | None = None
    modal: Found | None = None
    conditionals: tuple[Conditional, ...] = ()
    condition: Conditional | None = None

    @property
    def teller(self) -> Span | None:
        """From who says it to the end of the reporting cue; None where they stand behind it."""
        if self.said is None or self.said.speaker[0] > self.said.cue[0]:
            return None
        return self.said.speaker[0], self.said.cue[1]


def kind_of(line: Outline) -> Kind:
    """The steps above, for the main clause of a sentence."""
    said = reported(line)
    every = tuple(conditionals(line.text))
    if said is not None:
        return Kind("statement", said.cue, "reporting", (said.rule,), said, None, every)
    modal = _modal(line)
    condition = _condition(line, every)
    if condition is not None:
        why = (condition.rule, modal.rule if modal else HAS_MODAL.id)
        return Kind("outlook", condition.marker, "condition", why, None, modal, every, condition)
    if modal is not None:
        cue = (modal.start, modal.end)
        return Kind("outlook", cue, "modal", (modal.rule,), None, modal, every)
    verb = _evaluative(line)
    if verb is not None:
        cue = (verb.start, verb.end)
        return Kind("assessment", cue, "evaluation", (verb.rule,), conditionals=every)
    return Kind("fact", None, "", ("fact-otherwise",), conditionals=every)


MARKERS = {one.id for one in CLAUSES} - {"condition-when"}
"""*When* asks as often as it sets a condition: where it does, a modal shows it."""


def _condition(line: Outline, every: tuple[Conditional, ...]) -> Conditional | None:
    """The first conditional marker whose sentence has a modal in its main clause, or whose
    consequence begins with one ("but only if the pass opens will aid come")."""
    for one in every:
        if one.rule not in MARKERS or _quoted(line, one.marker[0]):
            continue
        start, end = one.marker
        modals = HAS_MODAL.find(line.text)
        if any(
            m.start == one.consequence[0] > end
            or (line.is_main(m.start) and not start <= m.start < end)
            for m in modals
        ):
            return one
    return None


def _quoted(line: Outline, at: int) -> bool:
    """Whether something stands in a hidden part that it does not open itself."""
    return not line.is_main(at) and not any(start <= at <= start + 9 for start, _ in line.hidden)


MODALS = WordRules(MODAL, MODAL_WORDS)


def _modal(line: Outline) -> Found | None:
    """The first modal of the main clause."""
    asked = MODALS.likely(words_of(line.text))
    every = (one for rule in asked for one in rule.find(line.text))
    return min(
        (one for one in every if line.is_main(one.start)), key=lambda one: one.start, default=None
    )


JUDGING = Cues(EVALUATIVE)


def _evaluative(line: Outline) -> Found | None:
    """The first evaluative verb of the main clause with nothing finite before it that is main."""
    found = [one for _, one in JUDGING.find(line.text) if line.is_main(one.start)]
    for one in sorted(found, key=lambda one: one.start):
        if _is_main_verb(line, one):
            return one
    return None


def _is_main_verb(line: Outline, found: Found) -> bool:
    before = [one for one in line.seen if one.end <= found.start]
    if not before or before[-1].low in NO_SUBJECT:
        return False
    if any(one.is_finite for one in before if one.low not in ("has", "have", "had", "does", "do")):
        last = max(at for at, one in enumerate(before) if one.is_finite)
        between = line.main[before[last].end : found.start]
        if before[last].low not in ("is", "are") and " and" not in between and ";" not in between:
            return not _is_verb(before, last)
    word = line.text[found.start : found.end].split()[0].lower()
    plain = word in TWO_SIDED | {finite(v)[2] for v in TWO_SIDED}
    return not (plain and before[-1].low in ROLES - ABSTRACT)


NO_SUBJECT = word_set(
    "to with of the a an by for from amid be been being and its their his her new more no in on "
    "is are was were"
)


def _is_verb(before: Sequence[Token], at: int) -> bool:
    """Whether a word in -ed is a verb here and no participle after its noun."""
    word = before[at]
    if not word.low.endswith("ed"):
        return True
    following = before[at + 1].low if at + 1 < len(before) else ""
    return at > 0 and following not in ("by", "in", "on", "at", "for", "from", "under")
