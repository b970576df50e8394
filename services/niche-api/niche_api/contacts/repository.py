"""All SQL on contacts: recorded whole or not at all, shown by purpose, removed for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from eslabon.contracts.firms import Consent, ContactRemoval, FirmContact, Purpose
from servicekit.database import Query
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE

from niche_api.contacts.tables import CONTACTS, firm_contact_removals, firm_contacts
from niche_api.firms.tables import firms
from niche_api.lists import releases, values

_NAMES = [column.name for column in CONTACTS.columns]
_INCOMING = "incoming_contacts"
_MAKE = (
    f"create temporary table {_INCOMING} on commit drop as "
    f"select {', '.join(_NAMES)} from niche.firm_contacts with no data"
)
_incoming = sa.table(_INCOMING, *(sa.column(name, sa.Text) for name in _NAMES))


@dataclass(frozen=True)
class Unfit:
    """A contact that no row by itself shows to be wrong."""

    firm: str
    name: str
    rule: str
    """`unknown_firm`, `no_way_to_reach`, `consent_ahead` or `repeated`."""


def _unfit() -> Query:
    known = sa.exists().where(
        firms.c.firm == _incoming.c.firm, firms.c.release_id == sa.any_(releases("firms"))
    )
    again = sa.func.count().over(partition_by=(_incoming.c.firm, _incoming.c.name))
    rule = sa.case(
        (~known, "unknown_firm"),
        (sa.and_(_incoming.c.email.is_(None), _incoming.c.phone.is_(None)), "no_way_to_reach"),
        (
            sa.cast(_incoming.c.consent_on, sa.Date) > sa.bindparam("today", type_=sa.Date),
            "consent_ahead",
        ),
    ).label("rule")
    found = sa.select(_incoming.c.firm, _incoming.c.name, rule, again.label("times")).subquery()
    said = sa.func.coalesce(found.c.rule, "repeated").label("rule")
    return Query(
        sa.select(found.c.firm, found.c.name, said)
        .where(sa.or_(found.c.rule.is_not(None), found.c.times > 1))
        .order_by(found.c.firm, found.c.name)
        .limit(100)
    )


_UNFIT = _unfit()
_RECORD = (
    f"insert into niche.firm_contacts ({', '.join(_NAMES)}, recorded_by) "
    f"select {', '.join(_NAMES)}, $1 from {_INCOMING} "
    "on conflict (firm, name) do update set "
    + ", ".join(f"{name} = excluded.{name}" for name in (*_NAMES, "recorded_by"))
    + ", recorded_at = now() returning contact"
)


class UnfitError(Exception):
    """Contacts that cannot be recorded; none of the file is."""

    def __init__(self, found: Sequence[Unfit]) -> None:
        super().__init__(f"{len(found)} contacts")
        self.found = found


async def countries(connection: asyncpg.Connection) -> list[str]:
    """Return the countries of the contacts that are coming in."""
    rows = await connection.fetch(
        f"select distinct upper(left(firm, 3)) as country from {_INCOMING} order by 1"
    )
    return [row["country"] for row in rows]


async def receive(connection: asyncpg.Connection, packed: bytes) -> None:
    """Read contacts into a table of this transaction."""
    await connection.execute(_MAKE)

    async def source() -> Any:
        yield packed

    await connection.copy_to_table(_INCOMING, columns=_NAMES, format="binary", source=source())


async def record(
    connection: asyncpg.Connection, of_firms: Sequence[int], recorded_by: str
) -> list[str]:
    """Record the contacts that came in; one of the same firm and name is written over.

    Raises
    ------
    UnfitError
        Some have an unknown firm, no way to be reached, a consent ahead of time, or come twice.
    """
    today = datetime.now(UTC).date()
    arguments = _UNFIT.arguments({"of_firms": list(of_firms), "today": today})
    unfit = await connection.fetch(_UNFIT.sql, *arguments)
    if unfit:
        raise UnfitError([Unfit(**dict(row)) for row in unfit])
    return [str(row["contact"]) for row in await connection.fetch(_RECORD, recorded_by)]


@cache
def _contacts(by: frozenset[str]) -> Query:
    filters = {
        "firm": lambda: firm_contacts.c.firm == sa.bindparam("firm", type_=sa.Text),
        "country": lambda: (
            sa.func.upper(sa.func.left(firm_contacts.c.firm, 3))
            == sa.bindparam("country", type_=sa.Text)
        ),
        "purpose": lambda: (
            sa.bindparam("purpose", type_=sa.Text) == sa.any_(values(firm_contacts.c.consent_for))
        ),
        "contact": lambda: firm_contacts.c.contact == sa.bindparam("contact", type_=UUID_TYPE()),
        "after": lambda: (
            sa.tuple_(firm_contacts.c.firm, firm_contacts.c.name)
            > sa.tuple_(sa.bindparam("after", type_=sa.Text), sa.bindparam("name", type_=sa.Text))
        ),
    }
    return Query(
        sa.select(firm_contacts, values(firm_contacts.c.consent_for).label("purposes"))
        .where(*(filters[name]() for name in sorted(by) if name in filters))
        .order_by(firm_contacts.c.firm, firm_contacts.c.name)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


async def found(pool: asyncpg.Pool, limit: int, **by: str | UUID) -> list[FirmContact]:
    """Return contacts by firm and name.

    `by` may hold `firm`, `country`, `purpose` (one that the person agreed to), `contact`, and
    `after` with `name`: those behind this firm and name.
    """
    query = _contacts(frozenset(by))
    rows = await pool.fetch(query.sql, *query.arguments({"limit": limit, **by}))
    return [
        FirmContact.assembled(
            contact=str(row["contact"]),
            firm=row["firm"],
            name=row["name"],
            position=row["position"],
            email=row["email"],
            phone=row["phone"],
            consent=Consent.assembled(
                given_by=row["consent_by"],
                given_on=row["consent_on"],
                purposes=[Purpose(one) for one in row["purposes"]],
                evidence=row["evidence"],
            ),
            recorded_at=row["recorded_at"],
        )
        for row in rows
    ]


_WHICH = sa.bindparam("which", type_=UUID_TYPE())
_REMOVE = Query(
    sa.delete(firm_contacts)
    .where(firm_contacts.c.contact == _WHICH)
    .returning(firm_contacts.c.contact)
)
_LOG = Query(
    sa.insert(firm_contact_removals).values(
        contact=_WHICH,
        country=sa.bindparam("of_country", type_=sa.Text),
        removed_by=sa.bindparam("partner", type_=sa.Text),
    )
)


async def remove(pool: asyncpg.Pool, contact: UUID, country: str, removed_by: str) -> None:
    """Delete a contact, and log that it was removed without anything of its data."""
    async with pool.acquire() as connection, connection.transaction():
        removed = await connection.fetchval(_REMOVE.sql, *_REMOVE.arguments({"which": contact}))
        if removed is None:
            return  # another request was quicker, and logged it
        logged = {"which": contact, "of_country": country, "partner": removed_by}
        await connection.execute(_LOG.sql, *_LOG.arguments(logged))


@cache
def _removals(first: bool) -> Query:
    log = firm_contact_removals.c
    statement = (
        sa.select(firm_contact_removals)
        .order_by(log.removed_at, log.contact)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )
    if not first:
        after = sa.tuple_(
            sa.bindparam("after", type_=sa.DateTime(timezone=True)),
            sa.bindparam("contact", type_=UUID_TYPE()),
        )
        statement = statement.where(sa.tuple_(log.removed_at, log.contact) > after)
    return Query(statement)


async def removals(
    pool: asyncpg.Pool, limit: int, after: tuple[datetime, UUID] | None
) -> list[ContactRemoval]:
    """Return which contacts were removed, oldest first, behind a moment and an identifier."""
    query = _removals(after is None)
    asked: dict[str, Any] = {"limit": limit}
    if after is not None:
        asked |= {"after": after[0], "contact": after[1]}
    return [
        ContactRemoval.assembled(**{**dict(row), "contact": str(row["contact"])})
        for row in await pool.fetch(query.sql, *query.arguments(asked))
    ]
