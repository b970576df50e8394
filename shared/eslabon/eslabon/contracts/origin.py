"""When goods count as originating: regimes, their rules, and the check of a bill of materials."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.config import JsonDict

from eslabon.contracts.codes import (
    AgreementName,
    CountryInput,
    Day,
    NomenclatureId,
    ProductCode,
    QuotedCode,
)
from eslabon.contracts.envelope import Contract, Direction, Input, Methodology, Missing, Provenance
from eslabon.contracts.nomenclature import Correlation
from eslabon.contracts.quotes import QuoteProduct


class Cumulation(StrEnum):
    """Whose materials count as the exporter's own."""

    NONE = "NONE"
    BILATERAL = "BILATERAL"
    DIAGONAL = "DIAGONAL"
    FULL = "FULL"
    UNKNOWN = "UNKNOWN"


class RuleClass(StrEnum):
    """What a rule asks for.

    WO wholly obtained; CC, CTH, CTSH another chapter, heading or subheading than that of every
    material; VA a share of the value; AH materials of any heading; PSR a process; TEXT only what
    the text says.
    """

    WO = "WO"
    CC = "CC"
    CTH = "CTH"
    CTSH = "CTSH"
    VA = "VA"
    AH = "AH"
    PSR = "PSR"
    TEXT = "TEXT"


class ThresholdBasis(StrEnum):
    """Which share a threshold limits.

    The first three are maxima: non-originating materials (CIF) over the FOB price, over the
    ex-works price, or over the originating materials. Regional value content is a minimum:
    build-down is (price - non-originating) / price, build-up is originating materials / price.
    """

    CIF_OVER_FOB = "CIF_OVER_FOB"
    OVER_EX_WORKS = "OVER_EX_WORKS"
    OVER_ORIGINATING = "OVER_ORIGINATING"
    BUILD_DOWN = "BUILD_DOWN"
    BUILD_UP = "BUILD_UP"


class Operator(StrEnum):
    """How a rule combines with the next one of its set; AND binds before OR."""

    AND = "AND"
    OR = "OR"


class OriginRegime(Contract):
    """A body of rules of origin."""

    regime: str
    title: str
    agreements: list[str]
    """Agreements whose rules these are; empty for a general regime."""
    general_of: str | None
    """Scheme whose general regime it is: it serves agreements without rules of their own."""
    agreements_except: list[str]
    """Agreements of that scheme known to have rules of their own."""
    country: str | None
    """Country that publishes the rules: they are for its trade alone; null for all parties."""
    legal_base: str
    cumulation: Cumulation
    cumulation_with: list[str]
    """Countries and schemes whose materials count as the exporter's own."""
    cumulation_conditional_with: list[str]
    """Countries and schemes whose materials count only under conditions that are not loaded."""
    value_limit_percent: Decimal | None
    """Most that materials of third countries may be worth, in percent of the price."""
    value_limit_basis: ThresholdBasis | None
    value_limit_milder_percent: Decimal | None
    milder_for: list[str]
    """Exporters that the milder limit is for."""
    tolerance_percent: Decimal | None
    """Share of the price that materials without the change of code may reach; null: not known."""
    excludes_minimal_operations: bool | None
    direct_transport: bool | None
    """True where goods must travel directly; null where it is not known."""
    proof: str | None
    valid_from: date | None
    valid_to: date | None
    assumed: list[str]
    """Fields of this regime that no source at hand states and Eslabón assumes."""
    source: str
    verified: bool
    note: str | None


class OriginRule(Contract):
    """One rule of a set; `operator` says how it combines with the next of the set."""

    regime: str
    rule_set: str
    rule: int
    code_from: str
    code_to: str
    nomenclature: str | None
    """Revision of the Harmonized System of the codes; null where the source does not say."""
    partial: bool
    """True where the set is for a part of the codes only, which `subdivision` describes."""
    subdivision: str | None
    rule_class: RuleClass
    materials: list[str]
    """Codes and ranges of codes (`0401-0406`) of the materials it is about; empty: all."""
    barred: list[str]
    """Codes and ranges of materials that do not count as changed, whatever their code."""
    threshold_percent: Decimal | None
    """Limit that the value is held against; that of the regime where the rule states none."""
    threshold_basis: ThresholdBasis | None
    allowance_percent: Decimal | None
    """Share of the ex-works price that materials without the change may reach; the rule's own."""
    operator: Operator | None
    said: str
    """The rule in the language asked for, where its class says it all; else its own text."""
    text: str | None
    """Text of the source, in the language it is written in; the first rule bears that of its
    whole alternative."""
    footnotes: str | None
    applies_to: Direction
    source: str


class RegimeBasis(StrEnum):
    """Why a regime is shown for a pair."""

    AGREEMENT = "AGREEMENT"
    GENERAL = "GENERAL"


class OriginRuleSet(Contract):
    """Rules for one description of goods: one of the alternatives that OR parts must be met."""

    rule_set: str
    code_from: str
    code_to: str
    partial: bool
    subdivision: str | None
    covers_code: bool
    """False where the codes of the set are only a part of the code asked for."""
    to_check: str
    """The rule to check, in one sentence of the language asked for."""
    rules: list[OriginRule]


class RegimeRules(Contract):
    """The rules of a regime that hold for a product."""

    agreement: str | None
    """Agreement that the rules are for; null for a general regime."""
    agreements_served: list[str]
    """Agreements in force between the two that the regime may serve."""
    basis: RegimeBasis
    regime: OriginRegime
    codes: list[str]
    """Codes that the product was looked up by in the regime's nomenclature."""
    correlations: list[Correlation]
    """How the code was followed into the regime's nomenclature; empty where it was not."""
    rule_sets: list[OriginRuleSet]


