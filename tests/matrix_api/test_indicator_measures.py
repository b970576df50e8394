"""Formulas of trade: published vectors, and what holds for any figures."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matrix_api.indicators.measures import (
    complementarity,
    concentration,
    indicative_potential,
    uncorrected_export_potential,
)
from matrix_api.rca.advantage import advantage, is_present, symmetric

DOLLARS = st.floats(min_value=1, max_value=1e12)
TRADED = st.lists(DOLLARS, min_size=1, max_size=40)
PRODUCTS = st.sampled_from([f"{n:04}" for n in range(1, 30)])
BASKET = st.dictionaries(PRODUCTS, DOLLARS, min_size=1, max_size=20)
MATRIX = st.integers(2, 6).flatmap(
    lambda n: st.lists(st.lists(DOLLARS, min_size=n, max_size=n), min_size=2, max_size=6)
)


def table(rows: list[list[float]]) -> list[list[float | None]]:
    """Return the advantage of each row in each column."""
    whole = sum(map(sum, rows))
    columns = [sum(column) for column in zip(*rows, strict=True)]
    return [
        [
            advantage(value, sum(row), column, whole)
            for value, column in zip(row, columns, strict=True)
        ]
        for row in rows
    ]


@settings(deadline=None)
@given(MATRIX, st.floats(min_value=1e-3, max_value=1e3))
def test_advantage_does_not_depend_on_the_currency(rows: list[list[float]], rate: float) -> None:
    scaled = [[value * rate for value in row] for row in rows]
    for one, other in zip(table(rows), table(scaled), strict=True):
        assert one == pytest.approx(other, rel=1e-9)


@settings(deadline=None)
@given(MATRIX)
def test_advantage_averages_to_one(rows: list[list[float]]) -> None:
    found = table(rows)
    whole = sum(map(sum, rows))
    columns = [sum(column) for column in zip(*rows, strict=True)]
    for own in found:
        assert sum(
            (rca or 0) * column / whole for rca, column in zip(own, columns, strict=True)
        ) == pytest.approx(1)
    for place in range(len(columns)):
        assert sum(
            (own[place] or 0) * sum(row) / whole for own, row in zip(found, rows, strict=True)
        ) == pytest.approx(1)


def test_advantage_without_a_denominator_is_unknown_and_no_presence() -> None:
    assert advantage(0, 10, 0, 100) is None
    assert advantage(1, 0, 10, 100) is None
    assert not is_present(None)
    assert is_present(1.0)
    assert not is_present(0.999999)


@settings(deadline=None)
@given(st.floats(min_value=0, max_value=1e6))
def test_symmetric_advantage_keeps_order_and_bounds(rca: float) -> None:
    assert -1 <= symmetric(rca) < 1 or rca > 1e15
    assert (symmetric(rca) >= 0) == (rca >= 1)


@settings(deadline=None)
@given(TRADED, st.floats(min_value=1e-3, max_value=1e3))
def test_concentration_lies_between_equal_shares_and_one(values: list[float], rate: float) -> None:
    found = concentration(values)
    assert found is not None
    assert found.n == len(values)
    assert 1 / found.n - 1e-12 <= found.hhi <= 1 + 1e-12
    if found.n == 1:
        assert found.normalised is None
    else:
        assert found.normalised is not None
        assert -1e-9 <= found.normalised <= 1 + 1e-9
    scaled = concentration([value * rate for value in values])
    assert scaled is not None
    assert scaled.hhi == pytest.approx(found.hhi)


def test_concentration_of_equal_shares_and_of_one() -> None:
    assert concentration([5, 5, 5, 5, 0]) == (0.25, 0, 4)
    assert concentration([7]) == (1, None, 1)
    assert concentration([0, 0]) is None


def test_complementarity_of_the_published_vector() -> None:
    importer = {"a": 50.0, "b": 30.0, "c": 20.0}
    exporter = {"a": 20.0, "b": 30.0, "c": 50.0}
    assert complementarity(exporter, importer) == pytest.approx(70)


@settings(deadline=None)
@given(BASKET, st.floats(min_value=1e-3, max_value=1e3))
def test_equal_baskets_match_whole(basket: dict[str, float], rate: float) -> None:
    scaled = {product: value * rate for product, value in basket.items()}
    assert complementarity(basket, scaled) == pytest.approx(100)


@settings(deadline=None)
@given(BASKET, BASKET)
def test_complementarity_is_a_percentage(sold: dict[str, float], bought: dict[str, float]) -> None:
    found = complementarity(sold, bought)
    assert found is not None
    assert -1e-9 <= found <= 100 + 1e-9
    if not sold.keys() & bought.keys():
        assert found == pytest.approx(0)


def test_complementarity_without_trade_is_unknown() -> None:
    assert complementarity({}, {"a": 1}) is None
    assert complementarity({"a": 1}, {}) is None


@settings(deadline=None)
@given(*[st.decimals(min_value=0, max_value=10**9, places=4)] * 3)
def test_potential_is_never_negative_nor_above_either_side(
    exports: Decimal, imports: Decimal, traded: Decimal
) -> None:
    found = indicative_potential(exports, imports, traded)
    assert 0 <= found <= min(exports, imports)
    assert indicative_potential(exports, imports, min(exports, imports)) == 0


@settings(deadline=None)
@given(BASKET, BASKET, BASKET, DOLLARS)
def test_uncorrected_potential_adds_up_to_what_the_pair_trades(
    exports: dict[str, float], others: dict[str, float], imports: dict[str, float], traded: float
) -> None:
    world = {
        product: exports.get(product, 0) + others.get(product, 0) for product in {*exports, *others}
    }
    found = uncorrected_export_potential(exports, world, imports, traded)
    if not exports.keys() & imports.keys():
        assert found is None
        return
    assert found is not None
    assert sum(found.values()) == pytest.approx(traded)
    assert found.keys() == exports.keys() & imports.keys()
