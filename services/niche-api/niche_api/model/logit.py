"""A logistic model that can be stored, read and explained: one coefficient per feature."""

from dataclasses import dataclass

import numpy as np
from complexity.presence import Presence, Values
from numpy.typing import NDArray

NORMAL_95 = 1.959963984540054


@dataclass(frozen=True)
class Logit:
    """What was learnt: probability is 1 / (1 + exp(-(intercept + Σ coefficient · z)))."""

    names: tuple[str, ...]
    means: Values
    """Shape (features,): of the cells it learnt from."""
    deviations: Values
    coefficients: Values
    """Shape (features,): per standard deviation of the feature."""
    intercept: float

    def standardised(self, values: Values) -> Values:
        """Return features as the model reads them, shape (cells, features)."""
        return np.asarray((values - self.means) / self.deviations)

    def probabilities(self, values: Values) -> Values:
        """Return the probability of each cell; nan where a feature is nan."""
        return _logistic(self.intercept + self.standardised(values) @ self.coefficients)


@dataclass(frozen=True)
class Doubt:
    """How sure the coefficients of a model are: what other countries would have taught."""

    model: Logit
    covariance: Values
    """Shape (features + 1, features + 1), intercept first."""

    def interval(self, values: Values) -> tuple[Values, Values]:
        """Return bounds of each probability at 95 %, from the doubt on coefficients alone."""
        z = self.model.standardised(values)
        known = np.column_stack([np.ones(len(z)), z])
        middle = self.model.intercept + z @ self.model.coefficients
        variance = ((known @ self.covariance) * known).sum(axis=1)
        away = NORMAL_95 * np.sqrt(np.maximum(variance, 0.0))
        return _logistic(middle - away), _logistic(middle + away)

    @property
    def errors(self) -> Values:
        """Standard errors of the coefficients, shape (features,)."""
        return np.asarray(np.sqrt(np.diag(self.covariance)[1:]))


def _logistic(values: Values) -> Values:
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * values)))


def fit(names: tuple[str, ...], values: Values, happened: Presence, strength: float) -> Logit:
    """Learn from cells by maximum likelihood with an L2 penalty.

    Parameters
    ----------
    names : tuple of str
        Features, one per column.
    values : ndarray of float, shape (cells, features)
        None of them nan; standardised by their own mean and deviation.
    happened : ndarray of bool, shape (cells,)
    strength : float
        Penalty: half of it times the sum of squares of the coefficients.

    Returns
    -------
    Logit

    Raises
    ------
    ValueError
        If it happened in no cell, or in all.
    """
    from sklearn.linear_model import LogisticRegression  # takes a second to import
    from threadpoolctl import threadpool_limits

    if happened.all() or not happened.any():
        raise ValueError("a model needs cells in which it happened and cells in which it did not")
    means, deviations = values.mean(axis=0), values.std(axis=0)
    deviations = np.where(deviations > 0, deviations, 1.0)
    z = (values - means) / deviations
    with threadpool_limits(1):  # threads wait for one another longer than they work
        learnt = LogisticRegression(C=1.0 / strength, solver="newton-cholesky").fit(z, happened)
    return Logit(names, means, deviations, learnt.coef_[0], float(learnt.intercept_[0]))


def doubt(
    model: Logit,
    values: Values,
    happened: Presence,
    countries: NDArray[np.int64],
    strength: float,
) -> Doubt:
    """Return how sure a model is, from the cells it was learnt from.

    The covariance is the sandwich estimate clustered by country: cells of one country are not
    independent.
    """
    z = model.standardised(values)
    said = model.probabilities(values)
    known = np.column_stack([np.ones(len(z)), z])
    penalty = np.full(known.shape[1], strength)
    penalty[0] = 0.0
    curvature = (known * (said * (1.0 - said))[:, None]).T @ known + np.diag(penalty)
    pulls = known * (happened - said)[:, None]
    order = np.argsort(countries, kind="stable")
    starts = np.flatnonzero(np.diff(countries[order], prepend=-1))
    summed = np.add.reduceat(pulls[order], starts, axis=0)
    bread = np.linalg.inv(curvature)
    return Doubt(model, np.asarray(bread @ (summed.T @ summed) @ bread))
