"""HTTP of a dataset's rows: the whole of its current releases, in the order of the key."""

import csv
import io
import re
from collections.abc import AsyncIterator, Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import orjson
from eslabon.contracts.sync import ColumnType
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from servicekit.formats import MEDIA_TYPES, RESPONSES, streamed, table_file
from servicekit.negotiation import Format, best_media_type
from servicekit.problems import not_acceptable
from servicekit.reading import Reading
from servicekit.releases import export, slices
from servicekit.releases.dataset import Dataset
from servicekit.releases.slices import Name, SliceText
from servicekit.releases.snapshot import Current, Snapshot
from servicekit.routing import ReadingRoute
from servicekit.table_files import XLSX_ROWS, too_long_for_xlsx
from servicekit.tabular import Column, Kind, Table

router = APIRouter(prefix="/v1", tags=["datasets"], route_class=ReadingRoute)

OFFERS = tuple(name for name, kind in MEDIA_TYPES.items() if kind is not Format.JSON)


class RowFormat(StrEnum):
    """Format of rows."""

    CSV = "csv"
    NDJSON = "ndjson"
    PARQUET = "parquet"
    ARROW = "arrow"
    XLSX = "xlsx"


_KINDS = {
    ColumnType.TEXT: Kind.TEXT,
    ColumnType.DECIMAL: Kind.DECIMAL,
    ColumnType.INTEGER: Kind.INTEGER,
    ColumnType.NUMBER: Kind.NUMBER,
    ColumnType.DATE: Kind.DATE,
    ColumnType.BOOLEAN: Kind.BOOLEAN,
}
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


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
    leading = [] if len(parts) == len(dataset.slice_by) else list(dataset.slice_by)
    content = _rows(dataset, reading, releases, leading)
    kind = MEDIA_TYPES[media_type]
    if kind is Format.CSV:
        return streamed(response, name, media_type, _csv(dataset, leading, content))
    if kind is Format.NDJSON:
        return streamed(response, name, media_type, _ndjson(content))
    if kind is Format.XLSX and sum(release.rows for release in releases) > XLSX_ROWS:
        raise too_long_for_xlsx()
    table = _table(dataset, leading)
    rows_ = ([table.row(row) for row in chunk] async for chunk in content)
    return await table_file(request, response, name, media_type, table, rows_)


def _table(dataset: Dataset, leading: list[str]) -> Table:
    """Return the dataset as a table, decimals with as many places as its columns keep."""
    columns = (
        *(Column(name, Kind.TEXT) for name in leading),
        *(Column(one.name, _KINDS[one.type], one.scale) for one in dataset.columns),
    )

    def row(values: Row) -> tuple[Any, ...]:
        found = (values[column.name] for column in columns)
        return tuple(Decimal(one) if isinstance(one, export.Number) else one for one in found)

    return Table(columns, row)


def _media_type(request: Request, asked: RowFormat | None) -> str:
    if asked is not None:
        return next(name for name in OFFERS if MEDIA_TYPES[name].value == asked.value)
    best = best_media_type(request.headers.get("accept", ""), OFFERS)
    if best is None:
        raise not_acceptable(OFFERS)
    return best


Row = dict[str, Any]


async def _rows(
    dataset: Dataset, reading: Snapshot, releases: list[Current], leading: list[str]
) -> AsyncIterator[list[Row]]:
    """Yield rows in chunks, each read by a short statement."""
    for release in releases:
        first = {name: release.parts[name] for name in leading}
        async for chunk in export.chunks(reading.pool, dataset, release.id):
            yield [{**first, **row} for row in chunk]


async def _csv(
    dataset: Dataset, leading: list[str], content: AsyncIterator[list[Row]]
) -> AsyncIterator[bytes]:
    names = [*leading, *(column.name for column in dataset.columns)]
    yield _lines([names])
    async for chunk in content:
        yield _lines([_cell(row[name]) for name in names] for row in chunk)


def _lines(rows: Iterable[list[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, export.Number):
        return value
    text = str(value)
    return f"'{text}" if not isinstance(value, int) and _FORMULA.match(text) else text


async def _ndjson(content: AsyncIterator[list[Row]]) -> AsyncIterator[bytes]:
    async for chunk in content:
        yield b"".join(
            orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE, default=str) for row in chunk
        )
