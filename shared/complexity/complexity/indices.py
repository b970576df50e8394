"""Economic and product complexity as an eigenvector."""

import warnings
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import eigh

from complexity.errors import (
    DegenerateError,
    DisconnectedError,
    TooSmallError,
    UndeterminedSignWarning,
)
from complexity.presence import Occupied, Values, occupied

PciScale = Literal["code", "own"]

_GAP = 1e-10
"""Eigenvalues closer than this are one."""
_NO_CORRELATION = 1e-12


@dataclass(frozen=True)
class Indices:
    """Complexity of countries and products; nan for those without any presence.

    `eci_raw` and `pci_raw` are the eigenvectors with their own mean, scaled so that `eci_raw`
    has a standard deviation of one; a country's `eci_raw` is the mean `pci_raw` of its products.
    """

    eci: Values
    pci: Values
    eci_raw: Values
    pci_raw: Values
    eigenvalues: Values
    """The three largest eigenvalues; the first one is 1."""
    sign_determined: bool
    """False where the index is unrelated to diversity, so that its sign is a convention."""


def standardised(values: Values, ddof: float = 0) -> Values:
    """Return values less their mean over their standard deviation; nan is left out and kept."""
    return np.asarray((values - np.nanmean(values)) / np.nanstd(values, ddof=ddof))


def _largest(matrix: Values, own: Values, other: Values) -> tuple[Values, Values]:
    """Return the three largest eigenvalues of one side and the vector of the second.

    `matrix` has the side's members as rows, `own` and `other` are its row and column sums. The
    symmetric form ``D^-1/2 M E^-1 M' D^-1/2`` has the eigenvalues of ``D^-1 M E^-1 M'``.
    """
    scaled = matrix / np.sqrt(own)[:, None] / np.sqrt(other)[None, :]
    size = len(own)
    values, vectors = eigh(scaled @ scaled.T, subset_by_index=[max(size - 3, 0), size - 1])
    padded = np.concatenate([values[::-1], np.zeros(3)])[:3]
    return padded, vectors[:, -2] / np.sqrt(own)


def _identified(eigenvalues: Values) -> None:
    first, second, third = eigenvalues
    if first - second < _GAP:
        raise DisconnectedError(
            "the matrix falls apart into groups that share no product: complexity is not "
            "comparable between them"
        )
    if second < _GAP:
        raise DegenerateError("all countries make the same products: nothing tells them apart")
    if second - third < _GAP:
        raise DegenerateError("the second and third eigenvalues coincide")


def _sign(eci: Values, diversity: Values) -> tuple[float, bool]:
    """Return the sign that makes complexity grow with diversity, and whether the data tell it."""
    spread = np.std(diversity) * np.std(eci)
    related = float(np.mean((eci - eci.mean()) * (diversity - diversity.mean())))
    if spread > 0 and abs(related / spread) > _NO_CORRELATION:
        return (1.0 if related > 0 else -1.0), True
    skew = float(np.sum((eci - eci.mean()) ** 3))
    return (1.0 if skew >= 0 else -1.0), False


def _eigenvectors(kept: Occupied) -> tuple[Values, Values, Values]:
    """Return raw country and product vectors and the eigenvalues, from the smaller side."""
    matrix, diversity, ubiquity = kept.matrix, kept.diversity, kept.ubiquity
    if min(matrix.shape, default=0) < 2:
        raise TooSmallError("complexity needs two countries and two products at least")
    if matrix.shape[0] <= matrix.shape[1]:
        eigenvalues, of_countries = _largest(matrix, diversity, ubiquity)
        of_products = matrix.T @ of_countries / ubiquity
    else:
        eigenvalues, of_products = _largest(matrix.T, ubiquity, diversity)
    return matrix @ of_products / diversity, of_products, eigenvalues


def indices(matrix: ArrayLike, *, pci_scale: PciScale = "code", ddof: float = 0) -> Indices:
    """Economic complexity of countries (ECI) and of products (PCI).

    The product vector is the eigenvector of ``Σ_c M_cp M_cp' / (k_c k_p)`` with the second
    largest eigenvalue; a country's value is the mean over its products. ECI is standardised; its
    sign makes it grow with diversity.

    Parameters
    ----------
    matrix : array_like of bool, shape (countries, products)
        Who makes what, as `presence` returns it. Empty rows and columns are left out.
    pci_scale : {"code", "own"}
        "code" scales PCI by the mean and deviation of the country values, as the public programs
        do, so that a country's ECI is the mean PCI of its products; "own" by its own, as the
        Atlas says.
    ddof : float
        0 for the population's standard deviation, 1 for the sample's; 1 over the number of products
        for that of a long panel of countries and products, as the Stata module takes it.

    Returns
    -------
    Indices
        Arrays of shape (countries,) and (products,), without unit.

    Raises
    ------
    TooSmallError
        If fewer than two countries, or two products, have any presence.
    DisconnectedError
        If the matrix falls apart into groups that share no product.
    DegenerateError
        If it tells no country from another, or its second and third eigenvalues coincide.

    Warns
    -----
    UndeterminedSignWarning
        If the index is unrelated to diversity.

    References
    ----------
    R. Hausmann, C. Hidalgo et al., The Atlas of Economic Complexity (2014), box 2.1.
    """
    kept = occupied(matrix)
    eci, pci, eigenvalues = _eigenvectors(kept)
    _identified(eigenvalues)
    sign, determined = _sign(eci, kept.diversity)
    if not determined:
        warnings.warn("complexity is unrelated to diversity", UndeterminedSignWarning, stacklevel=2)
    unit = sign / np.std(eci, ddof=ddof)
    eci, pci = eci * unit, pci * unit
    scaled = pci - eci.mean() if pci_scale == "code" else standardised(pci, ddof)
    return Indices(
        eci=kept.of_countries(eci - eci.mean()),
        pci=kept.of_products(scaled),
        eci_raw=kept.of_countries(eci),
        pci_raw=kept.of_products(pci),
        eigenvalues=eigenvalues,
        sign_determined=determined,
    )
