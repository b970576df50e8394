"""What tariff-api says of trade agreements."""

from datetime import date

from eslabon.contracts.envelope import Contract, Provenance


class Agreement(Contract):
    """A trade agreement, as the registry knows it."""

    code: str
    """ALADI's code (`AAP.CE 58`), a short name (`CAN`) or the number of the register it is in."""
    kind: str
    number: str | None
    title: str
    scope: str
    parties: list[str]
    signed_on: date | None
    signed_precision: str | None
    """DAY, MONTH or YEAR: a date known by year reads as its first day."""
    in_force_from: date | None
    in_force_precision: str | None
    in_force_to: date | None
    status: str
    has_preferences: bool | None
    """Null where no source says whether it grants tariff preferences."""
    aliases: list[str]
    wto_rta_id: str | None
    verified: bool
    source: str
    note: str | None


class AgreementEntry(Contract):
    """From when to when an agreement binds one party toward another."""

    agreement: str
    granter: str
    beneficiary: str
    in_force_from: date | None
    precision: str | None
    in_force_to: date | None
    source: str
    note: str | None


class AgreementDetail(Agreement):
    """An agreement with its entries into force, pair by pair."""

    entries: list[AgreementEntry]
    provenance: list[Provenance]
