"""What an upload is by its first bytes, and the one table inside a zip."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from servicekit.releases import faults
from servicekit.releases.faults import RefusedError

ZIP_MAGIC = b"PK\x03\x04"
PARQUET_MAGIC = b"PAR1"
MAX_RATIO = 250
RATIO_FREE_BYTES = 1 << 26
MAX_WORKBOOK_BYTES = 500_000_000
"""Largest workbook once unpacked: its sheet is held by nobody, its texts are."""
_READ_BYTES = 1 << 18
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


def check_signature(format_: str, path: Path) -> None:
    """Refuse a file that is not what it is sent as.

    Raises
    ------
    RefusedError
        A parquet or xlsx upload begins as neither does.
    """
    with path.open("rb") as file:
        magic = file.read(4)
    if format_ == "parquet" and magic != PARQUET_MAGIC:
        raise RefusedError(faults.NOT_PARQUET)
    if format_ == "xlsx" and magic != ZIP_MAGIC:
        raise RefusedError(faults.NOT_XLSX)


def _is_table(name: str) -> bool:
    own = name.rpartition("/")[2]
    return bool(own) and not own.startswith(".") and not name.startswith("__MACOSX/")


def unzipped(path: Path) -> Iterator[tuple[bytes, int]]:
    """Yield the bytes of the one file of a zip, and how many of the zip's were read for them.

    Raises
    ------
    RefusedError
        It is a workbook, holds no file or several, is damaged, locked or expands too far.
    """
    try:
        with path.open("rb") as file, ZipFile(file) as archive:
            names = archive.namelist()
            if "[Content_Types].xml" in names:
                raise RefusedError(faults.WORKBOOK)
            tables = [name for name in names if _is_table(name)]
            if len(tables) != 1:
                raise RefusedError(faults.several_files(tables))
            written = 0
            with archive.open(tables[0]) as table:
                while data := table.read(_READ_BYTES):
                    written += len(data)
                    _check_ratio(written, file.tell())
                    yield data, file.tell()
    except _BROKEN as cause:
        raise RefusedError(faults.BROKEN_ZIP) from cause


def _check_ratio(written: int, read: int) -> None:
    if written > RATIO_FREE_BYTES and written > MAX_RATIO * read:
        raise RefusedError(faults.GZIP_RATIO)


def check_workbook(path: Path, max_bytes: int) -> None:
    """Unpack a workbook to nowhere, to see that it is whole and not too large to be read.

    Raises
    ------
    RefusedError
        It is damaged, locked, or unpacks to too much.
    """
    limit = min(max_bytes, MAX_WORKBOOK_BYTES)
    total = 0
    try:
        with ZipFile(path) as archive:
            for name in archive.namelist():
                with archive.open(name) as part:
                    while data := part.read(_READ_BYTES):
                        total += len(data)
                        if total > limit:
                            raise RefusedError(faults.too_large(limit))
    except _BROKEN as cause:
        raise RefusedError(faults.BROKEN_XLSX) from cause
