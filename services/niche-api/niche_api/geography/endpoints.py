"""HTTP of places: countries and units, chains in them, degraded areas, what is near a point."""

from typing import Annotated

from eslabon.contracts.codes import CountryInput, Year
from eslabon.contracts.envelope import Lang, Page
from eslabon.contracts.geography import DegradedArea, Nearby, NearbyZone, Region
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api.chains import telling
from niche_api.chains.asking import ChainId, known_chain, known_country
from niche_api.chains.book import BOOK, Row
from niche_api.geography import gaps, geojson, nearness, zones
from niche_api.geography.geojson import Place
from niche_api.geography.shapes import AREAS, PLACES, Shapes

router = APIRouter(prefix="/v1", tags=["geography"], responses=RESPONSES, route_class=ReadingRoute)

Country = Annotated[
    CountryInput | None, Query(description="Only this country, ISO 3166-1.", examples=["BOL"])
]
Simplify = Annotated[
    float,
    Query(
        ge=0,
        le=geojson.LARGEST_TOLERANCE,
        description="Tolerance of the simplification of borders, in degrees; 0 leaves them as "
        "they are. 0.05 halves them, and 0.1 is enough for a map of a continent.",
        examples=[0.05],
    ),
]


def _region(row: Row, places: Shapes, snapshot: Snapshot) -> Region:
    return Region.assembled(
        region=row["region"],
        country=row["country"],
        level=row["level"],
        name=row["name"],
        kind=row["kind"],
        located=row["region"] in places.geometries,
        bbox=places.bounds.get(row["region"]),
        reference=row["reference"],
        provenance=snapshot.release(row["release_id"]).provenance(),
    )


def _area(row: Row, areas: Shapes, snapshot: Snapshot) -> DegradedArea:
    return DegradedArea.assembled(
        area=row["area"],
        country=row["country"],
        region=row["region"],
        name=row["name"],
        kind=row["kind"],
        area_ha=row["area_ha"],
        observed_on=row["observed_on"],
        bbox=areas.bounds[row["area"]],
        note=telling.said(row, "note", Lang(snapshot.lang)),
        reference=row["reference"],
        provenance=snapshot.release(row["release_id"]).provenance(),
    )


def _chosen(shapes: Shapes, country: str | None) -> list[Row]:
    asked = None if country is None else known_country(country, "/query/country")
    return [row for row in shapes.rows.values() if asked in (None, row["country"])]


@router.get("/regions.geojson", responses=geojson.RESPONSES, response_class=Response)
async def regions_geojson(
    snapshot: Reading, country: Country = None, simplify: Simplify = 0.0
) -> Response:
    """Return countries and first-level units as GeoJSON; of units without borders, null."""
    places = await PLACES.at(snapshot)
    rows = _chosen(places, country)
    return await geojson.collection(
        [
            Place(
                row["region"],
                places.geometries.get(row["region"]),
                _region(row, places, snapshot),
            )
            for row in rows
        ],
        simplify,
        telling.sources(snapshot, rows),
        gaps.of_regions(snapshot, rows, places, country),
    )


@router.get("/regions", response_model=Page[Region], responses=formats.RESPONSES)
async def regions(
    request: Request, response: Response, snapshot: Reading, paging: Paging, country: Country = None
) -> Response:
    """List countries and their first-level units by code; `.geojson` gives their borders."""
    places = await PLACES.at(snapshot)
    rows = _chosen(places, country)
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(
            rows, lambda row: (row["region"],), lambda row: _region(row, places, snapshot)
        ),
        Region,
        provenance=telling.sources(snapshot, rows),
        missing=gaps.of_regions(snapshot, rows, places, country),
    )


@router.get("/degraded-areas.geojson", responses=geojson.RESPONSES, response_class=Response)
async def degraded_areas_geojson(
    snapshot: Reading, country: Country = None, simplify: Simplify = 0.0
) -> Response:
    """Return degraded areas as GeoJSON."""
    areas = await AREAS.at(snapshot)
    rows = _chosen(areas, country)
    return await geojson.collection(
        [
            Place(row["area"], areas.geometries[row["area"]], _area(row, areas, snapshot))
            for row in rows
        ],
        simplify,
        telling.sources(snapshot, rows),
        gaps.of_areas(snapshot, rows),
    )


