"""Packages and how robust they are, as plain data."""

from __future__ import annotations

from goodoffices.mediation.mediate import MediateResult
from goodoffices.mediation.packages import Package
from goodoffices.mediation.robustness import Robustness
from goodoffices.mediation.serves import Serves
from goodoffices.robustness.words import word


def packages_data(result: MediateResult) -> list[dict[str, object]]:
    """The packages that are shown, as ``mediate --format json`` gives them."""
    return [_package(one, result.robustness) for one in result.shown]


def robustness_data(found: Robustness | None) -> dict[str, object] | None:
    """What was tried to find out how robust packages are; None where there are no packages."""
    if found is None:
        return None
    return {
        "samples": found.samples,
        "seed": found.seed,
        "without_levers": None if found.without is None else _serves(found.without),
        "front": [list(one) for one in found.front],
        "uncertain": list(found.uncertain),
        "assumptions": list(found.assumptions),
        "complete": found.complete,
        "why": found.why,
    }


def _package(one: Package, found: Robustness | None) -> dict[str, object]:
    serves = None if found is None else found.of.get(one.levers)
    return {
        "levers": list(one.levers),
        "cost": one.cost,
        "by": list(one.by),
        "holds_at": list(one.holds_at),
        "reached": {str(state): kind for state, kind in one.reached},
        "reachable": one.reachable,
        "path": [{"by": list(s.by), "from": s.source, "to": s.target} for s in one.path],
        "share": one.share,
        "gained": list(one.gained),
        "lost": list(one.lost),
        "robustness": None if serves is None else serves.share.share,
        "variants": None if serves is None else _serves(serves),
    }


def _serves(one: Serves) -> dict[str, object]:
    return {
        "serves": one.share.count,
        "of": one.share.of,
        "mc_se": one.share.mc_se,
        "interval": list(one.share.interval),
        "low": one.low,
        "high": one.high,
        "word": word(one.share),
        "holds": one.holds.count,
        "without_model": one.unmade,
    }
