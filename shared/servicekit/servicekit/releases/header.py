"""The first line of a csv: which columns it names, in which order."""

import csv
from collections import Counter
from pathlib import Path

from servicekit.releases import faults
from servicekit.releases.blocks import BOM, chunks
from servicekit.releases.dataset import Dataset
from servicekit.releases.faults import RefusedError

MAX_HEADER_BYTES = 1 << 16


def header(dataset: Dataset, line: bytes) -> tuple[str, ...]:
    """Return the columns named by the first line of a csv, in its order.

    Raises
    ------
    RefusedError
        They are not the dataset's columns, with or without those of its slice and those that
        may be empty; one fault names all that is wrong.
    """
    if len(line) > MAX_HEADER_BYTES:
        raise RefusedError(faults.too_long_record(1), line=1)
    try:
        text = line.decode()
    except UnicodeDecodeError as cause:
        raise RefusedError(faults.bad_encoding(1, cause.start + 1), line=1) from cause
    text = text.rstrip("\r\n")
    try:
        rows = list(csv.reader([text]))
    except csv.Error:  # a lone carriage return: shown as the one column it makes
        rows = [[text]]
    names = tuple(name.strip() for name in rows[0]) if rows else ()
    check_columns(dataset, names, 1)
    return names


def check_columns(dataset: Dataset, names: tuple[str, ...], line: int) -> None:
    """Refuse names that are not the dataset's columns, with or without those of its slice."""
    known = {*(column.name for column in dataset.columns), *dataset.slice_columns}
    missing = [
        column.name for column in dataset.columns if column.required and column.name not in names
    ]
    unknown = [name for name in dict.fromkeys(names) if name not in known and not dataset.is_open]
    repeated = [name for name, count in Counter(names).items() if count > 1 and name in known]
    if not missing + unknown + repeated:
        return
    raise RefusedError(
        faults.columns(missing, unknown, repeated, dataset.columns),
        line=line,
        column=(missing + unknown + repeated)[0],
    )


def check_header(dataset: Dataset, path: Path, max_bytes: int) -> None:
    """Read no more than the first line of a csv upload and check it.

    Raises
    ------
    RefusedError
        The file can't be read, is empty or its columns are wrong.
    """
    head = b""
    for data, _ in chunks(path, max_bytes):
        head += data
        if b"\n" in head or len(head) > MAX_HEADER_BYTES:
            break
    head = head.removeprefix(BOM)
    if not head.strip():
        raise RefusedError(faults.EMPTY_FILE, line=1)
    end = head.find(b"\n") + 1
    header(dataset, head[:end] if end else head)
