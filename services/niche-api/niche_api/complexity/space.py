"""The product space: the maximum spanning tree of proximity, and a place for each product."""

from dataclasses import dataclass

import numpy as np
from complexity.presence import Presence, Values
from scipy.sparse import coo_array
from scipy.sparse.csgraph import minimum_spanning_tree


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


def space(near: Values) -> Space:
    """Return the product space of proximities, shape (products, products)."""
    tree = spanning_tree(near)
    nowhere = np.full(len(near), np.nan)
    return Space(tree, nowhere, nowhere)
