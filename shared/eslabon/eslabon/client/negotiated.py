"""Trade under negotiated preferences, of matrix-api over HTTP."""

from datetime import date

from eslabon.client.service import ServiceClient, day
from eslabon.contracts.negotiated import NegotiatedTrade, Obstacles


class NegotiatedClient(ServiceClient):
    """Part of the client of matrix-api; its methods raise as that says."""

    async def negotiated_trade(
        self,
        importer: str,
        exporter: str,
        product: str | None = None,
        nomenclature: str | None = None,
        lang: str | None = None,
        *,
        year: int | None = None,
        years: int | None = None,
        level: int | None = None,
        on: date | None = None,
        publication: int | None = None,
    ) -> NegotiatedTrade:
        """Return what is bought under preferences, free for all, and not covered, with bounds.

        Either side is a country or a scheme; `years` end with `year`, the last one loaded.
        """
        return await self._read(
            "/v1/negotiated-trade",
            NegotiatedTrade,
            importer=importer,
            exporter=exporter,
            product=product,
            nomenclature=nomenclature,
            year=year,
            years=years,
            level=level,
            on=day(on),
            publication=publication,
            lang=lang,
        )

    async def negotiated_trade_obstacles(
        self,
        importer: str,
        exporter: str,
        product: str | None = None,
        nomenclature: str | None = None,
        lang: str | None = None,
        *,
        year: int | None = None,
        on: date | None = None,
        limit: int | None = None,
        publication: int | None = None,
    ) -> Obstacles:
        """Return products with a preference that are hardly bought from its beneficiary."""
        return await self._read(
            "/v1/negotiated-trade/obstacles",
            Obstacles,
            importer=importer,
            exporter=exporter,
            product=product,
            nomenclature=nomenclature,
            year=year,
            on=day(on),
            limit=limit,
            publication=publication,
            lang=lang,
        )
