"""A model of a made-up world: what it may not see, and what human capital adds."""

from dataclasses import replace

import numpy as np
import pytest
from niche_api.model.cells import Cells, cells
from niche_api.model.evaluation import evaluation, held_out, learn
from niche_api.model.features import features, with_human_capital
from niche_api.model.learning import TooFewError, predictions, variants
from niche_api.model.logit import doubt
from niche_api.model.training import Plan, Span, plan

from tests.niche_api.model.made_world import worlds

ONCE = Plan(2019, Span(2012, 2019), None, None)


@pytest.fixture(scope="module")
def found() -> Cells:
    """Cells of the made-up world."""
    first, last, _ = worlds()
    return cells(first, last)


def test_a_country_does_not_teach_the_model_that_speaks_of_it(found: Cells) -> None:
    before = held_out(found)
    its = found.countries == 3
    after = held_out(replace(found, happened=np.where(its, ~found.happened, found.happened)))
    assert np.array_equal(before[its], after[its])
    assert not np.array_equal(before[~its], after[~its])


def test_features_of_held_out_countries_do_not_shift_the_scale(found: Cells) -> None:
    chosen = found.countries != 3
    scaled = replace(found, values=np.where(chosen[:, None], found.values, found.values * 9 + 4))
    one, other = learn(found, chosen), learn(scaled, chosen)
    assert np.array_equal(one.means, other.means)
    assert np.array_equal(one.coefficients, other.coefficients)


def test_two_runs_are_equal_to_the_bit(found: Cells) -> None:
    one, other = held_out(found), held_out(found)
    assert one.tobytes() == other.tobytes()
    assert evaluation(found, one) == evaluation(found, other)


def test_the_model_tells_more_than_density_alone(found: Cells) -> None:
    scores = evaluation(found, held_out(found)).scores
    assert scores["model"].roc_auc.value > scores["density"].roc_auc.value + 0.05
    for one in scores.values():
        assert one.roc_auc.low <= one.roc_auc.value <= one.roc_auc.high


def test_coefficients_are_the_most_likely_ones(found: Cells) -> None:
    model = learn(found)
    z, strength = model.standardised(found.values), 10.0
    left = z.T @ (found.happened - model.probabilities(found.values))
    np.testing.assert_allclose(left, strength * model.coefficients, atol=1e-2)
    assert model.probabilities(found.values).mean() == pytest.approx(
        found.happened.mean(), rel=1e-4
    )


def test_bounds_enclose_the_probability_and_widen_with_fewer_countries(found: Cells) -> None:
    def width(chosen: np.ndarray) -> float:
        model = learn(found, chosen)
        parts = (found.values[chosen], found.happened[chosen], found.countries[chosen])
        low, high = doubt(model, *parts, 10.0).interval(found.values)
        said = model.probabilities(found.values)
        assert ((low <= said) & (said <= high)).all()
        return float(np.mean(np.log(high) - np.log(low)))

    assert width(found.countries < 10) > width(found.countries >= 0)


def test_human_capital_enters_where_it_is_known_and_nowhere_else() -> None:
    first, last, fit = worlds()
    human = fit.copy()
    human[:, :10] = np.nan
    made = variants(ONCE, {2012: first, 2019: last}, {2012: human, 2019: human})
    base, richer = made
    assert richer.model.names == (*base.model.names, "human_capital")
    assert richer.model.coefficients[-1] > 0.5
    assert (
        richer.tests[0].found.scores["model"].roc_auc.value
        > base.tests[0].found.scores["model"].roc_auc.value
    )
    assert len(richer.cells.happened) < len(base.cells.happened)
    told = predictions(first, made, human)
    assert set(told.number[:, :10][~first.made[:, :10]]) == {0}
    assert set(told.number[:, 10:][~first.made[:, 10:]]) == {1}


def test_human_capital_that_is_not_loaded_is_left_out() -> None:
    first, last, _ = worlds()
    nothing = np.full(first.exports.shape, np.nan)
    for human in ({}, {2019: nothing}, {2012: nothing, 2019: nothing}):
        made = variants(ONCE, {2012: first, 2019: last}, human)
        assert [one.name for one in made] == ["base"]


def test_an_unknown_value_is_never_read_as_zero() -> None:
    first, _, _ = worlds()
    found = features(first)
    richer = with_human_capital(found, np.full(first.exports.shape, np.nan))
    assert np.isnan(richer.values[..., -1]).all()
    assert np.array_equal(richer.values[..., :-1], found.values, equal_nan=True)


def test_what_has_an_advantage_has_no_probability_and_the_middle_is_extrapolated() -> None:
    first, last, _ = worlds()
    told = predictions(first, variants(ONCE, {2012: first, 2019: last}, {}), None)
    assert np.isnan(told.probability[first.made]).all()
    open_ = ~first.made
    assert ((told.probability[open_] > 0) & (told.probability[open_] < 1)).all()
    assert np.array_equal(told.extrapolated[open_], first.advantage[open_] >= 0.25)


def test_a_world_in_which_nothing_appears_teaches_nothing() -> None:
    first, _, _ = worlds()
    with pytest.raises(TooFewError):
        variants(ONCE, {2012: first, 2019: first}, {})


@pytest.mark.parametrize(
    ("years", "year", "expected"),
    [
        ((2012, 2016, 2019), 2012, None),
        ((2012, 2016, 2019), 2016, Plan(2016, Span(2012, 2016), None, None)),
        (
            (2012, 2016, 2019),
            2019,
            Plan(2019, Span(2012, 2019), Span(2016, 2019), Span(2012, 2016)),
        ),
        (
            range(2000, 2024),
            2023,
            Plan(2023, Span(2018, 2023), Span(2018, 2023), Span(2013, 2018)),
        ),
        ((2012, 2014), 2014, None),
        ((2012, 2019), 2016, None),
    ],
)
def test_no_year_after_the_one_spoken_of_is_read(
    years: tuple[int, ...], year: int, expected: Plan | None
) -> None:
    assert plan(years, year) == expected
    assert expected is None or max(expected.years) <= year
