"""What one GraphQL request works with: typed clients that speak in its name, and its batches."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

import aiohttp
from eslabon.client import MatrixClient, NicheClient, ServiceClient, ServiceError, TariffClient
from eslabon.client.service import LARGEST_PAGE
from eslabon.contracts.agreements import Agreement
from eslabon.contracts.chains import Chain
from eslabon.contracts.countries import Country
from eslabon.contracts.nomenclature import Product
from servicekit.language import asked_language
from servicekit.settings import Settings
from servicekit.transport import AiohttpTransport, passed_on
from starlette.requests import Request
from strawberry.dataloader import DataLoader

from gateway.batching import loader
from gateway.countries import Countries
from gateway.federation import Reference
from gateway.indices import MOST_HEADINGS, Indices
from gateway.markets import MOST_DUTIES, MOST_NORMED, Markets
from gateway.places import Place, place
from gateway.routed import MOST_PRODUCTS as MOST_ROUTED
from gateway.routed import Routes

Found = TypeVar("Found")

MAX_PRODUCTS = 100
"""Codes in one call, so that its address stays short."""


class Context:
    """Clients and batches of one request; only countries are kept beyond it."""

    def __init__(self, request: Request) -> None:
        settings: Settings = request.app.state.settings
        session: aiohttp.ClientSession = request.app.state.session
        self.lang = asked_language(request.query_params, request.headers)
        headers = passed_on(settings, self.lang)
        to_tariff = AiohttpTransport("tariff", settings.tariff_url, session, headers)
        self.tariff = TariffClient(to_tariff)
        self.matrix = MatrixClient(
            AiohttpTransport("matrix", settings.matrix_url, session, headers)
        )
        self.niche = NicheClient(AiohttpTransport("niche", settings.niche_url, session, headers))
        self.clients: dict[str, ServiceClient] = {
            "tariff": self.tariff,
            "matrix": self.matrix,
            "niche": self.niche,
        }
        self.products = DataLoader(load_fn=self._products, max_batch_size=MAX_PRODUCTS)
        markets, indices = Markets(self.tariff), Indices(self.niche)
        self.duties = loader(markets.duties, MOST_DUTIES)
        self.norms = loader(markets.norms, MOST_NORMED)
        self.pci = loader(indices.pci, MOST_HEADINGS)
        self.eci = loader(indices.eci, LARGEST_PAGE)
        self.routes = loader(Routes(self.niche).of_products, MOST_ROUTED)
        kept: Countries = request.app.state.countries
        self._read_countries = partial(kept.read, to_tariff, self.lang)
        self._countries: asyncio.Task[Mapping[str, Country]] | None = None
        self._agreements: asyncio.Task[Mapping[str, Agreement]] | None = None
        self._places: asyncio.Task[Mapping[str, Place]] | None = None

    def ask_countries(self) -> asyncio.Task[Mapping[str, Country]]:
        """Begin to read the countries, once for each request."""
        if self._countries is None:
            self._countries = asyncio.create_task(self._read_countries())
        return self._countries

    async def countries(self) -> Mapping[str, Country]:
        """All countries by alpha-3 and alpha-2 code, asked once for each request."""
        return await self.ask_countries()

    async def country(self, code: str) -> Country | None:
        """The country with this code, alpha-3 or alpha-2, in any case."""
        return (await self.countries()).get(code.strip().upper())

    def country_of(self, code: str) -> Any:
        """The country of a code: at once where the countries are read, else to be awaited.

        A list of rows with plain values costs the executor a fraction of one with coroutines.
        """
        reading = self.ask_countries()
        if reading.done() and not reading.exception():
            return reading.result().get(code)
        return self.country(code)

    async def agreements(self) -> Mapping[str, Agreement]:
        """All agreements by code, asked once for each request: the registry is one page."""
        if self._agreements is None:
            self._agreements = asyncio.create_task(self._read_agreements())
        return await self._agreements

    async def _read_agreements(self) -> Mapping[str, Agreement]:
        page = await self.tariff.agreements(limit=LARGEST_PAGE)
        return {agreement.code: agreement for agreement in page.items}

    async def places(self) -> Mapping[str, Place]:
        """Countries and first-level units by code, asked once for each request."""
        if self._places is None:
            self._places = asyncio.create_task(self._read_places())
        return await self._places

    async def _read_places(self) -> Mapping[str, Place]:
        return {region.region: place(region) for region in await self.niche.regions()}

    async def _products(self, keys: Sequence[tuple[str, str]]) -> Sequence[Product | None]:
        """Products by nomenclature and code, one call for each nomenclature."""
        codes: dict[str, list[str]] = {}
        for nomenclature, code in keys:
            codes.setdefault(nomenclature, []).append(code)
        answers = await asyncio.gather(
            *(self.tariff.products(nomenclature, wanted) for nomenclature, wanted in codes.items())
        )
        found = {(item.nomenclature, item.code): item for answer in answers for item in answer}
        return [found.get(key) for key in keys]


async def present(call: Awaitable[Found]) -> Found | None:
    """The result of a call, or None where the service has no such thing."""
    try:
        return await call
    except ServiceError as error:
        if error.problem.status == 404:
            return None
        raise


async def country_entities(context: Context, keys: Sequence[Reference]) -> Sequence[object]:
    """Countries for a supergraph, in the order of their keys."""
    found = await context.countries()
    return [found.get(key["iso3"]) for key in keys]


async def product_entities(context: Context, keys: Sequence[Reference]) -> Sequence[object]:
    """Products for a supergraph, in the order of their keys."""
    return await context.products.load_many([(key["nomenclature"], key["code"]) for key in keys])


async def agreement_entities(context: Context, keys: Sequence[Reference]) -> Sequence[object]:
    """Agreements for a supergraph, in the order of their keys."""
    found = await context.agreements()
    return [found.get(key["code"]) for key in keys]


async def chain_entities(context: Context, keys: Sequence[Reference]) -> Sequence[object]:
    """Chains for a supergraph, in the order of their keys."""
    found: dict[str, Chain] = {chain.id: chain for chain in await context.niche.chains()}
    return [found.get(key["id"]) for key in keys]


async def place_entities(context: Context, keys: Sequence[Reference]) -> Sequence[object]:
    """Places for a supergraph, in the order of their keys."""
    found = await context.places()
    return [found.get(key["code"]) for key in keys]
