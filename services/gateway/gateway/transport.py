"""How the gateway reaches the services: one aiohttp session, kept open."""

import asyncio
from collections.abc import AsyncIterable, Mapping

import aiohttp
from eslabon.client.transport import Answer, Parameters, query, unreachable
from yarl import URL

CONNECT_SECONDS = 2
ANSWER_SECONDS = 15
CONNECTIONS = 64
ATTEMPTS = 2
PAUSE_SECONDS = 0.05


def opened_session(*traces: aiohttp.TraceConfig) -> aiohttp.ClientSession:
    """A session for all services of one gateway; close it with the application."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=CONNECTIONS, ttl_dns_cache=60),
        timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS, connect=CONNECT_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
        trace_configs=list(traces),
        headers={"accept": "application/json", "accept-encoding": "identity"},
    )


class AiohttpTransport:
    """One service as one request of the gateway sees it: with its language, id and key."""

    def __init__(
        self,
        service: str,
        base_url: str,
        session: aiohttp.ClientSession,
        headers: Mapping[str, str],
    ) -> None:
        self.service = service
        self._base_url = base_url.rstrip("/")
        self._session = session
        self._headers = headers

    async def send(
        self,
        method: str,
        path: str,
        parameters: Parameters | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | AsyncIterable[bytes] | None = None,
    ) -> Answer:
        """Send one request; a connection that is refused is tried once more, an answer never."""
        text = query(parameters)
        url = URL(f"{self._base_url}{path}" + (f"?{text}" if text else ""), encoded=True)
        sent = {**self._headers, **(headers or {})}
        for attempt in range(1, ATTEMPTS + 1):
            try:
                async with self._session.request(method, url, headers=sent, data=body) as answer:
                    content = await answer.read()
                    named = {name.lower(): value for name, value in answer.headers.items()}
                    return Answer(answer.status, named, content)
            except aiohttp.ClientConnectorError as cause:
                if attempt == ATTEMPTS:
                    raise unreachable(self.service, cause) from cause
                await asyncio.sleep(PAUSE_SECONDS)
            except (aiohttp.ClientError, TimeoutError) as cause:
                raise unreachable(self.service, cause) from cause
        raise AssertionError("the last attempt returns or raises")
