"""What matrix-api says of flows: each of them, what markets buy, partners, a pair's history."""

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
    quantity: Decimal | None
    quantity_unit: str | None
    """Unit of `quantity`, as the source calls it."""
    reported_by: Reporter | None
    """Null where the source does not say."""
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


class GroupTrade(Contract):
    """What one member of a group of countries bought of a product in one year."""

    year: int
    importer: str
    nomenclature: str
    product: str
    within_usd: Decimal
    """From the other members. Zero where the source reports no trade, here and below."""
    total_usd: Decimal
    """From everybody."""
    source: str


class TradePartner(Contract):
    """A country that another one trades with, in all goods; the mean of some years."""

    partner: str
    exports_usd: Decimal | None
    """What the country sells to it, current dollars a year; null where no year gives it."""
    export_share: float | None
    """Share in all that the country sells, 0 to 1."""
    export_rank: int | None
    """Place among its customers, 1 the largest."""
    imports_usd: Decimal | None
    """What the country buys from it."""
    import_share: float | None
    import_rank: int | None
    year_from: int
    year_to: int
    source: str


class Reported(Contract):
    """What one side reports of a pair's trade in a product and year."""

    reported_by: Reporter
    value_usd: Decimal
    weight_kg: Decimal | None
    quantity: Decimal | None
    quantity_unit: str | None


class HistoryYear(Contract):
    """One year of a pair's trade in a product."""

    year: int
    value_usd: Decimal | None
    """Null where the year is not loaded; zero where the source reports no trade."""
    importer_total_usd: Decimal | None
    """What the importer bought of the product from everybody."""
    share: float | None
    """Share of the exporter in the importer's purchases, 0 to 1."""
    growth: float | None
    """Growth on the year before, 0.05 for 5 %; null where that year is not in this history, is not
    loaded, or had no trade."""
    weight_kg: Decimal | None
    """Null where the source gives no weight for some of it."""
    quantity: Decimal | None
    """Null where the source gives none for some of it, or counts in several units."""
    quantity_unit: str | None
    unit_value_usd_per_kg: float | None
    unit_value_usd_per_unit: float | None
    """Value of one `quantity_unit`."""
    reported_by: Reporter | None
    """Whose figure `value_usd` is; null where the source does not say."""
    reported: list[Reported]
    """What each side reports, where the release holds reports of sides; never to be added up."""
    importer_to_exporter: float | None
    """What the importer reports over what the exporter does; null where one of them is lacking."""
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
    growth_per_year: float | None
    """Compound growth from `growth_from` to `growth_to`, 0.05 for 5 %; null where there is no trade
    in the first of them, or only one year is loaded."""
    growth_from: int | None
    growth_to: int | None
    """First and last year loaded of those asked for."""
    years: list[HistoryYear]
    missing: list[Missing]
    methodology: Methodology
