"""All SQL of agreements, of their fiches and of the regional margin."""

import asyncpg
import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import ARRAY

from tariff_api.agreements.fiche_tables import (
    agreement_disciplines,
    agreement_nomenclatures,
    agreement_parties,
    agreement_protocols,
    agreement_relations,
)
from tariff_api.agreements.tables import agreement_entries, agreements, par_margins

IDS = sa.bindparam("ids", type_=ARRAY(sa.Integer))


def _all(table: sa.Table, *order: str) -> Query:
    return Query(
        sa.select(table)
        .where(table.c.release_id == sa.any_(IDS))
        .order_by(*(table.c[name] for name in order))
    )


ALL_AGREEMENTS = _all(agreements, "code")
ALL_ENTRIES = _all(agreement_entries, "agreement", "granter", "beneficiary")
ALL_MARGINS = _all(par_margins)
FICHE_PARTS = {
    "agreement_parties": _all(agreement_parties, "agreement", "country", "valid_from"),
    "agreement_protocols": _all(agreement_protocols, "agreement", "signed_on", "ordinal"),
    "agreement_relations": _all(agreement_relations, "agreement", "related"),
    "agreement_nomenclatures": _all(agreement_nomenclatures, "agreement", "nomenclature"),
    "agreement_disciplines": _all(agreement_disciplines, "agreement", "discipline"),
}


async def all_agreements(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return every agreement of the registry, by code."""
    return await snapshot.rows(ALL_AGREEMENTS, ids=snapshot.ids("agreements"))


async def all_entries(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return every entry into force, by agreement and pair."""
    return await snapshot.rows(ALL_ENTRIES, ids=snapshot.ids("agreement_entries"))


async def all_margins(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return every cell of AR.PAR 4."""
    return await snapshot.rows(ALL_MARGINS, ids=snapshot.ids("par_margins"))


async def fiche_part(snapshot: Snapshot, dataset: str) -> list[asyncpg.Record]:
    """Return all rows of one of the datasets that fiches are made of."""
    return await snapshot.rows(FICHE_PARTS[dataset], ids=snapshot.ids(dataset))
