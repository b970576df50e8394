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
_ADVANTAGE = Page[Advantage]
_DIVERSITY = Page[Diversity]
_UBIQUITY = Page[Ubiquity]
_CONCENTRATION = Page[Concentration]
_POTENTIAL = Page[Potential]


class IndicatorsClient(ServiceClient):
    """Part of the client of matrix-api; its methods raise as that says.

    All take one `year`, or the first and last of several whose mean is meant; a scheme or a region
    stands for its full members on the day `members_on`.
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

    async def exports_page(
        self,
        *,
        exporter: str | None = None,
        product: str | None = None,
        level: int | None = None,
        year: int | None = None,
        nomenclature: str | None = None,
        source: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        publication: int | None = None,
        lang: str | None = None,
    ) -> Page[Total]:
        """Return one page of the same; `meta.missing` says whether baskets are whole."""
        return await self._read(
            "/v1/exports",
            _TOTALS,
            exporter=exporter,
            product=product,
            level=level,
            year=year,
            nomenclature=nomenclature,
            source=source,
            cursor=cursor,
            limit=limit,
            publication=publication,
            lang=lang,
        )

    async def exports_parquet(
        self,
        *,
        level: int | None = None,
        year: int | None = None,
        source: str | None = None,
        publication: int | None = None,
    ) -> bytes:
        """Return a whole year as a Parquet file, with the columns of `Total`."""
        return await self._parquet(
            "/v1/exports", level=level, year=year, source=source, publication=publication
        )

    async def rca(
        self,
        exporter: str | None = None,
        product: str | None = None,
        lang: str | None = None,
        *,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        nomenclature: str | None = None,
        source: str | None = None,
        members_on: date | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        publication: int | None = None,
    ) -> Page[Advantage]:
        """Return one page of revealed advantage (RCA), by exporter and product."""
        return await self._read(
            "/v1/rca",
            _ADVANTAGE,
            exporter=exporter,
            product=product,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            nomenclature=nomenclature,
            source=source,
            members_on=day(members_on),
            cursor=cursor,
            limit=limit,
            publication=publication,
            lang=lang,
        )

    async def diversity(
        self,
        exporter: str | None = None,
        lang: str | None = None,
        *,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        nomenclature: str | None = None,
        source: str | None = None,
        members_on: date | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        publication: int | None = None,
    ) -> Page[Diversity]:
        """Return one page of in how many products each exporter has an advantage."""
        return await self._read(
            "/v1/indicators/diversity",
            _DIVERSITY,
            exporter=exporter,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            nomenclature=nomenclature,
            source=source,
            members_on=day(members_on),
            cursor=cursor,
            limit=limit,
            publication=publication,
            lang=lang,
        )

    async def ubiquity(
        self,
        product: str | None = None,
        lang: str | None = None,
        *,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        nomenclature: str | None = None,
        source: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        publication: int | None = None,
    ) -> Page[Ubiquity]:
        """Return one page of how many countries have an advantage in each product."""
        return await self._read(
            "/v1/indicators/ubiquity",
            _UBIQUITY,
            product=product,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            nomenclature=nomenclature,
            source=source,
            cursor=cursor,
            limit=limit,
            publication=publication,
            lang=lang,
        )

    async def concentration(
        self,
        country: str | None = None,
        lang: str | None = None,
        *,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        nomenclature: str | None = None,
        source: str | None = None,
        members_on: date | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        publication: int | None = None,
    ) -> Page[Concentration]:
        """Return one page of how concentrated trade is over products and over partners."""
        return await self._read(
            "/v1/indicators/concentration",
            _CONCENTRATION,
            country=country,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            nomenclature=nomenclature,
            source=source,
            members_on=day(members_on),
            cursor=cursor,
            limit=limit,
            publication=publication,
            lang=lang,
        )

    async def complementarity(
        self,
        exporter: str,
        importer: str,
        lang: str | None = None,
        *,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        nomenclature: str | None = None,
        source: str | None = None,
        members_on: date | None = None,
        publication: int | None = None,
    ) -> Complementarity:
        """Return how well what one exports matches what the other imports (TCI)."""
        return await self._read(
            "/v1/indicators/complementarity",
            Complementarity,
            exporter=exporter,
            importer=importer,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            nomenclature=nomenclature,
            source=source,
            members_on=day(members_on),
            publication=publication,
            lang=lang,
        )

    async def potential(
        self,
        exporter: str,
        importer: str,
        lang: str | None = None,
        *,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        nomenclature: str | None = None,
        source: str | None = None,
        members_on: date | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        publication: int | None = None,
    ) -> Page[Potential]:
        """Return one page of what a pair might trade beyond what it does, largest first."""
        return await self._read(
            "/v1/indicators/potential",
            _POTENTIAL,
            exporter=exporter,
            importer=importer,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            nomenclature=nomenclature,
            source=source,
            members_on=day(members_on),
            cursor=cursor,
            limit=limit,
            publication=publication,
            lang=lang,
        )
