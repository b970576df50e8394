"""The SQL of complexity: what was built, read whole and kept, or page by page."""

from collections.abc import Sequence
from functools import cache

import asyncpg
import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from niche_api.columns import read
from niche_api.complexity.tables import countries, products

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
