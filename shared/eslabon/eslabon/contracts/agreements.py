"""What tariff-api says of trade agreements: the fiche, what of it is loaded, what it covers."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from eslabon.contracts.envelope import Contract, Methodology, Missing, Provenance


class PartyRole(StrEnum):
    """How a country stands in an agreement."""

    SIGNATORY = "SIGNATORY"
    ACCEDED = "ACCEDED"
    WITHDRAWN = "WITHDRAWN"
    SUSPENDED = "SUSPENDED"


class AgreementParty(Contract):
    """A country's part in an agreement."""

    country: str
    role: PartyRole | None
    """Null where no source says how the country became a party."""
    valid_from: date | None
    """First day as a party; null where it is that of the agreement, or not known."""
    valid_to: date | None
    """Last day as a party, inclusive; null while it is one."""
    source: str


class Agreement(Contract):
    """A trade agreement, as the registry knows it."""

    code: str
    """ALADI's code (`AAP.CE 58`), a short name (`CAN`) or the number of the register it is in."""
    kind: str
    number: str | None
    title: str
    scope: str
    parties: list[AgreementParty]
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
    desta_number: str | None
    deposited_on: date | None
    duration: str | None
    """How long it lasts, in the words of the source."""
    url: str | None
    """Address of the text."""
    verified: bool
    """False where a fact of the row is recalled or inferred and was read in no public source."""
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


class ProtocolKind(StrEnum):
    """What an act that follows an agreement does."""

    ADDITIONAL = "ADDITIONAL"
    ACCESSION = "ACCESSION"
    WITHDRAWAL = "WITHDRAWAL"
    CONSOLIDATION = "CONSOLIDATION"


class AgreementProtocol(Contract):
    """An act that follows an agreement: a protocol, an accession, a withdrawal."""

    ordinal: str
    """Number of the protocol, or that of the register it is known from (`DESTA 44`)."""
    kind: ProtocolKind
    signed_on: date | None
    in_force_from: date | None
    summary: str
    source: str


class AgreementRelation(StrEnum):
    """What another agreement is to this one."""

    PREDECESSOR = "PREDECESSOR"
    SUCCESSOR = "SUCCESSOR"
    PROTOCOL_OF = "PROTOCOL_OF"
    RELATED = "RELATED"


class RelatedAgreement(Contract):
    """Another agreement, and what it is to this one."""

    code: str
    title: str | None
    """Null where the registry has no agreement of that code."""
    relation: AgreementRelation
    source: str


class NomenclatureUse(StrEnum):
    """What an agreement writes in a nomenclature."""

    PREFERENCES = "PREFERENCES"
    FREE_ZONES = "FREE_ZONES"
    EXCEPTIONS = "EXCEPTIONS"


class AgreementNomenclature(Contract):
    """A nomenclature and version that an agreement is written in."""

    nomenclature: str
    used_for: NomenclatureUse
    source: str


class Discipline(StrEnum):
    """A matter that an agreement may regulate beside tariffs."""

    ORIGIN = "ORIGIN"
    SAFEGUARDS = "SAFEGUARDS"
    TBT = "TBT"
    SPS = "SPS"
    DISPUTES = "DISPUTES"
    SERVICES = "SERVICES"
    INVESTMENT = "INVESTMENT"
    PROCUREMENT = "PROCUREMENT"
    COMPETITION = "COMPETITION"
    INTELLECTUAL_PROPERTY = "INTELLECTUAL_PROPERTY"


class DisciplineDepth(StrEnum):
    """How far an agreement goes in a matter.

    PARTIAL: it has provisions of substance, and no source says that they are complete.
    """

    NONE = "NONE"
    PARTIAL = "PARTIAL"
    FULL = "FULL"
    UNKNOWN = "UNKNOWN"


class AgreementDiscipline(Contract):
    """How far an agreement goes in one matter."""

    discipline: Discipline
    depth: DisciplineDepth
    source: str | None
    """Null where no source was found: the depth is UNKNOWN."""


class AgreementDetail(Agreement):
    """The fiche of an agreement."""

    entries: list[AgreementEntry]
    """Entries into force, pair by pair and in each direction."""
    protocols: list[AgreementProtocol]
    predecessors: list[RelatedAgreement]
    successors: list[RelatedAgreement]
    related: list[RelatedAgreement]
    nomenclatures: list[AgreementNomenclature]
    disciplines: list[AgreementDiscipline]
    """Every matter, UNKNOWN where no source was found."""
    depth_index: int | None
    """DESTA's index of the depth of the whole agreement, 0 to 7."""
    provenance: list[Provenance]
    missing: list[Missing]
    """What the fiche does not know, and why."""


