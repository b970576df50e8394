"""Lists as parquet, Arrow and Excel: read back by their own readers they are what json says."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import fastexcel
import httpx
import polars as pl
import pytest
import servicekit.table_files
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st
from servicekit.app import create
from servicekit.settings import Settings
from servicekit.tabular import Column, Kind, Table, table_of

from tests.servicekit.goods import MADE, SERVICE, Good, asked


@pytest.fixture(scope="module")
def toy(toy_url: str, publish: Callable[[], int]) -> FastAPI:
    """The service of goods, that keeps no finished answer."""
    publish()
    chosen = Settings(
        database_url=toy_url, publication_poll_seconds=3600, answer_cache_bytes=0, exports_at_once=1
    )
    return create(SERVICE, chosen)


@pytest.fixture(scope="module")
def address(toy: FastAPI, serve: Callable[[FastAPI], AbstractContextManager[str]]) -> Iterator[str]:
    """Address where the goods are."""
    with serve(toy) as url:
        yield url


def ask(address: str, kind: str, **parameters: Any) -> httpx.Response:
    """Return a list in a format."""
    return httpx.get(f"{address}/v1/goods", params={"format": kind, **parameters}, timeout=60)


def goods(address: str) -> list[dict[str, Any]]:
    """Return all goods as json has them, page by page."""
    found: list[dict[str, Any]] = []
    link: str | None = f"{address}/v1/goods?limit=1000"
    while link:
        page = httpx.get(link).json()
        found += page["items"]
        cursor = page["next_cursor"]
        link = f"{address}/v1/goods?limit=1000&cursor={cursor}" if cursor else None
    return found


def again(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of a table as json has it."""
    span = None
    if row["span_first"] is not None:
        last = row["span_last"]
        span = {"first": row["span_first"].isoformat(), "last": last and last.isoformat()}
    rate = row["rate_percent"]
    return {
        "id": row["id"],
        "product": {"nomenclature": row["product_nomenclature"], "code": row["product_code"]},
        "span": span,
        "rate_percent": rate if rate is None else Decimal(rate),
        "share": row["share"],
        "is_open": row["is_open"],
        "lang": row["lang"],
        "tags": row["tags"],
        "codes": json.loads(row["codes"]),
        "made_at": row["made_at"].isoformat().replace("+00:00", "Z"),
        "text": row["text"],
    }


def said(item: dict[str, Any]) -> dict[str, Any]:
    rate = item["rate_percent"]
    return {**item, "rate_percent": None if rate is None else Decimal(rate)}


READERS: dict[str, Callable[[bytes], pl.DataFrame]] = {
    "parquet": lambda body: pl.read_parquet(io.BytesIO(body)),
    "arrow": lambda body: pl.read_ipc_stream(io.BytesIO(body)),
}


@pytest.mark.parametrize("kind", READERS)
def test_a_columnar_file_holds_the_rows_of_json_with_their_types(address: str, kind: str) -> None:
    answer = ask(address, kind, limit=2)
    frame = READERS[kind](answer.content)

    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == f'attachment; filename="goods.{kind}"'
    assert dict(frame.schema) == {
        "id": pl.Int64(),
        "product_nomenclature": pl.String(),
        "product_code": pl.String(),
        "span_first": pl.Date(),
        "span_last": pl.Date(),
        "rate_percent": pl.Decimal(38, 10),
        "share": pl.Float64(),
        "is_open": pl.Boolean(),
        "lang": pl.String(),
        "tags": pl.List(pl.String()),
        "codes": pl.String(),
        "made_at": pl.Datetime("us", "UTC"),
        "text": pl.String(),
    }
    assert [again(row) for row in frame.to_dicts()] == [said(item) for item in goods(address)]


