"""Status, score and balance of products before a place; pure functions on arrays by product."""

import numpy as np
from complexity.presence import Presence, Values

from niche_api.niches.weights import EMERGING, HEURISTIC, LATENT_SHARE, REVEALED, Weights


def standard_scores(values: Values, among: Presence) -> Values:
    """Return z-scores by the mean and population deviation of the known values of some products.

    0 for all where these do not differ; nan where a value is.
    """
    known = values[among & ~np.isnan(values)]
    deviation = known.std() if known.size else 0.0
    if not deviation > 0:
        return np.where(np.isnan(values), np.nan, 0.0)
    return np.asarray((values - known.mean()) / deviation)


def heuristic(rca: Values, density: Values, pci: Values, gain: Values) -> Values:
    """Return a rule of thumb where no model is fitted: ``0.5 z(ω) + 0.2 z(PCI) + 0.3 z(COG)``.

    Standardised over the products without revealed advantage; nan for the others and where an
    input is missing. It orders products and is no probability.
    """
    open_ = rca < REVEALED
    parts = (standard_scores(one, open_) for one in (density, pci, gain))
    score = sum(weight * part for weight, part in zip(HEURISTIC, parts, strict=True))
    return np.where(open_, score, np.nan)


def latent_threshold(rca: Values, score: Values, share: float = LATENT_SHARE) -> float:
    """Return the score above which a share of the products below EMERGING lies; nan for none."""
    below = score[(rca < EMERGING) & ~np.isnan(score)]
    return float(np.quantile(below, 1.0 - share)) if below.size else float("nan")


def statuses(rca: Values, chance: Values, threshold: float) -> list[str | None]:
    """Return the status of each product, as `NicheStatus` names them.

    Parameters
    ----------
    rca : ndarray of float, shape (products,)
        nan where unknown: then there is no status.
    chance : ndarray of float, shape (products,)
        Probability or score; nan where neither is to be had.
    threshold : float
        Least chance of a latent advantage, on the same scale.
    """
    with np.errstate(invalid="ignore"):
        code = np.select(
            [
                rca >= REVEALED,
                rca >= EMERGING,
                np.isnan(rca) | np.isnan(chance) | np.isnan(threshold),
                chance >= threshold,
            ],
            [0, 1, 4, 2],
            default=3,
        )
    names: list[str | None] = ["REVEALED", "EMERGING", "NON_REVEALED", "ABSENT", None]
    return [names[one] for one in code.tolist()]


def places(values: Values) -> Values:
    """Return each value's place among the known ones: 0 the least, 1 the most, ties in between.

    nan where a value is; 0.5 where there is one alone.
    """
    known = ~np.isnan(values)
    result = np.full(values.shape, np.nan)
    count = int(known.sum())
    if count == 0:
        return result
    _, inverse, counts = np.unique(values[known], return_inverse=True, return_counts=True)
    first = np.cumsum(counts) - counts
    middle = first + (counts - 1) / 2
    result[known] = (middle / (count - 1))[inverse] if count > 1 else 0.5
    return result


def balance(density: Values, pci: Values, value: Values, weights: Weights) -> Values:
    """Return the weighted mean of a product's places by density, PCI and potential value.

    0 to 1; nan where one that has a weight is missing, or no weight is above zero.
    """
    sides = ((density, weights.near), (pci, weights.complex), (value, weights.valuable))
    whole = sum(weight for _, weight in sides)
    if not whole > 0:
        return np.full(density.shape, np.nan)
    parts = [places(values) * weight for values, weight in sides if weight > 0]
    return np.asarray(sum(parts) / whole)


def order(first: Values, second: Values) -> list[int]:
    """Return positions by one value, then another, largest first and nan last, then position."""

    def downwards(values: Values) -> Values:
        return np.where(np.isnan(values), np.inf, -values)

    found: list[int] = np.lexsort((downwards(second), downwards(first))).tolist()
    return found
