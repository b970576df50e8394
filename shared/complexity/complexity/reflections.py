"""The method of reflections: averages of averages between countries and products."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from complexity.presence import Values, occupied


@dataclass(frozen=True)
class Reflections:
    """Values of one order; nan for countries and products without any presence."""

    countries: Values
    """Shape (countries,); read even orders."""
    products: Values
    """Shape (products,); read odd orders."""


def reflections(matrix: ArrayLike, order: int) -> Reflections:
    """Reflections of an order.

    ``k_c,n = Σ_p M_cp k_p,n-1 / k_c,0`` and ``k_p,n = Σ_c M_cp k_c,n-1 / k_p,0``, beginning with
    diversity and ubiquity.

    Parameters
    ----------
    matrix : array_like of bool, shape (countries, products)
        Who makes what.
    order : int
        How often to average. Values draw near to one constant: beyond about 20 the precision of
        floating point is used up.

    Returns
    -------
    Reflections

    Raises
    ------
    ValueError
        If `order` is negative.

    References
    ----------
    C. Hidalgo, R. Hausmann, "The building blocks of economic complexity", PNAS 106 (2009).
    """
    if order < 0:
        raise ValueError("the order of a reflection is not negative")
    kept = occupied(matrix)
    diversity, ubiquity = kept.diversity, kept.ubiquity
    countries, products = diversity, ubiquity
    for _ in range(order):
        countries, products = (
            np.asarray(kept.matrix @ products / diversity),
            np.asarray(kept.matrix.T @ countries / ubiquity),
        )
    return Reflections(kept.of_countries(countries), kept.of_products(products))
