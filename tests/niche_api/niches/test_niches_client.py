"""The typed client gives niches, baskets and regions as contracts."""

from collections.abc import AsyncIterator

import pytest
from eslabon.client import HttpxTransport, ServiceError
from eslabon.client.niche import NicheClient
from eslabon.contracts.niches import NicheOrder, NicheStatus
from eslabon.contracts.regional import Denominator, Unit


@pytest.fixture
async def client(address: str) -> AsyncIterator[NicheClient]:
    """A client of the small world."""
    async with HttpxTransport("niche", address) as transport:
        yield NicheClient(transport)


async def test_niches_come_as_contracts(client: NicheClient) -> None:
    page = await client.niches(
        "CHL",
        group="chemicals",
        status=[NicheStatus.ABSENT, NicheStatus.NON_REVEALED],
        min_complexity=-5,
        max_distance=1,
        near=1,
        complex=0.5,
        limit=2,
        lang="en",
    )
    assert page.order is NicheOrder.BALANCE
    assert {one.group for one in page.items} == {"chemicals"}
    assert page.place.place == "CHL"
    assert (await client.niches("BRA")).probability_model is not None


async def test_baskets_and_groups_come_as_contracts(client: NicheClient) -> None:
    basket = await client.basket("BO-L", scheme="sector")
    assert basket.unit is Unit.USD
    groups = {one.group for one in await client.product_groups("sector")}
    assert {one.group for one in basket.groups} <= groups | {None}


async def test_regions_come_as_contracts(client: NicheClient) -> None:
    assert {one.source for one in await client.regional_baskets("BOL")} == {"INE", "CENSO"}
    regions = await client.regional_complexity("BOL", denominator=Denominator.NATIONAL)
    assert len(regions.regions) == 3
    ranking = await client.regional_ranking("BOL", "0101", source="INE", year=2020)
    drawn = await client.regional_geojson("BOL", "0101", simplify=0.1)
    assert [one.id for one in drawn.features] == [one.region for one in ranking.regions]


async def test_what_is_not_loaded_is_raised(client: NicheClient) -> None:
    with pytest.raises(ServiceError) as caught:
        await client.regional_ranking("CHL", "0101")
    assert caught.value.problem.status == 404
