"""The índice de empalme on arrays: how well one exporter's headings meet unmet regional demand.

Source of the form: ALADI, "Matrices de Empalme" (IVCR times the share of the unmet market within
the selected headings). What that text leaves open is assumed, and named: which market is unmet
(three variants), means over the period, denominators over all headings.

Axes: T years, M importers, H headings. Money is current US dollars in double precision; NaN is
what is not known. Nothing is changed in place.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Order = NDArray[np.int64]


@dataclass(frozen=True)
class Market:
    """What each importer bought, as means over the period; NaN rows are importers not known.

    All three are (M, H): from everybody, from the exporter, and from all countries of the region.
    """

    imports: Array
    from_exporter: Array
    from_region: Array


@dataclass(frozen=True)
class Index:
    """Unmet market, its share among the selected headings, the index and its rank.

    All have the same shape, headings last. `rank` counts from 1; 0 where there is no index.
    """

    unmet: Array
    share: Array
    index: Array
    rank: Order

    def row(self, at: int) -> "Index":
        """Return the index over one importer, of those over each."""
        return Index(self.unmet[at], self.share[at], self.index[at], self.rank[at])


def selected(exports: Array) -> Mask:
    """Return S_c: the headings (H,) exported in every year of (T, H)."""
    return np.asarray((exports > 0).all(axis=0))


def revealed_advantage(exports: Array, world: Array) -> Array:
    """Return the IVCR (H,): the heading's share in the exports over its share in the world's.

    Parameters
    ----------
    exports, world
        Means over the same years, of *all* headings (H,): the denominators are their sums, so a
        part of the headings gives another index.

    Returns
    -------
    (H,) NaN where the world exports none of the heading, or the exporter nothing at all.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (exports / exports.sum()) / (world / world.sum())
    return np.where((world > 0) & (exports.sum() > 0), ratio, np.nan)


def exporter_gap(market: Market) -> Array:
    """Variant A (H,): what the importers together buy and not from this exporter."""
    return np.asarray(np.maximum(0.0, (market.imports - market.from_exporter).sum(axis=0)))


def extra_regional(market: Market) -> Array:
    """Variant B (H,): what the importers together buy outside the region."""
    return np.asarray(np.maximum(0.0, (market.imports - market.from_region).sum(axis=0)))


def per_importer(market: Market) -> Array:
    """Variant C (M, H): what each importer buys and not from this exporter."""
    return np.maximum(0.0, market.imports - market.from_exporter)


def empalme(advantage: Array, unmet: Array, chosen: Mask) -> Index:
    """Return the index of each heading, for one unmet market or for several at once.

    Parameters
    ----------
    advantage
        IVCR (H,).
    unmet
        U (..., H), of which only the selected headings count.
    chosen
        S_c (H,).

    Returns
    -------
    Arrays of the shape of `unmet`. Share and index are NaN outside S_c, and everywhere where the
    unmet market of S_c is nothing or not known. The index compares headings of one exporter only.
    """
    of_chosen = np.where(chosen, unmet, np.nan)
    whole = np.where(chosen, unmet, 0.0).sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(whole > 0, of_chosen / whole, np.nan)
    index = advantage * share
    return Index(of_chosen, share, index, ranking(index, advantage))


def ranking(index: Array, advantage: Array) -> Order:
    """Return ranks from 1: by index, then IVCR, both falling, then heading; 0 where index is NaN.

    `index` is (..., H); headings stand in the order of their codes, and equals keep it.
    """
    keys = np.broadcast_to(-advantage, index.shape)
    order = np.lexsort((keys, -index), axis=-1)  # stable; NaN last
    places = np.arange(1, index.shape[-1] + 1)
    ranks = np.empty(index.shape, np.int64)
    np.put_along_axis(ranks, order, np.broadcast_to(places, index.shape), axis=-1)
    return np.where(np.isnan(index), 0, ranks)
