"""Measures of scores against scikit-learn, and against what they mean."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from niche_api.model.metrics import Ranking, brier, calibration, hits_of_first
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    f1_score,
    roc_auc_score,
)


@st.composite
def cells(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Draw scores with ties, what happened, the country of each, and how often it is drawn."""
    count, countries = draw(st.integers(4, 60)), draw(st.integers(1, 6))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scores = random.integers(0, draw(st.integers(2, 40)), count) / 40.0
    happened = random.uniform(size=count) < 0.4
    happened[:2] = True, False
    of = random.integers(0, countries, count)
    of[0] = of[1] = countries - 1
    drawn = random.integers(0, 4, countries)
    drawn[-1] = 1
    return scores, happened, of, drawn


@given(cells())
@settings(max_examples=150, deadline=None)
def test_areas_are_those_of_scikit_learn(made: tuple[np.ndarray, ...]) -> None:
    scores, happened, of, drawn = made
    ranking = Ranking(scores, happened, of)
    assert ranking.roc_auc()[0] == pytest.approx(roc_auc_score(happened, scores))
    assert ranking.pr_auc()[0] == pytest.approx(average_precision_score(happened, scores))
    weight = drawn[of]
    assert ranking.roc_auc(drawn[None])[0] == pytest.approx(
        roc_auc_score(happened, scores, sample_weight=weight)
    )
    assert ranking.pr_auc(drawn[None])[0] == pytest.approx(
        average_precision_score(happened, scores, sample_weight=weight)
    )


@given(cells())
@settings(max_examples=100, deadline=None)
def test_no_threshold_has_a_better_f1(made: tuple[np.ndarray, ...]) -> None:
    scores, happened, of, _ = made
    best, from_ = Ranking(scores, happened, of).best_f1()
    assert best == pytest.approx(f1_score(happened, scores >= from_))
    chosen = scores[:, None] >= scores
    every = 2 * (chosen & happened[:, None]).sum(axis=0) / (chosen.sum(axis=0) + happened.sum())
    assert best == pytest.approx(every.max())


@given(cells())
@settings(max_examples=100, deadline=None)
def test_the_first_of_each_country_are_its_best(made: tuple[np.ndarray, ...]) -> None:
    scores, happened, of, _ = made
    hits, firsts = hits_of_first(scores, happened, of, 3)
    for country in range(of.max() + 1):
        its = np.flatnonzero(of == country)
        best = sorted(its, key=lambda at: (-scores[at], at))[:3]
        assert firsts[country] == len(best)
        assert hits[country] == happened[best].sum()


@given(cells(), st.integers(1, 12))
@settings(max_examples=100, deadline=None)
def test_bins_hold_every_cell_once(made: tuple[np.ndarray, ...], count: int) -> None:
    scores, happened, _, _ = made
    bins = calibration(scores, happened, count)
    assert sum(one.cells for one in bins) == len(scores)
    assert sum(one.cells * one.observed for one in bins) == pytest.approx(happened.sum())
    assert sum(one.cells * one.predicted for one in bins) == pytest.approx(scores.sum())
    # Means of equal scores differ by rounding.
    assert np.diff([one.predicted for one in bins]).min(initial=0.0) > -1e-12
    assert brier(scores, happened) == pytest.approx(brier_score_loss(happened, scores))
