"""Root fields over tariff-api: nomenclatures, quotes, agreements, rules of origin, norms."""

from datetime import date
from decimal import Decimal
from functools import partial

import strawberry
from eslabon.contracts.agreements import (
    Agreement,
    AgreementCoverage,
    AgreementDetail,
    RegistrySummary,
)
from eslabon.contracts.changes import Change, ChangeKind
from eslabon.contracts.charges import ChargeRow
from eslabon.contracts.envelope import Direction, Lang
from eslabon.contracts.expressions import Unit
from eslabon.contracts.nomenclature import Correlation, Nomenclature, Product, SearchResult
from eslabon.contracts.norms import (
    Norm,
    NormClass,
    NormIndicators,
    Notification,
    NotificationArea,
)
from eslabon.contracts.origin import OriginCheck, OriginCheckRequest, OriginRules
from eslabon.contracts.quotas import Quota
from eslabon.contracts.quotes import Quote, QuoteRequest
from strawberry.types.info import Info

import gateway.types  # noqa: F401  makes the contracts below graph types
from gateway.connections import Connection, connection
from gateway.context import Context, present

Asked = Info[Context, None]


@strawberry.type
class TariffQuery:
    """Fields that tariff-api answers alone; each is one call."""

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

    @strawberry.field(description="Lists of product codes, each in one edition.")
    async def nomenclatures(
        self, info: Asked, lang: Lang | None = None
    ) -> list[Nomenclature] | None:
        return await info.context.tariff.nomenclatures(lang=lang)

    @strawberry.field(description="What codes of one edition have become, or were, in another.")
    async def correlations(
        self, info: Asked, from_nomenclature: str, to_nomenclature: str, code: str
    ) -> list[Correlation] | None:
        return await info.context.tariff.correlations(from_nomenclature, to_nomenclature, code)

    @strawberry.field(
        description="Every duty that goods of one origin might pay in one market on one day. With "
        "a customs value, a quantity or a weight, also in money, step by step."
    )
    async def quote(
        self,
        info: Asked,
        importer: str,
        exporter: str,
        product: str,
        nomenclature: str | None = None,
        on: date | None = None,
        customs_value_usd: Decimal | None = None,
        quantity: Decimal | None = None,
        unit: Unit | None = None,
        weight_kg: Decimal | None = None,
        lang: Lang | None = None,
    ) -> Quote | None:
        return await info.context.tariff.quote(
            importer,
            exporter,
            product,
            nomenclature=nomenclature,
            on=on,
            customs_value_usd=customs_value_usd,
            quantity=quantity,
            unit=unit,
            weight_kg=weight_kg,
            lang=lang,
        )

    @strawberry.field(description="Many quotes at once, in the order in which they are asked for.")
    async def quotes(
        self, info: Asked, items: list[QuoteRequest], lang: Lang | None = None
    ) -> list[Quote] | None:
        return await info.context.tariff.quotes(items, lang=lang)

    @strawberry.field(
        description="Taxes, fees and trade remedies of a market, in the order of their computation."
    )
    async def charges(
        self,
        info: Asked,
        importer: str,
        product: str | None = None,
        origin: str | None = None,
        on: date | None = None,
        lang: Lang | None = None,
    ) -> list[ChargeRow] | None:
        tariff = info.context.tariff
        return await tariff.charges(importer, product=product, origin=origin, on=on, lang=lang)

    @strawberry.field(description="Tariff quotas of an importer, a beneficiary or an agreement.")
    async def quotas(
        self,
        info: Asked,
        importer: str | None = None,
        beneficiary: str | None = None,
        agreement: str | None = None,
        product: str | None = None,
        lang: Lang | None = None,
    ) -> list[Quota] | None:
        return await info.context.tariff.quotas(
            importer=importer,
            beneficiary=beneficiary,
            agreement=agreement,
            product=product,
            lang=lang,
        )

    @strawberry.field(
        description="What changed in duties and preferences of a market between two releases; "
        "the two latest editions when they are left out."
    )
    async def changes(
        self,
        info: Asked,
        importer: str,
        first: int = 50,
        after: str | None = None,
        since: int | None = None,
        to: int | None = None,
        product: str | None = None,
        kind: ChangeKind | None = None,
        lang: Lang | None = None,
    ) -> Connection[Change] | None:
        read = partial(
            info.context.tariff.changes,
            importer,
            since=since,
            to=to,
            product=product,
            kind=kind,
            lang=lang,
        )
        return await connection(read, first, after)

    @strawberry.field(
        description="The fiche of a trade agreement, by its code (`AAP.CE 18`) or a usual name."
    )
    async def agreement(
        self, info: Asked, code: str, lang: Lang | None = None
    ) -> AgreementDetail | None:
        return await present(info.context.tariff.agreement(code, lang=lang))

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
        return await connection(read, first, after)

    @strawberry.field(description="Scope and depth of an agreement, from one party to another.")
    async def agreement_coverage(
        self,
        info: Asked,
        code: str,
        granter: str,
        beneficiary: str,
        on: date | None = None,
        lang: Lang | None = None,
    ) -> AgreementCoverage | None:
        tariff = info.context.tariff
        return await tariff.agreement_coverage(code, granter, beneficiary, on=on, lang=lang)

    @strawberry.field(description="How much of the registry of agreements is loaded.")
    async def agreements_summary(
        self, info: Asked, lang: Lang | None = None
    ) -> RegistrySummary | None:
        return await info.context.tariff.agreements_summary(lang=lang)

    @strawberry.field(description="Rules of origin to check for a product between two countries.")
    async def origin_rules(
        self,
        info: Asked,
        importer: str,
        exporter: str,
        product: str,
        nomenclature: str | None = None,
        agreement: str | None = None,
        on: date | None = None,
        lang: Lang | None = None,
    ) -> OriginRules | None:
        return await info.context.tariff.origin_rules(
            importer,
            exporter,
            product,
            nomenclature=nomenclature,
            agreement=agreement,
            on=on,
            lang=lang,
        )

    @strawberry.field(description="Whether goods made of the materials given are originating.")
    async def origin_check(
        self, info: Asked, goods: OriginCheckRequest, lang: Lang | None = None
    ) -> OriginCheck | None:
        return await info.context.tariff.origin_check(goods, lang=lang)

    @strawberry.field(
        description="Norms (non-tariff measures) that bite on a product between two countries."
    )
    async def norms(
        self,
        info: Asked,
        importer: str,
        first: int = 50,
        after: str | None = None,
        exporter: str | None = None,
        product: str | None = None,
        nomenclature: str | None = None,
        chapter: str | None = None,
        direction: Direction | None = None,
        on: date | None = None,
        lang: Lang | None = None,
    ) -> Connection[Norm] | None:
        read = partial(
            info.context.tariff.norms,
            importer=importer,
            exporter=exporter,
            product=product,
            nomenclature=nomenclature,
            chapter=chapter,
            direction=direction,
            on=on,
            lang=lang,
        )
        return await connection(read, first, after)

    @strawberry.field(description="Classes of the MAST classification of non-tariff measures.")
    async def norm_classes(
        self,
        info: Asked,
        code: str | None = None,
        version: str | None = None,
        q: str | None = None,
        lang: Lang | None = None,
    ) -> list[NormClass] | None:
        return await info.context.tariff.norm_classes(version=version, code=code, q=q, lang=lang)

    @strawberry.field(description="Frequency, coverage and prevalence of a market's norms.")
    async def norm_indicators(
        self,
        info: Asked,
        importer: str,
        chapters: list[str] | None = None,
        year: int | None = None,
        on: date | None = None,
        lang: Lang | None = None,
    ) -> NormIndicators | None:
        return await info.context.tariff.norm_indicators(
            importer, chapters=chapters or (), year=year, on=on, lang=lang
        )

    @strawberry.field(description="Norms as notified to the World Trade Organization.")
    async def notifications(
        self,
        info: Asked,
        first: int = 50,
        after: str | None = None,
        member: str | None = None,
        area: NotificationArea | None = None,
        product: str | None = None,
        lang: Lang | None = None,
    ) -> Connection[Notification] | None:
        read = partial(
            info.context.tariff.notifications,
            member=member,
            area=area,
            product=product,
            lang=lang,
        )
        return await connection(read, first, after)
