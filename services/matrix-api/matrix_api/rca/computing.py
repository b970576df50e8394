"""Advantage of several years or of several countries together, from the sums of their totals."""

from collections.abc import Sequence
from decimal import Decimal

from matrix_api.rca.advantage import advantage
from matrix_api.rca.repository import Row
from matrix_api.totals.names import TOTAL, WORLD
from matrix_api.totals.repository import Sum

_FINEST = Decimal("0.0001")


def mean(total: Decimal, years: int) -> Decimal:
    """Return a sum of dollars over years as dollars a year, to the four places of the figures."""
    found = (total / years).quantize(_FINEST)
    whole = found.to_integral_value()
    return whole if whole == found else found.normalize()


def rows(sums: Sequence[Sum], years: int, exporter: str | None = None) -> list[Row]:
    """Return the advantage in each product exported, by exporter and product.

    Parameters
    ----------
    sums
        Totals summed over `years` years, of the world too.
    exporter
        Who the areas of `sums` are taken together for; None where each stands for itself.
    """
    world = {one.product: one.exports for one in sums if one.area == WORLD}
    wholes = {one.area: one for one in sums if one.product == TOTAL}
    everything = float(world.get(TOTAL) or 0)
    found = []
    for one in sums:
        whole, everywhere = wholes.get(one.area), world.get(one.product)
        if one.area == WORLD or one.product == TOTAL or not one.exports:
            continue
        if whole is None or not everywhere:
            continue
        rca = advantage(
            float(one.exports), float(whole.exports or 0), float(everywhere), everything
        )
        imports = None if whole.imports is None else mean(one.imports or Decimal(0), years)
        found.append(
            Row(
                exporter or one.area,
                one.product,
                rca,
                mean(one.exports, years),
                imports,
                mean(everywhere, years),
            )
        )
    return found
