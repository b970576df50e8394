"""Places as GeoJSON (RFC 7946): simplified together, so that neighbours keep one border."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from eslabon.contracts.envelope import Contract, Missing, Provenance
from fastapi import Response
from servicekit.encoding import encoded

MEDIA_TYPE = "application/geo+json"
LARGEST_TOLERANCE = 1.0
"""Degrees."""
RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A FeatureCollection of RFC 7946.",
        "content": {
            MEDIA_TYPE: {
                "schema": {
                    "type": "object",
                    "required": ["type", "features"],
                    "properties": {
                        "type": {"const": "FeatureCollection"},
                        "features": {"type": "array", "items": {"type": "object"}},
                    },
                }
            }
        },
    }
}


@dataclass(frozen=True)
class Place:
    """A feature to be: its id, its geometry or None, what is known of it."""

    id: str
    geometry: Any
    properties: Contract


def attributions(provenance: Sequence[Provenance]) -> list[str]:
    """Return whom to name, each once: the citation and its licence."""
    said = (f"{one.cite_as} ({one.licence})" for one in provenance)
    return list(dict.fromkeys(said))


def _features(places: Sequence[Place], tolerance: float) -> tuple[list[Any], list[float]]:
    import numpy as np
    import shapely

    drawn = [place for place in places if place.geometry is not None]
    shapes = np.array([place.geometry for place in drawn], dtype=object)
    if tolerance and len(shapes):
        shapes = shapely.orient_polygons(shapely.coverage_simplify(shapes, tolerance))
    texts = shapely.to_geojson(shapes) if len(shapes) else []
    bounds = np.round(shapely.bounds(shapes), 6).tolist() if len(shapes) else []
    located = {place.id: (text, box) for place, text, box in zip(drawn, texts, bounds, strict=True)}
    features = []
    for place in places:
        text, box = located.get(place.id, (None, None))
        feature: dict[str, Any] = {"type": "Feature", "id": place.id}
        if box is not None:
            feature["bbox"] = box
        feature["geometry"] = None if text is None else orjson.Fragment(text)
        feature["properties"] = orjson.Fragment(encoded(place.properties))
        features.append(feature)
    around = np.round(shapely.total_bounds(shapes), 6).tolist() if len(shapes) else []
    return features, around


def _collection(
    places: Sequence[Place],
    tolerance: float,
    attribution: Sequence[str],
    missing: Sequence[Missing],
) -> bytes:
    features, around = _features(places, tolerance)
    body: dict[str, Any] = {"type": "FeatureCollection"}
    if around:
        body["bbox"] = around
    body |= {
        "features": features,
        "attribution": list(attribution),
        "simplified_degrees": tolerance,
        "missing": [orjson.Fragment(encoded(one)) for one in missing],
    }
    return orjson.dumps(body)


async def collection(
    places: Sequence[Place],
    tolerance: float,
    provenance: Sequence[Provenance],
    missing: Sequence[Missing] = (),
) -> Response:
    """Return places as a FeatureCollection; `tolerance` is in degrees, 0 for no simplification.

    Simplification is that of a coverage: a border that two of the places share stays shared.
    """
    body = await asyncio.to_thread(
        _collection, places, tolerance, attributions(provenance), missing
    )
    return Response(body, media_type=MEDIA_TYPE)
