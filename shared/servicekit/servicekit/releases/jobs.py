"""Statements on upload jobs: their state, their progress, and what they refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from eslabon.contracts.envelope import Lang
from eslabon.contracts.sync import Job, JobState

from servicekit.database import Query
from servicekit.releases.faults import Fault
from servicekit.releases.repository import tables

Connection: TypeAlias = asyncpg.Connection | asyncpg.Pool

MAX_REJECTS_KEPT = 10_000
BUILD = "build"
"""Format of a job that has no upload: the worker makes the rows."""
PUBLIC = [
    "id",
    "dataset",
    "slice",
    "state",
    "validate_only",
    "rows_read",
    "rows_accepted",
    "rows_refused",
    "percent",
    "release_id",
    "publication",
    "unchanged",
    "refused",
    "reason",
    "created_at",
    "finished_at",
]


@dataclass(frozen=True)
class Stated:
    """What the uploader states of the data."""

    source: str
    licence: str
    cite_as: str
    year: int | None
    url: str | None
    retrieved_on: str | None


@dataclass(frozen=True)
class Work:
    """A job as the worker needs it."""

    id: UUID
    dataset: str
    slice: str
    parts: dict[str, str]
    state: str
    validate_only: bool
    max_rejects: int
    lang: str
    format: str
    upload: str
    sha256: str
    bytes: int
    stated: dict[str, Any]
    attempts: int
    adapter: str | None = None
    reason: str | None = None


WORK = list(Work.__dataclass_fields__)
_NEW = [name for name in WORK if name not in ("attempts", "reason")]


def stored(new: Work, sha256: str, bytes_: int) -> Work:
    """Return a job whose body has been stored."""
    return replace(new, sha256=sha256, bytes=bytes_)


def contract(row: asyncpg.Record) -> Job:
    """Return a job's row as the contract."""
    values = {name: row[name] for name in PUBLIC}
    return Job(**{**values, "id": str(row["id"]), "release": values.pop("release_id")})


@cache
def _by_id(schema: str, names: tuple[str, ...]) -> Query:
    job = tables(schema).job
    id_ = sa.bindparam("id", type_=sa.Uuid)
    return Query(sa.select(*(job.c[name] for name in names)).where(job.c.id == id_))


async def job(connection: Connection, schema: str, id_: UUID) -> Job | None:
    """Return a job, or None."""
    query = _by_id(schema, tuple(PUBLIC))
    row = await connection.fetchrow(query.sql, *query.arguments({"id": id_}))
    return None if row is None else contract(row)


async def work(connection: Connection, schema: str, id_: UUID) -> Work | None:
    """Return a job with what the worker needs, or None."""
    query = _by_id(schema, tuple(WORK))
    row = await connection.fetchrow(query.sql, *query.arguments({"id": id_}))
    return None if row is None else Work(**dict(row))


@cache
def _insert(schema: str) -> Query:
    names = [name for name in _NEW]
    return Query(sa.insert(tables(schema).job).values({n: sa.bindparam(n) for n in names}))


async def add(connection: asyncpg.Connection, schema: str, new: Work, priority: int = 0) -> None:
    """Store a job and put it in the queue, in the caller's transaction."""
    query = _insert(schema)
    values = {name: getattr(new, name) for name in _NEW}
    await connection.execute(query.sql, *query.arguments(values))
    await connection.execute(
        f"insert into {schema}.pgqueuer (priority, status, entrypoint, payload)"
        " values ($1, 'queued', 'load', $2)",
        priority,
        new.id.bytes,
    )


async def is_settled(
    connection: asyncpg.Connection, schema: str, build: Work, again_seconds: float
) -> bool:
    """Return whether a build of these inputs waits, was refused, or failed a short while ago."""
    return bool(
        await connection.fetchval(
            f"""select exists (
                select from {schema}.job where dataset = $1 and slice = $2 and sha256 = $3
                  and format = $4 and (finished_at is null or state = 'failed'
                      and (refused or finished_at > now() - make_interval(secs => $5))))""",
            build.dataset,
            build.slice,
            build.sha256,
            build.format,
            again_seconds,
        )
    )


async def unfinished_builds(connection: Connection, schema: str) -> list[UUID]:
    """Return the builds that wait or run, in the order in which they were queued."""
    rows = await connection.fetch(
        f"""select id from {schema}.job where format = $1 and finished_at is null
            order by created_at, id""",
        BUILD,
    )
    return [row["id"] for row in rows]


