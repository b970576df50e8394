"""What holds for any data: order and currency do not matter, gaps stay gaps, doubt is said."""

from collections.abc import Callable

import numpy as np
import pytest
from complexity import proximity as proximity_module
from complexity.errors import (
    DegenerateError,
    DisconnectedError,
    NotIdentifiedError,
    TooSmallError,
    UndeterminedSignWarning,
)
from complexity.fitness import fitness
from complexity.indices import indices
from complexity.long import measured
from complexity.outlook import outlook
from complexity.presence import presence, rca
from complexity.projection import projection
from complexity.proximity import density, proximity
from complexity.reflections import reflections
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal
from numpy.typing import ArrayLike, NDArray

pytestmark = pytest.mark.filterwarnings(
    "ignore::complexity.errors.UndeterminedSignWarning"
)  # small matrices often leave the sign open; the test of the warning asks for it by name

shapes = st.tuples(st.integers(2, 9), st.integers(2, 12))
matrices = shapes.flatmap(lambda shape: arrays(np.bool_, shape, elements=st.booleans()))
exports = shapes.flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 10**6).map(float))
)
Booleans = NDArray[np.bool_]


def well_identified(matrix: Booleans) -> bool:
    """Tell whether complexity is determined with some room for rounding."""
    try:
        found = indices(matrix)
    except NotIdentifiedError:
        return False
    first, second, third = found.eigenvalues
    return bool(first - second > 1e-6 and second - third > 1e-6 and second > 1e-6)


@given(exports, st.sampled_from([0.25, 2.0, 1024.0]))
def test_advantage_does_not_depend_on_the_currency(
    values: NDArray[np.float64], rate: float
) -> None:
    assert_array_equal(rca(values * rate), rca(values))


@given(exports, st.floats(1e-3, 1e3))
def test_advantage_depends_on_no_rate_of_exchange_beyond_rounding(
    values: NDArray[np.float64], rate: float
) -> None:
    assert_allclose(rca(values * rate), rca(values), rtol=1e-9)


@given(exports)
def test_advantages_average_to_one_by_each_products_share(values: NDArray[np.float64]) -> None:
    assume(values.sum() > 0)
    share = values.sum(axis=0) / values.sum()
    rows = values.sum(axis=1) > 0
    assert_allclose(np.nansum(rca(values)[rows] * share, axis=1), 1, rtol=1e-9)


@given(matrices, st.randoms(use_true_random=False))
def test_order_of_countries_and_products_does_not_matter(matrix: Booleans, random: object) -> None:
    assume(well_identified(matrix))
    seed = np.random.default_rng(random.randrange(2**32))  # type: ignore[attr-defined]
    rows, columns = seed.permutation(matrix.shape[0]), seed.permutation(matrix.shape[1])
    one, other = indices(matrix), indices(matrix[np.ix_(rows, columns)])
    assume(one.sign_determined and other.sign_determined)
    assert_allclose(other.eci, one.eci[rows], atol=1e-6)
    assert_allclose(other.pci, one.pci[columns], atol=1e-5)
    gain, permuted = outlook(matrix).cog, outlook(matrix[np.ix_(rows, columns)]).cog
    assert_allclose(permuted, gain[np.ix_(rows, columns)], atol=1e-5)
    assert_allclose(
        density(matrix[np.ix_(rows, columns)]), density(matrix)[np.ix_(rows, columns)], atol=1e-12
    )


@given(matrices)
def test_eci_has_mean_zero_and_deviation_one(matrix: Booleans) -> None:
    assume(well_identified(matrix))
    eci = indices(matrix).eci
    assert_allclose(np.nanmean(eci), 0, atol=1e-9)
    assert_allclose(np.nanstd(eci), 1, rtol=1e-9)


@given(matrices)
def test_complexity_never_falls_with_diversity(matrix: Booleans) -> None:
    assume(well_identified(matrix))
    found = indices(matrix)
    made = matrix.any(axis=1)
    covariance = np.sum(found.eci[made] * (matrix.sum(axis=1)[made] - matrix.sum(axis=1).mean()))
    assert covariance >= -1e-9


