"""HTTP of a dataset's rows: the whole of its current releases, in the order of the key."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from servicekit.formats import MEDIA_TYPES, RESPONSES, columnar_file
from servicekit.negotiation import Format, best_media_type
from servicekit.problems import not_acceptable
from servicekit.reading import Reading
from servicekit.releases import export, slices
from servicekit.releases.slices import Name, SliceText
from servicekit.routing import ReadingRoute
from servicekit.table_files import XLSX_ROWS, too_long_for_xlsx

router = APIRouter(prefix="/v1", tags=["datasets"], route_class=ReadingRoute)

OFFERS = tuple(name for name, kind in MEDIA_TYPES.items() if kind is not Format.JSON)


class RowFormat(StrEnum):
    """Format of rows."""

    CSV = "csv"
    NDJSON = "ndjson"
    PARQUET = "parquet"
    ARROW = "arrow"
    XLSX = "xlsx"


@router.get(
    "/datasets/{dataset}/rows",
    response_class=StreamingResponse,
    responses=RESPONSES,
)
async def rows(
    request: Request,
    response: Response,
    reading: Reading,
    name: Name,
    slice_text: SliceText = None,
    format_: Annotated[
        RowFormat | None, Query(alias="format", description="Instead of `Accept`.")
    ] = None,
) -> Response:
    """Stream the rows of a dataset's current releases.

    With a whole `slice` the columns are those of the dataset's file, which can be sent again as it
    is; with a part of it, or none, those of the slice come first. In csv, an apostrophe keeps a
    spreadsheet from running a text as a formula; sent again, it is dropped.
    """
    dataset = slices.dataset(request, name)
    parts = slices.parts(dataset, slice_text, whole=False)
    media_type = _media_type(request, format_)
    releases = reading.releases(dataset.name, **parts)
    leading = [] if len(parts) == len(dataset.slice_by) else list(dataset.slice_columns)
    if MEDIA_TYPES[media_type] is Format.XLSX and sum(one.rows for one in releases) > XLSX_ROWS:
        raise too_long_for_xlsx()
    found = export.rows(reading, dataset, releases, leading)
    return await columnar_file(request, response, name, media_type, found)


def _media_type(request: Request, asked: RowFormat | None) -> str:
    if asked is not None:
        return next(name for name in OFFERS if MEDIA_TYPES[name].value == asked.value)
    best = best_media_type(request.headers.get("accept", ""), OFFERS)
    if best is None:
        raise not_acceptable(OFFERS)
    return best
