"""What the premises of a trade route are held to, and the facts that they are held against.

A fact that is not at hand is given as what is missing, in the words of the answer.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from eslabon.contracts.envelope import Missing
from eslabon.contracts.trade_routes import ComplexityRule, PartnerMode


@dataclass(frozen=True)
class Rules:
    """The choices that the public sentences leave open."""

    p1_rule: ComplexityRule = ComplexityRule.ABOVE_ZERO
    p2_mode: PartnerMode = PartnerMode.PARTNER_OF_ORIGIN
    partners: int = 10
    """How many of the origin's largest customers, and of its suppliers, are main partners."""
    partner_years: int = 3
    """Most years of the mean that they are ranked by."""
    regional_years: int = 5
    """Years looked at for trade within the region."""
    regional_years_least: int = 3
    """In how many of them there must be some."""
    link_percent: float = 5.0
    """Least share of an input in the output of the industry that uses it."""
    proximity: float = 0.55
    """From which proximity on products are linked."""
    advantage: float = 1.0
    """From which RCA on a country is an exporter of a product."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A country's places among the customers and the suppliers of the origin, 1 the largest."""

    country: str
    export_rank: int | None
    import_rank: int | None

    def is_main(self, most: int) -> bool:
        """Whether it is among the `most` largest of either."""
        return any(
            rank is not None and rank <= most for rank in (self.export_rank, self.import_rank)
        )


@dataclass(frozen=True, slots=True)
class InputLink:
    """An input of one heading's industry made by that of another."""

    other: str
    is_input: bool
    """True where the route's product is the input, false where the other one is."""
    share_percent: float


@dataclass(frozen=True, slots=True)
class Near:
    """A product that countries tend to have together with the route's."""

    product: str
    proximity: float
    pci: float | None


Advantages = Mapping[str, Mapping[str, float]]
"""RCA by product, then country of the region; only of those with an advantage."""


@dataclass(frozen=True)
class ProductFacts:
    """What is known of a product, whichever way it goes; `Missing` stands for what is not."""

    pci: float | Missing
    links: Sequence[InputLink] | Missing
    near: Sequence[Near] | Missing
    advantages: Advantages | Missing
    """Of the products that it is linked to."""
    year: int | None
    """Year of the complexity figures."""
    regional_usd: Mapping[int, float] | Missing
    """Trade of the product within the region in each year that is loaded."""
    regional_gap: Missing
    """What is said of years that are not loaded."""


@dataclass(frozen=True)
class RouteFacts:
    """What is known of the two ends of a route."""

    origin: str
    destination: str
    region: Collection[str] | Missing
    eci: Mapping[str, float]
    eci_gap: Missing
    """What is said of a country without an index."""
    partners: Sequence[Partner] | Missing
    among_usd: float | Missing | None
    """What the destination buys of the product from the origin's other main partners; None where
    the reading does not ask for it."""
