"""The whole part, section by section."""

from __future__ import annotations

from goodoffices.brief.assessment.assumed import assumed
from goodoffices.brief.assessment.changes import changes
from goodoffices.brief.assessment.holds import holds
from goodoffices.brief.assessment.leaves import leaves
from goodoffices.brief.assessment.today import today
from goodoffices.brief.assessment.view import View
from goodoffices.brief.developments import quoted
from goodoffices.brief.document import Part, Section


def assessment(view: View) -> Part:
    """All sections, also empty ones; who composes the brief leaves those out."""
    judged = [i for i in view.case.items if i.kind == "assessment" and i.status == "accepted"]
    own = Section("The report's own judgement", tuple(quoted(view.case, i) for i in judged))
    sections = (holds, leaves, today, changes, assumed)
    return Part("Assessment", (own, *(section(view) for section in sections)))
