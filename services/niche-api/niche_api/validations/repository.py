"""The SQL of validations."""

from functools import cache

import sqlalchemy as sa
from eslabon.contracts.envelope import Missing, Reason
from eslabon.contracts.validations import Validation, Verdict
from servicekit.database import Query
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from niche_api.lists import ids, releases
from niche_api.validations.tables import validations

_PLACE = sa.bindparam("place", type_=sa.Text)
_NOT_LOADED = texts(
    "Ninguna institución ha validado nichos de {place}: se envían con el conjunto validations.",
    "Nenhuma instituição validou nichos de {place}: enviam-se com o conjunto validations.",
    "No institution has validated niches of {place}: they are sent by the dataset validations.",
)


@cache
def _of_place() -> Query:
    return Query(
        sa.select(validations)
        .where(validations.c.release_id == sa.any_(releases("validations")))
        .where(validations.c.place == _PLACE)
        .order_by(
            validations.c.product,
            validations.c.year,
            validations.c.nomenclature,
            validations.c.institution,
        )
    )


async def of_place(snapshot: Snapshot, place: str) -> list[Validation]:
    """Return what institutions say of a place's niches, by product, year and institution."""
    if not snapshot.ids("validations"):
        return []
    rows = await snapshot.rows(_of_place(), place=place, **ids(snapshot, "validations"))
    return [
        Validation.assembled(
            place=row["place"],
            nomenclature=row["nomenclature"],
            product=row["product"],
            year=row["year"],
            institution=row["institution"],
            verdict=Verdict(row["verdict"]),
            comment=row["comment"],
            validated_on=row["validated_on"],
            provenance=snapshot.release(row["release_id"]).provenance(),
        )
        for row in rows
    ]


async def by_product(
    snapshot: Snapshot, place: str, nomenclature: str
) -> dict[str, list[Validation]]:
    """Return what institutions say of a place's niches in a nomenclature, by product."""
    found: dict[str, list[Validation]] = {}
    for one in await of_place(snapshot, place):
        if one.nomenclature == nomenclature:
            found.setdefault(one.product, []).append(one)
    return found


def nobody(snapshot: Snapshot, place: str) -> Missing:
    """Return that no institution has said anything of a place."""
    detail = _NOT_LOADED[snapshot.lang].format(place=place)
    return Missing(what="validations", reason=Reason.NOT_LOADED, detail=detail)
