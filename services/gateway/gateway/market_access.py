"""Acceso a Mercados: one product from one country to another, joined from three services."""

import asyncio
from collections.abc import Awaitable, Callable, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import strawberry
from eslabon.client import ServiceError
from eslabon.client.service import LARGEST_PAGE
from eslabon.contracts.agreements import Agreement
from eslabon.contracts.chains import Chain
from eslabon.contracts.competitors import Competitors
from eslabon.contracts.countries import Country
from eslabon.contracts.empalme import EmpalmeHeading
from eslabon.contracts.envelope import Lang, Missing, Page, Reason
from eslabon.contracts.expressions import Unit
from eslabon.contracts.matrix import History
from eslabon.contracts.negotiated import NegotiatedTrade
from eslabon.contracts.niches import Niche
from eslabon.contracts.nomenclature import Correlation, Product, SearchResult
from eslabon.contracts.norms import Norm
from eslabon.contracts.origin import OriginRules
from eslabon.contracts.quotes import Quote
from strawberry.utils.str_converters import to_camel_case

import gateway.types  # noqa: F401  makes the contracts below graph types
from gateway.context import Context
from gateway.indices import HEADING_DIGITS, Edition, Pci
from gateway.limits import MAX_PAGE
from gateway.placed import placed
from gateway.selection import asks_duties
from gateway.traded import FLOWS_NOMENCLATURE, traded_as
from gateway.wording import down, missing


@strawberry.type(description="Access of one product to one market, seen from one origin.")
class MarketAccess:
    """The blocks of an answer; a block that holds an exception leaves as null and an error."""

    importer: Country | None
    exporter: Country | None
    on: date | None = strawberry.field(description="The day that the quote holds for.")
    product: Product | None = strawberry.field(
        description="Null where the keyword fits several codes: see `choices`."
    )
    choices: SearchResult | None = strawberry.field(
        description="What the keyword found, to choose a code from."
    )
    quote: Quote | None
    agreements: list[Agreement] | None = strawberry.field(
        description="Agreements in force between the two on the day of the quote."
    )
    origin_rules: OriginRules | None = strawberry.field(
        description="Rules of origin to check so that a preference can be claimed."
    )
    norms: list[Norm] | None = strawberry.field(
        description="Norms that bite on the product, on either side of the border; `norms` at the "
        "root pages through them."
    )
    correlations: list[Correlation] = strawberry.field(
        description="Correlations followed from the product to the nomenclature of trade flows."
    )
    history: History | None
    competitors: Competitors | None = strawberry.field(
        description="With the duty that each one faces on the day of the quote, and the advantage "
        "of the exporter, where they are selected."
    )
    empalme: EmpalmeHeading | None = strawberry.field(
        description="How the exporter's heading meets what other members buy elsewhere; of a "
        "partial edition where no whole one can be computed."
    )
    negotiated: NegotiatedTrade | None = strawberry.field(
        description="How much of the product's trade is under preferences, those of the day of "
        "the quote."
    )
    chains: list[Chain] | None
    pci: Pci | None = strawberry.field(
        description="Complexity of the product's heading; null where the code is shorter."
    )
    niche: Niche | None = strawberry.field(
        description="Where the heading stands among the exporter's niches: its rank, and why; the "
        "code is looked for as it stands in the edition of those."
    )
    missing: list[Missing] = strawberry.field(
        description="Blocks that are null or empty, and why. What a block itself lacks, it says."
    )


@dataclass(frozen=True)
class Shipment:
    """What is known of the goods to be shipped; duties in money follow from it."""

    customs_value_usd: Decimal | None = None
    quantity: Decimal | None = None
    unit: Unit | None = None
    weight_kg: Decimal | None = None


@dataclass(frozen=True)
class Question:
    """What was asked: either a code or a keyword."""

    importer: str
    exporter: str
    product: str | None
    keyword: str | None
    nomenclature: str | None
    on: date | None
    shipment: Shipment
    lang: Lang


async def outcome(call: Awaitable[Any]) -> Any:
    """The result of a call, or the exception it raised: one block must not spoil another."""
    try:
        return await call
    except Exception as error:  # leaves as the error of its block
        return error


async def market_access(context: Context, asked: Question, wanted: Set[str]) -> MarketAccess:
    """Ask each service once for the blocks that are `wanted`: the quote, then all others at once.

    A mistake in the question raises the one problem that tariff-api finds with it.
    """
    if wanted & {"importer", "exporter", "competitors.competitors.country"}:
        context.ask_countries()
    answer = MarketAccess(
        importer=None,
        exporter=None,
        on=None,
        product=None,
        choices=None,
        quote=None,
        agreements=None,
        origin_rules=None,
        norms=None,
        correlations=[],
        history=None,
        competitors=None,
        empalme=None,
        negotiated=None,
        chains=None,
        pci=None,
        niche=None,
        missing=[],
    )
    code, nomenclature = asked.product, asked.nomenclature
    if code is None:
        answer.choices = found = await context.tariff.search(asked.keyword or "", lang=asked.lang)
        codes = {(hit.nomenclature, hit.code) for hit in found.hits}
        if len(codes) == 1:
            nomenclature, code = codes.pop()
        elif codes:
            why = missing("product", Reason.AMBIGUOUS_CODE, "choose", asked.lang, count=len(codes))
            answer.missing.append(why)
        else:
            answer.missing.extend(found.missing)
    if code is not None:
        await _fill(context, asked, code, nomenclature, wanted, answer)
    if "importer" in wanted:
        answer.importer = await outcome(context.country(asked.importer))
    if "exporter" in wanted:
        answer.exporter = await outcome(context.country(asked.exporter))
    return answer


