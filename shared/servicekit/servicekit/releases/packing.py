"""Columns packed into PostgreSQL's binary COPY format, a block at a time, by numpy.

Numbers are big-endian; a numeric is a header of four int16 and digits in base 10,000 (the server
strips zeros at both ends); a null is the length -1 and nothing else.
"""

import hashlib
import struct
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

HEADER = b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)
TRAILER = struct.pack(">h", -1)
NULL = -1
MAX_PATTERNS = 16

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Field:
    """One column of a block.

    `nulls` is None where there are none. With `width`, `values` is (rows, width) and a null's row
    holds anything; without it `values` holds the texts end to end and `lengths` the bytes of each.
    """

    values: Bytes
    nulls: NDArray[np.bool_] | None
    width: int | None
    lengths: Ints | None = None


def _nulls(series: pl.Series) -> NDArray[np.bool_] | None:
    return series.is_null().to_numpy() if series.null_count() else None


def fixed(numbers: pl.Series, kind: str) -> Field:
    """Return integers, days or truth values as a field of the numpy type `kind`."""
    values = np.ascontiguousarray(numbers.fill_null(0).to_numpy().astype(kind))
    width = values.dtype.itemsize
    return Field(values.view(np.uint8).reshape(len(numbers), width), _nulls(numbers), width)


def numeric(numbers: pl.Series, scale: int) -> Field:
    """Return integers that count units of 10^-`scale` as numeric values; `scale` is at most 4."""
    values = numbers.fill_null(0).to_numpy()
    sizes = np.abs(values)
    whole, fraction = np.divmod(sizes, 10**scale)
    groups = 1
    while len(whole) and int(whole.max()) >= 10_000**groups:
        groups += 1
    digits = groups + (1 if scale else 0)
    packed = np.empty((len(values), 4 + digits), ">i2")
    packed[:, 0] = digits
    packed[:, 1] = groups - 1
    packed[:, 2] = np.where(values < 0, 0x4000, 0)
    packed[:, 3] = scale
    for group in range(groups):
        above = whole // 10_000 ** (groups - 1 - group) if group < groups - 1 else whole
        packed[:, 4 + group] = above % 10_000
    if scale:
        packed[:, 4 + groups] = fraction * 10 ** (4 - scale)
    width = 2 * (4 + digits)
    return Field(packed.view(np.uint8).reshape(len(values), width), _nulls(numbers), width)


def text(values: pl.Series) -> Field:
    """Return texts as a field: of one width where all that are not null have the same length."""
    rows, nulls = len(values), _nulls(values)
    if values.null_count() == rows:
        return Field(np.empty((rows, 0), np.uint8), nulls, 0)
    lengths = values.str.len_bytes().fill_null(0).to_numpy().astype(np.int64)
    joined = np.frombuffer((values.str.join("").item() or "").encode(), np.uint8)
    full = lengths if nulls is None else lengths[~nulls]
    if full.min() != full.max() or full[0] == 0:
        return Field(joined, nulls, None, lengths)
    width = int(full[0])
    if nulls is None:
        return Field(joined.reshape(rows, width), None, width)
    spread = np.zeros((rows, width), np.uint8)
    spread[~nulls] = joined.reshape(-1, width)
    return Field(spread, nulls, width)


def constant(number: int, rows: int) -> Field:
    """Return a column that holds the same int4 in every row."""
    value = np.frombuffer(struct.pack(">i", number), np.uint8)
    return Field(np.broadcast_to(value, (rows, 4)), None, 4)


def packed(fields: list[Field], rows: int) -> bytes:
    """Return the rows in COPY's binary format, without header and trailer.

    Rows come grouped by which of their values are null, so their order is not kept.
    """
    nullable = [number for number, field in enumerate(fields) if field.nulls is not None]
    if any(field.width is None for field in fields) or 2 ** len(nullable) > MAX_PATTERNS:
        return _scattered(fields, rows)
    if not nullable:
        return _uniform(fields, rows, None, set())
    pattern = np.zeros(rows, np.int64)
    for bit, number in enumerate(nullable):
        pattern |= fields[number].nulls.astype(np.int64) << bit  # type: ignore[union-attr]
    return b"".join(
        _uniform(
            fields,
            rows,
            np.flatnonzero(pattern == value),
            {number for bit, number in enumerate(nullable) if value >> bit & 1},
        )
        for value in np.flatnonzero(np.bincount(pattern)).tolist()
    )


def _uniform(fields: list[Field], rows: int, chosen: Ints | None, absent: set[int]) -> bytes:
    """Pack rows that all have the same bytes in the same places; the columns `absent` are null."""
    template = struct.pack(">h", len(fields))
    places: list[tuple[int, Field]] = []
    for number, field in enumerate(fields):
        width = NULL if number in absent else field.width or 0
        template += struct.pack(">i", width)
        if width > 0:
            places.append((len(template), field))
            template += bytes(width)
    count = rows if chosen is None else len(chosen)
    kind = np.dtype(
        {
            "names": ["row", *(f"f{place}" for place, _ in places)],
            "formats": [f"V{len(template)}", *(f"V{field.width}" for _, field in places)],
            "offsets": [0, *(place for place, _ in places)],
        }
    )
    out = np.empty(count, kind)
    out["row"] = np.frombuffer(template, f"V{len(template)}")[0]
    for place, field in places:
        values = np.ascontiguousarray(field.values).view(f"V{field.width}").reshape(rows)
        out[f"f{place}"] = values if chosen is None else values[chosen]
    return out.tobytes()


def _scattered(fields: list[Field], rows: int) -> bytes:
    """Pack rows of differing lengths: each column's bytes are scattered to where they belong."""
    widths = [_widths(field, rows) for field in fields]
    sizes = 2 + np.sum([4 + np.maximum(width, 0) for width in widths], axis=0, dtype=np.int64)
    ends = np.cumsum(sizes)
    at = ends - sizes
    out = np.empty(int(ends[-1]) if rows else 0, np.uint8)
    _place(out, at, np.full(rows, len(fields), ">i2"))
    at = at + 2
    for field, width in zip(fields, widths, strict=True):
        _place(out, at, width.astype(">i4"))
        at = at + 4
        length = np.maximum(width, 0)
        if field.width is None:
            starts = np.cumsum(length) - length
            out[np.repeat(at - starts, length) + np.arange(len(field.values))] = field.values
        elif field.nulls is None:
            out[at[:, None] + np.arange(field.width)] = field.values
        else:
            full = ~field.nulls
            out[at[full][:, None] + np.arange(field.width)] = field.values[full]
        at = at + length
    return out.tobytes()


def _widths(field: Field, rows: int) -> Ints:
    """Return the length of each value, -1 for null."""
    lengths = np.full(rows, field.width or 0, np.int64) if field.lengths is None else field.lengths
    return lengths if field.nulls is None else np.where(field.nulls, NULL, lengths)


def _place(out: Bytes, at: Ints, numbers: NDArray[np.int64]) -> None:
    values = np.ascontiguousarray(numbers)
    width = values.dtype.itemsize
    out[at[:, None] + np.arange(width)] = values.view(np.uint8).reshape(len(values), width)


def numbered(numbers: Ints) -> Field:
    """Return a column of int8 without nulls."""
    values = np.ascontiguousarray(numbers.astype(">i8"))
    return Field(values.view(np.uint8).reshape(len(values), 8), None, 8)


def feed(digest: "hashlib._Hash", fields: list[Field]) -> None:
    """Add to a hash all that a block holds."""
    for field in fields:
        for array in (field.values, field.nulls, field.lengths):
            digest.update(b"" if array is None else np.ascontiguousarray(array).tobytes())
