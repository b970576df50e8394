"""One answer's view of the data: the publication it reads and the releases current in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import asyncpg
from eslabon.contracts.envelope import Lang, Provenance

from servicekit.database import Query


@dataclass(frozen=True)
class Current:
    """A release that is current in a publication."""

    id: int
    dataset: str
    slice: str
    parts: Mapping[str, str]
    rows: int
    sha256: str
    source: str
    licence: str
    cite_as: str
    year: int | None
    url: str | None
    retrieved_on: date | None

    def provenance(self) -> Provenance:
        """Return the release as a figure's provenance."""
        return Provenance(
            dataset=self.dataset,
            slice=self.slice,
            release=self.id,
            source=self.source,
            licence=self.licence,
            year=self.year,
            cite_as=self.cite_as,
            url=self.url,
            retrieved_on=self.retrieved_on,
        )


@dataclass(frozen=True)
class Published:
    """A service's data at publication `n`."""

    n: int
    published_at: datetime | None
    releases: tuple[Current, ...]


@dataclass(frozen=True)
class Snapshot:
    """What one request reads: never a mix of two publications."""

    pool: asyncpg.Pool
    published: Published
    lang: Lang

    def releases(self, dataset: str, **parts: str) -> list[Current]:
        """Return the current releases of a dataset whose slices have these parts."""
        return [
            release
            for release in self.published.releases
            if release.dataset == dataset
            and all(release.parts.get(name) == value for name, value in parts.items())
        ]

    def ids(self, dataset: str, **parts: str) -> list[int]:
        """Return the ids of those releases, to pass to a statement as one array."""
        return [release.id for release in self.releases(dataset, **parts)]

    def release(self, id_: int) -> Current:
        """Return the current release with this id."""
        return next(release for release in self.published.releases if release.id == id_)

    async def rows(self, query: Query, **values: Any) -> list[asyncpg.Record]:
        """Run a compiled statement and return its rows."""
        rows: list[asyncpg.Record] = await self.pool.fetch(query.sql, *query.arguments(values))
        return rows
