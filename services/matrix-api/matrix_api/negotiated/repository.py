"""The SQL of negotiated trade: what pairs trade of each subheading, and where it might grow."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from matrix_api.flows.asked import SUBHEADING_DIGITS, Product
from matrix_api.flows.sides import Main, is_main
from matrix_api.flows.tables import flows
from matrix_api.rca.tables import rca
from matrix_api.totals.tables import totals


class Trade(NamedTuple):
    """What a pair traded of one subheading in one release."""

    release: int
    importer: str
    exporter: str
    product: str
    value_usd: Decimal


_lowest, _highest = (sa.bindparam(name, type_=sa.Text) for name in ("lowest", "highest"))


def _texts(name: str) -> sa.BindParameter[Sequence[str]]:
    return sa.bindparam(name, type_=sa.ARRAY(sa.Text))


_TRADE = Query(
    sa.select(
        flows.c.release_id,
        flows.c.importer,
        flows.c.exporter,
        flows.c.product,
        flows.c.value_usd,
    )
    .where(
        flows.c.release_id == sa.any_(sa.bindparam("releases", type_=sa.ARRAY(sa.Integer))),
        flows.c.importer == sa.any_(_texts("importers")),
        flows.c.exporter == sa.any_(_texts("exporters")),
        flows.c.product.between(_lowest, _highest),
        flows.c.value_usd > 0,
        is_main(),
    )
    .order_by(flows.c.release_id, flows.c.importer, flows.c.exporter, flows.c.product)
)


async def trade(
    snapshot: Snapshot,
    releases: Sequence[int],
    importers: Sequence[str],
    exporters: Sequence[str],
    product: Product,
    main: Mapping[str, Main],
) -> list[Trade]:
    """Return what importers buy from exporters of each subheading, in the order of the fields."""
    rows = await snapshot.rows(
        _TRADE,
        releases=list(releases),
        importers=list(importers),
        exporters=list(exporters),
        lowest=product.lowest,
        highest=product.highest,
        main=main,
    )
    return [Trade(*row) for row in rows]


class Chance(NamedTuple):
    """A subheading that one country buys and another sells, but hardly one from the other."""

    product: str
    importer_total_usd: Decimal
    exporter_total_usd: Decimal
    bilateral_usd: Decimal
    potential_usd: Decimal
    rca: float | None


def _number(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.Integer)


_bought, _sold = (
    sa.select(totals.c.product, column)
    .where(
        totals.c.release_id == _number("totals"),
        totals.c.area == sa.bindparam(role, type_=sa.Text),
        sa.func.length(totals.c.product) == SUBHEADING_DIGITS,
        totals.c.product.between(_lowest, _highest),
        column > 0,
    )
    .subquery(role)
    for role, column in (("importer", totals.c.imports_usd), ("exporter", totals.c.exports_usd))
)
_between_them = (
    sa.select(flows.c.product, flows.c.value_usd)
    .where(
        flows.c.release_id == _number("release"),
        flows.c.importer == sa.bindparam("importer", type_=sa.Text),
        flows.c.exporter == sa.bindparam("exporter", type_=sa.Text),
        flows.c.product.between(_lowest, _highest),
        is_main(),
    )
    .subquery("pair")
)
_bilateral = sa.func.coalesce(_between_them.c.value_usd, 0)
_potential = (sa.func.least(_bought.c.imports_usd, _sold.c.exports_usd) - _bilateral).label(
    "potential_usd"
)
_CHANCES = Query(
    sa.select(
        _bought.c.product,
        sa.func.trim_scale(_bought.c.imports_usd),
        sa.func.trim_scale(_sold.c.exports_usd),
        sa.func.trim_scale(_bilateral),
        sa.func.trim_scale(_potential),
        sa.case((sa.bindparam("is_whole", type_=sa.Boolean), rca.c.rca)),
    )
    .select_from(
        _bought.join(_sold, _sold.c.product == _bought.c.product)
        .outerjoin(_between_them, _between_them.c.product == _bought.c.product)
        .outerjoin(
            rca,
            sa.and_(
                rca.c.release_id == _number("rca"),
                rca.c.area == sa.bindparam("exporter", type_=sa.Text),
                rca.c.product == _bought.c.product,
            ),
        )
    )
    .where(
        _bilateral <= sa.bindparam("share", type_=sa.Numeric) * _bought.c.imports_usd,
        _potential > 0,
        sa.or_(
            sa.not_(sa.bindparam("is_whole", type_=sa.Boolean)),
            rca.c.rca >= sa.bindparam("threshold", type_=sa.Double),
        ),
    )
    .order_by(_potential.desc(), _bought.c.product)
    .limit(_number("limit"))
)


async def chances(
    snapshot: Snapshot,
    releases: Mapping[str, int],
    importer: str,
    exporter: str,
    product: Product,
    main: Mapping[str, Main],
    share: Decimal,
    threshold: float | None,
    limit: int,
) -> list[Chance]:
    """Return the subheadings with most room for trade between two countries, first the largest.

    `releases` are those of `flows` (named `release`), `totals` and `rca`. The exporter's advantage
    is at least `threshold`; it is neither asked about nor told where that is None.
    """
    rows = await snapshot.rows(
        _CHANCES,
        **releases,
        importer=importer,
        exporter=exporter,
        lowest=product.lowest,
        highest=product.highest,
        main=main,
        share=share,
        is_whole=threshold is not None,
        threshold=threshold,
        limit=limit,
    )
    return [Chance(*row) for row in rows]
