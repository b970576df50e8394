"""Dropping what need not be kept: releases long superseded, finished uploads, old logs."""

import time
from pathlib import Path

import asyncpg
import structlog

from servicekit.releases.load import partition
from servicekit.service import Service

log = structlog.get_logger(__name__)

KEPT_HOURS = 24
DAY_SECONDS = 86_400


async def sweep(
    connection: asyncpg.Connection, service: Service, kept: int, uploads: Path
) -> list[int]:
    """Drop the releases of a service that retention does not keep; return their ids.

    `kept` releases of each slice stay, with all that were superseded in the last 24 hours and
    all that a living derived release was built from. A dropped release keeps its row, so that it
    can be named; its own rows go.
    """
    dropped = await _mark(connection, service.name, kept)
    for release, name in await connection.fetch(
        f"select id, dataset from {service.name}.release where state = 'dropping' order by id"
    ):
        await _remove_rows(connection, service, release, name)
        await connection.execute(
            f"update {service.name}.release set state = 'dropped' where id = $1", release
        )
    await _forget(connection, service.name)
    await _remove_uploads(connection, service.name, uploads)
    if dropped:
        log.info("releases dropped", service=service.name, releases=dropped)
    return dropped


async def _mark(connection: asyncpg.Connection, schema: str, kept: int) -> list[int]:
    """Mark what is to be dropped; a release and those that came with it go together."""
    rows = await connection.fetch(
        f"""with ranked as (
                select id, row_number() over (
                    partition by dataset, slice
                    order by (superseded is null) desc, superseded desc, id desc) as place
                from {schema}.release
                where state in ('published', 'superseded') and parent_id is null
            ),
            chosen as (
                select r.id from {schema}.release r
                where r.parent_id is null and (
                    r.state = 'superseded'
                    and r.superseded_at < now() - make_interval(hours => $2)
                    and r.id in (select id from ranked where place > $1)
                    or r.state = 'loaded' and r.created_at < now() - make_interval(hours => $2)
                    and not exists (select from {schema}.job j
                        where j.id = r.job_id and j.finished_at is null)
                )
                and not exists (
                    select from {schema}.release family join {schema}.release d
                        on d.state in ('loaded', 'published', 'superseded') and d.inputs @>
                        jsonb_build_array(jsonb_build_object(
                            'service', $3::text, 'release', family.id))
                    where family.id = r.id or family.parent_id = r.id)
            )
            update {schema}.release set state = 'dropping'
            where (id in (select id from chosen) or parent_id in (select id from chosen))
              and state <> 'dropped'
            returning id""",
        kept,
        KEPT_HOURS,
        schema,
    )
    return sorted(row["id"] for row in rows)


async def _remove_rows(
    connection: asyncpg.Connection, service: Service, release: int, name: str
) -> None:
    dataset = service.dataset(name)
    if dataset is None:
        return
    if not dataset.partitioned:
        await connection.execute(
            f"delete from {service.name}.{dataset.table_name} where release_id = $1", release
        )
        return
    child = f"{service.name}.{partition(dataset, release)}"
    attached = await connection.fetchrow(
        "select inhdetachpending from pg_inherits where inhrelid = to_regclass($1)", child
    )
    if attached is not None:
        # Readers of other partitions never wait for this; a detach cut short is finished.
        how = "finalize" if attached["inhdetachpending"] else "concurrently"
        await connection.execute(
            f"alter table {service.name}.{dataset.table_name} detach partition {child} {how}"
        )
    await connection.execute(f"drop table if exists {child}")


async def _forget(connection: asyncpg.Connection, schema: str) -> None:
    await connection.execute(
        f"delete from {schema}.idempotency where created_at < now() - interval '7 days'"
    )
    await connection.execute(
        f"""delete from {schema}.reject where job_id in (
            select id from {schema}.job where finished_at < now() - interval '30 days')"""
    )
    await connection.execute(
        f"delete from {schema}.pgqueuer_log where created < now() - interval '7 days'"
    )


async def _remove_uploads(connection: asyncpg.Connection, schema: str, uploads: Path) -> None:
    """Delete the files of jobs finished a day ago, and what an upload cut short left."""
    folder = uploads / schema
    if not folder.is_dir():
        return
    waiting = {
        row["upload"]
        for row in await connection.fetch(
            f"""select upload from {schema}.job
                where finished_at is null or finished_at > now() - interval '1 day'"""
        )
    }
    for file in folder.iterdir():
        if file.name not in waiting and time.time() - file.stat().st_mtime > DAY_SECONDS:
            file.unlink(missing_ok=True)
