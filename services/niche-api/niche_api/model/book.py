"""Models as they are stored: one for each year of a source, read whole and kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Current, Snapshot

from niche_api.columns import RELEASES, read
from niche_api.model.tables import BUILT, MODELS

Row = Mapping[str, Any]
TOLD = BUILT[:-1]
"""What is told of a model; its probabilities are not."""


@dataclass(frozen=True)
class Stored:
    """One model with its tests; rows by dataset."""

    release: Current
    rows: Mapping[str, Sequence[Row]]

    @property
    def source(self) -> str:
        """The source of the exports."""
        return self.release.parts["source"]

    @property
    def year(self) -> int:
        """The year whose exports have probabilities."""
        return int(self.release.parts["year"])

    def of(self, dataset: str, **values: str) -> list[Row]:
        """Return the rows of a dataset that have these values."""
        wanted = values.items()
        return [row for row in self.rows[dataset] if all(row[k] == v for k, v in wanted)]


@cache
def _everything(table: sa.Table) -> Query:
    return Query(sa.select(*read(table)).where(table.c.release_id == sa.any_(RELEASES)))


async def _book(snapshot: Snapshot, _: str) -> list[Stored]:
    rows: dict[str, dict[str, list[Row]]] = {}
    for dataset in TOLD:
        found = await snapshot.rows(_everything(dataset.table), releases=snapshot.ids(dataset.name))
        for row in found:
            slice_ = snapshot.release(row["release_id"]).slice
            rows.setdefault(slice_, {}).setdefault(dataset.name, []).append(dict(row))
    models = [Stored(one, rows[one.slice]) for one in snapshot.releases(MODELS.name)]
    return sorted(models, key=lambda one: (one.source, one.year))


BOOK = PerRelease(tuple(dataset.name for dataset in TOLD), _book)
