"""The duty that each supplier faces in a market, and the advantage of one of them over it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from eslabon.client import ServiceError, TariffClient
from eslabon.contracts.competitors import FacedDuty
from eslabon.contracts.envelope import Lang, Missing, ProblemItem, Reason
from eslabon.contracts.quotes import Quote, QuoteRequest
from servicekit.peers import Peer
from servicekit.releases.dataset import texts

from matrix_api import tariff

_NO_GAPS = frozenset({Reason.AGREEMENT_DOES_NOT_COVER, Reason.NO_AGREEMENT})
"""What a quote says of agreements that give nothing: the duty is known all the same."""

_NOT_AD_VALOREM = texts(
    "El derecho no es un porcentaje del valor: {text}.",
    "O direito não é uma porcentagem do valor: {text}.",
    "The duty is not a percentage of the value: {text}.",
)


Pair = tuple[str, str, str]
"""An importer, an exporter and a product."""


@dataclass(frozen=True)
class Quoted:
    """What tariff-api says of what it was asked."""

    quotes: Mapping[Pair, Quote] = field(default_factory=dict)
    refused: Mapping[Pair, Missing] = field(default_factory=dict)
    """Why it says nothing of one."""
    missing: Sequence[Missing] = ()
    """Why it says nothing at all."""


async def quoted(
    to_tariff: Peer, pairs: Sequence[Pair], nomenclature: str, on: date | None, lang: Lang
) -> Quoted:
    """Return the quotes of these pairs, asked for together."""
    requests = [
        QuoteRequest.model_construct(
            importer=importer, exporter=exporter, product=product, nomenclature=nomenclature, on=on
        )
        for importer, exporter, product in pairs
    ]
    try:
        client = TariffClient(await to_tariff.transport(lang))
        found = await tariff.quotes(client, requests)
    except ServiceError as error:
        return Quoted(missing=[to_tariff.missing("duties", error, lang)])
    answers = list(zip(pairs, found, strict=True))
    return Quoted(
        {pair: one for pair, one in answers if isinstance(one, Quote)},
        {
            pair: Missing(what="duty", reason=Reason.NOT_LOADED, detail=one.detail)
            for pair, one in answers
            if isinstance(one, ProblemItem)
        },
    )


@dataclass(frozen=True)
class Faced:
    """What tariff-api says of the suppliers asked about."""

    duties: Mapping[str, FacedDuty] = field(default_factory=dict)
    refused: Mapping[str, Missing] = field(default_factory=dict)
    """Why it says nothing of a supplier."""
    missing: Sequence[Missing] = ()
    """Why it says nothing at all."""


async def faced(
    to_tariff: Peer,
    importer: str,
    suppliers: Sequence[str],
    exporter: str | None,
    product: str,
    nomenclature: str,
    on: date | None,
    lang: Lang,
) -> Faced:
    """Return the duties of the suppliers and of `exporter`, asked for together."""
    asked = list(dict.fromkeys([*suppliers, *([exporter] if exporter else [])]))
    pairs = [(importer, code, product) for code in asked]
    found = await quoted(to_tariff, pairs, nomenclature, on, lang)
    quotes = {code: quote for (_, code, _), quote in found.quotes.items()}
    own = _percent(quotes[exporter]) if exporter in quotes else None
    return Faced(
        {code: duty_of(quote, own, lang) for code, quote in quotes.items()},
        {code: why for (_, code, _), why in found.refused.items()},
        found.missing,
    )


def _percent(quote: Quote) -> Decimal | None:
    lowest = quote.best or quote.best_loaded
    return lowest.applied_percent if lowest else None


def duty_of(quote: Quote, own: Decimal | None, lang: Lang) -> FacedDuty:
    """Return the duty of a quote, and its advantage over it of one who pays `own` percent."""
    lowest = quote.best or quote.best_loaded
    percent = _percent(quote)
    missing = [one for one in quote.missing if one.reason not in _NO_GAPS]
    if lowest is not None and percent is None:
        detail = _NOT_AD_VALOREM[lang].format(text=lowest.applied_text)
        missing.append(Missing(what="applied_percent", reason=Reason.NOT_ASSESSED, detail=detail))
    lines = [line.best or line.best_loaded for line in quote.lines] or [lowest]
    rates = [line.applied_percent if line else None for line in lines]
    known = [rate for rate in rates if rate is not None]
    is_known = len(known) == len(rates)
    return FacedDuty(
        on=quote.on,
        completeness=quote.completeness,
        is_best=quote.best is not None,
        kind=lowest.kind if lowest else None,
        agreement=lowest.agreement if lowest else None,
        agreement_candidates=lowest.agreement_candidates if lowest else [],
        conditional=lowest.conditional if lowest else False,
        applied_percent=percent,
        applied_text=lowest.applied_text if lowest else None,
        lowest_percent=min(known) if is_known else None,
        highest_percent=max(known) if is_known else None,
        advantage_points=None if percent is None or own is None else percent - own,
        missing=missing,
        provenance=quote.provenance,
    )