async def _fill(
    context: Context,
    asked: Question,
    code: str,
    nomenclature: str | None,
    wanted: Set[str],
    answer: MarketAccess,
) -> None:
    """Fill the blocks of an answer for one code."""
    lang = asked.lang
    pair = (asked.importer, asked.exporter)
    quote = await outcome(
        context.tariff.quote(
            *pair,
            code,
            nomenclature=nomenclature,
            on=asked.on,
            customs_value_usd=asked.shipment.customs_value_usd,
            quantity=asked.shipment.quantity,
            unit=asked.shipment.unit,
            weight_kg=asked.shipment.weight_kg,
            lang=lang,
        )
    )
    if isinstance(quote, ServiceError) and quote.problem.status < 500:
        raise quote
    answer.quote = quote
    if isinstance(quote, Quote):
        answer.on = quote.on
    else:
        answer.product = quote
    traded = traded_as(code, quote, lang)
    answer.correlations = traded.correlations
    answer.missing.extend(traded.missing)
    blocks = _blocks(context, asked, quote, traded.code, wanted)
    chosen = [block for block in blocks if to_camel_case(block) in wanted]
    results = await asyncio.gather(*(outcome(blocks[block]()) for block in chosen))
    for block, result in zip(chosen, results, strict=True):
        if isinstance(result, Page):
            answer.missing.extend(result.meta.missing)
            result = result.items
        elif isinstance(result, Missing):
            answer.missing.append(result)
            result = None
        elif block in ("empalme", "niche") and _is_absent(result):
            detail = result.problem.detail
            answer.missing.append(Missing(what=block, reason=Reason.NOT_ASSESSED, detail=detail))
            result = None
        setattr(answer, block, result)
    for block in dict.fromkeys(("quote", "product", *chosen)):
        result = getattr(answer, block)
        if isinstance(result, ServiceError) and result.problem.status >= 500:
            answer.missing.append(down(block, result, lang))


async def _niche(context: Context, exporter: str, heading: str, lang: Lang) -> Niche | Missing:
    """The heading among an exporter's niches, or why it is not there."""
    page = await context.niche.niches(exporter, product=heading, limit=1, lang=lang)
    if page.items:
        return placed(page, lang).items[0]
    if page.year is None:
        return page.meta.missing[0].model_copy(update={"what": "niche"})
    return missing("niche", Reason.NOT_IDENTIFIED, "uncompared", lang, code=heading, place=exporter)


def _is_absent(result: object) -> bool:
    """Whether a service has no such thing: the edition leaves the member or the heading out."""
    return isinstance(result, ServiceError) and result.problem.status == 404


def _blocks(
    context: Context, asked: Question, quote: object, code: str | None, wanted: Set[str]
) -> dict[str, Callable[[], Awaitable[object]]]:
    """The calls that fill each block but the quote; none of them waits for another."""
    importer, exporter, lang = asked.importer, asked.exporter, asked.lang
    on = quote.on if isinstance(quote, Quote) else asked.on
    tariff, matrix, niche = context.tariff, context.matrix, context.niche
    found: dict[str, Callable[[], Awaitable[object]]] = {}
    if isinstance(quote, Quote):
        product = quote.product
        goods = (product.nomenclature, product.code)
        found["product"] = lambda: tariff.product(*goods, lang=lang)
        found["agreements"] = lambda: tariff.agreements(
            country=importer, partner=exporter, on=quote.on, limit=LARGEST_PAGE, lang=lang
        )
        found["origin_rules"] = lambda: tariff.origin_rules(
            importer, exporter, goods[1], nomenclature=goods[0], on=quote.on, lang=lang
        )
        found["norms"] = lambda: tariff.norms(
            importer=importer,
            exporter=exporter,
            product=goods[1],
            nomenclature=goods[0],
            on=quote.on,
            limit=MAX_PAGE,
            lang=lang,
        )
    if code is not None:
        found["history"] = lambda: matrix.history(
            importer, exporter, code, FLOWS_NOMENCLATURE, lang
        )
        facing = asks_duties(wanted, "competitors.")
        found["competitors"] = lambda: matrix.competitors(
            importer,
            code,
            nomenclature=FLOWS_NOMENCLATURE,
            lang=lang,
            duties=facing,
            exporter=exporter if facing else None,
            on=on if facing else None,
        )
        lines = asks_duties(wanted, "empalme.")
        found["empalme"] = lambda: matrix.empalme_heading(
            exporter,
            code[:HEADING_DIGITS],
            lang,
            include_partial=True,
            duties=lines,
            on=on if lines else None,
        )
        found["negotiated"] = lambda: matrix.negotiated_trade(
            importer, exporter, code, FLOWS_NOMENCLATURE, lang, on=on
        )
        found["chains"] = lambda: niche.chains_page(FLOWS_NOMENCLATURE, code, lang=lang)
    heading = (quote.product.code if isinstance(quote, Quote) else code or "")[:HEADING_DIGITS]
    if len(heading) == HEADING_DIGITS:
        found["pci"] = lambda: context.pci.load((Edition(None, None, lang), heading))
        found["niche"] = lambda: _niche(context, exporter, heading, lang)
    return found
