"""Keyset pages: how many rows, after which key, and the address of the next page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query, Request

from servicekit import cursors
from servicekit.cursors import Cursor, Key
from servicekit.negotiation import Format

DEFAULT_LIMIT = 100
MAXIMUM_LIMIT = 1000


@dataclass(frozen=True)
class Page:
    """The page a request asks for."""

    limit: int
    after: Key | None
    """Key of the last row of the page before; None on the first page."""
    format: Format | None = None


def cursor_of(request: Request) -> Cursor | None:
    """Return the cursor of a request, None on a first page."""
    text = request.query_params.get("cursor")
    if text is None:
        return None
    return cursors.decoded(text, *_binding(request))


def _binding(request: Request) -> tuple[bytes, bytes]:
    bound = cursors.context(request.url.path, request.query_params.multi_items())
    return bound, request.app.state.settings.cursor_key.get_secret_value().encode()


Limit = Annotated[
    int, Query(ge=1, le=MAXIMUM_LIMIT, description="Most items of a page.", examples=[100])
]
CursorText = Annotated[
    str | None,
    Query(max_length=2_000, description="`next_cursor` of the page before, as it came."),
]


async def paging(
    request: Request,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
    format: Annotated[
        Format | None,
        Query(description="Format of the answer; the best of `Accept` when left out."),
    ] = None,
) -> Page:
    """Return the page asked for."""
    found = cursor_of(request) if cursor is not None else None
    return Page(limit, None if found is None else found.key, format)


Paging = Annotated[Page, Depends(paging)]


def next_cursor(request: Request, n: int, key: Sequence[str | int | None]) -> str:
    """Return the cursor of the page that begins after `key` in publication `n`."""
    return cursors.encoded(Cursor(n, tuple(key)), *_binding(request))


def next_link(request: Request, cursor: str) -> str:
    """Return the Link header that leads to the next page."""
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] != "cursor"]
    return f'<{request.url.path}?{urlencode([*pairs, ("cursor", cursor)])}>; rel="next"'
