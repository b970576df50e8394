"""A small world of trade, served over HTTP: three years of one source, and a second source."""

import asyncio
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg
import httpx
import pytest
import sample
from eslabon.contracts.iso3166 import ALPHA3
from fastapi import FastAPI
from matrix_api.app import create_app
from servicekit.settings import Settings
from tariff_api.app import create_app as create_tariff

from tests.conftest import database, free_port
from tests.matrix_api.loading import loaded
from tests.tariff_api import loading as tariff_loading
from tests.tariff_api import world as tariff_world
from tests.tariff_api.conftest import filled

Row = tuple[str, str, str, str, int, int | None]
Ask = Callable[..., httpx.Response]

NOBODY = "http://127.0.0.1:9"
"""The discard port, where nothing listens."""

COLUMNS = (
    "release_id", "exporter", "importer", "nomenclature", "product", "value_usd", "weight_kg",
)  # fmt: skip

BACI_2021: list[Row] = [
    ("MEX", "BRA", "HS2022", "850300", 100, 10),
    ("CHN", "BRA", "HS2022", "850300", 400, 100),
]
BACI_2023: list[Row] = [
    ("MEX", "BRA", "HS2022", "850300", 121, 11),
    ("CHN", "BRA", "HS2022", "850300", 300, 100),
    ("DEU", "BRA", "HS2022", "850300", 79, None),
    ("MEX", "BRA", "HS2022", "850440", 50, 5),
    ("DEU", "BRA", "HS2022", "850440", 30, None),
    ("BRA", "MEX", "HS2022", "850300", 7, 1),
    ("CHN", "MEX", "HS2022", "080122", 9, 3),
    ("S19", "BRA", "HS2022", "850440", 20, 2),
]
OTHER_2023: list[Row] = [
    ("MEX", "BRA", "HS2022", "850300", 999, 99),
    ("PER", "BRA", "HS2022", "080111", 60, 20),
]


async def publish(url: str, slices: Sequence[tuple[str, int, Sequence[Row]]]) -> None:
    """Write releases of flows as the loader leaves them, in one publication."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("insert into matrix.publication (n) values (1)")
        for source, year, rows in slices:
            release = await connection.fetchval(
                "insert into matrix.release (dataset, slice, parts, state, published, rows,"
                " sha256, source, licence, cite_as, year) values ('flows', $1, $2, 'published',"
                " 1, $3, $4, $5, 'CC0', $6, $7) returning id",
                f"source={source},year={year}",
                json.dumps({"source": source, "year": str(year)}),
                len(rows),
                f"{source}{year}",
                source,
                f"{source} {year}",
                year,
            )
            await connection.execute(
                f"create table matrix.flows_r{release} partition of matrix.flows"
                f" for values in ({release});"
                f"grant select on matrix.flows_r{release} to eslabon_matrix"
            )
            records = [
                (release, *row[:4], Decimal(row[4]), None if row[5] is None else Decimal(row[5]))
                for row in rows
            ]
            await connection.copy_records_to_table(
                f"flows_r{release}",
                schema_name="matrix",
                columns=COLUMNS,
                records=records,
            )
    finally:
        await connection.close()


Serve = Callable[[FastAPI], AbstractContextManager[str]]


def asking(address: str) -> Ask:
    """Return what asks the service at an address."""

    def ask(path: str, **parameters: Any) -> httpx.Response:
        headers = parameters.pop("headers", None)
        timeout = parameters.pop("timeout", 30)
        return httpx.get(f"{address}{path}", params=parameters, headers=headers, timeout=timeout)

    return ask


@pytest.fixture(scope="module")
def address(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a matrix-api on the small world."""
    slices = [
        ("BACI", 2021, BACI_2021),
        ("BACI", 2023, BACI_2023),
        ("OTHER", 2023, OTHER_2023),
    ]
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, publish(module_database, slices)).result()
    settings = Settings(database_url=module_database, uploads=Path(tmp_path_factory.mktemp("up")))
    with serve(create_app(settings)) as url:
        yield url


@pytest.fixture
def ask(address: str) -> Ask:
    """Ask the matrix-api of the small world."""
    return asking(address)


