"""Reading an upload in blocks that end where a record ends, in constant memory, packed or not."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from servicekit.releases import faults
from servicekit.releases.archives import (
    MAX_RATIO,
    PARQUET_MAGIC,
    RATIO_FREE_BYTES,
    ZIP_MAGIC,
    unzipped,
)
from servicekit.releases.faults import MAX_RECORD_BYTES, RefusedError

READ_BYTES = 1 << 18
BLOCK_BYTES = 1 << 22
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Block:
    """Whole records: the line of the first one, and the bytes of the upload read so far."""

    data: bytes
    line: int
    read: int


def _plain(path: Path) -> Iterator[tuple[bytes, int]]:
    read = 0
    with path.open("rb") as file:
        while chunk := file.read(READ_BYTES):
            read += len(chunk)
            yield chunk, read


def _ungzipped(path: Path) -> Iterator[tuple[bytes, int]]:
    read = written = 0
    stream = zlib.decompressobj(31)
    with path.open("rb") as file:
        while chunk := file.read(READ_BYTES):
            read += len(chunk)
            while chunk:
                if stream.eof:
                    if not chunk.strip(b"\0"):  # padding after the last member
                        break
                    stream = zlib.decompressobj(31)
                try:
                    data = stream.decompress(chunk, READ_BYTES)
                except zlib.error as cause:
                    raise RefusedError(faults.BROKEN_GZIP) from cause
                chunk = stream.unused_data if stream.eof else stream.unconsumed_tail
                written += len(data)
                if written > RATIO_FREE_BYTES and written > MAX_RATIO * read:
                    raise RefusedError(faults.GZIP_RATIO)
                if data:
                    yield data, read
    while not stream.eof and (data := stream.decompress(b"", READ_BYTES)):
        yield data, read
    if not stream.eof:
        raise RefusedError(faults.TRUNCATED_GZIP)


def chunks(path: Path, max_bytes: int) -> Iterator[tuple[bytes, int]]:
    """Yield the unpacked bytes of an upload, and how many of its own bytes were read for them.

    Raises
    ------
    RefusedError
        The file is a workbook, damaged, cut short, or unpacks to more than `max_bytes`.
    """
    with path.open("rb") as file:
        magic = file.read(4)
    if magic == PARQUET_MAGIC:
        raise RefusedError(faults.PARQUET)
    if magic[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise RefusedError(faults.UTF16, line=1)
    total = 0
    unpacked = unzipped if magic == ZIP_MAGIC else _plain
    for data, read in (_ungzipped if magic[:2] == b"\x1f\x8b" else unpacked)(path):
        total += len(data)
        if total > max_bytes:
            raise RefusedError(faults.too_large(max_bytes))
        yield data, read


def record_end(data: bytes, quoted: bool) -> int:
    """Return the position after the last complete record, 0 where there is none.

    In a quoted format a line end inside quotes does not end a record.
    """
    end = data.rfind(b"\n")
    if not quoted:
        return end + 1
    quotes = data.count(b'"')
    counted = len(data)
    while end >= 0:
        quotes -= data.count(b'"', end, counted)
        if quotes % 2 == 0:
            return end + 1
        counted = end
        end = data.rfind(b"\n", 0, end)
    return 0


def blocks(path: Path, max_bytes: int, *, quoted: bool) -> Iterator[Block]:
    """Yield an upload's records in blocks of about 4 MB, without a byte order mark.

    Raises
    ------
    RefusedError
        As `chunks`; also a record over 1 MiB, a quote never closed, a null byte, bad UTF-8.
    """
    held: list[bytes] = []
    size, line, read, first = 0, 1, 0, True
    for data, read in chunks(path, max_bytes):
        held.append(data)
        size += len(data)
        if size < BLOCK_BYTES:
            continue
        joined = b"".join(held)
        if first:
            joined, first = joined.removeprefix(BOM), False
        end = record_end(joined, quoted)
        if len(joined) - end > MAX_RECORD_BYTES:
            start = line + joined.count(b"\n", 0, end)
            raise RefusedError(faults.too_long_record(start), line=start)
        _check_text(joined[:end], line)
        yield Block(joined[:end], line, read)
        line += joined.count(b"\n", 0, end)
        held = [joined[end:]]
        size = len(held[0])
    rest = b"".join(held)
    if first:
        rest = rest.removeprefix(BOM)
    if rest:
        if quoted and rest.count(b'"') % 2:
            start = line + rest.count(b"\n", 0, record_end(rest, quoted))
            raise RefusedError(faults.UNCLOSED_QUOTE, line=start)
        _check_text(rest, line)
        yield Block(rest if rest.endswith(b"\n") else rest + b"\n", line, read)


def _check_text(data: bytes, line: int) -> None:
    try:
        data.decode()
    except UnicodeDecodeError as cause:
        where = line + data.count(b"\n", 0, cause.start)
        byte = cause.start - data.rfind(b"\n", 0, cause.start)
        raise RefusedError(faults.bad_encoding(where, byte), line=where) from cause
    if (position := data.find(b"\0")) >= 0:
        raise RefusedError(faults.NUL, line=line + data.count(b"\n", 0, position))
