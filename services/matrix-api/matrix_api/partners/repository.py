"""The SQL of partners: what a country trades with each other one, in all goods."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from matrix_api.partners.tables import partners


class Traded(NamedTuple):
    """What a country sells to and buys from a partner, over all releases; None: not given."""

    partner: str
    exports: Decimal | None
    imports: Decimal | None


_country = sa.bindparam("country", type_=sa.Text)
_of_releases = partners.c.release_id == sa.any_(
    sa.bindparam("releases", type_=sa.ARRAY(sa.Integer))
)
_nothing = sa.null().cast(sa.Numeric)
_both = sa.union_all(
    sa.select(
        partners.c.importer.label("partner"),
        partners.c.exports_usd.label("exports"),
        _nothing.label("imports"),
    ).where(_of_releases, partners.c.exporter == _country),
    sa.select(partners.c.exporter, _nothing, partners.c.imports_usd).where(
        _of_releases, partners.c.importer == _country
    ),
).subquery()
_TRADED = Query(
    sa.select(_both.c.partner, sa.func.sum(_both.c.exports), sa.func.sum(_both.c.imports))
    .group_by(_both.c.partner)
    .order_by(_both.c.partner)
)


async def traded(snapshot: Snapshot, releases: Sequence[int], country: str) -> list[Traded]:
    """Return what a country trades with each partner, by partner."""
    rows = await snapshot.rows(_TRADED, releases=list(releases), country=country)
    return [Traded(*row.values()) for row in rows]
