"""Puts rows of datasets into a database as published releases, for tests that only read."""

import csv
import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import asyncpg
import sample
from eslabon.contracts.sync import ColumnType
from servicekit.releases.dataset import Column, Dataset
from tariff_api.app import SERVICE

Row = Mapping[str, str]
MANY_ROWS = 1_000


def value(column: Column, text: str) -> Any:
    """Return a cell of a canonical csv as its column's type; an empty cell is null."""
    if text == "":
        return None
    if column.type is ColumnType.DATE:
        return date.fromisoformat(text)
    if column.type is ColumnType.DECIMAL:
        return Decimal(text)
    if column.type is ColumnType.INTEGER:
        return int(text)
    if column.type is ColumnType.BOOLEAN:
        return text == "true"
    return text


def table(text: str) -> list[Row]:
    """Return the rows of a csv written in a test; blanks around cells are dropped."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    reader = csv.DictReader(lines, delimiter=";", skipinitialspace=True)
    return [{name: (cell or "").strip() for name, cell in row.items()} for row in reader]


def rows_of(path: Path) -> Iterable[Row]:
    """Return the rows of a compressed csv."""
    with gzip.open(path) as packed:
        yield from csv.DictReader(TextIOWrapper(packed, "utf-8", newline=""))


async def publish(
    connection: asyncpg.Connection,
    name: str,
    rows: Iterable[Row],
    parts: Mapping[str, str] | None = None,
    source: str = "test",
) -> int:
    """Load rows as a published release of a dataset and return its id."""
    dataset = SERVICE.dataset(name)
    assert dataset is not None
    parts = parts or {}
    n = await connection.fetchval(
        "insert into tariff.publication (n) select coalesce(max(n), 0) + 1 "
        "from tariff.publication returning n"
    )
    records = [_record(dataset, row) for row in rows]
    release: int = await connection.fetchval(
        "insert into tariff.release (dataset, slice, parts, state, published, rows, sha256, "
        "source, licence, cite_as, year) values ($1, $2, $3::text::jsonb, 'published', $4, $5, "
        "'', $6, 'test', $6, 2021) returning id",
        name,
        dataset.slice_text(parts),
        json.dumps(dict(parts)),
        n,
        len(records),
        source,
    )
    await connection.copy_records_to_table(
        dataset.table_name,
        schema_name="tariff",
        columns=["release_id", *(column.name for column in dataset.columns)],
        records=[(release, *record) for record in records],
    )
    if len(records) > MANY_ROWS:
        # As a load does: without statistics the checks below compare each row with every other.
        await connection.execute(f"analyze tariff.{dataset.table_name}")
    for statement in dataset.derive:
        await connection.execute(statement.replace(":release", str(release)))
    for check in dataset.checks:
        faults = await connection.fetch(check.sql.replace(":release", str(release)))
        assert not faults, (name, [tuple(fault) for fault in faults[:3]])
    return release


async def add(connection: asyncpg.Connection, name: str, rows: Iterable[Row]) -> None:
    """Add rows to the one release of a dataset that is not cut into slices."""
    dataset = SERVICE.dataset(name)
    assert dataset is not None
    release = await connection.fetchval("select id from tariff.release where dataset = $1", name)
    await connection.copy_records_to_table(
        dataset.table_name,
        schema_name="tariff",
        columns=["release_id", *(column.name for column in dataset.columns)],
        records=[(release, *_record(dataset, row)) for row in rows],
    )


def _record(dataset: Dataset, row: Row) -> Sequence[Any]:
    return tuple(value(column, row.get(column.name) or "") for column in dataset.columns)


async def publish_schemes(connection: asyncpg.Connection) -> None:
    """Publish the countries and schemes of the sample."""
    for entry in sample.entries("open"):
        if entry.dataset in ("countries", "schemes"):
            await publish(connection, entry.dataset, rows_of(entry.path), entry.slice)


async def publish_sample(connection: asyncpg.Connection) -> None:
    """Publish the tariff part of the sample, in the order of its manifest."""
    for entry in sample.entries("open"):
        if entry.service == "tariff":
            rows = rows_of(entry.path)
            await publish(connection, entry.dataset, rows, entry.slice, entry.source)
