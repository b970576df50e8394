"""What matrix-api says of whole baskets: totals, revealed advantage and indicators of trade."""

from decimal import Decimal

from eslabon.contracts.envelope import Contract, Methodology, Missing, Provenance


class Total(Contract):
    """What a country exports and imports of a product in a year, with the whole world."""

    year: int
    area: str
    """ISO 3166-1 alpha-3, a code of the source for what ISO does not name, or WLD: the world."""
    nomenclature: str
    product: str
    """Chapter, heading or subheading, or TOTAL: everything traded."""
    exports_usd: Decimal | None
    """Current dollars; null where the source does not give them."""
    imports_usd: Decimal | None
    source: str


class Advantage(Contract):
    """The revealed advantage of an exporter in a product that it exports."""

    exporter: str
    """A country, an integration scheme or a region."""
    year_from: int
    year_to: int
    nomenclature: str
    product: str
    exports_usd: Decimal
    """Current dollars a year: the mean of the years."""
    rca: float | None
    """Balassa: share of the product in the exporter's exports over its share in the world's; null
    where nobody exports it."""
    rca_symmetric: float | None
    """(RCA - 1) / (RCA + 1), from -1 to 1."""
    is_present: bool
    """RCA of one or more."""
    world_share: float | None
    """Share of the exporter in the world's exports of the product, 0 to 1."""
    balance_usd: Decimal | None
    """Exports less imports, current dollars a year; null where the source gives no imports."""
    source: str


class Diversity(Contract):
    """In how many products an exporter has a revealed advantage."""

    exporter: str
    year_from: int
    year_to: int
    nomenclature: str
    level: int
    """Digits of the products: 2, 4 or 6."""
    diversity: int
    """Products with an RCA of one or more."""
    products: int
    """Products exported at all."""
    source: str


class Ubiquity(Contract):
    """How many countries have a revealed advantage in a product."""

    product: str
    year_from: int
    year_to: int
    nomenclature: str
    level: int
    ubiquity: int
    """Countries with an RCA of one or more."""
    exporters: int
    """Countries that export it at all."""
    source: str


class Herfindahl(Contract):
    """Concentration of trade over products or partners (Herfindahl-Hirschman)."""

    hhi: float
    """Sum of squared shares, 0 to 1."""
    points: float
    """The same times 10,000."""
    normalised: float | None
    """(HHI - 1/n) / (1 - 1/n), 0 to 1; null where n is 1."""
    n: int
    """Products or partners with trade."""


class Concentration(Contract):
    """How concentrated a country's trade is; a part is null where its figures are not loaded."""

    country: str
    """A country, an integration scheme or a region."""
    year_from: int
    year_to: int
    nomenclature: str
    level: int
    """Digits of the products: 2, 4 or 6."""
    exports_by_product: Herfindahl | None
    imports_by_product: Herfindahl | None
    exports_by_market: Herfindahl | None
    imports_by_supplier: Herfindahl | None
    source: str


class Complementarity(Contract):
    """How well what one country exports matches what another imports, of all partners."""

    exporter: str
    importer: str
    year_from: int | None
    year_to: int | None
    nomenclature: str | None
    level: int
    tci: float | None
    """0: nothing in common; 100: equal baskets. Null where a basket is not loaded whole."""
    missing: list[Missing]
    provenance: list[Provenance]
    methodology: Methodology


class Potential(Contract):
    """What a pair trades of a product, and what it might; dollars a year, the mean of the years."""

    exporter: str
    importer: str
    year_from: int
    year_to: int
    nomenclature: str
    product: str
    exports_usd: Decimal
    """What the exporter sells of it to everybody."""
    imports_usd: Decimal
    """What the importer buys of it from everybody."""
    traded_usd: Decimal
    """What the importer buys of it from the exporter."""
    indicative_usd: Decimal
    """The lesser of the first two, less what is traded; never below zero. No forecast."""
    epi_uncorrected_usd: Decimal | None
    """Export potential of the International Trade Centre without its corrections for tariffs,
    distance and growth: what the pair's whole trade would be of this product if it followed
    supply and demand alone. The sum over all products is what the pair trades. Null where the
    baskets are not loaded whole."""
    source: str
