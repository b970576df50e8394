"""The client of matrix-api: the history of a pair and the competitors in a market."""

from eslabon.client.service import ServiceClient
from eslabon.contracts.matrix import Competitors, History


class MatrixClient(ServiceClient):
    """Asks matrix-api; every method raises ServiceError with the problem it answers."""

    async def history(
        self,
        importer: str,
        exporter: str,
        product: str,
        nomenclature: str | None = None,
        lang: str | None = None,
    ) -> History:
        """What one country bought of a product from another, year by year."""
        return await self._read(
            "/v1/history",
            History,
            importer=importer,
            exporter=exporter,
            product=product,
            nomenclature=nomenclature,
            lang=lang,
        )

    async def competitors(
        self,
        importer: str,
        product: str,
        nomenclature: str | None = None,
        year: int | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Competitors:
        """The main suppliers of a product to a market, in the last loaded year unless asked."""
        return await self._read(
            "/v1/competitors",
            Competitors,
            importer=importer,
            product=product,
            nomenclature=nomenclature,
            year=year,
            limit=limit,
            lang=lang,
        )
