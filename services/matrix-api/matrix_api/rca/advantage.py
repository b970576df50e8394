"""Revealed comparative advantage: formulas alone."""

PRESENCE = 1.0
"""Least advantage that counts as presence (DOMAIN 4.1: at or above)."""


def advantage(exports: float, whole: float, world: float, world_whole: float) -> float | None:
    """Return Balassa's revealed comparative advantage, ``(x_cp / x_c) / (x_p / x)``.

    Of several years, or several countries together, give the sums of each: the ratio of means is
    not the mean of the ratios.

    Parameters
    ----------
    exports, whole
        What a country exports of a product, and of all products.
    world, world_whole
        What all countries export of the product, and of all products; all four in one currency.

    Returns
    -------
    float or None
        Without unit; None where a denominator is zero.

    References
    ----------
    B. Balassa, "Trade liberalisation and revealed comparative advantage", The Manchester School
    33 (1965).
    """
    if whole <= 0 or world <= 0:
        return None
    return (exports / whole) / (world / world_whole)


def symmetric(rca: float) -> float:
    """Return ``(RCA - 1) / (RCA + 1)``, from -1 to 1."""
    return (rca - 1) / (rca + 1)


def is_present(rca: float | None) -> bool:
    """Tell whether an advantage counts as presence; an unknown one does not."""
    return rca is not None and rca >= PRESENCE
