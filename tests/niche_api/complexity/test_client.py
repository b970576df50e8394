"""The typed client of complexity gives contracts, files and problems."""

import io
from collections.abc import AsyncIterator

import polars as pl
import pytest
from eslabon.client import HttpxTransport, ServiceError
from eslabon.client.niche import NicheClient

from tests.niche_api.conftest import Ask


@pytest.fixture
async def client(ask_built: Ask) -> AsyncIterator[NicheClient]:
    """A client of what is built of the sample."""
    url = ask_built("/healthz").url
    async with HttpxTransport("niche", f"{url.scheme}://{url.host}:{url.port}") as transport:
        yield NicheClient(transport)


async def test_countries_and_products_come_as_contracts(client: NicheClient) -> None:
    (bolivia,) = (await client.complexity_countries("BOL", year=2012)).items
    (copper,) = (await client.complexity_products("7403")).items
    assert (bolivia.place, bolivia.year, bolivia.is_ranked) == ("BOL", 2012, True)
    assert copper.pci is not None


async def test_proximity_comes_as_pairs_and_as_a_file(client: NicheClient) -> None:
    page = await client.proximity("8703", least=0.5, limit=1)
    assert page.items[0].other == "8708"
    every = pl.read_parquet(io.BytesIO(await client.proximity_parquet(year=2019)))
    assert every.columns[:3] == ["product", "other", "proximity"]


async def test_the_space_comes_as_a_graph_and_its_absence_as_a_problem(client: NicheClient) -> None:
    space = await client.product_space("CHL")
    assert {edge.target for edge in space.edges} <= {node.product for node in space.nodes}
    with pytest.raises(ServiceError) as caught:
        await client.product_space("BLZ")
    assert caught.value.problem.status == 404
