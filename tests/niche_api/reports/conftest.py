"""A niche-api over a small world with regions and validations; the services it asks are away."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import asyncpg
import pytest
from niche_api.app import create_app
from servicekit.settings import Settings

from tests.niche_api.conftest import Ask, asking
from tests.niche_api.loading import loaded
from tests.niche_api.niches.conftest import HEADINGS, NOBODY, REGIONS, groups, sent
from tests.niche_api.niches.small_world import store

VALIDATIONS = """place,nomenclature,product,year,institution,verdict,comment,validated_on
BOL,HS1992,0101,2019,Ministerio de Economía,CONFIRMED,#strong[Sí] & *mucho* a < b $x$,2026-03-15
BOL,HS1992,0202,2019,Cámara,CONDITIONAL,Con riego.,2026-03-16
BO-L,HS2017,0101,2020,Gobernación,REJECTED,,2026-04-01
"""


async def without_model(url: str) -> None:
    """Write the small world without its model, of which it stores no tests."""
    await store(url)
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(
            "delete from niche.release where dataset = any($1)",
            ["models", "model_quality", "probabilities"],
        )
    finally:
        await connection.close()


@pytest.fixture(scope="module")
def address(
    module_database: str, serve: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of that niche-api."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, without_model(module_database)).result()
    of_bolivia = {"country": "BOL", "source": "INE", "year": "2020"}
    loaded(
        module_database,
        [
            ("regions", "NATURAL-EARTH", sent(REGIONS)),
            ("product_groups", "ESLABON", groups()),
            ("regional_exports", of_bolivia, sent(HEADINGS)),
            ("validations", {"country": "BOL"}, sent(VALIDATIONS)),
        ],
    )
    settings = Settings(
        database_url=module_database,
        uploads=tmp_path_factory.mktemp("up"),
        tariff_url=NOBODY,
        matrix_url=NOBODY,
    )
    with serve(create_app(settings)) as url:
        yield url


@pytest.fixture
def ask(address: str) -> Ask:
    """Ask that niche-api."""
    return asking(address)
