"""The SQL of a market: its suppliers in one year, largest first."""

from decimal import Decimal
from typing import NamedTuple

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from matrix_api.flows.repository import whole_weight
from matrix_api.flows.tables import flows


class SupplierRow(NamedTuple):
    """A supplier's sales in the year asked for and in the first year compared with."""

    exporter: str
    value_usd: Decimal
    weight_kg: Decimal | None
    first_value_usd: Decimal | None
    total_usd: Decimal
    suppliers: int


def _integer(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.Integer)


def _text(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


_now = flows.c.release_id == _integer("release")
_value = sa.func.sum(flows.c.value_usd).filter(_now)
_SUPPLIERS = Query(
    sa.select(
        flows.c.exporter,
        sa.func.trim_scale(_value).label("value_usd"),
        whole_weight(_now).label("weight_kg"),
        sa.func.sum(flows.c.value_usd)
        .filter(flows.c.release_id == _integer("first"))
        .label("first_value_usd"),
        sa.func.trim_scale(sa.func.sum(_value).over()).label("total_usd"),
        sa.cast(sa.func.count().over(), sa.Integer).label("suppliers"),
    )
    .where(
        flows.c.release_id == sa.any_(sa.bindparam("releases", type_=sa.ARRAY(sa.Integer))),
        flows.c.importer == _text("importer"),
        flows.c.product.between(_text("lowest"), _text("highest")),
    )
    .group_by(flows.c.exporter)
    .having(_value.is_not(None))
    .order_by(_value.desc(), flows.c.exporter)
    .limit(_integer("limit"))
)


async def suppliers(
    snapshot: Snapshot,
    release: int,
    first: int,
    importer: str,
    lowest: str,
    highest: str,
    limit: int,
) -> list[SupplierRow]:
    """Return the largest suppliers in `release`, with their sales in the release `first`."""
    rows = await snapshot.rows(
        _SUPPLIERS,
        release=release,
        first=first,
        releases=sorted({release, first}),
        importer=importer,
        lowest=lowest,
        highest=highest,
        limit=limit,
    )
    return [SupplierRow(*row.values()) for row in rows]