@router.get("/degraded-areas", response_model=Page[DegradedArea], responses=formats.RESPONSES)
async def degraded_areas(
    request: Request, response: Response, snapshot: Reading, paging: Paging, country: Country = None
) -> Response:
    """List degraded areas by identifier; `.geojson` gives their borders."""
    areas = await AREAS.at(snapshot)
    rows = _chosen(areas, country)
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(
            rows, lambda row: (row["area"],), lambda row: _area(row, areas, snapshot)
        ),
        DegradedArea,
        provenance=telling.sources(snapshot, rows),
        missing=gaps.of_areas(snapshot, rows),
    )


@router.get("/chains/{chain}.geojson", responses=geojson.RESPONSES, response_class=Response)
async def chain_geojson(
    snapshot: Reading,
    chain: ChainId,
    country: Country = None,
    year: Annotated[
        Year | None,
        Query(description="Production of this year only; of every year when left out."),
    ] = None,
    simplify: Simplify = 0.0,
) -> Response:
    """Return the units in which a chain is as GeoJSON, with what is produced there by year.

    A zone that its source places in a country alone is a feature without geometry.
    """
    book, places = await BOOK.at(snapshot), await PLACES.at(snapshot)
    known = known_chain(book, chain)
    asked = None if country is None else known_country(country, "/query/country")
    made = await zones.productions(snapshot, chain=known)
    found = zones.of_chain(book, known, made, asked)
    name = telling.said(book.chains[known], "name", Lang(snapshot.lang))
    return await geojson.collection(
        [
            Place(
                zone.region,
                places.geometries.get(zone.region) if zone.region != zone.country else None,
                zones.properties(zone, book, places, year),
            )
            for zone in found
        ],
        simplify,
        telling.sources(snapshot, zones.used(found, places)),
        gaps.of_zones(snapshot, found, places, name, asked),
    )


@router.get("/nearby")
async def nearby(
    snapshot: Reading,
    lat: Annotated[
        float, Query(ge=-90, le=90, description="Latitude, in degrees.", examples=[-11.03])
    ],
    lon: Annotated[
        float, Query(ge=-180, le=180, description="Longitude, in degrees.", examples=[-68.77])
    ],
    km: Annotated[
        float, Query(gt=0, le=2000, description="Distance, in kilometres.", examples=[200])
    ] = 200,
) -> Nearby:
    """Return the chains of the first-level units within a distance of a point, nearest first."""
    lang = Lang(snapshot.lang)
    book, places = await BOOK.at(snapshot), await PLACES.at(snapshot)
    drawn = list(places.geometries)
    measured = nearness.distances_km(list(places.geometries.values()), lat, lon).tolist()
    reached = {key: far for key, far in zip(drawn, measured, strict=True) if far <= km}
    near = {key: far for key, far in reached.items() if places.rows[key]["level"]}
    undivided = sorted(reached.keys() - near.keys())
    made = await zones.productions(snapshot, regions=list(near)) if near else {}
    found = [
        zone
        for chain in book.chains
        for zone in zones.of_chain(book, chain, made)
        if zone.region in near
    ]
    found.sort(key=lambda zone: (near[zone.region], zone.region, zone.chain))
    latest = [zone.latest() for zone in found]
    return Nearby.assembled(
        latitude=lat,
        longitude=lon,
        km=km,
        units=len(near),
        zones=[
            NearbyZone.assembled(
                chain=zone.chain,
                name=telling.said(book.chains[zone.chain], "name", lang),
                region=zone.region,
                region_name=places.rows[zone.region]["name"],
                country=zone.country,
                distance_km=round(near[zone.region], 1),
                activities=zone.activities,
                production=None if last is None else zones.production(last),
                references=zone.references,
            )
            for zone, last in zip(found, latest, strict=True)
        ],
        missing=gaps.of_point(snapshot, near, undivided, found, km),
        methodology=nearness.methodology(km, lang),
        provenance=telling.sources(snapshot, zones.used(found, places)),
    )
