"""The product space: the maximum spanning tree of proximity, and a place for each product."""

from dataclasses import dataclass

import numpy as np
from complexity.presence import Presence, Values
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import minimum_spanning_tree, shortest_path

from niche_api.complexity.universe import STRONG

ITERATIONS = 30
_STILL = 1e-3
"""Share of the stress by which a step must lower it for another one to follow."""


@dataclass(frozen=True)
class Space:
    """The tree that joins all products, and where each is drawn."""

    tree: Presence
    """Shape (products, products): symmetric; which pairs are in the tree."""
    x: Values
    """Shape (products,): 0 to 1; nan for a product that is near to none."""
    y: Values


def spanning_tree(near: Values) -> Presence:
    """Return which pairs are in the maximum spanning tree of proximities.

    Equal proximities are taken in the order of products, so that one matrix has one tree. Products
    that are near to none stay outside; parts that share nothing get a tree each.

    Parameters
    ----------
    near : ndarray of float, shape (products, products)
        Symmetric, 0 to 1; nan counts as 0.

    Returns
    -------
    ndarray of bool, shape (products, products)
    """
    one, other = np.triu_indices(len(near), 1)
    values = np.nan_to_num(near[one, other])
    joined = np.flatnonzero(values > 0)
    order = joined[np.argsort(-values[joined], kind="stable")]
    rank = np.arange(1, len(order) + 1)
    graph = coo_array((rank, (one[order], other[order])), shape=near.shape)
    kept = minimum_spanning_tree(graph.tocsr()).toarray() > 0
    return np.asarray(kept | kept.T)


def layout(links: Presence, iterations: int = ITERATIONS) -> Values:
    """Place the nodes of a graph so that distances on paper follow those along its links.

    Stress majorization from the place that classical scaling gives: no chance is in it, so that one
    graph has one picture.

    Parameters
    ----------
    links : ndarray of bool, shape (nodes, nodes)
        Symmetric. Parts that no link joins are kept apart.
    iterations : int
        Most steps.

    Returns
    -------
    ndarray of float, shape (nodes, 2)

    References
    ----------
    E. Gansner, Y. Koren, S. North, "Graph drawing by stress majorization", Graph Drawing (2004).
    """
    count = len(links)
    if count < 3:
        return np.column_stack([np.arange(count, dtype=float), np.zeros(count)])
    # A crowd of n nodes needs room that grows as n: so its links are as long as the root of n.
    degree = links.sum(axis=1)
    away = shortest_path(csr_array(np.sqrt(np.minimum.outer(degree, degree)) * links))
    away[np.isinf(away)] = away[np.isfinite(away)].max() + 2
    weight = np.zeros_like(away)
    np.divide(1.0, away**2, out=weight, where=away > 0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    # The first node stays where it is: what is left of the laplacian is positive definite.
    factor = cho_factor(laplacian[1:, 1:])
    places, before = _scaled(away), np.inf
    pull = weight * away
    for _ in range(iterations):
        apart = np.hypot(*(np.subtract.outer(axis, axis) for axis in places.T))
        stress = float((weight * (apart - away) ** 2).sum())
        if before - stress < _STILL * before:
            break
        before = stress
        ratio = np.divide(pull, apart, out=np.zeros_like(apart), where=apart > 0)
        moved = ratio.sum(axis=1)[:, None] * places - ratio @ places
        places = np.vstack([np.zeros((1, 2)), cho_solve(factor, moved[1:])])
    return places


def _scaled(away: Values) -> Values:
    """Return where classical scaling puts points of these distances, shape (points, 2)."""
    squared = away**2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    values, vectors = np.linalg.eigh(-centred / 2)
    axes = vectors[:, -2:][:, ::-1]
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), [0, 1]])
    return np.asarray(axes * signs * np.sqrt(np.maximum(values[-2:][::-1], 0)))


def space(near: Values, pci: Values) -> Space:
    """Return the product space of proximities.

    Parameters
    ----------
    near : ndarray of float, shape (products, products)
        Proximity, nan beside products that are not placed.
    pci : ndarray of float, shape (products,)
        Complexity of products, which grows to the right of the picture.
    """
    tree = spanning_tree(near)
    placed = np.flatnonzero(tree.any(axis=1))
    links = tree | (np.nan_to_num(near) >= STRONG)
    np.fill_diagonal(links, False)
    points = layout(links[np.ix_(placed, placed)])
    points = _turned(points, pci[placed])
    points = (points - points.min(axis=0)) / max(float(np.ptp(points, axis=0).max()), 1e-12)
    result = np.full((2, len(near)), np.nan)
    result[:, placed] = points.T
    return Space(tree, result[0], result[1])


def _turned(points: Values, worth: Values) -> Values:
    """Turn points so that worth grows most along the first axis."""
    centred = points - points.mean(axis=0)
    along = centred.T @ np.nan_to_num(worth - np.nanmean(worth))
    angle = np.arctan2(along[1], along[0])
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.asarray(centred @ np.array([[cosine, -sine], [sine, cosine]]))
