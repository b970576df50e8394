"""The typed client gives the matrix and the index as contracts."""

from collections.abc import AsyncIterator

import pytest
from eslabon.client import HttpxTransport, ServiceError
from eslabon.client.niche import NicheClient
from eslabon.contracts.cooperation import ActionKind, MeetingStatus

AXIS = "encadenamientos-productivos"


@pytest.fixture
async def client(address: str) -> AsyncIterator[NicheClient]:
    """A client of the matrix of the sample."""
    async with HttpxTransport("niche", address) as transport:
        yield NicheClient(transport)


async def test_axes_cells_areas_and_meetings(client: NicheClient) -> None:
    axes = (await client.cooperation_axes()).items
    assert axes[0].axis == AXIS
    matrix = await client.cooperation(AXIS, lang="en")
    assert matrix.axis == (await client.cooperation_axes(lang="en")).items[0]
    assert len((await client.cooperation_cells(axis=AXIS)).items) == len(matrix.cells)
    (asked,) = (await client.action_areas(secretariat="MERCOSUR")).items
    assert asked.kind is ActionKind.REQUEST
    (planned,) = (await client.cooperation_meetings(status="PLANNED")).items
    assert planned.status is MeetingStatus.PLANNED


async def test_an_index_that_is_not_loaded(client: NicheClient) -> None:
    assert (await client.policy_editions()).meta.missing[0].what == "policy_editions"
    assert (await client.policy_scores(countries=["BRA"])).items == []
    with pytest.raises(ServiceError) as caught:
        await client.policy_index("2024", ["BRA", "COL"])
    assert caught.value.problem.status == 404
