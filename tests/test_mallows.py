"""The Mallows model: what is drawn against every order written out, and its exact probability."""

from __future__ import annotations

from itertools import combinations, permutations
from math import factorial, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from goodoffices.outlook import chance
from goodoffices.robustness import mallows, stream

DRAWN = 20_000


def literal_distance(order: tuple[int, ...]) -> int:
    """Pairs that stand the other way round than in 0, 1, 2, …"""
    return sum(order.index(a) > order.index(b) for a, b in combinations(range(len(order)), 2))


def literal(items: int, phi: float) -> dict[tuple[int, ...], float]:
    """Every order with its probability, by summing over all of them."""
    powers = {one: phi ** literal_distance(one) for one in permutations(range(items))}
    total = sum(powers.values())
    return {order: power / total for order, power in powers.items()}


def drawn(items: int, phi: float, seed: int = 7) -> mallows.Orders:
    numbers = np.arange(DRAWN, dtype=np.int64)
    return mallows.orders(stream.uniforms(seed, "an order", numbers, items - 1), phi)


@pytest.mark.parametrize("phi", [0.1, 0.3, 0.7, 1.0])
def test_a_run_of_four_is_drawn_as_often_as_the_24_orders_say(phi: float) -> None:
    """χ² with 23 degrees of freedom; a right sampler fails at this size once in 1,000 seeds."""
    exact = literal(4, phi)
    rows, counts = np.unique(drawn(4, phi), axis=0, return_counts=True)
    seen = {tuple(row): int(n) for row, n in zip(rows.tolist(), counts.tolist(), strict=True)}
    assert set(seen) <= set(exact)
    expected = [DRAWN * exact[order] for order in exact]
    found = [seen.get(order, 0) for order in exact]
    # 0.1: the rarest orders are expected less than 5 times; they are counted together
    rare = [at for at, one in enumerate(expected) if one < 5]
    keep = [at for at in range(24) if at not in rare]
    lumps = [found[at] for at in keep], [expected[at] for at in keep]
    if rare:
        lumps[0].append(sum(found[at] for at in rare))
        lumps[1].append(sum(expected[at] for at in rare))
    assert stats.chisquare(*lumps).pvalue > 0.001


def test_the_chi_square_test_would_see_a_wrong_phi() -> None:
    exact = literal(4, 0.3)
    rows, counts = np.unique(drawn(4, 0.33), axis=0, return_counts=True)
    seen = {tuple(row): int(n) for row, n in zip(rows.tolist(), counts.tolist(), strict=True)}
    expected = [DRAWN * one for one in exact.values()]
    assert stats.chisquare([seen.get(one, 0) for one in exact], expected).pvalue < 1e-6


@given(st.integers(1, 6), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_probabilities_are_those_of_all_orders_written_out(items: int, phi: float) -> None:
    exact = literal(items, phi)
    for order, probability in exact.items():
        assert mallows.probability(order, phi) == pytest.approx(probability, abs=1e-12)
    mean = sum(literal_distance(order) * one for order, one in exact.items())
    assert mallows.expected_distance(items, phi) == pytest.approx(mean, abs=1e-9)


def test_phi_0_is_the_base_order_and_phi_1_is_uniform() -> None:
    assert (drawn(5, 0.0) == np.arange(5)).all()
    assert (drawn(5, 1e-12) == np.arange(5)).all()
    assert mallows.probability((0, 1, 2), 0.0) == 1.0
    assert mallows.probability((1, 0, 2), 0.0) == 0.0
    for order in permutations(range(5)):
        assert mallows.probability(order, 1.0) == pytest.approx(1 / factorial(5))
    assert mallows.expected_distance(5, 1.0) == pytest.approx(5 * 4 / 4)


def test_distances_of_what_is_drawn() -> None:
    found = drawn(6, 0.4)
    distances = mallows.distance(found)
    assert [literal_distance(tuple(row)) for row in found[:200].tolist()] == distances[
        :200
    ].tolist()
    assert (np.sort(found, axis=1) == np.arange(6)).all()
    error = distances.std() / np.sqrt(DRAWN)
    assert abs(distances.mean() - mallows.expected_distance(6, 0.4)) < 4 * error


def test_logarithms_stay_finite_for_long_runs() -> None:
    back = np.arange(60, dtype=np.int8)[None, ::-1]
    constant = sum(log(sum(0.3**k for k in range(i))) for i in range(1, 61))
    found = mallows.log_probability(back, 0.3)[0]
    assert found == pytest.approx(60 * 59 / 2 * log(0.3) - constant)


@pytest.mark.parametrize("phi", [-0.1, 1.1, float("nan")])
def test_other_phi_are_refused(phi: float) -> None:
    with pytest.raises(ValueError, match="expected a number from 0 to 1"):
        mallows.probability((0, 1), phi)


def test_what_is_no_order_is_refused() -> None:
    with pytest.raises(ValueError, match="is no order"):
        mallows.probability((0, 0, 1), 0.5)


def test_the_stream_is_philox_as_published() -> None:
    """The first and last known answers for philox4x32-10 of the authors' Random123, and the same
    words as the outlook's."""
    zero = np.zeros(1, dtype=np.uint64)
    ones = np.full(1, 0xFFFFFFFF, dtype=np.uint64)
    first = [int(one[0]) for one in stream.philox(zero, zero, zero, zero, (0, 0))]
    assert first == [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]
    last = stream.philox(ones, ones, ones, ones, (0xFFFFFFFF, 0xFFFFFFFF))
    assert [int(one[0]) for one in last] == [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]
    some = [np.array([n], dtype=np.uint64) for n in (5, 6, 7, 8)]
    ours = [int(one[0]) for one in stream.philox(*some, (9, 10))]
    assert ours == [int(one) for one in chance.philox(5, 6, 7, 8, 9, 10)]


def test_streams_differ_by_seed_name_and_number_and_by_nothing_else() -> None:
    numbers = np.array([3, 2**40, 0, 3], dtype=np.int64)
    found = stream.uniforms(1, "x", numbers, 5)
    assert found.shape == (4, 5) and (found >= 0).all() and (found < 1).all()
    assert (found[0] == found[3]).all() and len(np.unique(found)) == 15
    assert (stream.uniforms(1, "x", numbers[1:2], 2) == found[1:2, :2]).all()
    assert not (stream.uniforms(2, "x", numbers, 5) == found).any()
    assert not (stream.uniforms(1, "y", numbers, 5) == found).any()
    many = stream.uniforms(1, "x", np.arange(50_000, dtype=np.int64), 2)
    assert stats.kstest(many[:, 0], "uniform").pvalue > 0.001
    assert abs(np.corrcoef(many.T)[0, 1]) < 4 / np.sqrt(50_000)
