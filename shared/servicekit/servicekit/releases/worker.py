"""The worker: takes upload jobs of several services from their queues and carries them out."""

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import asyncpg
import structlog
from pgqueuer.adapters.drivers.asyncpg import AsyncpgPoolDriver
from pgqueuer.adapters.persistence.qb import (
    QueryBuilderEnvironment,
    QueryQueueBuilder,
    QuerySchedulerBuilder,
)
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.applications import PgQueuer
from pgqueuer.domain.models import Job
from pgqueuer.domain.types import Channel

from servicekit import database, roles
from servicekit.releases import building, retention
from servicekit.releases.ddl import queue_settings
from servicekit.releases.work import Bench, carry_out, connected
from servicekit.service import Service
from servicekit.settings import Settings

log = structlog.get_logger(__name__)

RESTART_SECONDS = 2
SWEEP_SECONDS = 600
UNREACHABLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


def queue(pool: asyncpg.Pool, schema: str) -> PgQueuer:
    """Return the queue of a schema, over a pool."""
    driver, names = AsyncpgPoolDriver(pool), queue_settings(schema)
    queries = Queries(
        driver,
        qbe=QueryBuilderEnvironment(names),
        qbq=QueryQueueBuilder(names),
        qbs=QuerySchedulerBuilder(names),
    )
    return PgQueuer(driver, channel=Channel(names.channel), queries=queries)


async def serve(services: Sequence[Service], settings: Settings) -> None:
    """Carry out the jobs of these services until SIGTERM or SIGINT.

    A job under way is put back in the queue when the worker stops; nothing of it is kept.
    """
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    log.info("worker started", services=[service.name for service in services])
    await asyncio.gather(*(_serve(service, settings, stopping) for service in services))
    log.info("worker stopped")


async def _serve(service: Service, settings: Settings, stopping: asyncio.Event) -> None:
    """Serve one service's queue; a database that goes away is waited for."""
    while not stopping.is_set():
        try:
            await _serve_connected(service, settings, stopping)
        except Exception as error:
            known = isinstance(error, UNREACHABLE)
            log.error(
                "queue lost, trying again",
                service=service.name,
                error=f"{type(error).__name__}: {error}",
                exc_info=None if known else error,
            )
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), RESTART_SECONDS)


async def _serve_connected(service: Service, settings: Settings, stopping: asyncio.Event) -> None:
    url = settings.database_of(service.name)
    role = await roles.role_to_take(url, settings.role_of(service.name))
    async with database.pool(url, role, size=4) as pool:
        bench = Bench(service, settings, pool, url, role, stopping)
        jobs = queue(pool, service.name)

        async def load(job: Job) -> None:
            assert job.payload is not None
            await carry_out(bench, UUID(bytes=job.payload))

        jobs.entrypoint("load")(load)
        # The queue probes its listener as it starts: on a busy machine before it listens at all,
        # which would count as a lost listener ten seconds later.
        await jobs.connection.add_listener(queue_settings(service.name).channel, _ignore)
        stop = asyncio.create_task(_stop(jobs, stopping))
        beside = [asyncio.create_task(_sweep(bench))]
        if service.builds:
            beside.append(asyncio.create_task(_build(bench)))
        try:
            await jobs.run(
                dequeue_timeout=timedelta(seconds=5),
                batch_size=1,
                max_concurrent_tasks=2,
                shutdown_on_listener_failure=True,
                heartbeat_timeout=timedelta(seconds=settings.heartbeat_seconds),
            )
        finally:
            for task in (stop, *beside):
                task.cancel()
            await asyncio.gather(stop, *beside, return_exceptions=True)


def _ignore(notification: str | bytes | bytearray) -> None:
    """Take a notification that the queue's own listener takes too."""


async def _stop(jobs: PgQueuer, stopping: asyncio.Event) -> None:
    await stopping.wait()
    jobs.shutdown.set()


async def _build(bench: Bench) -> None:
    """Queue what is to be built, as long as the worker runs."""
    while True:
        try:
            async with connected(bench) as connection:
                await building.watch(bench.service, bench.settings, bench.pool, connection)
        except Exception as error:
            log.error("builds lost, trying again", service=bench.service.name, exc_info=error)
        await asyncio.sleep(RESTART_SECONDS)


async def _sweep(bench: Bench) -> None:
    """Apply retention now and then; one worker at a time."""
    while True:
        try:
            async with connected(bench) as connection:
                if await connection.fetchval(
                    "select pg_try_advisory_lock(hashtextextended($1, 0))",
                    f"eslabon.retention.{bench.service.name}",
                ):
                    await retention.sweep(
                        connection,
                        bench.service,
                        bench.settings.retention,
                        bench.settings.uploads,
                    )
        except Exception as error:
            log.error("retention failed", service=bench.service.name, exc_info=error)
        await asyncio.sleep(SWEEP_SECONDS)
