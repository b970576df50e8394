"""Fixtures for all tests: PostgreSQL, a fresh migrated database, and services that really serve."""

import asyncio
import os
import secrets
import shutil
import socket
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import asyncpg
import pytest
import uvicorn
from fastapi import FastAPI
from hypothesis import HealthCheck
from hypothesis import settings as drawn
from local.folder import DataFolder
from local.postgres import EmbeddedPostgres
from servicekit import migrations
from servicekit.settings import Settings

# How fast a shared machine happens to be is no property of ours.
drawn.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
drawn.load_profile("untimed")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def own_server() -> Iterator[str]:
    """Run the embedded PostgreSQL for this session, in folders of its own."""
    folder = DataFolder.at(Path(tempfile.mkdtemp(prefix="eslabon-tests-")))
    server = EmbeddedPostgres(folder)
    try:
        server.start()
        yield named(server.url, "postgres")
    finally:
        server.stop()
        for made in (server.home.path, folder.path):
            shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Address of a PostgreSQL server on which databases may be created."""
    given = os.environ.get("ESLABON_TEST_DATABASE_URL")
    if given:
        yield given
        return
    with own_server() as url:
        yield url


def named(url: str, database: str) -> str:
    """Return the address of another database of the same server."""
    return f"{url.rpartition('/')[0]}/{database}"


def execute(url: str, statement: str) -> None:
    """Run a statement on a connection of its own, beside whatever loop the tests use."""

    async def run() -> None:
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, run()).result()


@contextmanager
def database(url: str, template: str | None = None) -> Iterator[str]:
    """Create a database for the block, as a copy of `template`; drop it at the end."""
    name = f"test_{secrets.token_hex(6)}"
    suffix = f" template {template}" if template else ""
    execute(url, f"create database {name}{suffix}")
    try:
        yield named(url, name)
    finally:
        execute(url, f"drop database if exists {name} with (force)")


@pytest.fixture(name="execute", scope="session")
def executing() -> Callable[[str, str], None]:
    """Return what runs statements: `execute(url, sql)`."""
    return execute


@pytest.fixture(scope="session")
def migrated(postgres_url: str) -> Iterator[str]:
    """Name of a database at the head of every migration, to copy and never to write into."""
    with database(postgres_url) as url:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(migrations.upgrade, url).result()
        yield url.rpartition("/")[2]


@pytest.fixture(scope="module")
def module_database(postgres_url: str, migrated: str) -> Iterator[str]:
    """Address of a migrated database for the tests of one module."""
    with database(postgres_url, migrated) as url:
        yield url


@pytest.fixture
def fresh_database(postgres_url: str, migrated: str) -> Iterator[str]:
    """Address of a migrated database for one test."""
    with database(postgres_url, migrated) as url:
        yield url


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve an application by uvicorn in a thread; yields its address."""
    port = free_port()
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            if not thread.is_alive():
                raise RuntimeError("the application did not start")
            threading.Event().wait(0.01)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


Serve = Callable[[FastAPI], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Return what serves an application on a free port: `with serve(app) as address:`."""
    return served


@pytest.fixture
def settings(fresh_database: str, tmp_path: Path) -> Settings:
    """Settings of a service on a fresh database."""
    return Settings(database_url=fresh_database, uploads=tmp_path)


@pytest.fixture
async def connection(fresh_database: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection to the fresh database."""
    opened = await asyncpg.connect(fresh_database)
    yield opened
    await opened.close()
