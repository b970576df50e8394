"""What a report of niches rests on: answers of this service, as it gives them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from eslabon.contracts.envelope import Lang, Methodology, Missing, Provenance
from eslabon.contracts.model import Model
from eslabon.contracts.niches import Basket, Niche, NicheOrder, PlaceAsked
from eslabon.contracts.regional import Denominator, RegionalComplexity, Unit
from eslabon.contracts.trade_routes import TradeRoute
from eslabon.contracts.validations import Validation


@dataclass(frozen=True)
class Picture:
    """A picture with its own title, source and licence."""

    svg: str
    alt: str


@dataclass(frozen=True)
class About:
    """The place and the figures that all niches of it rest on."""

    place: PlaceAsked
    name: str
    year: int
    source: str
    nomenclature: str
    unit: Unit
    denominator: Denominator
    order: NicheOrder
    products: int
    """Compared."""
    industries: int
    eci: float | None
    eci_rank: int | None
    """Among `ranked_countries`; None for a region, or for a country that is not ranked."""
    ranked_countries: int


@dataclass(frozen=True)
class Group:
    """The first niches of a group, and how many it has."""

    name: str
    niches: Sequence[Niche]
    count: int


@dataclass(frozen=True)
class Regions:
    """The regions of a country, or why they are not known."""

    found: RegionalComplexity | None
    picture: Picture | None
    missing: Sequence[Missing]


@dataclass(frozen=True)
class Routes:
    """The best routes of the first niches."""

    found: Sequence[TradeRoute]
    products: int
    """How many niches routes were looked for of."""
    region: str
    """Scheme of integration whose members are the destinations."""
    countries: Mapping[str, str]
    """Names of destinations, as far as they are known."""
    missing: Sequence[Missing]


@dataclass(frozen=True)
class Learnt:
    """What orders the products, how good it is, and that drawn."""

    model: Model
    picture: Picture | None
    """None where no model is built."""


@dataclass(frozen=True)
class NicheEvidence:
    """All that the report of a place is made of."""

    published_at: datetime
    about: About
    co_publisher: str | None
    counts: dict[str, int]
    """Products by status."""
    leaders: Sequence[Niche]
    """The first niches, emerging or latent."""
    latent: Sequence[Niche]
    emerging: Sequence[Niche]
    """The first of each status."""
    groups: Sequence[Group]
    basket: Basket
    treemap: Picture | None
    regions: Regions | None
    """None for a place that has none."""
    routes: Routes | None
    """None for a region: routes are of countries."""
    learnt: Learnt
    validations: Sequence[Validation]
    validations_missing: Missing | None
    methods: Sequence[Methodology]
    provenance: Sequence[Provenance]
    missing: Sequence[Missing]


@dataclass(frozen=True)
class Exporter:
    """A country of the region that exports a product."""

    name: str
    exports_usd: Decimal
    rca: float


@dataclass(frozen=True)
class ProductEvidence:
    """All that the sheet of a product is made of, for one place."""

    published_at: datetime
    place: PlaceAsked
    place_name: str
    product: str
    names: Mapping[Lang, str | None]
    about: About | None
    """None where nothing is loaded of the place."""
    niche: Niche | None
    """None where the product is not among those compared."""
    pci: float | None
    pci_rank: int | None
    ubiquity: int | None
    world_exports_usd: Decimal | None
    complexity_year: int | None
    exporters: Sequence[Exporter]
    routes: Routes
    validations: Sequence[Validation]
    validations_missing: Missing | None
    provenance: Sequence[Provenance]
    missing: Sequence[Missing]
