"""What goods of one origin might pay in one market on one day."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, WithJsonSchema

from eslabon.contracts.charges import ChargeBase, ChargeKind
from eslabon.contracts.codes import CountryInput, Day, NomenclatureId, QuotedCode
from eslabon.contracts.envelope import Contract, Coverage, Input, Methodology, Missing, Provenance
from eslabon.contracts.expressions import DutyType, Unit
from eslabon.contracts.nomenclature import Correlation

_LEAST, _MOST = Decimal("0.000001"), Decimal(10**15)
Amount = Annotated[
    Decimal,
    Field(ge=_LEAST, le=_MOST),
    # One form in OpenAPI: pydantic's own names texts of any sign besides.
    WithJsonSchema(
        {
            "type": "number",
            "minimum": float(_LEAST),
            "maximum": float(_MOST),
            "examples": [1000.5],
        }
    ),
]
"""Money or a quantity, above zero, as a number or as text."""


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


class DutyStep(Contract):
    """One line of a computation in money, to be checked by hand."""

    formula: str
    amount_usd: Decimal | None
    """Rounded half up to cents; null where something it needs is not known."""


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
    duty_type: DutyType | None
    """Null where the duty is not known: a reduction of an MFN duty that is not loaded."""
    expression: str | None
    """Canonical text of the duty where it is not plain ad valorem, as `10% + 0.36 USD/kg`."""
    applied_percent: Decimal | None
    """Ad valorem duty to pay, in percent of customs value; the upper end where it is a range.

    Null where the duty is not ad valorem. Where the preference does not apply (excluded, out of
    season, not in force) it is what the goods pay without it.
    """
    applied_text: str
    duty_value_usd: Decimal | None
    """Duty on the consignment; null where none is given, or not what the duty is levied on."""
    steps: list[DutyStep]
    """How `duty_value_usd` is computed; empty without a consignment."""
    quota: str | None
    """Quota that the rate is limited to."""
    season: str | None
    """First and last day of the year of the rate, as `11-01/02-28`, inclusive."""
    observation: str | None
    """Text of the agreement that limits the rate to a part of the line."""
    correlation: Correlation | None
    """How the code of the preference was reached where it is in another nomenclature."""
    legal_base: str | None
    conditional: bool
    """True where a quota, an observation, or a list that is not loaded may take the rate away."""
    status: CandidateStatus
    why: str
    """The reason in one sentence, in the language asked for."""
    is_best: bool
    valid_from: date | None
    valid_to: date | None
    observed_on: date | None
    provenance: Provenance


class Charge(Contract):
    """A tax, fee or trade remedy beside the customs duty."""

    charge: str
    """Identifier within the market, as `igv`."""
    name: str
    kind: ChargeKind
    rate_text: str
    base: ChargeBase
    base_usd: Decimal | None
    """Base in money; null without a consignment, or where the base is a quantity or unknown."""
    amount_usd: Decimal | None
    steps: list[DutyStep]
    legal_base: str | None
    verified: bool
    valid_from: date | None
    valid_to: date | None
    provenance: Provenance


class Consignment(Contract):
    """The goods that duties in money are computed for."""

    customs_value_usd: Decimal | None
    quantity: Decimal | None
    unit: Unit | None
    """Unit of `quantity`."""
    weight_kg: Decimal | None


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
    other_charges: list[Charge]
    total_usd: Decimal | None
    """As in `Quote`."""
    missing: list[Missing]
    """What this line lacks; what all lines lack alike stands in the quote's own `missing`."""


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
    """The lowest certain duty among what is loaded; a conditional one (quota, observation) only
    where nothing else is below the MFN duty."""
    candidates: list[Candidate]
    lines: list[LineQuote]
    """One for each national line when the code asked for lies above line level."""
    other_charges: list[Charge]
    """Charges that hold for every line of the code, in the order in which they are levied."""
    consignment: Consignment | None
    """The goods asked about; null where no value, quantity or weight is given."""
    total_usd: Decimal | None
    """Duty of `best`, or else of `best_loaded`, plus `other_charges`, without the value of the
    goods; null where any of them is not known. `methodology` says whose duty it holds."""
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
    customs_value_usd: Amount | None = None
    """Customs value of the goods in US dollars."""
    quantity: Amount | None = None
    unit: Unit | None = None
    """Unit of `quantity`; both or neither."""
    weight_kg: Amount | None = None
    """Weight of the goods, which duties per kilogram are levied on."""


class QuoteBatch(Input):
    """Quotes asked for together."""

    items: list[QuoteRequest] = Field(min_length=1, max_length=1000)


class QuoteList(Contract):
    """Quotes in the order in which they were asked for."""

    items: list[Quote]
