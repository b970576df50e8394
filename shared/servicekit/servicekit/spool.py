"""A file made by a thread and read while it grows, so that no slow reader holds up its making."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from typing import BinaryIO, TypeVar

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from servicekit.language import texts
from servicekit.problems import ProblemError

READ_BYTES = 1 << 18
PATIENCE_SECONDS = 120
RETRY_SECONDS = 5
Item = TypeVar("Item")


class AbandonedError(Exception):
    """Nobody reads the file any more."""


class Slots:
    """So many things at once, and no more."""

    def __init__(self, size: int) -> None:
        self._free = size

    def take(self) -> None:
        """Take a slot.

        Raises
        ------
        ProblemError
            503 where none is free.
        """
        if self._free <= 0:
            detail = texts(
                "Ya se preparan otras descargas en parquet, arrow o xlsx; repita en"
                f" {RETRY_SECONDS} segundos, o pida csv.",
                "Já se preparam outros downloads em parquet, arrow ou xlsx; repita em"
                f" {RETRY_SECONDS} segundos, ou peça csv.",
                "Other downloads as parquet, arrow or xlsx are being made; repeat in"
                f" {RETRY_SECONDS} seconds, or ask for csv.",
            )
            headers = {"Retry-After": str(RETRY_SECONDS)}
            raise ProblemError(503, "too_many_exports", detail, headers=headers)
        self._free -= 1

    def give_back(self, _: object = None) -> None:
        """Give a slot back."""
        self._free += 1


class Spool:
    """A temporary file between the thread that writes it and the answer that sends it."""

    def __init__(self) -> None:
        self.file: BinaryIO = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
        self._loop = asyncio.get_running_loop()
        self._grown = asyncio.Event()
        self._making: asyncio.Task[None] | None = None
        self._is_abandoned = False

    def make(
        self,
        write: Callable[[Iterator[Item], "Spool"], None],
        source: AsyncIterator[Item],
        slots: Slots,
    ) -> asyncio.Task[None]:
        """Begin to write the items of `source` in a thread; a slot is taken until it ends.

        Raises
        ------
        ProblemError
            503 where no slot is free.
        """
        slots.take()
        self._making = asyncio.create_task(
            asyncio.to_thread(write, self._pulled(source), self), name="export"
        )
        self._making.add_done_callback(slots.give_back)
        self._making.add_done_callback(lambda task: self._grown.set())
        return self._making

    def _pulled(self, source: AsyncIterator[Item]) -> Iterator[Item]:
        """Yield, in the writing thread, what the loop of the service reads."""

        async def following() -> Item | None:
            return await anext(source, None)

        while True:
            if self._is_abandoned:
                raise AbandonedError
            coming = asyncio.run_coroutine_threadsafe(following(), self._loop)
            item = coming.result(PATIENCE_SECONDS)
            if item is None:
                return
            yield item

    def write(self, data: bytes) -> int:
        """Append, from the writing thread."""
        if self._is_abandoned:
            raise AbandonedError
        rest = memoryview(data)
        while rest:
            rest = rest[self.file.write(rest) :]
        self._loop.call_soon_threadsafe(self._grown.set)
        return len(data)

    @property
    def size(self) -> int:
        """Bytes of the file so far."""
        return os.fstat(self.file.fileno()).st_size

    def flush(self) -> None:
        """Everything is flushed as it is written."""

    def read(self, size: int = -1) -> bytes:
        """Refuse: the file is written from its beginning to its end."""
        raise OSError("write only")

    async def content(self) -> AsyncIterator[bytes]:
        """Yield what is written as it comes; raise what its making raised."""
        assert self._making is not None
        offset = 0
        while True:
            is_whole = self._making.done()
            self._grown.clear()
            while data := await asyncio.to_thread(os.pread, self.file.fileno(), READ_BYTES, offset):
                offset += len(data)
                yield data
            if is_whole:
                self._making.result()
                return
            await self._grown.wait()

    def abandon(self) -> None:
        """Stop the making, where it goes on."""
        self._is_abandoned = True
        if self._making is not None and not self._making.done():
            self._making.add_done_callback(lambda task: task.cancelled() or task.exception())


class SpoolResponse(StreamingResponse):
    """An answer that sends a spool, and abandons it when it ends, however it ends."""

    def __init__(self, spool: Spool, headers: dict[str, str], media_type: str) -> None:
        super().__init__(spool.content(), headers=headers, media_type=media_type)
        self._spool = spool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._spool.abandon()
