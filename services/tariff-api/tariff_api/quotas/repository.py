"""All SQL of quotas; they are few, and kept in memory for each publication."""

from collections.abc import Mapping

import asyncpg
import sqlalchemy as sa
from servicekit.database import Query
from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import ARRAY

from tariff_api.cells import values_in
from tariff_api.quotas.quota import QuotaRow
from tariff_api.quotas.tables import quotas

ALL_QUOTAS = Query(
    sa.select(quotas)
    .where(quotas.c.release_id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Integer))))
    .order_by(quotas.c.quota, quotas.c.release_id)
)


def _quota(row: asyncpg.Record) -> QuotaRow:
    fields = dict(row)
    return QuotaRow(
        **{name: fields[name] for name in QuotaRow.__slots__ if name in fields and name != "codes"},
        importers=tuple(values_in(row["importer"])),
        beneficiaries=tuple(values_in(row["beneficiary"])),
        codes=tuple(values_in(row["codes"])),
        release=row["release_id"],
    )


async def _all(snapshot: Snapshot, _: str) -> Mapping[str, QuotaRow]:
    rows = await snapshot.rows(ALL_QUOTAS, ids=snapshot.ids("quotas"))
    return {row["quota"]: _quota(row) for row in rows}


QUOTAS = PerRelease(("quotas",), _all)
"""Every quota by its short name; where two sources state one, the later release."""
