"""A tariff-api that serves the small world, and the client to ask it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor

import asyncpg
import httpx
import pytest
from servicekit.settings import Settings
from tariff_api.app import create_app

from . import world


def filled(url: str) -> None:
    """Fill a database with the small world, on a loop of its own."""

    async def run() -> None:
        connection = await asyncpg.connect(url)
        try:
            await world.fill(connection)
        finally:
            await connection.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run()).result()


@pytest.fixture(scope="module")
def address(module_database: str, serve, tmp_path_factory) -> Iterator[str]:
    """Address of a service that serves the small world."""
    filled(module_database)
    uploads = tmp_path_factory.mktemp("uploads")
    with serve(create_app(Settings(database_url=module_database, uploads=uploads))) as url:
        yield url


@pytest.fixture
async def http(address: str) -> AsyncIterator[httpx.AsyncClient]:
    """A bare http client of the service."""
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        yield client
