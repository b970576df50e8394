"""Indicators of trade: formulas alone, on plain numbers."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from math import fsum
from typing import NamedTuple


class Concentrated(NamedTuple):
    """The Herfindahl-Hirschman index of some values."""

    hhi: float
    normalised: float | None
    n: int


def concentration(values: Iterable[float]) -> Concentrated | None:
    """Return the Herfindahl-Hirschman index of trade over products or partners.

    ``HHI = Σ s²`` of the shares `s`, from 1/n to 1; normalised ``(HHI - 1/n) / (1 - 1/n)``, None
    where n is 1 (DOMAIN 4.9, after WITS).

    Parameters
    ----------
    values
        Trade of each product or partner, in one currency; `n` counts those above zero.

    Returns
    -------
    Concentrated or None
        None where nothing is traded.
    """
    traded = [value for value in values if value > 0]
    if not traded:
        return None
    whole, n = fsum(traded), len(traded)
    hhi = fsum((value / whole) ** 2 for value in traded)
    return Concentrated(hhi, (hhi - 1 / n) / (1 - 1 / n) if n > 1 else None, n)


def complementarity(exports: Mapping[str, float], imports: Mapping[str, float]) -> float | None:
    """Return the trade complementarity index of an exporter with an importer.

    ``TCI = 100 - Σ |m - x| / 2`` of the shares in percent: 100 where both baskets are alike, 0
    where they have nothing in common. It has a direction (DOMAIN 4.9, after WITS).

    Parameters
    ----------
    exports, imports
        What the exporter sells, and what the importer buys, of each product; of all partners.

    Returns
    -------
    float or None
        None where one of them trades nothing.
    """
    sold, bought = fsum(exports.values()), fsum(imports.values())
    if sold <= 0 or bought <= 0:
        return None
    return (
        100
        - fsum(
            abs(100 * imports.get(product, 0) / bought - 100 * exports.get(product, 0) / sold)
            for product in {*exports, *imports}
        )
        / 2
    )


def indicative_potential(exports: Decimal, imports: Decimal, traded: Decimal) -> Decimal:
    """Return what a pair might trade of a product beyond what it does (DOMAIN 4.10).

    ``max(0, min(X, M) - x)``: the exporter's exports to everybody, the importer's imports from
    everybody, and what the pair trades; all in one currency.
    """
    return max(Decimal(0), min(exports, imports) - traded)


def uncorrected_export_potential(
    exports: Mapping[str, float],
    world: Mapping[str, float],
    imports: Mapping[str, float],
    traded: float,
) -> dict[str, float] | None:
    """Return the export potential of a pair in each product, without the usual corrections.

    ``EPI_ijk = (v_ik / v_k) · [v_ij / Σ_k' (v_ik' / v_k') v_jk'] · v_jk``: supply, ease of trade
    and demand, where the International Trade Centre also corrects for tariffs, distance and
    growth. Over all products it adds up to ``v_ij``.

    Parameters
    ----------
    exports, world, imports
        What the exporter, the world and (as purchases) the importer trade of each product.
    traded
        What the pair trades of all products.

    Returns
    -------
    dict or None
        In the currency of `traded`; None where the importer buys nothing that the exporter sells.

    References
    ----------
    Y. Decreux and J. Spies, "Export potential assessments", International Trade Centre (2016).
    """
    expected = {
        product: sold / world[product] * imports[product]
        for product, sold in exports.items()
        if world.get(product, 0) > 0 and imports.get(product, 0) > 0
    }
    whole = fsum(expected.values())
    if whole <= 0:
        return None
    return {product: traded / whole * value for product, value in expected.items()}
