"""The way of one service to another, against a bare server of bytes."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from eslabon.client import ServiceError
from servicekit.transport import AiohttpTransport, opened_session

from tests.servicekit.bare import OK, serving


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with opened_session() as opened:
        yield opened


CUT = b"HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n{"


async def test_parameters_and_headers_arrive_as_given(session: aiohttp.ClientSession) -> None:
    async with serving(OK) as (address, heads):
        transport = AiohttpTransport("tariff", f"{address}/", session, {"X-Request-ID": "r-1"})
        answer = await transport.send(
            "GET", "/v1/search", {"q": "castaña & más", "lang": None, "code": ["01", "02"]}
        )

    assert (answer.status, answer.body) == (200, b"{}")
    assert answer.headers["content-type"] == "application/json"
    assert heads[0].startswith(b"GET /v1/search?q=casta%C3%B1a+%26+m%C3%A1s&code=01&code=02 HTTP")
    assert b"X-Request-ID: r-1" in heads[0]


async def test_a_path_segment_stays_encoded(session: aiohttp.ClientSession) -> None:
    async with serving(OK) as (address, heads):
        transport = AiohttpTransport("tariff", address, session, {})
        await transport.send("GET", "/v1/agreements/AAP.CE%2058%2F1")

    assert heads[0].startswith(b"GET /v1/agreements/AAP.CE%2058%2F1 HTTP")


async def test_a_service_that_is_not_there_is_named(session: aiohttp.ClientSession) -> None:
    transport = AiohttpTransport("niche", "http://127.0.0.1:9", session, {})

    with pytest.raises(ServiceError) as raised:
        await transport.send("GET", "/v1/chains")

    assert raised.value.service == "niche"
    assert raised.value.problem.status == 503


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", CUT])
async def test_half_an_answer_is_no_answer(session: aiohttp.ClientSession, answer: bytes) -> None:
    async with serving(answer) as (address, _):
        transport = AiohttpTransport("matrix", address, session, {})

        with pytest.raises(ServiceError) as raised:
            await transport.send("GET", "/v1/history")

    assert raised.value.problem.status == 503


async def test_a_connection_cut_off_before_any_answer_is_tried_once_more(
    session: aiohttp.ClientSession,
) -> None:
    async with serving(b"") as (address, heads):
        with pytest.raises(ServiceError):
            await AiohttpTransport("tariff", address, session, {}).send("POST", "/v1/quotes")

    assert len(heads) == 2


async def test_an_answer_that_fails_is_not_asked_for_again(session: aiohttp.ClientSession) -> None:
    async with serving(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n") as (address, heads):
        answer = await AiohttpTransport("matrix", address, session, {}).send("GET", "/v1/history")

    assert answer.status == 500
    assert len(heads) == 1
