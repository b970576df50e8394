"""The Matrices de Empalme: which member can meet which unmet demand of the others."""

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from eslabon.contracts.competitors import FacedDuty
from eslabon.contracts.envelope import Contract, Methodology, Missing, Page, Provenance
from eslabon.contracts.quotes import Completeness


class EndUse(StrEnum):
    """What goods are used for, by the Broad Economic Categories."""

    FINAL = "FINAL"
    """Consumption."""
    INTERMEDIATE = "INTERMEDIATE"
    CAPITAL = "CAPITAL"
    MIXED = "MIXED"
    """The classification gives it no single use, as with motor cars."""


class EmpalmeVariant(StrEnum):
    """Which market counts as unmet."""

    EXPORTER_GAP = "exporter_gap"
    """What the other members buy and not from the exporter."""
    EXTRA_REGIONAL = "extra_regional"
    """What the other members buy outside the region."""
    PER_IMPORTER = "per_importer"
    """What one member buys and not from the exporter."""


class EditionMember(Contract):
    """A member in an edition: where its figures come from, and whether its index is computed."""

    member: str
    source: str
    year_from: int
    year_to: int
    is_computed: bool
    """False where its index over all importers lacks something; `missing` says what."""
    missing: list[Missing]


class EmpalmeEdition(Contract):
    """An edition of the Matrices de Empalme."""

    edition: str
    title: str
    scheme: str
    is_partial: bool
    """True where it is not the whole basket: kept out of rankings unless asked for."""
    headings: list[str]
    """Headings that a partial edition is limited to; empty where to none."""
    members: list[EditionMember]
    provenance: Provenance


class EditionBasis(Contract):
    """What the figures of one member in an edition come from."""

    edition: str
    title: str
    scheme: str
    is_partial: bool
    headings: list[str]
    """Headings that a partial edition is limited to; empty where to none."""
    member: str
    source: str
    year_from: int
    year_to: int
    nomenclature: str | None
    """Null where none of its years is loaded."""


class UnmetMarket(Contract):
    """An unmet market of a heading, and how well the exporter's heading meets it."""

    unmet_usd: Decimal
    """Mean of the years."""
    unmet_share: float | None
    """Share in the unmet market of all selected headings, 0 to 1; null where that is nothing."""
    index: float | None
    """Índice de empalme: IVCR times `unmet_share`. It compares headings of one exporter only."""
    rank: int | None


class EmpalmeRow(Contract):
    """A heading that a member exported in every year, beside what the others buy of it."""

    edition: str
    exporter: str
    nomenclature: str
    """Edition of the Harmonized System of the heading."""
    heading: str
    description: str | None
    """Text of the heading; null where tariff-api does not answer."""
    group: str | None
    end_use: list[EndUse]
    """Several where its subheadings differ, that of most of them first."""
    exports_usd: Decimal
    """Exports to the world, mean of the years."""
    ivcr: float | None
    """Revealed comparative advantage: share in the exports over share in the world's."""
    world_share: float | None
    """Share of the exporter in the world's exports of the heading, 0 to 1."""
    trade_balance_usd: Decimal | None
    """Exports less imports of the heading, mean of the years."""
    exporter_gap: UnmetMarket | None
    """Null where the purchases of some member are not known."""
    extra_regional: UnmetMarket | None
    """Null where the purchases of some member are not known."""
    per_importer: UnmetMarket | None
    """Of the importer asked for; null where none is."""


class EmpalmePage(Page[EmpalmeRow]):
    """Headings of one member, best first by the variant asked for."""

    exporter: str
    variant: EmpalmeVariant = Field(description="Variant that orders the rows.")
    importer: str | None
    basis: EditionBasis | None = Field(description="Null where no edition holds the exporter.")
    selected_headings: int | None = Field(
        description="Headings exported in every year; null where they are not known."
    )
    dropped_headings: int | None = Field(
        description="Headings exported in some of the years only, and so not selected."
    )


class EmpalmeRowsPage(Page[EmpalmeRow]):
    """Headings of every member of an edition, by exporter, best first by the variant asked for."""

    variant: EmpalmeVariant = Field(description="Variant that orders the rows of each exporter.")
    importer: str | None
    edition: EmpalmeEdition | None = Field(description="Null where none may be chosen.")


class LineDuty(Contract):
    """What goods of an exporter pay on one national line of a market."""

    code: str
    description: str
    mfn_text: str | None
    """Duty that every origin pays; null where it is not loaded."""
    applied_text: str | None
    """Lowest certain duty loaded; null where none is."""
    agreement: str | None
    """Agreement that gives it; null where none does or it is not known which."""
    completeness: Completeness


class ImporterDemand(Contract):
    """What one member buys of a heading: behind the unmet market."""

    importer: str
    source: str
    years: list[int]
    """Years of the edition that the importer shares with the exporter."""
    imports_usd: Decimal | None
    """Null where `missing` says why."""
    from_exporter_usd: Decimal | None
    from_region_usd: Decimal | None
    """From all members of the edition."""
    unmet_usd: Decimal | None
    """What it buys and not from the exporter."""
    extra_regional_usd: Decimal | None
    """What it buys outside the region."""
    duty: FacedDuty | None
    """What the exporter pays; null unless duties are asked for."""
    tariff_lines: list[LineDuty]
    """National lines behind the heading; empty unless duties are asked for."""
    missing: list[Missing]


class SubheadingTrade(Contract):
    """One subheading behind a heading: means of the years."""

    product: str
    exports_usd: Decimal | None
    """Of the exporter to the world; null where the source does not go down to subheadings."""
    imports_usd: Decimal
    """Of the importers together."""
    from_exporter_usd: Decimal
    from_region_usd: Decimal


class EmpalmeHeading(Contract):
    """One heading of one member, down to importers, subheadings and national lines."""

    heading: str
    description: str | None
    """Text of the heading; null where tariff-api does not answer."""
    basis: EditionBasis | None
    """Null where no edition holds the exporter."""
    row: EmpalmeRow | None
    """Null where the heading is not selected."""
    importers: list[ImporterDemand]
    subheadings: list[SubheadingTrade]
    missing: list[Missing]
    methodology: Methodology
    provenance: list[Provenance]


class AbleSupplier(Contract):
    """A member that can supply a heading: its IVCR is 1 or more."""

    member: str
    ivcr: float
    exports_usd: Decimal
    """Exports of the heading to the world, mean of the years."""
    duty: FacedDuty | None
    """What it pays in the market; null unless duties are asked for."""
    missing: list[Missing]
    """Why `duty` is null though it was asked for."""


class DemandRow(Contract):
    """A heading that a member buys outside the region, and who in the region could supply it."""

    edition: str
    importer: str
    heading: str
    description: str | None
    group: str | None
    end_use: list[EndUse]
    imports_usd: Decimal
    from_region_usd: Decimal
    extra_regional_usd: Decimal
    """Bought outside the region, mean of the years."""
    extra_regional_share: float
    """Share of it in the purchases of the heading, 0 to 1."""
    demand_share: float
    """Share of the heading in all that the member buys outside the region, 0 to 1."""
    rank: int
    suppliers: list[AbleSupplier]


class DemandPage(Page[DemandRow]):
    """What a member buys outside the region, most first."""

    importer: str
    basis: EditionBasis | None = Field(description="Null where no edition holds the importer.")
