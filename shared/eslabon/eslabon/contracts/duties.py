"""Duties that a market levies on every origin."""

from datetime import date
from decimal import Decimal

from eslabon.contracts.envelope import Contract
from eslabon.contracts.quotes import QuoteProduct


class DutyRow(Contract):
    """The duty on one national line that every origin pays."""

    importer: str
    product: QuoteProduct
    rate_percent: Decimal | None
    """Ad valorem duty in percent of customs value; null where it is specific."""
    rate_text: str
    """The duty as the source writes it."""
    valid_from: date
    valid_to: date
    dates_stated: bool
    observed_on: date
    legal_base: str | None
