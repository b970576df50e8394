"""The typed client of matrix-api gives contracts, and the service's problems as errors."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
from eslabon.client import HttpxTransport, ServiceError
from eslabon.client.matrix import MatrixClient
from eslabon.contracts.matrix import Reporter


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
