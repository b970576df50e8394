"""The toy of four places and five products, computed independently, and reproduced to 1e-6."""

import numpy as np
import pytest
from complexity.fitness import fitness
from complexity.indices import indices
from complexity.outlook import outlook, outlook_gain, outlook_index
from complexity.presence import diversity, ubiquity
from complexity.proximity import density, distance, proximity
from complexity.reflections import reflections
from numpy.testing import assert_allclose

TOY = np.array([[1, 1, 1, 1, 0], [1, 1, 1, 0, 0], [1, 1, 0, 0, 1], [1, 0, 0, 0, 1]])
CLOSE = 1e-6


def test_diversity_and_ubiquity_count_presences() -> None:
    assert diversity(TOY).tolist() == [4, 3, 3, 2]
    assert ubiquity(TOY).tolist() == [4, 3, 2, 1, 2]


def test_eigenvalues_are_those_of_the_toy() -> None:
    assert_allclose(indices(TOY).eigenvalues, [1, 0.456882, 0.118371], atol=CLOSE)


@pytest.mark.parametrize(
    ("ddof", "expected"),
    [
        (0, [1.150272, 0.775254, -0.629576, -1.295951]),
        (1, [0.996165, 0.671390, -0.545229, -1.122326]),
    ],
)
def test_eci_is_standardised_by_either_deviation(ddof: int, expected: list[float]) -> None:
    assert_allclose(indices(TOY, ddof=ddof).eci, expected, atol=CLOSE)


def test_pci_in_the_programs_scale() -> None:
    expected = [-0.242328, 0.703174, 1.864917, 2.275327, -2.349573]
    assert_allclose(indices(TOY).pci, expected, atol=CLOSE)


def test_pci_in_its_own_scale() -> None:
    expected = [-0.418208, 0.152682, 0.854137, 1.101941, -1.690552]
    assert_allclose(indices(TOY, pci_scale="own").pci, expected, atol=CLOSE)


def test_a_countrys_eci_is_the_mean_pci_of_its_products() -> None:
    found = indices(TOY)
    assert_allclose(TOY @ found.pci / TOY.sum(axis=1), found.eci, atol=1e-12)


def test_the_larger_side_gives_the_same_as_the_smaller() -> None:
    tall = np.vstack([TOY, TOY[:3], [[0, 1, 1, 0, 1]]])
    found = indices(tall)
    assert_allclose(tall @ found.pci_raw / tall.sum(axis=1), found.eci_raw, atol=1e-12)
    assert_allclose(found.eci[:3], found.eci[4:7], atol=1e-12)


def test_proximity_is_the_smaller_conditional_probability() -> None:
    upper = proximity(TOY)[np.triu_indices(5, 1)]
    expected = [0.75, 0.5, 0.25, 0.5, 0.666667, 0.333333, 0.333333, 0.5, 0, 0]
    assert_allclose(upper, expected, atol=CLOSE)
    assert_allclose(np.diag(proximity(TOY)), 1)
    assert_allclose(np.diag(proximity(TOY, diagonal=0)), 0)


def test_density_with_a_product_near_to_itself() -> None:
    expected = [
        [0.833333, 0.891892, 1, 1, 0.454545],
        [0.75, 0.783784, 0.8125, 0.52, 0.454545],
        [0.75, 0.675676, 0.4375, 0.28, 1],
        [0.5, 0.351351, 0.1875, 0.12, 0.818182],
    ]
    assert_allclose(density(TOY), expected, atol=CLOSE)
    assert_allclose(distance(TOY), 1 - np.array(expected), atol=CLOSE)


def test_density_without_a_products_own_vote() -> None:
    expected = [0.25, 0.52, 0.3, 0.230769, 0.6]
    assert_allclose(density(TOY, diagonal=0)[3], expected, atol=CLOSE)


def test_outlook_from_the_raw_eigenvector() -> None:
    found = outlook(TOY)
    assert_allclose(found.coi, [-1.466001, -0.305018, 1.193367, 0.577651], atol=CLOSE)
    expected = [
        [0, 0, 0, 0, -1.392777],
        [0, 0, 0, 0.994308, -1.392777],
        [0, 0, 1.120053, 1.305757, 0],
        [0, 0.908645, 1.228015, 1.359738, 0],
    ]
    assert_allclose(found.cog, expected, atol=CLOSE)


def test_outlook_from_the_standardised_index() -> None:
    found = outlook(TOY, outlook_pci="standardised")
    assert_allclose(found.coi_raw, [-1.067988, 0.115182, 1.452993, 0.869772], atol=CLOSE)
    assert_allclose(found.cog[3], [0, 1.058338, 1.397460, 1.517847, 0], atol=CLOSE)


def test_outlook_gain_as_the_book_writes_it() -> None:
    found = outlook(TOY, outlook_pci="standardised", cog_mode="book")
    assert_allclose(found.cog[3], [0, 0.811277, 1.047788, 1.244808, 0], atol=CLOSE)


def test_outlook_takes_any_product_index() -> None:
    pci = indices(TOY).pci
    assert_allclose(outlook_index(TOY, pci), outlook(TOY, outlook_pci="standardised").coi_raw)
    assert_allclose(outlook_gain(TOY, pci), outlook(TOY, outlook_pci="standardised").cog)


def test_reflections_of_order_two() -> None:
    expected = [3.458333, 3.277778, 2.944444, 2.75]
    assert_allclose(reflections(TOY, 2).countries, expected, atol=CLOSE)
    assert_allclose(reflections(TOY, 0).products, [4, 3, 2, 1, 2])


def test_fitness_after_one_and_twenty_steps() -> None:
    one = fitness(TOY, iterations=1, stable_rankings=None)
    assert_allclose(one.fitness, [1.333333, 1, 1, 0.666667], atol=CLOSE)
    assert_allclose(one.complexity, [0.483871, 0.645161, 0.967742, 1.935484, 0.967742], atol=CLOSE)
    twenty = fitness(TOY, iterations=20, stable_rankings=None)
    assert_allclose(twenty.fitness, [2.880808, 0.649279, 0.314317, 0.155596], atol=CLOSE)
    assert (twenty.iterations, twenty.stable) == (20, False)


def test_fitness_stops_when_the_ranking_does() -> None:
    found = fitness(TOY)
    assert found.stable
    assert found.iterations < 200
    assert found.rank.tolist() == [1, 2, 3, 4]
