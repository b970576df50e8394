"""The SQL of what releases of totals hold: codes by level, areas, exporters."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from matrix_api.totals.names import TOTAL, UNSPECIFIED, WORLD
from matrix_api.totals.tables import totals

_releases = sa.bindparam("releases", type_=sa.ARRAY(sa.Integer))

_BEYOND_ROUNDING = 1.000_001

_of_world = totals.c.area == WORLD
# The world has a row for every code that anybody trades.
_codes = (
    sa.select(totals.c.release_id, totals.c.product, totals.c.nomenclature)
    .where(
        totals.c.release_id == sa.any_(_releases),
        _of_world,
        totals.c.product != TOTAL,
        ~totals.c.product.startswith(UNSPECIFIED),
    )
    .subquery()
)
_sold = (
    sa.select(
        totals.c.release_id,
        sa.func.count().filter(~_of_world, totals.c.exports_usd > 0).label("exporters"),
        sa.func.sum(totals.c.exports_usd).filter(_of_world).label("world"),
        sa.func.sum(totals.c.exports_usd).filter(~_of_world).label("sum_of_areas"),
        sa.func.array_agg(totals.c.area).label("areas"),
    )
    .where(totals.c.release_id == sa.any_(_releases), totals.c.product == TOTAL)
    .group_by(totals.c.release_id)
    .subquery()
)


def _count(digits: int) -> sa.ColumnElement[int]:
    return sa.func.count().filter(sa.func.length(_codes.c.product) == digits)


_EXTENTS = Query(
    sa.select(
        _codes.c.release_id,
        sa.func.min(_codes.c.nomenclature).label("nomenclature"),
        _count(2).label("chapters"),
        _count(4).label("headings"),
        _count(6).label("subheadings"),
        sa.func.coalesce(sa.func.min(_sold.c.exporters), 0).label("exporters"),
        sa.func.coalesce(
            sa.func.min(_sold.c.world) > _BEYOND_ROUNDING * sa.func.min(_sold.c.sum_of_areas),
            sa.false(),
        ).label("world_is_stated"),
        sa.func.coalesce(sa.func.min(_sold.c.areas), sa.cast([], sa.ARRAY(sa.Text))).label("areas"),
    )
    .select_from(_codes.outerjoin(_sold, _sold.c.release_id == _codes.c.release_id))
    .group_by(_codes.c.release_id)
)


async def extents(snapshot: Snapshot, releases: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return by release what an extent tells: codes by level, areas, exporters, a world."""
    rows = await snapshot.rows(_EXTENTS, releases=list(releases))
    return {row["release_id"]: dict(list(row.items())[1:]) for row in rows}
