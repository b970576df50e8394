"""Complexity of niche-api over HTTP."""

from collections.abc import Sequence

from eslabon.client.service import ServiceClient
from eslabon.contracts.complexity import (
    CountryComplexity,
    ProductComplexity,
    ProductSpace,
    Proximity,
)
from eslabon.contracts.envelope import Page

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_COUNTRIES = Page[CountryComplexity]
_PRODUCTS = Page[ProductComplexity]
_PROXIMITY = Page[Proximity]


class ComplexityClient(ServiceClient):
    """Part of the client of niche-api; its methods raise as that says."""

    async def complexity_countries(
        self,
        country: str | None = None,
        lang: str | None = None,
        *,
        year: int | None = None,
        source: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        publication: int | None = None,
    ) -> Page[CountryComplexity]:
        """Return one page of countries by their rank in complexity."""
        return await self._read(
            "/v1/complexity/countries",
            _COUNTRIES,
            country=country,
            year=year,
            source=source,
            cursor=cursor,
            limit=limit,
            publication=publication,
            lang=lang,
        )

    async def complexity_products(
        self,
        product: str | Sequence[str] | None = None,
        lang: str | None = None,
        *,
        year: int | None = None,
        source: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        publication: int | None = None,
    ) -> Page[ProductComplexity]:
        """Return one page of products by their rank in complexity: all, or those that begin so.

        `meta.missing` has an entry `product` for each beginning that none has, in their order.
        """
        return await self._read(
            "/v1/complexity/products",
            _PRODUCTS,
            product=product,
            year=year,
            source=source,
            cursor=cursor,
            limit=limit,
            publication=publication,
            lang=lang,
        )

    async def proximity(
        self,
        product: str | None = None,
        lang: str | None = None,
        *,
        least: float | None = None,
        year: int | None = None,
        source: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        publication: int | None = None,
    ) -> Page[Proximity]:
        """Return one page of pairs of products, those of one product or all."""
        return await self._read(
            "/v1/complexity/proximity",
            _PROXIMITY,
            product=product,
            least=None if least is None else f"{least:g}",
            year=year,
            source=source,
            cursor=cursor,
            limit=limit,
            publication=publication,
            lang=lang,
        )

    async def proximity_parquet(
        self, *, year: int | None = None, source: str | None = None
    ) -> bytes:
        """Return every pair of products, however far, once, as a Parquet file."""
        return await self._parquet(
            "/v1/complexity/proximity", complete="true", year=year, source=source
        )

    async def product_space(
        self,
        country: str | None = None,
        lang: str | None = None,
        *,
        least: float | None = None,
        year: int | None = None,
        source: str | None = None,
        publication: int | None = None,
    ) -> ProductSpace:
        """Return the product space as a graph, with what a country makes marked in it."""
        return await self._read(
            "/v1/complexity/space",
            ProductSpace,
            country=country,
            least=None if least is None else f"{least:g}",
            year=year,
            source=source,
            publication=publication,
            lang=lang,
        )
