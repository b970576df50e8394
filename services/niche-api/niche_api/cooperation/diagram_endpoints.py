"""HTTP of the diagram of an axis, as SVG and PNG; each is drawn once per publication."""

from fastapi import APIRouter, Response
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api.cooperation import telling
from niche_api.cooperation.book import BOOK, DATASETS
from niche_api.cooperation.diagram import Diagram
from niche_api.cooperation.endpoints import AxisPath, known_axis
from niche_api.geography.geojson import attributions
from niche_api.pictures import PNG, PNG_RESPONSE, SVG, SVG_RESPONSE, Pictures

router = APIRouter(
    prefix="/v1", tags=["cooperation"], responses=RESPONSES, route_class=ReadingRoute
)


async def _diagram(snapshot: Snapshot, axis: str) -> Diagram:
    book = await BOOK.at(snapshot)
    matrix = telling.whole(snapshot, book, book.axes[axis])
    return Diagram(matrix, attributions(matrix.provenance), snapshot.lang)


DIAGRAMS = Pictures(
    tuple(dataset.name for dataset in DATASETS), _diagram, "niche_api.cooperation.drawing"
)


async def _drawn(snapshot: Snapshot, media_type: str, axis: str) -> Response:
    book = await BOOK.at(snapshot)
    one = known_axis(book, axis)
    if not (one.areas and one.themes and book.counted):
        detail = texts(
            "No hay áreas de acción cargadas en este eje que dibujar: envíe los conjuntos "
            "secretariats, cooperation_themes y action_areas.",
            "Não há áreas de ação carregadas neste eixo que desenhar: envie os conjuntos "
            "secretariats, cooperation_themes e action_areas.",
            "No action areas of this axis are loaded to draw: send datasets secretariats, "
            "cooperation_themes and action_areas.",
        )
        raise ProblemError(404, "action_areas_not_loaded", detail)
    return await DIAGRAMS.answer(snapshot, media_type, axis)


@router.get("/cooperation/{axis}.svg", response_class=Response, responses=SVG_RESPONSE)
async def cooperation_diagram_svg(snapshot: Reading, axis: AxisPath) -> Response:
    """Return the matrix of an axis as SVG: themes by secretariats."""
    return await _drawn(snapshot, SVG, axis)


@router.get("/cooperation/{axis}.png", response_class=Response, responses=PNG_RESPONSE)
async def cooperation_diagram_png(snapshot: Reading, axis: AxisPath) -> Response:
    """Return the matrix of an axis as PNG, at twice the size of the SVG."""
    return await _drawn(snapshot, PNG, axis)
