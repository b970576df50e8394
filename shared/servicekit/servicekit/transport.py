"""How a process of the platform reaches a service: one aiohttp session, kept open."""

import asyncio
from collections.abc import AsyncIterable, Mapping

import aiohttp
from eslabon.client.transport import Answer, Parameters, query, unreachable
from eslabon.contracts.envelope import Lang
from yarl import URL

from servicekit.observability import REQUEST_ID, current_request_id
from servicekit.settings import Settings

CONNECT_SECONDS = 2
ANSWER_SECONDS = 15
CONNECTIONS = 64
IDLE_SECONDS = 3
"""Less than a service keeps an idle connection open (uvicorn: five)."""
ATTEMPTS = 2
PAUSE_SECONDS = 0.05


def opened_session(
    *traces: aiohttp.TraceConfig, answer_seconds: float = ANSWER_SECONDS
) -> aiohttp.ClientSession:
    """A session for all services that a process asks; close it with the application."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            limit=CONNECTIONS, ttl_dns_cache=60, keepalive_timeout=IDLE_SECONDS
        ),
        timeout=aiohttp.ClientTimeout(total=answer_seconds, connect=CONNECT_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
        trace_configs=list(traces),
        headers={"accept": "application/json", "accept-encoding": "identity"},
    )


def passed_on(settings: Settings, lang: Lang) -> dict[str, str]:
    """Headers of a question asked to answer another: its language and id, and the internal key."""
    headers = {"Accept-Language": lang.value}
    if (id_ := current_request_id()) is not None:
        headers[REQUEST_ID] = id_
    if settings.internal_key:
        headers["Authorization"] = f"Bearer {settings.internal_key.get_secret_value()}"
    return headers


class AiohttpTransport:
    """One service as the request being answered sees it: with its language, id and key."""

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
        """Send one request; what was refused or cut off unanswered is tried once more.

        Whatever is asked of a peer reads only.
        """
        text = query(parameters)
        url = URL(f"{self._base_url}{path}" + (f"?{text}" if text else ""), encoded=True)
        sent = {**self._headers, **(headers or {})}
        for attempt in range(1, ATTEMPTS + 1):
            try:
                async with self._session.request(method, url, headers=sent, data=body) as answer:
                    content = await answer.read()
                    named = {name.lower(): value for name, value in answer.headers.items()}
                    return Answer(answer.status, named, content)
            except (aiohttp.ClientConnectorError, aiohttp.ServerDisconnectedError) as cause:
                if attempt == ATTEMPTS:
                    raise unreachable(self.service, cause) from cause
                await asyncio.sleep(PAUSE_SECONDS)
            except (aiohttp.ClientError, TimeoutError) as cause:
                raise unreachable(self.service, cause) from cause
        raise AssertionError("the last attempt returns or raises")
