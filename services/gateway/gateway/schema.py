"""The graph: what can be asked, each field over one service."""

import asyncio
from datetime import date
from functools import partial
from operator import attrgetter

import strawberry
from eslabon.contracts.agreements import Agreement, AgreementDetail
from eslabon.contracts.countries import Country, MemberRole
from eslabon.contracts.envelope import Lang
from eslabon.contracts.nomenclature import Product, SearchResult
from eslabon.contracts.sync import Dataset
from graphql import GraphQLError
from strawberry.types.info import Info

from gateway import types
from gateway.connections import Connection, connection
from gateway.context import Context, country_entities, present, product_entities
from gateway.federation import Schema
from gateway.market_access import MarketAccess, Question, market_access
from gateway.selection import selected

Asked = Info[Context, None]

types.decorate()


@strawberry.type(description="Datasets of one service; null where it does not answer.")
class ServiceDatasets:
    """One service's part of the list of datasets."""

    service: str
    datasets: list[Dataset] | None


@strawberry.type(description="What the regional tools answer, in one graph.")
class Query:
    """Root fields; each is null with an error when its service does not answer."""

    @strawberry.field(
        description="Access to a market: duties, trade and competitors of one product from one "
        "country to another. Give `product`, a code read in the importer's tariff unless "
        "`nomenclature` says otherwise, or `keyword`. `on` is the day asked about."
    )
    async def market_access(
        self,
        info: Asked,
        importer: str,
        exporter: str,
        product: str | None = None,
        keyword: str | None = None,
        nomenclature: str | None = None,
        on: date | None = None,
        lang: Lang | None = None,
    ) -> MarketAccess | None:
        if (product is None) is (keyword is None):
            raise GraphQLError("Give either `product` or `keyword`.")
        spoken = lang or info.context.lang
        asked = Question(importer, exporter, product, keyword, nomenclature, on, spoken)
        return await market_access(info.context, asked, selected(info))

    @strawberry.field(description="One code of a nomenclature, with its ancestors and children.")
    async def product(
        self, info: Asked, code: str, nomenclature: str = "HS2022", lang: Lang | None = None
    ) -> Product | None:
        return await present(info.context.tariff.product(nomenclature, code, lang=lang))

    @strawberry.field(description="Ranked codes for what a person types, and how to drill down.")
    async def product_search(
        self,
        info: Asked,
        query: str,
        nomenclature: str = "HS2022",
        lang: Lang | None = None,
        limit: int = 20,
    ) -> SearchResult | None:
        tariff = info.context.tariff
        return await tariff.search(query, nomenclature=nomenclature, lang=lang, limit=limit)

    @strawberry.field(description="A country by its ISO 3166-1 code, alpha-3 or alpha-2.")
    async def country(self, info: Asked, code: str) -> Country | None:
        return await info.context.country(code)

    @strawberry.field(description="All countries, or the full members of a scheme on a day.")
    async def countries(
        self, info: Asked, scheme: str | None = None, on: date | None = None
    ) -> list[Country] | None:
        reading = info.context.ask_countries()
        if scheme is None:
            return sorted(set((await reading).values()), key=attrgetter("iso3"))
        known, members = await asyncio.gather(reading, info.context.tariff.members(scheme, on=on))
        full = [member.country for member in members if member.role is MemberRole.MEMBER]
        return [known[code] for code in full if code in known]

    @strawberry.field(description="A trade agreement by its code, such as `AAP.CE 18`.")
    async def agreement(self, info: Asked, code: str) -> AgreementDetail | None:
        return await present(info.context.tariff.agreement(code))

    @strawberry.field(
        description="The registry of trade agreements, by code: all, of one party, or of a pair."
    )
    async def agreements(
        self,
        info: Asked,
        first: int = 50,
        after: str | None = None,
        country: str | None = None,
        partner: str | None = None,
        status: str | None = None,
        kind: str | None = None,
        scope: str | None = None,
        has_preferences: bool | None = None,
        on: date | None = None,
        q: str | None = None,
    ) -> Connection[Agreement] | None:
        read = partial(
            info.context.tariff.agreements,
            country=country,
            partner=partner,
            status=status,
            kind=kind,
            scope=scope,
            has_preferences=has_preferences,
            on=on,
            q=q,
        )
        return await connection(
            lambda cursor, limit: read(cursor=cursor, limit=limit), first, after
        )

    @strawberry.field(description="Datasets of all services, with their current releases.")
    async def datasets(self, info: Asked) -> list[ServiceDatasets]:
        clients = info.context.clients
        found = await asyncio.gather(
            *(client.datasets() for client in clients.values()), return_exceptions=True
        )
        return [
            ServiceDatasets(service=name, datasets=answer)  # type: ignore[arg-type]
            for name, answer in zip(clients, found, strict=True)
        ]


SCHEMA = Schema(query=Query, entities={Country: country_entities, Product: product_entities})

if __name__ == "__main__":
    print(SCHEMA.as_str())
