"""How far a point is from areas on the globe."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from eslabon.contracts.envelope import Lang, Methodology, Parameter
from servicekit.releases.dataset import texts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""


def equidistant(
    degrees: "NDArray[np.float64]", latitude: float, longitude: float
) -> "NDArray[np.float64]":
    """Project points around a centre so that distances from it are kept.

    Parameters
    ----------
    degrees
        Array of shape (n, 2): longitudes and latitudes.
    latitude, longitude
        The centre, in degrees.

    Returns
    -------
    Array of shape (n, 2): kilometres east and north of the centre, along great circles of a sphere
    (azimuthal equidistant projection; Snyder, Map Projections, 1987, section 25).
    """
    import numpy as np

    lon, lat = np.radians(degrees).T
    north, east = np.radians(latitude), lon - np.radians(longitude)
    cosine = np.sin(north) * np.sin(lat) + np.cos(north) * np.cos(lat) * np.cos(east)
    angle = np.arccos(np.clip(cosine, -1.0, 1.0))
    stretch = EARTH_RADIUS_KM / np.sinc(angle / np.pi)
    x = stretch * np.cos(lat) * np.sin(east)
    y = stretch * (np.cos(north) * np.sin(lat) - np.sin(north) * np.cos(lat) * np.cos(east))
    return np.column_stack((x, y))


def distances_km(
    geometries: Sequence[Any], latitude: float, longitude: float
) -> "NDArray[np.float64]":
    """Return the great-circle distance from a point to the nearest point of each area, in km.

    Zero where the point lies in the area. Borders run straight between their corners on the
    projection around the point, which is exact where they cross no great distance.
    """
    import numpy as np
    import shapely

    areas = shapely.transform(
        np.array(geometries, dtype=object), lambda xy: equidistant(xy, latitude, longitude)
    )
    found: NDArray[np.float64] = shapely.distance(areas, shapely.Point(0, 0))
    return found


def methodology(km: float, lang: Lang) -> Methodology:
    """Return how distances are measured."""
    summary = texts(
        "Distancia de círculo máximo, sobre una esfera, del punto al borde más cercano de cada "
        "unidad de primer nivel; cero si el punto está dentro. Es la distancia a la unidad, no al "
        "lugar en que se produce: las fuentes no lo dan más cerca.",
        "Distância de círculo máximo, sobre uma esfera, do ponto à borda mais próxima de cada "
        "unidade de primeiro nível; zero se o ponto está dentro. É a distância à unidade, não ao "
        "lugar em que se produz: as fontes não o dão mais perto.",
        "Great-circle distance on a sphere from the point to the nearest border of each "
        "first-level unit; zero where the point lies in it. It is the distance to the unit, not to "
        "the place of production: sources say it no more closely.",
    )
    return Methodology(
        id="nearby",
        version="1",
        summary=summary[lang],
        parameters=[
            Parameter(name="km", value=f"{km:g}", assumed=False),
            Parameter(name="earth_radius_km", value=f"{EARTH_RADIUS_KM}", assumed=True),
        ],
    )
