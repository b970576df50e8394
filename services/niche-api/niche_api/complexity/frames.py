"""Measures of complexity as the rows of its tables."""

from typing import Any

import numpy as np
import polars as pl
from complexity.presence import Values
from numpy.typing import NDArray

from niche_api.complexity.measures import Measures, places
from niche_api.complexity.space import Space

USD = pl.Decimal(38, 4)


def _dollars(values: Values) -> pl.Series:
    return pl.Series(values).cast(USD)


def _counts(values: NDArray[Any]) -> pl.Series:
    return pl.Series(values).fill_nan(None).cast(pl.Int64)


def _numbers(values: Values) -> pl.Series:
    return pl.Series(values).fill_nan(None)


def of(
    found: Measures, space: Space, nomenclature: str, least_proximity: float
) -> dict[str, pl.DataFrame]:
    """Return the rows of each dataset."""
    return {
        "complexity_countries": _countries(found, nomenclature),
        "complexity_products": _products(found, space, nomenclature),
        "complexity_cells": _cells(found),
        "complexity_proximity": _proximity(found, space, least_proximity),
    }


def _ranked(found: Measures, values: Values) -> Values:
    """Return values of the ranked places among all, nan elsewhere."""
    result = np.full(len(found.places), np.nan)
    result[found.ranked] = values
    return result


def _countries(found: Measures, nomenclature: str) -> pl.DataFrame:
    projected = found.projected
    known = ~np.isnan(projected.eci)
    eci = np.where(found.ranked, projected.eci, np.nan)
    return pl.DataFrame(
        {
            "place": found.places,
            "nomenclature": [nomenclature] * len(found.places),
            "exports_usd": _dollars(found.place_exports),
            "is_ranked": found.ranked,
            "diversity": found.made.sum(axis=1),
            "eci": _numbers(projected.eci),
            "eci_rank": _counts(places(eci)),
            "outlook_index": _numbers(np.where(known, projected.coi, np.nan)),
            "fitness": _numbers(_ranked(found, found.fitness.fitness)),
            "fitness_rank": _counts(_ranked(found, found.fitness.rank)),
        }
    )


def _products(found: Measures, space: Space, nomenclature: str) -> pl.DataFrame:
    pci = found.projected.countries.pci
    return pl.DataFrame(
        {
            "product": found.products,
            "nomenclature": [nomenclature] * len(found.products),
            "exports_usd": _dollars(found.product_exports),
            "ubiquity": found.made[found.ranked].sum(axis=0),
            "pci": _numbers(pci),
            "pci_rank": _counts(places(pci)),
            "x": _numbers(space.x),
            "y": _numbers(space.y),
        }
    )


def _cells(found: Measures) -> pl.DataFrame:
    shape = found.exports.shape
    return pl.DataFrame(
        {
            "place": pl.Series(found.places).gather(np.repeat(np.arange(shape[0]), shape[1])),
            "product": pl.Series(found.products).gather(np.tile(np.arange(shape[1]), shape[0])),
            "exports_usd": _dollars(found.exports.ravel()),
            "rca": found.advantage.ravel(),
            "density": _numbers(found.projected.density.ravel()),
            "outlook_gain": _numbers(found.projected.cog.ravel()),
        }
    )


def _proximity(found: Measures, space: Space, least: float) -> pl.DataFrame:
    near = np.nan_to_num(found.proximity)
    stored = (near >= least) | space.tree
    np.fill_diagonal(stored, False)
    one, other = np.nonzero(stored)
    codes = pl.Series(found.products)
    return pl.DataFrame(
        {
            "product": codes.gather(one),
            "other": codes.gather(other),
            "proximity": near[one, other],
            "is_tree": space.tree[one, other],
        }
    )
