"""All SQL on offers and demands."""

from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from eslabon.contracts.firms import Opportunity, Side
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from niche_api.firms.tables import firms
from niche_api.lists import begins, ids, releases, values
from niche_api.opportunities.tables import opportunities

OF = ("opportunities", "firms")


def _equal(name: str) -> sa.ColumnElement[bool]:
    return opportunities.c[name] == sa.bindparam(name, type_=sa.Text)


def _holds() -> sa.ColumnElement[bool]:
    on = sa.bindparam("on", type_=sa.Date)
    first, last = opportunities.c.valid_from, opportunities.c.valid_to
    return sa.and_(sa.or_(first.is_(None), first <= on), sa.or_(last.is_(None), last >= on))


_FILTERS = {
    "opportunity": lambda: _equal("opportunity"),
    "firm": lambda: _equal("firm"),
    "side": lambda: _equal("side"),
    "country": lambda: _equal("country"),
    "after": lambda: opportunities.c.opportunity > sa.bindparam("after", type_=sa.Text),
    "chain": lambda: (
        sa.bindparam("chain", type_=sa.Text) == sa.any_(values(opportunities.c.chains))
    ),
    "code": lambda: begins(opportunities.c.code),
    "on": _holds,
}


@cache
def _opportunities(by: frozenset[str]) -> Query:
    named = sa.and_(
        firms.c.firm == opportunities.c.firm, firms.c.release_id == sa.any_(releases("firms"))
    )
    statement = (
        sa.select(
            opportunities,
            values(opportunities.c.chains).label("chain_list"),
            firms.c.name.label("firm_name"),
        )
        .select_from(opportunities.outerjoin(firms, named))
        .where(opportunities.c.release_id == sa.any_(releases("opportunities")))
        .where(*(_FILTERS[name]() for name in sorted(by)))
        .order_by(opportunities.c.opportunity)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )
    return Query(statement)


async def found(snapshot: Snapshot, limit: int, **by: str | date) -> list[Opportunity]:
    """Return offers and demands by identifier.

    `by` may hold `opportunity`, `after` (identifiers behind it), `firm`, `side`, `country`,
    `chain`, `code` (codes that begin it or that it begins) and `on`: those that hold on a day.
    """
    query = _opportunities(frozenset(by))
    rows = await snapshot.rows(query, limit=limit, **ids(snapshot, *OF), **by)
    return [opportunity(snapshot, row) for row in rows]


def opportunity(snapshot: Snapshot, row: Any) -> Opportunity:
    """Return a row as the contract."""
    return Opportunity.assembled(
        opportunity=row["opportunity"],
        side=Side(row["side"]),
        firm=row["firm"],
        firm_name=row["firm_name"],
        country=row["country"],
        nomenclature=row["nomenclature"],
        code=row["code"],
        product=row["product"],
        chains=row["chain_list"],
        region=row["region"],
        volume=row["volume"],
        unit=row["unit"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        conditions=row["conditions"],
        reference=row["reference"],
        provenance=snapshot.release(row["release_id"]).provenance(),
    )
