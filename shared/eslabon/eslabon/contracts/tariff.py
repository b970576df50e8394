"""What tariff-api says: nomenclatures, search, quotes, agreements, countries and schemes."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from eslabon.contracts.codes import CountryInput, Day, NomenclatureId, QuotedCode
from eslabon.contracts.envelope import Contract, Coverage, Input, Methodology, Missing, Provenance


class Nomenclature(Contract):
    """A list of product codes in one edition."""

    nomenclature: str
    title: str
    kind: str
    hs_revision: str
    """Revision of the Harmonized System that its first six digits follow."""
    country: str | None
    line_digits: int
    valid_from: date | None
    valid_to: date | None


class Code(Contract):
    """One code of a nomenclature, without its surroundings."""

    nomenclature: str
    code: str
    description: str
    """Own text in the language asked for. Where there is none, that of its subheading of the
    Harmonized System, and after it the line's own text in the language at hand."""
    path: str
    """Texts from the chapter down to this code."""
    is_line: bool
    """True where the nomenclature goes no deeper: duties are set here."""


class Product(Code):
    """One code of a nomenclature with its ancestors and children."""

    hs6: str | None
    """Subheading of the Harmonized System that it belongs to; null above six digits."""
    hs_revision: str
    description_es: str | None
    description_pt: str | None
    description_en: str | None
    ancestors: list[Code]
    children: list[Code]


class MatchKind(StrEnum):
    """How a search found a code."""

    CODE = "CODE"
    NAME = "NAME"
    TEXT = "TEXT"
    SPELLING = "SPELLING"


class Hit(Code):
    """A code found by a search."""

    score: float
    """Rank score within this answer; higher is better."""
    match: MatchKind
    matched: str
    """The term, text or corrected spelling that matched."""


class HeadingGroup(Contract):
    """The best hits of one heading."""

    heading: Code
    hits: list[Hit]


class HeadingCount(Contract):
    """A heading that holds hits, to drill down from."""

    code: str
    description: str
    hits: int
    """How many codes were found in it, itself among them."""


class ChapterGroup(Contract):
    """The headings of one chapter that hold hits."""

    code: str
    description: str
    hits: int
    """How many codes were found in it, itself among them."""
    headings: list[HeadingCount]


class SearchResult(Contract):
    """Ranked codes for what a person typed, and the tree to drill down."""

    query: str
    understood_as: str
    """The words searched for after folding and correction of spelling."""
    nomenclature: str
    hits: list[Hit]
    headings: list[HeadingGroup]
    """The best headings, each with its best hits."""
    chapters: list[ChapterGroup]
    """Every heading that holds a hit, by chapter; the chapter of the best hit comes first."""
    missing: list[Missing]
    provenance: list[Provenance]


class CorrelationKind(StrEnum):
    """How codes of two editions correspond."""

    EXACT = "EXACT"
    MERGE = "MERGE"
    SPLIT = "SPLIT"
    PARTIAL = "PARTIAL"


class Correlation(Contract):
    """One code of an edition and one it corresponds to in another."""

    from_nomenclature: str
    from_code: str
    to_nomenclature: str
    to_code: str
    kind: CorrelationKind


class Agreement(Contract):
    """A trade agreement, as the registry knows it."""

    code: str
    """ALADI's code (`AAP.CE 58`), a short name (`CAN`) or the number of the register it is in."""
    kind: str
    number: str | None
    title: str
    scope: str
    parties: list[str]
    signed_on: date | None
    signed_precision: str | None
    """DAY, MONTH or YEAR: a date known by year reads as its first day."""
    in_force_from: date | None
    in_force_precision: str | None
    in_force_to: date | None
    status: str
    has_preferences: bool | None
    """Null where no source says whether it grants tariff preferences."""
    aliases: list[str]
    wto_rta_id: str | None
    verified: bool
    source: str
    note: str | None


class AgreementEntry(Contract):
    """From when to when an agreement binds one party toward another."""

    agreement: str
    granter: str
    beneficiary: str
    in_force_from: date | None
    precision: str | None
    in_force_to: date | None
    source: str
    note: str | None


class AgreementDetail(Agreement):
    """An agreement with its entries into force, pair by pair."""

    entries: list[AgreementEntry]
    provenance: list[Provenance]


class Completeness(StrEnum):
    """How far the loaded data can say which duty is the best."""

    COMPLETE = "COMPLETE"
    PARTIAL = "PARTIAL"
    MFN_ONLY = "MFN_ONLY"


class CandidateKind(StrEnum):
    """Kind of duty."""

    MFN = "MFN"
    PREFERENCE = "PREFERENCE"


