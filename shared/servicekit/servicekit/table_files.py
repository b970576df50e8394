"""Tables as files of parquet, Arrow (a stream), Excel, csv and ndjson, in bounded memory.

The libraries are imported by whoever writes the first file: a service starts without them.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from servicekit.language import texts
from servicekit.negotiation import Format
from servicekit.problems import ProblemError
from servicekit.spool import Spool
from servicekit.tabular import Column, Kind, Row, Table

if TYPE_CHECKING:
    import polars as pl

Rows = Sequence[Row]

BATCH_ROWS = 20_000
GROUP_ROWS = 100_000
XLSX_ROWS = 1_048_575
"""Rows of a sheet of Excel, less the header."""
XLSX_CHARACTERS = 32_767
_ARROW_END = b"\xff\xff\xff\xff\0\0\0\0"
_EXACT_DIGITS = 15
_FIRST_YEAR = 1900
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_AS_FORMULA = r"^'*[=+\-@\t\r]"
"""A text that a spreadsheet runs, however often it was quoted with `'` before."""


def check_installed(kind: Format) -> None:
    """Refuse a format whose library this installation lacks.

    Raises
    ------
    ProblemError
        406.
    """
    if find_spec("xlsxwriter" if kind is Format.XLSX else "polars") is None:
        detail = texts(
            f"Esta instalación no escribe {kind}: `servicekit[data]` trae lo que falta.",
            f"Esta instalação não escreve {kind}: `servicekit[data]` traz o que falta.",
            f"This installation does not write {kind}: `servicekit[data]` brings what it lacks.",
        )
        raise ProblemError(406, "format_not_installed", detail)


def too_long_for_xlsx() -> ProblemError:
    """Return the problem of a list that a sheet can not hold."""
    detail = texts(
        "La lista no cabe en una hoja de Excel (1.048.576 filas, 32.767 caracteres por celda):"
        " pida `format=parquet`, o acote la consulta.",
        "A lista não cabe numa planilha do Excel (1.048.576 linhas, 32.767 caracteres por célula):"
        " peça `format=parquet`, ou restrinja a consulta.",
        "The list does not fit a sheet of Excel (1,048,576 rows, 32,767 characters a cell):"
        " ask for `format=parquet`, or narrow the question.",
    )
    return ProblemError(
        422, "too_long_for_xlsx", detail, errors=[("/query/format", detail, "too_long")]
    )


def writer(kind: Format, table: Table) -> Callable[[Iterator[pl.DataFrame], Spool], None]:
    """Return what writes frames of a table to a file of a format."""
    write = {Format.PARQUET: _parquet, Format.ARROW: _arrow, Format.XLSX: _xlsx}[kind]
    return lambda frames, spool: write(table, frames, spool)


def row_writer(kind: Format, table: Table) -> Callable[[Iterator[Rows], Spool], None]:
    """Return what writes rows of a table to a file of a format."""
    write = writer(kind, table)
    return lambda chunks, spool: write((frame(table, rows) for rows in _batches(chunks)), spool)


def _batches(chunks: Iterator[Rows]) -> Iterator[list[Row]]:
    held: list[Row] = []
    for rows in chunks:
        held += rows
        if len(held) >= BATCH_ROWS:
            yield held
            held = []
    if held:
        yield held


def type_of(column: Column) -> pl.DataType:
    """Return the type of a column in a frame."""
    import polars as pl

    types: dict[Kind, pl.DataType] = {
        Kind.TEXT: pl.String(),
        Kind.TEXTS: pl.List(pl.String()),
        Kind.INTEGER: pl.Int64(),
        Kind.NUMBER: pl.Float64(),
        Kind.DECIMAL: pl.Decimal(38, column.scale),
        Kind.BOOLEAN: pl.Boolean(),
        Kind.DATE: pl.Date(),
        Kind.TIME: pl.Datetime("us", "UTC"),
    }
    return types[column.kind]


def _decimals(value: Decimal) -> int:
    """Return how many decimals a number needs, whatever its size: no context rounds here."""
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int), "contracts hold finite numbers"
    needed = len("".join(map(str, digits)).rstrip("0")) - len(digits)
    return max(0, -(exponent - needed))


def _exact(column: Column, values: Sequence[Any]) -> Sequence[Any]:
    """Return decimals that the column holds exactly.

    Raises
    ------
    ValueError
        One has more decimals than the column: it is not rounded in silence.
    """
    if column.kind is Kind.DECIMAL:
        for value in values:
            if value is not None and _decimals(value) > column.scale:
                raise ValueError(f"{column.name}: {value} has over {column.scale} decimals")
    return values


def frame(table: Table, rows: Rows) -> pl.DataFrame:
    """Return rows as a frame of the table's types."""
    import polars as pl

    columns = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    return pl.DataFrame(
        [
            pl.Series(column.name, _exact(column, values), dtype=type_of(column))
            for column, values in zip(table.columns, columns, strict=True)
        ]
    )


