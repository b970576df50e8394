"""Texts of headings, which tariff-api holds: asked for once in each publication, and kept."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated

from eslabon.client import ServiceError
from eslabon.contracts.envelope import Lang, Missing
from fastapi import Depends, FastAPI, Request, Response
from servicekit.releases.snapshot import Snapshot

from matrix_api import tariff

HEADING_DIGITS = 4


@dataclass(frozen=True)
class Names:
    """Texts of the headings of a nomenclature, as far as tariff-api answers."""

    texts: Mapping[str, Mapping[Lang, str | None]] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    """Why there are none: an answer with it is not to be kept."""

    def of(self, heading: str, lang: Lang) -> str | None:
        """Return a heading's text: in this language, else in the first that has one."""
        found = self.texts.get(heading)
        if found is None:
            return None
        return found[lang] or next(filter(None, found.values()), None)


class Naming:
    """Names headings, each nomenclature read once in a publication.

    Texts of the Harmonized System do not change with what tariff-api publishes, so that our own
    publications are often enough to read them again.
    """

    def __init__(self, to_tariff: tariff.Tariff) -> None:
        self._tariff = to_tariff
        self._kept: dict[str, tuple[int, Names]] = {}
        self._asking = asyncio.Lock()

    async def names(self, snapshot: Snapshot, nomenclature: str | None) -> Names:
        """Return the names of a nomenclature's headings; none of them where it is None."""
        if nomenclature is None:
            return Names()
        n = snapshot.published.n
        async with self._asking:
            kept = self._kept.get(nomenclature)
            if kept is not None and kept[0] >= n:
                return kept[1]
            try:
                found = Names(await self._read(nomenclature, snapshot.lang))
            except ServiceError as error:
                return Names(missing=(tariff.missing("descriptions", error, snapshot.lang),))
            self._kept[nomenclature] = (n, found)
            return found

    async def _read(self, nomenclature: str, lang: Lang) -> dict[str, dict[Lang, str | None]]:
        client = await self._tariff.client(lang)
        return {
            row.code: {
                Lang.ES: row.description_es,
                Lang.PT: row.description_pt,
                Lang.EN: row.description_en,
            }
            for row in await client.codes(nomenclature, level=HEADING_DIGITS)
        }


def hold(response: Response, *given: Names) -> None:
    """Let nobody keep an answer that lacks names because tariff-api did not answer."""
    if any(one.missing for one in given):
        response.headers["Cache-Control"] = "no-store"


@asynccontextmanager
async def naming(app: FastAPI) -> AsyncIterator[None]:
    """Give the application its names of headings; it needs a way to tariff-api before."""
    app.state.naming = Naming(app.state.tariff)
    yield


async def _naming(request: Request) -> Naming:
    found: Naming = request.app.state.naming
    return found


ToNames = Annotated[Naming, Depends(_naming)]
