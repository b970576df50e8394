"""What goods meet in a market, duty and norms: asked once for all rows of a page."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import strawberry
from eslabon.client import TariffClient
from eslabon.client.batches import norms_of_products, quotes
from eslabon.contracts.competitors import FacedDuty
from eslabon.contracts.envelope import Lang, Missing, ProblemItem, Reason
from eslabon.contracts.norms import Norm
from eslabon.contracts.quotes import QuoteRequest
from servicekit.faced import faced_duty

from gateway.wording import missing

MOST_DUTIES = 1000
"""In one batch; the client sends it in parts."""
MOST_NORMED = 100
"""Products that tariff-api takes in one question on norms."""


class Goods(NamedTuple):
    """Goods of an origin on their way to a market."""

    origin: str
    market: str
    product: str
    nomenclature: str | None
    """None where the code is read in the tariff of the market."""


class OnDay(NamedTuple):
    """How duties are asked for."""

    on: date | None
    lang: Lang


class OfLeg(NamedTuple):
    """How norms are asked for: of one market and origin."""

    origin: str
    market: str
    nomenclature: str | None
    on: date | None
    lang: Lang


@strawberry.type(description="What goods of an origin pay in one market.")
class DutyInMarket:
    """A duty, or why it is not known."""

    market: str
    duty: FacedDuty | None
    missing: list[Missing]


@strawberry.type(description="Norms of one market, and of the origin, that bite on goods.")
class NormsInMarket:
    """Norms, or why none are known."""

    market: str
    count: int | None = strawberry.field(
        description="Null where no loaded one bites, which does not mean that none is in force."
    )
    norms: list[Norm]
    missing: list[Missing]


class Markets:
    """Asks tariff-api on many goods at once."""

    def __init__(self, tariff: TariffClient) -> None:
        self._tariff = tariff

    async def duties(self, way: OnDay, goods: Sequence[Goods]) -> list[DutyInMarket]:
        """Return the best duty of each goods, on one day or the last that each tariff covers."""
        requests = [
            QuoteRequest.model_construct(
                importer=one.market,
                exporter=one.origin,
                product=one.product,
                nomenclature=one.nomenclature,
                on=way.on,
            )
            for one in goods
        ]
        found = await quotes(self._tariff, requests, lang=way.lang)
        made = []
        for one, quote in zip(goods, found, strict=True):
            duty, gaps = None, []
            if isinstance(quote, ProblemItem):
                gaps = [Missing(what="duty", reason=Reason.NOT_LOADED, detail=quote.detail)]
            else:
                duty = faced_duty(quote, None, way.lang)
            made.append(DutyInMarket(market=one.market, duty=duty, missing=gaps))
        return made

    async def norms(self, way: OfLeg, products: Sequence[str]) -> list[NormsInMarket]:
        """Return the norms of one market and origin that bite on each product."""
        found = await norms_of_products(
            self._tariff, way.market, way.origin, products, way.nomenclature, way.on, way.lang
        )

        def of(product: str) -> NormsInMarket:
            norms = found.norms.get(product, [])
            gaps: list[Missing] = []
            if (wrong := found.refused.get(product)) is not None:
                gaps = [Missing(what="norms", reason=Reason.NOT_LOADED, detail=wrong.detail)]
            elif not norms:
                words = {"market": way.market, "product": product}
                none = missing("norms", Reason.NOT_LOADED, "unnormed", way.lang, **words)
                gaps = list(found.missing) or [none]
            return NormsInMarket(
                market=way.market, count=len(norms) or None, norms=norms, missing=gaps
            )

        return [of(product) for product in products]
