"""All SQL on totals: pages of them, and sums over years and countries."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from eslabon.contracts.indicators import Total
from servicekit.columnar import Columnar, Scan
from servicekit.database import Query
from servicekit.releases.snapshot import Current, Snapshot
from servicekit.tabular import Kind, table_of

from matrix_api.totals.names import TOTAL, WORLD
from matrix_api.totals.products import Products, of_digits, of_products
from matrix_api.totals.tables import totals

_release = sa.bindparam("release", type_=sa.Integer)
_releases = sa.bindparam("releases", type_=sa.ARRAY(sa.Integer))
_members = sa.bindparam("members", type_=sa.ARRAY(sa.Text))
_limit = sa.bindparam("limit", type_=sa.Integer)


def _text(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


_order = (totals.c.area, totals.c.product)


def _listed(by_area: bool, digits: int | None, prefixed: bool) -> list[sa.ColumnElement[bool]]:
    """Return the conditions of a list of one release; without digits, of everything traded."""
    product = totals.c.product
    of_level = product == TOTAL
    if digits is not None:
        of_level = of_products(product, digits, prefixed=prefixed)
    found = [totals.c.release_id == _release, of_level]
    return [*found, totals.c.area == _text("area")] if by_area else found


@cache
def _page(by_area: bool, digits: int | None, prefixed: bool, continued: bool) -> Query:
    """Return the statement of a page of one release."""
    statement = (
        sa.select(
            totals.c.area,
            totals.c.nomenclature,
            totals.c.product,
            sa.func.trim_scale(totals.c.exports_usd).label("exports_usd"),
            sa.func.trim_scale(totals.c.imports_usd).label("imports_usd"),
        )
        .where(*_listed(by_area, digits, prefixed))
        .order_by(*_order)
        .limit(_limit)
    )
    if continued:
        after = sa.tuple_(_text("after_area"), _text("after_product"))
        statement = statement.where(sa.tuple_(*_order) > after)
    return Query(statement)


@cache
def _scan(by_area: bool, digits: int | None, prefixed: bool) -> Scan:
    """Return one release as the columns of the contract, in the order of the pages."""
    own: dict[str, sa.ColumnElement[Any]] = {
        "year": sa.bindparam("year", type_=sa.Integer),
        "source": _text("source"),
    }
    columns = [
        (column, own[column.name] if column.name in own else totals.c[column.name])
        for column in table_of(Total).columns
    ]
    key = [(Kind.TEXT, part) for part in _order]
    return Scan(columns, key, _listed(by_area, digits, prefixed))


def columnar(
    snapshot: Snapshot,
    release: Current,
    area: str | None,
    products: Products | None,
    after: tuple[str, str] | None,
) -> Columnar:
    """Return the same rows as `page`, to be read whole."""
    values: dict[str, Any] = {
        "release": release.id,
        "year": int(release.parts["year"]),
        "source": release.parts["source"],
        **(products.values if products else {}),
        **({} if area is None else {"area": area}),
    }
    digits = products.digits if products else None
    return Columnar(
        snapshot.pool, _scan(area is not None, digits, "prefix" in values), [values], after
    )


async def page(
    snapshot: Snapshot,
    release: int,
    area: str | None,
    products: Products | None,
    after: tuple[str, str] | None,
    limit: int,
) -> list[Any]:
    """Return totals by area and product from behind `after`; without products, of everything."""
    values: dict[str, Any] = {"release": release, "limit": limit}
    values |= products.values if products else {}
    if area is not None:
        values["area"] = area
    if after is not None:
        values["after_area"], values["after_product"] = after
    digits = products.digits if products else None
    query = _page(area is not None, digits, "prefix" in values, after is not None)
    return await snapshot.rows(query, **values)


class Sum(NamedTuple):
    """Totals of one product, summed over releases; in dollars, null where none is given."""

    area: str
    """WLD for the world, else the area; empty for areas taken together."""
    product: str
    exports: Decimal | None
    imports: Decimal | None


_summed = (
    sa.func.trim_scale(sa.func.sum(totals.c.exports_usd)).label("exports"),
    sa.func.trim_scale(sa.func.sum(totals.c.imports_usd)).label("imports"),
)


@cache
def _together(digits: int) -> Query:
    area = sa.case((totals.c.area == WORLD, WORLD), else_="").label("area")
    return Query(
        sa.select(area, totals.c.product, *_summed)
        .where(
            totals.c.release_id == sa.any_(_releases),
            totals.c.area == sa.any_(_members),
            sa.or_(of_digits(totals.c.product, digits), totals.c.product == TOTAL),
        )
        .group_by(area, totals.c.product)
        .order_by(totals.c.product)
    )


async def together(
    snapshot: Snapshot, releases: Sequence[int], members: Sequence[str], digits: int
) -> list[Sum]:
    """Return what areas trade together, by product and in all, and what the world does."""
    rows = await snapshot.rows(
        _together(digits), releases=list(releases), members=[*members, WORLD]
    )
    return [Sum(*row.values()) for row in rows]


@cache
def _everywhere(digits: int, prefixed: bool) -> Query:
    product = totals.c.product
    return Query(
        sa.select(totals.c.area, product, *_summed)
        .where(
            totals.c.release_id == sa.any_(_releases),
            sa.or_(of_products(product, digits, prefixed=prefixed), product == TOTAL),
        )
        .group_by(totals.c.area, product)
        .order_by(totals.c.area, product)
    )


async def everywhere(snapshot: Snapshot, releases: Sequence[int], products: Products) -> list[Sum]:
    """Return what each area and the world trade of some products, and in all."""
    query = _everywhere(products.digits, bool(products.prefix))
    rows = await snapshot.rows(query, releases=list(releases), **products.values)
    return [Sum(*row.values()) for row in rows]
