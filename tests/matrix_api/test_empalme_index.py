"""The índice de empalme on arrays: vectors computed by hand, and what holds whatever the trade."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from matrix_api.empalme import empalme
from matrix_api.empalme.empalme import Market

# 0201, 1006 and 4407, and a fourth heading not exported in every year.
EXPORTS = np.array([600.0, 300.0, 300.0, 200.0])
WORLD = np.array([5_000.0, 3_000.0, 12_000.0, 80_000.0])
CHOSEN = np.array([True, True, True, False])
MARKET = Market(
    imports=np.array([[900.0, 500.0, 800.0, 70.0]]),
    from_exporter=np.array([[300.0, 200.0, 0.0, 0.0]]),
    from_region=np.array([[800.0, 450.0, 300.0, 0.0]]),
)


def close(found: empalme.Array, expected: list[Fraction]) -> None:
    assert found[: len(expected)] == pytest.approx([float(one) for one in expected], abs=1e-12)


def test_advantage_has_all_headings_in_its_denominators() -> None:
    advantage = empalme.revealed_advantage(EXPORTS, WORLD)
    close(advantage, [Fraction(60, 7), Fraction(50, 7), Fraction(25, 14)])


def test_with_the_selected_headings_alone_it_would_be_another() -> None:
    """Guards assumption 2: a denominator of 1,200 gives 10, 25/3 and 25/12."""
    only = np.where(CHOSEN, EXPORTS, 0)
    close(
        empalme.revealed_advantage(only, WORLD), [Fraction(10), Fraction(25, 3), Fraction(25, 12)]
    )


def test_variant_a_ranks_what_the_others_do_not_buy_from_the_exporter() -> None:
    unmet = empalme.exporter_gap(MARKET)
    assert unmet[:3].tolist() == [600, 300, 800]
    found = empalme.empalme(empalme.revealed_advantage(EXPORTS, WORLD), unmet, CHOSEN)
    close(found.index, [Fraction(360, 119), Fraction(150, 119), Fraction(100, 119)])
    assert found.rank.tolist() == [1, 2, 3, 0]


def test_variant_b_ranks_what_the_others_buy_outside_the_region() -> None:
    unmet = empalme.extra_regional(MARKET)
    assert unmet[:3].tolist() == [100, 50, 500]
    found = empalme.empalme(empalme.revealed_advantage(EXPORTS, WORLD), unmet, CHOSEN)
    close(found.index, [Fraction(120, 91), Fraction(50, 91), Fraction(125, 91)])
    assert found.rank.tolist() == [2, 3, 1, 0]


def test_variant_c_is_variant_a_of_one_importer() -> None:
    halves = Market(*(np.vstack([one, one]) / 2 for one in vars(MARKET).values()))
    advantage = empalme.revealed_advantage(EXPORTS, WORLD)
    each = empalme.empalme(advantage, empalme.per_importer(halves), CHOSEN)
    together = empalme.empalme(advantage, empalme.exporter_gap(MARKET), CHOSEN)
    assert each.unmet[:, :3].tolist() == [[300, 150, 400]] * 2
    assert each.row(1).index[:3] == pytest.approx(together.index[:3], abs=1e-12)
    assert each.rank.tolist() == [[1, 2, 3, 0]] * 2


def test_what_is_bought_from_the_exporter_alone_leaves_no_unmet_market() -> None:
    market = Market(MARKET.imports, MARKET.imports * 2, MARKET.imports)
    found = empalme.empalme(
        empalme.revealed_advantage(EXPORTS, WORLD), empalme.exporter_gap(market), CHOSEN
    )
    assert found.unmet[:3].tolist() == [0, 0, 0]
    assert np.isnan(found.share).all()
    assert np.isnan(found.index).all()
    assert found.rank.tolist() == [0, 0, 0, 0]


def test_an_importer_that_is_not_known_leaves_no_sum() -> None:
    unknown = np.full((1, 4), np.nan)
    market = Market(*(np.vstack([one, unknown]) for one in vars(MARKET).values()))
    advantage = empalme.revealed_advantage(EXPORTS, WORLD)
    assert np.isnan(empalme.empalme(advantage, empalme.exporter_gap(market), CHOSEN).share).all()
    each = empalme.empalme(advantage, empalme.per_importer(market), CHOSEN)
    assert each.rank[0].tolist() == [1, 2, 3, 0]
    assert each.rank[1].tolist() == [0, 0, 0, 0]


def test_without_world_exports_or_any_exports_there_is_no_advantage() -> None:
    world = np.array([0.0, 3_000.0, 12_000.0, 80_000.0])
    assert np.isnan(empalme.revealed_advantage(EXPORTS, world)).tolist() == [True, *[False] * 3]
    assert np.isnan(empalme.revealed_advantage(EXPORTS * 0, WORLD)).all()


def test_a_heading_is_selected_if_exported_in_every_year() -> None:
    yearly = np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    assert empalme.selected(yearly).tolist() == [True, False, False]


def test_equal_indices_are_ordered_by_advantage_then_by_heading() -> None:
    index = np.array([1.0, 2.0, 1.0, 1.0, np.nan])
    advantage = np.array([1.0, 1.0, 2.0, 1.0, 9.0])
    assert empalme.ranking(index, advantage).tolist() == [3, 1, 2, 4, 0]


HEADINGS = st.integers(2, 12)
DOLLARS = st.floats(0, 1e9, allow_subnormal=False).map(lambda value: round(value, 2))


@st.composite
def trade(draw: st.DrawFn) -> tuple[empalme.Array, empalme.Array, empalme.Array, empalme.Mask]:
    """Exports, the world's, an unmet market and the selected headings."""
    size = draw(HEADINGS)
    exports = draw(arrays.arrays(np.float64, size, elements=DOLLARS))
    rest = draw(arrays.arrays(np.float64, size, elements=DOLLARS))
    unmet = draw(arrays.arrays(np.float64, size, elements=DOLLARS))
    return exports, exports + rest, unmet, exports > 0


