"""The current publication of a service, held in memory and renewed by notification."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg
import structlog

from servicekit.language import texts
from servicekit.problems import ProblemError
from servicekit.releases import repository
from servicekit.releases.snapshot import Published

log = structlog.get_logger(__name__)

_KEPT = 64
_UNREACHABLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


def channel(schema: str) -> str:
    """Return the channel on which a publish is notified (`notify` with the new number)."""
    return f"eslabon_publication_{schema}"


def _unknown(n: int, current: int) -> ProblemError:
    detail = texts(
        f"La publicación {n} no existe; la última es {current}.",
        f"A publicação {n} não existe; a última é {current}.",
        f"There is no publication {n}; the last one is {current}.",
    )
    return ProblemError(
        404, "unknown_publication", detail, errors=[("/query/publication", detail, "unknown")]
    )


class Publications:
    """Publications of one service: the current one and those asked for lately."""

    def __init__(self, pool: asyncpg.Pool, schema: str) -> None:
        self._pool = pool
        self._schema = schema
        self._earlier: OrderedDict[int, Published] = OrderedDict()
        self._renewing = asyncio.Lock()
        self.current = Published(n=0, published_at=None, releases=())
        self.renewed = asyncio.Event()
        """Set whenever `current` has become another publication."""

    async def renew(self) -> Published:
        """Read the current publication again."""
        async with self._renewing:
            found = await repository.publication(self._pool, self._schema)
            if found is not None and found.n >= self.current.n:
                if found.n > self.current.n:
                    self.renewed.set()
                self.current = found
        return self.current

    async def at(self, n: int | None) -> Published:
        """Return publication `n`, the current one when None.

        Raises
        ------
        ProblemError
            404 when it does not exist; 410 when rows of it are no longer kept.
        """
        if n is None or n == self.current.n:
            return self.current
        if n > self.current.n and n != (await self.renew()).n and n > self.current.n:
            raise _unknown(n, self.current.n)
        if n in self._earlier:
            self._earlier.move_to_end(n)
            return self._earlier[n]
        found = await repository.publication(self._pool, self._schema, n)
        if found is None:
            raise _unknown(n, self.current.n)
        await self._check_kept(found)
        self._earlier[n] = found
        if len(self._earlier) > _KEPT:
            self._earlier.popitem(last=False)
        return found

    async def _check_kept(self, published: Published) -> None:
        gone = await repository.dropped(self._pool, self._schema, published)
        if not gone:
            return
        names = ", ".join(f"{one.dataset} {one.slice} (sha256 {one.sha256})" for one in gone)
        detail = texts(
            f"La publicación {published.n} ya no se conserva entera: {names}.",
            f"A publicação {published.n} não se conserva mais inteira: {names}.",
            f"Publication {published.n} is no longer kept whole: {names}.",
        )
        raise ProblemError(
            410, "publication_gone", detail, errors=[("/query/publication", detail, "gone")]
        )


async def _listen(publications: Publications, url: str, schema: str, poll_seconds: float) -> None:
    """Renew at every notification, and every `poll_seconds` in case one was lost."""
    news = asyncio.Event()

    def notified(*_: Any) -> None:
        news.set()

    connection: asyncpg.Connection | None = None
    try:
        while True:
            try:
                if connection is None or connection.is_closed():
                    connection = await asyncpg.connect(url, timeout=5)
                    await connection.add_listener(channel(schema), notified)
                await publications.renew()
            except _UNREACHABLE as error:
                log.warning("publication not renewed", schema=schema, error=str(error))
            with suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), poll_seconds)
            news.clear()
    finally:
        if connection is not None:
            connection.terminate()


@asynccontextmanager
async def following(
    pool: asyncpg.Pool, url: str, schema: str, poll_seconds: float
) -> AsyncIterator[Publications]:
    """Yield the publications of a service, kept current until the block ends."""
    publications = Publications(pool, schema)
    with suppress(*_UNREACHABLE):  # not migrated yet: `/readyz` says so, and it is tried again
        await publications.renew()
    task = asyncio.create_task(_listen(publications, url, schema, poll_seconds))
    try:
        yield publications
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
