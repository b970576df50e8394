"""What goods of one origin might pay in one market on one day."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from eslabon.contracts.codes import CountryInput, Day, NomenclatureId, QuotedCode
from eslabon.contracts.envelope import Contract, Coverage, Input, Methodology, Missing, Provenance
from eslabon.contracts.nomenclature import Correlation


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
