"""A matrix as a heat map: where the index of each member lies, by heading or by group.

A cell is a share of the member's own index, so that colours compare within a member, as the index
does; shares of groups are sums over their headings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from eslabon.contracts.empalme import EmpalmeVariant

if TYPE_CHECKING:
    from matrix_api.empalme.matrix import Matrix


class By(StrEnum):
    """What the rows of a heat map are."""

    GROUP = "group"
    HEADING = "heading"


class State(StrEnum):
    """Why a cell has a colour, or none."""

    SHARE = "share"
    NOT_SELECTED = "not_selected"
    """The member did not export it in every year."""
    UNKNOWN = "unknown"
    """The index of the member cannot be computed."""


@dataclass(frozen=True)
class Cell:
    """One row of one member."""

    row: str
    member: str
    state: State
    share: float = 0.0


@dataclass(frozen=True)
class HeatMap:
    """Rows in order, members in order, and a cell for each pair."""

    rows: Sequence[str]
    members: Sequence[str]
    cells: Sequence[Cell]

    @property
    def is_empty(self) -> bool:
        """Tell whether no cell has a share."""
        return all(cell.state is not State.SHARE for cell in self.cells)


def of_headings(matrix: Matrix, variant: EmpalmeVariant, importer: str | None, top: int) -> HeatMap:
    """Return the headings that stand highest with some member, at most `top`, by code."""
    found = {code: _indices(matrix, code, variant, importer) for code in _members(matrix, importer)}
    ranked = sorted(
        (rank, heading)
        for indices in found.values()
        for heading, (rank, _) in (indices or {}).items()
    )
    rows = sorted(list(dict.fromkeys(heading for _, heading in ranked))[:top])
    shares = {code: _shares(indices) for code, indices in found.items()}
    return _map(rows, shares)


def of_groups(
    matrix: Matrix,
    variant: EmpalmeVariant,
    importer: str | None,
    groups: Mapping[str, str],
    order: Sequence[str],
) -> HeatMap:
    """Return the groups of a scheme in its order; headings of none are left out."""
    shares: dict[str, dict[str, float] | None] = {}
    for code in _members(matrix, importer):
        of_heading = _shares(_indices(matrix, code, variant, importer))
        summed: dict[str, float] = {}
        for heading, share in (of_heading or {}).items():
            if heading in groups:
                summed[groups[heading]] = summed.get(groups[heading], 0.0) + share
        shares[code] = None if of_heading is None else summed
    traded = set().union(*(one for one in shares.values() if one))
    return _map([group for group in order if group in traded], shares)


def _members(matrix: Matrix, importer: str | None) -> list[str]:
    return [one.code for one in matrix.edition.members if one.code != importer]


def _indices(
    matrix: Matrix, code: str, variant: EmpalmeVariant, importer: str | None
) -> dict[str, tuple[int, float]] | None:
    """Return rank and index of each selected heading of a member; None where there is none."""
    exporter = matrix.exporters.get(code)
    if exporter is None:
        return None
    index = exporter.index(variant, importer)
    ranks, values = index.rank.tolist(), index.index.tolist()
    found = {
        matrix.panel.headings[place]: (ranks[place], values[place])
        for place in exporter.chosen.nonzero()[0].tolist()
        if ranks[place]
    }
    return found or None


def _shares(indices: Mapping[str, tuple[int, float]] | None) -> dict[str, float] | None:
    whole = sum(index for _, index in (indices or {}).values())
    if indices is None or not whole:
        return None
    return {heading: index / whole for heading, (_, index) in indices.items()}


def _map(rows: Sequence[str], shares: Mapping[str, Mapping[str, float] | None]) -> HeatMap:
    cells = []
    for member, of_member in shares.items():
        for row in rows:
            if of_member is None:
                cells.append(Cell(row, member, State.UNKNOWN))
            elif row in of_member:
                cells.append(Cell(row, member, State.SHARE, of_member[row]))
            else:
                cells.append(Cell(row, member, State.NOT_SELECTED))
    return HeatMap(rows, list(shares), cells)
