"""Root fields over niche-api: complexity of countries and products, and the product space."""

from functools import partial

import strawberry
from eslabon.contracts.complexity import (
    CountryComplexity,
    ProductComplexity,
    ProductSpace,
    Proximity,
)
from eslabon.contracts.envelope import Lang
from strawberry.types.info import Info

import gateway.types  # noqa: F401  makes the contracts below graph types
from gateway.connections import Connection, connection
from gateway.context import Context
from gateway.indices import Edition

Asked = Info[Context, None]


@strawberry.type(description="Economic complexity of one year of one source.")
class Complexity:
    """The edition asked for; each field below is one call."""

    edition: strawberry.Private[Edition]

    @strawberry.field(
        description="Countries by their rank (ECI): diversity, outlook, fitness. Those whose "
        "exports are too small to be ranked come last."
    )
    async def countries(
        self, info: Asked, first: int = 50, after: str | None = None, country: str | None = None
    ) -> Connection[CountryComplexity] | None:
        year, source, lang = self.edition
        read = partial(
            info.context.niche.complexity_countries, country, lang, year=year, source=source
        )
        return await connection(read, first, after)

    @strawberry.field(
        description="Headings by their rank (PCI); those whose codes begin as one of `products`."
    )
    async def products(
        self,
        info: Asked,
        first: int = 50,
        after: str | None = None,
        products: list[str] | None = None,
    ) -> Connection[ProductComplexity] | None:
        year, source, lang = self.edition
        read = partial(
            info.context.niche.complexity_products, products, lang, year=year, source=source
        )
        return await connection(read, first, after)

    @strawberry.field(
        description="How often the same countries make two headings: of one, the nearest first."
    )
    async def proximity(
        self,
        info: Asked,
        first: int = 50,
        after: str | None = None,
        product: str | None = None,
        least: float | None = None,
    ) -> Connection[Proximity] | None:
        year, source, lang = self.edition
        read = partial(
            info.context.niche.proximity, product, lang, least=least, year=year, source=source
        )
        return await connection(read, first, after)


@strawberry.type
class ComplexityQuery:
    """Fields on what is hard to make, and who makes it."""

    @strawberry.field(
        description="Economic complexity of a year; that of 2019, or else the last, when left out."
    )
    def complexity(
        self,
        info: Asked,
        year: int | None = None,
        source: str | None = None,
        lang: Lang | None = None,
    ) -> Complexity:
        return Complexity(edition=Edition(year, source, lang or info.context.lang))

    @strawberry.field(
        description="The product space: headings as nodes, joined where the same countries make "
        "both; `country` marks what one makes. Links beside the tree have `least` or more."
    )
    async def product_space(
        self,
        info: Asked,
        country: str | None = None,
        least: float | None = None,
        year: int | None = None,
        source: str | None = None,
        lang: Lang | None = None,
    ) -> ProductSpace | None:
        return await info.context.niche.product_space(
            country, lang, least=least, year=year, source=source
        )
