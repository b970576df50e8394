"""Fitness of countries and complexity of products as a coupled iteration."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from complexity.presence import Values, occupied


@dataclass(frozen=True)
class Fitness:
    """Where the iteration stopped; nan for countries and products without any presence."""

    fitness: Values
    """Shape (countries,): mean 1."""
    complexity: Values
    """Shape (products,): mean 1."""
    rank: Values
    """Shape (countries,): 1 is the fittest."""
    iterations: int
    stable: bool
    """True where the ranking had stopped changing."""


def fitness(
    matrix: ArrayLike, *, iterations: int = 200, stable_rankings: int | None = 10
) -> Fitness:
    """Fitness and complexity.

    ``F~_c = Σ_p M_cp Q_p`` and ``Q~_p = 1 / Σ_c M_cp / F_c``, each over its mean, both from the
    values of the step before, beginning with ones.

    Parameters
    ----------
    matrix : array_like of bool, shape (countries, products)
        Who makes what.
    iterations : int
        Most steps.
    stable_rankings : int or None
        Stop after so many steps with one ranking of countries; None takes all steps. Values of
        some countries tend to zero, so rankings settle where values do not.

    Returns
    -------
    Fitness

    Raises
    ------
    ValueError
        If `iterations` is below one or nobody makes anything.

    References
    ----------
    A. Tacchella, M. Cristelli, G. Caldarelli, A. Gabrielli, L. Pietronero, "A new metrics for
    countries' fitness and products' complexity", Scientific Reports 2 (2012).
    """
    if iterations < 1:
        raise ValueError("the iteration takes one step at least")
    kept = occupied(matrix)
    if not kept.matrix.size:
        raise ValueError("nobody makes anything")
    smallest = np.finfo(np.float64).tiny
    fit, complex_ = np.ones(kept.matrix.shape[0]), np.ones(kept.matrix.shape[1])
    ranking, unchanged, done = np.empty(0, dtype=np.intp), 0, 0
    while done < iterations and (stable_rankings is None or unchanged < stable_rankings):
        of_countries = kept.matrix @ complex_
        of_products = 1.0 / (kept.matrix.T @ (1.0 / np.maximum(fit, smallest)))
        fit, complex_ = of_countries / of_countries.mean(), of_products / of_products.mean()
        order = np.argsort(-fit, kind="stable")
        unchanged = unchanged + 1 if np.array_equal(order, ranking) else 0
        ranking, done = order, done + 1
    rank = np.empty(len(fit))
    rank[ranking] = np.arange(1, len(fit) + 1)
    return Fitness(
        fitness=kept.of_countries(fit),
        complexity=kept.of_products(complex_),
        rank=kept.of_countries(rank),
        iterations=done,
        stable=stable_rankings is not None and unchanged >= stable_rankings,
    )
