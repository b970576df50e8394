"""The duty that each supplier faces in a market, and the advantage of one of them over it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from eslabon.client import ServiceError, TariffClient
from eslabon.contracts.competitors import FacedDuty
from eslabon.contracts.envelope import Lang, Missing, ProblemItem, Reason
from eslabon.contracts.quotes import Quote, QuoteRequest
from servicekit.faced import faced_duty, lowest_percent
from servicekit.peers import Peer

from matrix_api import tariff

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
    own = lowest_percent(quotes[exporter]) if exporter in quotes else None
    return Faced(
        {code: faced_duty(quote, own, lang) for code, quote in quotes.items()},
        {code: why for (_, code, _), why in found.refused.items()},
        found.missing,
    )
