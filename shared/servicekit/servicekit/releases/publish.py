"""Making a release the current one of its slice, in one short transaction."""

from dataclasses import dataclass

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


class DroppedError(Exception):
    """The release's rows are no longer kept."""


async def add(connection: asyncpg.Connection, schema: str, new: NewRelease) -> int:
    """Store a release in state `loaded` and return its id; its rows follow in the transaction."""
    return int(
        await connection.fetchval(
            f"""insert into {schema}.release (dataset, slice, parts, state, sha256, source, licence,
                cite_as, year, url, retrieved_on, job_id)
                values ($1, $2, $3, 'loaded', $4, $5, $6, $7, $8, $9, $10::text::date, $11)
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
    """Make a release current and return the new publication's number.

    Runs in a transaction of its own, or as part of the caller's. Publishing the current release
    again changes nothing.

    Raises
    ------
    LookupError
        There is no such release.
    DroppedError
        Its rows are no longer kept.
    """
    async with connection.transaction():
        # One publish at a time, so that numbers are given in the order of commits.
        await connection.execute(f"lock table {schema}.publication in share row exclusive mode")
        row = await connection.fetchrow(
            f"""select dataset, slice, state, published, superseded from {schema}.release
                where id = $1 for update""",
            release,
        )
        if row is None:
            raise LookupError(release)
        if row["state"] in ("dropping", "dropped"):
            raise DroppedError(release)
        last = int(
            await connection.fetchval(f"select coalesce(max(n), 0) from {schema}.publication")
        )
        if row["state"] == "published":
            return last
        n = last + 1
        if row["superseded"] is not None:
            await connection.execute(
                f"""insert into {schema}.standing (release_id, published, superseded)
                    values ($1, $2, $3)""",
                release,
                row["published"],
                row["superseded"],
            )
        await connection.execute(
            f"""update {schema}.release
                set state = 'superseded', superseded = $3, superseded_at = now()
                where dataset = $1 and slice = $2 and published is not null
                  and superseded is null""",
            row["dataset"],
            row["slice"],
            n,
        )
        await connection.execute(
            f"""update {schema}.release set state = 'published', published = $2, superseded = null,
                superseded_at = null where id = $1""",
            release,
            n,
        )
        await connection.execute(f"insert into {schema}.publication (n) values ($1)", n)
        await connection.execute(
            "select pg_notify($1, $2)", f"eslabon_publication_{schema}", str(n)
        )
    return n
