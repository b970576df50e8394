"""HTTP of the data package: where whole years are, for programs that read tables."""

from eslabon.contracts.datapackage import DataPackage
from fastapi import APIRouter, Response
from servicekit.language import texts
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from matrix_api.datapackage.resources import resources

router = APIRouter(prefix="/v1", tags=["sync"], responses=RESPONSES, route_class=ReadingRoute)

_TITLE = texts("Comercio, por años enteros", "Comércio, por anos inteiros", "Trade, by whole years")
_DESCRIPTION = texts(
    "Cada recurso es un parquet de un año entero, en la publicación que su dirección nombra.",
    "Cada recurso é um parquet de um ano inteiro, na publicação que seu endereço nomeia.",
    "Each resource is a parquet of a whole year, at the publication that its address names.",
)


@router.get("/datapackage.json", response_model=DataPackage)
async def datapackage(snapshot: Reading) -> Response:
    """Describe the files of whole years as a Frictionless data package."""
    made = DataPackage(
        name="eslabon-matrix",
        title=_TITLE[snapshot.lang],
        description=_DESCRIPTION[snapshot.lang],
        version=str(snapshot.published.n),
        resources=await resources(snapshot),
    )
    content = made.model_dump_json(by_alias=True)
    return Response(content, media_type="application/json")
