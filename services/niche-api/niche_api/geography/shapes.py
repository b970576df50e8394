"""Borders kept in memory for each publication: they are asked for often and change rarely."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from servicekit.per_release import PerRelease
from servicekit.releases.dataset import Dataset
from servicekit.releases.snapshot import Snapshot

from niche_api.chains import repository
from niche_api.chains.book import Row, latest
from niche_api.geography.tables import DEGRADED_AREAS, REGIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Shapes:
    """Rows of a dataset of places by their key, and the geometries of those that have one.

    Geometries are shapely's, in degrees, longitude first; rings run as RFC 7946 asks.
    """

    rows: Mapping[str, Row]
    geometries: Mapping[str, Any]
    bounds: Mapping[str, list[float]] = field(default_factory=dict)
    """West, south, east and north of each geometry."""

    def of_country(self, country: str) -> list[str]:
        """Return the keys of a country's places."""
        return [key for key, row in self.rows.items() if row["country"] == country]

    def located(self, keys: Iterable[str]) -> list[str]:
        """Return those of these places that have a geometry."""
        return [key for key in keys if key in self.geometries]


def _read(keys: Sequence[str], texts: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    import numpy as np  # neither is needed at every start
    import shapely

    read: NDArray[np.object_] = shapely.from_geojson(np.array(texts, dtype=object))
    oriented = shapely.orient_polygons(read)
    bounds = np.round(shapely.bounds(oriented), 6).tolist()
    return (
        dict(zip(keys, oriented, strict=True)),
        dict(zip(keys, bounds, strict=True)),
    )


async def _shapes(snapshot: Snapshot, dataset: Dataset, key: str) -> Shapes:
    found = latest(dataset, await repository.everything(snapshot, dataset.table))
    rows = {row[key]: row for row in found}
    drawn = [name for name, row in rows.items() if row["geometry"]]
    if not drawn:
        return Shapes(rows, {})
    texts = [rows[name]["geometry"] for name in drawn]
    geometries, bounds = await asyncio.to_thread(_read, drawn, texts)
    return Shapes(rows, geometries, bounds)


async def _regions(snapshot: Snapshot, _: str) -> Shapes:
    return await _shapes(snapshot, REGIONS, "region")


async def _areas(snapshot: Snapshot, _: str) -> Shapes:
    return await _shapes(snapshot, DEGRADED_AREAS, "area")


PLACES = PerRelease(("regions",), _regions, size=3)
"""Countries and first-level units by code."""
AREAS = PerRelease(("degraded_areas",), _areas, size=3)
"""Degraded areas by identifier."""
