"""Root fields over niche-api: chains, their places, products of the catalogue, firms and events."""

from datetime import date
from functools import partial
from typing import Annotated

import strawberry
from eslabon.contracts.catalogue import CatalogueItem
from eslabon.contracts.chains import Chain, ChainDetail
from eslabon.contracts.envelope import Lang
from eslabon.contracts.events import Event, EventKind
from eslabon.contracts.firms import Firm, FirmKind
from strawberry.types.info import Info

import gateway.types  # noqa: F401  makes the contracts below graph types
from gateway.connections import Connection, connection
from gateway.context import Context, present
from gateway.places import Place
from gateway.selection import asks_duties, selected

Asked = Info[Context, None]


@strawberry.type
class ChainsQuery:
    """Fields on chains and those who trade their goods; each is one call."""

    @strawberry.field(
        description="Productive chains: all, those of the 2023 report, or those that a code "
        "belongs to. A code that is not EXACT holds other goods too."
    )
    async def chains(
        self,
        info: Asked,
        first: int = 50,
        after: str | None = None,
        product: str | None = None,
        nomenclature: str | None = None,
        in_report: bool | None = None,
        lang: Lang | None = None,
    ) -> Connection[Chain] | None:
        read = partial(
            info.context.niche.chains_page,
            nomenclature,
            product,
            in_report=in_report,
            lang=lang,
        )
        return await connection(read, first, after)

    @strawberry.field(
        description="One chain: species, presence, zones, biology, permits and claims; in one "
        "country by `inCountry`, on a map by `geojson`. Null where there is no such chain."
    )
    async def chain(self, info: Asked, id: str, lang: Lang | None = None) -> ChainDetail | None:
        return await present(info.context.niche.chain(id, lang))

    @strawberry.field(
        description="A country by its alpha-3 code, or a first-level unit by ISO 3166-2."
    )
    async def place(self, info: Asked, code: str) -> Place | None:
        return (await info.context.places()).get(code.strip().upper())

    @strawberry.field(
        description="Lines of national tariffs that name products of Amazon biodiversity; with "
        "what each origin pays without preference where `duty` is selected."
    )
    async def catalogue(
        self,
        info: Asked,
        first: int = 50,
        after: str | None = None,
        q: str | None = None,
        country: str | None = None,
        lang: Lang | None = None,
    ) -> Connection[CatalogueItem] | None:
        duties = asks_duties(selected(info))
        read = partial(info.context.niche.catalogue, q, country, lang=lang, duties=duties)
        return await connection(read, first, after)

    @strawberry.field(description="Firms that sell or buy, and their associations.")
    async def firms(
        self,
        info: Asked,
        first: int = 50,
        after: str | None = None,
        country: str | None = None,
        region: str | None = None,
        kind: FirmKind | None = None,
        chain: str | None = None,
        product: str | None = None,
        lang: Lang | None = None,
    ) -> Connection[Firm] | None:
        read = partial(
            info.context.niche.firms,
            country,
            region,
            kind,
            chain,
            product,
            lang=lang,
        )
        return await connection(read, first, after)

    @strawberry.field(
        description="Business rounds, weeks and fairs under way between two days, by their first "
        "day; those without a date last."
    )
    async def events(
        self,
        info: Asked,
        first: int = 50,
        after: str | None = None,
        kind: EventKind | None = None,
        country: str | None = None,
        organiser: str | None = None,
        product: str | None = None,
        from_: Annotated[date | None, strawberry.argument(name="from")] = None,
        to: date | None = None,
        lang: Lang | None = None,
    ) -> Connection[Event] | None:
        read = partial(
            info.context.niche.events,
            kind,
            country,
            organiser,
            product,
            from_,
            to,
            lang=lang,
        )
        return await connection(read, first, after)
