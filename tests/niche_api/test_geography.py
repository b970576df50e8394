"""Places: right GeoJSON, distances on the globe, maps, and gaps that are said."""

import json
import xml.etree.ElementTree as ElementTree
from decimal import Decimal
from typing import Any

import httpx
import numpy as np
import pytest
import shapely
from eslabon.contracts.envelope import Lang
from geojson_pydantic import FeatureCollection
from hypothesis import given
from hypothesis import strategies as st
from niche_api.geography.map_words import shown
from niche_api.geography.nearness import EARTH_RADIUS_KM, distances_km
from niche_api.geography.outlines import equal_area

from tests.niche_api.conftest import Ask


def collection(answer: httpx.Response) -> Any:
    """Return a FeatureCollection that RFC 7946 knows."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/geo+json"
    FeatureCollection.model_validate_json(answer.content)
    return answer.json()


def test_units_have_borders_a_box_and_someone_to_name(ask: Ask) -> None:
    found = collection(ask("/v1/regions.geojson", country="BOL"))

    assert found["bbox"] == [-69, -11, -67, -10]
    assert found["attribution"] == ["regions (CC0)"]
    assert [(one["id"], one.get("bbox")) for one in found["features"]] == [
        ("BO-B", [-68, -11, -67, -10]),
        ("BO-C", None),
        ("BO-N", [-69, -11, -68, -10]),
    ]
    assert found["features"][1]["geometry"] is None
    (missing,) = found["missing"]
    assert (missing["what"], missing["detail"]) == ("geometry", "Sin contorno cargado: BO-C.")


def test_outer_rings_run_counter_clockwise_however_they_were_sent(ask: Ask) -> None:
    for feature in collection(ask("/v1/regions.geojson"))["features"]:
        if feature["geometry"]:
            for polygon in shapely.from_geojson(json.dumps(feature["geometry"])).geoms:
                assert polygon.exterior.is_ccw


def test_neighbours_simplified_together_keep_one_border(ask: Ask) -> None:
    exact = collection(ask("/v1/regions.geojson", country="BOL"))
    simple = collection(ask("/v1/regions.geojson", country="BOL", simplify="0.5"))

    assert (exact["simplified_degrees"], simple["simplified_degrees"]) == (0, 0.5)
    west, east = (
        shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in simple["features"]
        if feature["geometry"]
    )
    assert west.intersection(east).area == 0
    assert west.union(east).area > 0


def test_units_are_listed_with_their_box(ask: Ask) -> None:
    rows = ask("/v1/regions", country="BOL").json()["items"]
    assert [(one["region"], one["located"], one["bbox"]) for one in rows] == [
        ("BO-B", True, [-68, -11, -67, -10]),
        ("BO-C", False, None),
        ("BO-N", True, [-69, -11, -68, -10]),
    ]
    (whole,) = ask("/v1/regions", country="GUY").json()["items"]
    assert (whole["region"], whole["level"]) == ("GUY", 0)
    nothing = ask("/v1/regions", country="PER").json()
    assert nothing["meta"]["missing"][0]["reason"] == "not_loaded"


def test_a_chain_is_where_sources_say_with_what_is_produced_in_whole_years(ask: Ask) -> None:
    found = collection(ask("/v1/chains/castana.geojson"))
    by_id = {one["id"]: one["properties"] for one in found["features"]}

    assert list(by_id) == ["BO-B", "BO-N", "PER"]
    pando = by_id["BO-N"]
    assert (pando["activities"], pando["producers"]) == (
        ["HARVEST", "PROCESSING"],
        ["COMMUNITY", "INDIGENOUS"],
    )
    assert [(one["year"], one["value"]) for one in pando["production"]] == [
        (2021, "100"),
        (2022, "120.5"),
    ]
    assert pando["places"] == ["Cobija"]
    assert (by_id["BO-N"]["presence"], by_id["PER"]["presence"]) == ("CONFIRMED", "UNKNOWN")
    assert found["features"][2]["geometry"] is None
    assert [one["detail"] for one in found["missing"]] == [
        "La fuente no nombra la unidad, solo el país: PER."
    ]


def test_production_of_one_year_may_be_asked_for(ask: Ask) -> None:
    found = collection(ask("/v1/chains/castana.geojson", year=2021, country="BOL"))
    pando = found["features"][1]["properties"]
    assert [one["value"] for one in pando["production"]] == ["100"]
    assert len(found["features"]) == 2


def test_a_chain_without_zones_says_so(ask: Ask) -> None:
    found = collection(ask("/v1/chains/copaiba.geojson", lang="en"))
    assert (found["features"], "bbox" in found) == ([], False)
    assert found["missing"][0]["detail"].startswith("No loaded source gives zones of Copaiba")


def test_degraded_areas_have_the_same_shape_and_say_that_none_is_loaded(ask: Ask) -> None:
    found = collection(ask("/v1/degraded-areas.geojson"))
    assert (found["features"], found["missing"][0]["reason"]) == ([], "not_loaded")
    listed = ask("/v1/degraded-areas").json()["meta"]["missing"]
    assert listed == found["missing"]


def test_what_is_produced_near_a_point_comes_nearest_first(ask: Ask) -> None:
    near = ask("/v1/nearby", lat=-10.5, lon=-68.5, km=100).json()

    assert near["units"] == 2
    assert [(one["region"], one["distance_km"]) for one in near["zones"]] == [
        ("BO-N", 0.0),
        ("BO-B", pytest.approx(54.7, abs=0.2)),
    ]
    assert near["zones"][0]["production"]["value"] == "120.5"
    assert near["zones"][1]["production"] is None
    assert near["methodology"]["id"] == "nearby"
    nearer = ask("/v1/nearby", lat=-10.5, lon=-68.5, km=50).json()
    assert [one["region"] for one in nearer["zones"]] == ["BO-N"]


def test_where_nothing_is_near_the_answer_says_why(ask: Ask) -> None:
    (far,) = ask("/v1/nearby", lat=60, lon=10).json()["missing"]
    assert far["reason"] == "not_identified"


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"lat": 91, "lon": 0}, "/query/lat"),
        ({"lat": 0, "lon": 181}, "/query/lon"),
        ({"lat": 0, "lon": 0, "km": 0}, "/query/km"),
        ({"lat": 0}, "/query/lon"),
    ],
)
def test_a_point_off_the_globe_is_refused(ask: Ask, asked: Any, pointer: str) -> None:
    answer = ask("/v1/nearby", **asked)
    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


def haversine_km(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Return the great-circle distance between two points, by another formula."""
    a, b, c, d = np.radians([lat, lon, to_lat, to_lon])
    inner = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return float(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(inner)))


