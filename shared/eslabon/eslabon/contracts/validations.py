"""What institutions say of niches: validation is a part of SELA's process."""

from datetime import date
from enum import StrEnum

from eslabon.contracts.envelope import Contract, Provenance


class Verdict(StrEnum):
    """What an institution found of a niche."""

    CONFIRMED = "CONFIRMED"
    """The product is a niche of the place."""
    CONDITIONAL = "CONDITIONAL"
    """It is one on the condition that the comment says."""
    REJECTED = "REJECTED"
    """It is none."""


class Validation(Contract):
    """The verdict of one institution on one product of one place."""

    place: str
    """Country, ISO 3166-1 alpha-3; or first-level unit, ISO 3166-2."""
    nomenclature: str
    product: str
    year: int
    """Of the exports that the niche was found in."""
    institution: str
    verdict: Verdict
    comment: str | None
    validated_on: date
    provenance: Provenance
