"""Niches, baskets and regions of niche-api over HTTP."""

from collections.abc import Sequence

from eslabon.client.service import ServiceClient, segment
from eslabon.contracts.envelope import Page
from eslabon.contracts.geography import FeatureCollection
from eslabon.contracts.niches import Basket, NichePage, NicheStatus, ProductGroup
from eslabon.contracts.regional import (
    Denominator,
    RegionalBaskets,
    RegionalComplexity,
    RegionalRank,
    RegionalRanking,
)
from eslabon.contracts.validations import Validation

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_BASKETS = Page[RegionalBaskets]
_GROUPS = Page[ProductGroup]
_RANKED = FeatureCollection[RegionalRank]
_VALIDATIONS = Page[Validation]


def _figure(value: float | None) -> str | None:
    return None if value is None else f"{value:g}"


class NichesClient(ServiceClient):
    """Part of the client of niche-api; its methods raise as that says."""

    async def niches(
        self,
        place: str,
        *,
        group: str | None = None,
        scheme: str | None = None,
        status: Sequence[NicheStatus] = (),
        product: str | Sequence[str] | None = None,
        min_complexity: float | None = None,
        max_distance: float | None = None,
        year: int | None = None,
        source: str | None = None,
        denominator: Denominator | None = None,
        near: float | None = None,
        complex: float | None = None,
        valuable: float | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> NichePage:
        """Return one page of the products before a country or unit, ranked, each with its why.

        Once one of the weights `near`, `complex` and `valuable` is given, their balance ranks.
        """
        return await self._read(
            f"/v1/niches/{segment(place)}",
            NichePage,
            group=group,
            scheme=scheme,
            status=list(status),
            product=product,
            min_complexity=_figure(min_complexity),
            max_distance=_figure(max_distance),
            year=year,
            source=source,
            denominator=denominator,
            near=_figure(near),
            complex=_figure(complex),
            valuable=_figure(valuable),
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def basket(
        self,
        place: str,
        *,
        scheme: str | None = None,
        year: int | None = None,
        source: str | None = None,
        denominator: Denominator | None = None,
        lang: str | None = None,
    ) -> Basket:
        """Return what a place exports by group, today and with its niches at an advantage."""
        return await self._read(
            f"/v1/baskets/{segment(place)}",
            Basket,
            scheme=scheme,
            year=year,
            source=source,
            denominator=denominator,
            lang=lang,
        )

    async def product_groups(
        self, scheme: str | None = None, lang: str | None = None
    ) -> list[ProductGroup]:
        """Return the groups of products, as ranges of codes."""
        found = self._all("/v1/product-groups", _GROUPS, scheme=scheme, lang=lang)
        return [one async for one in found]

    async def regional_baskets(
        self, country: str | None = None, lang: str | None = None
    ) -> list[RegionalBaskets]:
        """Return which baskets of regions are loaded."""
        found = self._all("/v1/regional", _BASKETS, country=country, lang=lang)
        return [one async for one in found]

    async def regional_complexity(
        self,
        country: str,
        *,
        source: str | None = None,
        year: int | None = None,
        denominator: Denominator | None = None,
        lang: str | None = None,
    ) -> RegionalComplexity:
        """Return the regions of a country compared."""
        return await self._read(
            f"/v1/regional/{segment(country)}",
            RegionalComplexity,
            source=source,
            year=year,
            denominator=denominator,
            lang=lang,
        )

    async def regional_ranking(
        self,
        country: str,
        product: str,
        *,
        source: str | None = None,
        year: int | None = None,
        denominator: Denominator | None = None,
        lang: str | None = None,
    ) -> RegionalRanking:
        """Return one product across the regions of a country."""
        return await self._read(
            f"/v1/regional/{segment(country)}/{segment(product)}",
            RegionalRanking,
            source=source,
            year=year,
            denominator=denominator,
            lang=lang,
        )

    async def regional_geojson(
        self,
        country: str,
        product: str,
        *,
        source: str | None = None,
        year: int | None = None,
        denominator: Denominator | None = None,
        simplify: float | None = None,
        lang: str | None = None,
    ) -> FeatureCollection[RegionalRank]:
        """Return the same with the borders of the regions."""
        return await self._read(
            f"/v1/regional/{segment(country)}/{segment(product)}.geojson",
            _RANKED,
            source=source,
            year=year,
            denominator=denominator,
            simplify=_figure(simplify),
            lang=lang,
        )

    async def validations(
        self,
        place: str,
        product: str | None = None,
        lang: str | None = None,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        publication: int | None = None,
    ) -> Page[Validation]:
        """Return one page of what institutions say of a place's niches."""
        return await self._read(
            f"/v1/validations/{segment(place)}",
            _VALIDATIONS,
            product=product,
            cursor=cursor,
            limit=limit,
            publication=publication,
            lang=lang,
        )
