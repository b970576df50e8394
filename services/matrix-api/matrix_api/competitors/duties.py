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
    requests = [
        QuoteRequest.model_construct(
            importer=importer, exporter=code, product=product, nomenclature=nomenclature, on=on
        )
        for code in asked
    ]
    try:
        client = TariffClient(await to_tariff.transport(lang))
        found = await tariff.quotes(client, requests)
    except ServiceError as error:
        return Faced(missing=[to_tariff.missing("duties", error, lang)])
    quotes = {code: one for code, one in zip(asked, found, strict=True) if isinstance(one, Quote)}
    own = _percent(quotes[exporter]) if exporter in quotes else None
    return Faced(
        {code: _duty(quote, own, lang) for code, quote in quotes.items()},
        {
            code: Missing(what="duty", reason=Reason.NOT_LOADED, detail=one.detail)
            for code, one in zip(asked, found, strict=True)
            if isinstance(one, ProblemItem)
        },
    )


def _percent(quote: Quote) -> Decimal | None:
    lowest = quote.best or quote.best_loaded
    return lowest.applied_percent if lowest else None


def _duty(quote: Quote, own: Decimal | None, lang: Lang) -> FacedDuty:
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
