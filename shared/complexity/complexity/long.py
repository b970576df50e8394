"""A list of exports in, a list of all measures out: one row for every country and product."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from complexity.outlook import CogMode, OutlookPci, outlook
from complexity.presence import Presence, Values, presence, rca

Codes = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class Long:
    """Columns of one length, in the order of countries and, within each, of products."""

    country: Codes
    product: Codes
    value: Values
    """Exports; 0 where the list has none."""
    rca: Values
    presence: Presence
    diversity: NDArray[np.int64]
    ubiquity: NDArray[np.int64]
    eci: Values
    pci: Values
    density: Values
    coi: Values
    cog: Values


def measured(
    country: ArrayLike,
    product: ArrayLike,
    value: ArrayLike,
    *,
    threshold: float = 1.0,
    cog_mode: CogMode = "code",
    outlook_pci: OutlookPci = "raw",
    diagonal: float = 1.0,
    ddof: float = 0,
) -> Long:
    """Compute every measure from a list of exports.

    Parameters
    ----------
    country, product : array_like of int, shape (rows,)
        Codes from 0, as a factorised or categorical column has them.
    value : array_like of float, shape (rows,)
        Exports in any one currency; those of a pair listed twice are added up.
    threshold : float
        Least advantage that counts as presence.
    cog_mode, outlook_pci, diagonal, ddof
        As `outlook` takes them.

    Returns
    -------
    Long
        One row for each country with each product, also where nothing is exported.

    Raises
    ------
    NotIdentifiedError
        Where complexity is not identified; see `indices`.
    ValueError
        If a value is negative or not finite.
    """
    rows, columns = np.asarray(country), np.asarray(product)
    shape = _size(rows), _size(columns)
    sums = np.bincount(
        (rows.astype(np.int64) * shape[1] + columns).astype(np.int64),
        weights=np.asarray(value, dtype=np.float64),
        minlength=shape[0] * shape[1],
    )
    cells = np.asarray(sums, dtype=np.float64)
    advantage = rca(cells.reshape(shape))
    made = presence(advantage, threshold)
    found = outlook(made, cog_mode=cog_mode, outlook_pci=outlook_pci, diagonal=diagonal, ddof=ddof)

    def of_countries(values: NDArray[Any]) -> NDArray[Any]:
        return np.repeat(values, shape[1])

    def of_products(values: NDArray[Any]) -> NDArray[Any]:
        return np.tile(values, shape[0])

    return Long(
        country=of_countries(np.arange(shape[0], dtype=rows.dtype)),
        product=of_products(np.arange(shape[1], dtype=columns.dtype)),
        value=cells,
        rca=advantage.ravel(),
        presence=made.ravel(),
        diversity=of_countries(made.sum(axis=1)),
        ubiquity=of_products(made.sum(axis=0)),
        eci=of_countries(found.indices.eci),
        pci=of_products(found.indices.pci),
        density=found.density.ravel(),
        coi=of_countries(found.coi),
        cog=found.cog.ravel(),
    )


def _size(codes: Codes) -> int:
    return int(codes.max()) + 1 if codes.size else 0
