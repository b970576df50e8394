"""What a service declares of a dataset: its columns, how it is cut into slices, what is derived."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from eslabon.contracts.sync import ColumnType

from servicekit.language import Texts, texts

if TYPE_CHECKING:
    import polars

__all__ = ["LINE", "Adapter", "Check", "Column", "Dataset", "Spread", "Texts", "texts"]


@dataclass(frozen=True)
class Column:
    """One column of the canonical csv, and of the table it is loaded into.

    Limits are inclusive; `pattern` is a regular expression that the whole value matches;
    `scale` is the number of decimals kept exactly (at most 4): more of them refuse the row.
    `form` says what to change where a value does not match `pattern` or is no choice. `dropped` is
    a regular expression of what people write inside a value and is left out of it, as the dots of a
    code.
    """

    name: str
    type: ColumnType
    description: Texts
    example: str
    required: bool = True
    key: bool = False
    pattern: str | None = None
    form: Texts | None = None
    dropped: str | None = None
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    max_length: int = 2_000
    scale: int = 4

    def sql_type(self) -> sa.types.TypeEngine[Any]:
        """Return the column's type in PostgreSQL."""
        types: dict[ColumnType, sa.types.TypeEngine[Any]] = {
            ColumnType.TEXT: sa.Text(),
            ColumnType.DECIMAL: sa.Numeric(20, self.scale),
            ColumnType.INTEGER: sa.Integer(),
            ColumnType.NUMBER: sa.Double(),
            ColumnType.DATE: sa.Date(),
            ColumnType.BOOLEAN: sa.Boolean(),
        }
        return types[self.type]


@dataclass(frozen=True)
class Check:
    """A rule of a whole release: SQL of the (column, value) that break it, and what to change.

    `:release` stands for the release's id; a row of the answer refuses the release.
    """

    sql: str
    reason: Texts


LINE = "line"
"""Column of an adapter's frame that says on which line of the file a row stands."""


@dataclass(frozen=True, eq=False)
class Adapter:
    """A reader of a file as people have it, which makes rows of a dataset of it.

    `columns` are those of the file, checked as a dataset's are; any others are passed over.
    `begin` is called once for a file, with the parts of the slice that it is sent to; what it
    returns makes of each block (texts, null where empty, with `LINE`) the rows of the dataset,
    with the `LINE` they come from: rows of other slices are left out. `origins` names the
    columns of the file that the dataset's come from, so that a fault names what people see.
    `keeps` says which rows are read, for whoever sends a file that has none of them.

    `begin` raises ValueError with what to change in the slice.
    """

    name: str
    description: Texts
    columns: tuple[Column, ...]
    begin: Callable[[Mapping[str, str]], "Callable[[polars.DataFrame], polars.DataFrame]"]
    origins: Mapping[str, str]
    keeps: Texts | None = None

    @cached_property
    def layout(self) -> "Dataset":
        """The file as a dataset of its own, for the readers of files."""
        return Dataset("", self.name, self.name, self.description, self.columns, is_open=True)


@dataclass(frozen=True, eq=False)
class Spread:
    """A dataset that another one's release fills, as a release of its own.

    `parts` gives the slice from the other's; `rows` is SQL of the rows, by the names of the
    columns, with `:release` for the release that is spread.
    """

    dataset: "Dataset"
    parts: Callable[[Mapping[str, str]], Mapping[str, str]]
    rows: str


@dataclass(frozen=True, eq=False)
class Dataset:
    """A dataset of one service.

    `slice_by` names the parts of its slices (a release replaces one slice); `derive` holds SQL
    run after the rows are in and before they are published, with `:release` for its id;
    `checks` are the rules of the whole release; `after` names the datasets whose current rows they
    compare with: their earlier uploads come first. `spreads` are the datasets that a release of it
    fills: they are loaded, published and dropped with it. `adapters` read files of other layouts;
    a file may have further columns where `is_open`. `key_order` names the columns of the key in
    the order of its index, where that is not the order of the columns.
    """

    service: str
    name: str
    table_name: str
    description: Texts
    columns: tuple[Column, ...]
    slice_by: tuple[str, ...] = ()
    derive: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    after: tuple[str, ...] = ()
    spreads: tuple[Spread, ...] = ()
    adapters: tuple[Adapter, ...] = ()
    is_open: bool = False
    key_order: tuple[str, ...] = ()
    derived_columns: tuple[tuple[str, sa.types.TypeEngine[Any]], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    partitioned: bool = False
    metadata: sa.MetaData = field(default_factory=sa.MetaData, repr=False)

    @cached_property
    def table(self) -> sa.Table:
        """The table of its rows, led by `release_id`."""
        columns = [sa.Column("release_id", sa.Integer(), nullable=False)]
        columns += [
            sa.Column(column.name, column.sql_type(), nullable=not column.required)
            for column in self.columns
        ]
        columns += [sa.Column(name, kind, nullable=True) for name, kind in self.derived_columns]
        table = sa.Table(
            self.table_name,
            self.metadata,
            *columns,
            schema=self.service,
            postgresql_partition_by="LIST (release_id)" if self.partitioned else None,
        )
        key = ["release_id", *(column.name for column in self.keys)]
        sa.Index(
            f"uq_{self.table_name}",
            *(table.c[name] for name in key),
            unique=True,
            postgresql_nulls_not_distinct=True,
        )
        for names in self.indexes:
            sa.Index(
                f"ix_{self.table_name}_{'_'.join(names)}",
                *(table.c[name] for name in ("release_id", *names)),
            )
        return table

    @cached_property
    def keys(self) -> tuple[Column, ...]:
        """The columns of the key, in the order of its index."""
        keys = {column.name: column for column in self.columns if column.key}
        return tuple(keys[name] for name in self.key_order or keys)

    def adapter(self, name: str) -> Adapter | None:
        """Return the adapter of this name, or None."""
        return next((one for one in self.adapters if one.name == name), None)

    @property
    def slice_columns(self) -> tuple[str, ...]:
        """Parts of the slice that are no columns: a file may hold them, as an export does."""
        own = {column.name for column in self.columns}
        return tuple(name for name in self.slice_by if name not in own)

    def slice_text(self, parts: Mapping[str, str]) -> str:
        """Return the canonical text of a slice: `source=BACI,year=2023`; empty when uncut."""
        return ",".join(f"{name}={parts[name]}" for name in self.slice_by)
