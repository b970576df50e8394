"""Trade under negotiated preferences: covered, free for every origin, or not covered.

What preferences cover says nothing of whether they were claimed: that takes customs declarations.
"""

from datetime import date
from decimal import Decimal

from eslabon.contracts.envelope import Contract, Methodology, Missing, Provenance


class TradeClass(Contract):
    """The trade of one class: an estimate by lines, between bounds that hold in any case."""

    usd: Decimal
    lower_usd: Decimal
    upper_usd: Decimal
    share: float | None
    """Share of all trade, 0 to 1; null where there is none."""
    lower_share: float | None
    upper_share: float | None


class NegotiatedSplit(Contract):
    """Trade in three classes; with `unassessed_usd` their estimates add up to the total."""

    total_usd: Decimal
    covered: TradeClass
    """Under a preference that lowers the duty. The upper bound also takes in what could not be
    assessed, and trade free for every origin between countries with an agreement."""
    mfn_zero: TradeClass
    """Of no duty for any origin."""
    not_covered: TradeClass
    """With a duty that no preference lowers."""
    unassessed_usd: Decimal
    """Estimate of what the loaded data put into no class."""
    share_of_dutiable: float | None
    """Covered share, 0 to 1, of the trade assessed that pays a duty or would without a preference;
    null where there is none."""
    lower_share_of_dutiable: float | None
    upper_share_of_dutiable: float | None
    subheadings: int
    """Subheadings traded."""
    partly_covered: int
    """Those of which only some lines are covered, or not surely."""


class AgreementPart(Contract):
    """The covered trade that one agreement's preferences are for."""

    agreement: str | None
    """Null where the agreement is not known."""
    agreement_candidates: list[str]
    """Agreements in force that could give the preferences, where it is not known which."""
    covered: TradeClass


class ProductPart(Contract):
    """The trade of one product."""

    product: str
    split: NegotiatedSplit


class PairPart(Contract):
    """The trade of one pair of countries."""

    importer: str
    exporter: str
    split: NegotiatedSplit


class NegotiatedYear(Contract):
    """One year of trade, by the preferences of one day."""

    year: int
    split: NegotiatedSplit | None
    """Null where the year is not loaded."""
    agreements: list[AgreementPart]
    """Agreements by the trade that they cover, largest first; their estimates add up to it."""
    products: list[ProductPart]
    """By product where a level is asked for, in their order."""
    pairs: list[PairPart]
    """By pair where several are asked about."""
    provenance: Provenance | None
    missing: list[Missing]


class PreferenceDay(Contract):
    """The day whose duties and preferences of a pair are used."""

    importer: str
    exporter: str
    on: date | None
    """Null where no tariff of the importer is loaded for the day."""
    provenance: list[Provenance]


class NegotiatedTrade(Contract):
    """How much of what some countries buy from others is under negotiated preferences."""

    importer: str
    """Country or scheme asked about."""
    exporter: str
    importers: list[str]
    """Countries added up."""
    exporters: list[str]
    nomenclature: str | None
    product: str | None
    level: int | None
    """Digits of `products` in each year."""
    years: list[NegotiatedYear]
    preferences: list[PreferenceDay]
    missing: list[Missing]
    methodology: Methodology


class Obstacle(Contract):
    """A product with a preference that is little bought from its beneficiary all the same."""

    rank: int
    product: str
    importer_total_usd: Decimal
    """What the importer bought from everybody."""
    exporter_total_usd: Decimal
    """What the exporter sold to everybody."""
    bilateral_usd: Decimal
    share: float
    """Share of the exporter in the importer's purchases."""
    potential_usd: Decimal
    """Indicative: the lesser of the two totals, less the trade there is."""
    rca: float | None
    """Revealed advantage of the exporter; null where only a part of its trade is loaded."""
    mfn_percent: Decimal | None
    """Duty of every origin, the highest of the national lines; null where not known."""
    applied_percent: Decimal | None
    """Duty under the preference, the highest of the lines."""
    margin_points: Decimal | None
    lines: int
    """National lines of the subheading."""
    lines_covered: int
    """Those under a preference."""
    conditional: bool
    """True where a quota, an observation or a list not loaded may take some of it away."""
    agreements: list[str]
    """Agreements that give the preference, or could."""
    norms: int | None
    """Norms of the importer that bite on the product; null where none are loaded."""
    norms_path: str
    """Where tariff-api lists them."""
    origin_rules_path: str
    """Where tariff-api says which rule of origin to check."""


class Obstacles(Contract):
    """Products whose preference an obstacle may keep from being of use, most promising first."""

    importer: str
    exporter: str
    nomenclature: str | None
    product: str | None
    year: int | None
    on: date | None
    """Day of the preferences."""
    examined: int
    """Subheadings that met the conditions on trade, whose preferences were looked up."""
    obstacles: list[Obstacle]
    missing: list[Missing]
    provenance: list[Provenance]
    methodology: Methodology