def test_a_workbook_holds_the_rows_of_json(address: str) -> None:
    answer = ask(address, "xlsx")
    # Excel has one type for days and moments; the format of the cell tells them apart.
    days = {"span_first": "date"}
    sheet = fastexcel.read_excel(answer.content).load_sheet(0, dtypes=days)
    rows = sheet.to_polars().to_dicts()
    expected = goods(address)

    assert int(answer.headers["content-length"]) == len(answer.content)
    assert len(rows) == MADE
    for row, item in zip(rows, expected, strict=True):
        assert row["id"] == item["id"]
        assert row["product_code"] == item["product"]["code"]
        assert row["span_first"] == (item["span"] and date.fromisoformat(item["span"]["first"]))
        assert row["rate_percent"] == (item["rate_percent"] and float(item["rate_percent"]))
        assert row["share"] == pytest.approx(item["share"], rel=1e-15)  # Excel keeps 15 digits
        assert row["is_open"] is item["is_open"]
        assert row["tags"] == ("|".join(item["tags"]) or None)
        assert row["text"] == item["text"]


def test_no_text_of_a_workbook_is_a_formula(address: str) -> None:
    with ZipFile(io.BytesIO(ask(address, "xlsx").content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        styles = book.read("xl/styles.xml").decode()

    assert "=2+2" in sheet
    assert "<f>" not in sheet
    assert 'quotePrefix="1"' in styles


def test_csv_has_the_columns_of_the_other_tables(address: str) -> None:
    rows = list(csv.DictReader(io.StringIO(ask(address, "csv").text, newline="")))

    assert list(rows[0]) == table_of(Good).names
    assert rows[1]["product_code"] == "000002"
    assert rows[3]["codes"] == '[{"nomenclature":"X","code":"1"}]'
    assert (rows[2]["span_first"], rows[0]["span_first"]) == ("", "2021-01-02")


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/vnd.apache.parquet", "parquet"),
        ("application/vnd.apache.arrow.stream", "arrow"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ],
)
def test_accept_asks_for_a_file_too(address: str, accept: str, kind: str) -> None:
    answer = httpx.get(f"{address}/v1/goods?above=2290", headers={"Accept": accept}, timeout=60)

    assert answer.headers["content-type"] == accept
    assert answer.content[:4] == {"parquet": b"PAR1", "arrow": b"\xff" * 4, "xlsx": b"PK\3\4"}[kind]


@pytest.mark.parametrize("kind", ["parquet", "arrow", "xlsx"])
def test_an_empty_list_is_a_table_without_rows(address: str, kind: str) -> None:
    answer = ask(address, kind, above=99_999)
    frame = (
        fastexcel.read_excel(answer.content).load_sheet(0).to_polars()
        if kind == "xlsx"
        else READERS[kind](answer.content)
    )

    assert frame.height == 0
    assert frame.columns == table_of(Good).names


def test_a_file_known_to_the_client_is_not_made_again(address: str) -> None:
    first = ask(address, "parquet", above=2_000)
    asked.clear()
    again = httpx.get(
        f"{address}/v1/goods?format=parquet&above=2000",
        headers={"If-None-Match": first.headers["etag"]},
    )

    assert again.status_code == 304
    assert asked == []
    assert ask(address, "arrow", above=2_000).headers["etag"] != first.headers["etag"]


def test_texts_are_in_the_language_asked_for(address: str) -> None:
    spanish, portuguese = (ask(address, "parquet", above=2_000, lang=lang) for lang in ("es", "pt"))

    assert set(READERS["parquet"](spanish.content)["lang"]) == {"es"}
    assert set(READERS["parquet"](portuguese.content)["lang"]) == {"pt"}
    assert portuguese.headers["content-language"] == "pt"


def test_what_excel_can_not_hold_is_refused_before_anything_is_sent(address: str) -> None:
    answer = ask(address, "xlsx", wide=True)

    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:eslabon:problem:too-long-for-xlsx"
    assert "format=parquet" in answer.json()["detail"]


def test_a_list_longer_than_a_sheet_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servicekit.table_files, "XLSX_ROWS", MADE - 1)

    assert ask(address, "xlsx").status_code == 422
    assert ask(address, "xlsx", above=1).status_code == 200


