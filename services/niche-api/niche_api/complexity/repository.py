"""The SQL of complexity: what was built, read whole or page by page."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import asyncpg
import sqlalchemy as sa
from eslabon.contracts.complexity import Proximity
from servicekit.columnar import Columnar, Scan
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot
from servicekit.tabular import Kind, table_of

from niche_api.columns import read
from niche_api.complexity.tables import cells, countries, products, proximity

_RELEASE = sa.bindparam("release", type_=sa.Integer)
Rows = Sequence[asyncpg.Record]


@cache
def _everything(table: sa.Table) -> Query:
    return Query(sa.select(*read(table)).where(table.c.release_id == _RELEASE))


async def country_rows(snapshot: Snapshot, release: int) -> Rows:
    """Return the countries of a release."""
    return await snapshot.rows(_everything(countries), release=release)


async def product_rows(snapshot: Snapshot, release: int) -> Rows:
    """Return the products of a release."""
    return await snapshot.rows(_everything(products), release=release)


def _bind(name: str, kind: type[sa.types.TypeEngine[Any]]) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=kind)


_listed = (proximity.c.release_id == _RELEASE, proximity.c.proximity >= _bind("least", sa.Double))
_once = proximity.c.product < proximity.c.other
_pair = (proximity.c.product, proximity.c.other)


@cache
def _page(continued: bool) -> Query:
    statement = sa.select(*_pair, proximity.c.proximity, proximity.c.is_tree).where(*_listed, _once)
    if continued:
        after = sa.tuple_(_bind("after_product", sa.Text), _bind("after_other", sa.Text))
        statement = statement.where(sa.tuple_(*_pair) > after)
    return Query(statement.order_by(*_pair).limit(_bind("limit", sa.Integer)))


async def pairs(
    snapshot: Snapshot, release: int, least: float, after: tuple[str, str] | None, limit: int
) -> Rows:
    """Return pairs at least so near, each once, by both products, from behind `after`."""
    values: dict[str, Any] = {"release": release, "least": least, "limit": limit}
    if after is not None:
        values["after_product"], values["after_other"] = after
    return await snapshot.rows(_page(after is not None), **values)


@cache
def _scan() -> Scan:
    own: dict[str, sa.ColumnElement[Any]] = {
        "year": _bind("year", sa.Integer),
        "nomenclature": _bind("nomenclature", sa.Text),
        "source": _bind("source", sa.Text),
    }
    columns = [
        (column, own[column.name] if column.name in own else proximity.c[column.name])
        for column in table_of(Proximity).columns
    ]
    return Scan(columns, [(Kind.TEXT, part) for part in _pair], (*_listed, _once))


def columnar(snapshot: Snapshot, after: tuple[str, str] | None, **values: Any) -> Columnar:
    """Return the same pairs, to be read whole; `values` also says year, nomenclature, source."""
    return Columnar(snapshot.pool, _scan(), [values], after)


@cache
def _beside() -> Query:
    return Query(
        sa.select(*_pair, proximity.c.proximity, proximity.c.is_tree)
        .where(*_listed, proximity.c.product == _bind("product", sa.Text))
        .order_by(proximity.c.proximity.desc(), proximity.c.other)
    )


async def beside(snapshot: Snapshot, release: int, product: str, least: float) -> Rows:
    """Return what is near a product, the nearest first."""
    return await snapshot.rows(_beside(), release=release, product=product, least=least)


@cache
def _edges() -> Query:
    strong = proximity.c.proximity >= _bind("least", sa.Double)
    return Query(
        sa.select(*_pair, proximity.c.proximity, proximity.c.is_tree)
        .where(proximity.c.release_id == _RELEASE, _once, sa.or_(proximity.c.is_tree, strong))
        .order_by(*_pair)
    )


async def edges(snapshot: Snapshot, release: int, least: float) -> Rows:
    """Return the tree and the pairs at least so near, each once."""
    return await snapshot.rows(_edges(), release=release, least=least)


@cache
def _advantages() -> Query:
    return Query(
        sa.select(cells.c.product, cells.c.rca).where(
            cells.c.release_id == _RELEASE, cells.c.place == _bind("place", sa.Text)
        )
    )


async def advantages(snapshot: Snapshot, release: int, place: str) -> dict[str, float]:
    """Return the advantage of a place in each product; nothing where the place is not held."""
    rows = await snapshot.rows(_advantages(), release=release, place=place)
    return {row["product"]: row["rca"] for row in rows}


@cache
def _makers() -> Query:
    ranked = sa.and_(
        countries.c.release_id == _bind("countries", sa.Integer),
        countries.c.place == cells.c.place,
        countries.c.is_ranked,
    )
    return Query(
        sa.select(cells.c.place, cells.c.product)
        .select_from(cells.join(countries, ranked))
        .where(cells.c.release_id == _RELEASE, cells.c.rca >= _bind("threshold", sa.Double))
        .order_by(cells.c.place, cells.c.product)
    )


async def makers(snapshot: Snapshot, countries_: int, cells_: int, threshold: float) -> Rows:
    """Return which ranked country makes which product, of two releases built together."""
    return await snapshot.rows(_makers(), countries=countries_, release=cells_, threshold=threshold)
