"""All SQL of charges; they are few, and kept in memory for each publication."""

from collections import defaultdict
from collections.abc import Mapping

import asyncpg
import sqlalchemy as sa
from eslabon.contracts.charges import ChargeBase, ChargeKind
from servicekit.database import Query
from servicekit.per_release import PerRelease
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import ARRAY

from tariff_api.cells import values_in
from tariff_api.charges.charge import Charge, Charges
from tariff_api.charges.tables import charges

ALL_CHARGES = Query(
    sa.select(charges).where(
        charges.c.release_id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Integer)))
    )
)

ByImporter = Mapping[str, Charges]


def _charge(row: asyncpg.Record, importer: str) -> Charge:
    return Charge(
        importer=importer,
        charge=row["charge"],
        names=texts(row["name_es"], row["name_pt"] or "", row["name_en"] or ""),
        kind=ChargeKind(row["kind"]),
        nomenclature=row["nomenclature"],
        code=row["code"],
        origin=row["origin"],
        origin_except=tuple(values_in(row["origin_except"])),
        expression=row["expression"],
        base=ChargeBase(row["base"]),
        sequence=row["sequence"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        dates_stated=row["dates_stated"],
        observed_on=row["observed_on"],
        legal_base=row["legal_base"],
        verified=row["verified"],
        reference=row["reference"],
        note=row["note"],
        release=row["release_id"],
    )


async def _all(snapshot: Snapshot, _: str) -> ByImporter:
    found: defaultdict[str, list[Charge]] = defaultdict(list)
    for row in await snapshot.rows(ALL_CHARGES, ids=snapshot.ids("charges")):
        importer = snapshot.release(row["release_id"]).parts["importer"]
        found[importer].append(_charge(row, importer))
    return {importer: Charges(rows) for importer, rows in found.items()}


CHARGES = PerRelease(("charges",), _all)
"""Charges of each importer (alpha-3)."""
