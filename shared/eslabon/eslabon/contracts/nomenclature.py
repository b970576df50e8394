"""What tariff-api says of nomenclatures: codes, search, correlations."""

from datetime import date
from enum import StrEnum

from eslabon.contracts.envelope import Contract, Missing, Provenance


class NomenclatureKind(StrEnum):
    """Family of a nomenclature."""

    HS = "HS"
    NALADISA = "NALADISA"
    NCM = "NCM"
    NANDINA = "NANDINA"
    SAC = "SAC"
    NATIONAL = "NATIONAL"


class Nomenclature(Contract):
    """A list of product codes in one edition."""

    nomenclature: str
    title: str
    kind: NomenclatureKind
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
    path: list[str]
    """Editions on the way, both ends included: more than two where no table joins them directly."""


class Product(Code):
    """One code of a nomenclature with its ancestors and children."""

    hs6: str | None
    """Subheading of the Harmonized System that it belongs to; null above six digits."""
    hs_revision: str
    description_es: str | None
    description_pt: str | None
    description_en: str | None
    path_es: str | None
    path_pt: str | None
    path_en: str | None
    """Texts from the chapter down; ancestors without one in a language lend theirs in another."""
    ancestors: list[Code]
    children: list[Code]
    predecessors: list[Correlation]
    """What its subheading was in the revision before, where a correlation is loaded."""
    successors: list[Correlation]
    """What its subheading became in the revision after, where a correlation is loaded."""


class CodeRow(Contract):
    """One code of a nomenclature in a flat row, with its texts in every language at hand."""

    nomenclature: str
    code: str
    parent: str | None
    """Code it hangs from; null for chapters."""
    digits: int
    is_line: bool
    """True where the nomenclature goes no deeper: duties are set here."""
    section: str | None
    """Section of the Harmonized System, in Roman numerals."""
    hs6: str | None
    """Subheading of the Harmonized System that it belongs to; null above six digits."""
    hs_revision: str
    description_es: str | None
    description_pt: str | None
    description_en: str | None
    path_es: str | None
    path_pt: str | None
    path_en: str | None


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
