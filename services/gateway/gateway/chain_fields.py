"""Fields of a chain beyond its contract: one country of it, its trade, its map; each is a call."""

from typing import Any

import strawberry
from eslabon.contracts.chain_trade import ChainTrade
from eslabon.contracts.chains import ChainCountry, ChainDetail
from eslabon.contracts.envelope import Lang
from strawberry.types.info import Info

from gateway.context import Context
from gateway.scalars import GeoJSON

Asked = Info[Context, None]


async def _in_country(
    self: ChainDetail, info: Asked, country: str, lang: Lang | None = None
) -> ChainCountry | None:
    return await info.context.niche.chain_in_country(self.id, country, lang)


async def _trade(
    self: ChainDetail,
    info: Asked,
    country: str,
    markets: list[str] | None = None,
    lang: Lang | None = None,
) -> ChainTrade | None:
    return await info.context.niche.chain_trade(self.id, country, market=markets, lang=lang)


async def _geojson(
    self: ChainDetail,
    info: Asked,
    country: str | None = None,
    simplify: float | None = None,
    lang: Lang | None = None,
) -> GeoJSON | None:
    found = await info.context.niche.chain_geojson(self.id, country, simplify, lang)
    return GeoJSON(found.model_dump(mode="json", exclude_unset=True))


def fields() -> dict[str, Any]:
    """Return the fields by name; made once the enums of their arguments are graph types."""
    return {
        "in_country": strawberry.pydantic.field(
            _in_country,
            description="The chain in one country; UNKNOWN, and why, where no source says it.",
        ),
        "trade": strawberry.pydantic.field(
            _trade,
            description="What its goods from a country pay in markets, and how its codes trade.",
        ),
        "geojson": strawberry.pydantic.field(
            _geojson,
            description="Its units with borders and production (RFC 7946); `simplify` is a "
            "tolerance in degrees.",
        ),
    }
