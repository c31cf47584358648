"""Keeping the main part short: word budgets a section, and computations renumbered after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goodoffices.brief.document import Brief, Computation, Part, Section, Sentence
from goodoffices.brief.outlook_follows import TITLE as FOLLOWS

MOST_WORDS = 1_000
AIM = MOST_WORDS - 5
"""A little less, because people count words in different ways."""

BUDGETS = {
    "Reported as fact": 120,
    "Statements": 90,
    "The report's own judgement": 90,
    "What would hold": 118,
    "Who would walk away, in this model": 60,
    "What today's situation rests on": 100,
    "How the talks could go": 165,
    "How sure that is": 95,
    "What would change the picture": 90,
    "What is assumed": 60,
    "Assumed of preferences": 100,
    "Who sees it differently": 80,
}
OUTLOOK = 345
"""Words for all sections of the outlook together."""


def fitted(brief: Brief) -> Brief:
    """The brief with at most 1,000 words in its main part.

    Sections keep their first sentences within a budget; where the sum is still too much, all
    budgets shrink alike. What is cut stays in the appendix (quotations), or can be computed by
    the commands there. A section that loses sentences says so in its heading.
    """
    for percent in range(100, 0, -1):
        parts = tuple(_part(part, percent / 100) for part in brief.parts)
        parts = tuple(part for part in parts if part.sections)
        short = _renumbered(replace(brief, parts=parts))
        if short.words() <= AIM:
            return short
    return short


def _part(part: Part, scale: float) -> Part:
    if part.title == "Outlook":
        return _outlook(part, scale)
    sections = (
        _section(section, BUDGETS.get(section.title, 100) * scale) for section in part.sections
    )
    return replace(part, sections=tuple(s for s in sections if s.sentences))


def _outlook(part: Part, scale: float) -> Part:
    """Quotations first, in half of the words where there is something computed; then that; then
    what the model says of each quotation."""
    said = [section for section in part.sections if section.title != FOLLOWS]
    computed = [s for s in part.sections if s.title == FOLLOWS and s.sentences]
    whole, used = OUTLOOK * scale, 0
    kept: dict[int, list[Sentence]] = {}
    for at, section in enumerate(said):
        size = _size(section.sentences[:1])
        if used + size <= (whole / 2 if computed else whole) or not kept:
            kept[at] = [*section.sentences[:1]]
            used += size
    computed = [_section(section, whole - used) for section in computed]
    used += sum(_size(section.sentences) for section in computed)
    for at, own in kept.items():
        for sentence in said[at].sentences[1:]:
            used += _size([sentence])
            if used > whole:
                break
            own.append(sentence)
    sections = (*(_shortened(said[at], own) for at, own in kept.items()), *computed)
    return replace(part, sections=tuple(s for s in sections if s.sentences))


def _section(section: Section, budget: float) -> Section:
    kept: list[Sentence] = []
    for sentence in section.sentences:
        size = _size([*kept, sentence])
        if size > budget and kept:
            break
        kept.append(sentence)
    return _shortened(section, kept)


def _shortened(section: Section, kept: Sequence[Sentence]) -> Section:
    """With these of its sentences, and how many are left out in the heading."""
    left = len(section.sentences) - len(kept)
    title = f"{section.title} ({left} more in the appendix)" if left else section.title
    return replace(section, title=title, sentences=tuple(kept))


def _size(sentences: Sequence[Sentence]) -> int:
    return sum(len(sentence.plain.split()) for sentence in sentences)


def _renumbered(brief: Brief) -> Brief:
    """Computations numbered in the order in which the main part leads to them, then the rest."""
    known = {one.id: one for one in brief.computations}
    new: dict[str, str] = {}
    links = [sentence.link for sentence in brief.sentences()]
    links += [brief.matrix.link] if brief.matrix is not None else []
    for link in links:
        if link in known and link not in new:
            new[link] = f"c{len(new) + 1}"
    for old in known:  # what was cut from the main part stays in the appendix
        new.setdefault(old, f"c{len(new) + 1}")
    computations: list[Computation] = [replace(known[old], id=fresh) for old, fresh in new.items()]
    parts = tuple(
        replace(
            part,
            sections=tuple(
                replace(
                    section,
                    sentences=tuple(
                        replace(s, link=new.get(s.link, s.link)) for s in section.sentences
                    ),
                )
                for section in part.sections
            ),
        )
        for part in brief.parts
    )
    matrix = brief.matrix
    if matrix is not None:
        matrix = replace(matrix, link=new.get(matrix.link, matrix.link))
    return replace(brief, parts=parts, matrix=matrix, computations=tuple(computations))
