"""A service asks another in the name of the request, and is ready without it."""

from collections.abc import AsyncIterator

import pytest
from eslabon.client import ServiceError
from eslabon.client.transport import parsed
from eslabon.contracts.envelope import Lang, Reason
from eslabon.contracts.sync import Publication
from fastapi import FastAPI, Response
from pydantic import SecretStr
from servicekit.peers import Peer, reaching
from servicekit.settings import Settings

from tests.servicekit.bare import OK, serving

NOBODY = "http://127.0.0.1:9"
"""The discard port, where nothing listens."""
REFUSED = (
    b"HTTP/1.1 404 No\r\nContent-Type: application/problem+json\r\nContent-Length: 58\r\n\r\n"
    b'{"type": "a", "title": "b", "status": 404, "detail": "no"}'
)


@pytest.fixture
async def absent() -> AsyncIterator[Peer]:
    """The way to a tariff-api that is not there."""
    app = FastAPI()
    app.state.settings = Settings(tariff_url=NOBODY, cache_max_age_seconds=7)
    async with reaching("tariff")(app):
        yield app.state.tariff_peer


async def test_it_is_asked_with_the_language_and_the_internal_key() -> None:
    async with serving(OK) as (address, heads):
        app = FastAPI()
        app.state.settings = Settings(tariff_url=address, internal_key=SecretStr("ours"))
        async with reaching("tariff")(app):
            transport = await app.state.tariff_peer.transport(Lang.PT)
            answer = await transport.send("GET", "/v1/publication")

    assert answer.body == b"{}"
    assert heads[0].startswith(b"GET /v1/publication ")
    assert b"Accept-Language: pt" in heads[0]
    assert b"Authorization: Bearer ours" in heads[0]


async def test_when_it_does_not_answer_the_reason_is_its_absence(absent: Peer) -> None:
    with pytest.raises(ServiceError) as raised:
        await (await absent.transport(Lang.EN)).send("GET", "/v1/publication")

    why = absent.missing("duties", raised.value, Lang.EN)
    assert (why.what, why.reason) == ("duties", Reason.SERVICE_UNAVAILABLE)
    assert "tariff-api does not answer" in why.detail


async def test_what_it_refuses_is_not_loaded_in_its_own_words() -> None:
    async with serving(REFUSED) as (address, _):
        peer = Peer("tariff", Settings(tariff_url=address))
        transport = await peer.transport(Lang.ES)
        with pytest.raises(ServiceError) as raised:
            parsed(transport, await transport.send("GET", "/v1/publication"), Publication)
        await peer.close()

    why = peer.missing("duties", raised.value, Lang.ES)
    assert (why.reason, why.detail) == (Reason.NOT_LOADED, "no")


def test_an_answer_without_it_is_kept_by_nobody(absent: Peer) -> None:
    whole, partial = Response(), Response()

    absent.hold(whole, Lang.EN, answered=True)
    absent.hold(partial, Lang.EN, answered=False)

    assert whole.headers["cache-control"] == "public, max-age=7"
    assert partial.headers["cache-control"] == "no-store"
    assert whole.headers["vary"] == "Accept, Accept-Language"
    assert whole.headers["content-language"] == "en"
