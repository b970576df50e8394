"""A dataset's key as values that are never null, so that a row comparison can go on after one."""

from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from eslabon.contracts.sync import ColumnType

from servicekit.releases.dataset import Dataset

EMPTY: dict[ColumnType, tuple[str, Any]] = {
    ColumnType.TEXT: ("''", ""),
    ColumnType.DECIMAL: ("0::numeric", Decimal(0)),
    ColumnType.INTEGER: ("0", 0),
    ColumnType.NUMBER: ("0::double precision", 0.0),
    ColumnType.DATE: ("'2000-01-01'::date", date(2000, 1, 1)),
    ColumnType.BOOLEAN: ("false", False),
}
"""What stands for a null of each type, as SQL and as a value."""


def places(dataset: Dataset, table: Any) -> list[tuple[ColumnType, sa.ColumnElement[Any]]]:
    """Return the parts of the key in `table` with their types, a null before every value.

    A column that may be empty has two parts: whether it is not, and its value.
    """
    found: list[tuple[ColumnType, sa.ColumnElement[Any]]] = []
    for column in dataset.keys:
        value = table.c[column.name]
        if column.required:
            found.append((column.type, value))
        else:
            empty: sa.ColumnElement[Any] = sa.literal_column(EMPTY[column.type][0])
            filled = sa.func.coalesce(value, empty, type_=value.type)
            found += [(ColumnType.BOOLEAN, value.is_not(None)), (column.type, filled)]
    return found