@given(matrices, st.sampled_from([0.0, 1.0]))
def test_grouped_sums_equal_the_direct_ones(matrix: Booleans, diagonal: float) -> None:
    assume(matrix.any())
    kept = matrix[:, matrix.any(axis=0)].astype(float)
    weights = np.linspace(-1, 2, 3 * kept.shape[1]).reshape(3, kept.shape[1])
    grouped = proximity_module._grouped_sums(weights, kept, diagonal)
    assert_allclose(grouped, proximity_module._direct_sums(weights, kept, diagonal), atol=1e-9)


@given(matrices)
def test_empty_countries_and_products_come_back_as_gaps(matrix: Booleans) -> None:
    assume(well_identified(matrix))
    padded = np.pad(matrix, ((1, 0), (0, 1)))
    whole, found = indices(matrix), indices(padded)
    assert np.isnan(found.eci[0])
    assert np.isnan(found.pci[-1])
    assert_allclose(found.eci[1:], whole.eci, atol=1e-6)
    assert np.isnan(density(padded)[0]).all()
    assert np.isnan(proximity(padded)[-1]).all()
    assert np.isnan(outlook(padded).coi[0])
    assert np.isnan(reflections(padded, 3).countries[0])


@given(matrices)
def test_density_is_a_share_and_whole_for_who_makes_everything(matrix: Booleans) -> None:
    everywhere = np.vstack([matrix, np.ones((1, matrix.shape[1]), dtype=bool)])
    found = density(everywhere)
    assert_allclose(found[-1], 1)
    assert np.nanmin(found) >= -1e-12
    assert np.nanmax(found) <= 1 + 1e-12


@given(matrices)
def test_fitness_and_complexity_average_to_one(matrix: Booleans) -> None:
    assume(matrix.any())
    found = fitness(matrix, iterations=5, stable_rankings=None)
    assert_allclose(np.nanmean(found.fitness), 1)
    assert_allclose(np.nanmean(found.complexity), 1)


def test_a_world_in_two_parts_is_not_identified() -> None:
    parts = np.kron(np.eye(2), np.ones((2, 3)))
    with pytest.raises(NotIdentifiedError, match="falls apart"):
        indices(parts)


def test_equal_countries_are_not_told_apart() -> None:
    with pytest.raises(NotIdentifiedError, match="same products"):
        indices(np.ones((3, 4)))


def test_a_tie_of_eigenvalues_is_not_identified() -> None:
    with pytest.raises(NotIdentifiedError, match="coincide"):
        indices(1 - np.eye(4))


def test_one_country_is_not_enough() -> None:
    with pytest.raises(NotIdentifiedError, match="two countries"):
        indices(np.ones((1, 4)))


def test_an_index_unrelated_to_diversity_warns_that_its_sign_is_a_convention() -> None:
    equal = np.array([[1, 1, 0, 0, 0, 0], [0, 1, 1, 0, 0, 0], [0, 0, 1, 1, 0, 0],
                      [0, 0, 0, 1, 1, 0], [0, 0, 0, 0, 1, 1]])  # fmt: skip
    with pytest.warns(UndeterminedSignWarning):
        assert not indices(equal).sign_determined


@pytest.mark.parametrize("bad", [[[1.0, -1.0]], [[1.0, np.nan]], [[np.inf, 1.0]], [1.0, 2.0]])
def test_impossible_exports_are_refused(bad: ArrayLike) -> None:
    with pytest.raises(ValueError, match=r"finite and not negative|1 dimensions"):
        rca(bad)


def test_a_presence_matrix_holds_zeros_and_ones() -> None:
    with pytest.raises(ValueError, match="zeros and ones"):
        indices([[1, 2], [0, 1]])


def test_no_exports_are_no_advantage_and_no_presence() -> None:
    values = [[0, 0], [1, 0]]
    assert np.isnan(rca(values)[0]).all()
    assert presence(rca(values)).tolist() == [[False, False], [True, False]]


