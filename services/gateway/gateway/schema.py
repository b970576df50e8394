"""The graph: what can be asked, each field over one service."""

import asyncio
from datetime import date
from decimal import Decimal
from operator import attrgetter

import strawberry
from eslabon.contracts.agreements import Agreement
from eslabon.contracts.chains import Chain
from eslabon.contracts.countries import Country, MemberRole
from eslabon.contracts.envelope import Lang
from eslabon.contracts.expressions import Unit
from eslabon.contracts.nomenclature import Product
from eslabon.contracts.sync import Dataset
from graphql import GraphQLError
from strawberry.types.info import Info

from gateway.chains import ChainsQuery
from gateway.complexity import ComplexityQuery
from gateway.context import (
    Context,
    agreement_entities,
    chain_entities,
    country_entities,
    place_entities,
    product_entities,
)
from gateway.empalme import EmpalmeQuery
from gateway.federation import Schema
from gateway.indicators import IndicatorsQuery
from gateway.market_access import MarketAccess, Question, Shipment, market_access
from gateway.niches import NichesQuery
from gateway.places import Place
from gateway.secretariats import SecretariatsQuery
from gateway.selection import selected
from gateway.tariff import TariffQuery
from gateway.trade import TradeQuery

Asked = Info[Context, None]


@strawberry.type(description="Datasets of one service; null where it does not answer.")
class ServiceDatasets:
    """One service's part of the list of datasets."""

    service: str
    datasets: list[Dataset] | None


@strawberry.type(description="What the regional tools answer, in one graph.")
class Query(
    TariffQuery,
    TradeQuery,
    EmpalmeQuery,
    IndicatorsQuery,
    ComplexityQuery,
    NichesQuery,
    ChainsQuery,
    SecretariatsQuery,
):
    """Root fields; each is null with an error when its service does not answer."""

    @strawberry.field(
        description="Access to a market: duties, trade and competitors of one product from one "
        "country to another. Give `product`, a code read in the importer's tariff unless "
        "`nomenclature` says otherwise, or `keyword`. `on` is the day asked about. With a customs "
        "value, a quantity or a weight, duties are also given in money."
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
        customs_value_usd: Decimal | None = None,
        quantity: Decimal | None = None,
        unit: Unit | None = None,
        weight_kg: Decimal | None = None,
        lang: Lang | None = None,
    ) -> MarketAccess | None:
        if (product is None) is (keyword is None):
            raise GraphQLError("Give either `product` or `keyword`.")
        spoken = lang or info.context.lang
        shipment = Shipment(customs_value_usd, quantity, unit, weight_kg)
        asked = Question(importer, exporter, product, keyword, nomenclature, on, shipment, spoken)
        return await market_access(info.context, asked, selected(info))

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


SCHEMA = Schema(
    query=Query,
    entities={
        Country: country_entities,
        Product: product_entities,
        Agreement: agreement_entities,
        Chain: chain_entities,
        Place: place_entities,
    },
)

if __name__ == "__main__":
    print(SCHEMA.as_str())
