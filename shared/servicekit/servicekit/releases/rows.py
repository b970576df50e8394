"""An upload read as checked rows, block by block: csv, ndjson, parquet or xlsx."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from eslabon.contracts.sync import ColumnType

from servicekit.releases import faults
from servicekit.releases.adapting import adapting, nothing_of_the_slice
from servicekit.releases.blocks import Block, blocks
from servicekit.releases.columns import Checked, checked
from servicekit.releases.dataset import Adapter, Dataset
from servicekit.releases.faults import MAX_RECORD_BYTES, RefusedError
from servicekit.releases.header import check_columns, header
from servicekit.releases.parquet_rows import parquet_rows
from servicekit.releases.structure import Frame, records
from servicekit.releases.workbook_rows import workbook_rows

APOSTROPHED_FORMULA = r"^'(?P<kept>'*[=+\-@\t\r])"
"""A text that `'` keeps a spreadsheet from running: that one apostrophe is dropped."""


@dataclass(frozen=True)
class Upload:
    """A stored upload: where it is, how it is written and which slice it is meant for."""

    path: Path
    format: str
    parts: Mapping[str, str]
    max_unpacked_bytes: int
    adapter: Adapter | None = None


@dataclass(frozen=True)
class Rows:
    """A block's checked rows; `read` counts the bytes of the upload read so far."""

    checked: Checked
    read: int


def rows(dataset: Dataset, upload: Upload) -> Iterator[Rows]:
    """Yield an upload's rows, checked, in constant memory.

    Raises
    ------
    RefusedError
        The upload can't be read further: wrong columns, bad encoding, broken gzip and the like.
    """
    adapter = upload.adapter
    adapted = adapting(dataset, adapter, upload.parts) if adapter else None
    any_rows = any_made = False
    layout = adapter.layout if adapter else dataset
    for frame, lines, found, refused, position in _frames(layout, upload):
        any_rows = any_rows or frame.height > 0 or refused > 0
        result = adapted(frame, lines) if adapted else checked(dataset, frame, lines, upload.parts)
        any_made = any_made or result.rows + result.refused > 0
        yield Rows(
            Checked(
                result.fields,
                result.rows,
                result.lines,
                found + result.faults,
                refused + result.refused,
            ),
            position,
        )
    if not any_rows:
        raise RefusedError(faults.EMPTY_FILE if upload.format == "ndjson" else faults.NO_ROWS)
    if not any_made:
        raise nothing_of_the_slice(upload.parts, adapter)


def _frames(dataset: Dataset, upload: Upload) -> Iterator[Frame]:
    path, most = upload.path, upload.max_unpacked_bytes
    if upload.format == "parquet":
        return parquet_rows(dataset, path, most)
    if upload.format == "xlsx":
        return workbook_rows(dataset, path, most)
    if upload.format == "ndjson":
        return _ndjson(dataset, blocks(path, most, quoted=False))
    return _csv(dataset, blocks(path, most, quoted=True))


def _csv(dataset: Dataset, source: Iterator[Block]) -> Iterator[Frame]:
    names: tuple[str, ...] | None = None
    texts = [column.name for column in dataset.columns if column.type is ColumnType.TEXT]
    for block in source:
        data, line = block.data, block.line
        if names is None:
            end = data.find(b"\n") + 1
            if not data[:end].strip():
                raise RefusedError(faults.EMPTY_FILE, line=1)
            names = header(dataset, data[:end])
            texts = [name for name in texts if name in names]
            data, line = data[end:], line + 1
            if not data:
                continue
        well = records(data, line, len(names))
        frame = _frame(well.data, names)
        if b"'" in well.data:
            frame = frame.with_columns(pl.col(texts).str.replace(APOSTROPHED_FORMULA, "${kept}"))
        yield frame, well.lines, well.faults, well.refused, block.read
    if names is None:
        raise RefusedError(faults.EMPTY_FILE, line=1)


def _frame(data: bytes, names: tuple[str, ...]) -> pl.DataFrame:
    if not data:
        return pl.DataFrame(schema=dict.fromkeys(names, pl.String))
    frame = pl.read_csv(data, has_header=False, new_columns=list(names), infer_schema=False)
    if b'"' in data:
        frame = frame.with_columns(
            pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in names
        )
    return frame


def _ndjson(dataset: Dataset, source: Iterator[Block]) -> Iterator[Frame]:
    names = (*(column.name for column in dataset.columns), *dataset.slice_columns)
    known = set(names)
    for block in source:
        values: dict[str, list[str | None]] = {name: [] for name in names}
        lines: list[int] = []
        for number, record in enumerate(block.data.split(b"\n")[:-1], block.line):
            if not record.strip():
                continue
            row = _object(record, number)
            if not row.keys() <= known:
                check_columns(dataset, tuple(row), number)
            for name in names:
                values[name].append(_text(row.get(name), number, name))
            lines.append(number)
        frame = pl.DataFrame(values, schema=dict.fromkeys(names, pl.String))
        yield frame, np.array(lines, np.int64), [], 0, block.read


def _object(record: bytes, line: int) -> dict[str, Any]:
    if len(record) > MAX_RECORD_BYTES:
        raise RefusedError(faults.too_long_record(line), line=line)
    try:
        row = json.loads(record, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as cause:
        raise RefusedError(faults.BAD_JSON, line=line) from cause
    if not isinstance(row, dict):
        raise RefusedError(faults.BAD_JSON, line=line)
    return row


def _text(value: Any, line: int, name: str) -> str | None:
    """Return a JSON value as the text that a csv would hold."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str) or "\0" in value:
        raise RefusedError(faults.BAD_JSON, line=line, column=name)
    return value
