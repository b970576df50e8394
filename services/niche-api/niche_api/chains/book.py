"""What is described of chains, read once per publication: there is little of it, and all is asked.

Where two sources say the same thing of a chain, the release that came later is heard.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from servicekit.per_release import PerRelease
from servicekit.releases.dataset import Dataset
from servicekit.releases.snapshot import Snapshot

from niche_api.chains import repository
from niche_api.chains.country_tables import (
    CHAIN_CLAIMS,
    CHAIN_PERMITS,
    CHAIN_PRESENCE,
    CHAIN_ZONES,
)
from niche_api.chains.species_tables import CHAIN_BIOLOGY, SPECIES, SPECIES_STATUS
from niche_api.chains.tables import CHAIN_NAMES, CHAIN_PRODUCTS, CHAINS

Row = Mapping[str, Any]
"""A row of a dataset, by column."""
EVERY_CHAIN = ""


@dataclass(frozen=True)
class Book:
    """Rows of what is described, by chain; of species, by species."""

    chains: Mapping[str, Row]
    names: Mapping[str, Sequence[Row]]
    products: Mapping[str, Sequence[Row]]
    species: Mapping[str, Sequence[Row]]
    statuses: Mapping[str, Sequence[Row]]
    biology: Mapping[str, Sequence[Row]]
    presence: Mapping[str, Mapping[str, Row]]
    """By chain, then country."""
    zones: Mapping[str, Sequence[Row]]
    permits: Mapping[str, Sequence[Row]]
    claims: Mapping[str, Sequence[Row]]
    nomenclatures: Sequence[str] = field(default=())
    """Nomenclatures that codes of chains are in."""

    def permits_of(self, chain: str) -> list[Row]:
        """Return the permits of a chain, and those of every chain."""
        return [*self.permits.get(chain, ()), *self.permits.get(EVERY_CHAIN, ())]


def latest(dataset: Dataset, rows: Iterable[Row]) -> list[Row]:
    """Return rows in the order of their keys, of each key the one that came last."""
    keys = [column.name for column in dataset.columns if column.key]
    heard = {tuple(row[name] for name in keys): row for row in rows}
    return [heard[key] for key in sorted(heard, key=lambda key: [one or "" for one in key])]


def _by(column: str, rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column] or EVERY_CHAIN].append(row)
    return dict(found)


DESCRIBED = (
    CHAINS,
    CHAIN_NAMES,
    CHAIN_PRODUCTS,
    SPECIES,
    SPECIES_STATUS,
    CHAIN_BIOLOGY,
    CHAIN_PRESENCE,
    CHAIN_ZONES,
    CHAIN_PERMITS,
    CHAIN_CLAIMS,
)


async def _rows(snapshot: Snapshot, dataset: Dataset) -> list[Row]:
    table: sa.Table = dataset.table
    return latest(dataset, await repository.everything(snapshot, table))


async def _book(snapshot: Snapshot, _: str) -> Book:
    found = await asyncio.gather(*(_rows(snapshot, dataset) for dataset in DESCRIBED))
    rows = {dataset.name: read for dataset, read in zip(DESCRIBED, found, strict=True)}
    presence: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows["chain_presence"]:
        presence[row["chain"]][row["country"]] = row
    return Book(
        chains={row["chain"]: row for row in rows["chains"]},
        names=_by("chain", rows["chain_names"]),
        products=_by("chain", rows["chain_products"]),
        species=_by("chain", rows["species"]),
        statuses=_by("species", rows["species_status"]),
        biology=_by("chain", rows["chain_biology"]),
        presence=presence,
        zones=_by("chain", rows["chain_zones"]),
        permits=_by("chain", rows["chain_permits"]),
        claims=_by("chain", rows["chain_claims"]),
        nomenclatures=sorted({row["nomenclature"] for row in rows["chain_products"]}),
    )


BOOK = PerRelease(tuple(dataset.name for dataset in DESCRIBED), _book)