LATITUDES = st.floats(-80, 80)
LONGITUDES = st.floats(-170, 170)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_the_distance_to_a_speck_is_that_of_the_great_circle(
    lat: float, lon: float, to_lat: float, to_lon: float
) -> None:
    speck = shapely.Point(to_lon, to_lat).buffer(1e-4, quad_segs=4)
    (found,) = distances_km([speck], lat, lon)
    assert found == pytest.approx(haversine_km(lat, lon, to_lat, to_lon), abs=0.05, rel=1e-6)


@given(LATITUDES, LONGITUDES, st.floats(0.01, 2))
def test_the_distance_is_zero_within_and_only_there(lat: float, lon: float, side: float) -> None:
    around = shapely.box(lon - side, lat - side, lon + side, lat + side)
    beside = shapely.box(lon + side, lat - side, lon + 2 * side, lat + side)
    within, without = distances_km([around, beside], lat, lon)
    assert within == 0
    assert 0 < without <= haversine_km(lat, lon, lat, lon + side) * (1 + 1e-9)


@given(LATITUDES, LONGITUDES)
def test_the_projection_of_maps_keeps_areas(lat: float, lon: float) -> None:
    side = 0.5
    cell = shapely.segmentize(shapely.box(lon, lat, lon + side, lat + side), 0.01)
    flat = shapely.transform(cell, lambda xy: equal_area(xy, lat + 8, lon - 8))
    south, north = np.radians([lat, lat + side])
    on_globe = EARTH_RADIUS_KM**2 * np.radians(side) * (np.sin(north) - np.sin(south))
    assert flat.area == pytest.approx(on_globe, rel=1e-4)


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("es", "Castaña: zonas y producción"),
        ("pt", "Castanha: zonas e produção"),
        ("en", "Brazil nut: zones and production"),
    ],
)
def test_the_map_is_drawn_with_title_figures_and_sources(ask: Ask, lang: str, title: str) -> None:
    answer = ask("/v1/chains/castana.svg", lang=lang)
    assert answer.headers["content-type"].startswith("image/svg+xml")
    written = ["".join(one.itertext()) for one in ElementTree.fromstring(answer.text).iter()]
    assert any(text == title for text in written)
    assert any("2022" in text and " t" in text for text in written)
    assert not any("20000" in text.replace(" ", "") for text in written)
    assert any("regions (CC0)" in text for text in written)


def test_the_map_comes_as_a_bitmap_too(ask: Ask) -> None:
    answer = ask("/v1/chains/bolaina.png")
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


def test_without_borders_there_is_no_map(ask_empty: Ask, ask: Ask) -> None:
    assert ask_empty("/v1/chains/castana.svg").status_code == 404
    assert ask("/v1/chains/cacao.svg").json()["errors"][0]["pointer"] == "/path/chain"


@pytest.mark.parametrize(
    ("lang", "text"),
    [(Lang.ES, "1\u202f234,5"), (Lang.PT, "1.234,5"), (Lang.EN, "1,234.5")],
)
def test_figures_are_written_as_the_language_does(lang: Lang, text: str) -> None:
    assert shown(Decimal("1234.5"), lang) == text
