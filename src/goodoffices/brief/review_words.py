"""A proposal as the analyst sees it, the queue as a table, and what the keys mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.marked import BAR, Dim, Mark, Marked, clean, marked_lines
from goodoffices.brief.read_words import attribution_words, cause_words
from goodoffices.brief.table import Table
from goodoffices.evidence.item import Part, Span
from goodoffices.evidence.source import Source
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.read import LANGUAGES
from goodoffices.review.context import beside
from goodoffices.review.draft import Draft
from goodoffices.review.queue import parties
from goodoffices.review.scales import CREDIBILITY, RELIABILITY

CardLine = Line | Dim | Marked
LETTERS = {"cue": "k", "hedge": "h", "speaker": "s", "condition": "c", "consequence": "f"}
LETTERS |= {"because": "b", "effect": "e", "told by": "t"}
MOST_TOLD = 3
"""Causes, and others who speak, that are shown of one sentence; all are kept."""
SHOWN = 3_000
"""Characters of a quotation that are shown; a text without sentences can have millions."""
KEYS = (
    "a accept, e edit, r reject, s skip, b back, g grade source, i grade information, c claim, "
    "t attach, R reject the rest of this source, ? help, q quit"
)
HELP = (
    ("a", "accept it as shown: it goes into evidence.yaml"),
    ("e", "edit kind, speaker, polarity, condition, consequence, words, claim or date"),
    ("r", "reject it, with a reason if you like"),
    ("s", "skip it: it comes again at the end"),
    ("b", "back to the one before; a decision about it is taken back"),
    ("g", "how reliable is the source? A to F, kept in sources.yaml"),
    ("i", "how credible is what is said here? 1 to 6, whoever says it"),
    ("c", "a formal claim, tested against the model at once"),
    ("t", "attach it to a part of the model, whose because: cites it once it is accepted"),
    ("R", "reject all that is left of this source, after a question"),
    ("q", "quit; all decisions are kept, and the same command goes on"),
)


def card(
    draft: Draft, source: Source, letter: str, at: int, count: int, width: int
) -> Iterator[CardLine]:
    """One proposal: where it stands, what it says, what was found in it. ``letter``: the grade of
    its source, "" for none; ``at`` of ``count`` from 1."""
    one = draft.proposal
    yield Heading(f"{at} of {count} · {clean(source.words)}")
    known = [clean(source.publisher), str(source.date or "")]
    known += [f"source {letter}: {RELIABILITY[letter]}"] if letter else ["source not graded"]
    yield Dim(" · ".join([*(part for part in known if part), one.id]))
    yield ""
    before, after = beside(one.text, one.span)
    if before:
        yield Dim(_short(before))
    yield from marked_lines(one.quote[:SHOWN], marks(one), min(width, 100) - len(BAR))
    if len(one.quote) > SHOWN:
        yield Dim(f"… ({len(one.quote):,} characters in all)")
    if after:
        yield Dim(_short(after))
    yield ""
    yield from found_lines(draft)


def marks(one: Proposal) -> list[Mark]:
    """The marked parts as offsets into the quotation, with their letters."""
    spans: list[tuple[Span | None, str]] = [
        (part.span if part else None, LETTERS[name])
        for name, part in (
            ("condition", one.condition),
            ("consequence", one.consequence),
            ("speaker", one.speaker),
            ("cue", one.cue),
        )
    ]
    spans += [(span, LETTERS["hedge"]) for span in one.hedges]
    spans += [(told.speaker.span, LETTERS["told by"]) for told in one.attributions[:MOST_TOLD]]
    for cause in one.causes[:1] if marks_causes(one) else ():
        spans += [(cause.cause, LETTERS["because"]), (cause.effect, LETTERS["effect"])]
    start = one.span[0]
    return [
        (span[0] - start, min(span[1] - start, SHOWN), letter)
        for span, letter in spans
        if span is not None and span[0] - start < SHOWN
    ]


def marks_causes(one: Proposal) -> bool:
    """Whether the first cause has letters: where no condition has some, so that it can be read."""
    return one.condition is None and one.consequence is None


def found_lines(draft: Draft) -> Iterator[str]:
    """What was found in it, with what was edited."""
    one = draft.proposal
    negative = ", negative" if one.polarity == "negative" else ""
    day = f", {one.date}" if one.date else ""
    yield f"kind: {one.kind}{negative}{day}"
    yield f"{_key(one.speaker, 'speaker')}speaker: {speaker_words(one)}"
    if parties(one):
        yield f"parties: {', '.join(parties(one))}"
    if one.cue is not None:
        yield f"{_key(one.cue, 'cue')}cue: {_words(one, one.cue.span)} ({one.cue.text or 'cue'})"
    if one.hedges:
        said = ", ".join(_words(one, span) for span in one.hedges)
        yield f"{LETTERS['hedge']} hedge: {said} ({one.hedge_strength or 'held back'})"
    for name, part in (("condition", one.condition), ("consequence", one.consequence)):
        if part is not None:
            yield f"{_key(part, name)}{name}: {_short(clean(part.text) or _words(one, part.span))}"
    for at, cause in enumerate(one.causes[:MOST_TOLD]):
        if at or not marks_causes(one):
            yield f"cause: {cause_words(one, cause)}"
        else:
            marker = _words(one, cause.cue)
            yield f"{LETTERS['because']} cause: {_short(_words(one, cause.cause))}"
            yield f"{LETTERS['effect']} effect: {_short(_words(one, cause.effect))} ({marker})"
    for told in one.attributions[:MOST_TOLD]:
        yield f"{LETTERS['told by']} told by {attribution_words(one, told)}"
    more = max(0, len(one.causes) - MOST_TOLD) + max(0, len(one.attributions) - MOST_TOLD)
    if more:
        yield f"and {more} more causes, or others who speak"
    if one.grade:
        yield f"information: {one.grade}, {CREDIBILITY[one.grade]}"
    if draft.claim:
        yield f"claim: {draft.claim}"
    for key in draft.attach:
        yield f"to be cited by: {key}"


def _key(part: object, name: str) -> str:
    return f"{LETTERS[name]} " if getattr(part, "span", None) is not None else ""


def _words(one: Proposal, span: Span | None) -> str:
    return "" if span is None else " ".join(clean(one.words(span)).split())


def speaker_words(one: Proposal) -> str:
    """Who speaks, in words of the quotation, with the party."""
    if one.speaker is None:
        return "the author"
    said = _words(one, one.speaker.span)
    party = one.speaker.party or "no party"
    return f"{said} ({party})" if said else party


def part_words(part: Part | None) -> str:
    """A condition or a consequence as it stands now, "none" for none."""
    return clean(part.text) if part is not None else "none"


def _short(text: str, most: int = 300) -> str:
    shown = " ".join(clean(text[: most + 1]).split())
    return shown if len(text) <= most else f"{shown[:most].rstrip()}…"


def help_lines(draft: Draft) -> Iterator[Line]:
    """What ``?`` shows: the keys, the letters, and the rules that fired."""
    yield ""
    for key, told in HELP:
        yield f"{key}  {told}"
    letters = ", ".join(f"{letter} {name}" for name, letter in LETTERS.items())
    yield f"The letters beneath a quotation: {letters.replace('f consequence', 'f what follows')}."
    yield from rule_lines(draft.proposal)
    yield ""


def rule_lines(one: Proposal) -> Iterator[str]:
    """The rules that fired, each with what it says."""
    says = {rule.id: rule.says for reads in LANGUAGES.values() for rule in reads.rules}
    yield f"Proposed by {clean(one.reader) or 'an unnamed reader'}:"
    for name in one.why:
        yield f"  {clean(name)}: {says.get(name, 'not a rule of this version')}"


def scale_lines(scale: Mapping[str, str]) -> Iterator[str]:
    """A scale, a line a grade."""
    for key, told in scale.items():
        yield f"{key}  {told}"


def numbered(keys: Sequence[str], most: int = 30) -> Iterator[str]:
    """Things to pick from, by number."""
    for at, key in enumerate(keys[:most], 1):
        yield f"{at}  {key}"
    if len(keys) > most:
        yield f"… and {len(keys) - most} more: type part of a name"


def queue_table(drafts: Sequence[Draft], skipped: frozenset[str]) -> Table:
    """The queue, a row a proposal."""
    rows = tuple(
        (
            one.id,
            one.proposal.kind + (" (skipped)" if one.id in skipped else ""),
            speaker_words(one.proposal),
            _short(one.proposal.quote, 90),
        )
        for one in drafts
    )
    return Table("", ("proposal", "kind", "speaker", "quotation"), rows)


def status_table(counts: Mapping[str, Mapping[str, int]]) -> Table:
    """How far the review is, a row a source."""
    columns = ("proposed", "accepted", "rejected", "left")
    rows = [(key, *(str(row[name]) for name in columns)) for key, row in counts.items()]
    total = [str(sum(row[name] for row in counts.values())) for name in columns]
    if len(rows) != 1:
        rows.append(("all", *total))
    return Table("", ("source", *columns), tuple(rows))
