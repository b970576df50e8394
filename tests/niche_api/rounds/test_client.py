"""The typed client gives firms, counterparts and agendas as contracts."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from eslabon.client import HttpxTransport, ServiceError
from eslabon.client.niche import NicheClient
from eslabon.contracts.events import (
    AgendaFirm,
    AgendaPair,
    AgendaQuality,
    AgendaRequest,
    AgendaSlot,
)
from eslabon.contracts.firms import FirmKind, Side
from eslabon.contracts.matches import Criterion, MatchRequest, WantedMatch

from tests.niche_api.rounds.conftest import Platform


@pytest.fixture
async def client(platform: Platform) -> AsyncIterator[NicheClient]:
    """A client of the made-up world, with an organiser's key."""
    key = platform.key("niche:write")["Authorization"].removeprefix("Bearer ")
    async with HttpxTransport("niche", platform.address, key) as transport:
        yield NicheClient(transport)


async def test_firms_and_what_they_seek(client: NicheClient) -> None:
    page = await client.firms(country="BRA", kind="BUYER")
    assert [firm.firm for firm in page.items] == ["bra-doce", "bra-madera"]
    assert (await client.firm("per-selva")).kind is FirmKind.BOTH
    assert (await client.opportunities(firm="bra-doce")).items[0].side is Side.DEMAND
    assert await client.contacts("per-selva") == []


async def test_counterparts(client: NicheClient) -> None:
    wanted = WantedMatch(side=Side.DEMAND, country="BRA", product="080122")
    found = await client.matches(MatchRequest(wanted=wanted, limit=1), lang="en")
    (best,) = found.items
    assert best.firm == "bol-norte"
    assert [reason.criterion for reason in best.reasons] == list(Criterion)


async def test_events_and_their_agenda(client: NicheClient) -> None:
    assert [event.event for event in (await client.events(organiser="OTCA")).items] == [
        "otca-rueda-1",
        "otca-semana-1",
    ]
    assert (await client.event("otca-rueda-1", lang="en")).name == "Made-up round"
    assert len(await client.registrations("otca-rueda-1")) == 3
    request = AgendaRequest(
        slots=[AgendaSlot(start=datetime.fromisoformat("2026-05-12T09:00:00-05:00"))],
        tables=["1"],
        firms=[AgendaFirm(firm="uno"), AgendaFirm(firm="dos")],
        pairs=[AgendaPair(first="uno", second="dos", score=2)],
    )
    made = await client.make_agenda("otca-rueda-1", request)
    assert (made.score, made.quality, made.meetings[0].table) == (2, AgendaQuality.OPTIMAL, "1")
    assert await client.agenda("otca-rueda-1") == made


async def test_what_is_not_there_is_raised(client: NicheClient) -> None:
    with pytest.raises(ServiceError) as caught:
        await client.firm("bol-nadie")
    assert caught.value.problem.status == 404
