"""Features look from one year, at one currency's shares, and a place does not change the world."""

from dataclasses import replace

import numpy as np
import pytest
from niche_api.model.cells import cells
from niche_api.model.features import features

from tests.niche_api.model.made_world import PLACES, made, worlds


def test_the_last_year_changes_no_feature() -> None:
    first, last, _ = worlds()
    shuffled = np.random.default_rng(5).permutation(last.exports.ravel())
    found = cells(first, last)
    other = cells(first, made(shuffled.reshape(last.exports.shape)))
    assert np.array_equal(found.values, other.values)
    assert not np.array_equal(found.happened, other.happened)


def test_cells_hardly_export_at_first_and_appear_or_not() -> None:
    first, last, _ = worlds()
    found = cells(first, last)
    row, column = np.nonzero(first.advantage < 0.25)
    assert len(found.happened) == len(row)
    assert np.array_equal(found.happened, last.advantage[row, column] >= 1.0)
    assert np.array_equal(found.countries, row)


def test_features_have_no_currency() -> None:
    first, _, _ = worlds()
    dearer = made(first.exports * 17.5)
    np.testing.assert_allclose(
        features(dearer).values, features(first).values, rtol=1e-9, atol=1e-9
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_countries_does_not_matter(seed: int) -> None:
    first, _, _ = worlds(seed)
    order = np.random.default_rng(seed).permutation(len(PLACES))
    mixed = made(first.exports[order], [PLACES[at] for at in order])
    np.testing.assert_allclose(
        features(mixed).values, features(first).values[order], rtol=1e-7, atol=1e-9
    )


def test_a_place_outside_the_ranked_ones_changes_no_other() -> None:
    first, _, _ = worlds()
    ranked = np.ones(len(PLACES), dtype=bool)
    ranked[-1] = False
    outside = replace(first, ranked=ranked)
    other = replace(
        outside,
        exports=np.vstack([first.exports[:-1], first.exports[:1] * 3]),
        advantage=np.vstack([first.advantage[:-1], first.advantage[:1]]),
        made=np.vstack([first.made[:-1], first.made[:1]]),
    )
    np.testing.assert_array_equal(features(outside).values[:-1], features(other).values[:-1])


def test_a_product_does_not_vote_for_itself() -> None:
    first, _, _ = worlds()
    found = features(first)
    density = found.names.index("density")
    more = first.made.copy()
    more[0, 0] = ~more[0, 0]
    # Proximity stays that of the ranked countries, so only this place's own row may move.
    ranked = np.ones(len(PLACES), dtype=bool)
    ranked[0] = False
    before = features(replace(first, ranked=ranked)).values[0, 0, density]
    after = features(replace(first, ranked=ranked, made=more)).values[0, 0, density]
    assert before == after
