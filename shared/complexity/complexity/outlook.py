"""Complexity outlook: what a country's neighbourhood in the product space is worth."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from complexity.indices import Indices, indices, standardised
from complexity.presence import Occupied, Values, occupied
from complexity.proximity import density_of_kept, proximity_sums

CogMode = Literal["code", "book"]
OutlookPci = Literal["raw", "standardised"]


@dataclass(frozen=True)
class Outlook:
    """Outlook of countries and gain of products; nan for those without any presence."""

    coi: Values
    """Shape (countries,): standardised outlook index."""
    coi_raw: Values
    """Shape (countries,): the same before standardisation."""
    cog: Values
    """Shape (countries, products): outlook gain, 0 where the product is made already."""
    density: Values
    """Shape (countries, products): what both are computed of; see `proximity.density`."""
    indices: Indices
    """Complexity of countries and products, what both are worth by."""


def _worth(kept: Occupied, pci: ArrayLike) -> Values:
    return np.asarray(pci, dtype=np.float64)[kept.products]


def index_of_kept(made: Values, worth: Values, near: Values) -> Values:
    """Return the outlook index of who makes what, from the worth of products and density."""
    return np.asarray((np.nan_to_num(near) * (1.0 - made)) @ worth)


def gain_of_kept(
    made: Values,
    matrix: Values,
    worth: Values,
    near: Values,
    total: Values,
    mode: CogMode,
    diagonal: float,
) -> Values:
    """Return the outlook gain of who makes what, in the proximity of a matrix."""
    absent = 1.0 - made
    share = np.divide(worth, total, out=np.zeros_like(worth), where=~np.isnan(near[0]))
    gain = proximity_sums(absent * share, matrix, diagonal=diagonal)
    if mode == "book":
        gain = gain - np.nan_to_num(near) * worth
    return gain * absent


def outlook_index(matrix: ArrayLike, pci: ArrayLike, *, diagonal: float = 1.0) -> Values:
    """Complexity outlook index, not standardised: ``Σ_p ω_cp (1 - M_cp) PCI_p``.

    Parameters
    ----------
    matrix : array_like of bool, shape (countries, products)
        Who makes what.
    pci : array_like, shape (products,)
        Complexity of products; only products that somebody makes are read. The index changes
        with the mean of PCI.
    diagonal : float
        Proximity of a product to itself.

    Returns
    -------
    ndarray of float, shape (countries,)
        A product that is near to none adds nothing.

    References
    ----------
    R. Hausmann, C. Hidalgo et al., The Atlas of Economic Complexity (2014), box 5.4.
    """
    kept = occupied(matrix)
    near, _ = density_of_kept(kept.matrix, kept.matrix, diagonal=diagonal)
    return kept.of_countries(index_of_kept(kept.matrix, _worth(kept, pci), near))


def outlook_gain(
    matrix: ArrayLike, pci: ArrayLike, *, mode: CogMode = "code", diagonal: float = 1.0
) -> Values:
    """Complexity outlook gain: what making a product would open.

    ``Σ_p' φ_pp' / (Σ_p'' φ_p''p') (1 - M_cp') PCI_p'``, less ``ω_cp PCI_p`` in the book's form.

    Parameters
    ----------
    matrix : array_like of bool, shape (countries, products)
        Who makes what.
    pci : array_like, shape (products,)
        Complexity of products.
    mode : {"code", "book"}
        "code" leaves the second term out, as the public programs do.
    diagonal : float
        Proximity of a product to itself.

    Returns
    -------
    ndarray of float, shape (countries, products)
        In units of PCI; 0 where the country makes the product.
    """
    kept = occupied(matrix)
    near, total = density_of_kept(kept.matrix, kept.matrix, diagonal=diagonal)
    worth = _worth(kept, pci)
    return kept.of_cells(gain_of_kept(kept.matrix, kept.matrix, worth, near, total, mode, diagonal))


def outlook(
    matrix: ArrayLike,
    *,
    cog_mode: CogMode = "code",
    outlook_pci: OutlookPci = "raw",
    diagonal: float = 1.0,
    ddof: float = 0,
) -> Outlook:
    """Outlook index and gain from who makes what alone.

    Parameters
    ----------
    matrix : array_like of bool, shape (countries, products)
        Who makes what.
    cog_mode : {"code", "book"}
        See `outlook_gain`.
    outlook_pci : {"raw", "standardised"}
        "raw" takes the eigenvector before its mean is taken off, in standard deviations of
        the country values, as the public programs do; "standardised" takes PCI.
    diagonal : float
        Proximity of a product to itself.
    ddof : float
        0 for the population's standard deviation, 1 for the sample's; 1 over the number of products
        for that of a long panel of countries and products, as the Stata module takes it.

    Returns
    -------
    Outlook

    Raises
    ------
    NotIdentifiedError
        Where complexity itself is not identified; see `indices`.
    """
    found = indices(matrix, ddof=ddof)
    kept = occupied(matrix)
    worth = _worth(kept, found.pci_raw if outlook_pci == "raw" else found.pci)
    near, total = density_of_kept(kept.matrix, kept.matrix, diagonal=diagonal)
    raw = kept.of_countries(index_of_kept(kept.matrix, worth, near))
    gain = gain_of_kept(kept.matrix, kept.matrix, worth, near, total, cog_mode, diagonal)
    return Outlook(
        coi=standardised(raw, ddof),
        coi_raw=raw,
        cog=kept.of_cells(gain),
        density=kept.of_cells(near),
        indices=found,
    )
