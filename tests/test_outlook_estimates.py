"""Estimates against their formulas in loops; draws of params, lags and random numbers."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
import scipy.stats as stats
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from goodoffices.model.outlook import Lag, Param, Spread
from goodoffices.outlook.chance import exponential, four_normals, philox
from goodoffices.outlook.estimates import conditional, difference, fan, mean, probability, spread
from goodoffices.outlook.lag import come, increments
from goodoffices.outlook.spread import beta_of, drawn, quantile, uniforms

SHAPES = st.tuples(st.integers(2, 12), st.integers(2, 30))


@given(arrays.arrays(np.bool_, SHAPES))
@settings(max_examples=200, deadline=None)
def test_a_probability_by_its_formula(hits: np.ndarray) -> None:
    outer, inner = hits.shape
    each = [sum(map(bool, row)) / inner for row in hits]
    pooled = sum(each) / outer
    raw = statistics.variance(each, pooled)
    noise = sum(p * (1 - p) / (inner - 1) for p in each) / outer
    ratio = math.sqrt(max(0.0, raw - noise) / raw) if raw > 0 else 0.0
    shrunk = [pooled + (p - pooled) * ratio for p in each]
    found = probability(hits)
    assert found.value == pytest.approx(pooled)
    assert found.mc_se == pytest.approx(math.sqrt(raw / outer))
    assert found.low == pytest.approx(float(np.quantile(shrunk, 0.05)))
    assert found.high == pytest.approx(float(np.quantile(shrunk, 0.95)))


def test_one_draw_has_no_interval() -> None:
    hits = np.array([[True, False, False, False]])
    found = probability(hits)
    assert (found.value, found.low, found.high) == (0.25, None, None)
    assert found.mc_se == pytest.approx(math.sqrt(0.25 * 0.75 / 4))


@given(st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_a_condition_that_always_holds_changes_nothing(seed: int) -> None:
    hits = np.random.default_rng(seed).random((10, 40)) < 0.3
    found = conditional(hits, np.ones_like(hits))
    plain = probability(hits)
    assert found is not None
    assert found.value == pytest.approx(plain.value)
    assert found.mc_se == pytest.approx(plain.mc_se)
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high))


def test_a_condition_needs_survivors() -> None:
    hits = np.ones((4, 100), np.bool_)
    given_ = np.zeros_like(hits)
    given_[:, :49] = True
    assert conditional(hits, given_) is None
    given_[:, :50] = True
    assert conditional(hits, given_) is not None


def test_the_error_of_a_condition_is_what_repeating_shows() -> None:
    generator = np.random.default_rng(5)
    found = []
    for _ in range(300):
        chance = generator.beta(2, 3, (20, 1))
        given_ = generator.random((20, 60)) < chance
        one = conditional(generator.random((20, 60)) < chance, given_)
        assert one is not None
        assert one.mc_se is not None
        found.append((one.value, one.mc_se))
    values, errors = np.array(found).T
    assert errors.mean() == pytest.approx(values.std(ddof=1), rel=0.15)


def test_means_and_spreads() -> None:
    generator = np.random.default_rng(7)
    level = generator.normal(100, 10, (400, 1))
    numbers = level + generator.normal(0, 20, (400, 250))
    one = mean(numbers)
    assert one.value == pytest.approx(float(numbers.mean()))
    assert one.mc_se == pytest.approx(10 / math.sqrt(400), rel=0.2)
    assert one.low == pytest.approx(100 - 16.45, abs=2.5)
    assert one.high == pytest.approx(100 + 16.45, abs=2.5)
    wide = spread(numbers)
    assert wide.value == pytest.approx(math.sqrt(10**2 + 20**2), rel=0.03)
    assert wide.low == pytest.approx(20, abs=0.8)  # within a draw it does not vary
    assert wide.high == pytest.approx(20, abs=0.8)
    band = fan(numbers).band
    assert band is not None
    assert band[1] - band[0] == pytest.approx(2 * 16.45, rel=0.15)


def test_the_error_of_a_spread_is_what_repeating_shows() -> None:
    generator = np.random.default_rng(8)
    for outer in (1, 25):
        shapes = [generator.exponential(1.0, (outer, 400)) for _ in range(300)]
        found = [spread(one) for one in shapes]
        errors = [one.mc_se for one in found if one.mc_se is not None]
        values = [one.value for one in found]
        assert statistics.mean(errors) == pytest.approx(statistics.stdev(values), rel=0.2)


def test_paired_differences_cancel_what_both_share() -> None:
    generator = np.random.default_rng(9)
    one = generator.normal(0, 10, (30, 50))
    found = difference(one + 1.0, one)
    assert found.value == pytest.approx(1.0)
    assert found.se == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(
    "ends",
    [(0.3, 0.8), (0.0977, 0.5496), (0.01, 0.05), (0.5, 0.99), (1e-6, 0.2), (0.8, 0.999999)],
)
def test_a_beta_has_the_points_that_were_given(ends: tuple[float, float]) -> None:
    a, b = beta_of(*ends)
    assert stats.beta.cdf(ends[0], a, b) == pytest.approx(0.05, abs=1e-6)
    assert stats.beta.cdf(ends[1], a, b) == pytest.approx(0.95, abs=1e-6)


def test_a_range_has_the_points_that_were_given() -> None:
    share = stats.norm.cdf([-1.645, 0, 1.645])
    for numbers in ((50.0, 120.0, 300.0), (-5.0, 0.0, 20.0), (0.0, 4.0, 5.0)):
        assert quantile(Spread("range", numbers), share) == pytest.approx(numbers)


def test_draws_depend_on_name_and_seed_alone() -> None:
    one = Param("p", Spread("points", (0.3, 0.8)))
    many = drawn(one, 1000, 3)
    assert (drawn(one, 10, 3) == many[:10]).all()
    assert not (drawn(one, 10, 4) == many[:10]).any()
    assert not (drawn(Param("q", one.spread), 10, 3) == many[:10]).any()
    assert (uniforms(1, "a", "b", 5) == uniforms(1, "a", "b", 9)[:5]).all()


@pytest.mark.parametrize(
    ("lag", "day", "share"),
    [
        (Lag(), 1, 1.0),
        (Lag("fixed", (5.0,)), 4, 0.0),
        (Lag("fixed", (5.0,)), 5, 1.0),
        (Lag("uniform", (1.0, 10.0)), 4, 0.4),
        (Lag("uniform", (3.0, 4.0)), 2, 0.0),
        (Lag("mean", (10.0,)), 10, 1 - math.exp(-1)),
        (Lag("range", (3.0, 10.0, 45.0)), 3, 0.05),
        (Lag("range", (3.0, 10.0, 45.0)), 10, 0.5),
        (Lag("range", (3.0, 10.0, 45.0)), 45, 0.95),
        (Lag("range", (10.0, 10.0, 10.0)), 9, 0.0),
        (Lag("range", (10.0, 10.0, 10.0)), 10, 1.0),
    ],
)
def test_lags(lag: Lag, day: int, share: float) -> None:
    assert come(lag, 60, 1.0)[0] == 0.0
    assert come(lag, 60, 1.0)[day] == pytest.approx(share, abs=2e-5)
    assert come(lag, 600, 0.1)[10 * day] == pytest.approx(share, abs=2e-5)


def test_a_cause_alone_comes_as_its_lag_says() -> None:
    share = come(Lag("range", (3.0, 10.0, 45.0)), 100, 1.0)
    hazard = np.cumsum(increments(0.8, share, 0.0, 1.0))
    np.testing.assert_allclose(1 - np.exp(-hazard), 0.8 * share, atol=1e-12)
    sure = increments(1.0, come(Lag("fixed", (5.0,)), 10, 1.0), 0.0, 1.0)
    assert np.isinf(sure).tolist() == [False] * 5 + [True] * 6


def test_philox_gives_its_published_words() -> None:
    """The known answers that come with Random123 (philox4x32, 10 rounds)."""
    ones = 0xFFFFFFFF
    pi = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0)
    for counter, words in (
        ((0,) * 6, (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((ones,) * 6, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (pi, (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
    ):
        assert tuple(int(word) for word in philox(*counter)) == words


def test_draws_have_their_distributions() -> None:
    keys = np.array([[123, 456]], np.uint32)
    waits = [exponential(keys, 0, 0, run) for run in range(4000)]
    assert stats.kstest(waits, "expon").pvalue > 0.001
    into = np.empty((4, 1))
    normals = []
    for run in range(1000):
        four_normals(keys, 0, 2, run, into, 0)
        normals += into[:, 0].tolist()
    assert stats.kstest(normals, "norm").pvalue > 0.001


def test_the_band_of_a_median_lies_around_it_where_stocks_are_skewed() -> None:
    generator = np.random.default_rng(3)
    opens = np.repeat([0.3, 0.6], [16, 4])[:, None]  # in most draws the median is 0
    amounts = generator.exponential(500, (20, 80))
    found = fan(np.where(generator.random((20, 80)) < opens, amounts, 0.0))
    assert found.band is not None
    assert found.quantiles[2] == found.band[0] == 0 < found.band[1]
