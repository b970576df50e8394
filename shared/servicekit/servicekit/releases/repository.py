"""Statements on releases and publications: what is current, and what has been."""

from datetime import datetime
from functools import cache

import asyncpg
import sqlalchemy as sa
from eslabon.contracts.sync import Release, ReleaseInput

from servicekit.database import Query
from servicekit.releases.snapshot import Current, Published
from servicekit.releases.tables import ReleaseTables, release_tables

CURRENT_COLUMNS = [
    "id",
    "dataset",
    "slice",
    "parts",
    "rows",
    "sha256",
    "source",
    "licence",
    "cite_as",
    "year",
    "url",
    "retrieved_on",
]
RELEASE_COLUMNS = [
    "id",
    "dataset",
    "slice",
    "state",
    "published",
    "superseded",
    "rows",
    "rejected",
    "sha256",
    "source",
    "licence",
    "cite_as",
    "year",
    "url",
    "retrieved_on",
    "created_at",
    "parent_id",
    "inputs",
]


def _contract(row: asyncpg.Record) -> Release:
    values = dict(row)
    parent, told = values.pop("parent_id"), values.pop("inputs") or []
    return Release(
        **values,
        parent=parent,
        inputs=tuple(ReleaseInput(**one) for one in told if "release" in one),
        method=next((one["method"] for one in told if "method" in one), None),
    )


@cache
def tables(schema: str) -> ReleaseTables:
    """Return the release tables of a schema, to build statements with."""
    return release_tables(sa.MetaData(), schema)


@cache
def _last(schema: str) -> Query:
    publication = tables(schema).publication
    return Query(
        sa.select(publication.c.n, publication.c.published_at)
        .where(publication.c.n <= sa.bindparam("n", type_=sa.BigInteger))
        .order_by(publication.c.n.desc())
        .limit(1)
    )


@cache
def _current(schema: str) -> Query:
    release, standing = tables(schema).release, tables(schema).standing
    n = sa.bindparam("n", type_=sa.BigInteger)
    columns = [release.c[name] for name in CURRENT_COLUMNS]
    now = sa.select(*columns).where(
        release.c.published <= n,
        sa.or_(release.c.superseded.is_(None), release.c.superseded > n),
    )
    earlier = (
        sa.select(*columns)
        .join(standing, standing.c.release_id == release.c.id)
        .where(standing.c.published <= n, standing.c.superseded > n)
    )
    return Query(sa.union_all(now, earlier).order_by("dataset", "slice"))


async def publication(
    connection: asyncpg.Connection | asyncpg.Pool, schema: str, n: int | None = None
) -> Published | None:
    """Return the publication `n` (the last one when None) with the releases current in it.

    None where `n` was never published. Before anything is published the last one is 0, empty.
    Releases whose rows retention has dropped are listed too: see `dropped`.
    """
    last = _last(schema)
    row = await connection.fetchrow(last.sql, *last.arguments({"n": 2**62 if n is None else n}))
    if row is None:
        return Published(n=0, published_at=None, releases=()) if n in (None, 0) else None
    if n is not None and row["n"] != n:
        return None if n else Published(n=0, published_at=None, releases=())
    at: datetime = row["published_at"]
    current = _current(schema)
    rows = await connection.fetch(current.sql, *current.arguments({"n": row["n"]}))
    return Published(
        n=row["n"],
        published_at=at,
        releases=tuple(Current(**{name: one[name] for name in CURRENT_COLUMNS}) for one in rows),
    )


@cache
def _dropped(schema: str) -> Query:
    release = tables(schema).release
    ids = sa.bindparam("ids", type_=sa.ARRAY(sa.Integer))
    gone = sa.literal(["dropping", "dropped"], sa.ARRAY(sa.Text))
    return Query(
        sa.select(*(release.c[name] for name in RELEASE_COLUMNS)).where(
            release.c.id == sa.any_(ids), release.c.state == sa.any_(gone)
        )
    )


async def dropped(
    connection: asyncpg.Connection | asyncpg.Pool, schema: str, published: Published
) -> list[Release]:
    """Return the releases of a publication whose rows are gone: it can't be read whole (410)."""
    query = _dropped(schema)
    ids = [release.id for release in published.releases]
    rows = await connection.fetch(query.sql, *query.arguments({"ids": ids}))
    return [_contract(row) for row in rows]


@cache
def _releases(schema: str) -> Query:
    release = tables(schema).release
    after = sa.bindparam("after", type_=sa.Integer)
    return Query(
        sa.select(*(release.c[name] for name in RELEASE_COLUMNS))
        .where(
            release.c.dataset == sa.bindparam("dataset", type_=sa.Text),
            sa.or_(after.is_(None), release.c.id < after),
        )
        .order_by(release.c.id.desc())
        .limit(sa.bindparam("size", type_=sa.Integer))
    )


async def releases(
    connection: asyncpg.Connection | asyncpg.Pool,
    schema: str,
    dataset: str,
    after: int | None,
    limit: int,
) -> list[Release]:
    """Return the releases of a dataset, newest first, those older than `after`."""
    query = _releases(schema)
    values = {"dataset": dataset, "after": after, "size": limit}
    rows = await connection.fetch(query.sql, *query.arguments(values))
    return [_contract(row) for row in rows]


@cache
def _release(schema: str) -> Query:
    release = tables(schema).release
    return Query(
        sa.select(*(release.c[name] for name in RELEASE_COLUMNS)).where(
            release.c.id == sa.bindparam("id", type_=sa.Integer)
        )
    )


async def release(
    connection: asyncpg.Connection | asyncpg.Pool, schema: str, id_: int
) -> Release | None:
    """Return one release, or None."""
    query = _release(schema)
    row = await connection.fetchrow(query.sql, *query.arguments({"id": id_}))
    return None if row is None else _contract(row)


@cache
def _by_id(schema: str) -> Query:
    release = tables(schema).release
    ids = sa.bindparam("ids", type_=sa.ARRAY(sa.Integer))
    return Query(
        sa.select(*(release.c[name] for name in RELEASE_COLUMNS))
        .where(release.c.id == sa.any_(ids))
        .order_by(release.c.slice)
    )


async def releases_by_id(
    connection: asyncpg.Connection | asyncpg.Pool, schema: str, ids: list[int]
) -> list[Release]:
    """Return these releases, by slice."""
    query = _by_id(schema)
    rows = await connection.fetch(query.sql, *query.arguments({"ids": ids}))
    return [_contract(row) for row in rows]
