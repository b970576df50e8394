"""Checking a block's values column by column, and turning them into what PostgreSQL receives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from eslabon.contracts.sync import ColumnType
from numpy.typing import NDArray

from servicekit.releases import faults
from servicekit.releases.dataset import Column, Dataset, Texts
from servicekit.releases.faults import Fault
from servicekit.releases.packing import Field, fixed, numeric, text

Mask = NDArray[np.bool_]
Faulty = tuple[Mask, Texts]

EPOCH_DAYS = 10_957
"""Days from 1970-01-01 to 2000-01-01, from which PostgreSQL counts dates."""
MAX_INTEGER = 2**31 - 1
FORMULA_SIGN = r"^[=+\-@\t\r]"
NUMBER = r"^-?\d{1,14}$"
DOUBLE = r"^-?\d{1,17}(\.\d{1,20})?([eE][+-]?\d{1,3})?$"


@dataclass(frozen=True)
class Checked:
    """A block's good rows as fields of PostgreSQL, and the faults of the others."""

    fields: list[Field]
    rows: int
    lines: NDArray[np.int64]
    faults: list[Fault]
    refused: int


@dataclass(frozen=True)
class Judged:
    """Which rows of a block break a rule, their faults, and what packs the others by column."""

    bad: Mask
    faults: list[Fault]
    packers: list[Callable[[Mask | None], Field]]


def checked(
    dataset: Dataset, frame: pl.DataFrame, lines: NDArray[np.int64], parts: Mapping[str, str]
) -> Checked:
    """Return the rows of `frame` (texts, null where empty) that keep the dataset's rules.

    `lines` holds the line of each row, `parts` the slice that the rows must belong to.
    """
    found = judged(dataset, cleaned(dataset, frame), lines, parts)
    refused = int(found.bad.sum())
    kept = ~found.bad if refused else None
    return Checked(
        [packer(kept) for packer in found.packers],
        frame.height - refused,
        lines if kept is None else lines[kept],
        found.faults,
        refused,
    )


def judged(
    dataset: Dataset, frame: pl.DataFrame, lines: NDArray[np.int64], parts: Mapping[str, str]
) -> Judged:
    """Return what is wrong with the rows of a frame that `cleaned` has made."""
    bad = np.zeros(frame.height, np.bool_)
    found: list[Fault] = []
    packers: list[Callable[[Mask | None], Field]] = []
    for column in dataset.columns:
        faulty, packer = _CHECKS[column.type](column, frame[column.name])
        if column.required:
            faulty = [(_mask(frame[column.name].is_null()), faults.REQUIRED), *faulty]
        if column.name in parts:
            wrong = _mask(frame[column.name] != parts[column.name])
            faulty.append((wrong, faults.not_the_slice(column.name, parts[column.name])))
        for mask, reason in faulty:
            if mask.any():
                bad |= mask
                found += _faults(column.name, frame[column.name], mask, reason, lines)
        packers.append(packer)
    for name in dataset.slice_columns:
        if name in frame.columns:
            wrong = _mask(frame[name] != parts[name])
            bad |= wrong
            reason = faults.not_the_slice(name, parts[name])
            found += _faults(name, frame[name], wrong, reason, lines)
    return Judged(bad, sorted(found, key=lambda fault: fault.line or 0), packers)


