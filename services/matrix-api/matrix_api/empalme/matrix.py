"""The matrix of an edition: the index of every member over every other, from its panel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from eslabon.contracts.empalme import EmpalmeVariant
from servicekit.releases.snapshot import Current

from matrix_api.empalme import empalme, gaps
from matrix_api.empalme.editions import Edition, Member
from matrix_api.empalme.empalme import Array, Index, Market, Mask
from matrix_api.empalme.gaps import Gap
from matrix_api.empalme.panel import Panel
from matrix_api.totals import wholeness

if TYPE_CHECKING:
    from matrix_api.demand.demand import Demand
    from matrix_api.empalme.rows import Written


@dataclass(frozen=True)
class Exporter:
    """One member's matrix. Arrays are by heading (H,), those of importers (M, H); dollars."""

    member: Member
    nomenclature: str
    importers: tuple[Member, ...]
    """The other members, in the order of (M,)."""
    years: Mapping[str, tuple[int, ...]]
    """Years that each importer shares with the exporter."""
    exports: Array
    world: Array
    own_imports: Array
    advantage: Array
    chosen: Mask
    dropped: int
    """Headings exported in some years only."""
    market: Market
    exporter_gap: Index
    extra_regional: Index
    per_importer: Index

    def index(self, variant: EmpalmeVariant, importer: str | None) -> Index:
        """Return the index of a variant; that per importer is over the importer given."""
        if variant is EmpalmeVariant.PER_IMPORTER:
            return self.per_importer.row([one.code for one in self.importers].index(str(importer)))
        is_gap = variant is EmpalmeVariant.EXPORTER_GAP
        return self.exporter_gap if is_gap else self.extra_regional


@dataclass(frozen=True)
class Matrix:
    """An edition computed as far as its data go."""

    panel: Panel
    exporters: Mapping[str, Exporter]
    """By code; members without known exports are left out."""
    gaps: Mapping[str, tuple[Gap, ...]]
    """What the index of each member over all importers lacks."""
    written: "dict[str, Written]" = field(default_factory=dict)
    """What rows say of each member, once somebody has asked."""
    demands: "dict[tuple[str, int | None], Demand]" = field(default_factory=dict)
    """What a member buys, over its years or in one, once somebody has asked."""

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self.panel.edition

    def is_computed(self, code: str) -> bool:
        """Tell whether the index of a member over all importers lacks nothing."""
        return code in self.exporters and not self.gaps[code]

    def has_imports(self, code: str) -> bool:
        """Tell whether what a member buys in its years is known."""
        member = self.edition.member(code)
        return member is not None and not self.panel.lacks(gaps.IMPORTS, member, member.years)

    def lacks_imports(self, exporter: str, importer: str) -> bool:
        """Tell whether what an importer buys is not known, seen by an exporter."""
        return any(gap.what == f"{gaps.IMPORTS}:{importer}" for gap in self.gaps[exporter])

    def releases(self, code: str, years: Sequence[int]) -> list[Current]:
        """Return the releases that a member's figures of these years are read from.

        They are its own, and those of the others for the same years.
        """
        shared = [
            (one.source, year)
            for one in self.edition.members
            for year in years
            if year in one.years or one.code == code
        ]
        return [self.edition.release, *self.panel.releases(shared)]


def built(panel: Panel) -> Matrix:
    """Compute the matrix of a panel."""
    exporters, lacking = {}, {}
    for member in panel.edition.members:
        found = panel.lacks(gaps.EXPORTS, member, member.years)
        nomenclatures = panel.nomenclatures(member, member.years)
        if not found and len(set(nomenclatures)) > 1:
            found = [
                gaps.other_nomenclature(gaps.EXPORTS, member, nomenclatures[:-1], nomenclatures[-1])
            ]
        if not found:
            exporters[member.code], found = _exporter(panel, member, nomenclatures[-1])
        lacking[member.code] = tuple(found)
    return Matrix(panel, exporters, lacking)


def _exporter(panel: Panel, member: Member, nomenclature: str) -> tuple[Exporter, list[Gap]]:
    years = member.years
    yearly = panel.exports(member, years)
    chosen = empalme.selected(yearly)
    exports, world = yearly.mean(axis=0), panel.world(member, years).mean(axis=0)
    found: list[Gap] = []
    worldless = [
        year for year in years if not wholeness.has_world(panel.figures[member.source, year].extent)
    ]
    if worldless:
        found.append(gaps.no_world(member, worldless))
        world = np.full_like(world, np.nan)
    importers = tuple(one for one in panel.edition.members if one is not member)
    shared = {one.code: tuple(year for year in years if year in one.years) for one in importers}
    market, lacking = _market(panel, member, importers, shared, nomenclature)
    found += lacking
    advantage = empalme.revealed_advantage(exports, world)
    own = panel.lacks(gaps.IMPORTS, member, years)
    return (
        Exporter(
            member=member,
            nomenclature=nomenclature,
            importers=importers,
            years=shared,
            exports=exports,
            world=world,
            own_imports=np.full_like(exports, np.nan) if own else panel.imports(member, years),
            advantage=advantage,
            chosen=chosen,
            dropped=int(((exports > 0) & ~chosen).sum()),
            market=market,
            exporter_gap=empalme.empalme(advantage, empalme.exporter_gap(market), chosen),
            extra_regional=empalme.empalme(advantage, empalme.extra_regional(market), chosen),
            per_importer=empalme.empalme(advantage, empalme.per_importer(market), chosen),
        ),
        found,
    )


def _market(
    panel: Panel,
    exporter: Member,
    importers: tuple[Member, ...],
    shared: Mapping[str, tuple[int, ...]],
    nomenclature: str,
) -> tuple[Market, list[Gap]]:
    """Return what the importers bought, NaN where it is not known, and why it is not."""
    shape = (len(importers), len(panel.headings))
    market = Market(*(np.full(shape, np.nan) for _ in range(3)))
    found: list[Gap] = []
    for row, importer in enumerate(importers):
        years = shared[importer.code]
        lacking = import_gaps(panel, importer, years, nomenclature)
        if not years:
            lacking = [gaps.no_common_years(importer, exporter)]
        found += lacking
        if lacking:
            continue
        bought = panel.bought(importer, years)
        market.imports[row] = panel.imports(importer, years)
        market.from_exporter[row] = bought[panel.place(exporter)]
        market.from_region[row] = bought.sum(axis=0)
    return market, found


def import_gaps(
    panel: Panel, importer: Member, years: tuple[int, ...], nomenclature: str
) -> list[Gap]:
    """Return what keeps an importer's purchases of these years from being joined to headings."""
    lacking = panel.lacks(gaps.IMPORTS, importer, years)
    others = [one for one in panel.nomenclatures(importer, years) if one != nomenclature]
    if others and not lacking:
        lacking = [gaps.other_nomenclature(gaps.IMPORTS, importer, others, nomenclature)]
    return lacking
