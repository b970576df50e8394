"""Economic complexity of countries and products, their proximity, and the product space."""

from decimal import Decimal

from eslabon.contracts.envelope import Contract, Methodology, Provenance, Reason


class CountryComplexity(Contract):
    """How complex what a country exports is."""

    place: str
    """ISO 3166-1 alpha-3, or a code of the source for what ISO does not name."""
    year: int
    nomenclature: str
    exports_usd: Decimal
    """All exports of goods, current dollars."""
    is_ranked: bool
    """Whether it is one of the countries that determine the index; others are measured by it."""
    reason: Reason | None
    """Why it is not ranked: `below_threshold`, its exports are less than the methodology asks."""
    diversity: int
    """Products with a revealed advantage of one or more: the country's industries."""
    eci: float | None
    """Economic complexity index: mean PCI of the country's products. Over the ranked countries its
    mean is 0 and its standard deviation 1. Null for a country without such products."""
    eci_rank: int | None
    """Place among the ranked countries; 1 is the most complex."""
    outlook_index: float | None
    """Complexity outlook (COI): what lies near the country's products and is not made yet;
    standardised over the ranked countries."""
    fitness: float | None
    """Fitness; the mean over ranked countries is 1. Some tend to 0: read the rank."""
    fitness_rank: int | None
    source: str


class ProductComplexity(Contract):
    """How complex a product is, from who makes it."""

    product: str
    """Heading of the nomenclature."""
    year: int
    nomenclature: str
    exports_usd: Decimal
    """What all countries export of it, current dollars."""
    ubiquity: int
    """Ranked countries with a revealed advantage in it."""
    pci: float | None
    """Product complexity index, on the scale of ECI: 0 is the average country. Null for a product
    that no ranked country makes."""
    pci_rank: int | None
    """1 is the most complex."""
    source: str


class Proximity(Contract):
    """How often two products are made by the same countries."""

    product: str
    other: str
    proximity: float
    """Lesser of both conditional probabilities of an advantage in one given the other, 0 to 1."""
    is_tree: bool
    """Whether the pair is in the maximum spanning tree, which joins all products."""
    year: int
    nomenclature: str
    source: str


class SpaceNode(Contract):
    """A product in the product space."""

    product: str
    x: float
    """0 to 1, to the right."""
    y: float
    """0 to 1, upwards."""
    pci: float | None
    exports_usd: Decimal
    """What all countries export of it, current dollars."""
    rca: float | None
    """Revealed advantage of the place asked for; null where none is."""
    is_present: bool | None
    """Whether the place asked for has an advantage of one or more; null where none is."""


class SpaceEdge(Contract):
    """Two products that are near to one another; each pair once."""

    source: str
    """A product; a word of graphs, as `target` is."""
    target: str
    proximity: float
    is_tree: bool


class ProductSpace(Contract):
    """The product space as a graph: the maximum spanning tree and all strong links."""

    year: int
    nomenclature: str
    place: str | None
    nodes: list[SpaceNode]
    edges: list[SpaceEdge]
    methodology: Methodology
    provenance: list[Provenance]
