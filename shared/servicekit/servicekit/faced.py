"""The duty that goods of one origin face in a market, as a quote of tariff-api says it."""

from collections.abc import Sequence
from decimal import Decimal

from eslabon.contracts.competitors import FacedDuty
from eslabon.contracts.envelope import Lang, Missing, Reason
from eslabon.contracts.quotes import Candidate, CandidateKind, Quote

from servicekit.language import texts

_NO_GAPS = frozenset({Reason.AGREEMENT_DOES_NOT_COVER, Reason.NO_AGREEMENT})
"""What a quote says of agreements that give nothing: the duty is known all the same."""

_NOT_AD_VALOREM = texts(
    "El derecho no es un porcentaje del valor: {text}.",
    "O direito não é uma porcentagem do valor: {text}.",
    "The duty is not a percentage of the value: {text}.",
)


def lowest_percent(quote: Quote) -> Decimal | None:
    """Return the lowest duty of a quote; None where lines differ or it is not ad valorem."""
    lowest = quote.best or quote.best_loaded
    return lowest.applied_percent if lowest else None


def mfn_percents(quote: Quote) -> list[Decimal | None]:
    """Return the duty of every origin on each national line; None where it is no percentage."""
    of_lines: list[Sequence[Candidate]] = [line.candidates for line in quote.lines]
    found = []
    for candidates in of_lines or [quote.candidates]:
        rates = [one.applied_percent for one in candidates if one.kind is CandidateKind.MFN]
        found.append(rates[0] if rates else None)
    return found


def faced_duty(quote: Quote, own: Decimal | None, lang: Lang) -> FacedDuty:
    """Return the lowest duty of a quote; `own` is what the exporter compared with pays, if any."""
    lowest = quote.best or quote.best_loaded
    percent = lowest_percent(quote)
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
