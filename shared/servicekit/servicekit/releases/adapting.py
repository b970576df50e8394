"""A file as people have it made into rows of a dataset, block by block, by one of its adapters."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from servicekit.releases import faults
from servicekit.releases.columns import Checked, checked, cleaned, judged
from servicekit.releases.dataset import LINE, Adapter, Dataset
from servicekit.releases.faults import RefusedError

Read = Callable[[pl.DataFrame, NDArray[np.int64]], Checked]


def adapting(dataset: Dataset, adapter: Adapter, parts: Mapping[str, str]) -> Read:
    """Return what checks a block of a person's file and the rows of the dataset made of it.

    Faults name the columns of the file, where the dataset's come from one.

    Raises
    ------
    RefusedError
        The slice is one that the adapter can't fill.
    """
    try:
        make = adapter.begin(parts)
    except ValueError as cause:
        raise RefusedError(cause.args[0]) from cause

    def read(frame: pl.DataFrame, lines: NDArray[np.int64]) -> Checked:
        clean = cleaned(adapter.layout, frame)
        own = judged(adapter.layout, clean, lines, {})
        refused = int(own.bad.sum())
        numbered = clean.with_columns(pl.Series(LINE, lines))
        made = make(numbered.filter(pl.Series(~own.bad)) if refused else numbered)
        result = checked(dataset, made, made[LINE].to_numpy(), parts)
        found = [
            replace(fault, column=adapter.origins.get(fault.column or "", fault.column))
            for fault in result.faults
        ]
        return replace(
            result,
            faults=sorted([*own.faults, *found], key=lambda fault: fault.line or 0),
            refused=refused + result.refused,
        )

    return read


def nothing_of_the_slice(parts: Mapping[str, str], adapter: Adapter | None) -> RefusedError:
    """Return the refusal of a file that has rows, none of them of the slice."""
    cut = ",".join(f"{name}={value}" for name, value in parts.items())
    return RefusedError(faults.nothing_of(cut, adapter.keeps if adapter else None))
