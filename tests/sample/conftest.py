"""The sample's tables as the tests read them."""

import csv
import gzip
from collections.abc import Callable
from functools import cache

import pytest
from sample import entries

Rows = list[dict[str, str]]


@cache
def rows_of(dataset: str, *slice_values: str) -> Rows:
    """Rows of the slices of a dataset whose slice has all the given values."""
    found: Rows = []
    for entry in entries():
        if entry.dataset == dataset and set(slice_values) <= set(entry.slice.values()):
            with gzip.open(entry.path, "rt", encoding="utf-8", newline="") as file:
                found += csv.DictReader(file)
    return found


@pytest.fixture(scope="session")
def rows() -> Callable[..., Rows]:
    """The reader of a dataset's rows."""
    return rows_of
