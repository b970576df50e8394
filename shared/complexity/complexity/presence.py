"""Revealed comparative advantage, and which country makes which product."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Values = NDArray[np.float64]
Presence = NDArray[np.bool_]


def _matrix(values: ArrayLike) -> Values:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 2:
        raise ValueError(f"expected a (countries, products) array, got {array.ndim} dimensions")
    return array


def rca(values: ArrayLike) -> Values:
    """Balassa's revealed comparative advantage.

    ``(x_cp / x_c) / (x_p / x)``: the weight of a product in a country's exports over its weight
    in all exports. It does not depend on the currency.

    Parameters
    ----------
    values : array_like, shape (countries, products)
        Exports, none negative or missing, in any one currency.

    Returns
    -------
    ndarray of float, shape (countries, products)
        Without unit; nan where the country or the product has no exports.

    Raises
    ------
    ValueError
        If a value is negative or not finite, or the array has not two dimensions.

    References
    ----------
    B. Balassa, "Trade liberalisation and revealed comparative advantage", The Manchester School
    33 (1965).
    """
    exports = _matrix(values)
    if not np.isfinite(exports).all() or (exports < 0).any():
        raise ValueError("exports must be finite and not negative")
    of_country = exports.sum(axis=1, keepdims=True)
    of_product = exports.sum(axis=0, keepdims=True)
    expected = of_country * of_product
    result = np.full(exports.shape, np.nan)
    np.divide(exports * exports.sum(), expected, out=result, where=expected > 0)
    return result


def presence(advantage: ArrayLike, threshold: float = 1.0) -> Presence:
    """Tell which country makes which product: an advantage at or above the threshold.

    Parameters
    ----------
    advantage : array_like, shape (countries, products)
        Revealed comparative advantage, as `rca` returns it.
    threshold : float
        Least advantage that counts.

    Returns
    -------
    ndarray of bool, shape (countries, products)
        False where the advantage is nan.
    """
    with np.errstate(invalid="ignore"):
        return np.asarray(_matrix(advantage) >= threshold)


def as_presence(matrix: ArrayLike) -> Presence:
    """Return a (countries, products) array of zeros and ones as booleans.

    Raises
    ------
    ValueError
        If it holds anything else.
    """
    given = np.asarray(matrix)
    if given.dtype == np.bool_ and given.ndim == 2:
        return given
    array = _matrix(given)
    if not np.isin(array, (0, 1)).all():
        raise ValueError("a presence matrix holds zeros and ones")
    return np.asarray(array == 1, dtype=np.bool_)


@dataclass(frozen=True)
class Occupied:
    """A presence matrix without its empty rows and columns.

    Countries without products and products without countries take no part in any index and
    come back as nan. One pass is enough: dropping an empty row removes no presence.
    """

    countries: Presence
    """Shape (countries,): rows kept."""
    products: Presence
    """Shape (products,): columns kept."""
    matrix: Values
    """Presence of what is kept, as 0.0 and 1.0."""

    @property
    def diversity(self) -> Values:
        """Products of each country kept."""
        return np.asarray(self.matrix.sum(axis=1))

    @property
    def ubiquity(self) -> Values:
        """Countries of each product kept."""
        return np.asarray(self.matrix.sum(axis=0))

    def of_countries(self, values: Values) -> Values:
        """Return values of the countries kept in their places, nan elsewhere."""
        result = np.full(self.countries.shape, np.nan)
        result[self.countries] = values
        return result

    def of_products(self, values: Values) -> Values:
        """Return values of the products kept in their places, nan elsewhere."""
        result = np.full(self.products.shape, np.nan)
        result[self.products] = values
        return result

    def of_cells(self, values: Values) -> Values:
        """Return a matrix of what is kept in its place, nan elsewhere."""
        if self.countries.all() and self.products.all():
            return values
        result = np.full((self.countries.size, self.products.size), np.nan)
        result[np.ix_(self.countries, self.products)] = values
        return result


def occupied(matrix: ArrayLike) -> Occupied:
    """Return a presence matrix without its empty rows and columns."""
    made = as_presence(matrix)
    countries, products = np.any(made, axis=1), np.any(made, axis=0)
    return Occupied(countries, products, made[np.ix_(countries, products)].astype(np.float64))


def diversity(matrix: ArrayLike) -> NDArray[np.int64]:
    """Return how many products each country makes, shape (countries,)."""
    return np.asarray(as_presence(matrix).sum(axis=1, dtype=np.int64))


def ubiquity(matrix: ArrayLike) -> NDArray[np.int64]:
    """Return how many countries make each product, shape (products,)."""
    return np.asarray(as_presence(matrix).sum(axis=0, dtype=np.int64))
