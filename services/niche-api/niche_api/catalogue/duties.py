"""The duty on each line of the catalogue, asked of tariff-api in one batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eslabon.client import ServiceError, TariffClient
from eslabon.client.batches import quotes
from eslabon.contracts.catalogue import MfnDuty
from eslabon.contracts.envelope import Lang, Missing, ProblemItem, Reason
from eslabon.contracts.quotes import CandidateKind, Quote, QuoteRequest
from servicekit.peers import Peer
from servicekit.releases.dataset import texts

from niche_api.catalogue.repository import Entry

ORIGINS = ("BRA", "PER")
"""Origins that quotes are asked for, whichever is not the market itself: the duty of most-favoured
nations is the same for all."""

Place = tuple[str, str, str, str]


@dataclass(frozen=True)
class Levied:
    """Duties by line, and why others are not known."""

    duties: Mapping[Place, MfnDuty] = field(default_factory=dict)
    missing: Mapping[Place, Missing] = field(default_factory=dict)
    why: Missing | None = None
    """Why none is known: tariff-api does not answer."""


def _mfn(quote: Quote) -> MfnDuty | None:
    for one in quote.candidates:
        if one.kind is CandidateKind.MFN:
            return MfnDuty.assembled(
                on=quote.on,
                duty_type=one.duty_type,
                rate_percent=one.applied_percent,
                rate_text=one.applied_text,
                provenance=one.provenance,
            )
    return None


def _unknown(entry: Entry, quote: Quote | ProblemItem, lang: Lang) -> Missing:
    if isinstance(quote, ProblemItem):
        return Missing(what="duty", reason=Reason.NOT_LOADED, detail=quote.detail)
    if quote.missing:
        first = quote.missing[0]
        return Missing(what="duty", reason=first.reason, detail=first.detail)
    said = texts(
        f"El arancel cargado de {entry.row['country']} no da un derecho único a "
        f"{entry.row['code']}.",
        f"A tarifa carregada de {entry.row['country']} não dá um direito único a "
        f"{entry.row['code']}.",
        f"The loaded tariff of {entry.row['country']} gives no single duty to {entry.row['code']}.",
    )
    return Missing(what="duty", reason=Reason.AMBIGUOUS_CODE, detail=said[lang])


async def levied(tariff: Peer, entries: Sequence[Entry], lang: Lang) -> Levied:
    """Return the duty of most-favoured nations on each line, on the last day its tariff covers."""
    lines = [entry for entry in entries if entry.row["code"]]
    if not lines:
        return Levied()
    requests = [
        QuoteRequest.model_construct(
            importer=entry.row["country"],
            exporter=next(one for one in ORIGINS if one != entry.row["country"]),
            product=entry.row["code"],
            nomenclature=entry.row["nomenclature"],
        )
        for entry in lines
    ]
    try:
        found = await quotes(TariffClient(await tariff.transport(lang)), requests)
    except ServiceError as error:
        return Levied(why=tariff.missing("duty", error, lang))
    duties: dict[Place, MfnDuty] = {}
    missing: dict[Place, Missing] = {}
    for entry, quote in zip(lines, found, strict=True):
        duty = _mfn(quote) if isinstance(quote, Quote) else None
        if duty is None:
            missing[entry.key] = _unknown(entry, quote, lang)
        else:
            duties[entry.key] = duty
    return Levied(duties, missing)
