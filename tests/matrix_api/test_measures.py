"""Shares and growth obey their definitions."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matrix_api.flows.measures import compound, growth, ratio

MONEY = st.decimals(Decimal("0.01"), 10**12, places=2)


@given(st.lists(MONEY, min_size=1, max_size=30))
def test_shares_of_a_whole_add_up_to_one(values: list[Decimal]) -> None:
    shares = [ratio(value, sum(values, Decimal())) for value in values]
    assert sum(share for share in shares if share is not None) == pytest.approx(1)
    assert all(share is not None and 0 <= share <= 1 for share in shares)


@given(MONEY, MONEY, st.integers(1, 60))
def test_compound_growth_leads_from_the_first_value_to_the_last(
    first: Decimal, last: Decimal, years: int
) -> None:
    rate = compound(first, last, years)
    assert rate is not None
    assert float(first) * (1 + rate) ** years == pytest.approx(
        float(last), rel=1e-6, abs=1e-12 * float(first)
    )


@given(MONEY, MONEY)
def test_over_one_year_compound_growth_is_growth(before: Decimal, value: Decimal) -> None:
    assert compound(before, value, 1) == pytest.approx(growth(before, value))


@pytest.mark.parametrize(
    ("first", "last", "years"), [(None, Decimal(1), 1), (Decimal(0), Decimal(1), 1)]
)
def test_without_a_start_there_is_no_growth(
    first: Decimal | None, last: Decimal, years: int
) -> None:
    assert compound(first, last, years) is None
    assert growth(first, last) is None


def test_within_one_year_there_is_no_growth() -> None:
    assert compound(Decimal(1), Decimal(2), 0) is None


def test_what_ends_at_nothing_shrinks_by_all() -> None:
    assert compound(Decimal(5), Decimal(0), 3) == -1
