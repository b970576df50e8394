"""Prepares what a service keeps in memory of a publication, so that no request waits for it."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import asyncpg
import structlog
from eslabon.contracts.envelope import Lang

from servicekit.publications import Publications
from servicekit.releases.snapshot import Published, Snapshot

log = structlog.get_logger(__name__)

Warm = Callable[[Snapshot, Published], Awaitable[object]]
"""Build what requests on this publication will need; to do it twice costs nothing.

The second is the publication that was warmed for before, number 0 at the start: what came since is
what somebody is about to look at.
"""

START_SECONDS = 5.0
"""The first requests after a start are not made to share their processor."""

QUIET_SECONDS = 1.0
"""Publications that follow each other more closely are warmed for once, at the last."""

_NOTHING = Published(n=0, published_at=None, releases=())


async def _warm(publications: Publications, pool: asyncpg.Pool, steps: tuple[Warm, ...]) -> None:
    before, quiet_seconds = _NOTHING, START_SECONDS
    while True:
        await publications.renewed.wait()
        with suppress(TimeoutError):
            while True:
                publications.renewed.clear()
                await asyncio.wait_for(publications.renewed.wait(), quiet_seconds)
        snapshot = Snapshot(pool=pool, published=publications.current, lang=Lang.ES)
        for step in steps:
            try:
                await step(snapshot, before)
            except Exception as error:  # the request that needs it tries again, and says why
                log.warning("not warmed", publication=snapshot.published.n, exc_info=error)
        before, quiet_seconds = snapshot.published, QUIET_SECONDS
        _keep_from_collector()


def _keep_from_collector() -> None:
    """Spare the collector what is now held: it would go through it all at each full collection.

    Nothing held has cycles, so that it goes when its last reader does. What is garbage is collected
    first, or it would stay for good.
    """
    gc.collect()
    gc.freeze()


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