def csv_lines(table: Table, frame: pl.DataFrame) -> bytes:
    """Return a frame as lines of csv; a text that a spreadsheet would run is quoted with `'`."""
    import polars as pl

    texts_ = [column.name for column in table.columns if column.kind is Kind.TEXT]
    quoted = [
        pl.when(pl.col(name).str.contains(_AS_FORMULA))
        .then("'" + pl.col(name))
        .otherwise(name)
        .alias(name)
        for name in texts_
    ]
    written: str = frame.with_columns(quoted).write_csv(
        include_header=False, line_terminator="\r\n"
    )
    return written.encode()


def ndjson_lines(table: Table, frame: pl.DataFrame) -> bytes:
    """Return a frame as lines of json; decimals that are texts stay so."""
    import polars as pl

    numbers = [column.name for column in table.columns if column.kind is Kind.NUMBER]
    buffer = io.BytesIO()
    frame.with_columns(pl.col(numbers).cast(pl.Float64)).write_ndjson(buffer)
    return buffer.getvalue()


def _parquet(table: Table, frames: Iterator[pl.DataFrame], spool: Spool) -> None:
    from polars.io.plugins import register_io_source

    schema = {column.name: type_of(column) for column in table.columns}
    source = register_io_source(lambda *_: frames, schema=schema)
    source.sink_parquet(spool, row_group_size=GROUP_ROWS)  # type: ignore[call-overload]


def _arrow(table: Table, frames: Iterator[pl.DataFrame], spool: Spool) -> None:
    """Write one stream of the frames: each is made as a stream, whose schema is sent once.

    A stream is its schema, then record batches, then an end; each part says its own length.
    """
    from polars import CompatLevel

    is_begun = False
    for one in frames:
        data = one.write_ipc_stream(None, compat_level=CompatLevel.oldest())
        message = data.getvalue()
        schema_end = 8 + int.from_bytes(message[4:8], "little")
        spool.write(message[schema_end if is_begun else 0 : -len(_ARROW_END)])
        is_begun = True
    if not is_begun:
        data = frame(table, ()).write_ipc_stream(None, compat_level=CompatLevel.oldest())
        spool.write(data.getvalue())
    else:
        spool.write(_ARROW_END)


def _xlsx(table: Table, frames: Iterator[pl.DataFrame], spool: Spool) -> None:
    """Write a workbook of one sheet; codes are texts, and no text is run as a formula.

    Raises
    ------
    ProblemError
        422 where a sheet can not hold it.
    """
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    # What is written so far waits in this folder, which goes even where writing fails.
    with tempfile.TemporaryDirectory() as folder:
        book = Workbook(spool.file, {"constant_memory": True, "tmpdir": folder})
        sheet = book.add_worksheet("eslabon")
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.name)
        write = _cell_writer(book, sheet)
        at = 0
        for one in frames:
            if at + one.height > XLSX_ROWS:
                raise too_long_for_xlsx()
            for row in one.iter_rows():
                at += 1
                for place, value in enumerate(row):
                    if value is not None:
                        write(at, place, value)
        book.close()


def _cell_writer(book: Any, sheet: Any) -> Callable[[int, int, Any], None]:
    """Return what writes a value into a cell as what it is."""
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    text = book.add_format({"num_format": "@"})
    harmless = book.add_format({"num_format": "@", "quote_prefix": True})

    def write(row: int, place: int, value: Any) -> None:
        if isinstance(value, bool):
            sheet.write_boolean(row, place, value)
        elif isinstance(value, datetime):
            sheet.write_datetime(row, place, value.replace(tzinfo=None), moment)
        elif isinstance(value, date) and value.year >= _FIRST_YEAR:
            sheet.write_datetime(row, place, value, day)
        elif isinstance(value, int | float | Decimal) and _is_exact(value):
            sheet.write_number(row, place, float(value))
        else:
            written = _text(value)
            if len(written) > XLSX_CHARACTERS:
                raise too_long_for_xlsx()
            risky = written.startswith(_FORMULA)
            if written:
                sheet.write_string(row, place, written, harmless if risky else text)

    return write


def _is_exact(value: int | float | Decimal) -> bool:
    """Return whether Excel, which keeps 15 digits, shows this number as it is."""
    if isinstance(value, float):
        return value - value == 0  # neither infinite nor not a number
    return len(Decimal(value).normalize().as_tuple().digits) <= _EXACT_DIGITS


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(value)
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)
