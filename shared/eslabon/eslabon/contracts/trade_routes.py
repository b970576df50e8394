"""Key trade routes: a product of an origin on its way to a destination, scored by five premises."""

from decimal import Decimal
from enum import StrEnum

from eslabon.contracts.competitors import FacedDuty
from eslabon.contracts.envelope import Contract, Missing


class PremiseName(StrEnum):
    """What one point of a route is given for."""

    COMPLEXITY = "COMPLEXITY"
    """P1: the route's product is complex."""
    MAIN_PARTNER = "MAIN_PARTNER"
    """P2: it runs among the main partners of the origin."""
    REGIONAL_TRADE = "REGIONAL_TRADE"
    """P3: the product is traded within the region."""
    REGIONAL_CHAIN = "REGIONAL_CHAIN"
    """P4: the product is part of a productive chain of the region."""
    COMPLEX_LINKS = "COMPLEX_LINKS"
    """P5: the product is linked to other complex products."""


class PremiseOutcome(StrEnum):
    """What became of a premise."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    UNKNOWN = "UNKNOWN"
    """The data that decide it are not at hand: no point, and one more in the highest score."""


class ComplexityRule(StrEnum):
    """What the complexity of the product (PCI) is held against in the first premise."""

    ABOVE_ZERO = "above_zero"
    """Zero: the average of countries."""
    ABOVE_ORIGIN = "above_origin"
    """The complexity of the origin (ECI): the mean of what it sells."""
    ROUTE_MEAN = "route_mean"
    """The mean of the complexity of the two ends of the route."""


class PartnerMode(StrEnum):
    """How the second premise is read."""

    PARTNER_OF_ORIGIN = "partner_of_origin"
    """The destination is a main partner of the origin."""
    AMONG_PARTNERS = "among_partners"
    """It is, and it buys the product from another main partner of the origin."""


class Measure(StrEnum):
    """What a figure of a premise's evidence is."""

    PCI = "PCI"
    """Complexity of a product, on the scale of countries."""
    ECI = "ECI"
    """Complexity of a country."""
    MEAN_ECI = "MEAN_ECI"
    """Mean complexity of the two ends."""
    EXPORT_RANK = "EXPORT_RANK"
    """Place of a partner among the origin's customers, 1 the largest."""
    IMPORT_RANK = "IMPORT_RANK"
    """Place of a partner among the origin's suppliers, 1 the largest."""
    PRODUCT_TRADE_USD = "PRODUCT_TRADE_USD"
    """What a group of countries trades of the product among its members, current dollars a year."""
    REGION_MEMBER = "REGION_MEMBER"
    """1 where the country is a member of the region, else 0."""
    YEARS_TRADED = "YEARS_TRADED"
    """Years, of those asked about, in which the region traded the product within itself."""
    YEARS_KNOWN = "YEARS_KNOWN"
    """Years of those whose trade is loaded."""
    INPUT_SHARE_PERCENT = "INPUT_SHARE_PERCENT"
    """Input's share of the output of the industry that uses it."""
    PROXIMITY = "PROXIMITY"
    """How often countries have both products: the lesser of the two conditional probabilities."""
    RCA = "RCA"
    """Revealed advantage of a country in a product."""


class Evidence(Contract):
    """One figure that a premise rests on."""

    measure: Measure
    value: float
    country: str | None
    """Alpha-3 code of the country it is of; null where it is of none."""
    product: str | None
    """Heading it is of; of a link, the other product."""
    input: str | None
    """Of a link between industries, which of the two products is the input."""
    year: int | None
    """Null where the figure has no year, or is of several."""
    dataset: str
    """Dataset it comes from; its release is among the provenance of the answer."""


class Premise(Contract):
    """One of the five premises of a route."""

    premise: PremiseName
    number: int
    """Its place, 1 to 5."""
    outcome: PremiseOutcome
    evidence: list[Evidence]
    missing: list[Missing]
    """Of an unknown one, the datasets that would decide it, and where they are to be had."""


class TradeRoute(Contract):
    """A product of an origin on its way to a destination."""

    rank: int
    """Place in the whole list, from 1; equal scores by imports of the destination, by the share of
    them from outside the region, by the duty."""
    origin: str
    destination: str
    nomenclature: str
    product: str
    """Heading."""
    name: str | None
    """Text of the heading, null where tariff-api does not say it."""
    score: int
    """Premises passed, 0 to 5."""
    score_min: int
    """The score if every unknown premise failed."""
    score_max: int
    """The score if every unknown premise passed."""
    premises: list[Premise]
    rca: float | None
    """Revealed advantage of the origin in the product; null where it is not known."""
    density: float | None
    """How near the product is to what the origin sells already, 0 to 1."""
    probability: float | None
    """That the origin comes to an advantage in it, over the horizon of the model; null without one,
    and where it has one already."""
    imports_usd: Decimal | None
    """What the destination buys of it from everybody, current dollars a year: the mean of the
    loaded ones of the years asked about. Null where none is loaded."""
    imports_years: list[int]
    """Those years."""
    outside_region_share: float | None
    """Share of those purchases from outside the region, 0 to 1; null where it buys none."""
    mfn_lowest_percent: Decimal | None
    """Duty of every origin, of the national line that pays least; null where any is not known."""
    mfn_highest_percent: Decimal | None
    duty: FacedDuty | None
    """What goods of the origin pay in the destination."""
    norms: int | None
    """Loaded norms of the destination and the origin that bite on the product; null where there are
    none, which does not mean that none is in force."""
    norms_path: str
    """Where tariff-api lists them."""
    missing: list[Missing]
    """Why figures of the route are null; premises say their own."""