HEADER = "exporter,importer,nomenclature,product,value_usd,weight_kg\n"
TRADE_2023 = """\
MEX,BRA,HS2022,850300,100,10
URY,BRA,HS2022,850300,50,5
CHL,BRA,HS2022,850300,30,3
DEU,BRA,HS2022,850300,120,6
S19,BRA,HS2022,850300,5,1
MEX,BRA,HS2022,080122,60,
PER,BRA,HS2022,080122,40,
MEX,BRA,HS2022,080121,10,
DEU,BRA,HS2022,080121,5000,
MEX,DEU,HS2022,080121,400,
MEX,BRA,HS2022,840710,20,
DEU,BRA,HS2022,840710,7,
MEX,BRA,HS2022,732211,3,
MEX,DEU,HS2022,080122,900,
MEX,DEU,HS2022,850300,4000,
MEX,URY,HS2022,080122,12,
ARG,URY,HS2022,080122,9,
BRA,URY,HS2022,080122,30,
MEX,PRY,HS2022,080122,70,
"""
TRADE_2022 = """\
MEX,BRA,HS2022,850300,80,8
DEU,BRA,HS2022,840710,7,
"""


def whole_basket() -> str:
    """Return a year of enough products and exporters to be whole, in which Mexico sells parts."""
    others = sorted(set(ALPHA3.values()) - {"BRA", "DEU", "FRA", "MEX"})
    rows = [f"DEU,FRA,HS2022,{code:06d},1," for code in range(20_000, 25_200)]
    rows += [f"{other},FRA,HS2022,{place + 20_000:06d},1," for place, other in enumerate(others)]
    rows += [f"DEU,BRA,HS2022,{code},500," for code in ("850300", "080122")]
    rows += ["MEX,DEU,HS2022,850300,1000,", "MEX,DEU,HS2022,080122,1,"]
    return HEADER + "\n".join(rows)


class Joined(NamedTuple):
    """A matrix-api beside a tariff-api, that tariff-api, and a matrix-api whose own is away.

    `address` is that of the first.
    """

    ask: Ask
    tariff: Ask
    alone: Ask
    address: str


@pytest.fixture(scope="module")
def joined(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Joined]:
    """Services on trade of 2022 and 2023 and the small world of tariffs.

    Brazil's tariff is of 2021, Uruguay's of 2025; the trade of 2019 is of a whole basket.
    """
    filled(module_database, tariff_world.fill)
    files = {
        ("flows", "BACI", 2019): whole_basket(),
        ("flows", "BACI", 2022): HEADER + TRADE_2022,
        ("flows", "BACI", 2023): HEADER + TRADE_2023,
    }
    loaded(module_database, files)
    settings = Settings(
        database_url=module_database,
        uploads=tmp_path_factory.mktemp("up"),
        tariff_url=f"http://127.0.0.1:{free_port()}",
    )
    with serve(create_tariff(settings)) as tariff:
        with_tariff = settings.model_copy(update={"tariff_url": tariff})
        with serve(create_app(with_tariff)) as first, serve(create_app(settings)) as second:
            yield Joined(asking(first), asking(tariff), asking(second), first)


@pytest.fixture
def ask_empty(settings: Settings, serve: Serve) -> Iterator[Ask]:
    """Ask a matrix-api that holds nothing."""
    with serve(create_app(settings)) as url:
        yield asking(url)


class Addresses(NamedTuple):
    """Two services on the sample's trade."""

    reaching: str
    """With a tariff-api on the sample's schemes."""
    alone: str
    """Whose tariff-api does not answer."""
    database: str


@pytest.fixture(scope="session")
def on_sample(
    postgres_url: str, migrated: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Addresses]:
    """Addresses of matrix-api on the sample's trade."""
    entries = [one for one in sample.entries() if one.dataset in ("flows", "totals")]
    slices = {
        (one.dataset, one.slice["source"], one.slice["year"]): gzip.decompress(
            one.path.read_bytes()
        )
        for one in entries
    }
    with database(postgres_url, migrated) as url:
        loaded(url, slices)
        filled(url, tariff_loading.publish_schemes)
        settings = Settings(database_url=url, uploads=Path(tmp_path_factory.mktemp("up")))
        alone = settings.model_copy(update={"tariff_url": NOBODY})
        with serve(create_tariff(settings)) as tariff_url, serve(create_app(alone)) as alone_url:
            reaching = settings.model_copy(update={"tariff_url": tariff_url})
            with serve(create_app(reaching)) as matrix_url:
                yield Addresses(matrix_url, alone_url, url)


@pytest.fixture
def ask_sample(on_sample: Addresses) -> Ask:
    """Ask the matrix-api of the sample."""
    return asking(on_sample.reaching)


@pytest.fixture
def ask_alone(on_sample: Addresses) -> Ask:
    """Ask a matrix-api of the sample whose tariff-api does not answer."""
    return asking(on_sample.alone)