class Attribution(StrEnum):
    """How a rate is known to belong to an agreement."""

    STATED = "STATED"
    SOLE_AGREEMENT = "SOLE_AGREEMENT"
    MARGIN_MATCH = "MARGIN_MATCH"
    AMBIGUOUS = "AMBIGUOUS"
    UNKNOWN = "UNKNOWN"


class CandidateStatus(StrEnum):
    """What became of a candidate."""

    APPLIES = "APPLIES"
    BEATEN = "BEATEN"
    OUTSIDE_DATES = "OUTSIDE_DATES"
    NOT_A_PARTY = "NOT_A_PARTY"
    EXCLUDED = "EXCLUDED"
    QUOTA_UNKNOWN = "QUOTA_UNKNOWN"
    OUT_OF_SEASON = "OUT_OF_SEASON"


class Candidate(Contract):
    """One duty that the goods might pay."""

    kind: CandidateKind
    agreement: str | None
    """Agreement that gives the rate; null when it is not known which."""
    attribution: Attribution
    agreement_candidates: list[str]
    """Agreements in force between the two that could give the rate."""
    margin_percent: Decimal | None
    """Reduction of the MFN duty, in percent of it; null where that is zero or the rate a range."""
    applied_percent: Decimal
    """Ad valorem duty to pay, in percent of customs value; the upper end where it is a range."""
    applied_text: str
    duty_value_usd: Decimal | None
    legal_base: str | None
    conditional: bool
    """True where a list or condition that is not loaded may take the rate away."""
    status: CandidateStatus
    why: str
    """The reason in one sentence, in the language asked for."""
    is_best: bool
    valid_from: date | None
    valid_to: date | None
    observed_on: date | None
    provenance: Provenance


class Charge(Contract):
    """A tax or fee beside the customs duty."""

    name: str
    rate_percent: Decimal
    base: str
    provenance: Provenance


class QuoteProduct(Contract):
    """The product of a quote."""

    nomenclature: str
    code: str
    description: str
    """Text of the code, as in `Code`."""
    path: str
    """Texts from the chapter down to this code."""
    hs6: str | None
    """Subheading of the Harmonized System that it belongs to; null above six digits."""
    hs_revision: str | None
    """Revision of the Harmonized System that it follows; null where its nomenclature is unknown."""


class LineQuote(Contract):
    """The quote of one national line below the code asked for."""

    product: QuoteProduct
    completeness: Completeness
    best: Candidate | None
    best_loaded: Candidate | None
    candidates: list[Candidate]
    missing: list[Missing]


class Quote(Contract):
    """Every duty that goods of one origin might pay in one market on one day, best first."""

    importer: str
    exporter: str
    product: QuoteProduct
    on: date
    coverage: Coverage
    completeness: Completeness
    best: Candidate | None
    """The lowest duty, only where the data can tell that nothing is lower."""
    best_loaded: Candidate | None
    """The lowest unconditional duty among what is loaded."""
    candidates: list[Candidate]
    lines: list[LineQuote]
    """One for each national line when the code asked for lies above line level."""
    other_charges: list[Charge]
    correlations: list[Correlation]
    """What the subheading of `product` corresponds to in later revisions of the Harmonized System,
    as far as correlations with them are loaded."""
    missing: list[Missing]
    methodology: Methodology
    provenance: list[Provenance]


class QuoteRequest(Input):
    """One quote of a batch."""

    importer: CountryInput
    exporter: CountryInput = Field(examples=["MEX"])
    product: QuotedCode
    nomenclature: NomenclatureId | None = None
    """Nomenclature of `product`; the importer's national tariff when left out."""
    on: Day | None = None
    """Day asked about; the last day that the importer's loaded tariff covers when left out."""


class QuoteBatch(Input):
    """Quotes asked for together."""

    items: list[QuoteRequest] = Field(min_length=1, max_length=1000)


class QuoteList(Contract):
    """Quotes in the order in which they were asked for."""

    items: list[Quote]


class DutyRow(Contract):
    """The duty on one national line that every origin pays."""

    importer: str
    product: QuoteProduct
    rate_percent: Decimal | None
    """Ad valorem duty in percent of customs value; null where it is specific."""
    rate_text: str
    """The duty as the source writes it."""
    valid_from: date
    valid_to: date
    dates_stated: bool
    observed_on: date
    legal_base: str | None


class PreferenceRow(Contract):
    """A reduced duty as its source states it, on a national line or a subheading."""

    importer: str
    nomenclature: str
    code: str
    beneficiary: str
    """Country or scheme; WLD is what all other origins pay."""
    agreement: str | None
    """Agreement, only where the source states it."""
    rate_percent: Decimal
    """Mean over the national lines of the code."""
    rate_min_percent: Decimal
    rate_max_percent: Decimal
    lines_covered: int
    lines_total: int
    valid_from: date
    valid_to: date
    dates_stated: bool
    observed_on: date
    provenance: Provenance
