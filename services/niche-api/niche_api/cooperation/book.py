"""The matrix of secretariats as it is loaded, read once for each publication."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from eslabon.contracts.cooperation import ActionKind, ActionStatus, SecretariatRole
from servicekit.per_release import PerRelease
from servicekit.releases.dataset import Dataset
from servicekit.releases.snapshot import Snapshot

from niche_api.chains import repository
from niche_api.chains.book import Row, latest
from niche_api.chains.telling import split
from niche_api.cooperation import matrix
from niche_api.cooperation.meeting_tables import COOPERATION_MEETINGS
from niche_api.cooperation.tables import (
    ACTION_AREAS,
    COOPERATION_AXES,
    COOPERATION_THEMES,
    SECRETARIATS,
)

DATASETS = (SECRETARIATS, COOPERATION_AXES, COOPERATION_THEMES, ACTION_AREAS, COOPERATION_MEETINGS)


@dataclass(frozen=True)
class Axis:
    """An axis with its themes and action areas."""

    row: Row
    themes: Sequence[Row]
    areas: Sequence[Row]

    @cached_property
    def actions(self) -> list[matrix.Area]:
        """The action areas, as the matrix takes them."""
        return [
            matrix.Area(
                row["secretariat"],
                ActionKind(row["kind"]),
                ActionStatus(row["status"]),
                split(row["themes"]),
                split(row["joint_with"]),
            )
            for row in self.areas
        ]

    @cached_property
    def standing(self) -> dict[str, matrix.Theme]:
        """Who works on each theme."""
        return {row["theme"]: matrix.theme(self.actions, row["theme"]) for row in self.themes}


@dataclass(frozen=True)
class Book:
    """Axes by identifier, in their order; organisations; meetings."""

    axes: Mapping[str, Axis]
    secretariats: Mapping[str, Row]
    meetings: Sequence[Row]

    @cached_property
    def counted(self) -> list[str]:
        """The secretariats that are columns of the matrix."""
        return [
            name
            for name, row in self.secretariats.items()
            if row["role"] == SecretariatRole.SECRETARIAT
        ]

    def acting(self, axis: Axis) -> list[str]:
        """Return those of them that act on an axis."""
        found = matrix.acting(axis.actions)
        return [name for name in self.counted if name in found]


def _by_axis(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["axis"]].append(row)
    return found


async def _rows(snapshot: Snapshot, dataset: Dataset) -> list[Row]:
    return latest(dataset, await repository.everything(snapshot, dataset.table))


async def _book(snapshot: Snapshot, _: str) -> Book:
    secretariats, axes, themes, areas, meetings = await asyncio.gather(
        *(_rows(snapshot, dataset) for dataset in DATASETS)
    )
    own_themes, own_areas = _by_axis(themes), _by_axis(areas)
    in_order = sorted(axes, key=lambda row: (row["position"], row["axis"]))
    return Book(
        {
            row["axis"]: Axis(row, own_themes[row["axis"]], own_areas[row["axis"]])
            for row in in_order
        },
        {row["secretariat"]: row for row in secretariats},
        meetings,
    )


BOOK = PerRelease(tuple(dataset.name for dataset in DATASETS), _book, size=3)
