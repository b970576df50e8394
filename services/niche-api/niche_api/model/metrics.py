"""How good scores are at telling what happens: cells, or whole countries drawn again."""

from dataclasses import dataclass

import numpy as np
from complexity.presence import Presence, Values
from numpy.typing import NDArray

Indices = NDArray[np.int64]


class Ranking:
    """Where what happened stands among all cells, country by country.

    Areas are sums over countries, so that drawing countries again costs a product of matrices, not
    another sort. Equal scores are taken together. `drawn` says how often each country is drawn,
    shape (draws, countries), every draw with some country in which it happened and some cell in
    which it did not.
    """

    def __init__(self, scores: Values, happened: Presence, countries: Indices) -> None:
        self._scores = scores[happened]
        self._country = countries[happened]
        size = int(countries.max()) + 1
        shape = (len(self._scores), size)
        self._hits, self._cells, self._below = np.empty(shape), np.empty(shape), np.empty(shape)
        self._misses = np.bincount(countries[~happened], minlength=size)
        order = np.argsort(countries, kind="stable")
        bounds = np.searchsorted(countries[order], np.arange(1, size))
        for one, its in enumerate(np.split(order, bounds)):
            hits, misses = np.sort(scores[its[happened[its]]]), np.sort(scores[its[~happened[its]]])
            under = np.searchsorted(misses, self._scores, "left")
            self._hits[:, one] = len(hits) - np.searchsorted(hits, self._scores, "left")
            self._cells[:, one] = self._hits[:, one] + len(misses) - under
            self._below[:, one] = (under + np.searchsorted(misses, self._scores, "right")) / 2.0

    def _once(self) -> NDArray[np.int64]:
        return np.ones((1, len(self._misses)), dtype=np.int64)

    def roc_auc(self, drawn: NDArray[np.int64] | None = None) -> Values:
        """Return the chance that what happened scores above what did not; ties count half.

        Shape (draws,); one without `drawn`.
        """
        times = self._once() if drawn is None else drawn
        own = times[:, self._country]
        won = np.sum(own * (times @ self._below.T), axis=1)
        return np.asarray(won / (own.sum(axis=1) * (times @ self._misses)))

    def pr_auc(self, drawn: NDArray[np.int64] | None = None) -> Values:
        """Return average precision: precision at the score of each that happened; (draws,)."""
        times = self._once() if drawn is None else drawn
        own = times[:, self._country]
        hits, cells = times @ self._hits.T, times @ self._cells.T
        precision = np.divide(hits, cells, out=np.zeros_like(hits), where=cells > 0)
        return np.asarray(np.sum(own * precision, axis=1) / own.sum(axis=1))

    def best_f1(self) -> tuple[float, float]:
        """Return the largest F1 and the score from which on it is reached."""
        f1 = 2.0 * self._hits.sum(axis=1) / (self._cells.sum(axis=1) + len(self._scores))
        best = int(np.argmax(f1))
        return float(f1[best]), float(self._scores[best])


def brier(probabilities: Values, happened: Presence) -> float:
    """Return the mean squared distance of probabilities from what happened."""
    return float(np.mean((probabilities - happened) ** 2))


def hits_of_first(
    scores: Values, happened: Presence, countries: Indices, first: int
) -> tuple[Values, Values]:
    """Return, for each country, how many of its first happened and how many they are.

    Equal scores are taken in the order of cells. `countries` numbers the country of each cell
    from 0; a country with fewer cells than `first` has as many as it has.
    """
    order = np.lexsort((np.arange(len(scores)), -scores, countries))
    sorted_countries = countries[order]
    starts = np.searchsorted(sorted_countries, sorted_countries)
    taken = np.arange(len(order)) - starts < first
    size = int(countries.max()) + 1
    its, hit = sorted_countries[taken], happened[order][taken].astype(np.float64)
    hits, firsts = np.bincount(its, hit, size), np.bincount(its, minlength=size)
    return hits.astype(np.float64), firsts.astype(np.float64)


@dataclass(frozen=True)
class Bin:
    """Cells of similar probability: what was said and what happened."""

    cells: int
    predicted: float
    """Mean probability."""
    observed: float
    """Share that happened."""


def calibration(probabilities: Values, happened: Presence, bins: int) -> list[Bin]:
    """Return bins of about equal numbers of cells, from the least to the most likely."""
    order = np.argsort(probabilities, kind="stable")
    return [
        Bin(len(part), float(probabilities[part].mean()), float(happened[part].mean()))
        for part in np.array_split(order, min(bins, len(order)))
        if len(part)
    ]
