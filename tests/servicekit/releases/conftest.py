"""Fixtures: a database with the toy schema, the toy platform on a copy of it."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from servicekit.settings import Settings
from sqlalchemy.ext.asyncio import create_async_engine

from tests.conftest import database
from tests.servicekit.releases import platform, toy


def _create(url: str) -> None:
    async def run() -> None:
        address = sa.make_url(url).set(drivername="postgresql+asyncpg")
        engine = create_async_engine(address, poolclass=sa.NullPool)
        async with engine.begin() as connection:
            await connection.run_sync(toy.create_schema)
        await engine.dispose()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run()).result()


@pytest.fixture(scope="session")
def toy_template(postgres_url: str) -> Iterator[str]:
    """Name of a database that holds the toy schema, to copy and never to write into."""
    with database(postgres_url) as url:
        _create(url)
        yield url.rpartition("/")[2]


@pytest.fixture(scope="module")
def toy_settings(
    postgres_url: str, toy_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """Settings of a toy platform on a database of its own, for the tests of one module."""
    uploads: Path = tmp_path_factory.mktemp("uploads")
    with database(postgres_url, toy_template) as url:
        yield platform.settings(url, uploads, max_unpacked_bytes=30_000_000)


@pytest.fixture(scope="module")
def partner(toy_settings: Settings) -> Iterator[platform.Partner]:
    """A partner of a running toy platform: a service and a worker."""
    with platform.service(toy_settings) as address, platform.worker(toy_settings):
        yield platform.Partner(address)
