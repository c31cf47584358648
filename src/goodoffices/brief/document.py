"""What a brief is: parts, paragraphs and sentences, each sentence with one link.

A link leads to a quotation (``e04``) or to a computation (``c03``) in the appendix.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from goodoffices.brief.table import Table


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its link. ``lead`` stands before a quotation: ``Hamas leaders:``."""

    text: str
    link: str
    quoted: bool = False
    lead: str = ""

    @property
    def plain(self) -> str:
        """The sentence as it is read, without the mark of its link."""
        body = f"“{self.text}”" if self.quoted else self.text
        return f"{self.lead} {body}".strip()


@dataclass(frozen=True, slots=True)
class Section:
    """A short heading and what stands under it; ``bullets`` shows the sentences as a list.

    ``figure``: SVG text of a drawing below them, in HTML only.
    """

    title: str
    sentences: tuple[Sentence, ...]
    bullets: bool = False
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Developments, Assessment or Outlook."""

    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """An evidence item in the appendix: verbatim, where it stands, what it supports."""

    id: str
    text: str
    where: str
    kind: str
    speaker: str
    supports: tuple[str, ...]
    claim: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Computation:
    """Something computed: in words, line by line, and the command that repeats it."""

    id: str
    title: str
    command: str
    lines: tuple[str, ...]
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matrix:
    """The picture of the main part: outcomes × agenda terms, with what holds each of them up."""

    terms: tuple[str, ...]
    rows: tuple[tuple[str, tuple[bool, ...], bool, str], ...]
    link: str


@dataclass(frozen=True)
class Brief:
    """The whole: three parts, and an appendix that every sentence leads to."""

    title: str
    subtitle: str
    parts: tuple[Part, ...]
    matrix: Matrix | None
    quotations: tuple[Quotation, ...]
    computations: tuple[Computation, ...]
    tables: tuple[Table, ...]
    provenance: tuple[str, ...]
    warnings: tuple[str, ...] = field(default=())

    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of the main part, in order."""
        return tuple(
            sentence
            for part in self.parts
            for section in part.sections
            for sentence in section.sentences
        )

    def words(self) -> int:
        """The number of words of the main part: headings, picture and the marks of links too."""
        texts = [self.title, self.subtitle, *(sentence.link for sentence in self.sentences())]
        for part in self.parts:
            texts.append(part.title)
            for section in part.sections:
                texts.append(section.title)
                texts += [sentence.plain for sentence in section.sentences]
        if self.matrix is not None:
            texts += self.matrix.terms
            texts += [f"{name} {best}" for name, _, _, best in self.matrix.rows]
            texts += ["●"] * (len(self.matrix.rows) * len(self.matrix.terms))
            texts.append("What would hold has best for")
        return sum(len(text.split()) for text in texts)
