"""One table as csv, parquet, a workbook and a zip."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import polars as pl
from xlsxwriter import Workbook

from tests.servicekit.releases.platform import HEADER
from tests.servicekit.releases.test_round_trip import read

NAMES = HEADER.strip().split(",")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "xlsx": XLSX}
MIDNIGHT = datetime.fromisoformat("2021-01-01T00:00:00")
TABLE = (
    HEADER
    + "00012200,A,10.5,3,2021-01-01,true,uno\n"
    + "08012100,B,0.1,,2021-01-01,false,=2+2\n"
    + "08012200,,1000,1,,true,\n"
)
GOOD = TABLE.replace("=2+2", "'=2+2")


def rows() -> list[tuple[Any, ...]]:
    """Return the rows of the table as values."""
    return [read(line.split(",")) for line in TABLE.splitlines()[1:]]


def parquet(values: dict[str, Any] | None = None, **changed: Any) -> bytes:
    """Return the table as parquet, some columns changed."""
    columns = values or dict(zip(NAMES, zip(*rows(), strict=True), strict=True))
    buffer = io.BytesIO()
    pl.DataFrame({**columns, **changed}, strict=False).write_parquet(buffer, row_group_size=2)
    return buffer.getvalue()


def xlsx(table: list[list[Any]], fill: Callable[[Any, Any], None] | None = None) -> bytes:
    """Return cells as a workbook, as a person would have typed them."""
    buffer = io.BytesIO()
    book = Workbook(buffer)
    sheet = book.add_worksheet("Aranceles")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for row, cells in enumerate(table):
        for place, value in enumerate(cells):
            if isinstance(value, str):
                sheet.write_string(row, place, value)
            elif isinstance(value, date):
                sheet.write_datetime(row, place, value, day)
            elif value is not None:
                sheet.write(row, place, value)
    book.add_worksheet("Notas").write_string(0, 0, "nada")
    if fill:
        fill(book, sheet)
    book.close()
    return buffer.getvalue()


def cells() -> list[list[Any]]:
    """Return the table as cells."""
    return [list(NAMES), *(list(row) for row in rows())]


def zipped(*files: tuple[str, bytes | str]) -> bytes:
    """Return a zip of files."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()
