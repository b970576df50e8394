"""A chain of a country in its markets, joined of other services: trade, duties, norms."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from eslabon.client import MatrixClient, ServiceError, TariffClient
from eslabon.client.batches import quotes
from eslabon.client.service import LARGEST_PAGE
from eslabon.contracts.chain_trade import (
    ChainMarket,
    ChainTrade,
    CodeTrade,
    MarketBasis,
    MarketDuty,
)
from eslabon.contracts.chains import Specificity
from eslabon.contracts.competitors import Customers
from eslabon.contracts.envelope import Lang, Missing, ProblemItem, Provenance, Reason
from eslabon.contracts.norms import Norm
from eslabon.contracts.quotes import Quote, QuoteRequest
from servicekit.faced import faced_duty, mfn_percents
from servicekit.peers import Peer
from servicekit.releases.snapshot import Snapshot

from niche_api.chains import repository, telling, trade_words
from niche_api.chains.book import Book, Row

EVERYBODY = 300
"""Customers asked for of each code: as many as matrix-api gives."""


@dataclass(frozen=True)
class Asked:
    """A chain of a country, and the services that know more of it."""

    chain: str
    country: str
    markets: int
    """Most markets, where none is named."""
    named: Sequence[str]
    tariff: Peer
    matrix: Peer
    lang: Lang


@dataclass
class Sold:
    """What is sold under the chain's codes, as far as matrix-api says."""

    customers: dict[str, Customers] = field(default_factory=dict)
    missing: dict[str, Missing] = field(default_factory=dict)
    """Why nothing is known of a code."""
    down: bool = False


@dataclass
class Paid:
    """What goods pay in markets, and the norms that bite on them, as far as tariff-api says."""

    quotes: dict[tuple[str, str], Quote | ProblemItem] = field(default_factory=dict)
    """By market and code."""
    norms: dict[str, tuple[list[Norm], list[Missing]]] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    down: bool = False


def harmonised(book: Book, chain: str) -> list[Row]:
    """Return the chain's codes in the latest edition of the Harmonized System that it has."""
    rows = [row for row in book.products.get(chain, ()) if row["nomenclature"].startswith("HS")]
    latest = max((row["nomenclature"] for row in rows), default=None)
    return [row for row in rows if row["nomenclature"] == latest]


async def _sold(asked: Asked, codes: Sequence[Row]) -> Sold:
    """Ask for the customers of each code, all at once: a chain has few codes."""
    found = Sold()
    client = MatrixClient(await asked.matrix.transport(asked.lang))

    async def customers(row: Row) -> None:
        code, what = row["code"], f"trade.{row['code']}"
        try:
            found.customers[code] = await client.customers(
                asked.country, code, row["nomenclature"], lang=asked.lang, limit=EVERYBODY
            )
        except ServiceError as error:
            found.missing[code] = asked.matrix.missing(what, error, asked.lang)
            found.down = found.down or error.problem.status >= 500

    await asyncio.gather(*(customers(row) for row in codes))
    return found


def _largest(codes: Sequence[Row], sold: Sold, count: int) -> list[str]:
    """Return the largest buyers: under the chain's own codes where it has such, else under all."""
    exact = [row["code"] for row in codes if row["specificity"] == Specificity.EXACT]
    for some in (exact, [row["code"] for row in codes]):
        values: dict[str, Decimal] = {}
        for code in some:
            for one in sold.customers[code].customers if code in sold.customers else ():
                values[one.importer] = values.get(one.importer, Decimal(0)) + one.value_usd
        if values:
            return sorted(values, key=lambda importer: (-values[importer], importer))[:count]
    return []


def _stated(rows: Sequence[Row]) -> dict[str, Row]:
    """Return the destinations that sources state, of the last period, largest first."""
    shares = [row for row in rows if row["indicator"] == "DESTINATION_SHARE"]
    last = max((row["period_to"] for row in shares), default=None)
    recent = [row for row in shares if row["period_to"] == last]
    return {row["partner"]: row for row in sorted(recent, key=lambda row: -row["value"])}


async def _with_tariffs(asked: Asked) -> list[str]:
    """Return the markets whose tariff is loaded."""
    client = TariffClient(await asked.tariff.transport(asked.lang))
    try:
        datasets = await client.datasets()
    except ServiceError:
        return []
    cuts = [cut.slice for one in datasets if one.name == "duties" for cut in one.current]
    parts = (part.partition("=") for cut in cuts for part in cut.split(","))
    return sorted({value for name, _, value in parts if name == "importer"})


async def _markets(
    asked: Asked, codes: Sequence[Row], sold: Sold, stated: Mapping[str, Row]
) -> tuple[MarketBasis, list[str]]:
    if asked.named:
        return MarketBasis.ASKED, list(dict.fromkeys(asked.named))
    if largest := _largest(codes, sold, asked.markets):
        return MarketBasis.FLOWS, largest
    if stated:
        return MarketBasis.STATED_SHARES, list(stated)[: asked.markets]
    loaded = [one for one in await _with_tariffs(asked) if one != asked.country]
    return MarketBasis.LOADED_TARIFFS, loaded[: asked.markets]


