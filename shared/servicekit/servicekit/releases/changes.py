"""Statements that compare two releases of a dataset by key, a window of keys at a time."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import asyncpg
import sqlalchemy as sa
from eslabon.contracts.sync import ColumnChange, ColumnType, ColumnValue, RowChange, RowChangeKind

from servicekit.cursors import Key
from servicekit.database import Query
from servicekit.releases.dataset import Dataset
from servicekit.releases.keyset import EMPTY, places

WINDOW_ROWS = 20_000
"""Rows of each release that one statement compares, however few of them changed."""


def _places(dataset: Dataset, table: Any) -> list[sa.ColumnElement[Any]]:
    return [part for _, part in places(dataset, table)]


def _bound(dataset: Dataset, name: str) -> list[sa.BindParameter[Any]]:
    places = _places(dataset, dataset.table)
    return [sa.bindparam(f"{name}_{place}", type_=one.type) for place, one in enumerate(places)]


def _release(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.Integer)


@cache
def _end(dataset: Dataset, is_first: bool) -> Query:
    """Return the statement of the last key of a window: whichever release fills it first."""

    def filled(name: str) -> sa.Subquery:
        places = _places(dataset, dataset.table)
        labelled = [one.label(f"place_{place}") for place, one in enumerate(places)]
        found = sa.select(*labelled).where(dataset.table.c.release_id == _release(name))
        if not is_first:
            found = found.where(sa.tuple_(*places) > sa.tuple_(*_bound(dataset, "after")))
        window = sa.bindparam("window", type_=sa.Integer)
        return found.order_by(*places).offset(window - 1).limit(1).subquery(name)

    both = sa.union_all(*(sa.select(filled(name)) for name in ("since", "to"))).subquery("both")
    return Query(sa.select(both).order_by(*both.c).limit(1))


@cache
def _compared(dataset: Dataset, is_first: bool, is_last: bool) -> Query:
    """Return the statement of a window's rows that differ, in the order of the key."""
    values = [column.name for column in dataset.columns if not column.key]

    def side(name: str) -> sa.Subquery:
        places = _places(dataset, dataset.table)
        found = sa.select(
            *(dataset.table.c[column.name] for column in dataset.columns),
            *(one.label(f"place_{place}") for place, one in enumerate(places)),
        ).where(dataset.table.c.release_id == _release(name))
        if not is_first:
            found = found.where(sa.tuple_(*places) > sa.tuple_(*_bound(dataset, "after")))
        if not is_last:
            found = found.where(sa.tuple_(*places) <= sa.tuple_(*_bound(dataset, "upto")))
        return found.subquery(name)

    before, after = side("since"), side("to")
    places = [f"place_{place}" for place in range(len(_places(dataset, dataset.table)))]
    same = sa.and_(*(before.c[place] == after.c[place] for place in places))
    differs = [before.c[name].is_distinct_from(after.c[name]) for name in values]
    is_added, is_removed = before.c.place_0.is_(None), after.c.place_0.is_(None)
    ordered = [sa.func.coalesce(before.c[place], after.c[place]) for place in places]
    return Query(
        sa.select(
            is_added.label("is_added"),
            is_removed.label("is_removed"),
            *(before.c[column.name].label(f"before_{column.name}") for column in dataset.columns),
            *(after.c[column.name].label(f"after_{column.name}") for column in dataset.columns),
        )
        .select_from(before.join(after, same, full=True))
        .where(sa.or_(is_added, is_removed, *differs))
        .order_by(*ordered)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


async def changes(
    pool: asyncpg.Pool, dataset: Dataset, since: int, to: int, after: Key | None, limit: int
) -> list[tuple[Key, RowChange]]:
    """Return at most `limit` rows that differ between two releases, after a key.

    Each statement compares a window of keys, so that a page costs no more for the rows behind it.
    """
    found: list[tuple[Key, RowChange]] = []
    place = None if after is None else _parsed(dataset, after)
    while len(found) < limit:
        values: dict[str, Any] = {"since": since, "to": to}
        if place is not None:
            values |= {f"after_{at}": value for at, value in enumerate(place)}
        end = _end(dataset, place is None)
        last = await pool.fetchrow(end.sql, *end.arguments({**values, "window": WINDOW_ROWS}))
        upto = None if last is None else tuple(last)
        query = _compared(dataset, place is None, upto is None)
        if upto is not None:
            values |= {f"upto_{at}": value for at, value in enumerate(upto)}
        limited = {**values, "limit": limit - len(found)}
        for row in await pool.fetch(query.sql, *query.arguments(limited)):
            found.append(_change(dataset, row))
        if upto is None:
            break
        place = upto
    return found


def _change(dataset: Dataset, row: asyncpg.Record) -> tuple[Key, RowChange]:
    side = "after" if row["is_added"] else "before"
    kind = RowChangeKind.CHANGED
    if row["is_added"] or row["is_removed"]:
        kind = RowChangeKind.ADDED if row["is_added"] else RowChangeKind.REMOVED
    key = [
        ColumnValue(column=column.name, value=_written(row[f"{side}_{column.name}"]))
        for column in dataset.keys
    ]
    columns = [
        ColumnChange(
            column=column.name,
            before=_written(row[f"before_{column.name}"]),
            after=_written(row[f"after_{column.name}"]),
        )
        for column in dataset.columns
        if not column.key and row[f"before_{column.name}"] != row[f"after_{column.name}"]
    ]
    return tuple(one.value for one in key), RowChange(kind=kind, key=key, columns=columns)


def _written(value: Any) -> str | None:
    """Return a value as the dataset's csv has it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def _parsed(dataset: Dataset, key: Sequence[str | int | None]) -> tuple[Any, ...]:
    """Return a page's key as the values that statements take."""
    found: list[Any] = []
    for column, text in zip(dataset.keys, key, strict=True):
        if not column.required:
            found.append(text is not None)
        found.append(EMPTY[column.type][1] if text is None else _value(column.type, str(text)))
    return tuple(found)


def _value(kind: ColumnType, text: str) -> Any:
    if kind is ColumnType.DECIMAL:
        return Decimal(text)
    if kind is ColumnType.INTEGER:
        return int(text)
    if kind is ColumnType.NUMBER:
        return float(text)
    if kind is ColumnType.DATE:
        return date.fromisoformat(text)
    return text == "true" if kind is ColumnType.BOOLEAN else text
