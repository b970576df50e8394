"""Datasets, releases, jobs and publications: how data enter and how an answer is reproduced."""

from datetime import date, datetime
from enum import StrEnum

from eslabon.contracts.envelope import Contract, Provenance


class ColumnType(StrEnum):
    """Type of a column of a dataset."""

    TEXT = "text"
    DECIMAL = "decimal"
    INTEGER = "integer"
    NUMBER = "number"
    """An index or a ratio, in double precision; money and legal rates are decimals."""
    DATE = "date"
    BOOLEAN = "boolean"


class Column(Contract):
    """One column of a dataset's canonical csv."""

    name: str
    type: ColumnType
    required: bool
    key: bool
    description: str
    """What it holds, in the language asked for."""
    example: str
    choices: tuple[str, ...] = ()
    """Values it may have; empty where it is not a list of choices."""
    pattern: str | None = None
    """Regular expression that the whole value matches."""
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None
    """Most characters of a text."""
    decimals: int | None = None
    """Most decimals of a number."""


class Adapter(Contract):
    """A layout of files that a dataset reads beside its own, asked for as `adapter`."""

    name: str
    description: str
    columns: tuple[Column, ...]
    """Columns of the file; others are passed over."""


class ReleaseInput(Contract):
    """A release that another one is built of."""

    service: str
    dataset: str
    slice: str
    release: int


class Release(Contract):
    """An immutable edition of one slice of a dataset."""

    id: int
    dataset: str
    slice: str
    state: str
    """loaded, published, superseded, dropping or dropped."""
    published: int | None
    """Publication that made it current."""
    superseded: int | None
    rows: int
    rejected: int
    sha256: str
    source: str
    licence: str
    cite_as: str
    year: int | None
    url: str | None
    retrieved_on: date | None
    created_at: datetime
    parent: int | None = None
    """Release of another dataset that brought it: both are published together."""
    inputs: tuple[ReleaseInput, ...] = ()
    """What it is built of, where the platform made it."""
    method: str | None = None
    """How it is built: name, version and parameters."""


class Dataset(Contract):
    """A dataset: what it holds, how it is cut and which releases are current."""

    service: str
    name: str
    description: str
    slice_by: list[str]
    columns: list[Column]
    adapters: tuple[Adapter, ...] = ()
    """Other layouts of files that it reads."""
    spreads: tuple[str, ...] = ()
    """Datasets that a release of this one fills, published with it."""
    is_built: bool = False
    """True where the platform makes it of other datasets: it takes no files."""
    current: list[Release]
    rows: int


class JobState(StrEnum):
    """State of a job."""

    QUEUED = "queued"
    READING = "reading"
    PUBLISHING = "publishing"
    DONE = "done"
    FAILED = "failed"


class Job(Contract):
    """The work of one upload."""

    id: str
    dataset: str
    slice: str
    state: JobState
    rows_read: int
    rows_accepted: int
    rows_refused: int
    percent: float
    """Share of the upload read so far, 0 to 100."""
    release: int | None
    publication: int | None
    unchanged: bool = False
    """True where the file is the one already published: nothing was loaded."""
    validate_only: bool = False
    """True where the upload was checked and not published."""
    refused: bool = False
    """True where it failed because of the data, and not because of the platform."""
    reason: str | None
    """Why it failed, in one sentence."""
    created_at: datetime
    finished_at: datetime | None


class Publication(Contract):
    """The state of a service's data: releases current at number `n`."""

    service: str
    n: int
    published_at: datetime | None
    releases: list[Provenance]


class CoverageRow(Contract):
    """Who has which data for which slice."""

    service: str
    dataset: str
    slice: str
    release: int
    rows: int
    year: int | None
    source: str
    licence: str


class RowChangeKind(StrEnum):
    """What became of a row between two releases."""

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    REMOVED = "REMOVED"


class ColumnValue(Contract):
    """A column of a row's key and its value, as a csv writes it."""

    column: str
    value: str | None


class ColumnChange(Contract):
    """A column whose value is another, as a csv writes both."""

    column: str
    before: str | None
    after: str | None


class RowChange(Contract):
    """What became of one row between two releases of a slice."""

    kind: RowChangeKind
    key: list[ColumnValue]
    """The row, by the columns that name it."""
    columns: list[ColumnChange]
    """The columns that changed; all of a row that was added or removed, its key left out."""
