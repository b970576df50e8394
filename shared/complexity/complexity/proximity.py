"""Proximity of products and density of a country's basket around each of them."""

import numpy as np
from numpy.typing import ArrayLike

from complexity.presence import Values, occupied

GROUPED_ABOVE = 2_000
"""With more products than this the sums run over groups of equal ubiquity."""

_NOTHING = 1e-9
"""Proximities that add up to less are rounding: the smallest there is lies far above."""


def _of_kept(matrix: Values, diagonal: float) -> Values:
    ubiquity = matrix.sum(axis=0)
    together = matrix.T @ matrix
    near = together / np.maximum.outer(ubiquity, ubiquity)
    np.fill_diagonal(near, diagonal)
    return np.asarray(near)


def proximity(matrix: ArrayLike, *, diagonal: float = 1.0) -> Values:
    """How often two products are made by the same countries.

    ``Σ_c M_cp M_cp' / max(k_p, k_p')``: the smaller of both conditional probabilities.

    Parameters
    ----------
    matrix : array_like of bool, shape (countries, products)
        Who makes what.
    diagonal : float
        Proximity of a product to itself: 1, or 0 where it must not vote for itself.

    Returns
    -------
    ndarray of float, shape (products, products)
        Symmetric, 0 to 1; nan for products that nobody makes.

    References
    ----------
    C. Hidalgo, B. Klinger, A.-L. Barabási, R. Hausmann, "The product space conditions the
    development of nations", Science 317 (2007).
    """
    kept = occupied(matrix)
    count = kept.products.size
    result = np.full((count, count), np.nan)
    result[np.ix_(kept.products, kept.products)] = _of_kept(kept.matrix, diagonal)
    return result


def _direct_sums(weights: Values, matrix: Values, diagonal: float) -> Values:
    return np.asarray(weights @ _of_kept(matrix, diagonal))


def _grouped_sums(weights: Values, matrix: Values, diagonal: float) -> Values:
    """Return the same without the (products, products) matrix.

    Beside a product of ubiquity v, proximity divides by v for products as common or rarer and by
    their own ubiquity for commoner ones; so two (rows, countries) sums, carried from group to
    group, hold all that is needed.
    """
    order = np.argsort(matrix.sum(axis=0), kind="stable")
    sorted_matrix, sorted_weights = matrix[:, order], weights[:, order]
    ubiquity = sorted_matrix.sum(axis=0)
    levels, starts = np.unique(ubiquity, return_index=True)
    rarer = np.zeros((weights.shape[0], matrix.shape[0]))
    commoner = (sorted_weights / ubiquity) @ sorted_matrix.T
    sums = np.empty(weights.shape)
    for level, start, end in zip(levels, starts, [*starts[1:], len(order)], strict=True):
        members = sorted_matrix[:, start:end]
        own = sorted_weights[:, start:end] @ members.T
        rarer += own
        commoner -= own / level
        sums[:, start:end] = (rarer / level + commoner) @ members
    if diagonal != 1.0:
        sums += (diagonal - 1.0) * sorted_weights
    result = np.empty(weights.shape)
    result[:, order] = sums
    return result


def proximity_sums(weights: Values, matrix: Values, *, diagonal: float = 1.0) -> Values:
    """Sum weights over products by their proximity: ``Σ_p' w_rp' φ_pp'``.

    Parameters
    ----------
    weights : ndarray of float, shape (rows, products)
        Any weights of products.
    matrix : ndarray of float, shape (countries, products)
        Presence as 0.0 and 1.0, without empty columns.
    diagonal : float
        Proximity of a product to itself.

    Returns
    -------
    ndarray of float, shape (rows, products)
    """
    sums = _grouped_sums if matrix.shape[1] > GROUPED_ABOVE else _direct_sums
    return sums(weights, matrix, diagonal)


def density_of_kept(
    made: Values, matrix: Values, *, diagonal: float = 1.0
) -> tuple[Values, Values]:
    """Return density of what is `made`, in the proximity of a matrix without empty columns.

    The second value is each product's whole proximity. Density is nan beside a product that is near
    to none, whose whole proximity is zero.
    """
    with_everything = np.vstack([made, np.ones((1, matrix.shape[1]))])
    near = proximity_sums(with_everything, matrix, diagonal=diagonal)
    total = near[-1]
    result = np.full(made.shape, np.nan)
    np.divide(near[:-1], total, out=result, where=total > _NOTHING)
    return result, total


def density(matrix: ArrayLike, *, diagonal: float = 1.0) -> Values:
    """How much of what is near a product a country already makes.

    ``Σ_p' M_cp' φ_pp' / Σ_p' φ_pp'``.

    Parameters
    ----------
    matrix : array_like of bool, shape (countries, products)
        Who makes what.
    diagonal : float
        Proximity of a product to itself; 0 when density is to predict presence.

    Returns
    -------
    ndarray of float, shape (countries, products)
        0 to 1; nan for empty rows and columns and beside a product that is near to none.
    """
    kept = occupied(matrix)
    return kept.of_cells(density_of_kept(kept.matrix, kept.matrix, diagonal=diagonal)[0])


def distance(matrix: ArrayLike, *, diagonal: float = 1.0) -> Values:
    """Return ``1 - density``, shape (countries, products)."""
    return np.asarray(1.0 - density(matrix, diagonal=diagonal))
