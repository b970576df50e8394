"""Any table of values, written as csv, loaded and exported, comes back equal."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import asyncpg
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from servicekit.releases import blocks, packing
from servicekit.settings import Settings

from tests.servicekit.releases.platform import HEADER, Partner

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=60)
DECIMALS = st.decimals(0, 1000, places=4, allow_nan=False, allow_infinity=False)
ROWS = st.lists(
    st.tuples(
        st.from_regex(r"[0-9]{6,10}", fullmatch=True),
        st.sampled_from(["A", "B", None]),
        st.none() | DECIMALS,
        st.none() | st.integers(-(2**31) + 1, 1000),
        st.none() | st.dates(date(1000, 1, 1), date(9999, 12, 31)),
        st.booleans(),
        st.none() | TEXTS.filter(lambda text: text != ""),
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda row: (row[0], row[4]),
)


def written(row: tuple[Any, ...]) -> list[str]:
    """Return a row as csv holds it."""
    code, kind, rate, lines, day, stated, note = row
    return [
        code,
        kind or "",
        "" if rate is None else f"{rate:f}",
        "" if lines is None else str(lines),
        "" if day is None else day.isoformat(),
        "true" if stated else "false",
        note or "",
    ]


def read(cells: list[str]) -> tuple[Any, ...]:
    """Return what a row of csv holds."""
    code, kind, rate, lines, day, stated, note = cells
    return (
        code,
        kind or None,
        Decimal(rate) if rate else None,
        int(lines) if lines else None,
        date.fromisoformat(day) if day else None,
        stated == "true",
        note or None,
    )


def _is_formula(row: tuple[Any, ...]) -> bool:
    return bool(row[6]) and row[6].lstrip("'")[:1] in {"=", "+", "-", "@", "\t", "\r"}


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=ROWS)
def test_a_table_comes_back_as_it_was_sent(partner: Partner, rows: list[tuple[Any, ...]]) -> None:
    rows = [row for row in rows if not _is_formula(row)] or [("000000", *[None] * 4, True, None)]
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(written(row) for row in rows)
    cut = f"importer={uuid4().hex}"
    job = partner.send(HEADER + buffer.getvalue(), cut=cut)
    assert job["state"] == "done", (job, partner.rejects(job))
    answer = partner.http.get(
        "/v1/datasets/duties/rows", params={"slice": cut, "publication": job["publication"]}
    )
    back = [read(cells) for cells in list(csv.reader(io.StringIO(answer.text, newline="")))[1:]]
    assert sorted(back, key=repr) == sorted(rows, key=repr)


@pytest.fixture(scope="module")
async def connection(toy_settings: Settings) -> AsyncIterator[asyncpg.Connection]:
    """A connection to the toy database."""
    assert toy_settings.database_url is not None
    opened = await asyncpg.connect(toy_settings.database_url)
    yield opened
    await opened.close()


VALUES = st.lists(
    st.tuples(
        st.none() | TEXTS,
        st.none() | st.integers(-(10**14) + 1, 10**14 - 1),
        st.none() | st.integers(-(2**31), 2**31 - 1),
        st.none() | st.booleans(),
    ),
    min_size=1,
    max_size=50,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(values=VALUES, scale=st.integers(0, 4), is_even=st.booleans())
async def test_packed_rows_are_what_the_server_reads(
    connection: asyncpg.Connection, values: list[tuple[Any, ...]], scale: int, is_even: bool
) -> None:
    if is_even:  # texts of one length take the way of fixed widths
        values = [(None if text is None else "abc", *rest) for text, *rest in values]
    text, units, integers, truths = (list(column) for column in zip(*values, strict=True))
    fields = [
        packing.numbered(pl.Series(range(len(values))).to_numpy()),
        packing.text(pl.Series(text, dtype=pl.String)),
        packing.numeric(pl.Series(units, dtype=pl.Int64), scale),
        packing.fixed(pl.Series(integers, dtype=pl.Int64), ">i4"),
        packing.fixed(pl.Series(truths, dtype=pl.Boolean), "u1"),
    ]
    content = packing.HEADER + packing.packed(fields, len(values)) + packing.TRAILER
    async with connection.transaction():
        await connection.execute(
            "create temp table packed (n int8, t text, d numeric(20, 4), i int, b bool)"
            " on commit drop"
        )
        await connection.copy_to_table("packed", source=io.BytesIO(content), format="binary")
        stored = await connection.fetch("select t, d, i, b from packed order by n")
    assert [tuple(row) for row in stored] == [
        (text, None if unit is None else Decimal(unit).scaleb(-scale), integer, truth)
        for text, unit, integer, truth in values
    ]


def test_a_column_of_texts_without_any_leaves_the_rows_of_one_width() -> None:
    empty = packing.text(pl.Series([None, None], dtype=pl.String))
    assert empty.width == 0
    assert packing.packed([packing.constant(7, 2), empty], 2) == 2 * (
        b"\0\2" + b"\0\0\0\4" + b"\0\0\0\7" + b"\xff\xff\xff\xff"
    )


FIELDS = st.lists(st.text('a,"\n', max_size=6), min_size=1, max_size=4)


@given(st.lists(FIELDS, max_size=6), st.integers(0, 200))
def test_a_block_ends_where_a_csv_reader_ends_a_record(records: list[list[str]], cut: int) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(records)
    data = buffer.getvalue().encode()
    ends = [0]
    for record in records:
        one = io.StringIO()
        csv.writer(one, lineterminator="\n").writerow(record)
        ends.append(ends[-1] + len(one.getvalue()))
    head = data[:cut]
    assert blocks.record_end(head, quoted=True) == max(end for end in ends if end <= len(head))
