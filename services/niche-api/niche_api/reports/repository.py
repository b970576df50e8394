"""The SQL of reports: who exports a product."""

from collections.abc import Sequence

import asyncpg
import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from niche_api.complexity.editions import Edition
from niche_api.complexity.tables import cells, products

_PRODUCT = sa.bindparam("product", type_=sa.Text)
_RELEASE = sa.bindparam("release", type_=sa.Integer)
_STANDING = Query(
    sa.select(products).where(products.c.release_id == _RELEASE, products.c.product == _PRODUCT)
)
_EXPORTERS = Query(
    sa.select(cells.c.place, cells.c.exports_usd, cells.c.rca)
    .where(
        cells.c.release_id == _RELEASE,
        cells.c.product == _PRODUCT,
        cells.c.place == sa.any_(sa.bindparam("places", type_=sa.ARRAY(sa.Text))),
        cells.c.exports_usd > 0,
    )
    .order_by(cells.c.exports_usd.desc(), cells.c.place)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


async def standing(snapshot: Snapshot, edition: Edition, product: str) -> asyncpg.Record | None:
    """Return the complexity of a product, None where the year has none of it."""
    release = edition.id("complexity_products")
    rows = await snapshot.rows(_STANDING, release=release, product=product)
    return rows[0] if rows else None


async def exporters(
    snapshot: Snapshot, edition: Edition, product: str, places: Sequence[str], limit: int
) -> Sequence[asyncpg.Record]:
    """Return the places that export a product, largest first."""
    release = edition.id("complexity_cells")
    return await snapshot.rows(
        _EXPORTERS, release=release, product=product, places=places, limit=limit
    )
