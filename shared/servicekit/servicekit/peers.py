"""The ways to other services: what is theirs to say is asked of them over HTTP.

An answer that needs them stands without them: the part is null, and a reason says why. So
readiness does not depend on them.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from eslabon.client import MatrixClient, ServiceError, TariffClient
from eslabon.client.service import ServiceClient
from eslabon.contracts.envelope import Lang, Missing, Reason
from fastapi import FastAPI, Request, Response

from servicekit.language import texts
from servicekit.settings import Settings

if TYPE_CHECKING:
    import aiohttp

    from servicekit.app import Lifespan

ANSWER_SECONDS = 10.0
"""Less than the gateway waits for us."""

ClientT = TypeVar("ClientT", bound=ServiceClient)
PeerT = TypeVar("PeerT", bound="Peer[ServiceClient]")


class Peer(Generic[ClientT]):
    """Clients of another service over one session, which is opened with the first question."""

    service: ClassVar[str]
    reads: ClassVar[type[ServiceClient]]

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._opening = asyncio.Lock()
        self._session: aiohttp.ClientSession | None = None

    async def client(self, lang: Lang) -> ClientT:
        """Return a client that asks in the name of the request being answered."""
        # The library takes a third of a second to import, which a start need not wait for.
        transport = await asyncio.to_thread(import_module, "servicekit.transport")
        async with self._opening:
            if self._session is None:
                self._session = transport.opened_session(answer_seconds=ANSWER_SECONDS)
        headers = transport.passed_on(self._settings, lang)
        url = getattr(self._settings, f"{self.service}_url")
        return self.reads(  # type: ignore[return-value]
            transport.AiohttpTransport(self.service, url, self._session, headers)
        )

    async def close(self) -> None:
        """Close the session, if there is one."""
        if self._session is not None:
            await self._session.close()

    def hold(self, response: Response, *, answered: bool) -> None:
        """Say how long an answer holds that is not decided by a publication of ours alone."""
        seconds = self._settings.cache_max_age_seconds
        response.headers["Cache-Control"] = f"public, max-age={seconds}" if answered else "no-store"


class Tariff(Peer[TariffClient]):
    """tariff-api: duties, preferences, norms and memberships."""

    service = "tariff"
    reads = TariffClient


class Matrix(Peer[MatrixClient]):
    """matrix-api: trade flows."""

    service = "matrix"
    reads = MatrixClient


def reaching(*peers: type[Peer[ServiceClient]] | type[Tariff] | type[Matrix]) -> "Lifespan":
    """Return what gives an application its ways to these services until it ends."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as opened:
            for kind in peers:
                peer = kind(app.state.settings)
                opened.push_async_callback(peer.close)
                setattr(app.state, kind.service, peer)
            yield

    return lifespan


def way_to(kind: type[PeerT]) -> Callable[[Request], Awaitable[PeerT]]:
    """Return the dependency that gives an endpoint its way to a service."""

    async def found(request: Request) -> PeerT:
        peer: PeerT = getattr(request.app.state, kind.service)
        return peer

    return found


def missing(what: str, error: ServiceError, lang: Lang) -> Missing:
    """Return why a service said nothing of `what`: it is away, or does not know what is asked."""
    if error.problem.status >= 500:
        name = f"{error.service}-api"
        down = texts(
            f"{name} no responde; lo demás no depende de él. Repita en unos segundos.",
            f"{name} não responde; o resto não depende dele. Repita em alguns segundos.",
            f"{name} does not answer; the rest does not depend on it. Repeat in a few seconds.",
        )
        return Missing(what=what, reason=Reason.SERVICE_UNAVAILABLE, detail=down[lang])
    return Missing(what=what, reason=Reason.NOT_LOADED, detail=error.problem.detail)
