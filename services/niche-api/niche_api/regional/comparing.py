"""A slice of regions' baskets as arrays, compared with the world's or the country's basket."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from complexity.presence import Presence, Values, presence
from complexity.projection import projection
from eslabon.contracts.regional import Denominator
from numpy.typing import NDArray

from niche_api.regional import measures
from niche_api.regional.baskets import Loaded
from niche_api.regional.world import World

DIAGONAL = 1.0
"""Proximity of a product to itself, as for countries."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """Arrays by region and product, in the order of `regions` and `products`."""

    loaded: Loaded
    denominator: Denominator
    world: World | None
    """Null where the products are not headings, or no complexity is built."""
    regions: Sequence[str]
    products: Sequence[str]
    names: Mapping[str, str]
    values: Values
    """In the unit of the slice: 0 where the whole basket holds no row, nan where withheld."""
    establishments: Values
    """nan where unknown."""
    of_product: Values
    """The basket compared with; nan where it lacks the product."""
    rca: Values
    potential: Values
    pci: Values
    """Shape (products,)."""
    density: Values
    gain: Values
    eci: Values
    """Shape (regions,)."""
    unmatched: Sequence[str]
    """Headings of the slice that the world's edition of the Harmonized System has not."""

    @property
    def present(self) -> Presence:
        """Where the advantage is 1 or more."""
        return presence(self.rca)

    @property
    def totals(self) -> Values:
        """Of each region, of the cells that have a value."""
        return np.asarray(np.nansum(self.values, axis=1))

    @property
    def industries(self) -> Values:
        """Products of each region with an advantage of 1 or more."""
        return np.asarray(self.present.sum(axis=1))


def within(scope: str | None, product: str) -> bool:
    """Return whether a heading lies in the chapters that a slice covers."""
    return scope is None or scope[:2] <= product[:2] <= scope[-2:]


def compared(
    loaded: Loaded,
    rows: Sequence[Mapping[str, Any]],
    world: World | None,
    denominator: Denominator,
    of_country: Mapping[str, float],
) -> Comparison:
    """Return a slice compared.

    Parameters
    ----------
    rows
        Cells of the slice, by region.
    world
        Exports and complexity of all countries; None where the products are not headings.
    denominator
        WORLD needs `world`.
    of_country
        Exports of the country by heading, for a national denominator where the slice holds one
        region alone; else the regions are added up.
    """
    own = {row["product"] for row in rows}
    known = [one for one in world.products if within(loaded.scope, one)] if world else []
    products = tuple(sorted(own.union(known)))
    regions = list(loaded.regions)
    values, establishments = _arrays(rows, regions, products)
    at = (
        np.array([world.places.get(one, -1) for one in products], dtype=np.intp)
        if world
        else np.full(len(products), -1, dtype=np.intp)
    )

    def of_world(array: Values) -> Values:
        """Return values of the world's products, nan for others."""
        return np.where(at >= 0, array[at], np.nan)

    if denominator is Denominator.WORLD:
        assert world is not None
        of_product = of_world(world.exports)
    elif len(regions) > 1:
        of_product = np.nansum(values, axis=0)
    else:
        of_product = np.array([of_country.get(one, np.nan) for one in products])
    rca = measures.advantage(values, of_product)
    present = presence(rca)
    pci = of_world(world.pci) if world else np.full(len(products), np.nan)
    eci, density, gain = _projected(present, world, at)
    return Comparison(
        loaded,
        denominator,
        world,
        regions,
        products,
        {row["product"]: row["name"] for row in rows if row["name"]},
        values,
        establishments,
        of_product,
        rca,
        measures.potential(values, of_product),
        pci,
        density,
        gain,
        eci,
        sorted(own.difference(world.products)) if world else [],
    )


def _arrays(
    rows: Sequence[Mapping[str, Any]], regions: Sequence[str], products: Sequence[str]
) -> tuple[Values, Values]:
    of_region = {name: place for place, name in enumerate(regions)}
    of_product = {name: place for place, name in enumerate(products)}
    values = np.zeros((len(regions), len(products)))
    establishments = np.full(values.shape, np.nan)
    for row in rows:
        cell = of_region[row["region"]], of_product[row["product"]]
        values[cell] = np.nan if row["value"] is None else row["value"]
        if row["establishments"] is not None:
            establishments[cell] = row["establishments"]
    return values, establishments


def _projected(
    present: Presence, world: World | None, at: NDArray[np.intp]
) -> tuple[Values, Values, Values]:
    """Return complexity, density and outlook gain by the products of countries.

    nan where a product has no place among the world's, and everywhere without a world.
    """
    eci, density = np.full(len(present), np.nan), np.full(present.shape, np.nan)
    if world is None:
        return eci, density, density
    matched = at >= 0
    makes = np.zeros((len(present), len(world.products)), dtype=bool)
    makes[:, at[matched]] = present[:, matched]
    found = projection(makes, world.present, diagonal=DIAGONAL)
    gain = density.copy()
    density[:, matched] = found.density[:, at[matched]]
    gain[:, matched] = found.cog[:, at[matched]]
    return found.eci, density, gain
