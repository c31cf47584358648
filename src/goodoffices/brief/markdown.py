"""A brief as Markdown: the same words as the HTML, links as anchors in the same file."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.brief.document import Brief, Computation, Matrix, Quotation, Section, Sentence
from goodoffices.brief.table import Table

SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|"})


def markdown(brief: Brief) -> str:
    """The whole brief as one Markdown text."""
    return "\n".join(_lines(brief)) + "\n"


def escaped(text: str) -> str:
    """Text that cannot become markup."""
    return " ".join(text.split()).translate(SPECIAL)


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {escaped(brief.title)}"
    if brief.subtitle:
        yield from ("", f"*{escaped(brief.subtitle)}*")
    for part in brief.parts:
        yield from ("", f"## {part.title}")
        for section in part.sections:
            yield from _section(section)
            if section.title.startswith("What would hold") and brief.matrix is not None:
                yield from _matrix(brief.matrix)
    yield from ("", "# Appendix", "", "## Quotations")
    for quotation in brief.quotations:
        yield from _quotation(quotation)
    yield from ("", "## Computations")
    for computation in brief.computations:
        yield from _computation(computation)
    yield from ("", "## Tables")
    for table in brief.tables:
        yield from _table(table)
    yield from ("", "## How this was made")
    for line in brief.provenance:
        yield f"- {escaped(line)}"


def _section(section: Section) -> Iterator[str]:
    yield from ("", f"### {escaped(section.title)}", "")
    told = [_sentence(sentence) for sentence in section.sentences]
    if section.bullets:
        yield from (f"- {line}" for line in told)
    else:
        yield " ".join(told)


def _sentence(sentence: Sentence) -> str:
    return f"{escaped(sentence.plain)} [{sentence.link}](#{sentence.link})"


def _matrix(matrix: Matrix) -> Iterator[str]:
    yield ""
    yield "| what would hold has | " + " | ".join(escaped(row[0]) for row in matrix.rows) + " |"
    yield "|---" * (len(matrix.rows) + 1) + "|"
    for at, term in enumerate(matrix.terms):
        cells = " | ".join("●" if marks[at] else "○" for _, marks, _, _ in matrix.rows)
        yield f"| {escaped(term)} | {cells} |"
    yield "| best for | " + " | ".join(escaped(row[3]) for row in matrix.rows) + " |"
    yield from ("", f"[{matrix.link}](#{matrix.link})")


def _quotation(quotation: Quotation) -> Iterator[str]:
    yield from ("", f'<a id="{quotation.id}"></a>**{quotation.id}** {quotation.kind}, ')
    yield f"said by {escaped(quotation.speaker)}; {escaped(quotation.where)}."
    yield from ("", f"> {escaped(quotation.text)}")
    if quotation.supports:
        yield from ("", f"Supports: {escaped('; '.join(quotation.supports))}.")
    if quotation.claim:
        yield from ("", f"Claim: `{quotation.claim}`: {quotation.answer}.")


def _computation(computation: Computation) -> Iterator[str]:
    yield from (
        "",
        f'<a id="{computation.id}"></a>**{computation.id}** {escaped(computation.title)}',
    )
    yield from ("", f"`{computation.command}`", "")
    yield from (f"- {escaped(line)}" for line in computation.lines)
    if computation.cites:
        links = ", ".join(f"[{cite}](#{cite})" for cite in computation.cites)
        yield from ("", f"Rests on {links}.")


def _table(table: Table) -> Iterator[str]:
    yield from ("", f"### {escaped(table.title)}", "")
    yield "| " + " | ".join(escaped(c) for c in table.columns) + " |"
    yield "|---" * len(table.columns) + "|"
    for row in table.rows:
        yield "| " + " | ".join(escaped(cell) for cell in row) + " |"
    if table.note:
        yield from ("", escaped(table.note))
