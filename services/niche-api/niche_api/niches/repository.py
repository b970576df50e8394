"""All SQL on the products before a country: read as columns, each of them one array."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Current, Snapshot

from niche_api.complexity.tables import cells
from niche_api.model.tables import HUMAN_CAPITAL, PROBABILITIES

_probabilities, _skills = PROBABILITIES.table, HUMAN_CAPITAL.table
_place = sa.bindparam("place", type_=sa.Text)
_release = sa.bindparam("release", type_=sa.Integer)

COLUMNS = ("exports_usd", "rca", "density", "outlook_gain", "probability", "low", "high")
"""Figures of a product; null where there are none."""


def _columns() -> Query:
    join = cells.outerjoin(
        _probabilities,
        sa.and_(
            _probabilities.c.release_id == sa.bindparam("of_chances", type_=sa.Integer),
            _probabilities.c.place == cells.c.place,
            _probabilities.c.product == cells.c.product,
        ),
    )
    rows = (
        sa.select(
            cells.c.product,
            sa.cast(cells.c.exports_usd, sa.Double).label("exports_usd"),
            cells.c.rca,
            cells.c.density,
            cells.c.outlook_gain,
            _probabilities.c.probability,
            _probabilities.c.low,
            _probabilities.c.high,
            sa.func.coalesce(_probabilities.c.extrapolated, sa.false()).label("extrapolated"),
            _probabilities.c.variant,
        )
        .select_from(join)
        .where(cells.c.release_id == _release, cells.c.place == _place)
        .subquery()
    )
    names = ("product", *COLUMNS, "extrapolated")
    return Query(
        sa.select(
            *(sa.func.array_agg(rows.c[name]).label(name) for name in names),
            sa.func.min(rows.c.variant).label("variant"),
        )
    )


_COLUMNS = _columns()
_SKILLS = Query(
    sa.select(_skills.c.product, _skills.c.value).where(
        _skills.c.release_id == _release, _skills.c.place == _place
    )
)


async def columns(
    snapshot: Snapshot, place: str, of_cells: Current, of_chances: Current | None
) -> Mapping[str, Any] | None:
    """Return a country's figures by product, each column a list; None where it has none."""
    (found,) = await snapshot.rows(
        _COLUMNS,
        place=place,
        release=of_cells.id,
        of_chances=None if of_chances is None else of_chances.id,
    )
    return found if found["product"] else None


async def human_capital(snapshot: Snapshot, place: str, year: int) -> Mapping[str, float]:
    """Return a country's human capital by product: of the last year loaded up to `year`."""
    before = [
        one for one in snapshot.releases(HUMAN_CAPITAL.name) if int(one.parts["year"]) <= year
    ]
    if not before:
        return {}
    release = max(before, key=lambda one: (one.parts["year"], one.id))
    rows = await snapshot.rows(_SKILLS, release=release.id, place=place)
    return {row["product"]: row["value"] for row in rows}
