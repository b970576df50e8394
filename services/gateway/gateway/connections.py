"""Relay connections over the keyset pages of the services.

A service gives one cursor for each page, Relay wants one for each row: ours is the cursor the page
was read from and the number of rows of it to pass over.
"""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, Generic, Protocol, TypeVar

import strawberry
from eslabon.contracts.envelope import Meta, Page
from graphql import GraphQLError

import gateway.types  # noqa: F401  makes `Meta` a graph type
from gateway.limits import MAX_PAGE

Node = TypeVar("Node")


@strawberry.type(description="Where a page ends.")
class PageInfo:
    """Relay's page information; pages are read forward only."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type
class Edge(Generic[Node]):
    """One row and its cursor."""

    cursor: str
    node: Node


@strawberry.type
class Connection(Generic[Node]):
    """A page of rows."""

    edges: list[Edge[Node]]
    nodes: list[Node]
    page_info: PageInfo
    meta: Meta = strawberry.field(
        description="Where the rows come from, how they are computed, and what is missing."
    )


Made = TypeVar("Made", bound=Connection[Any])


def saying(page: type[Page[Any]]) -> Callable[[type[Made]], type[Made]]:
    """Make a connection say what the pages of a contract do of all of their rows."""
    said = {name: one for name, one in page.model_fields.items() if name not in Page.model_fields}

    def made(kind: type[Made]) -> type[Made]:
        for name, one in said.items():
            annotation: Any = one.annotation
            kind.__annotations__[name] = annotation | None
            setattr(kind, name, strawberry.field(description=one.description, default=None))
        return strawberry.type(kind, description=page.__doc__)

    return made


class PageReader(Protocol[Node]):
    """A method of a service's client that reads pages, with all but the page said."""

    async def __call__(self, *, cursor: str | None, limit: int) -> Page[Node]:
        """The page at the service's cursor."""


async def connection(read: PageReader[Node], first: int, after: str | None) -> Connection[Node]:
    """The rows after a cursor."""
    return await connected(Connection, read, first, after)


async def connected(kind: type[Made], read: PageReader[Any], first: int, after: str | None) -> Made:
    """The rows after a cursor, in a connection that says what their page does."""
    if not 1 <= first <= MAX_PAGE:
        raise GraphQLError(f"`first` goes from 1 to {MAX_PAGE}.")
    start, passed = _parsed(after)
    page = await read(cursor=start, limit=passed + first)
    rows = page.items[passed:]
    edges = [
        Edge(cursor=f"{start or ''}~{passed + place + 1}", node=row)
        for place, row in enumerate(rows)
    ]
    if page.next_cursor and edges:
        edges[-1].cursor = f"{page.next_cursor}~0"
    own = {field.name for field in fields(kind)} - {field.name for field in fields(Connection)}
    return kind(
        **{name: getattr(page, name, None) for name in own},
        edges=edges,
        nodes=rows,
        page_info=PageInfo(
            has_next_page=page.next_cursor is not None,
            has_previous_page=after is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else after,
        ),
        meta=page.meta,
    )


def _parsed(after: str | None) -> tuple[str | None, int]:
    """The service's cursor and the rows to pass over."""
    if after is None:
        return None, 0
    start, separator, passed = after.rpartition("~")
    if not separator or not passed.isdecimal() or int(passed) > MAX_PAGE:
        raise GraphQLError("`after` is not a cursor of this list.")
    return start or None, int(passed)
