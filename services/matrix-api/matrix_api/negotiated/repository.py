"""The SQL of negotiated trade: what pairs trade of each subheading, and where it might grow."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from matrix_api.flows.asked import Product
from matrix_api.flows.sides import Main, is_main
from matrix_api.flows.tables import flows


class Trade(NamedTuple):
    """What a pair traded of one subheading in one release."""

    release: int
    importer: str
    exporter: str
    product: str
    value_usd: Decimal


def _texts(name: str) -> sa.BindParameter[Sequence[str]]:
    return sa.bindparam(name, type_=sa.ARRAY(sa.Text))


_TRADE = Query(
    sa.select(
        flows.c.release_id,
        flows.c.importer,
        flows.c.exporter,
        flows.c.product,
        flows.c.value_usd,
    )
    .where(
        flows.c.release_id == sa.any_(sa.bindparam("releases", type_=sa.ARRAY(sa.Integer))),
        flows.c.importer == sa.any_(_texts("importers")),
        flows.c.exporter == sa.any_(_texts("exporters")),
        flows.c.product.between(
            sa.bindparam("lowest", type_=sa.Text), sa.bindparam("highest", type_=sa.Text)
        ),
        flows.c.value_usd > 0,
        is_main(),
    )
    .order_by(flows.c.release_id, flows.c.importer, flows.c.exporter, flows.c.product)
)


async def trade(
    snapshot: Snapshot,
    releases: Sequence[int],
    importers: Sequence[str],
    exporters: Sequence[str],
    product: Product,
    main: Mapping[str, Main],
) -> list[Trade]:
    """Return what importers buy from exporters of each subheading, in the order of the fields."""
    rows = await snapshot.rows(
        _TRADE,
        releases=list(releases),
        importers=list(importers),
        exporters=list(exporters),
        lowest=product.lowest,
        highest=product.highest,
        main=main,
    )
    return [Trade(*row) for row in rows]
