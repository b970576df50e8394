"""HTTP of the map of routes, as SVG and PNG."""

import asyncio
import textwrap
from importlib import import_module

from eslabon.client import ServiceError, TariffClient
from eslabon.contracts.envelope import Lang
from fastapi import APIRouter, Response
from servicekit.peers import Peer
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api.complexity.editions import Answering
from niche_api.complexity.editions import Asked as Edition
from niche_api.geography.geojson import attributions
from niche_api.geography.shapes import PLACES
from niche_api.peers import ToMatrix, ToTariff
from niche_api.pictures import PNG, PNG_RESPONSE, SVG, SVG_RESPONSE
from niche_api.trade_routes import legs
from niche_api.trade_routes.asking import Asked, RoutesAsked
from niche_api.trade_routes.picture import Line, RouteMap
from niche_api.trade_routes.routes import Found, Ways, found

router = APIRouter(
    prefix="/v1", tags=["trade routes"], responses=RESPONSES, route_class=ReadingRoute
)


LONGEST = 90
"""Letters of the text of a heading."""


async def _names(tariff: Peer, lang: Lang) -> dict[str, str]:
    """Return the names of countries, as far as tariff-api says them."""
    try:
        listed = await TariffClient(await tariff.transport(lang)).countries(lang)
    except ServiceError:
        return {}
    return {one.iso3: one.name for one in listed}


def _nothing(told: Found) -> ProblemError:
    why = " ".join(one.detail for one in told.missing)
    detail = texts(
        f"No hay rutas que dibujar. {why}",
        f"Não há rotas que desenhar. {why}",
        f"There are no routes to draw. {why}",
    )
    return ProblemError(404, "no_routes", detail)


async def _picture(
    snapshot: Snapshot, asked: Asked, answering: Answering, told: Found, tariff: Peer
) -> RouteMap:
    lang = snapshot.lang
    best: dict[str, Line] = {}
    for route in told.routes:
        best.setdefault(route.destination, Line(route.destination, route.product, route.score))
    lines = list(best.values())
    known = await legs.names(tariff, told.nomenclature, {one.product for one in lines}, lang)
    headings = {
        code: textwrap.shorten(text.rstrip("."), LONGEST, placeholder=" …")
        for code, text in known.items()
    }
    return RouteMap(
        origin=asked.origin,
        products=len({route.product for route in told.routes}),
        headings=headings,
        lines=lines,
        names=await _names(tariff, lang),
        places=await PLACES.at(snapshot),
        sources=attributions(told.provenance),
        year=answering.edition.year if answering.edition else None,
        technologies=sorted(told.technologies),
        lang=lang,
    )


def _rendered(media_type: str, shown: RouteMap) -> bytes:
    """Draw a map; it takes seconds the first time, when the libraries are imported."""
    charts, drawing = (
        import_module(f"niche_api.{name}") for name in ("charts", "trade_routes.drawing")
    )
    drawn: bytes = (charts.svg if media_type == SVG else charts.png)(drawing.chart(shown))
    return drawn


async def _map(
    snapshot: Snapshot, asked: Asked, answering: Answering, ways: Ways, media_type: str
) -> Response:
    told = await found(snapshot, asked, answering, ways, duties=False)
    if not told.routes:
        raise _nothing(told)
    shown = await _picture(snapshot, asked, answering, told, ways.tariff)
    if not shown.places.geometries:
        detail = texts(
            "No hay contornos cargados con que dibujar el mapa: envíe el conjunto regions.",
            "Não há contornos carregados com que desenhar o mapa: envie o conjunto regions.",
            "No borders are loaded to draw the map with: send dataset regions.",
        )
        raise ProblemError(404, "regions_not_loaded", detail)
    body = await asyncio.to_thread(_rendered, media_type, shown)
    response = Response(body, media_type=media_type)
    ways.tariff.hold(response, snapshot.lang, answered=told.answered)
    return response


@router.get("/trade-routes.svg", response_class=Response, responses=SVG_RESPONSE)
async def trade_routes_svg(
    snapshot: Reading,
    to_tariff: ToTariff,
    to_matrix: ToMatrix,
    asked: RoutesAsked,
    edition: Edition,
) -> Response:
    """Return the map of the best route to each destination as SVG, coloured by score."""
    return await _map(snapshot, asked, edition, Ways(to_tariff, to_matrix), SVG)


@router.get("/trade-routes.png", response_class=Response, responses=PNG_RESPONSE)
async def trade_routes_png(
    snapshot: Reading,
    to_tariff: ToTariff,
    to_matrix: ToMatrix,
    asked: RoutesAsked,
    edition: Edition,
) -> Response:
    """Return the map as PNG, at twice the size of the SVG."""
    return await _map(snapshot, asked, edition, Ways(to_tariff, to_matrix), PNG)
