"""The contracts of ``check --format json`` and ``claims --format json``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goodoffices.analyses.claims import ClaimAnswer
from goodoffices.analyses.coverage import Coverage
from goodoffices.brief.claim_words import claim_sentence
from goodoffices.case import Case
from goodoffices.errors import Problem
from goodoffices.evidence.stored import edited
from goodoffices.model.digest import digest, inputs_digest
from goodoffices.model.situation import Situation


def warnings_of(case: Case) -> tuple[Problem, ...]:
    """What is odd in a case: in its files, its series and its stored sources, each told once.

    Raises ``InputError`` for series that cannot be read.
    """
    of_series = (warning for one in case.observations().values() for warning in one.warnings)
    of_sources = edited(case.folder / "sources", case.sources.values())
    return tuple(dict.fromkeys((*case.warnings, *of_series, *of_sources)))


def check_data(case: Case, found: Coverage, warnings: Sequence[Problem]) -> dict[str, Any]:
    """What a case in order holds, and what it rests on."""
    situation, series = case.situation, case.observations()
    return {
        "ok": True,
        "title": situation.title,
        **({"applied": list(situation.applied)} if situation.applied else {}),
        "digest": digest(situation),
        "inputs": inputs_digest(situation),
        "parties": len(situation.parties),
        "options": len(situation.options),
        "rules": len(situation.rules),
        "n_states": None if case.space is None else len(case.space),
        "sources": len(case.sources),
        "items": len(case.items),
        **({"series": {name: len(one) for name, one in series.items()}} if series else {}),
        "warnings": [warning.as_dict() for warning in warnings],
        "coverage": found.as_dict(),
    }


def claims_data(answers: Sequence[ClaimAnswer], situation: Situation) -> dict[str, Any]:
    """Every claim, its answer and why."""
    told = [one.as_dict() | {"reason": claim_sentence(one, situation)} for one in answers]
    return situation.question() | {"claims": told}
