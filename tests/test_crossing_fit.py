"""The fit to a crossing's counts against loops, what it recovers, how honest forecasts are."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import crossings as oracle

from goodoffices.errors import RequestError
from goodoffices.series.backtest import Backtest, backtest
from goodoffices.series.crossing import NORMAL_95, chance, days_of, fit_crossing
from goodoffices.series.drift import line, variances_by_lag
from goodoffices.series.forecast import MODELS, forecast
from goodoffices.series.level import NOISES, SIGMAS, levels
from goodoffices.series.observed import Series
from goodoffices.series.proportion import Proportion
from goodoffices.series.spells import lengths, spells

COUNTS = st.lists(
    st.none() | st.just(0.0) | st.integers(1, 500).map(float), min_size=1, max_size=60
)
RELAXED = settings(max_examples=60, deadline=None)


def philox(seed: int, run: int = 0) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=(seed, run)))


@settings(max_examples=20, deadline=None)
@given(COUNTS)
def test_rates_and_levels_by_loops(values: list[float | None]) -> None:
    found = fit_crossing(oracle.series(values))
    for told, state in [(found.opens, False), (found.closes, True)]:
        changed, tried = oracle.changes(values, state)
        assert (told.happened, told.days) == (changed, tried)
        assert told.estimate == (changed / tried if tried else None)
        assert 0 <= told.low < told.high <= 1
    opened = sorted(value for value in values if value)
    assert found.open_days == len(opened)
    assert found.observed == sum(value is not None for value in values)
    assert (found.median is None) == (not opened)
    if len(opened) > 1:
        assert found.median == np.median(opened)
        mean, spread = oracle.geometric_mean_and_spread(values)
        ends = [exp(mean + side * NORMAL_95 * spread) for side in (-1, 0, 1)]
        level = found.level
        assert level is not None
        assert [level.low, level.middle, level.high] == pytest.approx(ends)
    assert (found.drift is None) == (len(opened) < 5)


@RELAXED
@given(COUNTS, st.booleans())
def test_spells_by_loops(values: list[float | None], state: bool) -> None:
    days = days_of(oracle.series(values))
    spans, ended, current = lengths(days.seen, days.is_open, state)
    wanted, lasted = oracle.spells(values, state)
    assert list(zip(spans.tolist(), ended.tolist(), strict=True)) == wanted
    assert current == lasted


@RELAXED
@given(COUNTS)
def test_variances_by_loops(values: list[float | None]) -> None:
    days = days_of(oracle.series(values))
    lags, variances, pairs = variances_by_lag(days.at, days.logs, robust=False)
    for lag, variance, count in zip(lags.tolist(), variances.tolist(), pairs, strict=True):
        off = oracle.differences(values, int(lag))
        assert count == len(off)
        assert variance == pytest.approx(sum(one**2 for one in off) / len(off))


def test_the_filter_has_the_likelihood_of_the_whole_matrix() -> None:
    """Weights of two cells differ as their likelihoods and what they stand for."""
    source = oracle.simulated(80, 0.5, 0.2, 0.1, 0.4, philox(1))
    days = days_of(source)
    found = levels(days.at, days.logs)
    assert found is not None
    stands_for = np.repeat(np.gradient(SIGMAS), len(NOISES))
    cells = [(3, 14), (8, 20), (20, 25), (30, 10)]
    at = [first * len(NOISES) + second for first, second in cells]
    told = np.log(found.weight[at] / stands_for[at])
    wanted = [
        oracle.log_likelihood(days.at.tolist(), days.logs.tolist(), *pair)
        for pair in zip(found.sigma[at], found.noise[at], strict=True)
    ]
    assert told - told[0] == pytest.approx(np.array(wanted) - wanted[0], abs=1e-8)


def test_jeffreys_interval_of_a_rate() -> None:
    """Beta(2.5, 8.5): its points from the incomplete beta integral by quadrature."""
    told = chance(2, 10)
    grid = np.linspace(0, 1, 200_001)[1:-1]
    density = grid**1.5 * (1 - grid) ** 7.5
    below = np.cumsum(density) / density.sum()
    wanted = [grid[np.searchsorted(below, point)] for point in (0.05, 0.95)]
    assert [told.low, told.high] == pytest.approx(wanted, abs=1e-4)


def test_a_line_is_found_again() -> None:
    """Differences that grow exactly as σ²h + 2τ² would."""
    days = np.arange(4_000)
    walk = np.cumsum(0.1 * philox(2).standard_normal(4_000))
    noise = 0.3 * philox(3).standard_normal(4_000)
    for robust in (True, False):
        found = line(days, walk + noise, robust)
        assert found is not None and found.lags == 14
        assert found.sigma == pytest.approx(0.1, abs=0.02)
        assert found.noise == pytest.approx(0.3, abs=0.02)


@pytest.mark.parametrize("values", [[0.0] * 20, [None] * 3, [5.0], [], [None, 3.0, None, 0.0]])
def test_series_that_say_little(values: list[float | None]) -> None:
    found = fit_crossing(oracle.series(values))
    assert found.drift is None and found.today is None


def test_a_level_that_never_changes_has_no_drift() -> None:
    found = fit_crossing(oracle.series([7.0] * 40))
    assert found.median == 7 and found.closes.happened == 0
    assert found.drift is not None and found.drift.sigma < 0.01
    assert found.today is not None and found.today.middle == pytest.approx(7, rel=0.01)


def test_days_that_are_not_in_the_file_are_missing() -> None:
    dates = np.array(["2024-01-01", "2024-01-02", "2024-01-05"], "datetime64[D]")
    found = fit_crossing(Series("gate", dates, np.array([1.0, 0.0, 2.0])))
    assert (found.observed, found.missing) == (3, 2)
    assert (found.closes.happened, found.closes.days, found.opens.days) == (1, 1, 0)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(RequestError, match="gate is -3 on 2024-01-02"):
        fit_crossing(oracle.series([1.0, -3.0]))


SERIES = 24


@pytest.mark.parametrize(("sigma", "noise"), [(0.03, 0.3), (0.1, 0.5), (0.2, 0.3)])
def test_known_rates_and_drift_are_recovered(sigma: float, noise: float) -> None:
    """Means over simulated series, within four standard errors or 15 %; intervals cover."""
    fits = [
        fit_crossing(oracle.simulated(400, 0.3, 0.1, sigma, noise, philox(5, at)))
        for at in range(SERIES)
    ]
    for told, wanted in [("opens", 0.3), ("closes", 0.1)]:
        rates = [getattr(fit, told) for fit in fits]
        estimates = np.array([rate.estimate for rate in rates])
        error = estimates.std(ddof=1) / SERIES**0.5
        assert abs(estimates.mean() - wanted) < 4 * error
        covered = sum(rate.low <= wanted <= rate.high for rate in rates)
        assert Proportion(covered, SERIES).high > 0.9
    drifts = [fit.drift for fit in fits if fit.drift is not None]
    assert np.mean([drift.sigma for drift in drifts]) == pytest.approx(sigma, rel=0.15)
    assert np.mean([drift.noise for drift in drifts]) == pytest.approx(noise, rel=0.05)
    covered = sum(drift.low <= sigma <= drift.high for drift in drifts)
    assert Proportion(covered, SERIES).high > 0.9


def test_a_long_closure_tells_rates_apart() -> None:
    """Six closures of one day and one of forty: the current one will probably last."""
    values = ([3.0] * 5 + [0.0]) * 6 + [3.0] * 5 + [0.0] * 40
    days = days_of(oracle.series(values))
    told = spells(days.seen, days.is_open, False)
    now = float(told.weight @ (told.a / (told.a + told.b + told.lasted)))
    fresh = float(told.weight @ (told.a / (told.a + told.b)))
    assert told.lasted == 40 and now < 0.03 < 0.5 < fresh


def test_the_current_spell_is_told() -> None:
    values = ([3.0] * 5 + [0.0]) * 6 + [3.0] * 5 + [0.0] * 40
    told = fit_crossing(oracle.series([*values])).current
    assert told is not None and (told.is_open, told.lasted) == (False, 40)
    assert told.ends.low < told.ends.middle < told.ends.high < 0.1
    assert 0.2 < told.likeness.low < told.likeness.high < 1
    days = days_of(oracle.series([*values]))
    past = spells(days.seen, days.is_open, False)
    a, b = past.draw(200_000, philox(13))
    drawn = philox(14).beta(a, b + past.lasted)
    wanted = np.quantile(drawn, [0.05, 0.5, 0.95])
    assert [told.ends.middle, told.ends.high] == pytest.approx(wanted[1:], rel=0.06)
    assert told.ends.low == pytest.approx(wanted[0], abs=1e-5)


def test_the_level_of_today_by_drawing() -> None:
    source = oracle.simulated(200, 0.3, 0.1, 0.1, 0.4, philox(15))
    days = days_of(source)
    walked = levels(days.at, days.logs)
    assert walked is not None
    sigma, _, level = walked.draw(200_000, philox(16))
    gap = len(source) - 1 - walked.last
    level += sigma * np.sqrt(gap) * philox(17).standard_normal(200_000) - gap * sigma**2 / 2
    wanted = np.exp(np.quantile(level, [0.05, 0.5, 0.95]))
    told = fit_crossing(source).today
    assert told is not None
    assert [told.low, told.middle, told.high] == pytest.approx(wanted, rel=0.01)


def test_likeness_of_spells_is_found_where_it_is() -> None:
    """Rates drawn from Beta(2, 6) against one rate of 0.25 for all."""
    for drawn in (True, False):
        random = philox(6, drawn)
        rates = random.beta(2, 6, 200) if drawn else np.full(200, 0.25)
        values: list[float | None] = []
        for length in random.geometric(rates).tolist():
            values += [0.0] * length + [1.0]
        days = days_of(oracle.series(values))
        told = spells(days.seen, days.is_open, False)
        likeness = float(told.weight @ (1 / (told.a + told.b + 1)))
        assert likeness == pytest.approx(1 / 9, abs=0.05) if drawn else likeness < 0.04


def covered(tests: list[Backtest], horizon: int, model: str) -> Proportion:
    shares = [test.coverage(horizon, model) for test in tests]  # type: ignore[arg-type]
    return Proportion(sum(s.count for s in shares), sum(s.of for s in shares))


def test_intervals_are_honest_where_the_model_is_true() -> None:
    """Chain with one rate each and drift: 90 % intervals with drift cover 84 to 95 %.

    Origins are a horizon apart; 200 trials have a standard error of 2 %.
    """
    tests = [
        backtest(
            oracle.simulated(250, 0.3, 0.1, 0.15, 0.4, philox(7, at)),
            8,
            horizons=(14,),
            burn_in=100,
            every=14,
            draws=1_000,
        )
        for at in range(20)
    ]
    for model in ("drift", "both"):
        share = covered(tests, 14, model)
        assert share.of == 200 and share.share is not None and 0.84 < share.share < 0.95
    plain = covered(tests, 14, "plain").share
    assert plain is not None and plain < 0.8


def test_the_past_alone_decides() -> None:
    """Another future changes what happened, and no interval before it."""
    source = oracle.simulated(120, 0.3, 0.1, 0.1, 0.4, philox(9))
    other = np.array(source.values)
    other[100:] *= 50
    first, second = (
        backtest(Series("s", source.dates, values), 1, every=10, draws=200)
        for values in (source.values, other)
    )
    before = [
        (mine, theirs)
        for mine, theirs in zip(first.trials, second.trials, strict=True)
        if mine.origin <= source.dates[99].item()
    ]
    assert len(before) > 20
    assert all((mine.low, mine.high) == (theirs.low, theirs.high) for mine, theirs in before)
    assert any(mine.happened != theirs.happened for mine, theirs in before)


def test_same_seed_same_numbers_and_no_global_chance() -> None:
    source = oracle.simulated(100, 0.3, 0.1, 0.1, 0.4, philox(10))
    state = np.random.get_state()[1].copy()  # type: ignore[index, union-attr] # noqa: NPY002
    for model in MODELS:
        runs = [forecast(source, 5, philox(seed), model=model, draws=50) for seed in (1, 1, 2)]
        assert runs[0].shape == (50, 5)
        assert (runs[0] == runs[1]).all() and (runs[0] != runs[2]).any()
    assert (np.random.get_state()[1] == state).all()  # type: ignore[index] # noqa: NPY002


def test_a_chain_alone_has_its_known_mean() -> None:
    """One level without spread: the mean over days is the chance of being open times the level."""
    values: list[float | None] = [*([10.0] * 300 + [0.0] * 100) * 10]
    opens, closes = oracle.changes(values, False), oracle.changes(values, True)
    rates = [changed / tried for changed, tried in (opens, closes)]
    wanted, share = 0.0, 0.0  # the last day is closed
    for _ in range(30):
        share = share * (1 - rates[1]) + (1 - share) * rates[0]
        wanted += 10 * share
    runs = forecast(oracle.series(values), 30, philox(11), model="plain", draws=40_000)
    error = runs.sum(axis=1).std() / 200
    assert runs.sum(axis=1).mean() == pytest.approx(wanted, abs=4 * error + 0.05 * wanted)


def test_a_forecast_goes_through_missing_days() -> None:
    """Where nothing was seen for a while, open or closed is less sure than after an open day."""
    source = [20.0] * 30 + [0.0] * 3 + [20.0] * 60
    last, gap = oracle.series([*source]), oracle.series([*source, *[None] * 40])
    near, far = (forecast(one, 1, philox(12), model="plain") for one in (last, gap))
    assert (near > 0).mean() > (far > 0).mean()


def test_origins_that_are_left_out() -> None:
    values: list[float | None] = [0.0] * 70 + [3.0] * 40
    values[95] = None
    test = backtest(oracle.series(values), 1, horizons=(5, 300), every=5, draws=100)
    assert test.too_early == 3  # at days 60, 65 and 70
    days = [trial.origin.timetuple().tm_yday for trial in test.of(5, "plain")]
    assert days == [75, 80, 85, 90, 100, 105]
    assert test.of(300, "plain") == () and test.score(300, "plain") is None


def test_the_interval_score() -> None:
    values: list[float | None] = [*[4.0, 5.0, 6.0] * 30]
    test = backtest(oracle.series(values), 1, horizons=(3,), burn_in=80, every=40, draws=500)
    [trial] = test.of(3, "plain")
    assert trial.covered and trial.score == trial.high - trial.low
    assert log(trial.low) > 0 and test.score(3, "plain") == trial.score


def test_what_cannot_be_forecast() -> None:
    with pytest.raises(RequestError, match="gate was open on 2 days up to 2024-01-03"):
        forecast(oracle.series([1.0, 0.0, 2.0]), 3, philox(1))
    with pytest.raises(RequestError, match="at least one"):
        backtest(oracle.series([1.0]), 1, every=0)
    with pytest.raises(RequestError, match="the seed -1"):
        backtest(oracle.series([1.0]), -1)
