"""What one member of an edition buys outside the region, and who in the region could supply it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matrix_api.empalme import empalme, gaps
from matrix_api.empalme.editions import Member
from matrix_api.empalme.empalme import Array
from matrix_api.empalme.gaps import Gap
from matrix_api.empalme.matrix import Matrix, import_gaps
from matrix_api.totals import wholeness


@dataclass(frozen=True)
class Supplier:
    """A member that sells: its IVCR and exports by heading (H,)."""

    advantage: Array
    exports: Array


@dataclass(frozen=True)
class Demand:
    """Means over the years by heading (H,), dollars; empty of orders where imports are unknown.

    `order` holds the places of headings bought outside the region, most first.
    """

    years: tuple[int, ...]
    nomenclature: str | None
    imports: Array
    from_region: Array
    outside: Array
    order: tuple[int, ...]
    suppliers: Mapping[str, Supplier]
    gaps: tuple[Gap, ...]


def of_member(matrix: Matrix, member: Member, year: int | None) -> Demand:
    """Return the demand of a member, over its years in the edition or in one of them."""
    panel = matrix.panel
    years = member.years if year is None else (year,)
    nomenclatures = panel.nomenclatures(member, years)
    nomenclature = nomenclatures[-1] if nomenclatures else None
    lacking = import_gaps(panel, member, years, nomenclature or "")
    suppliers: dict[str, Supplier] = {}
    unknown = np.full(len(panel.headings), np.nan)
    if lacking or nomenclature is None:
        return Demand(years, nomenclature, unknown, unknown, unknown, (), {}, tuple(lacking))
    for other in panel.edition.members:
        if other is not member:
            found, why = _supplier(matrix, other, year, nomenclature)
            lacking += why
            if found is not None:
                suppliers[other.code] = found
    imports = panel.imports(member, years)
    from_region = panel.bought(member, years).sum(axis=0)
    outside = np.maximum(0.0, imports - from_region)
    order = np.argsort(-outside, kind="stable")[: int((outside > 0).sum())]
    return Demand(
        years, nomenclature, imports, from_region, outside, tuple(order.tolist()), suppliers,
        tuple(lacking),
    )  # fmt: skip


def _supplier(
    matrix: Matrix, other: Member, year: int | None, nomenclature: str
) -> tuple[Supplier | None, list[Gap]]:
    """Return what a member sells, over its own years or in one, and what keeps it from it."""
    panel = matrix.panel
    if year is not None and year not in other.years:
        return None, [gaps.other_years(gaps.EXPORTS, other, year)]
    years = other.years if year is None else (year,)
    lacking = panel.lacks(gaps.EXPORTS, other, years)
    others = [one for one in panel.nomenclatures(other, years) if one != nomenclature]
    if others and not lacking:
        lacking = [gaps.other_nomenclature(gaps.EXPORTS, other, others, nomenclature)]
    if lacking:
        return None, lacking
    worldless = [
        one for one in years if not wholeness.has_world(panel.figures[other.source, one].extent)
    ]
    if worldless:
        return None, [gaps.no_world(other, worldless)]
    exports = panel.exports(other, years).mean(axis=0)
    world = panel.world(other, years).mean(axis=0)
    return Supplier(empalme.revealed_advantage(exports, world), exports), []
