"""What niche-api says of the first-level units of a country: baskets, and rankings by product."""

from enum import StrEnum

from eslabon.contracts.envelope import Contract, Methodology, Missing, Provenance

SMALLEST_CELL = 3
"""Firms or establishments below which a cell is not shown."""


class Unit(StrEnum):
    """What a basket is measured in; comparisons are of shares, so it need not be dollars."""

    USD = "USD"
    LOCAL_CURRENCY = "LOCAL_CURRENCY"
    KG = "KG"
    PERSONS = "PERSONS"
    """Persons employed."""


class Denominator(StrEnum):
    """What a region's basket is compared with."""

    WORLD = "WORLD"
    """Exports of the world."""
    NATIONAL = "NATIONAL"
    """Exports of its country."""


class RegionalBaskets(Contract):
    """A year of one source about the regions of a country, as it is loaded."""

    country: str
    source: str
    year: int
    nomenclature: str
    unit: Unit
    scope: str | None
    """Chapters that the source covers, as `01-24`; null where it is the whole basket."""
    regions: int
    products: int
    cells: int
    suppressed: int
    """Cells without a value: withheld by the source, or of too few firms."""
    total: float
    """In `unit`, of the cells that have a value."""
    provenance: Provenance


class RegionComplexity(Contract):
    """A region's basket in one figure each; complexity is that of products on world markets."""

    region: str
    name: str | None
    """Null where dataset `regions` does not name it."""
    rank: int | None
    """By `eci`, else by `industries`, among the regions answered; null without either."""
    total: float
    """In the unit of the source."""
    share: float
    """Of the sum of all regions of the source."""
    products: int
    """Products with a value above zero."""
    industries: int
    """Products with a revealed advantage of 1 or more."""
    eci: float | None
    """Mean external PCI of those products; null where their classification has none."""
    missing: list[Missing]


class RegionalComplexity(Contract):
    """The regions of a country compared."""

    country: str
    source: str
    year: int
    nomenclature: str
    unit: Unit
    regions: list[RegionComplexity]
    """By rank, then code."""
    missing: list[Missing]
    methodology: Methodology
    provenance: list[Provenance]


class RegionalRank(Contract):
    """One product in one region."""

    region: str
    name: str | None
    rank: int | None
    """By revealed advantage, then value; null where the advantage is not to be had."""
    value: float | None
    """In the unit of the source."""
    share: float | None
    """Of the sum of all regions for this product."""
    rca: float | None
    establishments: int | None
    missing: Missing | None
    """Why there is no value: `below_threshold` or `not_reported`."""


class RegionalRanking(Contract):
    """One product across the regions of a country."""

    country: str
    source: str
    year: int
    nomenclature: str
    product: str
    name: str | None
    unit: Unit
    pci: float | None
    """External complexity of the product."""
    regions: list[RegionalRank]
    """By rank, then those without one by code."""
    missing: list[Missing]
    methodology: Methodology
    provenance: list[Provenance]
