"""The typed client of niche-api gives contracts, and the service's problems as errors."""

from collections.abc import AsyncIterator

import pytest
from eslabon.client import HttpxTransport, ServiceError
from eslabon.client.niche import NicheClient
from eslabon.contracts.chains import Specificity


@pytest.fixture
async def client(address: str) -> AsyncIterator[NicheClient]:
    """A client of the three chains."""
    async with HttpxTransport("niche", address) as transport:
        yield NicheClient(transport)


async def test_chains_of_a_product_come_as_contracts(client: NicheClient) -> None:
    found = await client.chains(product="080122", in_report=True)
    assert [chain.id for chain in found] == ["castana"]
    assert found[0].products[0].specificity is Specificity.EXACT


async def test_one_chain_comes_as_a_contract(client: NicheClient) -> None:
    assert (await client.chain("copaiba")).in_report is False


async def test_an_unknown_chain_is_raised(client: NicheClient) -> None:
    with pytest.raises(ServiceError) as caught:
        await client.chain("cacao")
    assert caught.value.problem.status == 404
