"""All SQL on the directory of firms."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from eslabon.contracts.firms import Firm, FirmKind
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from niche_api.firms.tables import firms
from niche_api.lists import any_value, begins, ids, releases, values

_FILTERS = {
    "firm": lambda: firms.c.firm == sa.bindparam("firm", type_=sa.Text),
    "after": lambda: firms.c.firm > sa.bindparam("after", type_=sa.Text),
    "country": lambda: firms.c.country == sa.bindparam("country", type_=sa.Text),
    "region": lambda: firms.c.region == sa.bindparam("region", type_=sa.Text),
    "kind": lambda: firms.c.kind == sa.bindparam("kind", type_=sa.Text),
    "chain": lambda: sa.bindparam("chain", type_=sa.Text) == sa.any_(values(firms.c.chains)),
    "code": lambda: any_value(firms.c.codes, begins),
}


@cache
def _firms(by: frozenset[str]) -> Query:
    statement = (
        sa.select(
            firms,
            values(firms.c.codes).label("code_list"),
            values(firms.c.chains).label("chain_list"),
        )
        .where(firms.c.release_id == sa.any_(releases("firms")))
        .where(*(_FILTERS[name]() for name in sorted(by)))
        .order_by(firms.c.firm)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )
    return Query(statement)


async def found(snapshot: Snapshot, limit: int, **by: str) -> list[Firm]:
    """Return firms by identifier.

    `by` may hold `firm`, `after` (identifiers behind it), `country`, `region`, `kind`, `chain`
    and `code`: firms with a code that begins it or that it begins.
    """
    query = _firms(frozenset(by))
    rows = await snapshot.rows(query, limit=limit, **ids(snapshot, "firms"), **by)
    return [_firm(snapshot, row) for row in rows]


def _firm(snapshot: Snapshot, row: Any) -> Firm:
    return Firm.assembled(
        firm=row["firm"],
        name=row["name"],
        country=row["country"],
        region=row["region"],
        place=row["place"],
        kind=FirmKind(row["kind"]),
        nomenclature=row["nomenclature"],
        codes=row["code_list"],
        chains=row["chain_list"],
        website=row["website"],
        fact=row["fact"],
        reference=row["reference"],
        provenance=snapshot.release(row["release_id"]).provenance(),
    )


_NAMES = Query(
    sa.select(firms.c.firm, firms.c.name).where(
        firms.c.release_id == sa.any_(releases("firms")),
        firms.c.firm == sa.any_(sa.bindparam("firms", type_=sa.ARRAY(sa.Text))),
    )
)


async def names(snapshot: Snapshot, identifiers: Sequence[str]) -> dict[str, str]:
    """Return the names of those of these firms that are in the directory."""
    found = await snapshot.rows(_NAMES, firms=list(identifiers), **ids(snapshot, "firms"))
    return {row["firm"]: row["name"] for row in found}
