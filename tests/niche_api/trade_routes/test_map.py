"""Great circles and names on the map of routes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from niche_api.trade_routes.arcs import STEPS, great_circle, middle
from niche_api.trade_routes.labels import placed
from shapely import box

places = st.tuples(st.floats(-117, -34), st.floats(-56, 33))


def distances(points: np.ndarray) -> np.ndarray:
    """Return the angles between successive points of a sphere, in radians (haversine)."""
    longitude, latitude = np.radians(points).T
    half = np.sin(np.diff(latitude) / 2) ** 2 + np.cos(latitude[1:]) * np.cos(latitude[:-1]) * (
        np.sin(np.diff(longitude) / 2) ** 2
    )
    return 2 * np.arcsin(np.sqrt(half))


@given(places, places)
def test_a_great_circle_is_the_shortest_way_in_equal_steps(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    points = great_circle(start, end)
    assert points.shape == (STEPS, 2)
    assert points[[0, -1]] == pytest.approx(np.array([start, end]), abs=1e-6)
    steps = distances(points)
    assert steps == pytest.approx(np.full(STEPS - 1, steps.mean()), abs=1e-7)
    assert steps.sum() == pytest.approx(distances(points[[0, -1]])[0], abs=1e-6)


def test_the_equator_is_a_great_circle() -> None:
    points = great_circle((-80.0, 0.0), (-40.0, 0.0))
    assert points[:, 0] == pytest.approx(np.linspace(-80, -40, STEPS))
    assert points[:, 1] == pytest.approx(np.zeros(STEPS))


def test_the_middle_of_a_country_weighs_its_units_by_size() -> None:
    assert middle([box(0, 0, 2, 2), box(2, 0, 6, 2)]) == pytest.approx((3, 1))


def test_names_stand_above_their_places_where_there_is_room() -> None:
    (one, other) = placed([(0, 0), (500, 0)], ["Panamá", "Brasil"])
    assert one.x == 0
    assert one.y == other.y > 0


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=4))
def test_names_of_few_places_do_not_cover_each_other(points: list[tuple[int, int]]) -> None:
    apart = [(x * 30.0, y * 30.0) for x, y in dict.fromkeys(points)]
    boxes = placed(apart, ["Cuba"] * len(apart))
    for at, box_ in enumerate(boxes):
        assert all(box_.overlap(other) == 0 for other in boxes[:at])
