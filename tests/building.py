"""Carries out the builds of a service as its worker does, one after another."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from pgqueuer.domain.errors import RetryRequested
from servicekit import database, roles
from servicekit.releases import building, jobs
from servicekit.releases.work import Bench, carry_out
from servicekit.service import Service
from servicekit.settings import Settings


async def build(service: Service, settings: Settings) -> Sequence[jobs.Job]:
    """Build all that is new or changed, what follows from it too; return the jobs."""
    url = settings.database_of(service.name)
    role = await roles.role_to_take(url, settings.role_of(service.name))
    done: list[UUID] = []
    async with database.pool(url, role) as pool:
        bench = Bench(service, settings, pool, url, role, asyncio.Event())
        while queued := await building.plan(service, settings, pool):
            for id_ in queued:
                try:
                    await carry_out(bench, id_)
                except RetryRequested as error:
                    raise AssertionError(f"the platform failed: {error}") from error
            done += queued
        found = [await jobs.job(pool, service.name, id_) for id_ in done]
    return [job for job in found if job is not None]
