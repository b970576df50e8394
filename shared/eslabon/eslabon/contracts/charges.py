"""Taxes, fees and trade remedies that a market levies beside the customs duty."""

from datetime import date
from enum import StrEnum

from eslabon.contracts.envelope import Contract, Provenance


class ChargeKind(StrEnum):
    """Kind of charge."""

    VAT = "VAT"
    SELECTIVE_TAX = "SELECTIVE_TAX"
    STATISTICAL_FEE = "STATISTICAL_FEE"
    CUSTOMS_FEE = "CUSTOMS_FEE"
    ADVANCE_PAYMENT = "ADVANCE_PAYMENT"
    ANTIDUMPING = "ANTIDUMPING"
    COUNTERVAILING = "COUNTERVAILING"
    SAFEGUARD = "SAFEGUARD"
    OTHER = "OTHER"


class ChargeBase(StrEnum):
    """What a percentage is of."""

    CUSTOMS_VALUE = "CUSTOMS_VALUE"
    CUSTOMS_VALUE_AND_DUTY = "CUSTOMS_VALUE_AND_DUTY"
    CUSTOMS_VALUE_DUTY_AND_CHARGES = "CUSTOMS_VALUE_DUTY_AND_CHARGES"
    """With the charges that come before it in the sequence."""
    DUTY = "DUTY"
    QUANTITY = "QUANTITY"
    """Of nothing: the charge is an amount per quantity."""
    UNKNOWN = "UNKNOWN"
    """The source does not say."""


class ChargeRow(Contract):
    """A charge as its source states it."""

    importer: str
    charge: str
    """Short name, unique within the importer's source."""
    name: str
    kind: ChargeKind
    nomenclature: str | None
    """Nomenclature of `code`; null where the source only gives the importer's national code."""
    code: str | None
    """Beginning of the codes it is levied on; null for all goods."""
    origin: str
    """Country, scheme, WLD for every origin, or NO_AGREEMENT for origins without an agreement in
    force with the importer."""
    origin_except: list[str]
    """Countries and schemes that `origin` does not reach."""
    expression: str
    """Rate or amount, for example 16% or 4.13 USD/kg."""
    expression_text: str
    """The same for people, in the language asked for."""
    base: ChargeBase
    sequence: int
    """Order in which charges are computed."""
    valid_from: date | None
    """Null where the source gives no date."""
    valid_to: date | None
    """Last day, inclusive; null where it is open or the source gives none."""
    dates_stated: bool
    observed_on: date
    """Day on which the source was read or was last known to hold."""
    legal_base: str | None
    verified: bool
    """False where the figure was not compared with the official text."""
    reference: str
    note: str | None
    """What restricts it: exemptions, or the goods it is for where they are part of a code."""
    provenance: Provenance
