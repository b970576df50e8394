"""All SQL on chains: whole tables of what is described, pages and cells of what is counted."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import asyncpg
import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from niche_api.chains.figure_tables import chain_prices, chain_statistics
from niche_api.columns import RELEASES, read


@cache
def _everything(table: sa.Table) -> Query:
    return Query(
        sa.select(*read(table))
        .where(table.c.release_id == sa.any_(RELEASES))
        .order_by(*(column for column in table.c))
    )


async def everything(snapshot: Snapshot, table: sa.Table) -> list[asyncpg.Record]:
    """Return all current rows of a dataset whose table has its name, by release and then column."""
    return await snapshot.rows(_everything(table), releases=snapshot.ids(table.name))


def _text(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


def _day(name: str) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=sa.Date)


_figures = chain_statistics.c
ANNUAL = sa.and_(
    sa.func.date_trunc("year", _figures.period_from) == _figures.period_from,
    _figures.period_to
    == sa.cast(
        sa.func.date_trunc("year", _figures.period_from) + sa.text("interval '1 year - 1 day'"),
        sa.Date,
    ),
)
"""Whether the period of a figure is a calendar year."""

_FILTERS: dict[str, sa.ColumnElement[bool]] = {
    "chain": _figures.chain == _text("chain"),
    "country": _figures.country == _text("country"),
    "region": _figures.region == _text("region"),
    "indicator": _figures.indicator == _text("indicator"),
    "first": _figures.period_from >= _day("first"),
    "last": _figures.period_to <= _day("last"),
    "annual": ANNUAL,
    "partial": sa.not_(sa.func.coalesce(ANNUAL, False)),
    "located": _figures.region.is_not(None),
    "regions": _figures.region == sa.any_(sa.bindparam("regions", type_=sa.ARRAY(sa.Text))),
    "whole": sa.and_(_figures.place.is_(None), _figures.part.is_(None)),
}
_FLAGS = frozenset({"annual", "partial", "located", "whole"})


@cache
def _statistics(filters: frozenset[str], is_continued: bool) -> Query:
    place = sa.tuple_(_figures.release_id, _figures.ordinal)
    statement = (
        sa.select(*read(chain_statistics), sa.func.coalesce(ANNUAL, False).label("annual"))
        .where(_figures.release_id == sa.any_(RELEASES), *(_FILTERS[name] for name in filters))
        .order_by(_figures.release_id, _figures.ordinal)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )
    if is_continued:
        after = (sa.bindparam(f"after_{name}", type_=sa.Integer) for name in ("release", "ordinal"))
        statement = statement.where(place > sa.tuple_(*after))
    return Query(statement)


async def statistics(
    snapshot: Snapshot,
    filters: dict[str, Any],
    after: tuple[int, int] | None = None,
    limit: int | None = None,
) -> list[asyncpg.Record]:
    """Return figures by release and place in it.

    `filters` may hold `chain`, `country`, `region`, `regions` (a list), `indicator`, `first` and
    `last` (days), and with any value `annual` or `partial`, `located` (in a unit) and `whole` (the
    unit and the chain, not a part of them).
    """
    values = {name: value for name, value in filters.items() if name not in _FLAGS}
    start = {} if after is None else {"after_release": after[0], "after_ordinal": after[1]}
    return await snapshot.rows(
        _statistics(frozenset(filters), bool(start)),
        releases=snapshot.ids("chain_statistics"),
        limit=limit,
        **values,
        **start,
    )


_PRICES = Query(
    sa.select(*read(chain_prices))
    .where(
        chain_prices.c.release_id == sa.any_(RELEASES),
        chain_prices.c.chain == _text("chain"),
        chain_prices.c.country == _text("country"),
    )
    .order_by(chain_prices.c.date_from, chain_prices.c.stage, chain_prices.c.place)
)


async def prices(snapshot: Snapshot, chain: str, country: str) -> Sequence[asyncpg.Record]:
    """Return the prices of a chain in a country, by date."""
    return await snapshot.rows(
        _PRICES, releases=snapshot.ids("chain_prices"), chain=chain, country=country
    )
