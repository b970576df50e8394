"""Routes over three services: complexity of the sample, a small whole world of flows, duties."""

import asyncio
import gzip
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import asyncpg
import pytest
import sample
from fastapi import FastAPI
from matrix_api.app import create_app as create_matrix
from niche_api.app import create_app
from servicekit.settings import Settings
from tariff_api.app import create_app as create_tariff

from tests.conftest import database
from tests.matrix_api import whole_world
from tests.matrix_api.loading import loaded as loaded_trade
from tests.niche_api.conftest import Ask, Serve, asking
from tests.niche_api.loading import loaded
from tests.niche_api.test_trade import Counted
from tests.tariff_api import loading, norms_world
from tests.tariff_api.world import codes

YEARS = (2019, 2020, 2021)
LINKS = b"""nomenclature,input,output,share_percent,technology
HS1992,8407,8703,6.5,USA
HS1992,8703,8705,4.9,USA
HS1992,7403,8503,12,USA
HS1992,8503,8501,5,USA
"""
SELA = [
    {"scheme": "SELA", "country": country, "role": "MEMBER", "source": "test"}
    | {f"name_{lang}": "SELA" for lang in ("es", "pt", "en")}
    for country in ("ARG", "BRA", "CHL", "MEX", "URY")
]


@dataclass
class World:
    """The niche-api beside the two services it asks, and what it asks of them."""

    ask: Ask
    calls: Counter[str]
    address: str


async def _fill(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await norms_world.fill(connection)
        await loading.add(connection, "schemes", SELA)
        row = {"nomenclature": "HS1992", "title_es": "SA 1992", "title_pt": "SH", "title_en": "HS"}
        row |= {"kind": "HS", "hs_revision": "HS1992", "line_digits": "6"}
        await loading.publish(connection, "nomenclatures", [row], {"source": "TEST"})
        await loading.publish(connection, "codes", codes(), {"nomenclature": "HS1992"})
        pair = [{"from_code": "850300", "to_code": "850300"}]
        await loading.publish(connection, "correlations", pair, {"from": "HS1992", "to": "HS2017"})
    finally:
        await connection.close()


@pytest.fixture(scope="package")
def world(
    postgres_url: str,
    built_database: str,
    serve: Serve,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """Three services on one world; ALADI is the region that its tariffs know."""
    (places,) = (one for one in sample.entries() if one.dataset == "regions")
    with database(postgres_url, built_database) as url:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, _fill(url)).result()
        loaded_trade(url, {("flows", "WORLD", year): whole_world.content() for year in YEARS})
        borders = gzip.decompress(places.path.read_bytes())
        loaded(url, [("input_links", "TEST", LINKS), ("regions", "TEST", borders)])
        settings = Settings(database_url=url, uploads=tmp_path_factory.mktemp("up"))
        calls: Counter[str] = Counter()

        def counted(app: FastAPI) -> FastAPI:
            app.add_middleware(Counted, calls=calls)  # type: ignore[arg-type]
            return app

        with (
            serve(counted(create_tariff(settings))) as tariff,
            serve(counted(create_matrix(settings))) as matrix,
        ):
            own = settings.model_copy(update={"tariff_url": tariff, "matrix_url": matrix})
            with serve(create_app(own)) as niche:
                yield World(asking(niche), calls, niche)


def outcomes(route: dict[str, Any]) -> str:
    """Return the first letters of what became of the premises: PFUUP."""
    return "".join(one["outcome"][0] for one in route["premises"])
