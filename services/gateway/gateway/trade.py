"""Root fields over matrix-api: history, competitors, customers and negotiated trade."""

from datetime import date

import strawberry
from eslabon.contracts.competitors import Competitors, Customers
from eslabon.contracts.envelope import Lang
from eslabon.contracts.matrix import History
from eslabon.contracts.negotiated import NegotiatedTrade, Obstacles
from strawberry.types.info import Info

import gateway.types  # noqa: F401  makes the contracts below graph types
from gateway.context import Context
from gateway.selection import asks_duties, selected

Asked = Info[Context, None]


@strawberry.type
class TradeQuery:
    """Fields on the trade of a product; each is one call."""

    @strawberry.field(
        description="What one country bought of a product from another, year by year up to `to`."
    )
    async def history(
        self,
        info: Asked,
        importer: str,
        exporter: str,
        product: str,
        nomenclature: str | None = None,
        years: int | None = None,
        to: int | None = None,
        lang: Lang | None = None,
    ) -> History | None:
        return await info.context.matrix.history(
            importer, exporter, product, nomenclature, lang, years=years, to=to
        )

    @strawberry.field(
        description="The main suppliers of a product to a market. Select `duty` for what each "
        "faces; `exporter`, whose advantage it then gives, and `on` are of duties alone."
    )
    async def competitors(
        self,
        info: Asked,
        importer: str,
        product: str,
        nomenclature: str | None = None,
        year: int | None = None,
        limit: int | None = None,
        exporter: str | None = None,
        on: date | None = None,
        lang: Lang | None = None,
    ) -> Competitors | None:
        duties = asks_duties(selected(info))
        return await info.context.matrix.competitors(
            importer,
            product,
            nomenclature,
            lang,
            year=year,
            limit=limit,
            duties=duties,
            exporter=exporter if duties else None,
            on=on if duties else None,
        )

    @strawberry.field(description="The main markets of a product of an exporter.")
    async def customers(
        self,
        info: Asked,
        exporter: str,
        product: str,
        nomenclature: str | None = None,
        year: int | None = None,
        limit: int | None = None,
        lang: Lang | None = None,
    ) -> Customers | None:
        matrix = info.context.matrix
        return await matrix.customers(exporter, product, nomenclature, lang, year=year, limit=limit)

    @strawberry.field(
        description="What a country or scheme buys from another under preferences, free for every "
        "origin, and not covered, with bounds. Covered says nothing of preferences claimed."
    )
    async def negotiated_trade(
        self,
        info: Asked,
        importer: str,
        exporter: str,
        product: str | None = None,
        nomenclature: str | None = None,
        year: int | None = None,
        years: int | None = None,
        level: int | None = None,
        on: date | None = None,
        lang: Lang | None = None,
    ) -> NegotiatedTrade | None:
        return await info.context.matrix.negotiated_trade(
            importer,
            exporter,
            product,
            nomenclature,
            lang,
            year=year,
            years=years,
            level=level,
            on=on,
        )

    @strawberry.field(
        description="Products with a preference that are hardly bought from its beneficiary, those "
        "with most room to grow first."
    )
    async def negotiated_trade_obstacles(
        self,
        info: Asked,
        importer: str,
        exporter: str,
        product: str | None = None,
        nomenclature: str | None = None,
        year: int | None = None,
        on: date | None = None,
        limit: int | None = None,
        lang: Lang | None = None,
    ) -> Obstacles | None:
        return await info.context.matrix.negotiated_trade_obstacles(
            importer, exporter, product, nomenclature, lang, year=year, on=on, limit=limit
        )
