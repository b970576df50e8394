"""Baskets of regions as they are loaded, read once per release."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from eslabon.contracts.regional import Unit
from servicekit.database import Query
from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Current, Snapshot

from niche_api.columns import is_harmonized
from niche_api.lists import releases
from niche_api.regional.tables import regional_exports as table

_ROWS = Query(
    sa.select(table.c.region, table.c.product, table.c.name, table.c.value, table.c.establishments)
    .where(table.c.release_id == sa.bindparam("release", type_=sa.Integer))
    .order_by(table.c.region, table.c.product)
)
_LOADED = Query(
    sa.select(
        table.c.release_id,
        sa.func.min(table.c.nomenclature).label("nomenclature"),
        sa.func.min(table.c.unit).label("unit"),
        sa.func.min(table.c.scope).label("scope"),
        sa.func.count(sa.distinct(table.c.region)).label("regions"),
        sa.func.array_agg(sa.distinct(table.c.region)).label("codes"),
        sa.func.count(sa.distinct(table.c.product)).label("products"),
        sa.func.count().label("cells"),
        sa.func.count().filter(table.c.value.is_(None)).label("suppressed"),
        sa.func.coalesce(sa.func.sum(table.c.value), 0.0).label("total"),
    )
    .where(table.c.release_id == sa.any_(releases("regional_exports")))
    .group_by(table.c.release_id)
)


@dataclass(frozen=True)
class Loaded:
    """One slice, without its cells."""

    release: Current
    nomenclature: str
    unit: Unit
    scope: str | None
    regions: Sequence[str]
    products: int
    cells: int
    suppressed: int
    total: float

    @property
    def country(self) -> str:
        """Alpha-3 code."""
        return self.release.parts["country"]

    @property
    def source(self) -> str:
        """Who the slice is of."""
        return self.release.parts["source"]

    @property
    def year(self) -> int:
        """The calendar year."""
        return int(self.release.parts["year"])

    @property
    def is_harmonized(self) -> bool:
        """Whether products are headings of the Harmonized System."""
        return is_harmonized(self.nomenclature)


def _preferred(one: Loaded) -> tuple[Any, ...]:
    """Trade before employment, a whole basket before a part, more regions before fewer."""
    return (
        one.unit is Unit.PERSONS,
        one.scope is not None,
        -len(one.regions),
        -one.year,
        one.source,
    )


async def _loaded(snapshot: Snapshot, _: str) -> list[Loaded]:
    rows = await snapshot.rows(_LOADED, of_regional_exports=snapshot.ids("regional_exports"))
    found = [
        Loaded(
            snapshot.release(row["release_id"]),
            row["nomenclature"],
            Unit(row["unit"]),
            row["scope"],
            row["codes"],
            row["products"],
            row["cells"],
            row["suppressed"],
            row["total"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.country, _preferred(one)))


LOADED = PerRelease(("regional_exports",), _loaded)
"""Slices by country, those first that answer where no source is asked for."""


async def cells(snapshot: Snapshot, loaded: Loaded) -> Sequence[Mapping[str, Any]]:
    """Return the cells of a slice by region and product."""
    return await snapshot.rows(_ROWS, release=loaded.release.id)
