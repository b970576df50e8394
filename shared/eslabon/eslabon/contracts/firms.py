"""Firms that sell or buy, what they offer and seek, and how to reach those who agreed to it."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from eslabon.contracts.envelope import Contract, Provenance


class FirmKind(StrEnum):
    """What a firm does in trade."""

    SELLER = "SELLER"
    BUYER = "BUYER"
    BOTH = "BOTH"
    ASSOCIATION = "ASSOCIATION"


class Side(StrEnum):
    """Whether goods are offered or sought."""

    OFFER = "OFFER"
    DEMAND = "DEMAND"


class Firm(Contract):
    """A firm, or an association of firms, as a public source tells of it."""

    firm: str
    """Identifier, which begins with the country: `bol-manutata`."""
    name: str
    country: str
    region: str | None
    """First-level unit, ISO 3166-2."""
    place: str | None
    """Town, as the source names it."""
    kind: FirmKind
    nomenclature: str | None
    """Edition of the Harmonized System that `codes` are in."""
    codes: list[str]
    """Codes of two to six digits that it trades; empty where the source states none."""
    chains: list[str]
    website: str | None
    fact: str | None
    """What the source says of the firm."""
    reference: str
    provenance: Provenance


class Opportunity(Contract):
    """Goods that a firm offers, or seeks."""

    opportunity: str
    side: Side
    firm: str
    firm_name: str | None
    """Null where the firm is not in the directory."""
    country: str
    nomenclature: str
    code: str
    product: str
    """The goods in the firm's words."""
    chains: list[str]
    region: str | None
    """Where the goods are, or are wanted: ISO 3166-2."""
    volume: Decimal | None
    unit: str | None
    """Unit of `volume`."""
    valid_from: date | None
    valid_to: date | None
    """Last day, inclusive."""
    conditions: str | None
    reference: str
    provenance: Provenance


class Purpose(StrEnum):
    """What a person agreed that contact data be used for."""

    PUBLICATION = "PUBLICATION"
    """Shown to anyone in the directory."""
    ROUNDS = "ROUNDS"
    """Given to those who organise business rounds."""


class Consent(Contract):
    """The recorded consent of a person: who gave it, when, and for what."""

    given_by: str
    given_on: date
    purposes: list[Purpose]
    evidence: str
    """Where the consent is kept: form, letter, minutes."""


class PublicContact(Contract):
    """How to reach a firm, as the person agreed that anyone may know."""

    firm: str
    name: str
    position: str | None
    email: str | None
    phone: str | None
    consent_on: date
    """Day on which the person agreed to it."""


class FirmContact(Contract):
    """How to reach a firm, with the person's consent: only for the purposes that it names."""

    contact: str
    firm: str
    name: str
    position: str | None
    email: str | None
    phone: str | None
    consent: Consent
    recorded_at: datetime


class ContactsRecorded(Contract):
    """Contacts that were recorded: their identifiers, by which each can be removed."""

    contacts: list[str]


class ContactRemoval(Contract):
    """That a contact was removed; nothing is kept of its data."""

    contact: str
    country: str
    removed_at: datetime
    removed_by: str
    """Partner whose key removed it."""
