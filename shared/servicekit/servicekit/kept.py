"""What was read of releases, which never change, and is kept for the requests that follow."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping, Sequence, Sized
from typing import Generic, TypeVar

import asyncpg

from servicekit.releases.snapshot import Snapshot

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value", bound=Sized)


class Kept(Generic[Key, Value]):
    """Values by a key that names the releases they are read from; the unused leave first.

    `read` gets all keys that are not kept at once, and returns a value for each of them.
    """

    def __init__(
        self,
        read: Callable[[Snapshot, Sequence[Key]], Awaitable[Mapping[Key, Value]]],
        most: int,
    ) -> None:
        """`most` is how many elements the values kept may have together."""
        self._read = read
        self._most = most
        self._count = 0
        self._pool: asyncpg.Pool | None = None
        self._values: OrderedDict[Key, Value] = OrderedDict()

    async def at(self, snapshot: Snapshot, keys: Iterable[Key]) -> dict[Key, Value]:
        """Return the value of each key, in at most one reading."""
        if snapshot.pool is not self._pool:
            # Another database: its releases have numbers of their own.
            self._pool, self._count = snapshot.pool, 0
            self._values.clear()
        found: dict[Key, Value] = {}
        absent: dict[Key, None] = {}
        for key in keys:
            value = self._values.get(key)
            if value is None:
                absent[key] = None
            else:
                self._values.move_to_end(key)
                found[key] = value
        if absent:
            read = await self._read(snapshot, list(absent))
            found |= read
            if snapshot.pool is self._pool:
                self._keep(read)
        return found

    def _keep(self, read: Mapping[Key, Value]) -> None:
        for key, value in read.items():
            if key not in self._values:
                self._values[key] = value
                self._count += len(value) + 1
        while self._count > self._most:
            _, dropped = self._values.popitem(last=False)
            self._count -= len(dropped) + 1
