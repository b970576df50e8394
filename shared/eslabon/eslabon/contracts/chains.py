"""What niche-api says of productive chains: species, countries, figures, permits and claims."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from eslabon.contracts.envelope import Contract, Missing, Provenance


class Specificity(StrEnum):
    """How closely a product code follows a chain."""

    EXACT = "EXACT"
    SHARED = "SHARED"
    PROXY = "PROXY"


class ChainName(Contract):
    """What a chain is called in one country."""

    country: str
    """ISO 3166-1 alpha-3; WLD where the source names no country."""
    lang: str
    name: str


class ChainProduct(Contract):
    """A product code that goods of a chain are traded under."""

    chain: str
    nomenclature: str
    code: str
    form: str
    specificity: Specificity
    """EXACT: the code holds this product alone; SHARED: others too; PROXY: a stand-in."""
    basis: str
    """D documented, I inferred, A assumed."""
    reference: str


class Chain(Contract):
    """A productive chain, such as the Brazil nut."""

    id: str
    name: str
    species: list[str]
    """Scientific names."""
    in_report: bool
    """One of the six chains of the regional workshop of 2023."""
    disputed: bool
    """True where sources contradict each other; the claims of the chain say how."""
    note: str | None
    names: list[ChainName]
    products: list[ChainProduct]
    provenance: list[Provenance]


class DatePrecision(StrEnum):
    """How exactly a date is known; of a year its first day stands."""

    DAY = "DAY"
    MONTH = "MONTH"
    YEAR = "YEAR"


class StatusScheme(StrEnum):
    """What gives a species a standing."""

    CITES = "CITES"
    IUCN = "IUCN"
    NATIONAL = "NATIONAL"
    """The red list of a country."""


class SpeciesStatus(Contract):
    """The standing of a species in a scheme, from a day on and, where it is so, in one country."""

    scheme: StatusScheme
    value: str
    """Appendix of CITES (I, II, III), category of a red list, or NOT_LISTED."""
    country: str | None
    """Country whose populations or whose list it is; null: everywhere."""
    valid_from: date | None
    precision: DatePrecision | None
    valid_to: date | None
    basis: str
    """D documented, I inferred, A assumed."""
    note: str | None
    reference: str


class Species(Contract):
    """A species that a chain lives on."""

    name: str
    """Scientific name, or a genus with `spp.`."""
    authority: str | None
    family: str | None
    synonyms: list[str]
    gbif_key: int | None
    """Identifier in GBIF; null where it was not found."""
    statuses: list[SpeciesStatus]
    note: str | None
    reference: str


class Presence(StrEnum):
    """Whether a chain exists in a country."""

    CONFIRMED = "CONFIRMED"
    """A source documents production, trade, zones or rules of it there."""
    REPORTED = "REPORTED"
    """A source says that the species lives there or that the goods are made, and no more."""
    ABSENT = "ABSENT"
    """A source that lists where it is leaves the country out."""
    UNKNOWN = "UNKNOWN"
    """No loaded source says it."""


class ChainPresence(Contract):
    """Whether a chain exists in a country, and who says so."""

    chain: str
    country: str
    presence: Presence
    basis: str | None
    """D documented, I inferred, A assumed; null where nobody says anything."""
    note: str | None
    reference: str | None
    missing: Missing | None
    """Why it is not known; null where it is."""


class BiologyTopic(StrEnum):
    """What a fact on a chain's species is about."""

    HABITAT = "HABITAT"
    HARVEST_SEASON = "HARVEST_SEASON"
    CLOSED_SEASON = "CLOSED_SEASON"
    """Months in which catching or gathering it is forbidden."""
    HARVEST_METHOD = "HARVEST_METHOD"
    REPRODUCTION = "REPRODUCTION"
    SIZE = "SIZE"


class BiologyFact(Contract):
    """A fact on the life of a species or on how it is harvested."""

    topic: BiologyTopic
    country: str | None
    """Null: everywhere."""
    region: str | None
    species: str | None
    """Null: every species of the chain."""
    months: list[int]
    """Months in their order, 12 before 1 where they pass the end of the year; may be empty."""
    text: str
    basis: str
    reference: str


class Activity(StrEnum):
    """What is done in a zone."""

    HARVEST = "HARVEST"
    """Gathered or caught in the wild."""
    CULTIVATION = "CULTIVATION"
    PROCESSING = "PROCESSING"
    RANGE = "RANGE"
    """The species lives there; nobody says that it is used."""


class ProducerKind(StrEnum):
    """Who produces in a zone."""

    COMMUNITY = "COMMUNITY"
    INDIGENOUS = "INDIGENOUS"
    SMALLHOLDER = "SMALLHOLDER"
    FIRM = "FIRM"


class ChainZone(Contract):
    """Where a chain is, by first-level unit: no community is located more closely."""

    country: str
    region: str | None
    """ISO 3166-2 code; null where the source names a place that is no such unit."""
    place: str | None
    """The place as the source names it, where it is not the whole unit."""
    activity: Activity
    producers: list[ProducerKind]
    """Empty where the source does not say."""
    area_km2: Decimal | None
    note: str | None
    reference: str


