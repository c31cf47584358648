"""An observed series and its fit: a table, what is in the way, how often intervals held."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from goodoffices.analyses.hint import Fitted
from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.table import Table
from goodoffices.brief.words import join, plural
from goodoffices.series.backtest import HORIZONS, Backtest
from goodoffices.series.crossing import Chance, Crossing, Current, Range
from goodoffices.series.forecast import MODELS
from goodoffices.series.level import FEWEST
from goodoffices.series.observed import Series
from goodoffices.series.proportion import Proportion

MODEL_WORDS = {
    "plain": "constant rates, one level",
    "drift": "constant rates, drift",
    "spells": "unequal spells, one level",
    "both": "unequal spells, drift",
}
"""Model → what it assumes; ``drift`` is what an outlook can say."""

MOST_LINES = 8
"""So many lines of one observation are named in a table."""


def series_lines(one: Fitted, backtested: bool = False) -> Iterator[Line]:
    """Everything about one series. ``backtested``: whether that was asked for."""
    series = one.series
    of = f", observed for {join(one.names)}" if one.names else ""
    yield Heading(f"“{series.name}”{of}")
    yield f"{_where(one)}: {_days(one)}."
    if one.why:
        yield f"Nothing can be fitted: {one.why}."
        return
    if one.fit is None:
        yield "It is what a stock holds, not a count of a day, so no rates are fitted to it."
        return
    yield fit_table(one.fit)
    yield from _missing(one.fit)
    yield from _unlike(one.fit)
    if one.test is not None:
        yield from _tested(one.test)
    elif not backtested:
        yield "How often intervals made so held what came: --backtest."


def fit_table(fit: Crossing) -> Table:
    """Rates, level and drift, with their 5-95 %."""
    unit = f", {fit.unit}" if fit.unit else ""
    rows = [_chance("opens, per day", fit.opens, "closed"), _chance("closes, per day", fit.closes)]
    if fit.median is not None and fit.level is not None:
        days = plural(fit.open_days, "open day")
        level = span(fit.level) if fit.open_days > 1 else "–"
        rows.append((f"count when open{unit}", figure(fit.median), level, f"median of {days}"))
    if fit.today is not None:
        rows.append((f"level on the last day{unit}", figure(fit.today.middle), span(fit.today), ""))
    if fit.drift is not None:
        drift = fit.drift
        ends = f"{drift.low:.2f}–{drift.high:.2f}"
        noise = f"beside noise of {drift.noise:.2f}"
        rows.append(("drift, per root of a day", f"{drift.sigma:.2f}", ends, noise))
    now = fit.current
    if now is not None and _pooled(fit, now).estimate is not None:
        what = "this opening" if now.is_open else "this closure"
        lasts = f"lasts {now.lasted} {'day' if now.lasted == 1 else 'days'} so far"
        middle = per_day(now.ends.middle)
        ends_at = f"{per_day(now.ends.low)}–{per_day(now.ends.high)}"
        rows.append((f"{what} ends, per day", middle, ends_at, f"{lasts}; spells not alike"))
    return Table("", ("what", "estimate", "5–95 %", "from"), tuple(rows))


def _where(one: Fitted) -> str:
    unit = f", in {one.series.unit}" if one.series.unit else ""
    return f"{one.series.file or 'given'}{unit}"


def _days(one: Fitted) -> str:
    series = one.series
    if one.fit is not None:
        missing = plural(one.fit.missing, "day", "days") if one.fit.missing else "no day"
        seen = f"{one.fit.observed:,} {'day' if one.fit.observed == 1 else 'days'} observed"
        return f"{series.first} to {series.last}, {seen}, {missing} missing"
    known = series.values[~np.isnan(series.values)]
    span_ = f"{series.first} to {series.last}, {plural(len(known), 'observation')}"
    if not len(known):
        return span_
    ends = f"from {figure(float(known.min()))} to {figure(float(known.max()))}"
    return f"{span_} {ends}, the last {figure(float(known[-1]))}"


def _chance(what: str, one: Chance, state: str = "open") -> tuple[str, str, str, str]:
    days = f"{one.happened} of {one.days} {state} {'day' if one.days == 1 else 'days'}"
    if one.estimate is None:
        return what, "–", "–", f"no {state} day with the next one observed"
    return what, per_day(one.estimate), f"{per_day(one.low)}–{per_day(one.high)}", days


def _missing(fit: Crossing) -> Iterator[str]:
    """What could not be fitted, and why."""
    if fit.opens.estimate is None:
        yield (
            "How often it opens cannot be said: there is no day with a count of 0 and the next "
            "day observed."
        )
    if fit.closes.estimate is None:
        yield (
            "How often it closes cannot be said: there is no open day with the next day observed."
        )
    if fit.drift is None:
        yield (
            f"No level and drift of today: it was open on {plural(fit.open_days, 'day')}, and at "
            f"least {FEWEST} are needed."
        )


def _pooled(fit: Crossing, now: Current) -> Chance:
    """The one rate for all spells like the current one; without an estimate nothing is known."""
    return fit.closes if now.is_open else fit.opens


def _unlike(fit: Crossing) -> Iterator[str]:
    """A spell that has lasted far longer than one rate for all expects."""
    now = fit.current
    if now is None:
        return
    pooled = _pooled(fit, now)
    if pooled.estimate is None or now.ends.middle >= pooled.low:
        return
    state, does = ("open", "closes") if now.is_open else ("closed", "opens")
    others = "openings" if now.is_open else "closures"
    yield (
        f"It has been {state} for the last {now.lasted} days. One rate for all {others} is "
        f"{per_day(pooled.estimate)} per day; if they are not alike, one that has lasted so long "
        f"ends at {per_day(now.ends.middle)} per day ({per_day(now.ends.low)}–"
        f"{per_day(now.ends.high)}). An outlook with the one rate {does} it too soon."
    )


def _tested(test: Backtest) -> Iterator[Line]:
    rows = []
    for horizon in HORIZONS:
        for model in MODELS:
            held = test.coverage(horizon, model)
            score = test.score(horizon, model)
            if score is not None:
                told = (f"{horizon} days", MODEL_WORDS[model], share_words(held), figure(score))
                rows.append(told)
    if not rows:
        early = plural(test.too_early, "origin")
        yield (
            f"No backtest: {early} had fewer than {FEWEST} open days before, and at no other was "
            "the future long enough and observed."
        )
        return
    columns = ("total of", "model", "90 % interval held it", "score")
    title = "How often intervals from the past alone held what came"
    yield Table(title, columns, tuple(rows))
    yield (
        "Nominal is 90 %. Constant rates with drift are what an outlook says. A lower score is "
        "better. Origins are three days apart, so trials repeat each other and the intervals of "
        "the shares are too narrow."
    )


def share_words(one: Proportion) -> str:
    """``75 % (68 of 91; 65–83)``."""
    if one.share is None:
        return "none of none"
    ends = f"{one.low:.0%}–{one.high:.0%}".replace("%", "")
    return f"{one.share * 100:.0f} % ({one.count} of {one.of}; {ends})"


def per_day(value: float) -> str:
    """A probability per day with three decimals."""
    return "<0.001" if 0 < value < 0.0005 else f"{value:.3f}"


def span(one: Range) -> str:
    """``5.1–30``."""
    return f"{figure(one.low)}–{figure(one.high)}"


def figure(value: float) -> str:
    """Three digits that count, thousands apart, no exponents for what people count."""
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if abs(value) >= 100 else f"{float(f'{value:.2g}'):g}"


def rows_table(series: Series) -> Table:
    """Every observation with the lines of the file that it stands in."""
    rows = []
    for day, value, lines in _rows(series):
        shown = ", ".join(map(str, lines[:MOST_LINES]))
        shown += f", … ({len(lines)} in all)" if len(lines) > MOST_LINES else ""
        rows.append((day, "–" if value is None else f"{value:.10g}", shown or "–"))
    return Table("", ("date", "value", "lines"), tuple(rows))


def rows_data(series: Series) -> list[dict[str, object]]:
    """The same as plain data, with all lines."""
    return [
        {"date": day, "value": value, "lines": list(lines)} for day, value, lines in _rows(series)
    ]


def _rows(series: Series) -> Iterator[tuple[str, float | None, tuple[int, ...]]]:
    own = series.added or tuple((line,) for line in series.lines) or ((),) * len(series)
    for day, value, lines in zip(series.dates, series.values, own, strict=True):
        yield str(day), None if np.isnan(value) else float(value), lines


def series_data(one: Fitted) -> dict[str, object]:
    """One series as plain data."""
    series, fit = one.series, one.fit
    told: dict[str, object] = {
        "name": series.name,
        "of": list(one.names),
        "file": series.file or None,
        "unit": series.unit or None,
        "first": series.first.isoformat() if series.first else None,
        "last": series.last.isoformat() if series.last else None,
        "observed": len(series) - series.missing if fit is None else fit.observed,
        "missing": series.missing if fit is None else fit.missing,
        "why_not": one.why or None,
    }
    return told | {
        "fit": None if fit is None else _fit_data(fit),
        "backtest": None if one.test is None else _test_data(one.test),
    }


def _fit_data(fit: Crossing) -> dict[str, object]:
    now, drift = fit.current, fit.drift
    return {
        "open_days": fit.open_days,
        "opens": _chance_data(fit.opens),
        "closes": _chance_data(fit.closes),
        "median": fit.median,
        "level": _range_data(fit.level),
        "today": _range_data(fit.today),
        "drift": None
        if drift is None
        else {"sigma": drift.sigma, "low": drift.low, "high": drift.high, "noise": drift.noise},
        "current": None
        if now is None
        else {
            "state": "open" if now.is_open else "closed",
            "days": now.lasted,
            "ends": None if _pooled(fit, now).estimate is None else _range_data(now.ends),
        },
    }


def _chance_data(one: Chance) -> dict[str, object]:
    if one.estimate is None:
        return {"happened": 0, "days": 0, "per_day": None, "low": None, "high": None}
    return {
        "happened": one.happened,
        "days": one.days,
        "per_day": one.estimate,
        "low": one.low,
        "high": one.high,
    }


def _range_data(one: Range | None) -> list[float] | None:
    return None if one is None else [one.low, one.middle, one.high]


def _test_data(test: Backtest) -> list[dict[str, object]]:
    return [
        {
            "days": horizon,
            "model": model,
            "held": held.count,
            "of": held.of,
            "low": held.low,
            "high": held.high,
            "score": test.score(horizon, model),
        }
        for horizon in HORIZONS
        for model in MODELS
        for held in [test.coverage(horizon, model)]
    ]
