"""The gateway's way to its services, against a bare server of bytes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from eslabon.client import ServiceError
from gateway.app import create_app
from gateway.transport import AiohttpTransport, opened_session
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr
from servicekit.settings import Settings


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with opened_session() as opened:
        yield opened


@asynccontextmanager
async def serving(answer: bytes) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A server that gives the same bytes to everybody: its address, and the heads it was sent."""
    heads: list[bytes] = []

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(reply, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", heads


OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
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


async def test_an_answer_that_fails_is_not_asked_for_again(session: aiohttp.ClientSession) -> None:
    async with serving(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n") as (address, heads):
        answer = await AiohttpTransport("matrix", address, session, {}).send("GET", "/v1/history")

    assert answer.status == 500
    assert len(heads) == 1


async def test_a_question_arrives_with_its_language_id_and_the_internal_key() -> None:
    async with serving(OK) as (address, heads):
        app = create_app(Settings(tariff_url=address, internal_key=SecretStr("ours")))
        async with (
            app.router.lifespan_context(app),
            AsyncClient(transport=ASGITransport(app), base_url="http://gateway") as http,
        ):
            answer = await http.post(
                "/graphql",
                json={"query": '{ product(code: "080122") { code } }'},
                headers={"accept-language": "pt-BR", "x-request-id": "question-0001"},
            )

    assert answer.headers["x-request-id"] == "question-0001"
    assert b"X-Request-ID: question-0001" in heads[0]
    assert b"Accept-Language: pt" in heads[0]
    assert b"Authorization: Bearer ours" in heads[0]
