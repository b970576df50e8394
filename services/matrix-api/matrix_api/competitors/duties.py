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
    own = lowest_percent(quotes[exporter]) if exporter in quotes else None
    return Faced(
        {code: faced_duty(quote, own, lang) for code, quote in quotes.items()},
        {
            code: Missing(what="duty", reason=Reason.NOT_LOADED, detail=one.detail)
            for code, one in zip(asked, found, strict=True)
            if isinstance(one, ProblemItem)
        },
    )
