"""Measures of regions' baskets beside a larger one; pure functions on arrays."""

import numpy as np
from complexity.indices import indices
from complexity.presence import Presence, Values, occupied
from complexity.proximity import density_of_kept, proximity_sums

_NOTHING = 1e-9


def advantage(values: Values, of_product: Values) -> Values:
    """Return revealed advantage beside given totals, instead of those of the array itself.

    ``(x_rp / x_r) / (X_p / X)``: the weight of a product in a region's basket over its weight in
    the basket it is compared with. Computing the denominators from the regions of one country
    alone is what `of_product` leaves to the caller.

    Parameters
    ----------
    values : ndarray of float, shape (regions, products)
        The regions' baskets in any one unit; nan where a cell is withheld, which no sum counts.
    of_product : ndarray of float, shape (products,)
        The other basket, in any unit; nan or 0 where it has nothing of the product.

    Returns
    -------
    ndarray of float, shape (regions, products)
        Without unit; nan for withheld cells, empty regions and products the other basket lacks.

    References
    ----------
    B. Balassa, "Trade liberalisation and revealed comparative advantage", The Manchester School
    33 (1965); the denominators: Datawheel, py-economic-complexity, `complexity_subnational`.
    """
    of_region = np.nansum(values, axis=1, keepdims=True)
    known = np.nan_to_num(of_product)
    weight = known / known.sum() if known.sum() > 0 else known
    expected = of_region * weight
    result = np.full(values.shape, np.nan)
    np.divide(values, expected, out=result, where=(expected > 0) & ~np.isnan(values))
    return result


def potential(values: Values, of_product: Values) -> Values:
    """Return how much a region lacks to an advantage of 1, its total held: ``max(0, V - x_rp)``.

    ``V = x_r X_p / X``, in the unit of `values`; nan where advantage is.
    """
    of_region = np.nansum(values, axis=1, keepdims=True)
    known = np.nan_to_num(of_product)
    if not known.sum() > 0:
        return np.full(values.shape, np.nan)
    expected = of_region * (known / known.sum())
    lacking = np.maximum(0.0, expected - values)
    return np.where((expected > 0) & ~np.isnan(values), lacking, np.nan)


def external_eci(present: Presence, pci: Values) -> Values:
    """Return the mean PCI of what each region makes; nan where it makes nothing with a PCI.

    Parameters
    ----------
    present : ndarray of bool, shape (regions, products)
    pci : ndarray of float, shape (products,)
        Complexity as all countries determine it; nan where a product has none.
    """
    known = ~np.isnan(pci)
    counted = present[:, known].astype(np.float64)
    sums, counts = counted @ pci[known], counted.sum(axis=1)
    result = np.full(counts.shape, np.nan)
    np.divide(sums, counts, out=result, where=counts > 0)
    return result


def external_density(present: Presence, world: Presence, *, diagonal: float) -> Values:
    """Return how much of what is near a product each region makes, by the countries' proximity.

    Parameters
    ----------
    present : ndarray of bool, shape (regions, products)
    world : ndarray of bool, shape (countries, products)
        Who makes what in the world, which proximity is taken from.
    diagonal : float
        Proximity of a product to itself.

    Returns
    -------
    ndarray of float, shape (regions, products)
        0 to 1; nan for products that no country makes.
    """
    kept = occupied(world)
    _, total = density_of_kept(kept.matrix, diagonal=diagonal)
    near = proximity_sums(
        present[:, kept.products].astype(np.float64), kept.matrix, diagonal=diagonal
    )
    result = np.full(present.shape, np.nan)
    result[:, kept.products] = np.divide(
        near, total, out=np.full(near.shape, np.nan), where=total > _NOTHING
    )
    return result


def external_gain(present: Presence, world: Presence, *, diagonal: float) -> Values:
    """Return the outlook gain of each product for each region, by the countries' proximity.

    As `complexity.outlook` with `cog_mode="code"` and `outlook_pci="raw"`, the regions' presence
    taking the place of the countries'.

    Returns
    -------
    ndarray of float, shape (regions, products)
        In units of PCI; 0 where the region makes the product, nan where no country does.
    """
    kept = occupied(world)
    _, total = density_of_kept(kept.matrix, diagonal=diagonal)
    worth = indices(world).pci_raw[kept.products]
    absent = 1.0 - present[:, kept.products].astype(np.float64)
    share = np.divide(worth, total, out=np.zeros_like(worth), where=total > _NOTHING)
    gain = proximity_sums(absent * share, kept.matrix, diagonal=diagonal)
    result = np.full(present.shape, np.nan)
    result[:, kept.products] = gain * absent
    return result
