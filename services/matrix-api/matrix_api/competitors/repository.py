"""The SQL of partners in one year, largest first: a market's suppliers, a seller's customers."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from matrix_api.flows.asked import Product
from matrix_api.flows.repository import Amounts, amounts
from matrix_api.flows.sides import Main, is_main
from matrix_api.flows.tables import flows


class PartnerRow(NamedTuple):
    """A partner's trade in the year asked for and in the first year compared with."""

    partner: str
    traded: Amounts
    first_value_usd: Decimal | None
    total_usd: Decimal
    partners: int
    concentration_hhi: float | None
    """Herfindahl-Hirschman index of all partners' shares, listed or not; null where all is zero."""


def _integer(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.Integer)


def _text(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


def _largest(partner: sa.ColumnElement[str], asked: sa.ColumnElement[str]) -> Query:
    """Return the statement of the largest partners of the country that `asked` names."""
    now = flows.c.release_id == _integer("release")
    first = flows.c.release_id == _integer("first")
    value = sa.func.sum(flows.c.value_usd).filter(now)
    total = sa.func.sum(value).over()
    # In decimals: a sum of floats would depend on the order of rows, which is not the same twice.
    squares = sa.func.sum(value * value).over()
    return Query(
        sa.select(
            partner,
            *amounts(now),
            sa.func.sum(flows.c.value_usd).filter(first).label("first_value_usd"),
            sa.func.trim_scale(total).label("total_usd"),
            sa.cast(sa.func.count().over(), sa.Integer).label("partners"),
            sa.cast(squares / sa.func.nullif(total * total, 0), sa.Double).label("hhi"),
        )
        .where(
            flows.c.release_id == sa.any_(sa.bindparam("releases", type_=sa.ARRAY(sa.Integer))),
            asked == _text("country"),
            flows.c.product.between(_text("lowest"), _text("highest")),
            is_main(),
        )
        .group_by(partner)
        .having(value.is_not(None))
        .order_by(value.desc(), partner)
        .limit(_integer("limit"))
    )


SUPPLIERS = _largest(flows.c.exporter, flows.c.importer)
CUSTOMERS = _largest(flows.c.importer, flows.c.exporter)


async def largest(
    snapshot: Snapshot,
    partners: Query,
    release: int,
    first: int,
    country: str,
    product: Product,
    main: Mapping[str, Main],
    limit: int,
) -> list[PartnerRow]:
    """Return the largest partners (`SUPPLIERS` or `CUSTOMERS`) of a country in `release`.

    With each goes what was traded in the release `first`.
    """
    rows = await snapshot.rows(
        partners,
        release=release,
        first=first,
        releases=sorted({release, first}),
        country=country,
        lowest=product.lowest,
        highest=product.highest,
        main=main,
        limit=limit,
    )
    found = []
    for partner, value, weight, quantity, unit, *rest in rows:
        found.append(PartnerRow(partner, Amounts(value, weight, quantity, unit), *rest))
    return found
