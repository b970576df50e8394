"""Statements that read a release's rows back, in the order of the key."""

from collections.abc import AsyncIterator
from functools import cache
from typing import Any

import asyncpg
import sqlalchemy as sa
from eslabon.contracts.sync import ColumnType

from servicekit.database import Query
from servicekit.releases.dataset import Dataset

CHUNK_ROWS = 5000


class Number(str):
    """A decimal as text: without trailing zeros, never mistaken for a formula."""

    __slots__ = ()


@cache
def _chunk(dataset: Dataset, first: bool) -> Query:
    """Return the statement of one chunk: values first, then the key to go on after."""
    table = dataset.table
    keys: list[sa.ColumnElement[Any]] = []
    for column in dataset.columns:
        if column.key:
            value = table.c[column.name]
            # A null sorts before every value, so that a row comparison can go on after it.
            keys += (
                [value]
                if column.required
                else [value.is_not(None), _never_null(column.type, value)]
            )
    statement = (
        sa.select(
            *(_value(column.type, table.c[column.name]) for column in dataset.columns),
            *(key.label(f"key_{place}") for place, key in enumerate(keys)),
        )
        .where(table.c.release_id == sa.bindparam("release", type_=sa.Integer))
        .order_by(*keys)
        .limit(CHUNK_ROWS)
    )
    if not first:
        after = [sa.bindparam(f"key_{place}", type_=key.type) for place, key in enumerate(keys)]
        statement = statement.where(sa.tuple_(*keys) > sa.tuple_(*after))
    return Query(statement)


def _never_null(kind: ColumnType, value: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    empty: dict[ColumnType, sa.ColumnElement[Any]] = {
        ColumnType.TEXT: sa.literal_column("''"),
        ColumnType.DECIMAL: sa.literal_column("0::numeric"),
        ColumnType.INTEGER: sa.literal_column("0"),
        ColumnType.NUMBER: sa.literal_column("0::double precision"),
        ColumnType.DATE: sa.literal_column("'2000-01-01'::date"),
        ColumnType.BOOLEAN: sa.literal_column("false"),
    }
    return sa.func.coalesce(value, empty[kind], type_=value.type)


def _value(kind: ColumnType, value: sa.Column[Any]) -> sa.ColumnElement[Any]:
    if kind is ColumnType.DECIMAL:
        return sa.cast(sa.func.trim_scale(value), sa.Text).label(value.name)
    return value


def _read(value: Any, is_number: bool) -> Any:
    return Number(value) if is_number and value is not None else value


async def chunks(
    pool: asyncpg.Pool, dataset: Dataset, release: int
) -> AsyncIterator[list[dict[str, Any]]]:
    """Yield a release's rows in chunks, by column name; decimals as `Number`."""
    names = [column.name for column in dataset.columns]
    numbers = {column.name for column in dataset.columns if column.type is ColumnType.DECIMAL}
    query, values = _chunk(dataset, True), {"release": release}
    while True:
        found = await pool.fetch(query.sql, *query.arguments(values))
        if found:
            yield [
                {
                    name: Number(row[name])
                    if name in numbers and row[name] is not None
                    else row[name]
                    for name in names
                }
                for row in found
            ]
        if len(found) < CHUNK_ROWS:
            return
        query = _chunk(dataset, False)
        last = found[-1]
        keys = {name: last[name] for name in last.keys() if name.startswith("key_")}  # noqa: SIM118
        values = {"release": release, **keys}
