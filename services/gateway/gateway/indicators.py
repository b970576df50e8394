"""Root fields over matrix-api: revealed advantage and indicators of trade."""

from datetime import date
from functools import partial

import strawberry
from eslabon.contracts.envelope import Lang
from eslabon.contracts.indicators import (
    Advantage,
    Complementarity,
    Concentration,
    Diversity,
    Potential,
    Ubiquity,
)
from strawberry.types.info import Info

import gateway.types  # noqa: F401  makes the contracts below graph types
from gateway.connections import Connection, connection
from gateway.context import Context

Asked = Info[Context, None]


@strawberry.type
class IndicatorsQuery:
    """Fields on whole baskets, of one year or the mean of several; each is one call."""

    @strawberry.field(
        description="Revealed advantage (RCA) of exporters in products, by both. The mean of "
        "several years, or a scheme or region as one exporter, takes an exporter or a product."
    )
    async def advantage(
        self,
        info: Asked,
        first: int = 50,
        after: str | None = None,
        exporter: str | None = None,
        product: str | None = None,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        nomenclature: str | None = None,
        source: str | None = None,
        members_on: date | None = None,
        lang: Lang | None = None,
    ) -> Connection[Advantage] | None:
        read = partial(
            info.context.matrix.rca,
            exporter,
            product,
            lang=lang,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            nomenclature=nomenclature,
            source=source,
            members_on=members_on,
        )
        return await connection(read, first, after)

    @strawberry.field(description="In how many products each exporter has a revealed advantage.")
    async def diversity(
        self,
        info: Asked,
        first: int = 50,
        after: str | None = None,
        exporter: str | None = None,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        nomenclature: str | None = None,
        source: str | None = None,
        members_on: date | None = None,
        lang: Lang | None = None,
    ) -> Connection[Diversity] | None:
        read = partial(
            info.context.matrix.diversity,
            exporter,
            lang=lang,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            nomenclature=nomenclature,
            source=source,
            members_on=members_on,
        )
        return await connection(read, first, after)

    @strawberry.field(description="How many countries have a revealed advantage in each product.")
    async def ubiquity(
        self,
        info: Asked,
        first: int = 50,
        after: str | None = None,
        product: str | None = None,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        nomenclature: str | None = None,
        source: str | None = None,
        lang: Lang | None = None,
    ) -> Connection[Ubiquity] | None:
        read = partial(
            info.context.matrix.ubiquity,
            product,
            lang=lang,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            nomenclature=nomenclature,
            source=source,
        )
        return await connection(read, first, after)

    @strawberry.field(
        description="How concentrated trade is, over products and over partners (Herfindahl)."
    )
    async def concentration(
        self,
        info: Asked,
        first: int = 50,
        after: str | None = None,
        country: str | None = None,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        nomenclature: str | None = None,
        source: str | None = None,
        members_on: date | None = None,
        lang: Lang | None = None,
    ) -> Connection[Concentration] | None:
        read = partial(
            info.context.matrix.concentration,
            country,
            lang=lang,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            nomenclature=nomenclature,
            source=source,
            members_on=members_on,
        )
        return await connection(read, first, after)

    @strawberry.field(
        description="How well what one country sells matches what another buys, of all partners."
    )
    async def complementarity(
        self,
        info: Asked,
        exporter: str,
        importer: str,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        nomenclature: str | None = None,
        source: str | None = None,
        members_on: date | None = None,
        lang: Lang | None = None,
    ) -> Complementarity | None:
        return await info.context.matrix.complementarity(
            exporter,
            importer,
            lang,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            nomenclature=nomenclature,
            source=source,
            members_on=members_on,
        )

    @strawberry.field(
        description="What a pair might trade of each product beyond what it does, the largest "
        "first; indicative, no forecast."
    )
    async def potential(
        self,
        info: Asked,
        exporter: str,
        importer: str,
        first: int = 50,
        after: str | None = None,
        level: int | None = None,
        year: int | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        nomenclature: str | None = None,
        source: str | None = None,
        members_on: date | None = None,
        lang: Lang | None = None,
    ) -> Connection[Potential] | None:
        read = partial(
            info.context.matrix.potential,
            exporter,
            importer,
            lang=lang,
            level=level,
            year=year,
            year_from=year_from,
            year_to=year_to,
            nomenclature=nomenclature,
            source=source,
            members_on=members_on,
        )
        return await connection(read, first, after)
