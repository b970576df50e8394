"""Measures of regions' baskets beside a larger one; pure functions on arrays."""

import numpy as np
from complexity.presence import Values


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