async def refusals(
    connection: Connection, schema: str, dataset: str, parts: Mapping[str, str]
) -> list[str]:
    """Return what the data lack of builds refused last, one code for each slice with `parts`."""
    rows = await connection.fetch(
        f"""select r.value from (
                select distinct on (slice) id, refused from {schema}.job
                where dataset = $1 and format = $2 and parts @> $3 and finished_at is not null
                order by slice, finished_at desc
            ) last join {schema}.reject r on r.job_id = last.id
            where last.refused and r.value is not null order by r.value""",
        dataset,
        BUILD,
        dict(parts),
    )
    return [row["value"] for row in rows]


async def earlier_unfinished(
    connection: Connection, schema: str, of: Work, after: Sequence[str]
) -> bool:
    """Return whether an earlier upload still waits or runs, of the same slice or of `after`."""
    return bool(
        await connection.fetchval(
            f"""select exists (
                select from {schema}.job j join {schema}.job mine on mine.id = $1
                where (j.dataset = mine.dataset and j.slice = mine.slice or j.dataset = any($2))
                  and j.finished_at is null
                  and (j.created_at, j.id) < (mine.created_at, mine.id))""",
            of.id,
            list(after),
        )
    )


async def begin(connection: Connection, schema: str, id_: UUID) -> int:
    """Count a new attempt, with its counters at zero; return how many attempts there were."""
    return int(
        await connection.fetchval(
            f"""update {schema}.job set state = 'reading', attempts = attempts + 1, rows_read = 0,
                rows_accepted = 0, rows_refused = 0, percent = 0
                where id = $1 returning attempts""",
            id_,
        )
    )


async def note_failure(connection: Connection, schema: str, id_: UUID, reason: str) -> None:
    """Store why an attempt failed, for the case that it was the last."""
    await connection.execute(f"update {schema}.job set reason = $2 where id = $1", id_, reason)


async def put_back(connection: Connection, schema: str, id_: UUID) -> None:
    """Take back an attempt that the worker gave up without fault of the job."""
    await connection.execute(
        f"update {schema}.job set state = 'queued', attempts = attempts - 1 where id = $1", id_
    )


async def note(
    connection: Connection,
    schema: str,
    id_: UUID,
    state: JobState,
    counts: tuple[int, int, int],
    percent: float,
) -> None:
    """Store how far a job has come; counts are rows read, accepted and refused."""
    await connection.execute(
        f"""update {schema}.job set state = $2, rows_read = $3, rows_accepted = $4,
            rows_refused = $5, percent = $6 where id = $1""",
        id_,
        state.value,
        *counts,
        percent,
    )


async def finish(
    connection: Connection,
    schema: str,
    id_: UUID,
    state: JobState,
    *,
    reason: str | None = None,
    release: int | None = None,
    publication: int | None = None,
    unchanged: bool = False,
    refused: bool = False,
) -> None:
    """Store a job's outcome."""
    await connection.execute(
        f"""update {schema}.job set state = $2, reason = $3, release_id = $4, publication = $5,
            unchanged = $6, refused = $7, percent = case when $2 = 'done' then 100 else percent end,
            finished_at = now() where id = $1""",
        id_,
        state.value,
        reason,
        release,
        publication,
        unchanged,
        refused,
    )


async def keep_rejects(
    pool: asyncpg.Pool, schema: str, id_: UUID, lang: Lang, faults: Sequence[Fault]
) -> None:
    """Store what a job refused, in place of what an earlier attempt stored."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(f"delete from {schema}.reject where job_id = $1", id_)
        await connection.copy_records_to_table(
            "reject",
            schema_name=schema,
            columns=["job_id", "number", "line", "column", "value", "reason"],
            records=[
                (id_, number, fault.line, fault.column, fault.value, fault.reason[lang])
                for number, fault in enumerate(faults[:MAX_REJECTS_KEPT])
            ],
        )


async def rejects(
    connection: Connection, schema: str, id_: UUID, after: int, limit: int
) -> list[asyncpg.Record]:
    """Return what a job refused, in the order of lines, from number `after`."""
    rows: list[asyncpg.Record] = await connection.fetch(
        f"""select number, line, "column", value, reason from {schema}.reject
            where job_id = $1 and number >= $2 order by number limit $3""",
        id_,
        after,
        limit,
    )
    return rows
