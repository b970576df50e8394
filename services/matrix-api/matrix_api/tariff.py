"""The way to tariff-api: duties, preferences and memberships are asked of it over HTTP.

An answer that needs them stands without it: the part is null, and a reason says why. So readiness
does not depend on it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Annotated

from eslabon.client import ServiceError, TariffClient
from eslabon.contracts.envelope import Lang, Missing, Reason
from fastapi import Depends, FastAPI, Request, Response
from servicekit.releases.dataset import texts
from servicekit.settings import Settings

if TYPE_CHECKING:
    import aiohttp

SERVICE = "tariff"
ANSWER_SECONDS = 10.0
"""Less than the gateway waits for us."""

_DOWN = texts(
    "tariff-api no responde; lo demás no depende de él. Repita en unos segundos.",
    "tariff-api não responde; o resto não depende dele. Repita em alguns segundos.",
    "tariff-api does not answer; the rest does not depend on it. Repeat in a few seconds.",
)


class Tariff:
    """Clients of tariff-api over one session, which is opened with the first question."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._opening = asyncio.Lock()
        self._session: aiohttp.ClientSession | None = None

    async def client(self, lang: Lang) -> TariffClient:
        """Return a client that asks in the name of the request being answered."""
        # The library takes a third of a second to import, which a start need not wait for.
        transport = await asyncio.to_thread(import_module, "servicekit.transport")
        async with self._opening:
            if self._session is None:
                self._session = transport.opened_session(answer_seconds=ANSWER_SECONDS)
        headers = transport.passed_on(self._settings, lang)
        return TariffClient(
            transport.AiohttpTransport(SERVICE, self._settings.tariff_url, self._session, headers)
        )

    async def close(self) -> None:
        """Close the session, if there is one."""
        if self._session is not None:
            await self._session.close()

    def hold(self, response: Response, *, answered: bool) -> None:
        """Say how long an answer holds that is not decided by a publication of ours alone."""
        seconds = self._settings.cache_max_age_seconds
        response.headers["Cache-Control"] = f"public, max-age={seconds}" if answered else "no-store"


@asynccontextmanager
async def reaching(app: FastAPI) -> AsyncIterator[None]:
    """Give the application its way to tariff-api until it ends."""
    app.state.tariff = Tariff(app.state.settings)
    try:
        yield
    finally:
        await app.state.tariff.close()


async def _to_tariff(request: Request) -> Tariff:
    found: Tariff = request.app.state.tariff
    return found


ToTariff = Annotated[Tariff, Depends(_to_tariff)]


def missing(what: str, error: ServiceError, lang: Lang) -> Missing:
    """Return why tariff-api said nothing of `what`: it is away, or does not know what is asked."""
    if error.problem.status >= 500:
        return Missing(what=what, reason=Reason.SERVICE_UNAVAILABLE, detail=_DOWN[lang])
    return Missing(what=what, reason=Reason.NOT_LOADED, detail=error.problem.detail)
