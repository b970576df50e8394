"""Lists in the format a client asks for: a page of json, or the whole result in any other."""

import asyncio
import csv
import io
from bisect import bisect_right
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from eslabon.contracts.envelope import Contract, Meta, Methodology, Missing, Page, Provenance
from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from servicekit import paging as pages
from servicekit.columnar import Frames
from servicekit.cursors import Key
from servicekit.encoding import encoded
from servicekit.negotiation import Format, best_media_type
from servicekit.problems import documented, not_acceptable
from servicekit.releases.snapshot import Snapshot
from servicekit.spool import Spool, SpoolResponse
from servicekit.table_files import check_installed, csv_lines, ndjson_lines, row_writer, writer
from servicekit.tabular import Row, Table, table_of

RowT = TypeVar("RowT")
ItemT = TypeVar("ItemT", bound=Contract)
Fetch = Callable[[Key | None, int], Awaitable[Sequence[tuple[Key, ItemT]]]]


MEDIA_TYPES = {
    "application/json": Format.JSON,
    "text/csv": Format.CSV,
    "application/x-ndjson": Format.NDJSON,
    "application/jsonl": Format.NDJSON,
    "application/vnd.apache.parquet": Format.PARQUET,
    "application/vnd.apache.arrow.stream": Format.ARROW,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Format.XLSX,
}
_CONTENT_TYPES = {Format.CSV: "text/csv; charset=utf-8; header=present"}
_CHUNK_ROWS = 1000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# A binary file has no `type` of JSON.
RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            name: {"schema": {"type": "string"} if kind in (Format.CSV, Format.NDJSON) else {}}
            for name, kind in MEDIA_TYPES.items()
            if kind is not Format.JSON
        }
    },
    503: documented(503),
}
"""What a listing operation may answer besides json."""


def in_memory(
    rows: Iterable[RowT], key: Callable[[RowT], Key], item: Callable[[RowT], ItemT]
) -> Fetch[ItemT]:
    """Return the `fetch` of a list whose rows are at hand, in the order of their keys."""
    ordered = sorted(rows, key=key)

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, ItemT]]:
        first = 0 if after is None else bisect_right(ordered, after, key=key)
        return [(key(row), item(row)) for row in ordered[first : first + limit]]

    return fetch


def asked_media_type(request: Request, asked: Format | None) -> str:
    """Return the media type to answer in: that of `format`, else the best of `Accept`.

    Raises
    ------
    ProblemError
        406 when `Accept` takes none of them.
    """
    offers = tuple(MEDIA_TYPES)
    if asked is not None:
        return next(offer for offer in offers if MEDIA_TYPES[offer] is asked)
    best = best_media_type(request.headers.get("accept", ""), offers)
    if best is None:
        raise not_acceptable(offers)
    return best


async def listing(
    request: Request,
    response: Response,
    snapshot: Snapshot,
    paging: pages.Page,
    fetch: Fetch[ItemT],
    model: type[ItemT],
    *,
    provenance: Sequence[Provenance] = (),
    missing: Sequence[Missing] = (),
    columnar: Frames | None = None,
    methodology: Methodology | None = None,
    page: type[Page[ItemT]] | None = None,
    **said: object,
) -> Response:
    """Answer a list; `fetch(after, limit)` returns at most `limit` (key, item) after a key.

    A list of millions has a `columnar` form besides, with the columns of the items and in their
    order: files are made of it. A `page` of its own has further fields: `said`. Headers already
    set on `response` are kept.
    """
    media_type = asked_media_type(request, paging.format)
    if MEDIA_TYPES[media_type] is not Format.JSON:
        if columnar is not None:
            return await columnar_file(request, response, _name(request), media_type, columnar)
        return await _stream(request, response, paging.after, fetch, model, media_type)
    found = list(await fetch(paging.after, paging.limit + 1))
    more = len(found) > paging.limit
    found = found[: paging.limit]
    cursor = pages.next_cursor(request, snapshot.published.n, found[-1][0]) if more else None
    if cursor:
        response.headers["Link"] = pages.next_link(request, cursor)
    kind: type[Page[ItemT]] = page or Page[model]  # type: ignore[valid-type]
    made = kind.assembled(
        items=[item for _, item in found],
        next_cursor=cursor,
        meta=Meta(
            publication=snapshot.published.n,
            provenance=list(provenance),
            missing=list(missing),
            methodology=methodology,
        ),
        **said,
    )
    return Response(encoded(made), headers=_kept(response), media_type=media_type)


