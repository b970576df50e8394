"""Prepares what a service keeps in memory of a publication, so that no request waits for it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import asyncpg
import structlog
from eslabon.contracts.envelope import Lang

from servicekit.publications import Publications
from servicekit.releases.snapshot import Snapshot

log = structlog.get_logger(__name__)

Warm = Callable[[Snapshot], Awaitable[object]]
"""Build what requests on this publication will need; to do it twice costs nothing."""

QUIET_SECONDS = 3.0
"""Publications that follow each other more closely are warmed for once, at the last; and the first
requests after a start are not made to share their processor."""


async def _warm(publications: Publications, pool: asyncpg.Pool, steps: tuple[Warm, ...]) -> None:
    while True:
        await publications.renewed.wait()
        with suppress(TimeoutError):
            while True:
                publications.renewed.clear()
                await asyncio.wait_for(publications.renewed.wait(), QUIET_SECONDS)
        snapshot = Snapshot(pool=pool, published=publications.current, lang=Lang.ES)
        for step in steps:
            try:
                await step(snapshot)
            except Exception as error:  # the request that needs it tries again, and says why
                log.warning("not warmed", publication=snapshot.published.n, exc_info=error)


@asynccontextmanager
async def warming(
    publications: Publications, pool: asyncpg.Pool, steps: tuple[Warm, ...]
) -> AsyncIterator[None]:
    """Take the steps at the start and after every publication, until the block ends."""
    task = asyncio.create_task(_warm(publications, pool, steps))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
