"""A tariff-api that serves the small world, another that serves the sample, and their clients."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import asyncpg
import httpx
import pytest
from eslabon.client import HttpxTransport
from eslabon.client.tariff import TariffClient
from servicekit.settings import Settings
from tariff_api.app import create_app

from tests.conftest import database

from . import loading, world

Fill = Callable[[asyncpg.Connection], Awaitable[None]]


def filled(url: str, fill: Fill) -> None:
    """Fill a database, on a loop of its own."""

    async def run() -> None:
        connection = await asyncpg.connect(url)
        try:
            await fill(connection)
        finally:
            await connection.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run()).result()


@pytest.fixture(scope="module")
def world_address(module_database, serve, tmp_path_factory) -> Iterator[str]:
    """Address of a service that serves the small world."""
    filled(module_database, world.fill)
    uploads = tmp_path_factory.mktemp("uploads")
    with serve(create_app(Settings(database_url=module_database, uploads=uploads))) as url:
        yield url


@pytest.fixture(scope="session")
def sample_address(postgres_url, migrated, serve, tmp_path_factory) -> Iterator[str]:
    """Address of a service that serves the sample."""
    with database(postgres_url, migrated) as url:
        filled(url, loading.publish_sample)
        uploads = tmp_path_factory.mktemp("uploads")
        with serve(create_app(Settings(database_url=url, uploads=uploads))) as address:
            yield address


@pytest.fixture
async def http(world_address: str) -> AsyncIterator[httpx.AsyncClient]:
    """A bare client of the service with the small world."""
    async with httpx.AsyncClient(base_url=world_address, timeout=30) as client:
        yield client


@pytest.fixture
async def real(sample_address: str) -> AsyncIterator[httpx.AsyncClient]:
    """A bare client of the service with the sample."""
    async with httpx.AsyncClient(base_url=sample_address, timeout=60) as client:
        yield client


@pytest.fixture
async def tariff(world_address: str) -> AsyncIterator[TariffClient]:
    """The typed client of the service with the small world."""
    async with HttpxTransport("tariff", world_address, timeout_seconds=30) as transport:
        yield TariffClient(transport)


@pytest.fixture
async def real_tariff(sample_address: str) -> AsyncIterator[TariffClient]:
    """The typed client of the service with the sample."""
    async with HttpxTransport("tariff", sample_address, timeout_seconds=60) as transport:
        yield TariffClient(transport)
