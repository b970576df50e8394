"""All SQL of countries and of schemes."""

from collections.abc import Mapping
from datetime import date

import asyncpg
import sqlalchemy as sa
from eslabon.contracts.countries import Country, Member, MemberRole, Scheme
from eslabon.contracts.envelope import Lang
from servicekit.cursors import Key
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import ARRAY

from tariff_api.countries.tables import countries, schemes

IDS = sa.bindparam("ids", type_=ARRAY(sa.Integer))
AFTER: sa.BindParameter[str] = sa.bindparam("after", type_=sa.Text)
LIMIT: sa.BindParameter[int] = sa.bindparam("limit", type_=sa.Integer)
ON: sa.BindParameter[date] = sa.bindparam("on", type_=sa.Date)

ALL_COUNTRIES = Query(sa.select(countries).where(countries.c.release_id == sa.any_(IDS)))

COUNTRIES = Query(
    sa.select(countries)
    .where(
        countries.c.release_id == sa.any_(IDS),
        sa.or_(AFTER.is_(None), countries.c.iso3 > AFTER),
    )
    .order_by(countries.c.iso3)
    .limit(LIMIT)
)

COUNTRY = Query(
    sa.select(countries).where(
        countries.c.release_id == sa.any_(IDS),
        sa.or_(
            countries.c.iso3 == sa.bindparam("code", type_=sa.Text),
            countries.c.iso2 == sa.bindparam("code", type_=sa.Text),
        ),
    )
)

ALL_SCHEMES = Query(
    sa.select(schemes)
    .where(schemes.c.release_id == sa.any_(IDS))
    .order_by(schemes.c.scheme, schemes.c.country, schemes.c.role, schemes.c.valid_from)
)

_on_the_day = sa.and_(
    sa.or_(schemes.c.valid_from.is_(None), schemes.c.valid_from <= ON),
    sa.or_(schemes.c.valid_to.is_(None), schemes.c.valid_to >= ON),
)

SCHEMES = Query(
    sa.select(
        schemes.c.scheme,
        sa.func.min(schemes.c.name_es).label("name_es"),
        sa.func.min(schemes.c.name_pt).label("name_pt"),
        sa.func.min(schemes.c.name_en).label("name_en"),
        sa.func.count(sa.distinct(schemes.c.country))
        .filter(schemes.c.role == sa.literal_column("'MEMBER'"), _on_the_day)
        .label("members"),
    )
    .where(
        schemes.c.release_id == sa.any_(IDS),
        sa.or_(AFTER.is_(None), schemes.c.scheme > AFTER),
    )
    .group_by(schemes.c.scheme)
    .order_by(schemes.c.scheme)
    .limit(LIMIT)
)

MEMBERS = Query(
    sa.select(schemes)
    .where(
        schemes.c.release_id == sa.any_(IDS),
        schemes.c.scheme == sa.bindparam("scheme", type_=sa.Text),
        _on_the_day,
        sa.or_(
            AFTER.is_(None),
            sa.tuple_(schemes.c.country, schemes.c.role)
            > sa.tuple_(AFTER, sa.bindparam("after_role", type_=sa.Text)),
        ),
    )
    .order_by(schemes.c.country, schemes.c.role)
    .limit(LIMIT)
)


def _country(row: Mapping[str, object], lang: Lang) -> Country:
    return Country.model_validate({**dict(row), "name": row[f"name_{lang}"]})


async def countries_after(
    snapshot: Snapshot, after: Key | None, limit: int
) -> list[tuple[Key, Country]]:
    """Return countries in the order of their codes, after a key."""
    rows = await snapshot.rows(
        COUNTRIES, ids=snapshot.ids("countries"), after=after and after[0], limit=limit
    )
    return [((row["iso3"],), _country(row, snapshot.lang)) for row in rows]


async def country(snapshot: Snapshot, code: str) -> Country | None:
    """Return the country with this alpha-2 or alpha-3 code."""
    rows = await snapshot.rows(COUNTRY, ids=snapshot.ids("countries"), code=code)
    return _country(rows[0], snapshot.lang) if rows else None


async def schemes_after(
    snapshot: Snapshot, after: Key | None, limit: int, on: date
) -> list[tuple[Key, Scheme]]:
    """Return schemes with their number of full members on a day."""
    rows = await snapshot.rows(
        SCHEMES, ids=snapshot.ids("schemes"), on=on, after=after and after[0], limit=limit
    )
    return [
        (
            (row["scheme"],),
            Scheme(scheme=row["scheme"], name=row[f"name_{snapshot.lang}"], members=row["members"]),
        )
        for row in rows
    ]


async def scheme_names(snapshot: Snapshot) -> list[str]:
    """Return the short names of all schemes."""
    rows = await snapshot.rows(ALL_SCHEMES, ids=snapshot.ids("schemes"))
    return sorted({row["scheme"] for row in rows})


async def members_after(
    snapshot: Snapshot, after: Key | None, limit: int, scheme: str, on: date
) -> list[tuple[Key, Member]]:
    """Return who stands how in a scheme on a day."""
    country_code, role = after or (None, None)
    rows = await snapshot.rows(
        MEMBERS,
        ids=snapshot.ids("schemes"),
        scheme=scheme,
        on=on,
        after=country_code,
        after_role=role,
        limit=limit,
    )
    return [
        (
            (row["country"], row["role"]),
            Member(
                scheme=row["scheme"],
                country=row["country"],
                role=MemberRole(row["role"]),
                valid_from=row["valid_from"],
                valid_to=row["valid_to"],
                note=row["note"],
                source=row["source"],
            ),
        )
        for row in rows
    ]


async def all_countries(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return every country."""
    return await snapshot.rows(ALL_COUNTRIES, ids=snapshot.ids("countries"))


async def all_schemes(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return every standing in a scheme."""
    return await snapshot.rows(ALL_SCHEMES, ids=snapshot.ids("schemes"))
