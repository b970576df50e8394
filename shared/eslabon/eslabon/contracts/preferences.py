"""Reduced duties for the goods of some partners."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from eslabon.contracts.envelope import Contract, Provenance


class PreferenceKind(StrEnum):
    """What a row says of a code."""

    GRANT = "GRANT"
    EXCEPTION = "EXCEPTION"
    """The code is outside the agreement."""


class PreferenceRow(Contract):
    """A reduced duty as its source states it, on a national line, a subheading or above."""

    importer: str
    nomenclature: str
    code: str
    beneficiary: str
    """Country or scheme; WLD is every origin."""
    beneficiary_except: list[str]
    """Countries that the row is not for although their scheme is named."""
    agreement: str | None
    """Agreement, only where the source states it."""
    kind: PreferenceKind
    rate_percent: Decimal | None
    """Duty left, in percent of customs value; the mean over the national lines of the code."""
    rate_min_percent: Decimal | None
    rate_max_percent: Decimal | None
    margin_percent: Decimal | None
    """Reduction in percent of the MFN duty, where the source states that and not the duty left."""
    expression: str | None
    """Canonical text of a duty left that is not plain ad valorem."""
    lines_covered: int | None
    lines_total: int | None
    """National lines with the preference and of the code; null for the whole code."""
    observation: str | None
    """Text that limits the preference to a part of the line."""
    season_from: str | None
    """First day of the year, as `11-01`; it may lie after `season_to`."""
    season_to: str | None
    """Last day of the year, inclusive."""
    quota: str | None
    """Quota that the preference is limited to."""
    valid_from: date
    valid_to: date | None
    """Null where the last step of a schedule holds on."""
    dates_stated: bool
    observed_on: date
    legal_base: str | None
    provenance: Provenance
