"""Names of products and countries, which tariff-api holds: asked for once, and kept."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated

from eslabon.client import ServiceError, TariffClient
from eslabon.client.transport import unreachable
from eslabon.contracts.envelope import Lang, Missing
from eslabon.contracts.nomenclature import CodeRow
from fastapi import Depends, FastAPI, Request, Response

from servicekit.peers import Peer
from servicekit.releases.snapshot import Snapshot

HEADING_DIGITS = 4
ANSWER_SECONDS = 2.0
"""Longer than that nobody waits for names."""
WHOLE_LIST_SECONDS = 10.0
"""Who asks for every code of a nomenclature waits for its names."""
PAUSE_SECONDS = 5.0
"""A tariff-api that did not answer is not asked again so soon."""

Texts = Mapping[str, Mapping[Lang, str | None]]
"""Texts in each language by code."""
Read = Callable[[TariffClient], Awaitable[Texts]]


@dataclass(frozen=True)
class Names:
    """Texts of codes, as far as tariff-api answers."""

    texts: Texts = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    """Why there are none: an answer that says so is not to be kept."""

    def of(self, code: str, lang: Lang) -> str | None:
        """Return a code's text: in this language, else in the first that has one."""
        found = self.texts.get(code)
        if found is None:
            return None
        return found[lang] or next(filter(None, found.values()), None)


class Naming:
    """Names products and countries; each list is read once in a publication of ours.

    They do not change with what tariff-api publishes: that is often enough.
    """

    def __init__(self, to_tariff: Peer) -> None:
        self._to_tariff = to_tariff
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._kept: dict[str, tuple[int, Texts]] = {}
        self._refused: dict[str, tuple[float, ServiceError]] = {}

    async def headings(self, snapshot: Snapshot, nomenclature: str | None) -> Names:
        """Return the names of a nomenclature's headings; none where there is no nomenclature."""

        async def read(client: TariffClient) -> Texts:
            return _described(await client.codes(nomenclature or "", level=HEADING_DIGITS))

        if nomenclature is None:
            return Names()
        return await self._names(snapshot, "descriptions", nomenclature, read)

    async def products(self, snapshot: Snapshot, nomenclature: str) -> Names:
        """Return the names of all codes of a nomenclature."""

        async def read(client: TariffClient) -> Texts:
            return _described(await client.codes(nomenclature))

        key = f"{nomenclature} whole"
        return await self._names(snapshot, "descriptions", key, read, WHOLE_LIST_SECONDS)

    async def countries(self, snapshot: Snapshot) -> Names:
        """Return the names of countries."""

        async def read(client: TariffClient) -> Texts:
            rows = await client.countries()
            return {
                row.iso3: {Lang.ES: row.name_es, Lang.PT: row.name_pt, Lang.EN: row.name_en}
                for row in rows
            }

        return await self._names(snapshot, "countries", "", read)

    def hold(self, response: Response, lang: Lang, *given: Names) -> None:
        """Let nobody keep an answer that lacks names because tariff-api did not answer."""
        if any(one.missing for one in given):
            self._to_tariff.hold(response, lang, answered=False)

    async def _names(
        self,
        snapshot: Snapshot,
        what: str,
        key: str,
        read: Read,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> Names:
        async with self._asking[key]:
            n, found = self._kept.get(key, (-1, {}))
            if n >= snapshot.published.n:
                return Names(found)
            until, error = self._refused.get(key, (0.0, None))
            if error is None or until < time.monotonic():
                try:
                    found = await self._read(read, snapshot.lang, answer_seconds)
                except ServiceError as raised:
                    error = raised
                    self._refused[key] = (time.monotonic() + PAUSE_SECONDS, error)
                else:
                    self._kept[key] = (snapshot.published.n, found)
                    return Names(found)
        if found:
            return Names(found)
        return Names(missing=(self._to_tariff.missing(what, error, snapshot.lang),))

    async def _read(self, read: Read, lang: Lang, answer_seconds: float) -> Texts:
        client = TariffClient(await self._to_tariff.transport(lang))
        try:
            async with asyncio.timeout(answer_seconds):
                return await read(client)
        except TimeoutError as cause:
            raise unreachable("tariff", cause) from cause


def _described(rows: Iterable[CodeRow]) -> Texts:
    return {
        row.code: {
            Lang.ES: row.description_es,
            Lang.PT: row.description_pt,
            Lang.EN: row.description_en,
        }
        for row in rows
    }


@asynccontextmanager
async def naming(app: FastAPI) -> AsyncIterator[None]:
    """Give the application its names of headings, over its way to tariff-api."""
    app.state.naming = Naming(app.state.tariff_peer)
    yield


async def _naming(request: Request) -> Naming:
    found: Naming = request.app.state.naming
    return found


ToNames = Annotated[Naming, Depends(_naming)]
