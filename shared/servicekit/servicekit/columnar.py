"""Long lists read as columns, a block at a time, each by one short statement after a key.

The server writes a block as csv (`COPY … TO STDOUT`), which polars reads in a thread: no row is
ever an object, and between two blocks nothing is open that a slow reader could hold up.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import asyncpg
import sqlalchemy as sa

from servicekit.database import Query
from servicekit.tabular import Column, Kind, Table

if TYPE_CHECKING:
    import polars as pl

BLOCK_ROWS = 100_000
BLOCK_SECONDS = 120

Element = sa.ColumnElement[Any]


class Frames(Protocol):
    """A long list that comes in blocks of columns."""

    @property
    def table(self) -> Table:
        """The columns of the list."""

    def frames(self, *, as_text: bool = False) -> AsyncIterator[pl.DataFrame]:
        """Yield the list in blocks; with `as_text`, numbers as texts."""


class Scan:
    """A list as SQL, in the order of a key.

    Parameters
    ----------
    columns
        Name, kind and expression of each column of the list.
    key
        Kind and expression of each part of the key, none of them ever null; the whole key is
        unique.
    where
        What limits the list; its parameters are given when it is read.
    """

    def __init__(
        self,
        columns: Sequence[tuple[Column, Element]],
        key: Sequence[tuple[Kind, Element]],
        where: Sequence[sa.ColumnElement[bool]],
    ) -> None:
        self.columns = tuple(column for column, _ in columns)
        self.key = tuple(Column(f"key_{place}", kind) for place, (kind, _) in enumerate(key))
        parts = [part for _, part in key]
        block = (
            sa.select(
                *(_written(column, element) for column, element in columns),
                *(_written(*pair) for pair in zip(self.key, parts, strict=True)),
            )
            .where(*where)
            .order_by(*parts)
            .limit(sa.bindparam("block_rows", type_=sa.Integer))
        )
        after = [
            sa.bindparam(column.name, type_=part.type)
            for column, part in zip(self.key, parts, strict=True)
        ]
        self.first = Query(block)
        self.following = Query(block.where(sa.tuple_(*parts) > sa.tuple_(*after)))

    def frame(self, data: bytes, *, as_text: bool) -> pl.DataFrame:
        """Return a block, the key last; `as_text` leaves numbers as the server writes them."""
        import polars as pl

        from servicekit.table_files import type_of

        as_written = {Kind.DECIMAL, Kind.NUMBER} if as_text else set()
        schema: dict[str, Any] = {
            column.name: pl.String() if column.kind in as_written else type_of(column)
            for column in self.columns
        }
        schema |= {column.name: type_of(column) for column in self.key}
        if not data:
            return pl.DataFrame(schema=schema)
        return pl.read_csv(data, has_header=False, schema=schema)


def _written(column: Column, element: Element) -> Element:
    """Return an expression that COPY writes as polars reads it, by the column's name."""
    if column.kind is Kind.BOOLEAN:
        element = sa.cast(element, sa.Text)
    elif column.kind is Kind.DECIMAL:
        element = sa.func.trim_scale(element)
    return element.label(column.name)


@dataclass(frozen=True)
class Columnar:
    """A list to be read: a scan for each set of values in turn, the first one after a key."""

    pool: asyncpg.Pool
    scan: Scan
    runs: Sequence[Mapping[str, Any]]
    after: Sequence[Any] | None = None

    @property
    def table(self) -> Table:
        """The columns of the list."""
        return Table(self.scan.columns, tuple)

    async def frames(self, *, as_text: bool = False) -> AsyncIterator[pl.DataFrame]:
        """Yield the list in blocks; with `as_text`, numbers as the server writes them."""
        scan, after = self.scan, self.after
        names = [column.name for column in scan.key]
        for run in self.runs:
            while True:
                values = {**run, "block_rows": BLOCK_ROWS}
                if after is not None:
                    values |= dict(zip(names, after, strict=True))
                query = scan.first if after is None else scan.following
                data = await self._copied(query, values)
                frame = await asyncio.to_thread(scan.frame, data, as_text=as_text)
                if frame.height:
                    after = frame.select(names).row(-1)
                    yield frame.drop(names)
                if frame.height < BLOCK_ROWS:
                    break
            after = None

    async def _copied(self, query: Query, values: dict[str, Any]) -> bytes:
        data = bytearray()

        async def keep(some: bytes) -> None:
            data.extend(some)

        await self.pool.copy_from_query(
            query.sql, *query.arguments(values), output=keep, format="csv", timeout=BLOCK_SECONDS
        )
        return bytes(data)
