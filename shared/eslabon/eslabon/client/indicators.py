"""Totals, revealed advantage and indicators of matrix-api over HTTP."""

from collections.abc import AsyncIterator
from datetime import date

from eslabon.client.service import ServiceClient, day
from eslabon.contracts.envelope import Page
from eslabon.contracts.indicators import (
    Advantage,
    Complementarity,
    Concentration,
    Diversity,
    Potential,
    Total,
    Ubiquity,
)

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_TOTALS = Page[Total]
_ADVANTAGES = Page[Advantage]
_DIVERSITIES = Page[Diversity]
_UBIQUITIES = Page[Ubiquity]
_CONCENTRATIONS = Page[Concentration]
_POTENTIALS = Page[Potential]


class IndicatorsClient(ServiceClient):
    """Part of the client of matrix-api; its methods raise as that says.

    Exporters and importers are countries, schemes (`MERCOSUR`, `SCHEME:CAN`) or the region `LAC`.
    A page's `meta` says what is missing and how it was computed; one page holds `limit` rows.
    """

    def exports(
        self,
        *,
        exporter: str | None = None,
        product: str | None = None,
        level: int | None = None,
        year: int | None = None,
        nomenclature: str | None = None,
        source: str | None = None,
    ) -> AsyncIterator[Total]:
        """Yield what countries export and import in a year: all pages of one publication."""
        return self._all(
            "/v1/exports",
            _TOTALS,
            exporter=exporter,
            product=product,
            level=level,
            year=year,
            nomenclature=nomenclature,
            source=source,
        )

    async def rca(
        self,
        *,
        exporter: str | None = None,
        product: str | None = None,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        members_on: date | None = None,
        nomenclature: str | None = None,
        source: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[Advantage]:
        """One page of revealed advantage, of a year or of the mean of several."""
        return await self._read(
            "/v1/rca",
            _ADVANTAGES,
            exporter=exporter,
            product=product,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            members_on=day(members_on),
            nomenclature=nomenclature,
            source=source,
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def diversity(
        self,
        *,
        exporter: str | None = None,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        members_on: date | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[Diversity]:
        """One page of in how many products exporters have an advantage."""
        return await self._read(
            "/v1/indicators/diversity",
            _DIVERSITIES,
            exporter=exporter,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            members_on=day(members_on),
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def ubiquity(
        self,
        *,
        product: str | None = None,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[Ubiquity]:
        """One page of how many countries have an advantage in products."""
        return await self._read(
            "/v1/indicators/ubiquity",
            _UBIQUITIES,
            product=product,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def concentration(
        self,
        *,
        country: str | None = None,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        members_on: date | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[Concentration]:
        """One page of how concentrated trade is, over products and over partners."""
        return await self._read(
            "/v1/indicators/concentration",
            _CONCENTRATIONS,
            country=country,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            members_on=day(members_on),
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def complementarity(
        self,
        exporter: str,
        importer: str,
        *,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        members_on: date | None = None,
        lang: str | None = None,
    ) -> Complementarity:
        """Return how well what one sells matches what the other buys."""
        return await self._read(
            "/v1/indicators/complementarity",
            Complementarity,
            exporter=exporter,
            importer=importer,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            members_on=day(members_on),
            lang=lang,
        )

    async def potential(
        self,
        exporter: str,
        importer: str,
        *,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        members_on: date | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[Potential]:
        """One page of what a pair might trade of each product, the largest first."""
        return await self._read(
            "/v1/indicators/potential",
            _POTENTIALS,
            exporter=exporter,
            importer=importer,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            members_on=day(members_on),
            cursor=cursor,
            limit=limit,
            lang=lang,
        )
