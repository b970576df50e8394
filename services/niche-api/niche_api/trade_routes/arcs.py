"""Great circles between places, as points on the sphere."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

STEPS = 48


def middle(geometries: Iterable[Any]) -> tuple[float, float]:
    """Return the centroid of outlines taken together: longitude and latitude in degrees."""
    parts = [part for one in geometries for part in shapely.get_parts(one)]
    centre = shapely.centroid(shapely.multipolygons(parts))
    return float(centre.x), float(centre.y)


def great_circle(start: tuple[float, float], end: tuple[float, float]) -> NDArray[np.float64]:
    """Return points on the shortest way between two places of a sphere.

    Parameters
    ----------
    start, end
        Longitude and latitude in degrees; not opposite to each other.

    Returns
    -------
    Array of shape (`STEPS`, 2): longitudes and latitudes in degrees, both ends included, at equal
    distances (spherical linear interpolation; Shoemake 1985).
    """
    ends = _vectors(np.array([start, end], dtype=np.float64))
    angle = np.arccos(np.clip(ends[0] @ ends[1], -1.0, 1.0))
    if angle < 1e-12:
        return np.array([start] * STEPS, dtype=np.float64)
    part = np.linspace(0.0, 1.0, STEPS)
    weights = np.column_stack((np.sin((1 - part) * angle), np.sin(part * angle))) / np.sin(angle)
    x, y, z = (weights @ ends).T
    found: NDArray[np.float64] = np.degrees(
        np.column_stack((np.arctan2(y, x), np.arcsin(np.clip(z, -1.0, 1.0))))
    )
    return found


def _vectors(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    longitude, latitude = np.radians(degrees).T
    return np.column_stack(
        (
            np.cos(latitude) * np.cos(longitude),
            np.cos(latitude) * np.sin(longitude),
            np.sin(latitude),
        )
    )
