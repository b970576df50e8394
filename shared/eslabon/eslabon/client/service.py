"""What the clients of all services share: reading contracts and following pages."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import TypeVar
from urllib.parse import quote

from eslabon.client.transport import Transport, parsed
from eslabon.contracts.envelope import Contract, Page, Problem
from eslabon.contracts.sync import Dataset, Publication

ContractT = TypeVar("ContractT", bound=Contract)

LARGEST_PAGE = 1000

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_DATASETS = Page[Dataset]


def segment(text: str) -> str:
    """A text as one segment of a path.

    Empty or made of dots it would be another address; so the service refuses it in its own words.
    """
    return quote(text, safe="").replace(".", "%2E") or "%20"


def day(on: date | None) -> str | None:
    """A day as it goes into an address."""
    return on.isoformat() if on else None


class ServiceClient:
    """Reads one service over a transport."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def _read(
        self, path: str, model: type[ContractT], **parameters: str | int | Sequence[str] | None
    ) -> ContractT:
        answer = await self._transport.send("GET", path, parameters)
        return parsed(self._transport, answer, model)

    async def _parquet(self, path: str, **parameters: str | int | Sequence[str] | None) -> bytes:
        answer = await self._transport.send("GET", path, {**parameters, "format": "parquet"})
        if answer.status >= 400:
            parsed(self._transport, answer, Problem)
        return answer.body

    async def _all(
        self,
        path: str,
        model: type[Page[ContractT]],
        **parameters: str | int | Sequence[str] | None,
    ) -> AsyncIterator[ContractT]:
        cursor: str | None = None
        while True:
            page = await self._read(path, model, limit=LARGEST_PAGE, cursor=cursor, **parameters)
            for item in page.items:
                yield item
            cursor = page.next_cursor
            if cursor is None:
                return

    async def datasets(self, lang: str | None = None) -> list[Dataset]:
        """Every dataset of the service, with its current releases."""
        return [item async for item in self._all("/v1/datasets", _DATASETS, lang=lang)]

    async def publication(self) -> Publication:
        """The current publication of the service, with its releases."""
        return await self._read("/v1/publication", Publication)