def cleaned(dataset: Dataset, frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with the columns that the file leaves out, without what values drop."""
    left_out = [column.name for column in dataset.columns if column.name not in frame.columns]
    return frame.with_columns(
        *(pl.lit(None, pl.String).alias(name) for name in left_out),
        *(
            pl.col(column.name).str.replace_all(column.dropped, "").replace("", None)
            for column in dataset.columns
            if column.dropped and column.name not in left_out
        ),
    )


def _mask(series: pl.Series) -> Mask:
    """Return a boolean series as an array, null counted as false."""
    return series.fill_null(False).to_numpy()


def _faults(
    name: str, values: pl.Series, mask: Mask, reason: Texts, lines: NDArray[np.int64]
) -> list[Fault]:
    return [
        Fault(int(lines[row]), name, faults.shown(_as_text(values[int(row)])), reason)
        for row in np.flatnonzero(mask)[:10_000]
    ]


def _as_text(value: object) -> str | None:
    return None if value is None else str(value)


def _kept(series: pl.Series, kept: Mask | None) -> pl.Series:
    return series if kept is None else series.filter(pl.Series(kept))


Check = tuple[list[Faulty], Callable[[Mask | None], Field]]


def _text(column: Column, values: pl.Series) -> Check:
    faulty: list[Faulty] = []
    if column.pattern is not None:
        matches = values.str.contains(f"^(?:{column.pattern})$")
        faulty.append((_mask(~matches), faults.not_the_pattern(column)))
    if column.choices:
        faulty.append((_mask(~values.is_in(column.choices)), faults.not_a_choice(column)))
    if column.key and column.pattern is None and not column.choices:
        faulty.append((_mask(values.str.contains(FORMULA_SIGN)), faults.FORMULA))
    if _longest(values) > column.max_length:
        longer = values.str.len_chars() > column.max_length
        faulty.append((_mask(longer), faults.too_long(column)))
    return faulty, lambda kept: text(_kept(values, kept))


def _longest(values: pl.Series) -> int:
    longest = values.str.len_bytes().max()
    return longest if isinstance(longest, int) else 0


def _decimal(column: Column, values: pl.Series) -> Check:
    if values.dtype.is_decimal():
        # Made by an adapter, not written by people.
        known, faulty = np.zeros(len(values), np.bool_), []
    else:
        form = NUMBER[:-1] + (rf"(\.\d{{1,{column.scale}}})?$" if column.scale else "$")
        known = _mask(~values.str.contains(form))
        faulty = [(known, faults.not_a_decimal(column))]
    scaled = values.cast(pl.Decimal(38, column.scale), strict=False).to_physical()
    numbers = scaled.cast(pl.Int64, strict=False)
    faulty += _range(column, numbers, 10**column.scale, known)
    return faulty, lambda kept: numeric(_kept(numbers, kept), column.scale)


def _integer(column: Column, values: pl.Series) -> Check:
    made = values.dtype.is_integer()  # by the platform, not written by people
    numbers = values.cast(pl.Int64, strict=False)
    wrong = ~((numbers >= -MAX_INTEGER) & (numbers <= MAX_INTEGER))
    faulty = [
        (_mask(wrong if made else wrong | ~values.str.contains(NUMBER)), faults.NOT_AN_INTEGER)
    ]
    faulty += _range(column, numbers, 1, faulty[0][0])
    return faulty, lambda kept: fixed(_kept(numbers, kept), ">i4")


def _number(column: Column, values: pl.Series) -> Check:
    numbers = values.cast(pl.Float64, strict=False)
    wrong = ~numbers.is_finite()
    if not values.dtype.is_float():
        wrong = wrong | ~values.str.contains(DOUBLE)
    faulty = [(_mask(wrong), faults.NOT_A_NUMBER)]
    faulty += _range(column, numbers, 1, faulty[0][0])
    return faulty, lambda kept: fixed(_kept(numbers, kept), ">f8")


def _range(column: Column, numbers: pl.Series, unit: int, known: Mask) -> list[Faulty]:
    outside = pl.Series([False]).new_from_index(0, len(numbers))
    if column.minimum is not None:
        outside = outside | (numbers < column.minimum * unit)
    if column.maximum is not None:
        outside = outside | (numbers > column.maximum * unit)
    return [(_mask(outside) & ~known, faults.out_of_range(column))]


def _date(_: Column, values: pl.Series) -> Check:
    dates = values.str.to_date("%Y-%m-%d", strict=False)
    form = values.str.contains(r"^[1-9]\d{3}-\d{2}-\d{2}$")
    wrong = _mask(~form | (values.is_not_null() & dates.is_null()))
    days = dates.to_physical() - EPOCH_DAYS
    return [(wrong, faults.NOT_A_DATE)], lambda kept: fixed(_kept(days, kept), ">i4")


def _boolean(_: Column, values: pl.Series) -> Check:
    is_made = values.dtype == pl.Boolean
    known = values.is_not_null() if is_made else values.is_in(["true", "false"])
    truth = values if is_made else values == "true"
    return [(_mask(~known & values.is_not_null()), faults.NOT_A_BOOLEAN)], lambda kept: fixed(
        _kept(truth, kept), "u1"
    )


_CHECKS: dict[ColumnType, Callable[[Column, pl.Series], Check]] = {
    ColumnType.TEXT: _text,
    ColumnType.DECIMAL: _decimal,
    ColumnType.INTEGER: _integer,
    ColumnType.NUMBER: _number,
    ColumnType.DATE: _date,
    ColumnType.BOOLEAN: _boolean,
}
