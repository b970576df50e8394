"""The product of a question as trade flows know it."""

from dataclasses import dataclass

from eslabon.contracts.envelope import Lang, Missing, Reason
from eslabon.contracts.nomenclature import Correlation
from eslabon.contracts.quotes import Quote

from gateway.wording import missing

FLOWS_NOMENCLATURE = "HS2022"
"""What trade flows and chains are coded in."""


@dataclass(frozen=True)
class Traded:
    """The product as trade flows know it: a six-digit code, or None with the reason."""

    code: str | None
    correlations: list[Correlation]
    missing: list[Missing]


def traded_as(code: str, quote: object, lang: Lang) -> Traded:
    """The product's code in the nomenclature of trade flows, along a correlation where needed."""
    if not isinstance(quote, Quote):
        if len(code) < 6:
            return Traded(None, [], [])
        note = missing(
            "correlations",
            Reason.SERVICE_UNAVAILABLE,
            "unchecked",
            lang,
            code=code[:6],
            nomenclature=FLOWS_NOMENCLATURE,
        )
        return Traded(code[:6], [], [note])
    product = quote.product
    if product.hs6 is None:
        short = missing("history", Reason.AMBIGUOUS_CODE, "short", lang)
        return Traded(None, [], [short])
    if product.hs_revision == FLOWS_NOMENCLATURE:
        return Traded(product.hs6, [], [])
    found = [one for one in quote.correlations if one.to_nomenclature == FLOWS_NOMENCLATURE]
    if len(found) == 1:
        return Traded(found[0].to_code, found, [])
    if not found:
        note = missing(
            "history",
            Reason.NOT_LOADED,
            "uncorrelated",
            lang,
            code=product.hs6,
            origin=product.hs_revision or product.nomenclature,
            nomenclature=FLOWS_NOMENCLATURE,
        )
        return Traded(None, [], [note])
    note = missing(
        "history",
        Reason.AMBIGUOUS_CODE,
        "split",
        lang,
        code=product.hs6,
        origin=product.hs_revision,
        count=len(found),
        nomenclature=FLOWS_NOMENCLATURE,
    )
    return Traded(None, found, [note])