@pytest.mark.parametrize("kind", ["parquet", "arrow"])
def test_half_a_file_is_never_taken_for_the_whole(address: str, kind: str) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        ask(address, kind, broken=True)
    assert ask(address, kind).status_code == 200


def test_a_workbook_that_fails_is_a_problem_and_nothing_else(address: str) -> None:
    answer = ask(address, "xlsx", broken=True)

    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"


def test_one_more_file_than_are_made_at_once_is_told_to_come_again(
    address: str, toy: FastAPI
) -> None:
    toy.state.exports.take()
    try:
        answer = ask(address, "arrow")
        text = ask(address, "csv", above=2_290)
    finally:
        toy.state.exports.give_back()

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["type"] == "urn:eslabon:problem:too-many-exports"
    assert text.status_code == 200
    assert ask(address, "arrow").status_code == 200


@pytest.mark.parametrize("kind", ["parquet", "arrow", "xlsx"])
def test_a_format_that_is_not_installed_is_said(
    address: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servicekit.table_files, "find_spec", lambda name: None)

    answer = ask(address, kind)

    assert answer.status_code == 406
    assert answer.json()["type"] == "urn:eslabon:problem:format-not-installed"


def test_a_service_starts_without_the_libraries_of_files() -> None:
    program = "import sys, servicekit.app, servicekit.formats, servicekit.releases.row_endpoints;"
    program += "print(sorted({'polars', 'xlsxwriter', 'fastexcel'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.stdout == "[]\n", done.stderr


MEMORY = """
import asyncio, resource, sys
from decimal import Decimal
import polars, xlsxwriter
from servicekit.negotiation import Format
from servicekit.spool import Slots, Spool
from servicekit.table_files import row_writer
from servicekit.tabular import Column, Kind, Table

table = Table((Column("code", Kind.TEXT), Column("rate", Kind.DECIMAL, 4)), tuple)

async def rows(n):
    for first in range(0, n, 1000):
        yield [(f"{code:060d}", Decimal(code) / 4) for code in range(first, first + 1000)]

async def peak(n):
    spool = Spool()
    spool.make(row_writer(Format(sys.argv[1]), table), rows(n), Slots(1))
    async for _ in spool.content():
        pass
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

async def main():
    first = await peak(50_000)
    print(await peak(250_000) - first)

asyncio.run(main())
"""


@pytest.mark.parametrize("kind", ["parquet", "arrow", "xlsx"])
def test_the_memory_of_a_file_does_not_grow_with_its_rows(kind: str) -> None:
    """200,000 rows more are 12 MB of codes alone, several times that as Python objects."""
    done = subprocess.run([sys.executable, "-c", MEMORY, kind], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 12_000, "KiB"


def test_a_reader_that_leaves_stops_the_making(address: str, toy: FastAPI) -> None:
    url = f"{address}/v1/goods?format=arrow"
    with httpx.stream("GET", url) as answer:
        assert answer.status_code == 200
    assert httpx.get(url, timeout=60).status_code in (200, 503)


NUMBERS = st.none() | st.decimals(
    -(10**20), 10**20, places=10, allow_nan=False, allow_infinity=False
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.none() | st.text(), NUMBERS, st.none() | st.dates()), max_size=30))
def test_a_frame_keeps_every_value(rows: list[tuple[Any, ...]]) -> None:
    columns = (Column("t", Kind.TEXT), Column("n", Kind.DECIMAL), Column("d", Kind.DATE))

    assert servicekit.table_files.frame(Table(columns, tuple), rows).rows() == rows


def test_a_number_with_too_many_decimals_is_not_rounded_in_silence() -> None:
    table = Table((Column("n", Kind.DECIMAL, 2),), tuple)

    with pytest.raises(ValueError, match="over 2 decimals"):
        servicekit.table_files.frame(table, [(Decimal("1.005"),)])
    assert servicekit.table_files.frame(table, [(Decimal("1.00500"[:4]),)]).height == 1
