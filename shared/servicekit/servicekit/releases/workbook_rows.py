"""The first sheet of a workbook read as texts, row by row: lines are the sheet's own."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from eslabon.contracts.sync import ColumnType

from servicekit.releases import faults
from servicekit.releases.archives import check_workbook
from servicekit.releases.dataset import Dataset, Texts
from servicekit.releases.faults import Fault, RefusedError
from servicekit.releases.header import check_columns
from servicekit.releases.structure import Frame

BATCH_ROWS = 20_000
MAX_ROWS = 1_048_576
MAX_COLUMNS = 300
BEYOND_COLUMNS = 20
"""Columns after the named ones that must be empty; what is written further out is not read."""
_MIDNIGHT = time(0)
_NOTHING = (None, "")


def workbook_rows(dataset: Dataset, path: Path, max_bytes: int) -> Iterator[Frame]:
    """Yield the rows of a workbook's first sheet, empty ones left out.

    Raises
    ------
    RefusedError
        It is no workbook, is damaged, too large, or its first row holds other columns.
    """
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    check_workbook(path, max_bytes)
    size = path.stat().st_size
    # The library raises whatever its readers of XML do: all of it means a damaged file.
    file = path.open("rb")
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        total = min(sheet.max_row or MAX_ROWS, MAX_ROWS)
        sheet.reset_dimensions()
        names = _names(dataset, sheet.iter_rows(max_row=1, max_col=MAX_COLUMNS, values_only=True))
        width = len(names)
        wide = width + BEYOND_COLUMNS
        rows = enumerate(sheet.iter_rows(min_row=2, max_col=wide, values_only=True), 2)
        while lines := _batch(rows, width):
            yield _frame(dataset, names, lines, size * min(lines[-1][0], total) // total)
    except (RefusedError, MemoryError):
        raise
    except Exception as cause:
        raise RefusedError(faults.BROKEN_XLSX) from cause
    finally:
        file.close()


Cells = tuple[Any, ...]
Numbered = Iterator[tuple[int, Cells]]


def _names(dataset: Dataset, rows: Iterator[Cells]) -> tuple[str, ...]:
    """Return the columns that the first row names."""
    for cells in rows:
        found = ["" if cell is None else str(cell).strip() for cell in cells]
        while found and not found[-1]:
            found.pop()
        if not found:
            break
        check_columns(dataset, tuple(found), 1)
        return tuple(found)
    raise RefusedError(faults.EMPTY_FILE, line=1)


def _batch(rows: Numbered, width: int) -> list[tuple[int, Cells]]:
    found: list[tuple[int, Cells]] = []
    for line, cells in rows:
        if line > MAX_ROWS:
            raise RefusedError(faults.TOO_MANY_ROWS, line=line)
        beyond = next((cell for cell in cells[width:] if cell not in _NOTHING), None)
        if beyond is not None:
            raise RefusedError(faults.WITHOUT_A_NAME, line=line, value=str(beyond))
        if any(cell not in _NOTHING for cell in cells[:width]):
            found.append((line, cells[:width]))
            if len(found) == BATCH_ROWS:
                break
    return found


def _frame(
    dataset: Dataset, names: tuple[str, ...], rows: list[tuple[int, Cells]], position: int
) -> Frame:
    types = {column.name: column.type for column in dataset.columns}
    values: list[list[str | None]] = []
    lines: list[int] = []
    found: list[Fault] = []
    refused = 0
    for line, cells in rows:
        row: list[str | None] = []
        wrong: list[Fault] = []
        for name, cell in zip(names, cells, strict=False):
            text, reason = _text(cell, types.get(name))
            row.append(text)
            if reason is not None:
                wrong.append(Fault(line, name, faults.shown(text), reason))
            elif text is not None and "\0" in text:
                raise RefusedError(faults.NUL, line=line, column=name)
        if wrong:
            refused += 1
            found += wrong
            continue
        values.append(row + [None] * (len(names) - len(row)))
        lines.append(line)
    schema = dict.fromkeys(names, pl.String)
    frame = (
        pl.DataFrame(values, schema=schema, orient="row") if values else pl.DataFrame(schema=schema)
    )
    return frame, np.array(lines, np.int64), found, refused, position


def _text(value: Any, wanted: ColumnType | None) -> tuple[str | None, Texts | None]:
    """Return a cell as a csv would hold it, and what is wrong with it as a cell of Excel."""
    from openpyxl.cell.cell import ERROR_CODES  # type: ignore[import-untyped]
    from openpyxl.utils.escape import unescape  # type: ignore[import-untyped]

    if value is None or value == "":
        return None, None
    if value in ERROR_CODES:
        return str(value), faults.CELL_ERROR
    if isinstance(value, str):
        return (unescape(value) if "_x" in value else value), None
    if isinstance(value, bool):
        text = "true" if value else "false"
        return text, faults.TEXT_AS_OTHER if wanted is ColumnType.TEXT else None
    if isinstance(value, datetime | date):
        is_day = not isinstance(value, datetime) or value.time() == _MIDNIGHT
        text = value.strftime("%Y-%m-%d") if is_day else value.isoformat()
        return text, faults.TEXT_AS_OTHER if wanted is ColumnType.TEXT else None
    if isinstance(value, int | float):
        return _number(value), faults.CODES_AS_NUMBERS if wanted is ColumnType.TEXT else None
    return str(value), faults.TEXT_AS_OTHER if wanted is ColumnType.TEXT else None


def _number(value: int | float) -> str:
    """Return a number as Excel shows it: it keeps 15 digits."""
    if isinstance(value, int):
        return str(value)
    text = format(Decimal(format(value, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