@given(trade())
def test_shares_of_the_selected_headings_add_up_to_one(
    given_trade: tuple[empalme.Array, empalme.Array, empalme.Array, empalme.Mask],
) -> None:
    exports, world, unmet, chosen = given_trade
    assume(unmet[chosen].sum() > 0)
    found = empalme.empalme(empalme.revealed_advantage(exports, world), unmet, chosen)
    assert np.nansum(found.share) == pytest.approx(1, abs=1e-12)
    assert np.isnan(found.share[~chosen]).all()


@given(trade(), st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_the_unit_of_exports_and_that_of_the_unmet_market_do_not_matter(
    given_trade: tuple[empalme.Array, empalme.Array, empalme.Array, empalme.Mask],
    of_exports: float,
    of_unmet: float,
) -> None:
    exports, world, unmet, chosen = given_trade
    before = empalme.empalme(empalme.revealed_advantage(exports, world), unmet, chosen)
    after = empalme.empalme(
        empalme.revealed_advantage(exports * of_exports, world * of_exports),
        unmet * of_unmet,
        chosen,
    )
    assert after.index == pytest.approx(before.index, rel=1e-9, nan_ok=True)
    assert (np.isnan(after.index) == np.isnan(before.index)).all()


@given(trade())
def test_ranks_count_from_one_without_gaps_in_the_order_of_the_index(
    given_trade: tuple[empalme.Array, empalme.Array, empalme.Array, empalme.Mask],
) -> None:
    exports, world, unmet, chosen = given_trade
    found = empalme.empalme(empalme.revealed_advantage(exports, world), unmet, chosen)
    ranked = found.rank[found.rank > 0]
    assert sorted(ranked.tolist()) == list(range(1, len(ranked) + 1))
    in_order = found.index[found.rank > 0][np.argsort(ranked)]
    assert (np.diff(in_order) <= 0).all()
