"""Countries, and the integration schemes they belong to."""

from datetime import date
from enum import StrEnum

from eslabon.contracts.envelope import Contract


class Country(Contract):
    """A country or customs territory."""

    iso3: str
    iso2: str
    m49: str
    name: str
    """Name in the language asked for."""
    name_es: str
    name_pt: str
    name_en: str
    in_latin_america: bool
    """Latin America and the Caribbean, as M49 region 419."""


class MemberRole(StrEnum):
    """Standing of a country in a scheme."""

    MEMBER = "MEMBER"
    ASSOCIATE = "ASSOCIATE"
    SUSPENDED = "SUSPENDED"
    OBSERVER = "OBSERVER"


class Member(Contract):
    """A country's standing in an integration scheme."""

    scheme: str
    country: str
    role: MemberRole
    valid_from: date | None
    """First day, null where no source states it."""
    valid_to: date | None
    note: str | None
    source: str


class Scheme(Contract):
    """An integration scheme or group of countries."""

    scheme: str
    name: str
    members: int
    """Full members on the day asked about."""
