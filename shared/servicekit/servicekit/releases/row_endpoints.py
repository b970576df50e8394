"""HTTP of a dataset's rows: the whole of its current releases, streamed in the order of the key."""

import csv
import io
import re
from collections.abc import AsyncIterator, Iterable
from enum import StrEnum
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from servicekit.negotiation import best_media_type
from servicekit.problems import not_acceptable
from servicekit.reading import Reading
from servicekit.releases import export, slices
from servicekit.releases.dataset import Dataset
from servicekit.releases.slices import Name, SliceText
from servicekit.releases.snapshot import Current, Snapshot

router = APIRouter(prefix="/v1", tags=["datasets"])

OFFERS = ("text/csv", "application/x-ndjson", "application/jsonl")
CSV_TYPE = "text/csv; charset=utf-8; header=present"


class RowFormat(StrEnum):
    """Format of rows."""

    CSV = "csv"
    NDJSON = "ndjson"


_FORMULA = re.compile(r"'*[=+\-@\t\r]")


@router.get(
    "/datasets/{dataset}/rows",
    response_class=StreamingResponse,
    responses={200: {"content": {name: {"schema": {"type": "string"}} for name in OFFERS}}},
)
async def rows(
    request: Request,
    reading: Reading,
    name: Name,
    slice_text: SliceText = None,
    format_: Annotated[
        RowFormat | None, Query(alias="format", description="Instead of `Accept`.")
    ] = None,
) -> StreamingResponse:
    """Stream the rows of a dataset's current releases, as csv or ndjson.

    With a whole `slice` the columns are those of the dataset's file, which can be sent again as it
    is; with a part of it, or none, those of the slice come first. In csv, an apostrophe keeps a
    spreadsheet from running a text as a formula; sent again, it is dropped.
    """
    dataset = slices.dataset(request, name)
    parts = slices.parts(dataset, slice_text, whole=False)
    media_type = _media_type(request, format_)
    kind = RowFormat.CSV if media_type == OFFERS[0] else RowFormat.NDJSON
    releases = reading.releases(dataset.name, **parts)
    leading = [] if len(parts) == len(dataset.slice_by) else list(dataset.slice_by)
    content = _rows(dataset, reading, releases, leading)
    return StreamingResponse(
        _csv(dataset, leading, content) if kind is RowFormat.CSV else _ndjson(content),
        media_type=CSV_TYPE if kind is RowFormat.CSV else media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'},
    )


def _media_type(request: Request, asked: RowFormat | None) -> str:
    if asked is not None:
        return OFFERS[0] if asked is RowFormat.CSV else OFFERS[1]
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
