"""The SQL of stored advantage, with the exports that it is of."""

from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from matrix_api.rca.tables import rca
from matrix_api.totals.names import TOTAL, WORLD
from matrix_api.totals.products import Products, of_products
from matrix_api.totals.tables import totals


class Row(NamedTuple):
    """The advantage of one exporter in one product; dollars a year."""

    exporter: str
    product: str
    rca: float | None
    """Null where the world's exports are not known."""
    exports: Decimal
    imports: Decimal | None
    """Null where the source gives no imports of the exporter."""
    world: Decimal


_release = sa.bindparam("release", type_=sa.Integer)
_world = totals.alias("world")
_whole = totals.alias("whole")


def _text(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


@cache
def _page(by_exporter: bool, digits: int, prefixed: bool, continued: bool) -> Query:
    """Return the statement of a page: exports along their index, then what stands beside each."""
    order = (totals.c.area, totals.c.product)
    exported = (
        sa.select(totals.c.area, totals.c.product, totals.c.exports_usd, totals.c.imports_usd)
        .where(
            totals.c.release_id == _release,
            of_products(totals.c.product, digits, prefixed=prefixed),
            totals.c.exports_usd > 0,
        )
        .where(totals.c.area == _text("exporter") if by_exporter else totals.c.area != WORLD)
        .order_by(*order)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )
    if continued:
        after = sa.tuple_(_text("after_area"), _text("after_product"))
        exported = exported.where(sa.tuple_(*order) > after)
    own = exported.subquery("own")

    def beside(other: sa.FromClause, area: object, product: object) -> sa.ColumnElement[bool]:
        return sa.and_(
            other.c.release_id == _release, other.c.area == area, other.c.product == product
        )

    imports = sa.case((_whole.c.imports_usd.is_not(None), sa.func.coalesce(own.c.imports_usd, 0)))
    return Query(
        sa.select(
            own.c.area,
            own.c.product,
            rca.c.rca,
            sa.func.trim_scale(own.c.exports_usd).label("exports"),
            sa.func.trim_scale(imports).label("imports"),
            sa.func.trim_scale(_world.c.exports_usd).label("world"),
        )
        .select_from(
            own.join(_world, beside(_world, WORLD, own.c.product))
            .join(_whole, beside(_whole, own.c.area, TOTAL))
            .outerjoin(
                rca,
                sa.and_(
                    rca.c.release_id == sa.bindparam("advantage", type_=sa.Integer),
                    rca.c.area == own.c.area,
                    rca.c.product == own.c.product,
                ),
            )
        )
        .order_by(own.c.area, own.c.product)
    )


async def page(
    snapshot: Snapshot,
    release: int,
    advantage: int,
    exporter: str | None,
    products: Products,
    after: tuple[str, str] | None,
    limit: int,
) -> list[Row]:
    """Return stored advantage by exporter and product, from behind `after`.

    `release` is that of the totals, `advantage` that of `rca`.
    """
    values: dict[str, Any] = {"release": release, "advantage": advantage, "limit": limit}
    values |= products.values
    if exporter is not None:
        values["exporter"] = exporter
    if after is not None:
        values["after_area"], values["after_product"] = after
    query = _page(exporter is not None, products.digits, "prefix" in values, after is not None)
    return [Row(*row.values()) for row in await snapshot.rows(query, **values)]
