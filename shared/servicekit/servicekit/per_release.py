"""What is read once and kept: values built from releases, which never change."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection
from typing import Generic, TypeVar

import asyncpg

from servicekit.releases.snapshot import Published, Snapshot

Value = TypeVar("Value")


class PerRelease(Generic[Value]):
    """Keeps the value built from the current releases of some datasets, for a few publications.

    Concurrent readers share one build; a build that fails is not kept.
    """

    def __init__(
        self,
        datasets: tuple[str, ...],
        build: Callable[[Snapshot, str], Awaitable[Value]],
        size: int = 8,
        part: str | None = None,
    ) -> None:
        """Where `part` is given, `name` is one value of it: slices of other values do not count."""
        self._datasets = frozenset(datasets)
        self._build = build
        self._size = size
        self._part = part
        self._latest: dict[str, tuple[asyncpg.Pool, Published, Value]] = {}
        # The pool is kept with the value: its id cannot be given to another while it is a key.
        self._kept: OrderedDict[
            tuple[int, tuple[int, ...], str], tuple[asyncpg.Pool, asyncio.Task[Value]]
        ] = OrderedDict()

    async def at(self, snapshot: Snapshot, name: str = "", also: Collection[str] = ()) -> Value:
        """Return the value (of this name) at the publication that `snapshot` reads.

        `also` names further values of `part` whose slices count.
        """
        latest = self._latest.get(name)
        if latest and latest[0] is snapshot.pool and latest[1] is snapshot.published:
            return latest[2]
        value = await self._found(snapshot, name, {name, *also})
        self._latest[name] = (snapshot.pool, snapshot.published, value)
        return value

    async def _found(self, snapshot: Snapshot, name: str, counted: Collection[str]) -> Value:
        ids = tuple(
            release.id
            for release in snapshot.published.releases
            if release.dataset in self._datasets
            and (self._part is None or release.parts.get(self._part, name) in counted)
        )
        key = (id(snapshot.pool), ids, name)
        found = self._kept.get(key)
        if found is None:
            task = asyncio.ensure_future(self._build(snapshot, name))
            self._kept[key] = (snapshot.pool, task)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        else:
            task = found[1]
            self._kept.move_to_end(key)
        if task.done() and not task.cancelled() and task.exception() is None:
            return task.result()
        try:
            return await asyncio.shield(task)
        except BaseException:
            if task.done() and (task.cancelled() or task.exception() is not None):
                self._kept.pop(key, None)
            raise
