"""The model of the probability that a revealed advantage appears, and how good it is."""

from enum import StrEnum

from eslabon.contracts.envelope import Contract, Methodology, Missing, Provenance


class ModelKind(StrEnum):
    """What orders the products that a place does not make."""

    LOGIT = "LOGIT"
    """A logistic regression, learnt from two years of exports: it gives probabilities."""
    HEURISTIC = "HEURISTIC"
    """A rule of thumb, where no years teach a model: it gives a score, never a probability."""


class ModelVariant(StrEnum):
    """Which features a model reads."""

    BASE = "base"
    HUMAN_CAPITAL = "human_capital"
    """With human capital, for the pairs of place and product whose human capital is loaded."""


class ModelTest(StrEnum):
    """What a model is tested on."""

    HELD_OUT = "held_out"
    """Countries that the testing model has not seen."""
    LATER_PERIOD = "later_period"
    """A later period than the testing model has learnt from."""


class TestArea(StrEnum):
    """Which countries a test counts."""

    WORLD = "world"
    LATIN_AMERICA = "latin_america"
    """Latin America and the Caribbean."""


class ModelScore(StrEnum):
    """The model, and the simpler scores it has to beat."""

    MODEL = "model"
    DENSITY = "density"
    """Density alone."""
    ADVANTAGE = "advantage"
    """The logarithm of the advantage in the first year alone."""
    BASE_RATE = "base_rate"
    """The same for every pair: the share that appears."""


class Measured(Contract):
    """A figure and its interval."""

    value: float
    low: float | None
    """2.5 % over countries drawn again; null where none are drawn."""
    high: float | None
    """97.5 %."""


class ModelFeature(Contract):
    """One thing the model reads."""

    name: str
    text: str
    """What it is, in the language asked for."""
    mean: float
    """Of the pairs learnt from."""
    deviation: float
    coefficient: float
    """Added to the log-odds per standard deviation of the feature."""
    error: float
    """Standard error of the coefficient, clustered by country."""
    odds_ratio: float
    """By what the odds are multiplied for one standard deviation more."""


class ScoreQuality(Contract):
    """How well one score tells what appears."""

    score: ModelScore
    text: str
    """What it is, in the language asked for."""
    roc_auc: Measured
    """Chance that a pair that appears scores above one that does not."""
    pr_auc: Measured
    """Average precision; the base rate is what guessing gives."""
    precision_of_first: Measured
    """Share that appears among the first products of each country."""
    best_f1: float
    best_f1_from: float | None
    """Probability from which on F1 is best; null for scores that are none."""
    brier: float | None
    """Mean squared error of the probability; null for scores that are none."""


class CalibrationBin(Contract):
    """Pairs of similar probability: what was said and what happened."""

    cells: int
    predicted: float
    observed: float


class Tested(Contract):
    """One test of the model."""

    test: ModelTest
    area: TestArea
    learnt_first_year: int
    learnt_last_year: int
    first_year: int
    """Year looked from."""
    last_year: int
    """Year in which an advantage is there or not."""
    cells: int
    """Pairs of country and product."""
    happened: int
    countries: int
    base_rate: float
    """Share of the pairs in which the advantage appeared."""
    scores: list[ScoreQuality]
    calibration: list[CalibrationBin]


class LearntModel(Contract):
    """A logistic regression with all that is needed to compute it by hand, and its tests."""

    variant: ModelVariant
    first_year: int
    last_year: int
    horizon_years: int
    cells: int
    happened: int
    countries: int
    intercept: float
    threshold: float
    """Probability from which on F1 is best, on countries held out."""
    features: list[ModelFeature]
    tests: list[Tested]


class Model(Contract):
    """What orders the products of a year of a source."""

    kind: ModelKind
    source: str | None
    """Null where no model is built."""
    year: int | None
    """Year whose exports have probabilities."""
    in_words: list[str]
    """What it is and how good, in the language asked for."""
    models: list[LearntModel]
    missing: list[Missing]
    methodology: Methodology
    provenance: list[Provenance]
