"""A list as a table: flat columns of one kind each, and an item's values in their order."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, Union, get_args, get_origin

import orjson
from eslabon.contracts.envelope import Contract

DECIMALS = 10
"""Decimals of the exact numbers of a contract; a dataset's columns have their own."""


class Kind(StrEnum):
    """What a column holds; any of its values may be missing."""

    TEXT = "text"
    TEXTS = "texts"
    INTEGER = "integer"
    NUMBER = "number"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"


@dataclass(frozen=True)
class Column:
    """One column; `scale` is the number of decimals of a decimal."""

    name: str
    kind: Kind
    scale: int = DECIMALS


Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """Columns, and what makes an item of a list a row of them."""

    columns: tuple[Column, ...]
    row: Callable[[Any], Row]

    @property
    def names(self) -> list[str]:
        """Names of the columns."""
        return [column.name for column in self.columns]


_SCALARS: dict[type, Kind] = {
    bool: Kind.BOOLEAN,
    int: Kind.INTEGER,
    float: Kind.NUMBER,
    Decimal: Kind.DECIMAL,
    datetime: Kind.TIME,
    date: Kind.DATE,
}
Read = Callable[[Any], Any]


@cache
def table_of(model: type[Contract]) -> Table:
    """Return a contract as a table: what it nests becomes `outer_inner` columns.

    A list of single values is a list of texts; any other list is its JSON.

    Raises
    ------
    TypeError
        Two columns would have the same name.
    """
    columns: list[Column] = []
    reads: list[Read] = []
    _add(model, (), (model,), columns, reads)
    names = [column.name for column in columns]
    if len(set(names)) < len(names):
        raise TypeError(f"{model.__name__} has columns of the same name: {names}")
    made = tuple(reads)
    return Table(tuple(columns), lambda item: tuple(read(item) for read in made))


def _add(
    model: type[Contract],
    path: tuple[str, ...],
    above: tuple[type[Contract], ...],
    columns: list[Column],
    reads: list[Read],
) -> None:
    for name, field in model.model_fields.items():
        kind = _without_none(field.annotation)
        here = (*path, name)
        if _is_class(kind, Contract) and kind not in above:
            _add(kind, here, (*above, kind), columns, reads)
            continue
        found, convert = _leaf(kind)
        columns.append(Column("_".join(here), found))
        reads.append(_read(here, convert))


def _without_none(annotation: Any) -> Any:
    """Return what an optional value is when it is there."""
    if get_origin(annotation) in (Union, UnionType):
        rest = [one for one in get_args(annotation) if one is not type(None)]
        return rest[0] if len(rest) == 1 else annotation
    return annotation


def _is_class(kind: Any, parent: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, parent)


def _leaf(kind: Any) -> tuple[Kind, Read | None]:
    """Return a column's kind, and what makes a value one of that kind where it is not."""
    if kind in _SCALARS:
        return _SCALARS[kind], None
    if _is_class(kind, str):
        return Kind.TEXT, str
    if get_origin(kind) in (list, tuple):
        inner = [_without_none(one) for one in get_args(kind) if one is not Ellipsis]
        if len(inner) == 1 and (inner[0] in _SCALARS or _is_class(inner[0], str)):
            return Kind.TEXTS, lambda values: [str(value) for value in values]
        return Kind.TEXT, _json
    return Kind.TEXT, _json if get_origin(kind) or _is_class(kind, Contract) else str


def _json(value: Any) -> str:
    return orjson.dumps(value, default=_plain, option=orjson.OPT_NON_STR_KEYS).decode()


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json") if isinstance(value, Contract) else str(value)


def _read(path: tuple[str, ...], convert: Read | None) -> Read:
    if len(path) == 1 and convert is None:
        return attrgetter(path[0])

    def read(item: Any) -> Any:
        for name in path:
            if item is None:
                return None
            item = getattr(item, name)
        return item if item is None or convert is None else convert(item)

    return read
