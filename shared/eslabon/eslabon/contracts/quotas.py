"""Tariff quotas: how much may enter at a lower duty."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from eslabon.contracts.envelope import Contract, Provenance


class QuotaStatus(StrEnum):
    """Whether a quota still has room, as far as a balance is loaded."""

    UNKNOWN = "UNKNOWN"
    OPEN = "OPEN"
    EXHAUSTED = "EXHAUSTED"


class Quota(Contract):
    """A quota as its source states it; a null figure was not found."""

    quota: str
    agreement: str | None
    importers: list[str]
    """Countries or schemes that grant it; several where the source does not say which of them."""
    beneficiaries: list[str]
    """Countries or schemes that may use it; WLD for every origin."""
    product: str
    """The goods as the source names them, in Spanish."""
    nomenclature: str | None
    codes: list[str]
    """Beginnings of the codes; empty where the source names none."""
    volume: Decimal | None
    unit: str | None
    value_usd: Decimal | None
    period: str | None
    valid_from: date | None
    valid_to: date | None
    in_quota_rate_percent: Decimal | None
    out_of_quota_rate_percent: Decimal | None
    administrator: str | None
    balance: Decimal | None
    """What was left on `balance_on`, in `unit`."""
    balance_on: date | None
    status: QuotaStatus
    """On `balance_on`; UNKNOWN where no balance is loaded."""
    reference: str
    note: str | None
    provenance: Provenance
