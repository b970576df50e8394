"""A long list read as columns is the list: whole, in order, in blocks of any size."""

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import asyncpg
import polars as pl
import pytest
import servicekit.columnar
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from servicekit import database, table_files
from servicekit.columnar import Columnar, Scan
from servicekit.tabular import Column, Kind

LISTED = sa.Table(
    "listed",
    sa.MetaData(),
    sa.Column("part", sa.Integer()),
    sa.Column("code", sa.Text()),
    sa.Column("day", sa.Date()),
    sa.Column("rate", sa.Numeric(20, 4)),
    sa.Column("lines", sa.Integer()),
    sa.Column("share", sa.Double()),
    sa.Column("is_open", sa.Boolean()),
    sa.Column("note", sa.Text()),
)
COLUMNS = (
    Column("part", Kind.INTEGER),
    Column("code", Kind.TEXT),
    Column("day", Kind.DATE),
    Column("rate", Kind.DECIMAL, 4),
    Column("lines", Kind.INTEGER),
    Column("share", Kind.NUMBER),
    Column("is_open", Kind.BOOLEAN),
    Column("note", Kind.TEXT),
)
SCAN = Scan(
    [(column, LISTED.c[column.name]) for column in COLUMNS],
    [(Kind.TEXT, LISTED.c.code), (Kind.DATE, LISTED.c.day)],
    [LISTED.c.part == sa.bindparam("part", type_=sa.Integer)],
)
Row = tuple[Any, ...]
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=20)
ROWS = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.from_regex(r"[0-9]{2}", fullmatch=True),
        st.dates(date(2020, 1, 1), date(2020, 1, 5)),
        st.none() | st.decimals(-(10**9), 10**9, places=4),
        st.none() | st.integers(-(2**31), 2**31 - 1),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.none() | st.booleans(),
        st.none() | TEXTS.filter(lambda text: text != ""),
    ),
    max_size=40,
    unique_by=lambda row: row[:3],
)


@pytest.fixture(scope="module")
async def pool(postgres_url: str) -> AsyncIterator[asyncpg.Pool]:
    """A pool on one connection, which has the table of the list."""
    async with database.pool(postgres_url, None, size=1) as opened:
        await opened.execute(
            "create temp table listed (part int, code text, day date, rate numeric(20, 4),"
            " lines int, share float8, is_open bool, note text)"
        )
        yield opened


async def stored(pool: asyncpg.Pool, rows: Sequence[Row]) -> None:
    """Make these rows the list."""
    await pool.execute("truncate listed")
    await pool.copy_records_to_table("listed", records=rows)


async def read(found: Columnar, **how: bool) -> list[pl.DataFrame]:
    """Return the blocks of a list."""
    return [frame async for frame in found.frames(**how)]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=ROWS, block_rows=st.integers(1, 9))
async def test_blocks_of_any_size_hold_every_row_once_and_in_order(
    pool: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch, rows: list[Row], block_rows: int
) -> None:
    monkeypatch.setattr(servicekit.columnar, "BLOCK_ROWS", block_rows)
    await stored(pool, rows)
    parts = [{"part": 2}, {"part": 3}]
    frames = await read(Columnar(pool, SCAN, parts))
    expected = sorted((row for row in rows if row[0] > 1), key=lambda row: row[:3])
    assert [row for frame in frames for row in frame.rows()] == expected
    assert all(0 < frame.height <= block_rows for frame in frames)
    for at, row in enumerate(expected):
        rest = [part for part in parts if part["part"] >= row[0]]
        frames = await read(Columnar(pool, SCAN, rest, row[1:3]))
        assert [one for frame in frames for one in frame.rows()] == expected[at + 1 :]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=ROWS)
async def test_texts_of_a_list_are_read_back_as_what_they_were(
    pool: asyncpg.Pool, rows: list[Row]
) -> None:
    await stored(pool, rows)
    found = Columnar(pool, SCAN, [{"part": part} for part in (1, 2, 3)])
    expected = sorted(rows, key=lambda row: row[:3])
    frames = await read(found, as_text=True)
    lines = b"".join([table_files.ndjson_lines(found.table, frame) for frame in frames])
    names = [column.name for column in COLUMNS]
    for line, row in zip(lines.decode().split("\n")[:-1], expected, strict=True):
        said = json.loads(line)
        assert list(said) == names
        assert said["rate"] is None or isinstance(said["rate"], str)
        assert _value(said["rate"]) == row[3]
        assert said == {**dict(zip(names, row, strict=True)), "day": str(row[2])} | {
            "rate": said["rate"]
        }
    body = b"".join([table_files.csv_lines(found.table, frame) for frame in frames]).decode()
    for cells, row in zip(csv.reader(io.StringIO(body, newline="")), expected, strict=True):
        assert cells[:3] == [str(one) for one in row[:3]]
        assert _value(cells[3]) == row[3]
        assert (float(cells[5]) if cells[5] else None) == row[5]
        assert cells[6] == {True: "true", False: "false", None: ""}[row[6]]
        assert cells[7].removeprefix("'") in ((row[7] or "").removeprefix("'"), row[7])
        assert cells[7].lstrip("'")[:1] not in set("=+-@\t\r") or cells[7][0] == "'"


def _value(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


async def test_numbers_are_written_without_zeros_that_say_nothing(pool: asyncpg.Pool) -> None:
    day = date(2020, 1, 1)
    await stored(pool, [(1, "01", day, Decimal("10.5000"), 1, 1e-7, True, "=2+2")])
    found = Columnar(pool, SCAN, [{"part": 1}])
    [frame] = await read(found, as_text=True)
    assert (
        table_files.csv_lines(found.table, frame) == b"1,01,2020-01-01,10.5,1,1e-07,true,'=2+2\r\n"
    )


async def test_no_statement_is_open_between_two_blocks(
    pool: asyncpg.Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servicekit.columnar, "BLOCK_ROWS", 1)
    day = date(2020, 1, 1)
    await stored(pool, [(1, f"{n:02d}", day, None, None, None, None, None) for n in range(3)])
    seen = 0
    async for _ in Columnar(pool, SCAN, [{"part": 1}]).frames():
        # The one connection of the pool is free for others.
        seen += await asyncio.wait_for(pool.fetchval("select 1"), 5)
    assert seen == 3
