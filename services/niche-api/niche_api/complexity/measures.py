"""One year's exports made into the tables of complexity: arrays in, arrays out."""

from dataclasses import dataclass

import numpy as np
from complexity.fitness import Fitness, fitness
from complexity.presence import Presence, Values, presence, rca
from complexity.projection import Projection, projection
from complexity.proximity import proximity

from niche_api.complexity.universe import Universe


@dataclass(frozen=True)
class Exports:
    """What places export of products in a year, current dollars."""

    places: list[str]
    products: list[str]
    values: Values
    """Shape (places, products)."""


@dataclass(frozen=True)
class Measures:
    """All that is computed of a year; products are those that count."""

    places: list[str]
    products: list[str]
    exports: Values
    """Shape (places, products)."""
    place_exports: Values
    """Shape (places,): of all products, also of those that do not count."""
    product_exports: Values
    """Shape (products,): of all places."""
    advantage: Values
    """Shape (places, products): RCA in all that is exported; 0 where nothing is."""
    made: Presence
    ranked: Presence
    """Shape (places,): which determine the indices."""
    projected: Projection
    fitness: Fitness
    """Of the ranked places."""
    proximity: Values
    """Shape (products, products): nan beside products that no ranked place makes."""


def measures(exports: Exports, universe: Universe) -> Measures:
    """Compute complexity from exports.

    Advantage is that in all exports; the ranked places and the products that count determine the
    indices; the other places are measured by them.

    Raises
    ------
    complexity.errors.NotIdentifiedError
        The ranked places and products do not determine an index.
    """
    values = exports.values
    ranked = universe.countries(values)
    counted = universe.products(values, exports.products)
    advantage = np.nan_to_num(rca(values))[:, counted]
    made = presence(advantage, universe.presence_threshold)
    matrix = made[ranked]
    return Measures(
        places=exports.places,
        products=[code for code, counts in zip(exports.products, counted, strict=True) if counts],
        exports=values[:, counted],
        place_exports=values.sum(axis=1),
        product_exports=values.sum(axis=0)[counted],
        advantage=advantage,
        made=made,
        ranked=ranked,
        projected=projection(made, matrix),
        fitness=fitness(matrix),
        proximity=proximity(matrix),
    )


def places(values: Values) -> Values:
    """Return the place of each value, 1 being the largest; nan for nan."""
    result = np.full(values.shape, np.nan)
    known = np.flatnonzero(~np.isnan(values))
    result[known[np.argsort(-values[known], kind="stable")]] = np.arange(1, len(known) + 1)
    return result