class Indicator(StrEnum):
    """What a figure of a chain measures."""

    PRODUCTION = "PRODUCTION"
    PRODUCTION_VALUE = "PRODUCTION_VALUE"
    PRODUCTION_SHARE = "PRODUCTION_SHARE"
    """Share of a unit in the production of its country."""
    WORLD_PRODUCTION_SHARE = "WORLD_PRODUCTION_SHARE"
    EXPORT_VOLUME = "EXPORT_VOLUME"
    EXPORT_VALUE = "EXPORT_VALUE"
    EXPORT_SHARE = "EXPORT_SHARE"
    """Share of a unit in the exports of its country."""
    WORLD_EXPORT_SHARE = "WORLD_EXPORT_SHARE"
    DESTINATION_SHARE = "DESTINATION_SHARE"
    """Share of `partner` in the exports of the country."""
    PROCESSING_PLANTS = "PROCESSING_PLANTS"
    GATHERING_FAMILIES = "GATHERING_FAMILIES"
    EMPLOYED_FAMILIES = "EMPLOYED_FAMILIES"
    EXPORTING_FIRMS = "EXPORTING_FIRMS"
    AREA = "AREA"


class ProductionSystem(StrEnum):
    """Where what is produced comes from."""

    WILD = "WILD"
    """Gathered or caught."""
    CULTIVATED = "CULTIVATED"
    """Grown or farmed."""


class ChainStatistic(Contract):
    """A figure of a chain, as its source gives it."""

    chain: str
    country: str
    region: str | None
    """ISO 3166-2 code; null: the whole country."""
    place: str | None
    """Part of the region that the figure is for."""
    part: str | None
    """Part of the chain that it is for, as the source names it; null: all of it."""
    indicator: Indicator
    system: ProductionSystem | None
    partner: str | None
    """Country on the other side; of `DESTINATION_SHARE` only."""
    period_from: date | None
    """Null where the source names no year."""
    period_to: date | None
    annual: bool
    """True where the period is a calendar year: other figures are not to be charted with it."""
    value: Decimal
    unit: str
    approximate: bool
    note: str | None
    reference: str
    provenance: Provenance


class PriceStage(StrEnum):
    """Where on its way a good is priced."""

    FARM_GATE = "FARM_GATE"
    """What gatherers, growers or fishers are paid."""
    WHOLESALE = "WHOLESALE"
    RETAIL = "RETAIL"
    EXPORT = "EXPORT"


class ChainPrice(Contract):
    """A price of a chain's goods, as its source gives it."""

    country: str
    region: str | None
    place: str | None
    form: str
    stage: PriceStage
    date_from: date
    date_to: date
    price: Decimal
    currency: str
    """ISO 4217."""
    per: str
    """What the price is paid for, as `kg` or `caja de 22 kg`."""
    note: str | None
    reference: str


class PermitKind(StrEnum):
    """What a permit is for."""

    HARVEST = "HARVEST"
    ACCESS_BENEFIT_SHARING = "ACCESS_BENEFIT_SHARING"
    """Access to genetic resources and fair sharing of benefits (Nagoya Protocol)."""
    CITES = "CITES"
    EXPORT = "EXPORT"
    PROHIBITION = "PROHIBITION"
    """Not a permit: what is forbidden."""


class ChainPermit(Contract):
    """A permit, or a prohibition, that goods of a chain are under."""

    permit: str
    every_chain: bool
    """True where it holds for goods of any chain."""
    kind: PermitKind
    country: str | None
    """Whose rule it is; null: every party of the treaty."""
    title: str
    authority: str | None
    legal_base: str | None
    valid_from: date | None
    valid_to: date | None
    basis: str
    note: str | None
    reference: str


class ClaimStanding(StrEnum):
    """What other sources make of a claim."""

    DISPUTED = "DISPUTED"
    """Sources contradict it, and nobody has settled it."""
    UNCONFIRMED = "UNCONFIRMED"
    """One source says it, and no other."""
    CORRECTED = "CORRECTED"
    """It is a slip, and what is right is known."""


class ChainClaim(Contract):
    """Something said of a chain that does not stand unchallenged."""

    claim: str
    country: str | None
    statement: str
    claimant: str
    """Who says it."""
    standing: ClaimStanding
    answer: str
    """What other sources say."""
    reference: str


class ChainDetail(Contract):
    """All that is known of a chain but its figures, which go by country."""

    id: str
    name: str
    in_report: bool
    disputed: bool
    note: str | None
    names: list[ChainName]
    species: list[Species]
    presence: list[ChainPresence]
    """Every country that a source says anything of."""
    biology: list[BiologyFact]
    zones: list[ChainZone]
    products: list[ChainProduct]
    permits: list[ChainPermit]
    claims: list[ChainClaim]
    missing: list[Missing]
    """Blocks that are empty, and why."""
    provenance: list[Provenance]


class ChainCountry(Contract):
    """A chain in one country."""

    chain: str
    country: str
    name: str
    presence: Presence
    evidence: ChainPresence
    names: list[ChainName]
    """Names used there; those without a country where there is none."""
    species: list[Species]
    biology: list[BiologyFact]
    zones: list[ChainZone]
    statistics: list[ChainStatistic]
    prices: list[ChainPrice]
    products: list[ChainProduct]
    permits: list[ChainPermit]
    claims: list[ChainClaim]
    missing: list[Missing]
    """Blocks that are empty, and why."""
    provenance: list[Provenance]