async def _paid(asked: Asked, codes: Sequence[Row], markets: Sequence[str]) -> Paid:
    """Ask for all quotes in one batch, and for the norms of each market on all codes at once."""
    found = Paid()
    if not codes or not markets:
        return found
    client = TariffClient(await asked.tariff.transport(asked.lang))
    pairs = [(market, row["code"]) for market in markets for row in codes]
    edition = codes[0]["nomenclature"]

    async def duties() -> None:
        requests = [
            QuoteRequest.model_construct(
                importer=market, exporter=asked.country, product=code, nomenclature=edition
            )
            for market, code in pairs
        ]
        found.quotes = dict(zip(pairs, await quotes(client, requests), strict=True))

    async def norms(market: str) -> None:
        page = await client.norms(
            market,
            asked.country,
            [row["code"] for row in codes],
            edition,
            limit=LARGEST_PAGE,
            lang=asked.lang,
        )
        found.norms[market] = page.items, page.meta.missing

    calls = {"duties": duties(), **{f"norms.{market}": norms(market) for market in markets}}
    results = await asyncio.gather(*calls.values(), return_exceptions=True)
    for what, result in zip(calls, results, strict=True):
        if isinstance(result, ServiceError):
            found.missing.append(asked.tariff.missing(what, result, asked.lang))
            found.down = found.down or result.problem.status >= 500
        elif isinstance(result, BaseException):
            raise result
    return found


def _duty(market: str, row: Row, sold: Sold, paid: Paid, lang: Lang) -> MarketDuty:
    code = row["code"]
    customers = sold.customers.get(code)
    bought = next(
        (one for one in customers.customers if one.importer == market) if customers else iter(()),
        None,
    )
    quote = paid.quotes.get((market, code))
    missing = []
    if isinstance(quote, ProblemItem):
        missing.append(Missing(what="duty", reason=Reason.NOT_LOADED, detail=quote.detail))
        quote = None
    rates = mfn_percents(quote) if quote else []
    known = [rate for rate in rates if rate is not None]
    is_known = bool(rates) and len(known) == len(rates)
    return MarketDuty.assembled(
        code=code,
        specificity=Specificity(row["specificity"]),
        exports_usd=bought.value_usd if bought else None,
        year=customers.year if customers else None,
        share=bought.share if bought else None,
        mfn_lowest_percent=min(known) if is_known else None,
        mfn_highest_percent=max(known) if is_known else None,
        duty=faced_duty(quote, None, lang) if quote else None,
        missing=missing,
    )


def _code(row: Row, sold: Sold, lang: Lang) -> CodeTrade:
    customers = sold.customers.get(row["code"])
    missing = list(customers.missing) if customers else []
    if row["code"] in sold.missing:
        missing.append(sold.missing[row["code"]])
    specificity = Specificity(row["specificity"])
    return CodeTrade.assembled(
        nomenclature=row["nomenclature"],
        code=row["code"],
        form=telling.said(row, "form", lang),
        specificity=specificity,
        warning=trade_words.warning(specificity, lang),
        year=customers.year if customers else None,
        exports_usd=customers.total_usd if customers else None,
        missing=missing,
    )


def _exact_exports(codes: Sequence[CodeTrade]) -> Decimal | None:
    """Return exports under the chain's own codes; None unless all are known for one year."""
    exact = [one for one in codes if one.specificity is Specificity.EXACT]
    values = [one.exports_usd for one in exact if one.exports_usd is not None]
    is_whole = values and len(values) == len(exact) and len({one.year for one in exact}) == 1
    return sum(values, Decimal(0)) if is_whole else None


def _provenance(
    snapshot: Snapshot, rows: Sequence[Row], sold: Sold, paid: Paid
) -> list[Provenance]:
    said = telling.sources(snapshot, rows)
    said += [one for customers in sold.customers.values() for one in customers.provenance]
    return list(dict.fromkeys(said))


async def chain_trade(snapshot: Snapshot, book: Book, asked: Asked) -> tuple[ChainTrade, bool]:
    """Return a chain of a country in its markets, and whether both other services answered."""
    codes = harmonised(book, asked.chain)
    sold, figures = await asyncio.gather(
        _sold(asked, codes),
        repository.statistics(snapshot, {"chain": asked.chain, "country": asked.country}),
    )
    stated = _stated(figures)
    basis, markets = await _markets(asked, codes, sold, stated)
    paid = await _paid(asked, codes, markets)
    told = [_code(row, sold, asked.lang) for row in codes]
    missing = [*paid.missing]
    if not codes:
        missing.append(trade_words.no_codes(asked.chain, asked.lang))
    if not markets:
        missing.append(trade_words.no_markets(asked.lang))
    answer = ChainTrade.assembled(
        chain=asked.chain,
        country=asked.country,
        markets_basis=basis,
        exact_exports_usd=_exact_exports(told),
        codes=told,
        markets=[
            ChainMarket.assembled(
                importer=market,
                stated_share_percent=stated[market]["value"] if market in stated else None,
                duties=[_duty(market, row, sold, paid, asked.lang) for row in codes],
                norms=paid.norms.get(market, ([], []))[0],
                missing=paid.norms.get(market, ([], []))[1],
            )
            for market in markets
        ],
        missing=missing,
        methodology=trade_words.methodology(basis, asked.markets, asked.lang),
        provenance=_provenance(snapshot, [*codes, *stated.values()], sold, paid),
    )
    return answer, not (sold.down or paid.down)
