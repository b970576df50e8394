"""The SQL of a market's imports: each subheading added up over its suppliers."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from matrix_api.flows.sides import Main, is_main
from matrix_api.flows.tables import flows


class ImportRow(NamedTuple):
    """What a market bought of a subheading and from how many countries."""

    value_usd: Decimal
    suppliers: int


def _text(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


_IMPORTS = Query(
    sa.select(
        flows.c.product,
        sa.func.trim_scale(sa.func.sum(flows.c.value_usd)).label("value_usd"),
        sa.cast(sa.func.count(), sa.Integer).label("suppliers"),
    )
    .where(
        flows.c.release_id == sa.bindparam("release", type_=sa.Integer),
        flows.c.importer == _text("importer"),
        flows.c.product.between(_text("lowest"), _text("highest")),
        is_main(),
    )
    .group_by(flows.c.product)
)


async def imports(
    snapshot: Snapshot,
    release: int,
    importer: str,
    lowest: str,
    highest: str,
    main: Mapping[str, Main],
) -> dict[str, ImportRow]:
    """Return by subheading what a market bought; those it did not buy are left out."""
    rows = await snapshot.rows(
        _IMPORTS, release=release, importer=importer, lowest=lowest, highest=highest, main=main
    )
    return {row["product"]: ImportRow(row["value_usd"], row["suppliers"]) for row in rows}