def _kept(response: Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name != "content-length"}


async def _stream(
    request: Request,
    response: Response,
    after: Key | None,
    fetch: Fetch[ItemT],
    model: type[ItemT],
    media_type: str,
) -> Response:
    name = _name(request)
    chunks = _chunks(after, fetch)
    if MEDIA_TYPES[media_type] is Format.NDJSON:
        return streamed(response, name, media_type, _ndjson(chunks))
    table = table_of(model)
    rows = _rows(table, chunks)
    if MEDIA_TYPES[media_type] is Format.CSV:
        return streamed(response, name, media_type, _csv(table, rows))
    write = row_writer(MEDIA_TYPES[media_type], table)
    return await _table_file(request, response, name, media_type, write, rows)


def _name(request: Request) -> str:
    return request.url.path.rstrip("/").rpartition("/")[2] or "eslabon"


def _file_headers(response: Response, name: str, media_type: str) -> dict[str, str]:
    disposition = f'attachment; filename="{name}.{MEDIA_TYPES[media_type]}"'
    return {**_kept(response), "Content-Disposition": disposition}


def streamed(
    response: Response, name: str, media_type: str, content: AsyncIterator[bytes]
) -> Response:
    """Return a text made as it is sent."""
    return StreamingResponse(
        content,
        headers=_file_headers(response, name, media_type),
        media_type=_CONTENT_TYPES.get(MEDIA_TYPES[media_type], media_type),
    )


async def columnar_file(
    request: Request, response: Response, name: str, media_type: str, columnar: Frames
) -> Response:
    """Return a long list in any format but json, sent as it is read; xlsx when it is whole.

    Raises
    ------
    ProblemError
        As for any list as a file.
    """
    kind = MEDIA_TYPES[media_type]
    if kind in (Format.CSV, Format.NDJSON):
        check_installed(kind)
        return streamed(response, name, media_type, _text_of(kind, columnar))
    write = writer(kind, columnar.table)
    return await _table_file(request, response, name, media_type, write, columnar.frames())


async def _text_of(kind: Format, columnar: Frames) -> AsyncIterator[bytes]:
    lines = csv_lines if kind is Format.CSV else ndjson_lines
    if kind is Format.CSV:
        yield _csv_lines([columnar.table.names])
    async for frame in columnar.frames(as_text=True):
        yield await asyncio.to_thread(lines, columnar.table, frame)


async def _table_file(
    request: Request,
    response: Response,
    name: str,
    media_type: str,
    write: Callable[[Iterator[Any], Spool], None],
    chunks: AsyncIterator[Any],
) -> Response:
    """Return a table as parquet or arrow, sent as it is made; or as xlsx, sent when it is whole.

    Raises
    ------
    ProblemError
        406 where the format is not installed, 422 where xlsx can't hold the list, 503 where too
        many are being made.
    """
    kind = MEDIA_TYPES[media_type]
    check_installed(kind)
    spool = Spool()
    making = spool.make(write, chunks, request.app.state.exports)
    headers = _file_headers(response, name, media_type)
    if kind is Format.XLSX:
        await making
        headers["Content-Length"] = str(spool.size)
    return SpoolResponse(spool, headers, media_type)


async def _rows(
    table: Table, chunks: AsyncIterator[Sequence[ItemT]]
) -> AsyncIterator[Sequence[Row]]:
    async for items in chunks:
        yield [table.row(item) for item in items]


async def _chunks(after: Key | None, fetch: Fetch[ItemT]) -> AsyncIterator[Sequence[ItemT]]:
    """Yield the rest of a list in short statements, so that nothing waits for a slow reader."""
    while found := await fetch(after, _CHUNK_ROWS):
        yield [item for _, item in found]
        if len(found) < _CHUNK_ROWS:
            return
        after = found[-1][0]


async def _ndjson(chunks: AsyncIterator[Sequence[ItemT]]) -> AsyncIterator[bytes]:
    async for items in chunks:
        yield b"".join(encoded(item) + b"\n" for item in items)


def _csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()


async def _csv(table: Table, rows: AsyncIterator[Sequence[Row]]) -> AsyncIterator[bytes]:
    yield _csv_lines([table.names])
    async for some in rows:
        yield _csv_lines([cell(value) for value in row] for row in some)


def cell(value: Any) -> str:
    """Return a value as a csv cell; text that a spreadsheet would run is quoted with `'`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    if isinstance(value, list | tuple):
        return "|".join(cell(one) for one in value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
