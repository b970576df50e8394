"""How good a model is: countries it has not seen, a later period, and against what is simpler."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from complexity.presence import Presence, Values
from numpy.typing import NDArray

from niche_api.model.cells import Cells
from niche_api.model.choices import CHOICES, Choices
from niche_api.model.logit import Logit, fit
from niche_api.model.metrics import Bin, Ranking, brier, calibration, hits_of_first

MODEL, DENSITY, ADVANTAGE = "model", "density", "advantage"
BASELINES = {DENSITY: "density", ADVANTAGE: "advantage"}
"""Scores that a model must beat, and the feature each of them is; the base rate is the third."""


@dataclass(frozen=True)
class Measured:
    """A figure, and the 2.5 % and 97.5 % of it over countries drawn again."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Quality:
    """How well one score tells what happened."""

    roc_auc: Measured
    pr_auc: Measured
    precision_of_first: Measured
    """Share that happened among the first of each country."""
    best_f1: float
    best_f1_from: float
    """The score from which on the best F1 is reached."""
    brier: float | None
    """Mean squared error of the probability; null for scores that are none."""


@dataclass(frozen=True)
class Evaluation:
    """Quality of the model and of the simpler scores on one set of cells."""

    cells: int
    happened: int
    countries: int
    scores: Mapping[str, Quality]
    bins: tuple[Bin, ...]

    @property
    def base_rate(self) -> float:
        """The share that happened: precision of guessing, and its PR-AUC."""
        return self.happened / self.cells

    @property
    def base_brier(self) -> float:
        """Brier score of always saying the base rate."""
        return self.base_rate * (1.0 - self.base_rate)


def held_out(cells: Cells, choices: Choices = CHOICES) -> Values:
    """Return probabilities that each country gets from a model that has not seen it.

    Countries are dealt into folds by a seed; standardisation is learnt with the model.
    """
    fold = np.random.default_rng(choices.seed).permutation(len(cells.codes)) % choices.folds
    of_cell = fold[cells.countries]
    result = np.empty(len(cells.happened))
    for one in np.unique(of_cell):
        seen, unseen = of_cell != one, of_cell == one
        model = learn(cells, seen, choices)
        result[unseen] = model.probabilities(cells.values[unseen])
    return result


def learn(
    cells: Cells, chosen: Presence | slice = slice(None), choices: Choices = CHOICES
) -> Logit:
    """Return a model of the cells, or of chosen ones."""
    return fit(
        cells.names,
        cells.values[chosen],
        cells.happened[chosen],
        choices.l2_strength,
    )


def evaluation(
    cells: Cells,
    probabilities: Values,
    chosen: Presence | None = None,
    choices: Choices = CHOICES,
) -> Evaluation:
    """Return how good probabilities are on cells, or on chosen ones.

    Raises
    ------
    ValueError
        If it happened in no cell chosen, or in all.
    """
    within = np.ones(len(cells.happened), dtype=np.bool_) if chosen is None else chosen
    happened = cells.happened[within]
    if happened.all() or not happened.any():
        raise ValueError("quality needs cells in which it happened and cells in which it did not")
    codes, countries = np.unique(cells.countries[within], return_inverse=True)
    drawn = _drawn(happened, countries, choices)
    said = probabilities[within]
    scores = {
        name: _quality(cells.feature(feature)[within], happened, countries, drawn, choices)
        for name, feature in BASELINES.items()
    }
    of_model = _quality(said, happened, countries, drawn, choices, is_probability=True)
    return Evaluation(
        cells=len(happened),
        happened=int(happened.sum()),
        countries=len(codes),
        scores={MODEL: of_model, **scores},
        bins=tuple(calibration(said, happened, choices.bins)),
    )


def _drawn(happened: Presence, countries: NDArray[np.int64], choices: Choices) -> NDArray[np.int64]:
    """Return how often each country is drawn, shape (draws, countries).

    A draw in which it happens nowhere, or everywhere, measures nothing and is left out.
    """
    size = int(countries.max()) + 1
    picked = np.random.default_rng(choices.seed).integers(0, size, (choices.draws, size))
    drawn = np.stack([np.bincount(one, minlength=size) for one in picked])
    hits = drawn @ np.bincount(countries, happened, size)
    misses = drawn @ np.bincount(countries, ~happened, size)
    return np.asarray(drawn[(hits > 0) & (misses > 0)])


def _quality(
    scores: Values,
    happened: Presence,
    countries: NDArray[np.int64],
    drawn: NDArray[np.int64],
    choices: Choices,
    *,
    is_probability: bool = False,
) -> Quality:
    ranking = Ranking(scores, happened, countries)
    hits, firsts = hits_of_first(scores, happened, countries, choices.first)
    best, from_ = ranking.best_f1()
    return Quality(
        roc_auc=_measured(ranking.roc_auc(), ranking.roc_auc(drawn)),
        pr_auc=_measured(ranking.pr_auc(), ranking.pr_auc(drawn)),
        precision_of_first=_measured(
            np.array([hits.sum() / firsts.sum()]), (drawn @ hits) / (drawn @ firsts)
        ),
        best_f1=best,
        best_f1_from=from_,
        brier=brier(scores, happened) if is_probability else None,
    )


def _measured(value: Values, drawn: Values) -> Measured:
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Measured(float(value[0]), float(low), float(high))
