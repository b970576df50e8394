"""Root fields over niche-api: niches and baskets of a place, its regions, key trade routes."""

from datetime import date
from functools import partial

import strawberry
from eslabon.contracts.envelope import Lang
from eslabon.contracts.model import Model
from eslabon.contracts.niches import Basket, Niche, NichePage, NicheStatus, ProductGroup
from eslabon.contracts.regional import Denominator, RegionalComplexity, RegionalRanking
from eslabon.contracts.trade_routes import ComplexityRule, PartnerMode, TradeRoute
from strawberry.types.info import Info

import gateway.types  # noqa: F401  makes the contracts below graph types
from gateway.connections import Connection, connected, connection, saying
from gateway.context import Context
from gateway.placed import placed
from gateway.selection import asks_of_tariff, selected

Asked = Info[Context, None]


@saying(NichePage)
class NicheConnection(Connection[Niche]):
    """Niches, with what holds for all of them."""


@strawberry.type
class NichesQuery:
    """Fields on what a place could come to export, and on which ways; each is one call."""

    @strawberry.field(
        description="Products before a country (alpha-3) or one of its units (ISO 3166-2), ranked, "
        "and why each is there: by the probability of an advantage, or by the balance of `near`, "
        "`complex` and `valuable` once one of these weights is given."
    )
    async def niches(
        self,
        info: Asked,
        place: str,
        first: int = 50,
        after: str | None = None,
        group: str | None = None,
        scheme: str | None = None,
        status: list[NicheStatus] | None = None,
        products: list[str] | None = None,
        min_complexity: float | None = None,
        max_distance: float | None = None,
        year: int | None = None,
        source: str | None = None,
        denominator: Denominator | None = None,
        near: float | None = None,
        complex: float | None = None,
        valuable: float | None = None,
        lang: Lang | None = None,
    ) -> NicheConnection | None:
        niche = info.context.niche

        async def read(*, cursor: str | None, limit: int) -> NichePage:
            page = await niche.niches(
                place,
                group=group,
                scheme=scheme,
                status=status or (),
                product=products,
                min_complexity=min_complexity,
                max_distance=max_distance,
                year=year,
                source=source,
                denominator=denominator,
                near=near,
                complex=complex,
                valuable=valuable,
                cursor=cursor,
                limit=limit,
                lang=lang,
            )
            return placed(page, lang or info.context.lang)

        return await connected(NicheConnection, read, first, after)

    @strawberry.field(
        description="What a place exports by group, today and with its niches at an advantage of 1."
    )
    async def basket(
        self,
        info: Asked,
        place: str,
        scheme: str | None = None,
        year: int | None = None,
        source: str | None = None,
        denominator: Denominator | None = None,
        lang: Lang | None = None,
    ) -> Basket | None:
        return await info.context.niche.basket(
            place, scheme=scheme, year=year, source=source, denominator=denominator, lang=lang
        )

    @strawberry.field(
        description="The model that gives probabilities: what it reads, how good it is measured "
        "to be, in words too; the rule of thumb where no years teach one."
    )
    async def model(
        self,
        info: Asked,
        year: int | None = None,
        source: str | None = None,
        lang: Lang | None = None,
    ) -> Model | None:
        return await info.context.niche.model(lang, year=year, source=source)

    @strawberry.field(description="Groups of products that niches and baskets are told in.")
    async def product_groups(
        self, info: Asked, scheme: str | None = None, lang: Lang | None = None
    ) -> list[ProductGroup] | None:
        return await info.context.niche.product_groups(scheme, lang)

    @strawberry.field(description="The first-level units of a country compared.")
    async def regional_complexity(
        self,
        info: Asked,
        country: str,
        source: str | None = None,
        year: int | None = None,
        denominator: Denominator | None = None,
        lang: Lang | None = None,
    ) -> RegionalComplexity | None:
        return await info.context.niche.regional_complexity(
            country, source=source, year=year, denominator=denominator, lang=lang
        )

    @strawberry.field(description="One product across the first-level units of a country.")
    async def regional_ranking(
        self,
        info: Asked,
        country: str,
        product: str,
        source: str | None = None,
        year: int | None = None,
        denominator: Denominator | None = None,
        lang: Lang | None = None,
    ) -> RegionalRanking | None:
        return await info.context.niche.regional_ranking(
            country, product, source=source, year=year, denominator=denominator, lang=lang
        )

    @strawberry.field(
        description="Key trade routes of an origin, best first, judged by five premises: of the "
        "headings given or of its candidates, to a destination or to every other member of the "
        "region. Select `duty`, `norms` or `name` for what tariff-api says of each."
    )
    async def trade_routes(
        self,
        info: Asked,
        origin: str,
        first: int = 50,
        after: str | None = None,
        products: list[str] | None = None,
        destination: str | None = None,
        min_score: int | None = None,
        count_unknown_as_passed: bool = False,
        p1_rule: ComplexityRule | None = None,
        p2_mode: PartnerMode | None = None,
        region: str | None = None,
        members_on: date | None = None,
        candidates: int | None = None,
        year: int | None = None,
        source: str | None = None,
        lang: Lang | None = None,
    ) -> Connection[TradeRoute] | None:
        read = partial(
            info.context.niche.trade_routes,
            origin,
            products or (),
            destination,
            lang,
            min_score=min_score,
            unknown_as="passed" if count_unknown_as_passed else None,
            p1_rule=p1_rule,
            p2_mode=p2_mode,
            region=region,
            members_on=members_on,
            candidates=candidates,
            year=year,
            source=source,
            duties=asks_of_tariff(selected(info)),
        )
        return await connection(read, first, after)
