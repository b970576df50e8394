"""The typed client of matrix-api gives contracts, and the service's problems as errors."""

from collections.abc import AsyncIterator
from datetime import date
from decimal import Decimal

import pytest
from eslabon.client import HttpxTransport, ServiceError
from eslabon.client.matrix import MatrixClient
from eslabon.contracts.matrix import Reporter

from tests.matrix_api.conftest import Addresses


@pytest.fixture
async def client(address: str) -> AsyncIterator[MatrixClient]:
    """A client of the small world."""
    async with HttpxTransport("matrix", address) as transport:
        yield MatrixClient(transport)


async def test_history_comes_as_a_contract(client: MatrixClient) -> None:
    history = await client.history("BRA", "MEX", "850300", years=1)
    assert history.years[0].value_usd == Decimal(121)
    assert history.years[0].provenance is not None


async def test_competitors_come_as_a_contract(client: MatrixClient) -> None:
    found = await client.competitors("BRA", "850300", limit=2, lang="en")
    assert [one.exporter for one in found.competitors] == ["CHN", "MEX"]
    assert found.methodology.summary.startswith("Suppliers")


async def test_customers_come_as_a_contract(client: MatrixClient) -> None:
    found = await client.customers("CHN", "850300", year=2023)
    assert [(one.importer, one.share) for one in found.customers] == [("BRA", 1)]
    assert (found.markets, found.concentration_hhi) == (1, 1)


async def test_flows_of_a_side_can_be_asked_for(client: MatrixClient) -> None:
    found = [flow async for flow in client.flows(reported_by=Reporter.EXPORTER)]
    assert found == []


async def test_flows_come_one_by_one_over_all_pages(client: MatrixClient) -> None:
    found = [flow async for flow in client.flows(importer="BRA")]
    assert len(found) == 8
    assert found[0].value_usd == Decimal(400)


async def test_a_problem_is_raised_with_its_reason(client: MatrixClient) -> None:
    with pytest.raises(ServiceError) as caught:
        await client.history("ZZZ", "MEX", "850300")
    assert caught.value.problem.type == "urn:eslabon:problem:unknown-country"
    assert caught.value.service == "matrix"


@pytest.fixture
async def of_sample(on_sample: Addresses) -> AsyncIterator[MatrixClient]:
    """A client of the sample's trade."""
    async with HttpxTransport("matrix", on_sample.reaching) as transport:
        yield MatrixClient(transport)


async def test_totals_come_one_by_one_over_all_pages(of_sample: MatrixClient) -> None:
    found = [total async for total in of_sample.exports(exporter="CHL", level=4, year=2019)]
    assert len(found) == 1086
    assert found[0].exports_usd is not None


async def test_advantage_and_indicators_come_as_contracts(of_sample: MatrixClient) -> None:
    copper = await of_sample.rca(exporter="CHL", product="7403", year_from=2012, year_to=2019)
    assert (copper.items[0].year_from, copper.items[0].is_present) == (2012, True)
    members = date(2023, 11, 8)
    mercosur = await of_sample.diversity(exporter="MERCOSUR", members_on=members, level=2)
    assert mercosur.items[0].exporter == "MERCOSUR"
    ubiquity = await of_sample.ubiquity(product="7403")
    assert ubiquity.items[0].ubiquity == 25
    found = await of_sample.concentration(country="CHL")
    assert found.items[0].exports_by_product is not None
    assert (await of_sample.complementarity("CHL", "BRA")).tci is None
    potential = await of_sample.potential("MEX", "BRA", limit=1)
    assert potential.items[0].indicative_usd > 0
    assert potential.meta.methodology is not None
