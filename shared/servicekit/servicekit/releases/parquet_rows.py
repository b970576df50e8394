"""A parquet upload read as texts, a batch at a time."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
from eslabon.contracts.sync import ColumnType

from servicekit.releases import faults
from servicekit.releases.dataset import Dataset
from servicekit.releases.faults import RefusedError
from servicekit.releases.header import check_columns
from servicekit.releases.structure import Frame

BATCH_ROWS = 50_000
_TEXTS = (pl.String, pl.Categorical, pl.Enum)


def parquet_rows(dataset: Dataset, path: Path, max_bytes: int) -> Iterator[Frame]:
    """Yield the rows of a parquet file; the first one is line 1.

    Raises
    ------
    RefusedError
        The file is damaged, unpacks to more than `max_bytes`, its columns are not the dataset's,
        or one has a type that is not the column's: codes as numbers have lost their zeros.
    """
    try:
        scanned = pl.scan_parquet(path)
        schema = scanned.collect_schema()
        total = int(scanned.select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError) as cause:
        raise RefusedError(faults.BROKEN_PARQUET) from cause
    check_columns(dataset, tuple(schema.names()), 1)
    texts = [_as_text(dataset, name, kind) for name, kind in schema.items()]
    size, line, unpacked = path.stat().st_size, 1, 0
    try:
        for batch in scanned.collect_batches(chunk_size=BATCH_ROWS, maintain_order=True, lazy=True):
            frame = batch.select(texts)
            unpacked += _bytes_as_csv(frame)
            if unpacked > max_bytes:
                raise RefusedError(faults.too_large(max_bytes))
            lines = np.arange(line, line + frame.height, dtype=np.int64)
            _check_nulls(frame, line)
            line += frame.height
            yield frame, lines, [], 0, size * (line - 1) // max(total, 1)
    except (pl.exceptions.PolarsError, OSError) as cause:
        raise RefusedError(faults.BROKEN_PARQUET) from cause


def _as_text(dataset: Dataset, name: str, kind: pl.DataType) -> pl.Expr:
    """Return the expression of a column as a csv would hold it."""
    column = pl.col(name)
    wanted = next((one.type for one in dataset.columns if one.name == name), None)
    if isinstance(kind, _TEXTS):
        text = column.cast(pl.String)
        return pl.when(text != "").then(text).alias(name)
    if wanted is None and kind.is_integer():
        return column.cast(pl.String)
    if kind == pl.Null:
        return column.cast(pl.String)
    if not _is_readable(wanted, kind):
        raise RefusedError(
            faults.CODES_AS_NUMBERS
            if wanted is ColumnType.TEXT and kind.is_numeric()
            else faults.wrong_type(str(kind), wanted or ColumnType.TEXT),
            column=name,
        )
    if isinstance(kind, pl.Datetime):
        day = column.dt.date()
        is_day = day.cast(kind) == column
        return pl.when(is_day).then(day.cast(pl.String)).otherwise(column.cast(pl.String))
    if kind.is_float():
        whole = column.cast(pl.Int64, strict=False)
        return (
            pl.when(whole.cast(kind) == column)
            .then(whole.cast(pl.String))
            .otherwise(column.cast(pl.String))
            .alias(name)
        )
    if kind.is_decimal():
        return column.cast(pl.String).str.replace(r"(\.\d*?)0+$", "${1}").str.replace(r"\.$", "")
    return column.cast(pl.String)


def _bytes_as_csv(frame: pl.DataFrame) -> int:
    """Return how many bytes the rows would have as csv."""
    sizes = frame.select(pl.all().str.len_bytes().sum()).row(0)
    return int(sum(sizes)) + frame.height * frame.width


def _is_readable(wanted: ColumnType | None, kind: pl.DataType) -> bool:
    """Return whether a type other than text can be read as a column of the dataset."""
    if wanted in (ColumnType.DECIMAL, ColumnType.INTEGER, ColumnType.NUMBER):
        return kind.is_numeric()
    if wanted is ColumnType.DATE:
        return isinstance(kind, pl.Date | pl.Datetime)
    return wanted is ColumnType.BOOLEAN and kind == pl.Boolean


def _check_nulls(frame: pl.DataFrame, line: int) -> None:
    """Refuse the character that PostgreSQL can not hold."""
    for name in frame.columns:
        holds = frame[name].str.contains("\0", literal=True).fill_null(False)
        if holds.any():
            first = holds.arg_max() or 0
            raise RefusedError(faults.NUL, line=line + first, column=name)
