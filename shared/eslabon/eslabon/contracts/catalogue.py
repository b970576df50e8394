"""What niche-api says of Amazon products that national tariffs name, with their duties."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from eslabon.contracts.envelope import Contract, Missing, Provenance
from eslabon.contracts.expressions import DutyType


class Naming(StrEnum):
    """How a tariff line names a product."""

    SPECIES = "SPECIES"
    """By its species or common name: the line holds nothing else."""
    PRODUCT = "PRODUCT"
    """By the kind of good: other species fall into the line too."""
    GROUP = "GROUP"
    """With other goods in one line."""


class StatedRate(Contract):
    """A duty as the compiler of the catalogue read it, for tariffs that are not loaded."""

    rate_percent: Decimal
    kind: str
    """What the source calls it."""
    year: int


class MfnDuty(Contract):
    """The duty that every origin without preference pays, as tariff-api gives it."""

    on: date
    duty_type: DutyType | None
    rate_percent: Decimal | None
    """Null where it is not ad valorem."""
    rate_text: str
    provenance: Provenance


class CatalogueItem(Contract):
    """A tariff line that names a product of Amazon biodiversity."""

    product: str
    name: str
    chain: str | None
    """Chain that the product belongs to, where there is one."""
    species: str | None
    country: str | None
    """Null where no loaded tariff names the product."""
    nomenclature: str | None
    code: str | None
    text: str | None
    """The text of the line as it was found."""
    naming: Naming | None
    stated: StatedRate | None
    duty: MfnDuty | None
    """Null where it was not asked for, or `missing` says why."""
    missing: Missing | None
    note: str | None
    reference: str
    provenance: Provenance
