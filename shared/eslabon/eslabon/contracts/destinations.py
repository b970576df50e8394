"""What matrix-api says of the markets that a country sells to."""

from decimal import Decimal

from eslabon.contracts.envelope import Contract, Missing, Provenance


class Destination(Contract):
    """A market of a product."""

    rank: int
    importer: str
    value_usd: Decimal
    weight_kg: Decimal | None
    """Null where the source gives no weight for some of it."""
    share: float
    """Share in the country's exports of the product, 0 to 1."""


class ProductDestinations(Contract):
    """The main markets of one product in one year."""

    product: str
    year: int | None
    """Last loaded year that holds the product unless asked for."""
    exports_usd: Decimal | None
    """To the world; null where it is not loaded, zero where the source reports no trade."""
    importers: int
    """How many countries bought any, listed or not."""
    destinations: list[Destination]
    """Largest first."""
    missing: list[Missing]
    """Why the figures are null or partial."""
    provenance: Provenance | None


class Destinations(Contract):
    """The main markets of a country's products, in the order in which they were asked for."""

    exporter: str
    nomenclature: str | None
    """Edition of the Harmonized System; null where nothing is loaded and none was asked for."""
    products: list[ProductDestinations]
