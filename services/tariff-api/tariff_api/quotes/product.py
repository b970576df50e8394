"""The product that duties are said of."""

from eslabon.contracts.quotes import QuoteProduct

from tariff_api.nomenclature.language import Wording


def quoted(nomenclature: str, hs_revision: str | None, code: str, said: Wording) -> QuoteProduct:
    """Return a code as a quote names it."""
    return QuoteProduct.assembled(
        nomenclature=nomenclature,
        code=code,
        description=said.description,
        path=said.path,
        hs6=code[:6] if len(code) >= 6 else None,
        hs_revision=hs_revision,
    )
