"""What the model rests on and what the reports say, as tables."""

from __future__ import annotations

from collections.abc import Iterable

from goodoffices.analyses.claims import ClaimAnswer
from goodoffices.analyses.coverage import Coverage
from goodoffices.brief.claim_words import claim_sentence
from goodoffices.brief.table import Table, shown_count
from goodoffices.brief.words import join
from goodoffices.model.situation import Situation


def claims_table(answers: Iterable[ClaimAnswer], situation: Situation) -> Table:
    """Every tested claim with its answer and reason."""
    rows = tuple(
        (answer.item, answer.claim.text, answer.answer, claim_sentence(answer, situation))
        for answer in answers
    )
    return Table("Claims against the model", ("item", "claim", "answer", "reason"), rows)


def coverage_table(found: Coverage) -> Table:
    """How many elements of each kind rest on items, on assumption, on nothing."""
    kinds: dict[str, list[int]] = {}
    for column, elements in enumerate((found.on_items, found.on_assumption, found.on_nothing)):
        for element in elements:
            kinds.setdefault(element.kind, [0, 0, 0])[column] += 1
    rows = tuple((kind, *(shown_count(n) for n in counts)) for kind, counts in kinds.items())
    idle = f"Items that support nothing: {join(found.idle_items)}." if found.idle_items else ""
    columns = ("what", "on evidence", "on assumption", "on nothing")
    return Table("What the model rests on", columns, rows, idle)