def test_an_advantage_of_exactly_one_counts() -> None:
    assert presence(rca([[3, 1], [3, 1]])).all()


@given(matrices, matrices)
def test_a_country_is_measured_as_a_place_as_it_is_as_a_country(
    matrix: Booleans, places: Booleans
) -> None:
    assume(well_identified(matrix))
    others = np.resize(places, (len(places), matrix.shape[1]))
    found = projection(np.vstack([others, matrix]), matrix)
    own, whole = indices(matrix), outlook(matrix)
    first = len(others)
    assert_allclose(found.eci[first:], own.eci, atol=1e-9)
    assert_allclose(
        found.density[first:], np.where(own.pci == own.pci, density_all(matrix), np.nan)
    )
    made = matrix.any(axis=1)
    assert_allclose(found.coi[first:][made], whole.coi[made], atol=1e-9)
    assert_allclose(found.cog[first:][made], whole.cog[made], atol=1e-9)
    assert np.isnan(found.eci[:first][~(others & ~np.isnan(own.pci)).any(axis=1)]).all()


def density_all(matrix: Booleans) -> NDArray[np.float64]:
    """Return density with zeros, not gaps, for countries that make nothing."""
    return np.where(matrix.any(axis=1)[:, None], density(matrix), 0.0)


def test_places_and_countries_have_the_same_products() -> None:
    with pytest.raises(ValueError, match="same products"):
        projection(np.ones((1, 3)), np.array([[1, 0], [1, 1]]))


@given(exports)
def test_a_long_list_gives_what_the_matrix_gives(values: NDArray[np.float64]) -> None:
    made = presence(rca(values))
    assume(well_identified(made))
    rows, columns = np.nonzero(values)
    last = [values.shape[0] - 1], [values.shape[1] - 1]  # the size is that of the largest codes
    found = measured(
        np.concatenate([rows, last[0]]),
        np.concatenate([columns, last[1]]),
        np.concatenate([values[rows, columns], [0.0]]),
    )
    shape = values.shape
    assert_array_equal(found.value.reshape(shape), values)
    assert_array_equal(found.presence.reshape(shape), made)
    assert_array_equal(found.eci.reshape(shape)[:, 0], indices(made).eci)
    assert_array_equal(found.pci.reshape(shape)[0], indices(made).pci)
    assert_array_equal(found.cog.reshape(shape), outlook(made).cog)
    assert_array_equal(found.ubiquity.reshape(shape)[0], made.sum(axis=0))


@given(exports, st.sampled_from([1.0, 0.5, 4096.0]))
def test_another_run_in_another_currency_gives_the_same_bits(
    values: NDArray[np.float64], rate: float
) -> None:
    assume(well_identified(presence(rca(values))))
    rows, columns = np.indices(values.shape).reshape(2, -1)
    one, other = (measured(rows, columns, (values * by).ravel()) for by in (1.0, rate))
    for name in ("rca", "eci", "pci", "density", "coi", "cog"):
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes()


@pytest.mark.parametrize(
    ("matrix", "error", "code"),
    [
        (np.kron(np.eye(2), np.ones((2, 3))), DisconnectedError, "disconnected"),
        (np.ones((3, 4)), DegenerateError, "degenerate"),
        (1 - np.eye(4), DegenerateError, "degenerate"),
        (np.ones((1, 4)), TooSmallError, "too_small"),
        (np.zeros((3, 4)), TooSmallError, "too_small"),
        (np.zeros((0, 0)), TooSmallError, "too_small"),
    ],
)
@pytest.mark.parametrize("function", [indices, outlook, lambda matrix: projection(matrix, matrix)])
def test_every_kind_of_doubt_has_its_error(
    function: Callable[[ArrayLike], object],
    matrix: NDArray[np.float64],
    error: type[NotIdentifiedError],
    code: str,
) -> None:
    with pytest.raises(error) as caught:
        function(matrix)
    assert caught.value.code == code


def test_an_empty_list_is_too_small() -> None:
    with pytest.raises(TooSmallError):
        measured([], [], [])
