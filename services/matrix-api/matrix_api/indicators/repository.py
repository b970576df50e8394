"""The SQL of indicators: what is counted of stored advantage, and baskets of all countries."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from matrix_api.flows.tables import flows
from matrix_api.partners.tables import partners
from matrix_api.rca.advantage import PRESENCE
from matrix_api.rca.tables import rca
from matrix_api.totals.names import ONE_FIGURE, WORLD
from matrix_api.totals.products import of_digits
from matrix_api.totals.tables import totals

_release = sa.bindparam("release", type_=sa.Integer)
_releases = sa.bindparam("releases", type_=sa.ARRAY(sa.Integer))


def _texts(name: str) -> sa.BindParameter[Sequence[str]]:
    return sa.bindparam(name, type_=sa.ARRAY(sa.Text))


class Counted(NamedTuple):
    """How often advantage is present of one exporter, or in one product."""

    name: str
    present: int
    traded: int


@cache
def _counts(by: str, digits: int) -> Query:
    present = sa.func.count().filter(rca.c.rca >= PRESENCE)
    return Query(
        sa.select(rca.c[by], sa.cast(present, sa.Integer), sa.cast(sa.func.count(), sa.Integer))
        .where(rca.c.release_id == _release, of_digits(rca.c.product, digits))
        .group_by(rca.c[by])
        .order_by(rca.c[by])
    )


async def counts(snapshot: Snapshot, release: int, by: str, digits: int) -> list[Counted]:
    """Return the presence of each `area` or `product` in a release of advantage."""
    rows = await snapshot.rows(_counts(by, digits), release=release)
    return [Counted(*row.values()) for row in rows]


class Values(NamedTuple):
    """What one country trades of each product or with each partner, in dollars; None: not given."""

    area: str
    exports: list[float] | None
    imports: list[float] | None


def _array(column: sa.ColumnElement[Decimal]) -> sa.ColumnElement[Sequence[float]]:
    return sa.func.array_agg(sa.cast(column, sa.Double)).filter(column > 0)


@cache
def _baskets(digits: int) -> Query:
    return Query(
        sa.select(totals.c.area, _array(totals.c.exports_usd), _array(totals.c.imports_usd))
        .where(
            totals.c.release_id == _release,
            of_digits(totals.c.product, digits),
            totals.c.area != WORLD,
        )
        .group_by(totals.c.area)
        .order_by(totals.c.area)
    )


async def baskets(snapshot: Snapshot, release: int, digits: int) -> list[Values]:
    """Return what each country trades of each product of a level."""
    return [Values(*row.values()) for row in await snapshot.rows(_baskets(digits), release=release)]


_MARKETS = Query(
    sa.select(partners.c.exporter, _array(partners.c.exports_usd))
    .where(partners.c.release_id == _release)
    .group_by(partners.c.exporter)
)
_SUPPLIERS = Query(
    sa.select(partners.c.importer, _array(partners.c.imports_usd))
    .where(partners.c.release_id == _release)
    .group_by(partners.c.importer)
)


async def all_partners(
    snapshot: Snapshot, release: int
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Return what each country sells to each market, and what it buys from each supplier."""
    markets = dict(await snapshot.rows(_MARKETS, release=release))
    suppliers = dict(await snapshot.rows(_SUPPLIERS, release=release))
    return markets, suppliers


_TO_MARKETS = Query(
    sa.select(sa.cast(sa.func.sum(partners.c.exports_usd), sa.Double))
    .where(
        partners.c.release_id == sa.any_(_releases),
        partners.c.exporter == sa.any_(_texts("members")),
    )
    .group_by(partners.c.importer)
)
_FROM_SUPPLIERS = Query(
    sa.select(sa.cast(sa.func.sum(partners.c.imports_usd), sa.Double))
    .where(
        partners.c.release_id == sa.any_(_releases),
        partners.c.importer == sa.any_(_texts("members")),
    )
    .group_by(partners.c.exporter)
)


async def partners_of(
    snapshot: Snapshot, releases: Sequence[int], members: Sequence[str]
) -> tuple[list[float], list[float]]:
    """Return what countries together sell to each market and buy from each supplier."""
    given = {"releases": list(releases), "members": list(members)}
    markets = await snapshot.rows(_TO_MARKETS, **given)
    suppliers = await snapshot.rows(_FROM_SUPPLIERS, **given)
    return [value or 0.0 for (value,) in markets], [value or 0.0 for (value,) in suppliers]


@cache
def _traded(digits: int) -> Query:
    product = sa.func.left(flows.c.product, digits)
    return Query(
        sa.select(product, sa.func.trim_scale(sa.func.sum(flows.c.value_usd)))
        .where(
            flows.c.release_id == sa.any_(_releases),
            flows.c.exporter == sa.any_(_texts("exporters")),
            flows.c.importer == sa.any_(_texts("importers")),
            sa.text(f"({ONE_FIGURE} or reported_by = 'IMPORTER')"),
        )
        .group_by(product)
    )


async def traded(
    snapshot: Snapshot,
    releases: Sequence[int],
    exporters: Sequence[str],
    importers: Sequence[str],
    digits: int,
) -> dict[str, Decimal]:
    """Return what importers buy from exporters of each product of a level, as they report it."""
    rows = await snapshot.rows(
        _traded(digits),
        releases=list(releases),
        exporters=list(exporters),
        importers=list(importers),
    )
    return dict(rows)
