"""The whole part, section by section."""

from __future__ import annotations

from goodoffices.analyses.coverage import elements
from goodoffices.brief.assessment.assumed import assumed
from goodoffices.brief.assessment.changes import changes
from goodoffices.brief.assessment.differently import differently
from goodoffices.brief.assessment.goes import goes
from goodoffices.brief.assessment.holds import holds
from goodoffices.brief.assessment.leaves import leaves
from goodoffices.brief.assessment.modelled import modelled
from goodoffices.brief.assessment.sure import sure
from goodoffices.brief.assessment.today import today
from goodoffices.brief.assessment.view import View
from goodoffices.brief.developments import quoted
from goodoffices.brief.document import Part, Section


def assessment(view: View) -> Part:
    """All sections, also empty ones; who composes the brief leaves those out."""
    carries = {
        item_id
        for element in elements(view.situation)
        if element.kind in ("rule", "preference")
        for item_id in element.because
    }
    judged = [i for i in view.case.items if i.kind == "assessment" and i.status == "accepted"]
    judged.sort(key=lambda item: item.id not in carries)  # what the model rests on comes first
    own = Section("The report's own judgement", tuple(quoted(view.case, i) for i in judged))
    sections = (holds, leaves, today, goes, tried, differently, changes, assumed, modelled)
    return Part("Assessment", (own, *(section(view) for section in sections)))


def tried(view: View) -> Section:
    """In how many variants what is said of the model holds."""
    return sure(view.sure, view.notes)
