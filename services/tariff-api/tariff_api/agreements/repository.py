"""All SQL of agreements, of their entries into force and of the regional margin."""

from collections.abc import Mapping

import asyncpg
import sqlalchemy as sa
from eslabon.contracts.agreements import Agreement, AgreementEntry
from eslabon.contracts.envelope import Lang
from servicekit.cursors import Key
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import ARRAY

from tariff_api.agreements.tables import agreement_entries, agreements, par_margins

IDS = sa.bindparam("ids", type_=ARRAY(sa.Integer))
BAR: sa.ColumnElement[str] = sa.literal_column("'|'")


def _asked(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


def _party(name: str) -> sa.ColumnElement[bool]:
    asked = _asked(name)
    return sa.or_(
        asked.is_(None),
        asked == sa.any_(sa.func.string_to_array(agreements.c.parties, BAR)),
    )


ALL_AGREEMENTS = Query(
    sa.select(agreements).where(agreements.c.release_id == sa.any_(IDS)).order_by(agreements.c.code)
)

AGREEMENTS = Query(
    sa.select(agreements)
    .where(
        agreements.c.release_id == sa.any_(IDS),
        _party("country"),
        _party("partner"),
        sa.or_(_asked("status").is_(None), agreements.c.status == _asked("status")),
        sa.or_(_asked("kind").is_(None), agreements.c.kind == _asked("kind")),
        sa.or_(_asked("after").is_(None), agreements.c.code > _asked("after")),
    )
    .order_by(agreements.c.code)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)

ALL_ENTRIES = Query(
    sa.select(agreement_entries).where(agreement_entries.c.release_id == sa.any_(IDS))
)

ENTRIES = Query(
    sa.select(agreement_entries)
    .where(
        agreement_entries.c.release_id == sa.any_(IDS),
        agreement_entries.c.agreement == _asked("agreement"),
    )
    .order_by(agreement_entries.c.granter, agreement_entries.c.beneficiary)
)

ALL_MARGINS = Query(sa.select(par_margins).where(par_margins.c.release_id == sa.any_(IDS)))


def fields(row: Mapping[str, object], lang: Lang) -> dict[str, object]:
    """Return a row as the fields of an Agreement."""
    return {
        **dict(row),
        "title": row[f"title_{lang}"] or row["title_es"],
        "parties": str(row["parties"]).split("|") if row["parties"] else [],
        "aliases": str(row["aliases"]).split("|") if row["aliases"] else [],
    }


async def agreements_after(
    snapshot: Snapshot,
    after: Key | None,
    limit: int,
    country: str | None = None,
    partner: str | None = None,
    status: str | None = None,
    kind: str | None = None,
) -> list[tuple[Key, Agreement]]:
    """Return agreements of a country, of a pair, in a status or of a kind, after a key."""
    rows = await snapshot.rows(
        AGREEMENTS,
        ids=snapshot.ids("agreements"),
        country=country,
        partner=partner,
        status=status,
        kind=kind,
        after=after and after[0],
        limit=limit,
    )
    return [((row["code"],), Agreement.model_validate(fields(row, snapshot.lang))) for row in rows]


async def all_agreements(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return every agreement of the registry."""
    return await snapshot.rows(ALL_AGREEMENTS, ids=snapshot.ids("agreements"))


async def entries(snapshot: Snapshot, code: str) -> list[AgreementEntry]:
    """Return the entries into force of one agreement, pair by pair."""
    rows = await snapshot.rows(ENTRIES, ids=snapshot.ids("agreement_entries"), agreement=code)
    return [AgreementEntry.model_validate(dict(row)) for row in rows]


async def all_entries(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return every entry into force."""
    return await snapshot.rows(ALL_ENTRIES, ids=snapshot.ids("agreement_entries"))


async def all_margins(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return every cell of AR.PAR 4."""
    return await snapshot.rows(ALL_MARGINS, ids=snapshot.ids("par_margins"))
