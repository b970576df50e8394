"""The records of a csv block: where each begins, on which line, and whether its fields add up."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from servicekit.releases import faults
from servicekit.releases.faults import MAX_RECORD_BYTES, Fault, RefusedError

Frame = tuple[pl.DataFrame, NDArray[np.int64], list[Fault], int, int]
"""Rows as texts, null where empty, and the line of each; the faults of others and how many these
are; the bytes of the upload read so far."""

NEWLINE, CARRIAGE_RETURN, COMMA, QUOTE = 10, 13, 44, 34


@dataclass(frozen=True)
class Records:
    """Records with the right number of fields, the line of each, and the faults of the others."""

    data: bytes
    lines: NDArray[np.int64]
    faults: list[Fault]
    refused: int


def records(data: bytes, line: int, fields: int) -> Records:
    """Return the well-formed records of a block that ends at a record's end.

    `line` is the line of the first record; blank lines are skipped.

    Raises
    ------
    RefusedError
        A quote out of place, or a record over 1 MiB: what follows can't be trusted.
    """
    bytes_ = np.frombuffer(data, np.uint8)
    breaks = np.flatnonzero(bytes_ == NEWLINE)
    commas = np.flatnonzero(bytes_ == COMMA)
    ends, lines = breaks, line + np.arange(len(breaks), dtype=np.int64)
    if b'"' in data:
        quotes = np.flatnonzero(bytes_ == QUOTE)
        _check_quotes(bytes_, quotes, breaks, line)
        ends = breaks[np.searchsorted(quotes, breaks) % 2 == 0]
        commas = commas[np.searchsorted(quotes, commas) % 2 == 0]
        lines = line + np.searchsorted(breaks, np.append(0, ends[:-1] + 1))
    starts = np.append(0, ends[:-1] + 1) if len(ends) else ends
    longest = int(np.argmax(ends - starts)) if len(ends) else 0
    if len(ends) and ends[longest] - starts[longest] > MAX_RECORD_BYTES:
        at = int(lines[longest])
        raise RefusedError(faults.too_long_record(at), line=at)
    if fields > 1 and len(commas) == len(ends) * (fields - 1):
        table = commas.reshape(len(ends), fields - 1)
        if bool(np.all((table[:, 0] >= starts) & (table[:, -1] < ends))):
            return Records(data, lines, [], 0)
    counts = np.searchsorted(commas, ends) - np.searchsorted(commas, starts) + 1
    lengths = ends - starts
    blank = (lengths == 0) | ((lengths == 1) & (bytes_[starts] == CARRIAGE_RETURN))
    good = ~blank & (counts == fields)
    bad = np.flatnonzero(~blank & ~good)
    kept = np.repeat(good, np.diff(np.append(starts, len(data))))
    return Records(
        bytes_[kept].tobytes(),
        lines[good],
        [
            Fault(
                int(lines[one]),
                None,
                faults.shown(
                    data[starts[one] : min(ends[one], starts[one] + 400)].decode("utf-8", "ignore")
                ),
                faults.field_count(int(counts[one]), fields),
            )
            for one in bad[:10_000]
        ],
        len(bad),
    )


def _check_quotes(
    bytes_: NDArray[np.uint8], quotes: NDArray[np.int64], breaks: NDArray[np.int64], line: int
) -> None:
    """Refuse a quote that opens inside a field, or closes before the field ends."""
    opening, closing = quotes[::2], quotes[1::2]
    before = np.where(opening > 0, bytes_[opening - 1], NEWLINE)
    follows = bytes_[np.minimum(closing + 1, len(bytes_) - 1)]
    opens_well = np.isin(before, (COMMA, NEWLINE, QUOTE))
    closes_well = np.isin(follows, (COMMA, NEWLINE, CARRIAGE_RETURN, QUOTE))
    wrong = np.concatenate((opening[~opens_well], closing[~closes_well]))
    if len(wrong):
        at = line + int(np.searchsorted(breaks, wrong.min()))
        raise RefusedError(faults.STRAY_QUOTE, line=at)
