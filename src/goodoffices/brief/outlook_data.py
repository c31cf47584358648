"""A forecast as plain data: what ``goodoffices outlook --format json`` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from goodoffices.model.situation import Situation
from goodoffices.outlook.estimates import Difference
from goodoffices.outlook.forecast import Forecast, marked
from goodoffices.outlook.request import Reply
from goodoffices.outlook.talks import shares, taken
from goodoffices.outlook.why import Moved, Owed
from goodoffices.version import VERSION


def reply_data(reply: Reply) -> dict[str, Any]:
    """Everything that was asked."""
    told = forecast_data(reply.forecasts, reply.situation)
    return told | owed_data(reply.owed) | moved_data(reply.moved)


def forecast_data(forecasts: Sequence[Forecast], situation: Situation) -> dict[str, Any]:
    """One object; with one scenario the answers are its own, with several they stand apart."""
    base = forecasts[0]
    main = forecasts[1] if len(forecasts) == 2 else base
    told: dict[str, Any] = {
        "goodoffices": VERSION,
        **situation.question(),
        "inputs": situation.inputs_digest(),
        "seed": base.size.seed,
        "outer": base.size.outer,
        "inner": base.size.inner,
        "horizon": base.outlook.horizon,
        "step": base.outlook.step,
        "start": _start(base),
        "scenario": main.scenario.id or None,
        "answers": [answer.as_dict() for answer in main.answers],
        "assumed": [
            {"at": param.path, "name": param.id, "as": "any probability from 0 to 1"}
            for param in base.outlook.unset()
        ],
        "marked": list(marked(base.outlook)),
    }
    if len(forecasts) == 2:
        told["as_written"] = [answer.as_dict() for answer in base.answers]
        told["differences"] = _gains(main)
    elif len(forecasts) > 2:
        told["scenarios"] = [
            {
                "scenario": one.scenario.id,
                "answers": [answer.as_dict() for answer in one.answers],
                "differences": _gains(one),
            }
            for one in forecasts[1:]
        ]
    return told


def _start(one: Forecast) -> dict[str, object]:
    outcome = one.outcome
    told: dict[str, object] = {"kind": outcome.kind}
    if outcome.text:
        told["state"] = outcome.text
    if outcome.kind != "none":
        told["holds"] = shares(outcome, taken(one.outlook))
    if outcome.chain is not None:
        told["choice"] = outcome.chain.choice
        told["assumption"] = "how ready each party is to move"
    return told


def _gains(one: Forecast) -> list[dict[str, object]]:
    return [
        {"ask": answer.question.text} | difference_data(gain)
        for answer, gain in zip(one.answers, one.gains, strict=True)
    ]


def difference_data(gain: Difference | None) -> dict[str, object]:
    """A difference and its error, null where there is none."""
    return {"difference": gain.value if gain else None, "se": gain.se if gain else None}


def owed_data(owed: Mapping[str, Sequence[Owed]]) -> dict[str, object]:
    """``why``: what each answer owes to each event; nothing where it was not asked for."""
    if not owed:
        return {}
    return {
        "why": [
            {"ask": ask, "owes": [{"event": one.event} | difference_data(one.by) for one in listed]}
            for ask, listed in owed.items()
        ]
    }


def moved_data(moved: Mapping[str, Sequence[Moved]]) -> dict[str, object]:
    """``sensitivity``: what moves each answer; nothing where it was not asked for."""
    if not moved:
        return {}
    return {
        "sensitivity": [
            {"ask": ask, "params": [_moved(m) for m in m_]} for ask, m_ in moved.items()
        ]
    }


def _moved(one: Moved) -> dict[str, object]:
    return {
        "param": one.param.id,
        "p10": one.at[0],
        "p90": one.at[1],
        "answer_at_p10": one.low if isfinite(one.low) else None,
        "answer_at_p90": one.high if isfinite(one.high) else None,
        "rank_correlation": one.rank,
    }
