"""A quota, and what can be said of it: whom it is for, which goods, whether it has room."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from eslabon.contracts.quotas import QuotaStatus

from tariff_api.charges.area import WORLD


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """One row of quotas."""

    quota: str
    agreement: str | None
    importers: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    product_es: str
    nomenclature: str | None
    codes: tuple[str, ...]
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
    balance_on: date | None
    reference: str
    note: str | None
    release: int

    @property
    def status(self) -> QuotaStatus:
        """Whether there was room on `balance_on`: nothing but a loaded balance can say so."""
        if self.balance is None:
            return QuotaStatus.UNKNOWN
        return QuotaStatus.OPEN if self.balance > 0 else QuotaStatus.EXHAUSTED

    def granted_by(self, areas: Collection[str]) -> bool:
        """Tell whether one of these, a country and its schemes, grants it."""
        return not set(areas).isdisjoint(self.importers)

    def is_for(self, areas: Collection[str]) -> bool:
        """Tell whether goods of one of these, a country and its schemes, may use it."""
        return not {*areas, WORLD}.isdisjoint(self.beneficiaries)

    def covers(self, code: str) -> bool:
        """Tell whether it holds for a code, a part of it or what it belongs to.

        One whose source names no codes covers nothing that can be told.
        """
        return any(code.startswith(own) or own.startswith(code) for own in self.codes)
