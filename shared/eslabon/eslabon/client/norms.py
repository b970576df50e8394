"""Norms of tariff-api over HTTP."""

from collections.abc import Sequence
from datetime import date

from eslabon.client.service import ServiceClient, day
from eslabon.contracts.envelope import Page
from eslabon.contracts.norms import (
    DeclarationCode,
    Norm,
    NormClass,
    NormCounts,
    NormIndicators,
    Notification,
)

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_DECLARATION_CODES = Page[DeclarationCode]
_NORMS = Page[Norm]
_NORM_CLASSES = Page[NormClass]
_NOTIFICATIONS = Page[Notification]


class NormsClient(ServiceClient):
    """Part of the client of tariff-api; its methods raise as that says."""

    async def norms(
        self,
        importer: str,
        exporter: str | None = None,
        product: str | Sequence[str] | None = None,
        nomenclature: str | None = None,
        chapter: str | None = None,
        direction: str | None = None,
        on: date | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[Norm]:
        """One page of the norms that bite on a trade; `meta.missing` says what is not loaded.

        Of several products, norms on any of them.
        """
        return await self._read(
            "/v1/norms",
            _NORMS,
            importer=importer,
            exporter=exporter,
            product=product,
            nomenclature=nomenclature,
            chapter=chapter,
            direction=direction,
            on=day(on),
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def norm_indicators(
        self,
        importer: str,
        chapters: Sequence[str] = (),
        year: int | None = None,
        on: date | None = None,
        scope: str | None = None,
        lang: str | None = None,
    ) -> NormIndicators:
        """Frequency, coverage and prevalence of a market's norms, in all and by chapter."""
        return await self._read(
            "/v1/norms/indicators",
            NormIndicators,
            importer=importer,
            chapter=chapters or None,
            year=year,
            on=day(on),
            scope=scope,
            lang=lang,
        )

    async def norm_counts(
        self,
        importer: str,
        products: Sequence[str],
        nomenclature: str,
        on: date | None = None,
        lang: str | None = None,
    ) -> NormCounts:
        """How many norms of a market bite on each of up to 500 subheadings, in one call."""
        return await self._read(
            "/v1/norms/counts",
            NormCounts,
            importer=importer,
            product=products,
            nomenclature=nomenclature,
            on=day(on),
            lang=lang,
        )

    async def norm_classes(
        self,
        version: str | None = None,
        code: str | None = None,
        q: str | None = None,
        lang: str | None = None,
    ) -> list[NormClass]:
        """The MAST classification of non-tariff measures, or the part of it below a class."""
        found = self._all(
            "/v1/norm-classification", _NORM_CLASSES, version=version, code=code, q=q, lang=lang
        )
        return [item async for item in found]

    async def notifications(
        self,
        member: str | None = None,
        area: str | None = None,
        product: str | None = None,
        first: date | None = None,
        last: date | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[Notification]:
        """One page of norms as notified to the World Trade Organization, newest first."""
        parameters = {"from": day(first), "to": day(last)}
        return await self._read(
            "/v1/notifications",
            _NOTIFICATIONS,
            member=member,
            area=area,
            product=product,
            cursor=cursor,
            limit=limit,
            lang=lang,
            **parameters,
        )

    async def declaration_codes(
        self, country: str, list_: str | None = None, q: str | None = None, lang: str | None = None
    ) -> list[DeclarationCode]:
        """The codes that the customs declaration of a country uses."""
        parameters = {"country": country, "list": list_, "q": q, "lang": lang}
        found = self._all("/v1/declaration-codes", _DECLARATION_CODES, **parameters)
        return [item async for item in found]