class CoverageBasis(StrEnum):
    """Which lines a coverage is counted over."""

    STATED_LINES = "STATED_LINES"
    """Lines of the subheadings on which the source states the rate of every partner."""
    WHOLE_TARIFF = "WHOLE_TARIFF"
    """All lines of the tariff: the source lists preferences; what it does not list has none."""


class AgreementCoverage(Contract):
    """Scope and depth of an agreement for one granter, beneficiary and day, as far as loaded."""

    agreement: str
    granter: str
    beneficiary: str
    on: date
    in_force: bool
    """Whether the agreement binds the granter toward the beneficiary on the day."""
    nomenclature: str | None
    """Nomenclature of the lines; null where no duties of the granter are loaded for the day."""
    basis: CoverageBasis | None
    """Null where no preferences of the granter are loaded for the day."""
    is_extract: bool
    """True where the lines counted are not all of the tariff, or the loaded tariff is itself a
    part: no share is one of the universe."""
    lines_tariff: int | None
    """Lines of the granter's whole tariff as loaded."""
    subheadings_loaded: int | None
    """Subheadings of the loaded tariff; null where its revision is not loaded to compare with."""
    subheadings_total: int | None
    """Subheadings of its revision of the Harmonized System."""
    lines_total: int | None
    """Lines counted over: the denominator of every share."""
    chapters: list[str]
    """Chapters that the lines counted are in."""
    lines_free_for_all: int | None
    """Lines with an MFN duty of zero: there is nothing to reduce."""
    lines_duty_unknown: int | None
    """Lines without an ad valorem duty, on which a rate is no margin."""
    lines_covered: int | None
    """Lines with a margin above zero of this agreement: stated, or its only possible source."""
    lines_full_margin: int | None
    """Covered lines with a margin of 100 percent."""
    lines_margin_unknown: int | None
    """Covered lines whose margin differs within the code that the source states: left out of
    the mean."""
    lines_ambiguous: int | None
    """Lines with a reduced rate that this or another agreement gives: counted apart."""
    lines_margin_match: int | None
    """Lines that no source attributes and whose margin is AR.PAR 4's cell: counted apart."""
    lines_conditional: int | None
    """Covered lines whose preference depends on a quota, a season or a part of the line."""
    quota_lines: int | None
    """Covered lines with a quota."""
    exceptions: int | None
    """Lines that the source states as excepted from the agreement; null where it states none."""
    coverage_percent: Decimal | None
    """lines_covered in percent of lines_total (scope)."""
    coverage_of_dutiable_percent: Decimal | None
    """lines_covered in percent of the lines with an MFN duty above zero."""
    depth_simple_percent: Decimal | None
    """Mean margin of the covered lines whose margin is known, in percent of the MFN duty."""
    full_free_percent: Decimal | None
    """lines_full_margin in percent of lines_total."""
    depth_trade_percent: Decimal | None
    """Mean margin weighted by the granter's imports from the beneficiary, line by line."""
    methodology: Methodology
    provenance: list[Provenance]
    missing: list[Missing]


class KindCount(Contract):
    """How many agreements of a family are loaded."""

    kind: str
    loaded: int
    with_preferences: int
    without_preferences: int
    unknown: int
    """Agreements of which no source says whether they grant preferences."""


class RegistrySummary(Contract):
    """What of the region's agreements is loaded, beside the number of fiches ALADI counts."""

    loaded: int
    """Agreements of the registry."""
    aladi: int
    """Agreements with an ALADI code."""
    aladi_with_preferences: int
    """Of these, those known to grant tariff preferences."""
    aladi_without_preferences: int
    aladi_unknown: int
    aladi_fiches: int
    """Those known to grant preferences that have not ended: what a fiche of ALADI is about."""
    aladi_fiches_unverified: int
    """Of these, rows with a fact that was read in no public source."""
    without_code: int
    """Agreements between members of ALADI whose ALADI code was not found."""
    outside_aladi: int
    reported_fiches: int
    """Fiches that the report counts: a figure quoted, which no row of the registry depends on."""
    reported_source: str
    sentence: str
    kinds: list[KindCount]
    provenance: list[Provenance]
    missing: list[Missing]
