"""The figures of an edition as arrays: what each source says of its members in each year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from servicekit.releases.snapshot import Current, Snapshot

from matrix_api.empalme import gaps, repository
from matrix_api.empalme.editions import Edition, Member
from matrix_api.empalme.empalme import Array
from matrix_api.empalme.gaps import Gap
from matrix_api.empalme.repository import Bought, ByHeading, Traded
from matrix_api.totals import wholeness
from matrix_api.totals.names import WORLD
from matrix_api.totals.wholeness import Extent

Slice = tuple[str, int]
"""A source and a year."""


@dataclass(frozen=True)
class Figures:
    """What one source says of one year, by place of member and heading; dollars.

    A member that the source does not report stands with NaN.
    """

    totals: Current
    regional: Current | None
    extent: Extent
    exports: Array
    imports: Array
    world: Array
    bought: Array
    """(importer, exporter, heading); empty where `regional` is None."""


@dataclass(frozen=True)
class Panel:
    """The figures of an edition by source and year, on one axis of headings."""

    edition: Edition
    headings: tuple[str, ...]
    figures: Mapping[Slice, Figures]

    def place(self, member: Member) -> int:
        """Return the place of a member on the axes."""
        return self.edition.members.index(member)

    def exports(self, member: Member, years: Sequence[int]) -> Array:
        """Return a member's exports (T, H)."""
        at = self.place(member)
        return np.stack([self.figures[member.source, year].exports[at] for year in years])

    def world(self, member: Member, years: Sequence[int]) -> Array:
        """Return the world's exports by the member's source (T, H)."""
        return np.stack([self.figures[member.source, year].world for year in years])

    def imports(self, member: Member, years: Sequence[int]) -> Array:
        """Return the mean of a member's imports (H,), less what it sent out and took back."""
        at = self.place(member)
        found = [self.figures[member.source, year] for year in years]
        return np.asarray(np.mean([one.imports[at] - one.bought[at, at] for one in found], axis=0))

    def bought(self, member: Member, years: Sequence[int]) -> Array:
        """Return the mean of what a member bought from each other member (exporter, H)."""
        at = self.place(member)
        mean = np.mean([self.figures[member.source, year].bought[at] for year in years], axis=0)
        mean[at] = 0
        return np.asarray(mean)

    def lacks(self, side: str, member: Member, years: Sequence[int]) -> list[Gap]:
        """Return what keeps a member's exports or imports of these years from being used."""
        found = {year: self.figures.get((member.source, year)) for year in years}
        absent = [
            year
            for year, one in found.items()
            if one is None or (side == gaps.IMPORTS and one.regional is None)
        ]
        if absent:
            return [gaps.not_loaded(side, member, absent)]
        loaded = [one for one in found.values() if one is not None]
        if not self.edition.is_partial:
            part = [one for one in loaded if not wholeness.is_whole(one.extent)]
            if part:
                return [gaps.not_whole(side, member, one.totals, one.extent) for one in part]
        at = self.place(member)
        silent = [
            year
            for year, one in found.items()
            if one is not None
            and np.isnan((one.exports if side == gaps.EXPORTS else one.imports)[at]).all()
        ]
        return [gaps.not_reported(side, member, silent)] if silent else []

    def nomenclatures(self, member: Member, years: Sequence[int]) -> list[str]:
        """Return the nomenclature of each of a member's loaded years."""
        found = (self.figures.get((member.source, year)) for year in years)
        return [one.extent.nomenclature for one in found if one is not None]

    def releases(self, slices: Iterable[Slice]) -> list[Current]:
        """Return the releases that these sources and years are read from."""
        found = [self.figures[one] for one in sorted(set(slices)) if one in self.figures]
        return [release for one in found for release in (one.totals, one.regional) if release]


async def read(snapshot: Snapshot, edition: Edition) -> Panel:
    """Read what is loaded of an edition: a few statements, whatever its size."""
    extents = await wholeness.extents(snapshot)
    stated = {
        slice_: release
        for slice_, release in _asked(snapshot, edition, "totals").items()
        if release.slice in extents
    }
    regional = _asked(snapshot, edition, "regional_flows")
    areas = [member.code for member in edition.members]
    traded = await repository.traded(snapshot, [one.id for one in stated.values()], areas)
    bought = await repository.bought(snapshot, [one.id for one in regional.values()], areas)
    axis = _Axis.of(edition, traded)
    figures = {}
    for slice_, release in stated.items():
        within = regional.get(slice_)
        own = {row.area: row for row in traded if row.release_id == release.id}
        pairs = [row for row in bought if within is not None and row.release_id == within.id]
        figures[slice_] = Figures(
            totals=release,
            regional=within,
            extent=extents[release.slice],
            exports=axis.rows([own[one].exports if one in own else None for one in areas]),
            imports=axis.rows([own[one].imports if one in own else None for one in areas]),
            world=axis.rows([own[WORLD].exports if WORLD in own else None])[0],
            bought=axis.pairs(areas, pairs),
        )
    return Panel(edition, axis.headings, figures)


def _asked(snapshot: Snapshot, edition: Edition, dataset: str) -> dict[Slice, Current]:
    """Return the releases of a dataset that the edition is made of."""
    wanted = {(one.source, str(year)) for one in edition.members for year in one.years}
    return {
        (release.parts["source"], int(release.parts["year"])): release
        for release in snapshot.releases(dataset)
        if (release.parts["source"], release.parts["year"]) in wanted
    }


@dataclass(frozen=True)
class _Axis:
    """The headings of an edition in order, and where each stands."""

    codes: NDArray[np.int64]

    @classmethod
    def of(cls, edition: Edition, found: Iterable[Traded]) -> "_Axis":
        if edition.headings:
            return cls(np.array([int(code) for code in edition.headings], np.int64))
        whole: set[int] = set()
        for row in found:
            for traded in filter(None, (row.exports, row.imports)):
                whole.update(traded[0])
        return cls(np.array(sorted(whole), np.int64))

    @property
    def size(self) -> int:
        return len(self.codes)

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(f"{code:0{repository.HEADING_DIGITS}d}" for code in self.codes)

    def rows(self, found: Sequence[ByHeading | None]) -> Array:
        """Return figures as rows, zero where a heading has none and NaN where a row is None."""
        made = np.full((len(found), self.size), np.nan)
        for row, figures in zip(made, found, strict=True):
            if figures is not None:
                row[:] = 0
                self._put(row, figures)
        return made

    def pairs(self, areas: Sequence[str], found: Iterable[Bought]) -> Array:
        """Return what each area bought from each other one, by heading."""
        made = np.zeros((len(areas), len(areas), self.size))
        place = {area: at for at, area in enumerate(areas)}
        for pair in found:
            self._put(made[place[pair.importer], place[pair.exporter]], pair.value)
        return made

    def _put(self, row: Array, figures: ByHeading) -> None:
        """Write figures at the places of their headings; others are left out."""
        codes, values = (np.array(one) for one in figures)
        held = np.isin(codes, self.codes)
        row[np.searchsorted(self.codes, codes[held])] = values[held]
