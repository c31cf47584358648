"""Sensitivity as plain data: what ``--format json`` prints."""

from __future__ import annotations

from typing import Any

from goodoffices.brief.sensitivity_words import SensitivityWords
from goodoffices.sensitivity.interest import Interest
from goodoffices.sensitivity.result import Bar, Sensitivity, Verdict
from goodoffices.sensitivity.single import RANKING, STATEMENT, Part, Single
from goodoffices.version import VERSION


def sensitivity_data(result: Sensitivity) -> dict[str, object]:
    """The whole result; ``counts`` of a change are in the order of ``verdicts``."""
    words = SensitivityWords(result)
    return {
        "goodoffices": VERSION,
        **result.base.question(),
        "kind": result.kind,
        "kinds": list(result.kinds),
        "n_states": result.as_is.states,
        "n_equilibria": result.as_is.equilibria,
        "tried": len(result.singles),
        "tried_by_kind": result.tried,
        "models": result.models,
        "one_by_one": result.alone,
        "not_tried": [{"id": one.id, "why": one.why} for one in result.untried],
        "verdicts": [_verdict(one, words) for one in result.verdicts],
        "changes": [
            {
                "id": one.id,
                "kind": one.kind,
                **_part(one.part),
                "words": words.change(one),
                "n_states": answer.states,
                "n_equilibria": answer.equilibria,
                "counts": list(answer.counts),
            }
            for one, answer in zip(result.singles, result.answers, strict=True)
        ],
    }


def _verdict(verdict: Verdict, words: SensitivityWords) -> dict[str, Any]:
    by_kind = {kind: {"tried": t, "flips": f} for kind, (t, f) in verdict.by_kind.items()}
    return {
        **_interest(verdict.interest),
        "holds": verdict.holds,
        "count": verdict.count,
        "least": verdict.least,
        "greatest": verdict.greatest,
        "flips": verdict.flips,
        "impossible": verdict.impossible,
        "by_kind": by_kind,
        "tornado": [_bar(bar, words) for bar in verdict.bars],
    }


def _interest(interest: Interest) -> dict[str, Any]:
    if interest.state is None:
        return {"expr": interest.text, "asked": interest.asked}
    return {"state": interest.state, "asked": interest.asked}


def _bar(bar: Bar, words: SensitivityWords) -> dict[str, Any]:
    return {
        "what": bar.part.what,
        **_part(bar.part),
        "words": words.part(bar.part),
        "least": bar.least,
        "greatest": bar.greatest,
        "tried": bar.tried,
        "flips": [one.id for one in bar.flips],
        "nearest": _nearest(bar.flips[0]) if bar.flips else None,
    }


def _nearest(one: Single) -> dict[str, Any]:
    return {"id": one.id, "kind": one.kind} | ({"moved": one.moved} if one.moved else {})


def _part(part: Part) -> dict[str, Any]:
    if part.what in (STATEMENT, RANKING):
        return {"about": part.about, "place": part.place, "text": list(part.text)}
    return {"about": part.about}
