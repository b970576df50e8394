"""Duties that a market levies on every origin."""

from datetime import date
from decimal import Decimal

from eslabon.contracts.envelope import Contract
from eslabon.contracts.expressions import DutyType
from eslabon.contracts.quotes import QuoteProduct


class DutyRow(Contract):
    """The duty that every origin pays on one national line, or on all lines below a code."""

    importer: str
    product: QuoteProduct
    """The line, or the code whose lines have this duty unless they have one of their own."""
    duty_type: DutyType | None
    """Null where the duty is written in a way that is not understood: see `rate_text`."""
    rate_percent: Decimal | None
    """Ad valorem duty in percent of customs value; null where it is another kind of duty."""
    expression: str | None
    """Canonical text of a duty that is not plain ad valorem, as `10% + 0.36 USD/kg`."""
    rate_text: str
    """The duty as the source writes it."""
    season_from: str | None
    """First day of the year that the duty holds on, as `11-01`; it may lie after `season_to`."""
    season_to: str | None
    """Last day of the year, inclusive."""
    valid_from: date
    valid_to: date
    dates_stated: bool
    observed_on: date
    legal_base: str | None
