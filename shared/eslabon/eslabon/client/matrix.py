"""The typed client of matrix-api."""

from collections.abc import AsyncIterator

from eslabon.client.transport import Parameters, Transport, parsed
from eslabon.contracts.envelope import Lang, Page
from eslabon.contracts.matrix import Competitors, Flow, History


class MatrixClient:
    """Asks matrix-api over a transport; raises ServiceError with the problem it answers."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def flows(
        self,
        *,
        exporter: str | None = None,
        importer: str | None = None,
        product: str | None = None,
        nomenclature: str | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        publication: int | None = None,
        lang: Lang | None = None,
    ) -> Page[Flow]:
        """Return one page of flows by year, product, exporter and importer."""
        parameters: Parameters = {
            "exporter": exporter,
            "importer": importer,
            "product": product,
            "nomenclature": nomenclature,
            "year_from": year_from,
            "year_to": year_to,
            "limit": limit,
            "cursor": cursor,
            "publication": publication,
            "lang": lang,
        }
        answer = await self._transport.send("GET", "/v1/flows", parameters)
        return parsed(self._transport, answer, Page[Flow])

    async def all_flows(
        self,
        *,
        exporter: str | None = None,
        importer: str | None = None,
        product: str | None = None,
        nomenclature: str | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
    ) -> AsyncIterator[Flow]:
        """Yield every flow, page after page of one publication."""
        cursor: str | None = None
        while True:
            page = await self.flows(
                exporter=exporter,
                importer=importer,
                product=product,
                nomenclature=nomenclature,
                year_from=year_from,
                year_to=year_to,
                limit=1000,
                cursor=cursor,
            )
            for flow in page.items:
                yield flow
            cursor = page.next_cursor
            if cursor is None:
                return

    async def history(
        self,
        importer: str,
        exporter: str,
        product: str,
        *,
        nomenclature: str | None = None,
        years: int = 5,
        to: int | None = None,
        publication: int | None = None,
        lang: Lang | None = None,
    ) -> History:
        """Return what `importer` bought of a product from `exporter` in the years up to `to`."""
        parameters: Parameters = {
            "importer": importer,
            "exporter": exporter,
            "product": product,
            "nomenclature": nomenclature,
            "years": years,
            "to": to,
            "publication": publication,
            "lang": lang,
        }
        answer = await self._transport.send("GET", "/v1/history", parameters)
        return parsed(self._transport, answer, History)

    async def competitors(
        self,
        importer: str,
        product: str,
        *,
        nomenclature: str | None = None,
        year: int | None = None,
        limit: int = 10,
        publication: int | None = None,
        lang: Lang | None = None,
    ) -> Competitors:
        """Return the main suppliers of a product to `importer` in a year, largest first."""
        parameters: Parameters = {
            "importer": importer,
            "product": product,
            "nomenclature": nomenclature,
            "year": year,
            "limit": limit,
            "publication": publication,
            "lang": lang,
        }
        answer = await self._transport.send("GET", "/v1/competitors", parameters)
        return parsed(self._transport, answer, Competitors)
