"""Other services of the platform, as one that answers asks them: over HTTP, by the typed client.

An answer that needs a peer stands without it: the part is null, and a reason says why. So readiness
does not depend on it.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from eslabon.client.transport import ServiceError, Transport
from eslabon.contracts.envelope import Lang, Missing, Reason
from fastapi import FastAPI, Request, Response

from servicekit.app import Lifespan
from servicekit.language import texts
from servicekit.settings import Settings

if TYPE_CHECKING:
    import aiohttp

ANSWER_SECONDS = 10.0
"""Less than the gateway waits for us."""
TOO_MANY_REQUESTS = 429


class Peer:
    """One other service, over a session that is opened with the first question."""

    def __init__(
        self, service: str, settings: Settings, answer_seconds: float = ANSWER_SECONDS
    ) -> None:
        self._service = service
        self._answer_seconds = answer_seconds
        self._address: str = getattr(settings, f"{service}_url")
        self._settings = settings
        self._opening = asyncio.Lock()
        self._session: aiohttp.ClientSession | None = None

    async def transport(self, lang: Lang) -> Transport:
        """Return a transport that asks in the name of the request being answered."""
        # The library takes a third of a second to import, which a start need not wait for.
        library = await asyncio.to_thread(import_module, "servicekit.transport")
        async with self._opening:
            if self._session is None:
                self._session = library.opened_session(answer_seconds=self._answer_seconds)
        headers = library.passed_on(self._settings, lang)
        found: Transport = library.AiohttpTransport(
            self._service, self._address, self._session, headers
        )
        return found

    async def close(self) -> None:
        """Close the session, if there is one."""
        if self._session is not None:
            await self._session.close()

    def hold(self, response: Response, lang: Lang, *, answered: bool) -> None:
        """Say how long an answer holds that is not decided by a publication of ours alone."""
        seconds = self._settings.cache_max_age_seconds
        response.headers["Cache-Control"] = f"public, max-age={seconds}" if answered else "no-store"
        response.headers["Content-Language"] = lang.value
        response.headers["Vary"] = "Accept, Accept-Language"

    def missing(self, what: str, error: ServiceError, lang: Lang) -> Missing:
        """Return why it says nothing of `what`: it is away, or does not know what is asked."""
        if error.problem.status < 500 and error.problem.status != TOO_MANY_REQUESTS:
            return Missing(what=what, reason=Reason.NOT_LOADED, detail=error.problem.detail)
        name = f"{self._service}-api"
        detail = texts(
            f"{name} no responde; lo demás no depende de él. Repita en unos segundos.",
            f"{name} não responde; o resto não depende dele. Repita em alguns segundos.",
            f"{name} does not answer; the rest does not depend on it. Repeat in a few seconds.",
        )
        return Missing(what=what, reason=Reason.SERVICE_UNAVAILABLE, detail=detail[lang])


def reaching(service: str) -> Lifespan:
    """Return what gives an application its way to a service until it ends."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        peer = Peer(service, app.state.settings)
        setattr(app.state, f"{service}_peer", peer)
        try:
            yield
        finally:
            await peer.close()

    return lifespan


def way_to(service: str) -> Callable[[Request], Awaitable[Peer]]:
    """Return the dependency that is an application's way to a service."""

    async def peer(request: Request) -> Peer:
        found: Peer = getattr(request.app.state, f"{service}_peer")
        return found

    return peer
