"""What niche-api says of niches: products a place could come to export, ranked, and its basket."""

from enum import StrEnum

from pydantic import Field

from eslabon.contracts.envelope import Contract, Methodology, Missing, Page, Provenance
from eslabon.contracts.regional import Denominator, Unit
from eslabon.contracts.validations import Validation


class NicheStatus(StrEnum):
    """How far a place is with a product."""

    REVEALED = "REVEALED"
    """It exports it with a revealed advantage of 1 or more."""
    EMERGING = "EMERGING"
    """Its advantage is 0.5 or more, below 1."""
    NON_REVEALED = "NON_REVEALED"
    """A latent advantage: below 0.5, and likely to appear."""
    ABSENT = "ABSENT"
    """Below 0.5, and not likely to appear."""


class NicheOrder(StrEnum):
    """What niches are ranked by."""

    PROBABILITY = "PROBABILITY"
    SCORE = "SCORE"
    """The heuristic, where no model gives a probability."""
    BALANCE = "BALANCE"
    """The caller's weights of near, complex and valuable."""
    ADVANTAGE = "ADVANTAGE"
    """Revealed advantage, where the classification has no external complexity."""


class Neighbour(Contract):
    """A product that the place exports with advantage, near another."""

    product: str
    name: str | None
    proximity: float
    """Lesser of both probabilities of exporting one given the other, 0 to 1."""


class Niche(Contract):
    """One product before one place."""

    rank: int
    """In the whole order, before filters."""
    rank_in_group: int | None
    product: str
    name: str | None
    """As the source or the nomenclature names it; null where tariff-api does not answer."""
    group: str | None
    """Group of the scheme; null where none holds the product."""
    status: NicheStatus | None
    """Null where neither probability nor score can be had."""
    value: float | None
    """Exports of the place, in the unit of the page."""
    rca: float | None
    pci: float | None
    density: float | None
    """Share of what is near the product that the place already makes, 0 to 1."""
    distance: float | None
    """1 less density."""
    outlook_gain: float | None
    """What making it would open, in units of PCI; 0 where the place makes it."""
    probability: float | None
    """Of a revealed advantage within the model's horizon; null where it has one, or no model."""
    probability_low: float | None
    probability_high: float | None
    """Bounds at 95 % of what other countries would have taught the model."""
    extrapolated: bool | None
    """Whether the pair lies outside what the model was fitted on."""
    score: float | None
    """Heuristic, where there is no probability: no probability itself."""
    potential_value: float | None
    """Exports lacking to an advantage of 1, totals held, in the unit of the page."""
    human_capital: float | None
    """Share of the occupations the product asks for that the place has, 0 to 1."""
    balance: float | None
    """Weighted mean, 0 to 1, of the product's places by density, PCI and potential value."""
    near: list[Neighbour]
    """Up to three, nearest first, of what the place exports with advantage."""
    why: str
    """Why the product is there, in words made of these figures."""
    validations: list[Validation]
    """What institutions say of it, whatever the year; none where nobody has said anything."""
    missing: Missing | None
    """Why there is no value."""


class PlaceAsked(Contract):
    """A country, or one of its first-level units."""

    place: str
    """ISO 3166-1 alpha-3, or ISO 3166-2."""
    country: str
    name: str | None
    """Null where neither tariff-api nor dataset `regions` names it."""
    is_region: bool


class NicheModel(Contract):
    """The model that gives the probabilities, and how good it is on countries it has not seen."""

    variant: str
    """`base`, or `human_capital` where it reads that too."""
    first_year: int
    last_year: int
    """The years between which it learnt what appears: so far ahead the probability looks."""
    threshold: float
    """Probability from which an advantage is called latent."""
    base_rate: float
    """Share of pairs of country and product in which an advantage appeared."""
    roc_auc: float | None
    pr_auc: float | None
    precision_of_first: float | None
    """Share of the first products ranked for each country in which it appeared."""
    brier: float | None


class NichePage(Page[Niche]):
    """Niches of a place, with what holds for all of them."""

    place: PlaceAsked
    year: int | None = Field(description="Of the exports; null where none are loaded.")
    source: str | None
    nomenclature: str | None
    unit: Unit | None
    denominator: Denominator | None
    scheme: str = Field(description="Scheme of the groups.")
    order: NicheOrder | None
    products: int = Field(description="Products compared, before filters.")
    industries: int | None = Field(
        description="Number of industries of the place: products with a revealed advantage."
    )
    eci: float | None = Field(description="Complexity of the place.")
    probability_model: NicheModel | None = Field(
        description="What gives the probabilities; null where there is none for the place."
    )


class ProductGroup(Contract):
    """A group of products, as ranges of codes."""

    scheme: str
    group: str
    nomenclature: str
    """Without edition: `HS` holds for all editions of the Harmonized System."""
    code_from: str
    code_to: str
    name: str
    reference: str
    provenance: Provenance


class BasketGroup(Contract):
    """One group in a place's basket, today and with its niches."""

    group: str | None
    """Null for products of no group."""
    name: str
    value: float
    """Today, in the unit of the basket."""
    share: float
    added_value: float
    """Sum of the potential values of its niches."""
    potential_share: float
    """Of today's basket with all niches in it."""
    industries: int
    """Products with a revealed advantage."""
    niches: int
    """Products emerging, or of latent advantage."""


class Basket(Contract):
    """The structure of a place's exports today, and with its niches at an advantage of 1."""

    place: PlaceAsked
    year: int | None
    source: str | None
    nomenclature: str | None
    unit: Unit | None
    scheme: str
    total: float | None
    added_value: float | None
    industries: int | None
    groups: list[BasketGroup]
    """Largest first."""
    missing: list[Missing]
    methodology: Methodology | None
    provenance: list[Provenance]
