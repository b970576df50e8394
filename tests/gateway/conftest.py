"""The gateway by itself, and the gateway over the three services on a small world."""

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import asyncpg
import pytest
from fastapi import FastAPI
from gateway import media
from gateway.app import create_app
from httpx import ASGITransport, AsyncClient, Response
from matrix_api.app import create_app as create_matrix
from niche_api.app import create_app as create_niche
from servicekit.settings import Settings
from servicekit.transport import opened_session
from tariff_api.app import create_app as create_tariff

from tests.matrix_api import conftest as matrix_world
from tests.niche_api import conftest as niche_world
from tests.tariff_api import world as tariff_world

Serve = Callable[[FastAPI], AbstractContextManager[str]]

NOBODY = "http://127.0.0.1:9"
"""The discard port, where nothing listens."""


@pytest.fixture
async def graph() -> AsyncIterator[AsyncClient]:
    """A client of a gateway without services."""
    app = create_app(Settings(tariff_url=NOBODY, matrix_url=NOBODY, niche_url=NOBODY))
    async with (
        app.router.lifespan_context(app),
        AsyncClient(transport=ASGITransport(app), base_url="http://gateway") as client,
    ):
        yield client


@pytest.fixture
def post(graph: AsyncClient) -> Callable[..., Awaitable[Response]]:
    """Posts one operation: `post(query, variables, accept)`."""

    async def send(
        query: str, variables: dict[str, Any] | None = None, accept: str = media.RESPONSE
    ) -> Response:
        body = {"query": query, "variables": variables}
        return await graph.post("/graphql", json=body, headers={"accept": accept})

    return send


@pytest.fixture
def answered(post: Callable[..., Awaitable[Response]]) -> Callable[..., Awaitable[Any]]:
    """The body of the answer to one operation: `answered(query, variables)`."""

    async def body(query: str, variables: dict[str, Any] | None = None) -> Any:
        return (await post(query, variables)).json()

    return body


async def _fill(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await tariff_world.fill(connection)
    finally:
        await connection.close()
    flows = [("BACI", 2021, matrix_world.BACI_2021), ("BACI", 2023, matrix_world.BACI_2023)]
    await matrix_world.publish(url, flows)
    await niche_world.publish(url, niche_world.ROWS)


@contextmanager
def running(url: str, uploads: Path, serve: Serve) -> Iterator[dict[str, str]]:
    """Run the three services on a database; give their addresses as settings of a gateway."""
    settings = Settings(database_url=url, uploads=uploads)
    with serve(create_tariff(settings)) as tariff:
        reaching = settings.model_copy(update={"tariff_url": tariff})
        with serve(create_matrix(reaching)) as matrix:
            both = reaching.model_copy(update={"matrix_url": matrix})
            with serve(create_niche(both)) as niche:
                yield {"tariff_url": tariff, "matrix_url": matrix, "niche_url": niche}


@pytest.fixture(scope="module")
def services(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Addresses of the three services on a small world, as settings of a gateway."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _fill(module_database)).result()
    with running(module_database, tmp_path_factory.mktemp("uploads"), serve) as addresses:
        yield addresses


@dataclass
class Joined:
    """A gateway over services, and the calls it has made to each."""

    http: AsyncClient
    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    begun: dict[tuple[str, str], int] = field(default_factory=dict)
    """Place of each call's last beginning in the order of all beginnings and ends."""
    ended: dict[tuple[str, str], int] = field(default_factory=dict)

    async def ask(self, query: str, **variables: Any) -> Any:
        """The body of the answer to one operation."""
        answer = await self.http.post("/graphql", json={"query": query, "variables": variables})
        return answer.json()


@asynccontextmanager
async def joining(addresses: dict[str, str]) -> AsyncIterator[Joined]:
    """A gateway over services at these addresses."""
    app = create_app(Settings(**addresses))  # type: ignore[arg-type]
    names = {url: name.removesuffix("_url") for name, url in addresses.items()}
    async with (
        app.router.lifespan_context(app),
        AsyncClient(transport=ASGITransport(app), base_url="http://gateway") as http,
    ):
        joined = Joined(http)
        moments = itertools.count()

        async def count(
            session: aiohttp.ClientSession,
            context: SimpleNamespace,
            request: aiohttp.TraceRequestStartParams,
        ) -> None:
            call = names[str(request.url.origin())], request.url.path
            joined.calls[call] += 1
            joined.begun[call] = next(moments)

        async def end(
            session: aiohttp.ClientSession,
            context: SimpleNamespace,
            request: aiohttp.TraceRequestEndParams,
        ) -> None:
            joined.ended[names[str(request.url.origin())], request.url.path] = next(moments)

        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(count)
        trace.on_request_end.append(end)
        async with opened_session(trace) as counted:
            app.state.session = counted
            yield joined


@pytest.fixture
async def joined(services: dict[str, str]) -> AsyncIterator[Joined]:
    """A gateway over the three services."""
    async with joining(services) as found:
        yield found


@pytest.fixture(params=["tariff", "matrix", "niche"])
async def lame(
    services: dict[str, str], request: pytest.FixtureRequest
) -> AsyncIterator[tuple[str, Joined]]:
    """The name of a service that does not answer, and a gateway over the other two."""
    async with joining({**services, f"{request.param}_url": NOBODY}) as found:
        yield request.param, found
