"""Key trade routes of many products of one origin: asked once for all rows of a page."""

from collections.abc import Sequence
from typing import NamedTuple

import strawberry
from eslabon.client import NicheClient
from eslabon.client.service import LARGEST_PAGE
from eslabon.contracts.envelope import Lang, Methodology, Missing, Provenance
from eslabon.contracts.trade_routes import TradeRoute

MOST_PRODUCTS = 50
"""Headings that niche-api takes in one question."""


class Routing(NamedTuple):
    """How routes are asked for."""

    origin: str
    destination: str | None
    min_score: int | None
    region: str | None
    year: int | None
    source: str | None
    duties: bool
    lang: Lang


@strawberry.type(description="Key trade routes of one product of an origin, best first.")
class RoutesOfProduct:
    """Routes, with what holds for all of them."""

    routes: list[TradeRoute]
    missing: list[Missing] = strawberry.field(
        description="What is lacking to judge them; each premise says its own."
    )
    methodology: Methodology | None
    provenance: list[Provenance]


class Routes:
    """Asks niche-api for the routes of many products at once."""

    def __init__(self, niche: NicheClient) -> None:
        self._niche = niche

    async def of_products(self, way: Routing, products: Sequence[str]) -> list[RoutesOfProduct]:
        """Return the routes of each heading."""
        found: dict[str, list[TradeRoute]] = {product: [] for product in products}
        cursor: str | None = None
        while True:
            page = await self._niche.trade_routes(
                way.origin,
                products,
                way.destination,
                way.lang,
                min_score=way.min_score,
                region=way.region,
                year=way.year,
                source=way.source,
                duties=way.duties,
                cursor=cursor,
                limit=LARGEST_PAGE,
            )
            for route in page.items:
                found[route.product].append(route)
            cursor = page.next_cursor
            if cursor is None:
                break
        meta = page.meta
        return [
            RoutesOfProduct(
                routes=found[product],
                missing=meta.missing,
                methodology=meta.methodology,
                provenance=meta.provenance,
            )
            for product in products
        ]
