"""Regions are measured by the world's products; a country measured so gets its own figures."""

import numpy as np
import pytest
from complexity.presence import rca
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from niche_api.niches import scoring
from niche_api.niches.weights import Weights
from niche_api.regional import measures

from tests.niche_api.niches.small_world import exports

WORLD = exports()
finite = st.floats(0, 1e9, allow_nan=False, width=32)


def test_a_country_measured_as_a_region_has_the_advantage_it_has() -> None:
    found = measures.advantage(WORLD[:5], WORLD.sum(axis=0))
    np.testing.assert_allclose(found, rca(WORLD)[:5], rtol=1e-12)


@given(arrays(np.float64, (3, 6), elements=finite), st.floats(1e-3, 1e3))
def test_advantage_does_not_depend_on_the_unit(values: np.ndarray, factor: float) -> None:
    totals = np.arange(1.0, 7.0)
    one = measures.advantage(values, totals)
    other = measures.advantage(values * factor, totals * 1000)
    np.testing.assert_allclose(other, one, rtol=1e-9)


@given(arrays(np.float64, (2, 6), elements=finite))
def test_what_is_lacking_added_makes_an_advantage_of_one(values: np.ndarray) -> None:
    totals = np.arange(1.0, 7.0)
    found, lacking = measures.advantage(values, totals), measures.potential(values, totals)
    of_region = np.nansum(values, axis=1, keepdims=True)
    reached = (values + lacking) / np.where(of_region > 0, of_region, np.nan) / (totals / 21.0)
    known = ~np.isnan(found)
    np.testing.assert_allclose(reached[known], np.maximum(found, 1.0)[known], rtol=1e-9)


def test_a_withheld_cell_is_in_no_sum() -> None:
    values = np.array([[50.0, 50.0, np.nan]])
    found = measures.advantage(values, np.array([1.0, 1.0, 2.0]))
    assert found[0, 0] == pytest.approx(0.5 / 0.25)
    assert np.isnan(found[0, 2])
    assert np.isnan(measures.potential(values, np.array([1.0, 1.0, 2.0]))[0, 2])


@given(arrays(np.float64, 9, elements=st.floats(-5, 5) | st.just(float("nan"))))
def test_places_keep_the_order_and_lie_between_zero_and_one(values: np.ndarray) -> None:
    found = scoring.places(values)
    known = ~np.isnan(values)
    assert (np.isnan(found) == ~known).all()
    assert ((found[known] >= 0) & (found[known] <= 1)).all()
    for one in np.flatnonzero(known):
        for other in np.flatnonzero(known):
            assert (values[one] < values[other]) == (found[one] < found[other])


@given(st.floats(0.01, 100), st.floats(0, 100), st.floats(0, 100), st.floats(0.1, 10))
def test_only_ratios_of_weights_count(near: float, hard: float, worth: float, by: float) -> None:
    chance = np.random.default_rng(1)
    one, two, three = chance.random((3, 8))
    first = scoring.balance(one, two, three, Weights(near, hard, worth))
    second = scoring.balance(one, two, three, Weights(near * by, hard * by, worth * by))
    np.testing.assert_allclose(first, second, atol=1e-12)
    assert ((first >= 0) & (first <= 1)).all()


def test_a_side_without_weight_may_be_missing() -> None:
    gone = np.full(4, np.nan)
    found = scoring.balance(np.array([1.0, 2, 3, 4]), gone, gone, Weights(1, 0, 0))
    np.testing.assert_allclose(found, [0, 1 / 3, 2 / 3, 1])
    assert np.isnan(scoring.balance(found, gone, found, Weights(1, 1, 0))).all()


def test_the_heuristic_is_the_weighted_sum_of_standard_scores() -> None:
    advantage = np.array([0.0, 0.3, 0.9, 4.0])
    near, hard, gain = np.array([1.0, 2, 3, 9]), np.array([0.0, 1, 5, 9]), np.array([2.0, 2, 8, 0])
    found = scoring.heuristic(advantage, near, hard, gain)
    parts = [(one[:3] - one[:3].mean()) / one[:3].std() for one in (near, hard, gain)]
    np.testing.assert_allclose(found[:3], 0.5 * parts[0] + 0.2 * parts[1] + 0.3 * parts[2])
    assert np.isnan(found[3])


@pytest.mark.parametrize(
    ("advantage", "chance", "status"),
    [
        (1.0, float("nan"), "REVEALED"),
        (0.999, 0.0, "EMERGING"),
        (0.5, float("nan"), "EMERGING"),
        (0.4999, 0.2, "NON_REVEALED"),
        (0.0, 0.1999, "ABSENT"),
        (0.0, float("nan"), None),
        (float("nan"), 0.9, None),
    ],
)
def test_a_status_follows_from_advantage_and_chance(
    advantage: float, chance: float, status: str | None
) -> None:
    assert scoring.statuses(np.array([advantage]), np.array([chance]), 0.2) == [status]


def test_equal_products_are_ordered_by_the_second_figure_and_then_by_code() -> None:
    gone = float("nan")
    first = np.array([1.0, 1.0, gone, 2.0, 1.0])
    second = np.array([5.0, 6.0, 9.0, gone, 5.0])
    assert scoring.order(first, second) == [3, 1, 0, 4, 2]
