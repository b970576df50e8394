"""What one GraphQL request works with: typed clients that speak in its name, and its batches."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

import aiohttp
from eslabon.client import MatrixClient, NicheClient, TariffClient
from eslabon.contracts.tariff import Country, Product
from starlette.requests import Request
from strawberry.dataloader import DataLoader

from gateway.federation import Reference
from gateway.pages import language
from gateway.settings import Settings
from gateway.transport import AiohttpTransport

Result = TypeVar("Result")

PASSED_ON = ("accept-language", "x-request-id", "traceparent")


class Context:
    """Clients and batches of one request; nothing is kept beyond it."""

    def __init__(
        self, headers: Mapping[str, str], session: aiohttp.ClientSession, settings: Settings
    ) -> None:
        sent = {name: headers[name] for name in PASSED_ON if name in headers}
        if settings.internal_key:
            sent["x-eslabon-internal"] = settings.internal_key
        self.lang = language(headers.get("accept-language"))
        self.tariff = TariffClient(AiohttpTransport("tariff", settings.tariff_url, session, sent))
        self.matrix = MatrixClient(AiohttpTransport("matrix", settings.matrix_url, session, sent))
        self.niche = NicheClient(AiohttpTransport("niche", settings.niche_url, session, sent))
        self.products = DataLoader(load_fn=self._products, max_batch_size=1000)
        self._countries: asyncio.Task[dict[str, Country]] | None = None
