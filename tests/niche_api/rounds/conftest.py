"""The made-up world served over HTTP, with keys of partners and without tariff-api."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from niche_api.app import create_app
from servicekit.settings import Settings

from tests.niche_api.rounds import world

NOBODY = "http://127.0.0.1:9"
"""The discard port, where nothing listens."""
Serve = Callable[[FastAPI], AbstractContextManager[str]]


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine beside whatever loop the tests use."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@dataclass
class Platform:
    """A running niche-api and its database."""

    address: str
    database: str

    def key(self, *scopes: str, partner: str = "OTCA") -> dict[str, str]:
        """Return the headers of a partner with these scopes."""
        return {"Authorization": f"Bearer {run(world.key(self.database, partner, *scopes))}"}

    def get(self, path: str, headers: dict[str, str] | None = None, **asked: Any) -> httpx.Response:
        """Ask it."""
        return httpx.get(f"{self.address}{path}", params=asked, headers=headers, timeout=60)

    def post(
        self, path: str, body: Any, headers: dict[str, str] | None = None, **asked: Any
    ) -> httpx.Response:
        """Send it json."""
        url = f"{self.address}{path}"
        return httpx.post(url, json=body, params=asked, headers=headers, timeout=60)

    def send(
        self, body: str | bytes, headers: dict[str, str], media_type: str = "text/csv"
    ) -> httpx.Response:
        """Send it a file of contacts."""
        content = body.encode() if isinstance(body, str) else body
        typed = {**headers, "Content-Type": media_type}
        url = f"{self.address}/v1/firm-contacts"
        return httpx.post(url, content=content, headers=typed, timeout=60)

    def delete(self, path: str, headers: dict[str, str]) -> httpx.Response:
        """Have it remove something."""
        return httpx.delete(f"{self.address}{path}", headers=headers, timeout=60)


@pytest.fixture(scope="module")
def platform(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Platform]:
    """A niche-api with the made-up world."""
    run(world.fill(module_database))
    settings = Settings(
        database_url=module_database,
        tariff_url=NOBODY,
        uploads=Path(tmp_path_factory.mktemp("uploads")),
    )
    with serve(create_app(settings)) as address:
        yield Platform(address, module_database)


@pytest.fixture
def empty(settings: Settings, serve: Serve) -> Iterator[Platform]:
    """A niche-api that holds nothing."""
    assert settings.database_url is not None
    with serve(create_app(settings.model_copy(update={"tariff_url": NOBODY}))) as address:
        yield Platform(address, settings.database_url)
