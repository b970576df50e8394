"""Places as a map shows them: projected, within the frame of the countries that matter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from niche_api.geography.nearness import EARTH_RADIUS_KM
from niche_api.geography.shapes import Shapes

TOLERANCE_DEGREES = 0.03
MARGIN = 0.03
"""Of the width, around the countries shown."""


@dataclass(frozen=True)
class Outlines:
    """Outlines in kilometres from the lower left corner of the frame, and the frame's size."""

    places: Mapping[str, Any]
    width_km: float
    height_km: float
    centre: tuple[float, float]
    """Of the projection, latitude and longitude in degrees."""
    corner_km: tuple[float, float]
    """The frame's lower left one, from the centre."""

    def at(self, degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where points are: longitudes and latitudes, as kilometres from the corner."""
        found: NDArray[np.float64] = equal_area(degrees, *self.centre) - np.array(self.corner_km)
        return found


def equal_area(
    degrees: NDArray[np.float64], latitude: float, longitude: float
) -> NDArray[np.float64]:
    """Project points around a centre so that areas are kept.

    Parameters
    ----------
    degrees
        Array of shape (n, 2): longitudes and latitudes.
    latitude, longitude
        The centre, in degrees.

    Returns
    -------
    Array of shape (n, 2): kilometres east and north of the centre (Lambert azimuthal equal-area
    projection of a sphere; Snyder, Map Projections, 1987, section 24).
    """
    lon, lat = np.radians(degrees).T
    north, east = np.radians(latitude), lon - np.radians(longitude)
    cosine = np.sin(north) * np.sin(lat) + np.cos(north) * np.cos(lat) * np.cos(east)
    stretch = EARTH_RADIUS_KM * np.sqrt(2 / np.maximum(1 + cosine, 1e-9))
    x = stretch * np.cos(lat) * np.sin(east)
    y = stretch * (np.cos(north) * np.sin(lat) - np.sin(north) * np.cos(lat) * np.cos(east))
    return np.column_stack((x, y))


def _largest_part(outline: Any) -> Any:
    return max(shapely.get_parts(outline), key=shapely.area)


def outlines(places: Shapes, countries: Collection[str]) -> Outlines:
    """Return every place that lies in the frame of these countries, without what hangs over.

    Far islands do not widen the frame: of each unit its largest part counts.
    """
    keys = places.located(places.rows)
    simple = shapely.coverage_simplify(
        np.array([places.geometries[key] for key in keys], dtype=object), TOLERANCE_DEGREES
    )
    there = np.array([places.rows[key]["country"] in countries for key in keys], dtype=bool)
    if not there.any():
        there[:] = True
    mainland = np.array([_largest_part(one) for one in simple[there]], dtype=object)
    west, south, east, north = shapely.total_bounds(mainland)
    centre = (south + north) / 2, (west + east) / 2
    flat = shapely.transform(simple, lambda xy: equal_area(xy, *centre))
    mainland = shapely.transform(mainland, lambda xy: equal_area(xy, *centre))
    left, bottom, right, top = shapely.total_bounds(mainland)
    edge = MARGIN * (right - left)
    frame = (left - edge, bottom - edge, right + edge, top + edge)
    clipped = shapely.clip_by_rect(shapely.make_valid(flat), *frame)
    moved = shapely.transform(clipped, lambda xy: xy - np.array(frame[:2]))
    drawn = {key: one for key, one in zip(keys, moved, strict=True) if not one.is_empty}
    return Outlines(drawn, frame[2] - frame[0], frame[3] - frame[1], centre, frame[:2])


def merged(outlines_: Outlines, groups: Mapping[str, str]) -> dict[str, Any]:
    """Return the union of the places of each group; `groups` names the group of a place."""
    parts: dict[str, list[Any]] = {}
    for key, outline in outlines_.places.items():
        parts.setdefault(groups[key], []).append(outline)
    return {group: shapely.union_all(some) for group, some in sorted(parts.items())}


def inside(outline: Any) -> tuple[float, float]:
    """Return a point well within an outline, in the middle of its largest part."""
    part = _largest_part(outline)
    centre = part.centroid
    if not part.contains(centre):
        centre = shapely.point_on_surface(part)
    return centre.x, centre.y
