"""Items → suggestions, in the order of the items; the same items and model give the same ones.

Each suggestion has the id of its item with a number: ``e05-2``. It keeps it while the item and the
names of the model stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from goodoffices.analyses.coverage import elements
from goodoffices.evidence.item import EvidenceItem
from goodoffices.model.situation import Situation
from goodoffices.progress import Progress, silent
from goodoffices.states import StateSpace
from goodoffices.suggestions.agreements import agreements
from goodoffices.suggestions.causes import causes
from goodoffices.suggestions.judged import judged
from goodoffices.suggestions.preconditions import preconditions
from goodoffices.suggestions.suggestion import Suggestion
from goodoffices.suggestions.told import told_causes
from goodoffices.suggestions.wants import wants

WAYS = (causes, told_causes, preconditions, agreements, wants)


def suggestions(
    items: Iterable[EvidenceItem],
    situation: Situation,
    space: StateSpace | None,
    progress: Progress = silent,
) -> list[Suggestion]:
    """What the items would add to the situation and its outlook. A situation in graph form has no
    options to match, so that only causes are suggested there."""
    every = [item for item in items if item.status != "rejected"]
    found: list[Suggestion] = []
    for at, item in enumerate(every):
        progress("reading items", at, len(every))
        found += of_item(item, situation, space)
    return found


def of_item(
    item: EvidenceItem, situation: Situation, space: StateSpace | None
) -> Sequence[Suggestion]:
    """The suggestions of one item, each said once."""
    ways = WAYS if situation.graph is None else WAYS[:2]
    seen: set[tuple[str, str, str]] = set()
    found: list[Suggestion] = []
    for one in (one for way in ways for one in way(item, situation)):
        key = (one.kind, one.says, one.party)
        if key not in seen:
            seen.add(key)
            found.append(replace(one, id=f"{item.id}-{len(found) + 1}"))
    if not found:
        return ()
    cited = tuple(
        f"{one.kind} {one.party + ': ' if one.kind == 'preference' else ''}{one.name}"
        for one in elements(situation)
        if item.id in one.because
    )
    return [replace(judged(one, situation, space), cited=cited) for one in found]
