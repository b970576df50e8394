"""Reduced duties for the goods of some partners."""

from datetime import date
from decimal import Decimal

from eslabon.contracts.envelope import Contract, Provenance


class PreferenceRow(Contract):
    """A reduced duty as its source states it, on a national line or a subheading."""

    importer: str
    nomenclature: str
    code: str
    beneficiary: str
    """Country or scheme; WLD is what all other origins pay."""
    agreement: str | None
    """Agreement, only where the source states it."""
    rate_percent: Decimal
    """Mean over the national lines of the code."""
    rate_min_percent: Decimal
    rate_max_percent: Decimal
    lines_covered: int
    lines_total: int
    valid_from: date
    valid_to: date
    dates_stated: bool
    observed_on: date
    provenance: Provenance
