"""HTTP of maps of one product across the regions of a country: GeoJSON, SVG and PNG."""

import asyncio
from importlib import import_module

from eslabon.contracts.envelope import Lang
from eslabon.contracts.regional import Denominator, RegionalRanking
from fastapi import APIRouter, Response
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api.geography import geojson
from niche_api.geography.endpoints import Simplify
from niche_api.geography.geojson import Place
from niche_api.geography.shapes import PLACES
from niche_api.pictures import PNG, SVG
from niche_api.regional import telling
from niche_api.regional.endpoints import Ranked
from niche_api.regional.map_words import WORDS

LONGEST_NAME = 44
"""Letters of a product's name in a title."""

router = APIRouter(prefix="/v1", tags=["regions"], responses=RESPONSES, route_class=ReadingRoute)


@router.get(
    "/regional/{country}/{product}.geojson", responses=geojson.RESPONSES, response_class=Response
)
async def regional_geojson(snapshot: Reading, found: Ranked, simplify: Simplify = 0.0) -> Response:
    """Return the regions of a country as GeoJSON, each with its place in one product."""
    places = await PLACES.at(snapshot)
    borders = snapshot.releases("regions")
    return await geojson.collection(
        [Place(one.region, places.geometries.get(one.region), one) for one in found.regions],
        simplify,
        [*found.provenance, *(one.provenance() for one in borders)],
        found.missing,
    )


async def _picture(snapshot: Snapshot, found: RegionalRanking, media_type: str) -> Response:
    places = await PLACES.at(snapshot)
    if not places.located(one.region for one in found.regions if one.region in places.rows):
        detail = texts(
            f"No hay contornos de las unidades de {found.country} con que dibujar el mapa: envíe "
            "el conjunto regions.",
            f"Não há contornos das unidades de {found.country} com que desenhar o mapa: envie o "
            "conjunto regions.",
            f"There are no borders of the units of {found.country} to draw the map with: send "
            "dataset regions.",
        )
        raise ProblemError(404, "regions_not_loaded", detail)
    lang = Lang(snapshot.lang)
    name = f"{found.nomenclature} {found.product}"
    if found.name is not None:
        name = telling.beginning(found.name, LONGEST_NAME)
    borders = [one.provenance() for one in snapshot.releases("regions")]
    basis = next(one.value for one in found.methodology.parameters if one.name == "denominator")
    drawing = await asyncio.to_thread(import_module, "niche_api.regional.drawing")
    charts = await asyncio.to_thread(import_module, "niche_api.charts")
    what = drawing.RankingMap(
        found,
        Denominator(basis),
        f"{name}: {WORDS[lang]['title']}",
        places,
        geojson.attributions([*found.provenance, *borders]),
        lang,
    )
    specification = await asyncio.to_thread(drawing.chart, what)
    render = charts.svg if media_type == SVG else charts.png
    body = await asyncio.to_thread(render, specification)
    return Response(body, media_type=media_type)


@router.get(
    "/regional/{country}/{product}.svg",
    response_class=Response,
    responses={200: {"description": "The map.", "content": {SVG: {"schema": {"type": "string"}}}}},
)
async def regional_map_svg(snapshot: Reading, found: Ranked) -> Response:
    """Return the map of one product across the regions of a country as SVG."""
    return await _picture(snapshot, found, SVG)


@router.get(
    "/regional/{country}/{product}.png",
    response_class=Response,
    responses={200: {"description": "The map.", "content": {PNG: {"schema": {}}}}},
)
async def regional_map_png(snapshot: Reading, found: Ranked) -> Response:
    """Return the map as PNG, at twice the size of the SVG."""
    return await _picture(snapshot, found, PNG)
