"""HTTP of maps of chains, as SVG and PNG; each is drawn once per publication."""

from eslabon.contracts.chains import Presence
from eslabon.contracts.envelope import Lang
from fastapi import APIRouter, Response
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
from niche_api.pictures import PNG, PNG_RESPONSE, SVG, SVG_RESPONSE, Pictures

router = APIRouter(prefix="/v1", tags=["geography"], responses=RESPONSES, route_class=ReadingRoute)


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


MAPS = Pictures(
    (*(dataset.name for dataset in DESCRIBED), "chain_statistics", "regions"),
    _picture,
    "niche_api.geography.drawing",
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
    return await MAPS.answer(snapshot, media_type, known)


@router.get("/chains/{chain}.svg", response_class=Response, responses=SVG_RESPONSE)
async def chain_map_svg(snapshot: Reading, chain: ChainId) -> Response:
    """Return the map of a chain as SVG: its zones, its countries and what each unit produces."""
    return await _map(snapshot, chain, SVG)


@router.get("/chains/{chain}.png", response_class=Response, responses=PNG_RESPONSE)
async def chain_map_png(snapshot: Reading, chain: ChainId) -> Response:
    """Return the map of a chain as PNG, at twice the size of the SVG."""
    return await _map(snapshot, chain, PNG)
