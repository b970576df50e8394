"""Lists in the format a client asks for: a page of json, or the whole result as csv or ndjson."""

import csv
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from eslabon.contracts.envelope import Contract, Meta, Missing, Page, Provenance
from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from servicekit import paging as pages
from servicekit.cursors import Key
from servicekit.negotiation import Format, best_media_type
from servicekit.problems import not_acceptable
from servicekit.releases.snapshot import Snapshot

ItemT = TypeVar("ItemT", bound=Contract)
Fetch = Callable[[Key | None, int], Awaitable[Sequence[tuple[Key, ItemT]]]]


MEDIA_TYPES = {
    "application/json": Format.JSON,
    "text/csv": Format.CSV,
    "application/x-ndjson": Format.NDJSON,
    "application/jsonl": Format.NDJSON,
}
_CONTENT_TYPES = {Format.CSV: "text/csv; charset=utf-8; header=present"}
_CHUNK_ROWS = 1000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            "text/csv": {"schema": {"type": "string"}},
            "application/x-ndjson": {"schema": {"type": "string"}},
            "application/jsonl": {"schema": {"type": "string"}},
        }
    }
}
"""What a listing operation may answer besides json."""


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
) -> Response:
    """Answer a list; `fetch(after, limit)` returns at most `limit` (key, item) after a key.

    Headers already set on `response` are kept.
    """
    media_type = asked_media_type(request, paging.format)
    if MEDIA_TYPES[media_type] is not Format.JSON:
        return _stream(request, response, paging.after, fetch, model, media_type)
    found = list(await fetch(paging.after, paging.limit + 1))
    more = len(found) > paging.limit
    found = found[: paging.limit]
    cursor = pages.next_cursor(request, snapshot.published.n, found[-1][0]) if more else None
    if cursor:
        response.headers["Link"] = pages.next_link(request, cursor)
    page = Page[model](  # type: ignore[valid-type]
        items=[item for _, item in found],
        next_cursor=cursor,
        meta=Meta(
            publication=snapshot.published.n,
            provenance=list(provenance),
            missing=list(missing),
        ),
    )
    return Response(page.model_dump_json(), headers=_kept(response), media_type=media_type)


def _kept(response: Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name != "content-length"}


def _stream(
    request: Request,
    response: Response,
    after: Key | None,
    fetch: Fetch[ItemT],
    model: type[ItemT],
    media_type: str,
) -> Response:
    kind = MEDIA_TYPES[media_type]
    name = request.url.path.rstrip("/").rpartition("/")[2] or "eslabon"
    headers = _kept(response)
    headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    lines = _csv(after, fetch, model) if kind is Format.CSV else _ndjson(after, fetch)
    return StreamingResponse(
        lines, headers=headers, media_type=_CONTENT_TYPES.get(kind, media_type)
    )


async def _chunks(after: Key | None, fetch: Fetch[ItemT]) -> AsyncIterator[Sequence[ItemT]]:
    """Yield the rest of a list in short statements, so that nothing waits for a slow reader."""
    while found := await fetch(after, _CHUNK_ROWS):
        yield [item for _, item in found]
        if len(found) < _CHUNK_ROWS:
            return
        after = found[-1][0]


async def _ndjson(after: Key | None, fetch: Fetch[ItemT]) -> AsyncIterator[bytes]:
    async for items in _chunks(after, fetch):
        yield b"".join(item.model_dump_json().encode() + b"\n" for item in items)


def _csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()


async def _csv(after: Key | None, fetch: Fetch[ItemT], model: type[ItemT]) -> AsyncIterator[bytes]:
    names = list(model.model_fields)
    yield _csv_lines([names])
    async for items in _chunks(after, fetch):
        yield _csv_lines([[cell(getattr(item, name)) for name in names] for item in items])


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
    if isinstance(value, Contract):
        return value.model_dump_json()
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
