"""The SQL of an edition: stored totals and trade within the region, by heading, as arrays."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import aggregate_order_by

from matrix_api.regional.tables import regional_flows
from matrix_api.totals.names import WORLD
from matrix_api.totals.tables import totals

HEADING_DIGITS = 4

_releases = sa.bindparam("releases", type_=sa.ARRAY(sa.Integer))
_areas = sa.bindparam("areas", type_=sa.ARRAY(sa.Text))


ByHeading = tuple[list[int], list[float]]
"""Headings, rising, and the dollars of each."""


class Traded(NamedTuple):
    """What one area, or the world, trades in a release; None where it holds none of it."""

    release_id: int
    area: str
    exports: ByHeading | None
    imports: ByHeading | None


class Bought(NamedTuple):
    """What an importer bought from an exporter in a release."""

    release_id: int
    importer: str
    exporter: str
    value: ByHeading


def _gathered(column: sa.ColumnElement[Any], by: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.func.array_agg(aggregate_order_by(column, by))


def _dollars(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.cast(sa.func.coalesce(column, 0), sa.Double)


_heading = sa.cast(totals.c.product, sa.Integer)
_is_heading = sa.func.length(totals.c.product) == HEADING_DIGITS
_TRADED = Query(
    sa.select(
        totals.c.release_id,
        totals.c.area,
        _gathered(_heading, totals.c.product).label("headings"),
        _gathered(_dollars(totals.c.exports_usd), totals.c.product).label("exports"),
        _gathered(_dollars(totals.c.imports_usd), totals.c.product).label("imports"),
        (sa.func.count(totals.c.exports_usd) > 0).label("reports_exports"),
        (sa.func.count(totals.c.imports_usd) > 0).label("reports_imports"),
    )
    .where(totals.c.release_id == sa.any_(_releases), totals.c.area == sa.any_(_areas), _is_heading)
    .group_by(totals.c.release_id, totals.c.area)
)

_BOUGHT = Query(
    sa.select(
        regional_flows.c.release_id,
        regional_flows.c.importer,
        regional_flows.c.exporter,
        _gathered(sa.cast(regional_flows.c.heading, sa.Integer), regional_flows.c.heading).label(
            "headings"
        ),
        _gathered(_dollars(regional_flows.c.value_usd), regional_flows.c.heading).label("usd"),
    )
    .where(
        regional_flows.c.release_id == sa.any_(_releases),
        regional_flows.c.importer == sa.any_(_areas),
        regional_flows.c.exporter == sa.any_(_areas),
    )
    .group_by(regional_flows.c.release_id, regional_flows.c.importer, regional_flows.c.exporter)
)


async def traded(snapshot: Snapshot, releases: Sequence[int], areas: Sequence[str]) -> list[Traded]:
    """Return the trade of these areas and of the world."""
    rows = await snapshot.rows(_TRADED, releases=list(releases), areas=[*areas, WORLD])
    return [
        Traded(
            row["release_id"],
            row["area"],
            (row["headings"], row["exports"]) if row["reports_exports"] else None,
            (row["headings"], row["imports"]) if row["reports_imports"] else None,
        )
        for row in rows
    ]


async def bought(snapshot: Snapshot, releases: Sequence[int], areas: Sequence[str]) -> list[Bought]:
    """Return what these areas bought from each other."""
    rows = await snapshot.rows(_BOUGHT, releases=list(releases), areas=list(areas))
    return [
        Bought(row["release_id"], row["importer"], row["exporter"], (row["headings"], row["usd"]))
        for row in rows
    ]
