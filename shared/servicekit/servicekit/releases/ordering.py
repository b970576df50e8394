"""Ordering at once what is to be built, by whoever does not wait for the worker to notice."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

import asyncpg
from eslabon.contracts.sync import Job

from servicekit import database, roles
from servicekit.releases import building, jobs
from servicekit.service import Service
from servicekit.settings import Settings

LOOK_SECONDS = 0.3


async def order(services: Sequence[Service], settings: Settings, *, wait: bool) -> list[Job]:
    """Queue what is new, changed or failed before; with `wait`, until it and what follows is done.

    What waits already, queued by the worker, is waited for as well.

    What data refuse is not tried again: the same data would be refused.

    Raises
    ------
    ServiceError
        A service that is read does not answer.
    """
    done: list[Job] = []
    for service in services:
        if not service.builds:
            continue
        url = settings.database_of(service.name)
        role = await roles.role_to_take(url, settings.role_of(service.name))
        async with database.pool(url, role, size=2) as pool:
            again = True
            while True:
                queued = await building.plan(service, settings, pool, again=again)
                if wait:
                    queued = await jobs.unfinished_builds(pool, service.name)
                done += [await _outcome(pool, service.name, id_, wait) for id_ in queued]
                if not (wait and queued):
                    break
                again = False
    return done


async def _outcome(pool: asyncpg.Pool, schema: str, id_: UUID, wait: bool) -> Job:
    """Return a job, once it has finished where that is waited for."""
    while True:
        job = await jobs.job(pool, schema, id_)
        assert job is not None, "a queued job is kept"
        if not wait or job.finished_at is not None:
            return job
        await asyncio.sleep(LOOK_SECONDS)
