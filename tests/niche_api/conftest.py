"""Three chains with names and codes, served over HTTP."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from niche_api.app import create_app
from servicekit.settings import Settings

Ask = Callable[..., httpx.Response]
Serve = Callable[[FastAPI], AbstractContextManager[str]]

_NUT = ("Castaña", "Castanha", "Brazil nut")
_PLAIN = (None, "X")
"""Neither a note nor more than a made-up source."""
ROWS: dict[str, list[tuple[Any, ...]]] = {
    "chains": [
        ("bolaina", *["Bolaina"] * 3, "Guazuma crinita", True, True, "Nota.", "X"),
        ("castana", *_NUT, "Bertholletia excelsa", True, False, *_PLAIN),
        ("copaiba", *["Copaiba"] * 3, "Copaifera paupera|C. reticulata", False, False, *_PLAIN),
    ],
    "chain_names": [
        ("castana", "BRA", "pt", "castanha-do-pará", "X"),
        ("castana", "BOL", "es", "nuez amazónica", "X"),
        ("castana", "BOL", "es", "almendra", "X"),
    ],
    "chain_products": [
        ("bolaina", "HS2022", "440349", "madera en bruto", "PROXY", "A", "X"),
        ("castana", "HS2022", "080122", "sin cáscara", "EXACT", "D", "X"),
        ("castana", "HS2022", "110630", "harina", "SHARED", "I", "X"),
        ("copaiba", "HS2022", "130190", "oleorresina", "SHARED", "I", "X"),
    ],
}


async def publish(url: str, datasets: dict[str, list[tuple[Any, ...]]]) -> None:
    """Write a release of each dataset as the loader leaves it, in one publication."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("insert into niche.publication (n) values (1)")
        for name, rows in datasets.items():
            release = await connection.fetchval(
                "insert into niche.release (dataset, slice, parts, state, published, rows, sha256,"
                " source, licence, cite_as) values ($1, '', '{}', 'published', 1, $2, $1, 'Taller',"
                " 'CC0', $1) returning id",
                name,
                len(rows),
            )
            await connection.copy_records_to_table(
                name, schema_name="niche", records=[(release, *row) for row in rows]
            )
    finally:
        await connection.close()


def asking(address: str) -> Ask:
    """Return what asks the service at an address."""

    def ask(path: str, **parameters: Any) -> httpx.Response:
        return httpx.get(f"{address}{path}", params=parameters, timeout=10)

    return ask


@pytest.fixture(scope="module")
def address(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a niche-api with three chains."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, publish(module_database, ROWS)).result()
    settings = Settings(database_url=module_database, uploads=Path(tmp_path_factory.mktemp("up")))
    with serve(create_app(settings)) as url:
        yield url


@pytest.fixture
def ask(address: str) -> Ask:
    """Ask the niche-api with three chains."""
    return asking(address)


@pytest.fixture
def ask_empty(settings: Settings, serve: Serve) -> Iterator[Ask]:
    """Ask a niche-api that holds nothing."""
    with serve(create_app(settings)) as url:
        yield asking(url)