class OriginRules(Contract):
    """Rules of origin to check for a product between two countries on one day."""

    importer: str
    exporter: str
    product: QuoteProduct
    on: date
    regimes: list[RegimeRules]
    missing: list[Missing]
    methodology: Methodology
    provenance: list[Provenance]


def _as_it_comes(value: object) -> object:
    return value


Money = Annotated[
    Decimal,
    Field(ge=0, le=10**15, decimal_places=4, examples=["300.00"]),
    # A schema of numbers has no word for decimals: OpenAPI shows the text, which has a pattern.
    BeforeValidator(
        _as_it_comes,
        json_schema_input_type=Annotated[str, Field(pattern=r"^[0-9]{1,15}(\.[0-9]{1,4})?$")],
    ),
]


class Material(Input):
    """One material of the goods."""

    code: ProductCode = Field(examples=["180100"])
    origin: CountryInput | None = Field(default=None, examples=["CIV"])
    """Country of origin."""
    originating: bool | None = None
    """Whether it counts as originating; says more than `origin` where both are given."""
    wholly_obtained: bool | None = None
    """Whether it was wholly obtained in the exporting country."""
    value_usd: Money | None = None
    """CIF value of what goes into the goods that the price is of, in US dollars."""


class Fulfilment(Input):
    """The caller's word on a rule that figures cannot decide, such as a process."""

    rule_set: str = Field(min_length=1, max_length=20, examples=["144"])
    rule: int = Field(ge=1, le=1000, examples=[1])
    met: bool = Field(examples=[True])


class RegimeChoice(Input):
    """One regime to check, and what the caller knows of its rules."""

    regime: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{1,39}$", examples=["uk-chile"])
    rule_set: str | None = Field(default=None, min_length=1, max_length=20, examples=["55"])
    """The set whose description is that of the goods, where several hold for the code."""
    fulfilled: list[Fulfilment] = Field(default=[], max_length=100)


_CHOCOLATE: JsonDict = {
    "importer": "GBR",
    "exporter": "CHL",
    "product": "180632",
    "nomenclature": "HS2022",
    "on": "2024-06-01",
    "ex_works_usd": "950.00",
    "materials": [
        {"code": "180100", "origin": "CIV", "value_usd": "300.00"},
        {"code": "170199", "origin": "THA", "value_usd": "100.00"},
    ],
    "only_minimal_operations": False,
    "direct_transport": True,
    "certificate": True,
}


class OriginCheckRequest(Input):
    """Goods to check, and what is known of how they were made."""

    model_config = ConfigDict(json_schema_extra={"examples": [_CHOCOLATE]})

    importer: CountryInput = Field(examples=["GBR"])
    exporter: CountryInput = Field(examples=["CHL"])
    product: QuotedCode = Field(examples=["180632"])
    nomenclature: NomenclatureId | None = None
    """Nomenclature of `product` and of the materials; the importer's tariff when left out."""
    on: Day | None = None
    """Day asked about; today when left out."""
    agreement: AgreementName | None = None
    """Only this agreement, by its code or a name that people type."""
    fob_usd: Money | None = None
    """FOB price of the goods."""
    ex_works_usd: Money | None = None
    """Ex-works price of the goods."""
    materials: list[Material] | None = Field(default=None, max_length=1000)
    """Every material used; null where they are not known."""
    wholly_obtained: bool | None = None
    only_minimal_operations: bool | None = None
    """True for mere packing, mixing, simple assembly and the like."""
    direct_transport: bool | None = None
    certificate: bool | None = None
    """Whether the proof of origin that the regime asks for is at hand."""
    under: RegimeChoice | None = None
    """Only this regime, and what the caller knows of its rules; every regime when left out."""


class Outcome(StrEnum):
    """What a check comes to."""

    PASS = "PASS"
    FAIL = "FAIL"
    UNDETERMINED = "UNDETERMINED"


class StepKind(StrEnum):
    """What a step looks at."""

    MINIMAL_OPERATIONS = "MINIMAL_OPERATIONS"
    WHOLLY_OBTAINED = "WHOLLY_OBTAINED"
    CUMULATION = "CUMULATION"
    RULE = "RULE"
    RULE_SET = "RULE_SET"
    DIRECT_TRANSPORT = "DIRECT_TRANSPORT"
    PROOF = "PROOF"


class CheckStep(Contract):
    """One step of a check, with its reason."""

    kind: StepKind
    outcome: Outcome
    said: str
    """The reason in one sentence of the language asked for."""
    rule_set: str | None
    rule: int | None
    materials: list[str]
    """Codes of the materials that decide the step."""
    share_percent: Decimal | None
    """Share found, rounded half up to four decimals; the comparison is exact."""
    share_percent_upper: Decimal | None
    """The share if every material of uncertain origin were non-originating; null where equal."""
    limit_percent: Decimal | None


class RuleSetCheck(Contract):
    """What one set of rules comes to."""

    rule_set: str
    subdivision: str | None
    outcome: Outcome
    to_check: str
    steps: list[CheckStep]


class RegimeCheck(Contract):
    """What a regime comes to for the goods."""

    agreement: str | None
    agreements_served: list[str]
    basis: RegimeBasis
    regime: OriginRegime
    outcome: Outcome
    said: str
    rule_sets: list[RuleSetCheck]
    steps: list[CheckStep]
    """Steps that concern the goods whatever their rule."""


class OriginCheck(Contract):
    """The check of goods under each regime that may serve them."""

    importer: str
    exporter: str
    product: QuoteProduct
    on: date
    regimes: list[RegimeCheck]
    missing: list[Missing]
    methodology: Methodology
    provenance: list[Provenance]
