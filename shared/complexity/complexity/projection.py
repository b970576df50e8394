"""Places measured by a matrix that they take no part in: small countries, regions of a country."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from complexity.indices import Indices, indices
from complexity.outlook import CogMode, OutlookPci, gain_of_kept, index_of_kept
from complexity.presence import Presence, Values, as_presence, occupied
from complexity.proximity import density_of_kept


@dataclass(frozen=True)
class Projection:
    """What places are worth by the complexity and proximity of the countries' products."""

    eci: Values
    """Shape (places,): mean PCI of the products made; nan for a place that makes none."""
    density: Values
    """Shape (places, products): 0 to 1; nan for products that no country makes."""
    coi: Values
    """Shape (places,): outlook index on the scale of the countries' (their mean 0, deviation 1)."""
    cog: Values
    """Shape (places, products): outlook gain, 0 where the product is made; nan as `density`."""
    countries: Indices
    """Complexity of the countries and products that the places are measured by."""


def projection(
    places: ArrayLike,
    matrix: ArrayLike,
    *,
    cog_mode: CogMode = "code",
    outlook_pci: OutlookPci = "raw",
    diagonal: float = 1.0,
    ddof: float = 0,
) -> Projection:
    """Measure places by the products of countries.

    A country of the matrix gets as a place what `indices`, `density` and `outlook` give it.
    Complexity computed from few or small places is unstable; that of a region's products is
    therefore taken from the world's countries.

    Parameters
    ----------
    places : array_like of bool, shape (places, products)
        Which place makes what; its columns are those of `matrix`.
    matrix : array_like of bool, shape (countries, products)
        Which country makes what.
    cog_mode, outlook_pci, diagonal, ddof
        As `outlook` takes them.

    Returns
    -------
    Projection

    Raises
    ------
    NotIdentifiedError
        Where complexity is not identified; see `indices`.
    ValueError
        If the arrays have not the same products.
    """
    everywhere = as_presence(places)
    found, kept = indices(matrix, ddof=ddof), occupied(matrix)
    if everywhere.shape[1] != kept.products.size:
        raise ValueError("places and countries must have the same products, in one order")
    made = everywhere[:, kept.products].astype(np.float64)
    pci = found.pci[kept.products]
    worth = found.pci_raw[kept.products] if outlook_pci == "raw" else pci
    rows = np.vstack([made, kept.matrix])
    near, total = density_of_kept(rows, kept.matrix, diagonal=diagonal)
    outlook = index_of_kept(rows, worth, near)
    of_countries = outlook[len(made) :]
    near = near[: len(made)]
    gain = gain_of_kept(made, kept.matrix, worth, near, total, cog_mode, diagonal)
    diversity = made.sum(axis=1)
    eci = np.full(len(made), np.nan)
    np.divide(made @ pci, diversity, out=eci, where=diversity > 0)
    return Projection(
        eci=eci,
        density=_of_all(near, kept.products),
        coi=np.asarray((outlook[: len(made)] - of_countries.mean()) / of_countries.std(ddof=ddof)),
        cog=_of_all(gain, kept.products),
        countries=found,
    )


def _of_all(values: Values, kept: Presence) -> Values:
    """Return columns in their places among all products, nan elsewhere."""
    result = np.full((len(values), kept.size), np.nan)
    result[:, kept] = values
    return result
