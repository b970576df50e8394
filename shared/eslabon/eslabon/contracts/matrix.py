"""What matrix-api says: flows, the history of a pair and the competitors in a market."""

from decimal import Decimal
from enum import StrEnum

from eslabon.contracts.envelope import Contract, Methodology, Missing, Provenance


class Reporter(StrEnum):
    """Who reported a flow."""

    EXPORTER = "EXPORTER"
    IMPORTER = "IMPORTER"
    MIRROR = "MIRROR"
    """Taken from the report of the other side."""
    RECONCILED = "RECONCILED"
    """One figure made of both reports, as BACI's."""


class Flow(Contract):
    """Trade of one product between two countries in one year."""

    year: int
    exporter: str
    importer: str
    nomenclature: str
    product: str
    value_usd: Decimal
    weight_kg: Decimal | None
    source: str


class Import(Contract):
    """What a market bought of one subheading from everybody in one year."""

    year: int
    importer: str
    nomenclature: str
    product: str
    value_usd: Decimal
    """Zero where the source reports no trade."""
    suppliers: int
    """How many countries sold it."""
    source: str


class HistoryYear(Contract):
    """One year of a pair's trade in a product."""

    year: int
    value_usd: Decimal | None
    """Null where the year is not loaded; zero where the source reports no trade."""
    importer_total_usd: Decimal | None
    """What the importer bought of the product from everybody."""
    share: float | None
    """Share of the exporter in the importer's purchases, 0 to 1."""
    weight_kg: Decimal | None
    """Null where the source gives no weight for some of it."""
    unit_value_usd_per_kg: float | None
    provenance: Provenance | None
    missing: Missing | None
    """Why the figures are null; null where they are not."""


class History(Contract):
    """What one country bought of a product from another, year by year."""

    importer: str
    exporter: str
    nomenclature: str | None
    """Edition of the Harmonized System; null where nothing is loaded and none was asked for."""
    product: str
    year_from: int | None
    year_to: int | None
    """Last year loaded unless asked for; null where none is loaded."""
    years_asked: int
    years_loaded: int
    years: list[HistoryYear]
    missing: list[Missing]
    methodology: Methodology


class Competitor(Contract):
    """A supplier of a market."""

    rank: int
    exporter: str
    value_usd: Decimal
    share: float
    """Share in the importer's purchases, 0 to 1."""
    weight_kg: Decimal | None
    unit_value_usd_per_kg: float | None
    growth_per_year: float | None
    """Compound growth over the loaded years, 0.05 for 5 %; null where only one is loaded."""


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
    competitors: list[Competitor]
    missing: list[Missing]
    provenance: list[Provenance]
    methodology: Methodology
