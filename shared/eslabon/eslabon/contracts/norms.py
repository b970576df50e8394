"""What tariff-api says of norms: their classification, notifications, codes and indicators."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from eslabon.contracts.envelope import Contract, Direction, Methodology, Missing, Provenance
from eslabon.contracts.nomenclature import Correlation


class NormClassKind(StrEnum):
    """To which side of trade a class of the MAST classification belongs."""

    IMPORT_TECHNICAL = "IMPORT_TECHNICAL"
    IMPORT_NON_TECHNICAL = "IMPORT_NON_TECHNICAL"
    EXPORT = "EXPORT"


class NormClassName(Contract):
    """A class of non-tariff measures, without its surroundings."""

    code: str
    """A letter and up to three digits: A, A1, A14, A140."""
    title: str
    """In the language asked for, else in English."""


class NormClass(NormClassName):
    """A class of non-tariff measures with those above and directly below it."""

    version: str
    """Edition of the MAST classification, a year."""
    parent: str | None
    kind: NormClassKind
    title_es: str | None
    title_pt: str | None
    title_en: str
    ancestors: list[NormClassName]
    children: list[NormClassName]
    source: str
    note: str | None


class NormKind(StrEnum):
    """What a norm is."""

    NTM = "NTM"
    """A non-tariff measure that none of the others describes better."""
    TECHNICAL_REGULATION = "TECHNICAL_REGULATION"
    STANDARD = "STANDARD"
    PERMIT = "PERMIT"
    """A permit, licence, certificate or registration to be presented."""
    PROHIBITION = "PROHIBITION"


class Extent(StrEnum):
    """How much of the codes asked for a norm bites on."""

    WHOLE = "WHOLE"
    PART = "PART"


class Norm(Contract):
    """A rule that goods must keep to be imported or exported, duties apart."""

    norm: str
    """Name of the norm within its source and country."""
    country: str
    """Country whose norm it is."""
    applies_to: Direction
    """The side of the trade asked about on which the norm bites."""
    direction: Direction
    kind: NormKind
    mast_code: str | None
    """Class of the MAST classification; null where no source says it."""
    mast_version: str | None
    mast_title: str | None
    title: str
    body: str | None
    """Who applies it."""
    legal_base: str | None
    documents: list[str]
    """What is to be presented."""
    nomenclature: str | None
    all_goods: bool
    """True where the norm bites on every good."""
    codes: list[str]
    """Beginnings of the codes it bites on: those of the product asked for, else all."""
    extent: Extent | None
    """Whether it bites on all that was asked for; null where no code was."""
    correlations: list[Correlation]
    """What was followed from the edition of the code asked for to that of the norm."""
    partners: list[str]
    """Origins (of imports) or destinations (of exports) it is limited to; empty: all."""
    partners_except: list[str]
    valid_from: date | None
    """Null where no source says it: the norm then counts as in force."""
    valid_to: date | None
    verified: bool
    """False where nobody has checked it against the legal text."""
    text_url: str | None
    reference: str
    note: str | None
    provenance: Provenance


class NotificationArea(StrEnum):
    """The agreement of the World Trade Organization under which a norm was notified."""

    SPS = "SPS"
    TBT = "TBT"


class Notification(Contract):
    """A sanitary, phytosanitary or technical norm as notified to the World Trade Organization."""

    symbol: str
    area: NotificationArea
    member: str
    agency: str | None
    notified_on: date | None
    kind: str
    product_es: str
    codes: list[str]
    """Beginnings of codes of the Harmonized System, its edition not stated."""
    ics: str | None
    """International Classification for Standards."""
    objective_es: str | None
    comments_until: date | None
    reference: str
    provenance: Provenance


class DeclarationList(StrEnum):
    """A list of codes of a customs declaration."""

    IDENTIFIER = "IDENTIFIER"
    NON_TARIFF = "NON_TARIFF"
    CONTRIBUTION = "CONTRIBUTION"


class DeclarationCode(Contract):
    """A code that a customs declaration of a country uses."""

    country: str
    list: DeclarationList
    code: str
    place: int
    """Which of the meanings of the code in its list, from 1."""
    body: str | None
    text_es: str
    level: str | None
    """Where it is declared: G, the whole declaration; P, one of its items; C, complementary."""
    abbreviation: str | None
    applies_es: str | None
    complements_es: str | None
    reference: str
    provenance: Provenance


class NormIndicator(Contract):
    """How much of what a market imports the norms of one chapter bite on."""

    chapter: str | None
    """Chapter or class of MAST; null for all norms, those without a class among them."""
    title: str
    norms: int
    """Norms in force on the day."""
    norms_unverified: int
    """Those of them that nobody has checked against the legal text."""
    subheadings_affected: int | None
    """Imported subheadings with one norm or more."""
    frequency_percent: float | None
    """Share of the imported subheadings that have a norm, 0 to 100."""
    coverage_percent: float | None
    """Share of the value of imports that has a norm, 0 to 100."""
    prevalence: float | None
    """Mean number of norms on an imported subheading."""


class NormScope(StrEnum):
    """What is held of subheadings in chapters that no loaded norm speaks of."""

    LOADED = "LOADED"
    """Nothing is known: they are left out of all figures."""
    ALL = "ALL"
    """They have no norms: the loaded norms are all there are."""


class NormIndicators(Contract):
    """Frequency, coverage and prevalence of the norms of a market."""

    importer: str
    on: date
    """Day on which the norms are counted."""
    year: int | None
    """Year of the imports; null where none are at hand."""
    nomenclature: str | None
    """Edition of the Harmonized System that the imports are in."""
    subheadings_total: int | None
    """Subheadings of that edition; null where its codes are not loaded."""
    subheadings_loaded: int | None
    """Subheadings whose trade is loaded."""
    scope: NormScope
    subheadings_in_scope: int | None
    """Those of them in chapters whose norms are loaded: all figures are over these."""
    subheadings_imported: int | None
    """Those in scope that the market imported in the year."""
    imports_usd: Decimal | None
    """Value of the imports in scope."""
    indicators: list[NormIndicator]
    missing: list[Missing]
    provenance: list[Provenance]
    methodology: Methodology


class NormCount(Contract):
    """How many norms bite on a subheading."""

    product: str
    norms: int | None
    """Null where no loaded norm speaks of its chapter."""


class NormCounts(Contract):
    """How many norms of a market bite on imports of each of some subheadings."""

    importer: str
    nomenclature: str
    """Edition of the Harmonized System of the subheadings."""
    on: date
    """Day on which the norms are counted."""
    counts: list[NormCount]
    """In the order asked for."""
    missing: list[Missing]
    provenance: list[Provenance]
