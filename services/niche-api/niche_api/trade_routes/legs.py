"""What goods of the origin meet in each destination, asked of tariff-api: duty, norms, names."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from eslabon.client import ServiceError, TariffClient
from eslabon.client.batches import NormsOfProducts, norms_of_products, quotes
from eslabon.contracts.competitors import FacedDuty
from eslabon.contracts.countries import MemberRole
from eslabon.contracts.envelope import Lang, Missing, ProblemItem, Reason
from eslabon.contracts.quotes import Quote, QuoteRequest
from servicekit.faced import faced_duty, mfn_percents
from servicekit.peers import Peer

from niche_api.trade_routes import saying
from niche_api.trade_routes.trade import REFUSED

Leg = tuple[str, str]
"""Product and destination."""


@dataclass(frozen=True)
class Paid:
    """The duty on a leg, and that of every origin; or why it is not known."""

    duty: FacedDuty | None = None
    mfn: tuple[Decimal, Decimal] | None = None
    """From the national line that pays least to the one that pays most, in percent."""
    missing: Missing | None = None

    @property
    def highest_percent(self) -> Decimal | None:
        """The most that goods of the origin pay on a national line."""
        return self.duty.highest_percent if self.duty else None


@dataclass(frozen=True)
class Duties:
    """What is paid on each leg, and whether tariff-api answered."""

    paid: Mapping[Leg, Paid] = field(default_factory=dict)
    gap: Missing | None = None


async def members(tariff: Peer, scheme: str, on: date, lang: Lang) -> frozenset[str] | ServiceError:
    """Return the full members of a scheme on a day; the error of a service that does not tell."""
    try:
        found = await TariffClient(await tariff.transport(lang)).members(scheme, on, lang)
    except ServiceError as error:
        return error
    return frozenset(one.country for one in found if one.role is MemberRole.MEMBER)


async def duties(
    tariff: Peer, origin: str, legs: Sequence[Leg], nomenclature: str, lang: Lang
) -> Duties:
    """Return what goods of the origin pay on each leg, on the last day each tariff covers."""
    requests = [
        QuoteRequest.model_construct(
            importer=destination, exporter=origin, product=product, nomenclature=nomenclature
        )
        for product, destination in legs
    ]
    try:
        found = await quotes(TariffClient(await tariff.transport(lang)), requests)
    except ServiceError as error:
        return Duties(gap=tariff.missing("duties", error, lang))
    return Duties({leg: _paid(one, lang) for leg, one in zip(legs, found, strict=True)})


def _paid(quote: Quote | ProblemItem, lang: Lang) -> Paid:
    if isinstance(quote, ProblemItem):
        missing = Missing(what="duty", reason=Reason.NOT_LOADED, detail=quote.detail)
        return Paid(missing=missing)
    rates = mfn_percents(quote)
    known = [rate for rate in rates if rate is not None]
    is_known = bool(rates) and len(known) == len(rates)
    return Paid(faced_duty(quote, None, lang), (min(known), max(known)) if is_known else None)


async def names(
    tariff: Peer, nomenclature: str, codes: Collection[str], lang: Lang
) -> dict[str, str]:
    """Return the texts of headings, as far as tariff-api says them."""
    try:
        client = TariffClient(await tariff.transport(lang))
        found = await client.products(nomenclature, sorted(codes), lang)
    except ServiceError:
        return {}
    return {one.code: one.description for one in found}


@dataclass(frozen=True)
class Norms:
    """How many norms bite on each leg, and why that is not known of others."""

    counts: Mapping[Leg, int] = field(default_factory=dict)
    gaps: Mapping[Leg, Missing] = field(default_factory=dict)
    answered: bool = True


async def norms(
    tariff: Peer, origin: str, legs: Sequence[Leg], nomenclature: str, lang: Lang
) -> Norms:
    """Return how many norms of both ends bite on each leg: one question for each destination.

    That no loaded norm bites does not mean that there is none.
    """
    client = TariffClient(await tariff.transport(lang))
    products: dict[str, list[str]] = {}
    for product, destination in legs:
        products.setdefault(destination, []).append(product)

    async def of(destination: str) -> NormsOfProducts:
        return await norms_of_products(
            client, destination, origin, products[destination], nomenclature, lang=lang
        )

    pages = await asyncio.gather(*map(of, products), return_exceptions=True)
    counts: dict[Leg, int] = {}
    gaps: dict[Leg, Missing] = {}
    answered = True
    for destination, page in zip(products, pages, strict=True):
        if isinstance(page, ServiceError):
            why = tariff.missing("norms", page, lang)
            gaps |= dict.fromkeys([(one, destination) for one in products[destination]], why)
            answered = answered and page.problem.status < REFUSED
        elif isinstance(page, BaseException):
            raise page
        else:
            for product, item in page.refused.items():
                gaps[product, destination] = Missing(
                    what="norms", reason=Reason.NOT_LOADED, detail=item.detail
                )
            bites = any(page.norms.values())
            for product, found in page.norms.items():
                leg = product, destination
                if found:
                    counts[leg] = len(found)
                else:
                    of_market = [] if bites else page.missing
                    gaps[leg] = next(iter(of_market), saying.no_norms(*leg, lang))
    return Norms(counts, gaps, answered)


def norms_path(origin: str, destination: str, product: str, nomenclature: str) -> str:
    """Return where tariff-api lists the norms of a leg."""
    asked = {
        "importer": destination,
        "exporter": origin,
        "product": product,
        "nomenclature": nomenclature,
    }
    return f"/v1/norms?{urlencode(asked)}"
