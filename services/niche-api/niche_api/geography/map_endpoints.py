"""HTTP of maps of chains, as SVG and PNG; each is drawn once per publication."""

import asyncio
from importlib import import_module

from eslabon.contracts.chains import Presence
from eslabon.contracts.envelope import Lang
from fastapi import APIRouter, Response
from servicekit.per_release import PerRelease
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api.chains import telling
from niche_api.chains.asking import ChainId, known_chain
from niche_api.chains.book import BOOK, DESCRIBED
from niche_api.geography import geojson, zones
from niche_api.geography.picture import Picture
from niche_api.geography.shapes import PLACES

router = APIRouter(prefix="/v1", tags=["geography"], responses=RESPONSES, route_class=ReadingRoute)

SVG, PNG = "image/svg+xml", "image/png"


async def _picture(snapshot: Snapshot, chain: str) -> Picture:
    lang = Lang(snapshot.lang)
    book, places = await BOOK.at(snapshot), await PLACES.at(snapshot)
    made = await zones.productions(snapshot, chain=chain)
    found = zones.of_chain(book, chain, made)
    presence = book.presence.get(chain, {})
    used = [*zones.used(found, places), *presence.values()]
    return Picture(
        title=telling.said(book.chains[chain], "name", lang),
        zones=found,
        presence={country: Presence(row["presence"]) for country, row in presence.items()},
        places=places,
        sources=geojson.attributions(telling.sources(snapshot, used)),
        lang=lang,
    )


async def _drawn(snapshot: Snapshot, name: str) -> bytes:
    """Draw the map of `name`: the media type, the language and the chain, parted by blanks."""
    kind, _, chain = name.split(" ")
    picture = await _picture(snapshot, chain)
    drawing = await asyncio.to_thread(import_module, "niche_api.geography.drawing")
    drawn: bytes = await asyncio.to_thread(drawing.svg if kind == SVG else drawing.png, picture)
    return drawn


MAPS = PerRelease(
    (*(dataset.name for dataset in DESCRIBED), "chain_statistics", "regions"), _drawn, size=48
)


async def _map(snapshot: Snapshot, chain: str, media_type: str) -> Response:
    book, places = await BOOK.at(snapshot), await PLACES.at(snapshot)
    known = known_chain(book, chain)
    if not places.geometries:
        detail = texts(
            "No hay contornos cargados con que dibujar el mapa: envíe el conjunto regions.",
            "Não há contornos carregados com que desenhar o mapa: envie o conjunto regions.",
            "No borders are loaded to draw the map with: send dataset regions.",
        )
        raise ProblemError(404, "regions_not_loaded", detail)
    body = await MAPS.at(snapshot, f"{media_type} {snapshot.lang} {known}")
    return Response(body, media_type=media_type)


@router.get(
    "/chains/{chain}.svg",
    response_class=Response,
    responses={200: {"description": "The map.", "content": {SVG: {"schema": {"type": "string"}}}}},
)
async def chain_map_svg(snapshot: Reading, chain: ChainId) -> Response:
    """Return the map of a chain as SVG: its zones, its countries and what each unit produces."""
    return await _map(snapshot, chain, SVG)


@router.get(
    "/chains/{chain}.png",
    response_class=Response,
    responses={200: {"description": "The map.", "content": {PNG: {"schema": {}}}}},
)
async def chain_map_png(snapshot: Reading, chain: ChainId) -> Response:
    """Return the map of a chain as PNG, at twice the size of the SVG."""
    return await _map(snapshot, chain, PNG)
