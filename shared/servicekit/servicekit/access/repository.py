"""Statements on keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import asyncpg
import sqlalchemy as sa

from servicekit.access.tables import key
from servicekit.database import Query


@dataclass(frozen=True)
class StoredKey:
    """A key as stored: its secret only as a hash."""

    id: str
    partner: str
    scopes: tuple[str, ...]
    sha256: bytes
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None

    def is_valid(self, at: datetime) -> bool:
        """Return whether it may be used at a moment."""
        expired = self.expires_at is not None and self.expires_at <= at
        return self.revoked_at is None and not expired


_ONE = Query(sa.select(key).where(key.c.id == sa.bindparam("id", type_=sa.Text)))
_ALL = Query(sa.select(key).order_by(key.c.partner, key.c.created_at))
_NAMES = ("id", "partner", "scopes", "sha256", "expires_at")
_ADD = Query(
    sa.insert(key).values({name: sa.bindparam(name, type_=key.c[name].type) for name in _NAMES})
)
_REVOKE = Query(
    sa.update(key)
    .where(key.c.id == sa.bindparam("which", type_=sa.Text), key.c.revoked_at.is_(None))
    .values(revoked_at=sa.bindparam("at", type_=sa.DateTime(timezone=True)))
    .returning(key.c.id)
)


def _stored(row: Any) -> StoredKey:
    return StoredKey(**{**dict(row), "scopes": tuple(row["scopes"])})


async def stored_key(connection: asyncpg.Connection | asyncpg.Pool, id_: str) -> StoredKey | None:
    """Return a key, or None."""
    row = await connection.fetchrow(_ONE.sql, *_ONE.arguments({"id": id_}))
    return None if row is None else _stored(row)


async def stored_keys(connection: asyncpg.Connection | asyncpg.Pool) -> list[StoredKey]:
    """Return all keys, by partner."""
    return [_stored(row) for row in await connection.fetch(_ALL.sql)]


async def add(
    connection: asyncpg.Connection | asyncpg.Pool,
    id_: str,
    partner: str,
    scopes: Sequence[str],
    sha256: bytes,
    expires_at: datetime | None,
) -> None:
    """Store a new key."""
    values = {
        "id": id_,
        "partner": partner,
        "scopes": list(scopes),
        "sha256": sha256,
        "expires_at": expires_at,
    }
    await connection.execute(_ADD.sql, *_ADD.arguments(values))


async def revoke(connection: asyncpg.Connection | asyncpg.Pool, id_: str) -> bool:
    """Revoke a key for good; False when there is no such living key."""
    values = {"which": id_, "at": datetime.now(UTC)}
    return await connection.fetchrow(_REVOKE.sql, *_REVOKE.arguments(values)) is not None
