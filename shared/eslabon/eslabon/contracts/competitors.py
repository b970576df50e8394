"""Who sells a product to a market, who buys it from a seller, and the duty that each one faces."""

from datetime import date
from decimal import Decimal

from eslabon.contracts.envelope import Contract, Methodology, Missing, Provenance
from eslabon.contracts.quotes import CandidateKind, Completeness


class Partner(Contract):
    """One of the countries that a product is traded with, in one year."""

    rank: int
    value_usd: Decimal
    share: float
    """Share in the whole trade asked about, 0 to 1."""
    weight_kg: Decimal | None
    """Null where the source gives no weight for some of it."""
    quantity: Decimal | None
    """Null where the source gives none for some of it, or counts in several units."""
    quantity_unit: str | None
    unit_value_usd_per_kg: float | None
    unit_value_usd_per_unit: float | None
    """Value of one `quantity_unit`."""
    growth_per_year: float | None
    """Compound growth over the loaded years, 0.05 for 5 %; null where only one is loaded."""


class FacedDuty(Contract):
    """The duty that goods of one origin pay in the market, in percent of customs value."""

    on: date
    completeness: Completeness
    is_best: bool
    """True where the data can tell that nothing is lower; else it is the lowest that is loaded."""
    kind: CandidateKind | None
    """Null where the national lines of the product do not pay the same."""
    agreement: str | None
    """Agreement that gives the rate; null for the duty of every origin, or where unknown."""
    agreement_candidates: list[str]
    """Agreements in force between the two that could give the rate."""
    conditional: bool
    """True where a quota, an observation, or a list that is not loaded may take the rate away."""
    applied_percent: Decimal | None
    """Null where the national lines do not pay the same, or the duty is not ad valorem."""
    applied_text: str | None
    lowest_percent: Decimal | None
    highest_percent: Decimal | None
    """From the lowest to the highest that a national line pays."""
    advantage_points: Decimal | None
    """Points of customs value that the exporter asked about pays less than this origin; below zero
    where it pays more; null where nobody is asked about or one of the two duties is not known."""
    missing: list[Missing]
    """Why figures are null or may change."""
    provenance: list[Provenance]


class Competitor(Partner):
    """A supplier of a market."""

    exporter: str
    duty: FacedDuty | None
    """Null unless duties are asked for, or where tariff-api says nothing: see `missing`."""
    missing: list[Missing]
    """Why `duty` is null though it was asked for."""


class Customer(Partner):
    """A market of a seller."""

    importer: str


class Competitors(Contract):
    """The main suppliers of one product to one market in one year."""

    importer: str
    nomenclature: str | None
    """Edition of the Harmonized System; null where nothing is loaded and none was asked for."""
    product: str
    year: int | None
    """Last loaded year unless asked for; null where none is loaded."""
    total_usd: Decimal | None
    """What the importer bought from everybody; null where it is not loaded."""
    suppliers: int
    """How many countries sold any, listed or not."""
    concentration_hhi: float | None
    """Herfindahl-Hirschman index of all suppliers' shares, 0 to 1; null where nothing was sold."""
    competitors: list[Competitor]
    exporter: str | None
    """The exporter whose tariff advantage is asked about."""
    exporter_duty: FacedDuty | None
    """The duty that `exporter` faces, whether it is listed or not."""
    missing: list[Missing]
    provenance: list[Provenance]
    methodology: Methodology


class Customers(Contract):
    """The main markets of one exporter's product in one year."""

    exporter: str
    nomenclature: str | None
    """Edition of the Harmonized System; null where nothing is loaded and none was asked for."""
    product: str
    year: int | None
    """Last loaded year unless asked for; null where none is loaded."""
    total_usd: Decimal | None
    """What the exporter sold to everybody; null where it is not loaded."""
    markets: int
    """How many countries bought any, listed or not."""
    concentration_hhi: float | None
    """Herfindahl-Hirschman index of all customers' shares, 0 to 1; null where nothing was sold."""
    customers: list[Customer]
    missing: list[Missing]
    provenance: list[Provenance]
    methodology: Methodology
