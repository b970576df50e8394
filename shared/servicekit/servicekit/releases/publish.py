"""Making a release the current one of its slice, in one short transaction."""

from dataclasses import dataclass
from typing import Any

import asyncpg

from servicekit.releases.jobs import Stated


@dataclass(frozen=True)
class NewRelease:
    """What is stored of a release as it is loaded."""

    dataset: str
    slice: str
    parts: dict[str, str]
    sha256: str
    stated: Stated
    job_id: object
    parent: int | None = None
    inputs: list[dict[str, Any]] | None = None
    """What a built release is made of."""


class DroppedError(Exception):
    """The release's rows are no longer kept."""


class SpreadError(Exception):
    """The release came with another one, `parent`, and is published with it alone."""

    def __init__(self, parent: int, dataset: str) -> None:
        super().__init__(f"release {parent} of {dataset} brought it")
        self.parent = parent
        self.dataset = dataset


async def add(connection: asyncpg.Connection, schema: str, new: NewRelease) -> int:
    """Store a release in state `loaded` and return its id; its rows follow in the transaction."""
    return int(
        await connection.fetchval(
            f"""insert into {schema}.release (dataset, slice, parts, state, sha256, source, licence,
                cite_as, year, url, retrieved_on, job_id, parent_id, inputs)
                values ($1, $2, $3, 'loaded', $4, $5, $6, $7, $8, $9, $10::text::date, $11, $12,
                $13)
                returning id""",
            new.dataset,
            new.slice,
            new.parts,
            new.sha256,
            new.stated.source,
            new.stated.licence,
            new.stated.cite_as,
            new.stated.year,
            new.stated.url,
            new.stated.retrieved_on,
            new.job_id,
            new.parent,
            new.inputs,
        )
    )


async def count(
    connection: asyncpg.Connection, schema: str, release: int, rows: int, rejected: int
) -> None:
    """Store how many rows a release has, and how many its upload had refused."""
    await connection.execute(
        f"update {schema}.release set rows = $2, rejected = $3 where id = $1",
        release,
        rows,
        rejected,
    )


async def publish(connection: asyncpg.Connection, schema: str, release: int) -> int:
    """Make a release current, with those it brought, and return the new publication's number.

    Runs in a transaction of its own, or as part of the caller's. Publishing the current release
    again changes nothing.

    Raises
    ------
    LookupError
        There is no such release.
    DroppedError
        Its rows are no longer kept.
    SpreadError
        Another release brought it.
    """
    async with connection.transaction():
        # One publish at a time, so that numbers are given in the order of commits.
        await connection.execute(f"lock table {schema}.publication in share row exclusive mode")
        family = await connection.fetch(
            f"""select id, dataset, slice, state, published, superseded, parent_id
                from {schema}.release where id = $1 or parent_id = $1 order by id for update""",
            release,
        )
        await _refuse(connection, schema, release, family)
        last = int(
            await connection.fetchval(f"select coalesce(max(n), 0) from {schema}.publication")
        )
        coming = [row for row in family if row["state"] != "published"]
        if not coming:
            return last
        n = last + 1
        await _supersede(connection, schema, coming, n)
        await connection.executemany(
            f"""insert into {schema}.standing (release_id, published, superseded)
                values ($1, $2, $3)""",
            [
                (row["id"], row["published"], row["superseded"])
                for row in coming
                if row["superseded"] is not None
            ],
        )
        await connection.execute(
            f"""update {schema}.release set state = 'published', published = $2, superseded = null,
                superseded_at = null where id = any($1::int[])""",
            [row["id"] for row in coming],
            n,
        )
        await connection.execute(f"insert into {schema}.publication (n) values ($1)", n)
        await connection.execute(
            "select pg_notify($1, $2)", f"eslabon_publication_{schema}", str(n)
        )
    return n


async def _refuse(
    connection: asyncpg.Connection, schema: str, release: int, family: list[asyncpg.Record]
) -> None:
    """Raise where the release can't be published."""
    asked = next((row for row in family if row["id"] == release), None)
    if asked is None:
        raise LookupError(release)
    if asked["state"] in ("dropping", "dropped"):
        raise DroppedError(release)
    if asked["parent_id"] is not None:
        dataset = await connection.fetchval(
            f"select dataset from {schema}.release where id = $1", asked["parent_id"]
        )
        raise SpreadError(asked["parent_id"], dataset)


async def _supersede(
    connection: asyncpg.Connection, schema: str, coming: list[asyncpg.Record], n: int
) -> None:
    """End what is current of the slices that come, and all that it brought."""
    await connection.execute(
        f"""with ended as (
                select r.id from {schema}.release r
                join unnest($1::text[], $2::text[]) as coming (dataset, slice)
                    using (dataset, slice)
                where r.published is not null and r.superseded is null
            )
            update {schema}.release set state = 'superseded', superseded = $3,
                superseded_at = now()
            where published is not null and superseded is null and not id = any($4::int[])
              and (id in (select id from ended) or parent_id in (select id from ended))""",
        [row["dataset"] for row in coming],
        [row["slice"] for row in coming],
        n,
        [row["id"] for row in coming],
    )
