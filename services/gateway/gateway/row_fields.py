"""Fields of rows beyond their contracts: what other services know of each, asked in batches."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import strawberry
from eslabon.contracts.countries import Country
from eslabon.contracts.empalme import EmpalmeRow
from eslabon.contracts.envelope import Lang
from eslabon.contracts.niches import Niche
from eslabon.contracts.nomenclature import Product
from graphql import GraphQLError
from strawberry.types.info import Info

from gateway.context import Context
from gateway.indices import HEADING_DIGITS, Eci, Edition, Pci
from gateway.limits import MAX_PAGE
from gateway.markets import DutyInMarket, Goods, NormsInMarket, OfLeg, OnDay
from gateway.placed import PlacedNiche
from gateway.routed import RoutesOfProduct, Routing
from gateway.selection import asks_of_tariff, selected

Asked = Info[Context, None]

MOST_MARKETS = 30
"""All members of a region, and some more."""


def _codes(markets: Sequence[str], origin: str) -> list[str]:
    """Markets other than the origin; raise where they are too many."""
    if len(markets) > MOST_MARKETS:
        raise GraphQLError(f"`markets` takes up to {MOST_MARKETS} countries.")
    written = dict.fromkeys(market.strip().upper() for market in markets)
    return [market for market in written if market != origin]


async def _duties(
    context: Context,
    goods: tuple[str, str, str | None],
    markets: Sequence[str],
    on: date | None,
    lang: Lang | None,
) -> list[DutyInMarket]:
    origin, product, nomenclature = goods
    way = OnDay(on, lang or context.lang)
    return await context.duties.load_many(
        [(way, Goods(origin, market, product, nomenclature)) for market in _codes(markets, origin)]
    )


async def _norms(
    context: Context,
    goods: tuple[str, str, str | None],
    markets: Sequence[str],
    on: date | None,
    lang: Lang | None,
) -> list[NormsInMarket]:
    origin, product, nomenclature = goods
    spoken = lang or context.lang
    return await context.norms.load_many(
        [
            (OfLeg(origin, market, nomenclature, on, spoken), product)
            for market in _codes(markets, origin)
        ]
    )


async def _niche_duties(
    self: PlacedNiche,
    info: Asked,
    markets: list[str],
    on: date | None = None,
    lang: Lang | None = None,
) -> list[DutyInMarket] | None:
    setting = self.setting
    if not setting.is_harmonized:
        why = self.not_harmonized("duty", lang)
        return [
            DutyInMarket(market=market, duty=None, missing=[why])
            for market in _codes(markets, setting.country)
        ]
    goods = (setting.country, self.product, setting.nomenclature)
    return await _duties(info.context, goods, markets, on, lang or setting.lang)


async def _niche_norms(
    self: PlacedNiche,
    info: Asked,
    markets: list[str],
    on: date | None = None,
    lang: Lang | None = None,
) -> list[NormsInMarket] | None:
    setting = self.setting
    if not setting.is_harmonized:
        why = self.not_harmonized("norms", lang)
        return [
            NormsInMarket(market=market, count=None, norms=[], missing=[why])
            for market in _codes(markets, setting.country)
        ]
    goods = (setting.country, self.product, setting.nomenclature)
    return await _norms(info.context, goods, markets, on, lang or setting.lang)


async def _niche_routes(
    self: PlacedNiche,
    info: Asked,
    destination: str | None = None,
    min_score: int | None = None,
    region: str | None = None,
    first: int = 5,
    lang: Lang | None = None,
) -> RoutesOfProduct | None:
    if not 1 <= first <= MAX_PAGE:
        raise GraphQLError(f"`first` goes from 1 to {MAX_PAGE}.")
    setting, spoken = self.setting, lang or self.setting.lang
    if not setting.is_harmonized:
        why = self.not_harmonized("tradeRoutes", spoken)
        return RoutesOfProduct(routes=[], missing=[why], methodology=None, provenance=[])
    way = Routing(
        setting.country,
        destination,
        min_score,
        region,
        setting.complexity_year,
        setting.complexity_source,
        asks_of_tariff(selected(info), "routes."),
        spoken,
    )
    found = await info.context.routes.load((way, self.product[:HEADING_DIGITS]))
    return replace(found, routes=found.routes[:first])


async def _row_pci(
    self: EmpalmeRow,
    info: Asked,
    year: int | None = None,
    source: str | None = None,
    lang: Lang | None = None,
) -> Pci | None:
    way = Edition(year, source, lang or info.context.lang)
    return await info.context.pci.load((way, self.heading))


async def _row_duties(
    self: EmpalmeRow,
    info: Asked,
    markets: list[str],
    on: date | None = None,
    lang: Lang | None = None,
) -> list[DutyInMarket] | None:
    goods = (self.exporter, self.heading, self.nomenclature)
    return await _duties(info.context, goods, markets, on, lang)


async def _row_norms(
    self: EmpalmeRow,
    info: Asked,
    markets: list[str],
    on: date | None = None,
    lang: Lang | None = None,
) -> list[NormsInMarket] | None:
    goods = (self.exporter, self.heading, self.nomenclature)
    return await _norms(info.context, goods, markets, on, lang)


async def _product_pci(
    self: Product,
    info: Asked,
    year: int | None = None,
    source: str | None = None,
    lang: Lang | None = None,
) -> Pci | None:
    way = Edition(year, source, lang or info.context.lang)
    return await info.context.pci.load((way, self.code))


async def _country_eci(
    self: Country,
    info: Asked,
    year: int | None = None,
    source: str | None = None,
    lang: Lang | None = None,
) -> Eci | None:
    way = Edition(year, source, lang or info.context.lang)
    return await info.context.eci.load((way, self.iso3))


_IN_MARKETS = (
    "in each of `markets`, alpha-3 codes, itself left out; asked once for all rows of a page."
)


def fields() -> dict[type, dict[str, Any]]:
    """Return the fields by contract; made once the enums of their arguments are graph types."""
    field = strawberry.pydantic.field
    return {
        Niche: {
            "trade_routes": field(
                _niche_routes,
                description="Key trade routes of the product from the country, best first: to "
                "`destination`, else to every other member of the region. Select `duty`, `norms` "
                "or `name` of a route for what tariff-api says of it.",
            ),
            "duties": field(
                _niche_duties, description=f"Best duty on the product of the country {_IN_MARKETS}"
            ),
            "norms": field(
                _niche_norms, description=f"Norms that bite on the product {_IN_MARKETS}"
            ),
        },
        EmpalmeRow: {
            "pci": field(_row_pci, description="Complexity of the heading."),
            "duties": field(
                _row_duties, description=f"Best duty on the heading of the exporter {_IN_MARKETS}"
            ),
            "norms": field(_row_norms, description=f"Norms that bite on the heading {_IN_MARKETS}"),
        },
        Product: {"pci": field(_product_pci, description="Complexity of its heading.")},
        Country: {"eci": field(_country_eci, description="Complexity of what it exports.")},
    }
